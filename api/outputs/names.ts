// What files of outputs are called.
import { isProvisional, type Output, type OutputWanted } from './output.ts';

/** "低保月报-柳岸社区-2026-07-暂定.xlsx". */
export function outputFileName({ requirement, place, period }: OutputWanted, output: Output, ending: string): string {
  const marks = [...(isProvisional(output) ? ['暂定'] : []), ...(output.wanting.length > 0 ? ['不完整'] : [])];
  return `${safeName([requirement.title, place.name, period, ...marks].join('-'))}.${ending}`;
}

/** Without what a file system would trip over, and not too long for one. */
export function safeName(name: string): string {
  const safe = name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_').replace(/^\.+|[. ]+$/g, '_');
  return safe.length > 120 ? safe.slice(0, 120) : safe;
}
