// A form's blanks as the pages colour them: what is thought of each in one word, and which cells it covers.
import { call, type Reply } from '../../client/client.ts';

export type FormReading = Reply<'requirement.blanks'>;
export type Blank = FormReading['blanks'][number];
export type Matches = Reply<'requirement.matches'>;
export type Match = Matches['items'][number];
export type Place = Pick<Blank, 'sheet' | 'cell'>;
export type Referral = Reply<'referral.list'>['items'][number];
export type Cost = Reply<'requirement.burden'>;
export type Standing = Cost['fields'][number]['standing'];

/** read: understood, while it is not known yet whether somebody else asks it. */
export type Tone = 'known' | 'follows' | 'oftener' | 'new' | 'doubtful' | 'read' | 'context' | 'formula' | 'list' | 'loose' | 'removed';
export const TONES: readonly Tone[] = ['known', 'follows', 'oftener', 'new', 'doubtful', 'read', 'context', 'formula', 'list', 'loose', 'removed'];

export function readBlanks(requirementId: string): Promise<FormReading> {
  return call('requirement.blanks', { params: { requirementId } });
}

export function toneOf({ state, doubts }: Blank, standing: Standing | null): Tone {
  if (state !== 'field' && state !== 'formula') return doubts.length > 0 ? 'doubtful' : state;
  if (state === 'formula') return 'formula';
  if (doubts.length > 0) return 'doubtful';
  return standing ?? 'read';
}

export function countTones(blanks: readonly Blank[], tone: (blank: Blank) => Tone): Record<Tone, number> {
  const counts = { known: 0, follows: 0, oftener: 0, new: 0, doubtful: 0, read: 0, context: 0, formula: 0, list: 0, loose: 0, removed: 0 };
  for (const blank of blanks) counts[tone(blank)] += 1;
  return counts;
}

const MOST_ROWS = 50;

/** The cells that stand for it: its own, and for a list's column the rows to fill. */
export function cellsOf({ cell, rows }: Blank): string[] {
  if (rows === null) return [cell];
  const letters = cell.replace(/\d+$/, '');
  return [cell, ...Array.from({ length: Math.min(MOST_ROWS, rows.to - rows.from + 1) }, (_, index) => `${letters}${rows.from + index}`)];
}

export function matchAt(matches: Matches | null, { sheet, cell }: Blank): Match | null {
  return matches?.items.find((each) => each.sheet === sheet && each.cell === cell) ?? null;
}

/** One blank that reads differently since a ruling on another. */
export interface Touched {
  readonly blank: Blank;
  readonly from: string;
  readonly to: string;
}

/** What a ruling on `ruled` changed of the other blanks. */
export function touchedBy(before: readonly Blank[], after: readonly Blank[], ruled: string): Touched[] {
  const was = new Map(before.map((blank) => [placeOf(blank), blank]));
  return after.flatMap((blank) => {
    const old = was.get(placeOf(blank));
    if (!old || placeOf(blank) === ruled) return [];
    const [from, to] = [sayBlank(old), sayBlank(blank)];
    return from === to ? [] : [{ blank, from, to }];
  });
}

/** "sheet!cell" */
export function placeOf({ sheet, cell }: Place): string {
  return `${sheet}!${cell}`;
}

function sayBlank({ state, reading, unit }: Blank): string {
  return state === 'removed' ? '—' : [reading, unit ?? ''].filter(Boolean).join(' · ');
}
