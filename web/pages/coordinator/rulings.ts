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

type Blank = Reply<'requirement.blanks'>['blanks'][number];
type KeptField = NonNullable<Reply<'decision.list'>['items'][number]['ruling']['field']>;

/** Of the blanks that a ruling touches, the one that it names: by its place, or, where the form has moved on, the first. */
export function blankNamed<Touched extends Pick<Blank, 'sheet' | 'cell' | 'rulings'>>(
  decisionId: string,
  { sheet, cell }: Pick<KeptField, 'sheet' | 'cell'>,
  blanks: readonly Touched[],
): Touched | undefined {
  const touched = blanks.filter(({ rulings }) => rulings.some((ruling) => ruling.decisionId === decisionId));
  return touched.find((blank) => blank.cell === cell && (sheet === undefined || blank.sheet === sheet)) ?? touched[0];
}

/** Groups as they stand are confirmed. */
export function confirming(groups: readonly Group[]): Settling {
  return { rulings: groups.map(({ fields }) => sameRuling(fields)) };
}

/** What Enter rules: the groups that were picked, or, where none was, the one at hand. */
export function atEnter(picked: readonly Group[], current: Group | null): readonly Group[] {
  return picked.length > 0 || current === null ? picked : [current];
}

/** Some fields of a group are another datum: those that stay are ruled one, those that go are ruled one, and the first of each to be different; what was ruled on them together before is taken back. */
export function splitting(group: Group, away: ReadonlySet<string>): Settling {
  const [stay, go] = [group.fields.filter(({ key }) => !away.has(key)), group.fields.filter(({ key }) => away.has(key))];
  const together = [stay, go].filter((fields) => fields.length > 1).map(sameRuling);
  const [first, other] = [stay[0], go[0]];
  return { rulings: first && other ? [...together, differentRuling([first, other])] : together, revoke: group.settledBy };
}

/** How many rulings of each kind, in the order in which the kinds first come. */
export function countKinds(rulings: Settling['rulings']): { kind: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const ruling of rulings) {
    const kind = 'kind' in ruling ? String(ruling.kind) : '';
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => ({ kind, count }));
}

/** Blanks that the same rulings touch, under the first of them. */
export function byRulings<Touched extends Pick<Blank, 'rulings'>>(blanks: readonly Touched[]): { first: Touched; blanks: Touched[] }[] {
  const found = new Map<string, { first: Touched; blanks: Touched[] }>();
  for (const blank of blanks) {
    const key = blank.rulings.map(({ decisionId }) => decisionId).join();
    const line = found.get(key);
    if (line) line.blanks.push(blank);
    else found.set(key, { first: blank, blanks: [blank] });
  }
  return [...found.values()];
}

/** Two groups, or two fields, are one after all. */
export function joining(fields: readonly Pointed[]): Settling {
  return { rulings: [sameRuling(fields)] };
}
