// What communities answered, as columns: for each question and period that a form draws on, one value for each community. Read section by
// section without building an object for each value; between two sections others get their turn.
import type { Source } from '../../engine/model/plan.ts';
import type { Scalar } from '../../engine/model/sheet.ts';
import { columnOf, ColumnSum, type Column } from '../../engine/rollup/index.ts';
import type { Need, PlaceView } from '../../engine/view/index.ts';
import { frequencyOf, placesIn, yearOf, type Published, type SectionPlaces } from '../annual/published.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import type { Community } from '../submissions/values.ts';
import { yieldTurn } from '../turn.ts';
import type { Counted } from './registers.ts';
import { askedBefore, sectionValues, type SectionValues } from './sections.ts';

export interface ColumnsWanted {
  readonly districtId: string;
  readonly form: Published;
  readonly view: PlaceView;
  readonly needs: readonly Need[];
  readonly communities: readonly Community[];
  /** Reference of a register's count → its value for each community. */
  readonly counted: Counted;
}

/** A column for each need, in the order of the communities. */
export async function readColumns(services: Services, db: Db, wanted: ColumnsWanted): Promise<Column[]> {
  const { needs, counted, view, communities } = wanted;
  const answered = await answeredColumns(services, db, wanted);
  const blanks = communities.map(() => null);
  return needs.map(({ source, period }) => {
    const known = source.kind === 'item' ? answered.get(keyOf(source, period)) : undefined;
    return known ?? columnOf(source, period, source.kind === 'free' ? (counted.get(source.reference) ?? blanks) : blanks, view.reading(source));
  });
}

type ItemSource = Extract<Source, { kind: 'item' }>;

function keyOf({ item }: ItemSource, period: string): string {
  return `${item}\n${period}`;
}

/** Item and period → its column. */
async function answeredColumns(services: Services, db: Db, { districtId, form, needs, communities, view }: ColumnsWanted): Promise<Map<string, Column>> {
  const byPeriod = new Map<string, string[]>();
  for (const { source, period } of needs) if (source.kind === 'item') byPeriod.set(period, [...(byPeriod.get(period) ?? []), source.item]);
  const versions = await versionsOf(services, db, districtId, form);
  const columns = new Map<string, Column>();
  for (const [period, items] of byPeriod) {
    const answered: SectionAnswered[] = [];
    for (const layout of layoutsFor(versions, new Set(items), period)) {
      const key = { districtId, period, section: layout.section };
      // What the section asks no more comes first, so that what stands in it now outranks it.
      const left = layout.items.filter((item) => form.sectionOf.get(item)?.code !== layout.section);
      if (left.length > 0)
        for (const values of await askedBefore(db, key))
          answered.push({ layout: only(layout, left), byPlace: byPlace(values, only(layout, left), communities) });
      const values = await sectionValues(services, db, key, communities);
      answered.push({ layout, byPlace: byPlace(values, layout, communities) });
      await yieldTurn();
    }
    for (const column of columnsIn(answered, period, view)) {
      if (column.source.kind === 'item') columns.set(keyOf(column.source, period), column);
      await yieldNowAndThen(columns.size);
    }
  }
  return columns;
}

const COLUMNS_A_TURN = 150;

async function yieldNowAndThen(done: number): Promise<void> {
  if (done % COLUMNS_A_TURN === 0) await yieldTurn();
}

/** Where answers stand in a version of the form. */
interface Version {
  readonly formVersionId: string;
  readonly sections: readonly SectionPlaces[];
}

/** All versions of the form's year, the oldest first: a community may have answered before an amendment. */
async function versionsOf(services: Services, db: Db, districtId: string, form: Published): Promise<readonly Version[]> {
  const rows = await db
    .selectFrom('formVersion')
    .select('formVersionId')
    .where('districtId', '=', districtId)
    .where('year', '=', form.row.year)
    .orderBy('versionNo')
    .execute();
  return Promise.all(rows.map(async ({ formVersionId }) => ({ formVersionId, sections: await placesIn(services, db, districtId, formVersionId) })));
}

/** What of a section is wanted: items, and where each stands in the answers given under a version (-1: it was not asked then). */
interface Layout {
  readonly section: string;
  readonly items: readonly string[];
  readonly positions: ReadonlyMap<string, readonly number[]>;
}

/** The sections that ask one of the items in some version of the form. */
function layoutsFor(versions: readonly Version[], wanted: ReadonlySet<string>, period: string): Layout[] {
  const frequency = frequencyOf(period);
  const sections = versions.flatMap((version) =>
    version.sections.filter((section) => section.frequency === frequency).map((section) => ({ version, section })),
  );
  const codes = [...new Set(sections.map(({ section }) => section.code))];
  return codes.flatMap((code) => {
    const here = sections.filter(({ section }) => section.code === code);
    const items = [...new Set(here.flatMap(({ section }) => section.items))].filter((item) => wanted.has(item));
    const positions = new Map(here.map(({ version, section }) => [version.formVersionId, items.map((item) => section.positions.get(item) ?? -1)]));
    return items.length > 0 ? [{ section: code, items, positions }] : [];
  });
}

/** The layout with some of its items. */
function only({ section, items, positions }: Layout, left: readonly string[]): Layout {
  const at = left.map((item) => items.indexOf(item));
  return { section, items: left, positions: new Map([...positions].map(([version, places]) => [version, at.map((index) => places[index] ?? -1)])) };
}

/** A section's answers of one community. */
interface Answered {
  readonly values: readonly Scalar[];
  /** Aligned with the layout's items. */
  readonly positions: readonly number[];
}

interface SectionAnswered {
  readonly layout: Layout;
  readonly byPlace: readonly (Answered | null)[];
}

function byPlace(answered: ReadonlyMap<string, SectionValues>, { positions }: Layout, communities: readonly Community[]): (Answered | null)[] {
  return communities.map(({ unitId }) => {
    const given = answered.get(unitId);
    const known = given && positions.get(given.formVersionId);
    return known ? { values: given.values, positions: known } : null;
  });
}

/** Sums a period's sections. An item that an amendment moved to another section is looked up in both. */
function* columnsIn(sections: readonly SectionAnswered[], period: string, view: PlaceView): Iterable<Column> {
  const found = new Map<string, SectionAnswered[]>();
  for (const section of sections) for (const item of section.layout.items) found.set(item, [...(found.get(item) ?? []), section]);
  for (const section of sections) yield* sumSection(section, new Set(section.layout.items.filter((item) => found.get(item)?.length === 1)), period, view);
  for (const [item, places] of found) if (places.length > 1) yield movedColumn(item, places, period, view);
}

/** Hot: community by community, as they lie in memory. */
function sumSection({ layout, byPlace }: SectionAnswered, wanted: ReadonlySet<string>, period: string, view: PlaceView): Column[] {
  const sums = layout.items.flatMap((item, index) => {
    const source: Source = { kind: 'item', item };
    return wanted.has(item) ? [{ index, sum: new ColumnSum(source, period, view.reading(source)) }] : [];
  });
  for (let place = 0; place < byPlace.length; place++) {
    const answered = byPlace[place];
    if (answered) for (const { index, sum } of sums) sum.add(place, answered.values[answered.positions[index] ?? -1] ?? null);
    else for (const { sum } of sums) sum.add(place, null);
  }
  return sums.map(({ index, sum }) => sum.column(byPlace.length, (place) => valueAt(byPlace[place], index)));
}

function valueAt(answered: Answered | null | undefined, index: number): Scalar {
  return answered?.values[answered.positions[index] ?? -1] ?? null;
}

function movedColumn(item: string, sections: readonly SectionAnswered[], period: string, view: PlaceView): Column {
  const source: Source = { kind: 'item', item };
  const [first] = sections;
  const values = (first?.byPlace ?? []).map((_, place) => {
    // The section that asks it now comes last, for versions are read from the oldest on.
    const given = sections.map(({ layout, byPlace }) => valueAt(byPlace[place], layout.items.indexOf(item)));
    return given.findLast((value) => value !== null) ?? null;
  });
  return columnOf(source, period, values, view.reading(source));
}

/** The years' periods that a form's values come from. */
export function periodsNeeded(needs: readonly Need[], period: string): ReadonlySet<string> {
  const periods = needs.filter(({ source }) => source.kind === 'item').map((need) => need.period);
  return new Set(periods.filter((each) => yearOf(each) === yearOf(period)));
}
