// What a reviewer looks at: every answer beside the community's own past and its neighbours' middle, what is out of the ordinary, and what
// was changed since it was last returned. Neighbours are the communities that the reviewer may see anyway.
import { median, outlier, type Outlier } from '../../engine/measure/index.ts';
import { placesOf, sectionsFor, type Published, type SectionLayout } from '../annual/published.ts';
import { previousPeriod } from '../feeds/beside.ts';
import type { AnswerKind } from '../../engine/model/annual.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import { changesIn, type Changed } from './changes.ts';
import type { Kept } from './section.ts';

/** Item → answer. */
export type Answered = ReadonlyMap<string, Kept>;

/** How far back a community's own past goes. */
const PERIODS_BACK = 5;

/** All answers of some communities in a period and those before it, the period itself first. */
export interface Compare {
  readonly periods: readonly string[];
  /** Period → community → item → answer. */
  readonly answers: ReadonlyMap<string, ReadonlyMap<string, Answered>>;
}

export async function readCompare(services: Services, db: Db, districtId: string, period: string, communities: readonly string[]): Promise<Compare> {
  const periods = [period];
  while (periods.length <= PERIODS_BACK) periods.push(previousPeriod(periods.at(-1) ?? period));
  const answers = new Map<string, ReadonlyMap<string, Answered>>();
  for (const each of periods) answers.set(each, await answersIn(services, db, districtId, each, communities));
  return { periods, answers };
}

/** Laid out as the version says that they were answered on. */
export async function answersIn(
  services: Services,
  db: Db,
  districtId: string,
  period: string,
  communities: readonly string[],
): Promise<ReadonlyMap<string, Answered>> {
  if (communities.length === 0) return new Map();
  const rows = await db
    .selectFrom('section')
    .select(['communityId', 'sectionCode', 'formVersionId', 'answers'])
    .where('districtId', '=', districtId)
    .where('period', '=', period)
    .where('communityId', 'in', communities)
    .execute();
  const found = new Map<string, Map<string, Kept>>();
  for (const { communityId, sectionCode, formVersionId, answers } of rows) {
    const places = await placesOf(services, db, { districtId, formVersionId, sectionCode, period });
    const values = JSON.parse(answers) as Kept[];
    const items = found.get(communityId) ?? new Map<string, Kept>();
    for (const [position, item] of (places?.items ?? []).entries()) items.set(item, values[position] ?? null);
    found.set(communityId, items);
  }
  return found;
}

/** One answer with what stands beside it. */
export interface ReviewedCell {
  readonly item: string;
  readonly title: string;
  readonly answers: AnswerKind;
  readonly value: Kept;
  readonly last: Kept;
  /** The middle of the neighbours' answers, as text with two decimals at most; null where none is a number. */
  readonly middle: string | null;
  readonly neighbours: number;
  readonly outlier: Outlier | null;
}

/** The cells of a section, by position. */
export function reviewSection(compare: Compare, communityId: string, section: SectionLayout): ReviewedCell[] {
  const [period = '', ...before] = compare.periods;
  const now = compare.answers.get(period);
  const others = [...(now ?? [])].filter(([id]) => id !== communityId);
  const valueIn = (when: string, community: string, item: string): Kept => compare.answers.get(when)?.get(community)?.get(item) ?? null;
  return section.questions.map(({ item, title, answers }) => {
    const value = valueIn(period, communityId, item);
    const neighbours = others.flatMap(([id, items]) => {
      const theirs = numberIn(items.get(item) ?? null);
      return theirs === null ? [] : [{ now: theirs, before: numberIn(valueIn(before[0] ?? '', id, item)) }];
    });
    const mine = numberIn(value);
    return {
      item,
      title,
      answers,
      value,
      last: valueIn(before[0] ?? '', communityId, item),
      middle: neighbours.length === 0 ? null : String(Math.round(median(neighbours.map((each) => each.now)) * 100) / 100),
      neighbours: neighbours.length,
      outlier: mine === null ? null : outlier({ now: mine, past: pastOf(before, communityId, item, valueIn), neighbours, counted: answers === 'count' }),
    };
  });
}

/** Back to the first period that was not answered. */
function pastOf(before: readonly string[], communityId: string, item: string, valueIn: (period: string, community: string, item: string) => Kept): number[] {
  const past: number[] = [];
  for (const period of before) {
    const value = numberIn(valueIn(period, communityId, item));
    if (value === null) break;
    past.push(value);
  }
  return past;
}

/** Near enough to compare; what is kept stays exact. */
function numberIn(value: Kept): number | null {
  if (typeof value === 'number') return value;
  return value !== null && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : null;
}

/** Communities → items that are another than when the submission was last returned; none where it never was. */
export async function changedSinceReturn(
  services: Services,
  db: Db,
  districtId: string,
  period: string,
  communities: readonly string[],
): Promise<ReadonlyMap<string, Answered>> {
  const found = new Map<string, Map<string, Kept>>();
  if (communities.length === 0) return found;
  const returns = await db
    .selectFrom('submissionEvent')
    .select(({ fn }) => ['communityId', fn.max('at').as('at')])
    .where('districtId', '=', districtId)
    .where('period', '=', period)
    .where('toState', '=', 'returned')
    .where('communityId', 'in', communities)
    .groupBy('communityId')
    .execute();
  for (const { communityId, at } of returns) {
    const saves = await db
      .selectFrom('sectionChange')
      .select(['sectionCode', 'changes'])
      .where('districtId', '=', districtId)
      .where('period', '=', period)
      .where('communityId', '=', communityId)
      .where('at', '>', at)
      .orderBy('at')
      .orderBy('version')
      .execute();
    const lists = await Promise.all(saves.map(({ sectionCode, changes }) => changesIn(services, db, { districtId, period, sectionCode }, changes)));
    found.set(communityId, netChanges(lists.flat()));
  }
  return found;
}

/** Item → what it was; those that are again what they were are left out. */
function netChanges(changes: readonly Changed[]): Map<string, Kept> {
  const first = new Map<string, Kept>();
  const last = new Map<string, Kept>();
  for (const [item, before, after] of changes) {
    if (!first.has(item)) first.set(item, before);
    last.set(item, after);
  }
  return new Map([...first].filter(([item, before]) => last.get(item) !== before));
}

/** How full a submission is. */
export function answeredIn(form: Published, period: string, items: Answered | undefined): { asked: number; answered: number } {
  const questions = sectionsFor(form, period).flatMap((section) => section.questions);
  return { asked: questions.length, answered: questions.filter(({ item }) => (items?.get(item) ?? null) !== null).length };
}
