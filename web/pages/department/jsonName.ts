// What the exported JSON of an output is called: as its workbook and CSV are, so that nobody takes what is provisional for final.
import type { Reply } from '../../client/client.ts';

type Named = Pick<Reply<'output.read'>, 'requirement' | 'place' | 'period' | 'provisional' | 'missing'>;

/** "低保月报-柳岸社区-2026-07-暂定-不完整.json". */
export function jsonName(
  { requirement, place, period, provisional, missing }: Named,
  words: { readonly provisional: string; readonly incomplete: string },
): string {
  const marks = [...(provisional ? [words.provisional] : []), ...(missing.length > 0 ? [words.incomplete] : [])];
  return `${[requirement.title, place.name, period, ...marks].join('-')}.json`;
}
