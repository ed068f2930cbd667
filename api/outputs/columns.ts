// What communities answered, as columns: for each question and period that a form draws on, one value for each community. Read section by
// section without building an object for each value; between two sections others get their turn.
import { sql } from 'kysely';
import type { Source } from '../../engine/model/plan.ts';
import type { Scalar } from '../../engine/model/sheet.ts';
import { columnOf, type Column } from '../../engine/rollup/index.ts';
import type { Need, PlaceView } from '../../engine/view/index.ts';
import { frequencyOf, published, yearOf, type Published } from '../annual/published.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import type { Community } from '../submissions/values.ts';
import { yieldTurn } from '../turn.ts';
import type { Counted } from './registers.ts';

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
  const values = await itemValues(services, db, wanted);
  const columns: Column[] = [];
  for (const [index, { source, period }] of needs.entries()) {
    const given = source.kind === 'item' ? values.get(keyOf(source, period)) : counted.get(source.reference);
    columns.push(columnOf(source, period, given ?? blanks(communities.length), view.reading(source)));
    if (index % COLUMNS_A_TURN === COLUMNS_A_TURN - 1) await yieldTurn();
  }
  return columns;
}

const COLUMNS_A_TURN = 200;

function keyOf(source: Extract<Source, { kind: 'item' }>, period: string): string {
  return `${source.item}\n${period}`;
}

function blanks(size: number): Scalar[] {
  return Array.from({ length: size }, () => null);
}

/** Item and period → the value of each community. */
async function itemValues(services: Services, db: Db, { districtId, form, needs, communities }: ColumnsWanted): Promise<Map<string, Scalar[]>> {
  const places = new Map(communities.map(({ unitId }, index) => [unitId, index]));
  const values = new Map<string, Scalar[]>();
  const byPeriod = new Map<string, string[]>();
  for (const { source, period } of needs) {
    if (source.kind !== 'item') continue;
    values.set(keyOf(source, period), blanks(communities.length));
    byPeriod.set(period, [...(byPeriod.get(period) ?? []), source.item]);
  }
  const versions = await versionsOf(services, db, districtId, form);
  for (const [period, items] of byPeriod) {
    const targets = new Map(items.map((item) => [item, values.get(`${item}\n${period}`) ?? []]));
    const layouts = layoutsFor(versions, targets, period);
    for (const section of new Set([...layouts.keys()].map((key) => key.slice(key.indexOf('/') + 1)))) {
      for (const row of await sectionRows(db, districtId, period, section, communities)) takeRow(row, layouts.get(`${row.form_version_id}/${section}`), places);
      await yieldTurn();
    }
  }
  return values;
}

/** All versions of the form's year, the oldest first: a community may have answered before an amendment. */
async function versionsOf(services: Services, db: Db, districtId: string, form: Published): Promise<readonly Published[]> {
  const rows = await db
    .selectFrom('formVersion')
    .selectAll()
    .where('districtId', '=', districtId)
    .where('year', '=', form.row.year)
    .orderBy('versionNo')
    .execute();
  return Promise.all(rows.map((row) => published(services, row)));
}

/** A position in a section's answers, and the column that it goes into. */
type Layout = readonly { readonly position: number; readonly column: Scalar[] }[];

/** "version/section" → what of it is wanted. */
function layoutsFor(versions: readonly Published[], columns: ReadonlyMap<string, Scalar[]>, period: string): Map<string, Layout> {
  const frequency = frequencyOf(period);
  const layouts = new Map<string, Layout>();
  for (const { row, sections } of versions)
    for (const { code, questions } of sections.filter((section) => section.frequency === frequency)) {
      const layout = questions.flatMap(({ item }, position) => {
        const column = columns.get(item);
        return column ? [{ position, column }] : [];
      });
      if (layout.length > 0) layouts.set(`${row.formVersionId}/${code}`, layout);
    }
  return layouts;
}

interface SectionLine {
  readonly community_id: string;
  readonly form_version_id: string;
  readonly answers: string;
}

/** Above so many communities all rows are read and the others passed over. */
const MOST_NAMED = 200;

async function sectionRows(db: Db, districtId: string, period: string, section: string, communities: readonly Community[]): Promise<readonly SectionLine[]> {
  const named = communities.length > MOST_NAMED ? sql`` : sql`and community_id in (${sql.join(communities.map(({ unitId }) => unitId))})`;
  if (communities.length === 0) return [];
  const { rows } = await sql<SectionLine>`select community_id, form_version_id, answers from section
    where district_id = ${districtId} and period = ${period} and section_code = ${section} ${named}`.execute(db.withoutPlugins());
  return rows;
}

/** Hot: a district has a million values. */
function takeRow({ community_id: community, answers }: SectionLine, layout: Layout | undefined, places: ReadonlyMap<string, number>): void {
  const place = places.get(community);
  if (place === undefined || layout === undefined) return;
  const values = JSON.parse(answers) as Scalar[];
  for (const { position, column } of layout) {
    const value = values[position];
    if (value !== undefined && value !== null) column[place] = value;
  }
}

/** The years' periods that a form's values come from. */
export function periodsNeeded(needs: readonly Need[], period: string): ReadonlySet<string> {
  const periods = needs.filter(({ source }) => source.kind === 'item').map((need) => need.period);
  return new Set(periods.filter((each) => yearOf(each) === yearOf(period)));
}
