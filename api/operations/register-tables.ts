// A register as its pages show it: the whole of it in one compact answer, one row masked, what happened lately, and the numbers that follow from it.
import Type from 'typebox';
import { lastMonthOf } from '../../engine/model/period.ts';
import { isMember, tallies } from '../../engine/register/index.ts';
import type { Register, RegisterCount } from '../../engine/model/register.ts';
import { loadLearning } from '../../forms/lexicon/load.ts';
import { currentForm, type Published } from '../annual/published.ts';
import { closed, oneOf, operation, orNull, type ActorContext } from '../http/operation.ts';
import { refused } from '../problem.ts';
import { monthOf } from '../registers/changes.ts';
import { rowsFor } from '../registers/find.ts';
import { toldByIdentity } from '../registers/identified.ts';
import { NONE_ENTRIES, noneSaid, saysNone } from '../registers/none.ts';
import { isKept, openRow, registerRows, type RowValues } from '../registers/rows.ts';
import { isPersonal, type Table } from '../registers/table.ts';
import { itemsOfYear } from '../submissions/values.ts';
import { yieldTurn } from '../turn.ts';
import { ByRow, InRegister, maskedValues, READERS, rosterName, Row, rowIn, shown, visitRegister, type Visit } from './registers.ts';

const Cell = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]);
/** Rows opened at a stretch. */
const STRETCH = 500;

export const readTable = operation({
  id: 'register.table',
  method: 'GET',
  path: '/registers/:communityId/:register/table',
  zh: '整本台账,一次取完(打码;按列排好)',
  en: 'A whole register in one compact answer, masked',
  who: READERS,
  params: InRegister,
  query: closed({ removed: Type.Optional(oneOf(['yes'])) }),
  reply: closed({
    /** What stands at each place of `cells`: columns, then memberships. */
    columns: Type.Array(Type.String()),
    rows: Type.Array(
      closed({
        id: Type.String(),
        version: Type.Integer(),
        grid: orNull(Type.String()),
        month: Type.String(),
        removed: orNull(Type.String()),
        cells: Type.Array(Cell),
      }),
    ),
  }),
  run: async (context, { params, query }) => {
    const visit = await visitRegister(context, params);
    const { columns, memberships } = visit.table;
    const order = [...columns.keys(), ...memberships.keys()];
    const stored = await rowsFor(context.db, context.actor, params.register)
      .where('communityId', '=', params.communityId)
      .where('removedAt', query.removed === 'yes' ? 'is not' : 'is', null)
      .orderBy('rowId')
      .execute();
    const rows = [];
    for (const [index, { rowId, version, gridId, month, removedWhy, rowValues }] of stored.entries()) {
      if (index % STRETCH === STRETCH - 1) await yieldTurn();
      const values = maskedValues(visit.table, openRow(context.services, rowId, rowValues));
      rows.push({ id: rowId, version, grid: gridId, month, removed: removedWhy, cells: order.map((id) => values.get(id) ?? null) });
    }
    return { columns: order, rows };
  },
});

export const lookAtRow = operation({
  id: 'register.look',
  method: 'GET',
  path: '/registers/:communityId/:register/rows/:rowId/masked',
  zh: '一行现在的样子(打码)',
  en: 'A row as it stands, masked',
  who: READERS,
  params: ByRow,
  reply: Row,
  run: async (context, { params }) => {
    const visit = await visitRegister(context, params);
    return shown(context, visit, await rowIn(context, visit, params.rowId));
  },
});

const MOST_LOGGED = 300;

export const readLog = operation({
  id: 'register.log',
  method: 'GET',
  path: '/registers/:communityId/:register/log',
  zh: '台账最近的变动:新增、修改、注销,谁、何时、从哪个月起',
  en: 'What lately became of a register: added, changed, removed; by whom, when, from which month',
  who: READERS,
  params: InRegister,
  reply: closed({
    items: Type.Array(
      closed({
        rowId: Type.String(),
        name: Type.String(),
        what: Type.String(),
        month: Type.String(),
        at: Type.String(),
        who: orNull(Type.String()),
      }),
    ),
  }),
  run: async (context, { params }) => {
    const visit = await visitRegister(context, params);
    const { db, actor, services } = context;
    const changes = await db
      .selectFrom('registerChange as c')
      .leftJoin('account as a', (join) => join.onRef('a.districtId', '=', 'c.districtId').onRef('a.accountId', '=', 'c.accountId'))
      .select(['c.rowId', 'c.at', 'c.what', 'c.month', 'c.rowValues', 'a.name'])
      .where('c.districtId', '=', actor.districtId)
      .where('c.communityId', '=', params.communityId)
      .where('c.register', '=', params.register)
      .where((eb) =>
        eb.or([
          eb('c.rowId', 'in', rowsFor(db, actor, params.register).where('communityId', '=', params.communityId).clearSelect().select('rowId')),
          eb('c.what', 'in', NONE_ENTRIES),
        ]),
      )
      .orderBy('c.at', 'desc')
      .orderBy('c.version', 'desc')
      .limit(MOST_LOGGED)
      .execute();
    const items = changes.map(({ rowId, at, what, month, rowValues, name: who }) => {
      const ofNone = NONE_ENTRIES.some((entry) => entry === what);
      const name = ofNone ? rosterName(visit.table, rowId) : nameIn(visit.table, openRow(services, rowId, rowValues));
      return { rowId, name, what, month, at, who };
    });
    return { items };
  },
});

/** What a row is called: its first column that says who or what it is and is no number of a person. */
function nameIn({ columns }: Table, values: RowValues): string {
  const named = [...columns.values()].filter((column) => !isPersonal(column) && values.has(column.id));
  const column = named.find(({ attribute }) => attribute === 'name') ?? named[0];
  return column ? String(values.get(column.id) ?? '') : '';
}

export const readCounts = operation({
  id: 'register.counts',
  method: 'GET',
  path: '/registers/:communityId/:register/counts',
  zh: '由台账自动得出的数,和与之不符的填报值',
  en: 'The numbers that follow from a register, and typed answers that disagree',
  who: ['community', 'street'],
  params: InRegister,
  reply: closed({
    month: Type.String(),
    items: Type.Array(
      closed({
        reference: Type.String(),
        membership: Type.String(),
        title: Type.String(),
        unit: orNull(Type.String()),
        /** An exact decimal; null when a row cannot be followed, or nothing was ever entered. */
        value: orNull(Type.String()),
        /** Nobody stands on the roster and nobody said so: most likely it is not kept yet, and forms take 0. */
        nobody: Type.Boolean(),
        unread: orNull(closed({ rowId: Type.String(), name: Type.String(), column: Type.String() })),
        forms: Type.Array(closed({ requirement: Type.String(), title: Type.String() })),
        /** The newest answer to the same question, and what the register told at that period’s end. */
        typed: Type.Array(closed({ period: Type.String(), value: Type.String(), counted: orNull(Type.String()) })),
      }),
    ),
  }),
  run: async (context, { params }) => {
    const visit = await visitRegister(context, params);
    const form = await lastForm(context);
    const register = form.consolidation.registers.find(({ id }) => id === params.register);
    if (!register) return { month: monthOf(context.now), items: [] };
    const standing = await rowsFor(context.db, context.actor, params.register)
      .where('communityId', '=', params.communityId)
      .where('removedAt', 'is', null)
      .orderBy('rowId')
      .execute();
    const kept = standing.length > 0 || (await isKept(context.db, visit.place));
    const none = await noneSaid(context.db, visit.place);
    const month = monthOf(context.now);
    const opened = standing.map(({ rowId, rowValues }) => ({ rowId, values: toldByIdentity(openRow(context.services, rowId, rowValues), month) }));
    const rows = opened.map(({ values }) => values);
    const counts = countsOf(form, register).filter(({ membership }) => kept || saysNone(none, membership));
    const told = tallies(register, counts, rows, loadLearning().spellings);
    const typed = await typedAnswers(context, visit, form, register);
    const elements = new Map(form.consolidation.elements.map((element) => [element.id, element]));
    const titles = new Map(form.consolidation.pack.requirements.map(({ id, title }) => [id, title]));
    const items = countsOf(form, register).map((count) => {
      const element = elements.get(elementOf(count));
      const tally = told.get(count.reference);
      const row = tally?.kind === 'unreadable' ? opened[tally.row - 1] : undefined;
      const fields = form.consolidation.fields.filter(({ key }) => element?.fields.includes(key));
      const requirements = [...new Set(fields.map(({ requirement }) => requirement))];
      return {
        reference: count.reference,
        membership: count.membership,
        title: element?.title ?? '',
        unit: fields[0]?.unit ?? null,
        value: tally?.kind === 'counted' ? tally.value : null,
        nobody: kept && !rows.some((row) => isMember(row, count.membership)) && !saysNone(none, count.membership),
        unread:
          tally?.kind === 'unreadable' && row
            ? { rowId: row.rowId, name: nameIn(visit.table, row.values), column: visit.table.columns.get(tally.column)?.title ?? '' }
            : null,
        forms: requirements.map((requirement) => ({ requirement, title: titles.get(requirement) ?? '' })),
        typed: typed.flatMap((each) =>
          each.element === elementOf(count) ? [{ period: each.period, value: each.value, counted: each.counted.get(count.reference) ?? null }] : [],
        ),
      };
    });
    return { month, items };
  },
});

async function lastForm({ db, actor, services }: ActorContext): Promise<Published> {
  const row = await db.selectFrom('formVersion').select('year').where('districtId', '=', actor.districtId).orderBy('year', 'desc').limit(1).executeTakeFirst();
  if (!row) throw refused('form.notPublished', { year: new Date().getUTCFullYear() });
  return currentForm(services, db, actor.districtId, row.year);
}

/** One element told by several rosters is told once, by the first. */
function countsOf({ consolidation }: Published, { id }: Register): RegisterCount[] {
  const own = consolidation.counts.filter(({ register }) => register === id);
  return [...new Map(own.toReversed().map((count) => [elementOf(count), count])).values()].toReversed();
}

/** A count's reference is its membership and the element that it tells. */
function elementOf({ reference, membership }: RegisterCount): string {
  return reference.slice(membership.length + 1);
}

interface Typed {
  readonly element: string;
  readonly period: string;
  readonly value: string;
  readonly counted: ReadonlyMap<string, string | null>;
}

/** What the community typed for the very data that the register tells too: the newest answer of each, not later than now. */
async function typedAnswers(context: ActorContext, { place }: Visit, form: Published, register: Register): Promise<Typed[]> {
  const told = new Set(countsOf(form, register).map(elementOf));
  const items = form.consolidation.items.filter(({ element }) => told.has(element));
  if (items.length === 0) return [];
  const community = { unitId: place.communityId, code: '', name: '' };
  const answers = (await itemsOfYear(context.services, context.db, place.districtId, form, [community])).get(place.communityId);
  const now = monthOf(context.now);
  const newest = items.flatMap(({ id, element }) => {
    const periods = [...(answers?.get(id) ?? [])].filter(([period, value]) => typeof value !== 'boolean' && value !== null && lastMonthOf(period) <= now);
    const last = periods.sort(([a], [b]) => (lastMonthOf(a) < lastMonthOf(b) ? -1 : 1)).at(-1);
    return last && /^\d+(\.\d+)?$/.test(String(last[1])) ? [{ element, period: last[0], value: String(last[1]) }] : [];
  });
  const counted = new Map<string, ReadonlyMap<string, string | null>>();
  for (const month of new Set(newest.map(({ period }) => lastMonthOf(period)))) {
    const rows = (await registerRows(context.services, context.db, place, month)) ?? [];
    const none = await noneSaid(context.db, place, month);
    // A roster on which nobody stood says nothing against what was typed, unless the community said so: most likely it was not kept yet.
    const kept = countsOf(form, register).filter(({ membership }) => rows.some((row) => isMember(row, membership)) || saysNone(none, membership));
    const tallied = tallies(register, kept, rows, loadLearning().spellings);
    counted.set(month, new Map([...tallied].map(([reference, tally]) => [reference, tally.kind === 'counted' ? tally.value : null])));
  }
  return newest.map((each) => ({ ...each, counted: counted.get(lastMonthOf(each.period)) ?? new Map() }));
}
