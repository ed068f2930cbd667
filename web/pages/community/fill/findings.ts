// What stands against what was typed, from both judges: the rules judged here while typing, and the server's after every save.
import type { Reply } from '../../../client/client.ts';
import type { Broken } from './rules.ts';

export interface Place {
  readonly item: string;
  readonly title: string;
  /** Code of its section in this period; null: it is asked at another time. */
  readonly section: string | null;
  readonly value: string;
}

export interface Finding extends Omit<Broken, 'items'> {
  readonly places: readonly Place[];
  readonly explained: string | null;
}

type Told = Reply<'submission.checks'>['items'][number];

/** `section`: the one on the screen, whose rules were judged here. */
export function findingsOf(
  section: string,
  broken: readonly Broken[],
  told: readonly Told[],
  judgedHere: ReadonlySet<string>,
  placeOf: (item: string) => Pick<Place, 'title' | 'value'>,
): Finding[] {
  const explained = new Map(told.map(({ checkId, explained: words }) => [checkId, words]));
  const here = broken.map(({ items, ...each }) => ({
    ...each,
    places: [...new Set(items)].map((item) => ({ item, section, ...placeOf(item) })),
    explained: explained.get(each.checkId) ?? null,
  }));
  return inOrder([...here, ...foundBy(told.filter(({ checkId }) => checkId === null || !judgedHere.has(checkId)))]);
}

/** As the server judged. */
export function foundBy(told: readonly Told[]): Finding[] {
  return inOrder(
    told.flatMap(({ checkId, severity, words, owner, sides, places, explained }): Finding[] =>
      checkId === null ? [] : [{ checkId, severity, words, owner, sides, places, explained }],
    ),
  );
}

function inOrder(findings: Finding[]): Finding[] {
  return findings.sort((a, b) => (a.severity < b.severity ? -1 : a.severity > b.severity ? 1 : 0));
}

/** Does it stand in the way of submitting? */
export function blocks({ severity, explained }: Pick<Finding, 'severity' | 'explained'>): boolean {
  return severity === 'A' || (severity !== 'D' && explained === null);
}
