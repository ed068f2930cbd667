// How far a period is filled in: by community, and by department as far as its own forms are concerned.
import type { Community } from '../submissions/values.ts';
import type { ActorContext } from '../http/operation.ts';
import { placesOf, sectionsFor, type Published } from '../annual/published.ts';

export interface Filled {
  /** Community → questions answered. */
  readonly byCommunity: ReadonlyMap<string, number>;
  /** Item → communities that answered it. */
  readonly byItem: ReadonlyMap<string, number>;
  readonly asked: number;
  /** When a community last saved something. */
  readonly savedAt: ReadonlyMap<string, string>;
}

/** Of what is told. */
export type Filling = Pick<ActorContext, 'db' | 'actor' | 'services'>;

export async function filledIn(
  { db, actor, services }: Filling,
  form: Published,
  period: string,
  communities: readonly Pick<Community, 'unitId'>[],
): Promise<Filled> {
  const layouts = new Map(sectionsFor(form, period).map((section) => [section.code, section]));
  const seen = new Set(communities.map(({ unitId }) => unitId));
  const rows = await db
    .selectFrom('section')
    .select(['communityId', 'sectionCode', 'formVersionId', 'answers', 'updatedAt'])
    .where('districtId', '=', actor.districtId)
    .where('period', '=', period)
    .execute();
  const byCommunity = new Map<string, number>();
  const byItem = new Map<string, number>();
  const savedAt = new Map<string, string>();
  for (const { communityId, sectionCode, formVersionId, answers, updatedAt } of rows) {
    const section = layouts.get(sectionCode);
    if (!section || !seen.has(communityId)) continue;
    const values = JSON.parse(answers) as unknown[];
    const from = await placesOf(services, db, { districtId: actor.districtId, formVersionId, sectionCode, period });
    const answered = section.questions.filter(({ item }) => (values[from?.positions.get(item) ?? -1] ?? null) !== null);
    byCommunity.set(communityId, (byCommunity.get(communityId) ?? 0) + answered.length);
    for (const { item } of answered) byItem.set(item, (byItem.get(item) ?? 0) + 1);
    if (updatedAt > (savedAt.get(communityId) ?? '')) savedAt.set(communityId, updatedAt);
  }
  return { byCommunity, byItem, asked: [...layouts.values()].reduce((sum, { questions }) => sum + questions.length, 0), savedAt };
}

export interface DepartmentFilled {
  readonly department: string;
  readonly asked: number;
  readonly answered: number;
}

/** Of the questions of the period that a department needs, times communities: how many are answered. */
export function byDepartment(form: Published, period: string, { byItem }: Filled, communities: number): DepartmentFilled[] {
  const found = new Map<string, { asked: number; answered: number }>();
  for (const { item, neededBy } of sectionsFor(form, period).flatMap(({ questions }) => questions))
    for (const department of new Set(neededBy.map((each) => each.department))) {
      const { asked, answered } = found.get(department) ?? { asked: 0, answered: 0 };
      found.set(department, { asked: asked + communities, answered: answered + (byItem.get(item) ?? 0) });
    }
  return [...found].map(([department, counts]) => ({ department, ...counts })).sort((a, b) => b.asked - a.asked);
}
