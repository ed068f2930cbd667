// How far something reaches that is about to be said of forms: the blanks that would read otherwise, besides those that it names itself.
import type { Reply } from '../client/client.ts';

export type Reached = Reply<'decision.reach'>['items'][number];

/** "requirement|sheet|cell" */
export function keyOf({ requirement, sheet, cell }: Pick<Reached, 'requirement' | 'sheet' | 'cell'>): string {
  return `${requirement}|${sheet}|${cell}`;
}

/** Without those that are named, by key. */
export function beyond(reached: readonly Reached[], named: readonly string[]): readonly Reached[] {
  return reached.filter((each) => !named.includes(keyOf(each)));
}
