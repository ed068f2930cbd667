// Rulings as the matching desk makes them: which fields, by their words and their place, and what splitting and joining groups takes.
import type { Body, Reply } from '../../client/client.ts';
import { pointAt, type Pointed } from '../../pieces/pointed.ts';

export type Group = Reply<'match.groups'>['items'][number];
export type GroupField = Group['fields'][number];
export type Settling = Pick<Body<'decision.settle'>, 'rulings' | 'revoke'>;

export function sameRuling(fields: readonly Pointed[]): Record<string, unknown> {
  return { kind: 'same', fields: fields.map(pointAt) };
}

export function differentRuling(fields: readonly Pointed[]): Record<string, unknown> {
  return { kind: 'different', fields: fields.map(pointAt) };
}

/** Groups as they stand are confirmed. */
export function confirming(groups: readonly Group[]): Settling {
  return { rulings: groups.map(({ fields }) => sameRuling(fields)) };
}

/** Some fields of a group are another datum: those that stay are ruled one, those that go are ruled one, and the first of each to be different; what was ruled on them together before is taken back. */
export function splitting(group: Group, away: ReadonlySet<string>): Settling {
  const [stay, go] = [group.fields.filter(({ key }) => !away.has(key)), group.fields.filter(({ key }) => away.has(key))];
  const together = [stay, go].filter((fields) => fields.length > 1).map(sameRuling);
  const [first, other] = [stay[0], go[0]];
  return { rulings: first && other ? [...together, differentRuling([first, other])] : together, revoke: group.settledBy };
}

/** Two groups, or two fields, are one after all. */
export function joining(fields: readonly Pointed[]): Settling {
  return { rulings: [sameRuling(fields)] };
}
