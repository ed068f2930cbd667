// Where each answer of a section came from, as it is kept: marks that follow each other counted ("t300", "t12-3p1"), for most sections are
// typed from end to end, and every save writes its row anew.

/** A blank has no mark; it is kept as a dash. */
const NONE = '-';

/** `marks`: one for each position. */
export function packedOrigins(marks: readonly string[]): string {
  const line = marks.map((mark) => mark || NONE).join('');
  return line.replace(/(.)\1*/g, (run, mark: string) => `${mark}${run.length}`);
}

/** The marks as they were packed. */
export function originsIn(kept: string): string[] {
  return Array.from(kept.matchAll(/(\D)(\d+)/g), ([, mark, count]) => new Array<string>(Number(count)).fill(mark === NONE ? '' : (mark ?? ''))).flat();
}
