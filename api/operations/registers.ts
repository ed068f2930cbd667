// Registers: lists kept row by row, each thing entered once. Lists show identity numbers and phones masked; a row as it is goes only to
// the community or grid worker concerned, and is recorded like an export.
import { Type } from 'typebox';
import { pageAsked, pageFrom } from '../http/page.ts';
import { closed, Id, oneOf, operation, orNull, pageOf, PageQuery, type ActorContext } from '../http/operation.ts';
import { registerRowCondition, seesCommunity } from '../people/scope.ts';
import { hidden, inWords, refused, Refused, type ApiProblem } from '../problem.ts';
import { acceptCells, type AcceptedRow } from '../registers/accept.ts';
import { contradictions, contradictionsWritten } from '../registers/contradictions.ts';
import { addRows, changeRow, identityIndexOf, laidOver, monthOf, REMOVALS, removeRow, requireMonth, type Doing } from '../registers/changes.ts';
import { duplicatedRows, rowsFor, sameIdentity } from '../registers/find.ts';
import { identityNumber } from '../../engine/check/identity.ts';
import { noneSaid } from '../registers/none.ts';
import { maskText, openRow, type RegisterPlace, type RowValues } from '../registers/rows.ts';
import { isPersonal, nameOfColumn, registerTable, registerTables, type Table } from '../registers/table.ts';
import type { RegisterRowRow } from '../storage/schema.ts';

export const RegisterName = Type.String({ pattern: '^[0-9A-Za-z._-]{1,60}$' });
export const Month = Type.String({ pattern: '^20[0-9]{2}-(0[1-9]|1[0-2])$' });
export const KEEPERS = ['community', 'gridWorker'] as const;
export const READERS = ['community', 'gridWorker', 'street'] as const;
const Value = Type.Union([Type.String({ maxLength: 2000 }), Type.Number(), Type.Boolean(), Type.Null()]);
const Values = Type.Record(Type.String({ maxLength: 200 }), Value, { maxProperties: 500 });
export const InRegister = closed({ communityId: Id, register: RegisterName });
export const ByRow = closed({ communityId: Id, register: RegisterName, rowId: Id });

export const Row = closed({
  rowId: Id,
  gridId: orNull(Id),
  values: Values,
  version: Type.Integer(),
  month: Type.String(),
  updatedAt: Type.String(),
  removedAt: orNull(Type.String()),
  removedWhy: orNull(Type.String()),
});

export interface Visit {
  readonly place: RegisterPlace;
  readonly table: Table;
}

/** The register of a community, if this account may see the community. */
export async function visitRegister(
  context: ActorContext,
  { communityId, register }: { readonly communityId: string; readonly register: string },
): Promise<Visit> {
  const { db, actor, services } = context;
  if (!(await seesCommunity(db, actor, communityId))) throw hidden('社区 / community');
  return { place: { districtId: actor.districtId, communityId, register }, table: await registerTable(services, db, actor.districtId, register) };
}

export async function rowIn({ db, actor }: ActorContext, { place }: Visit, rowId: string): Promise<RegisterRowRow> {
  const row = await rowsFor(db, actor, place.register).where('communityId', '=', place.communityId).where('rowId', '=', rowId).executeTakeFirst();
  if (!row) throw hidden('台账中的这一行 / row');
  return row;
}

export function shown({ services }: ActorContext, { table }: Visit, row: RegisterRowRow, whole = false) {
  const { rowId, gridId, version, month, updatedAt, removedAt, removedWhy } = row;
  const values = openRow(services, rowId, row.rowValues);
  return { rowId, gridId, values: Object.fromEntries(whole ? values : maskedValues(table, values)), version, month, updatedAt, removedAt, removedWhy };
}

/** Columns that tell who somebody is lose their middle; a column that the form has no more shows nothing. */
export function maskedValues({ columns, memberships }: Table, values: RowValues): RowValues {
  return new Map(
    [...values].flatMap(([id, value]) => {
      const column = columns.get(id);
      if (!column) return memberships.has(id) ? [[id, value] as const] : [];
      return [[id, isPersonal(column) ? maskText(value) : value] as const];
    }),
  );
}

const Columns = Type.Array(
  closed({
    column: Type.String(),
    title: Type.String(),
    attribute: orNull(Type.String()),
    choices: orNull(Type.Array(Type.String())),
    personal: Type.Boolean(),
  }),
);

export const listRegisters = operation({
  id: 'register.list',
  method: 'GET',
  path: '/registers/:communityId',
  zh: '一个社区的台账:栏目、名册、行数',
  en: 'A community’s registers: columns, rosters, number of rows',
  who: READERS,
  params: closed({ communityId: Id }),
  reply: closed({
    items: Type.Array(
      closed({
        register: Type.String(),
        title: Type.String(),
        rows: Type.Integer(),
        /** Where the community said that there is none: of a roster, or of the whole (null), from a month on. Rows that stand there outdo it. */
        none: Type.Array(closed({ membership: orNull(Type.String()), month: Type.String(), at: Type.String() })),
        columns: Columns,
        memberships: Type.Array(closed({ membership: Type.String(), title: Type.String(), requirement: Type.String(), columns: Type.Array(Type.String()) })),
      }),
    ),
  }),
  run: async (context, { params }) => {
    const { db, actor, services } = context;
    if (!(await seesCommunity(db, actor, params.communityId))) throw hidden('社区 / community');
    const counts = await db
      .selectFrom('registerRow')
      .select((eb) => ['register', eb.fn.countAll<number>().as('rows')])
      .where('districtId', '=', actor.districtId)
      .where('communityId', '=', params.communityId)
      .where('removedAt', 'is', null)
      .where(registerRowCondition(actor))
      .groupBy('register')
      .execute();
    const rows = new Map(counts.map(({ register, rows: count }) => [register, Number(count)]));
    const items = [];
    for (const table of await registerTables(services, db, actor.districtId)) {
      const { register, title } = table;
      const said = await noneSaid(db, { districtId: actor.districtId, communityId: params.communityId, register });
      const none = said.map(({ membership, month, at }) => ({ membership, month, at }));
      items.push({ register, title, rows: rows.get(register) ?? 0, none, ...headsOf(table) });
    }
    return { items };
  },
});

/** The roster's title; of none, the register's. */
export function rosterName({ memberships, title }: Table, membership: string | null): string {
  return memberships.get(membership ?? '')?.title.replace(/\s+/gu, ' ') ?? title;
}

function headsOf(table: Table) {
  const { columns, memberships } = table;
  return {
    columns: [...columns.values()].map((column) => ({
      column: column.id,
      title: nameOfColumn(table, column),
      attribute: column.attribute,
      choices: column.choices === null ? null : [...column.choices],
      personal: isPersonal(column),
    })),
    memberships: [...memberships.values()].map((each) => ({
      membership: each.id,
      title: each.title.replace(/\s+/gu, ' '),
      requirement: each.requirement,
      columns: each.columns.map(({ column }) => column).filter((column) => columns.has(column)),
    })),
  };
}

export const listRows = operation({
  id: 'register.rows',
  method: 'GET',
  path: '/registers/:communityId/:register/rows',
  zh: '台账各行(身份证号、电话打码)',
  en: 'Rows of a register, identity numbers and phones masked',
  who: READERS,
  params: InRegister,
  query: closed({ ...PageQuery, removed: Type.Optional(oneOf(['yes'])) }),
  reply: pageOf(Row),
  run: async (context, { params, query }) => {
    const visit = await visitRegister(context, params);
    const { limit, unseen } = pageAsked(query, { columns: ['rowId'], way: 'up' });
    let rows = rowsFor(context.db, context.actor, params.register).where('communityId', '=', params.communityId).where(unseen);
    rows = rows.where('removedAt', query.removed === 'yes' ? 'is not' : 'is', null);
    const { lines, next } = pageFrom(
      await rows
        .orderBy('rowId')
        .limit(limit + 1)
        .execute(),
      limit,
      ({ rowId }) => [rowId],
    );
    return { items: lines.map((row) => shown(context, visit, row)), next };
  },
});

export const readRow = operation({
  id: 'register.row',
  method: 'GET',
  path: '/registers/:communityId/:register/rows/:rowId',
  zh: '一行的全部内容(不打码;记入审计日志)',
  en: 'One row whole, recorded in the audit log',
  who: KEEPERS,
  params: ByRow,
  reply: Row,
  exports: true,
  run: async (context, { params }) => {
    const visit = await visitRegister(context, params);
    const row = await rowIn(context, visit, params.rowId);
    context.about(`row/${params.register}/${row.rowId}`, { communityId: params.communityId });
    context.header('etag', `"${row.version}"`);
    return shown(context, visit, row, true);
  },
});

const Written = closed({ row: Row, hints: Type.Array(Type.String()) });

export const addRow = operation({
  id: 'register.add',
  method: 'POST',
  path: '/registers/:communityId/:register/rows',
  zh: '台账新增一行',
  en: 'Add a row',
  who: KEEPERS,
  params: InRegister,
  body: closed({ values: Values, gridId: Type.Optional(orNull(Id)), month: Type.Optional(Month) }),
  reply: Written,
  status: 201,
  run: async (context, { params, body }) => {
    const visit = await visitRegister(context, params);
    const { table, place } = visit;
    const accepted = requireSound(acceptCells(table, new Map(Object.entries(body.values))));
    const values = laidOver(new Map(), accepted.values);
    if (values.size === 0) throw refused('register.empty', {});
    const doing = doingOf(context, body.month);
    requireMonth(doing, '2000-01');
    requireThisPerson(table, values, accepted.values, doing.month);
    const elsewhere = await requireAlone(context, visit, values);
    const [rowId = ''] = await addRows(doing, place, table, [{ values, gridId: await gridFor(context, params.communityId, body.gridId ?? null) }]);
    context.about(`row/${params.register}/${rowId}`, { communityId: params.communityId, month: doing.month });
    const hints = hintsIn(context, accepted.hints, elsewhere);
    return { row: shown(context, visit, await rowIn(context, visit, rowId)), hints };
  },
});

/** A month left out is this one. */
export function doingOf({ services, db, actor, now }: ActorContext, month: string | undefined): Doing {
  return { services, db, accountId: actor.accountId, now, month: month ?? monthOf(now) };
}

function requireSound(accepted: AcceptedRow): AcceptedRow {
  const [first] = accepted.faults;
  if (first) throw new Refused(first, { faults: accepted.faults });
  return accepted;
}

/** Somebody is at hand to look at the document: what is written of another than the identity number tells is not taken. */
function requireThisPerson(table: Table, after: RowValues, written: RowValues, month: string): void {
  const [first, ...others] = contradictionsWritten(table, after, written, month);
  if (first) throw new Refused(first, { faults: [first, ...others] });
}

/** One person stands once in a community; in another community only says so. Gives the names of the others. */
async function requireAlone({ db, actor, services }: ActorContext, { place, table }: Visit, values: RowValues, except = ''): Promise<readonly string[]> {
  const same = await sameIdentity(db, actor.districtId, place.register, identityIndexOf(services, table, values), except);
  const here = same.find(({ communityId }) => communityId === place.communityId);
  if (here) throw refused('register.duplicate', { where: here.communityName });
  return [...new Set(same.map(({ communityName }) => communityName))];
}

function hintsIn({ language }: ActorContext, hints: readonly ApiProblem[], elsewhere: readonly string[]): string[] {
  const also = elsewhere.map((where) => inWords({ code: 'register.elsewhere', params: { where } }, language));
  return [...hints.map((each) => inWords(each, language)), ...also];
}

/** A grid worker's rows are those of the grid; a community chooses among its own grids. */
async function gridFor({ db, actor }: ActorContext, communityId: string, gridId: string | null): Promise<string | null> {
  if (actor.role === 'gridWorker') {
    if (gridId !== null && gridId !== actor.unitId) throw hidden('网格 / grid');
    return actor.unitId;
  }
  if (gridId === null) return null;
  const grid = await db
    .selectFrom('orgUnit')
    .select('unitId')
    .where('districtId', '=', actor.districtId)
    .where('kind', '=', 'grid')
    .where('unitId', '=', gridId)
    .where('parentId', '=', communityId)
    .executeTakeFirst();
  if (!grid) throw hidden('网格 / grid');
  return grid.unitId;
}

export const editRow = operation({
  id: 'register.change',
  method: 'PATCH',
  path: '/registers/:communityId/:register/rows/:rowId',
  zh: '修改一行(带 If-Match 版本;null 为清空,true/null 为勾选/不勾选名册)',
  en: 'Change cells and ticks of a row (If-Match)',
  who: KEEPERS,
  params: ByRow,
  body: closed({ values: Values, gridId: Type.Optional(orNull(Id)), month: Type.Optional(Month) }),
  reply: Written,
  run: async (context, { params, body }) => {
    const visit = await visitRegister(context, params);
    const { table } = visit;
    const row = await standingRow(context, visit, params.rowId);
    const accepted = requireSound(acceptCells(table, new Map(Object.entries(body.values))));
    const after = laidOver(openRow(context.services, row.rowId, row.rowValues), accepted.values);
    if (after.size === 0) throw refused('register.empty', {});
    const doing = doingOf(context, body.month);
    requireThisPerson(table, after, accepted.values, doing.month);
    const elsewhere = await requireAlone(context, visit, after, row.rowId);
    const gridId = body.gridId === undefined ? row.gridId : await gridFor(context, params.communityId, body.gridId);
    const changed = await changeRow(doing, row, table, { values: accepted.values, gridId });
    context.about(`row/${params.register}/${row.rowId}`, { communityId: params.communityId, month: doing.month, columns: [...accepted.values.keys()] });
    context.header('etag', `"${changed.version}"`);
    const hints = hintsIn(context, [...accepted.hints, ...contradictions(table, after, doing.month)], elsewhere);
    return { row: shown(context, visit, changed), hints };
  },
});

async function standingRow(context: ActorContext, visit: Visit, rowId: string): Promise<RegisterRowRow> {
  const row = await rowIn(context, visit, rowId);
  context.ifMatch(row.version, visit.table.title);
  if (row.removedAt !== null) throw refused('state.wrong', { what: visit.table.title, is: '已注销 / removed', needs: '在册 / standing' });
  return row;
}

export const removeRegisterRow = operation({
  id: 'register.remove',
  method: 'POST',
  path: '/registers/:communityId/:register/rows/:rowId/removal',
  zh: '注销一行:死亡、迁出、不再符合条件、关停、重复、登记错误',
  en: 'Remove a row: died, moved away, no longer eligible, closed, duplicate, mistake',
  who: KEEPERS,
  params: ByRow,
  body: closed({ reason: oneOf(REMOVALS), month: Type.Optional(Month) }),
  reply: Row,
  run: async (context, { params, body }) => {
    const visit = await visitRegister(context, params);
    const row = await standingRow(context, visit, params.rowId);
    const first = await changesOf(context, visit, row.rowId);
    const removed = await removeRow(doingOf(context, body.month), row, body.reason, first[0]?.month ?? row.month);
    context.about(`row/${params.register}/${row.rowId}`, { communityId: params.communityId, reason: body.reason, month: removed.month });
    context.header('etag', `"${removed.version}"`);
    return shown(context, visit, removed);
  },
});

function changesOf({ db }: ActorContext, { place }: Visit, rowId: string) {
  return db
    .selectFrom('registerChange as c')
    .leftJoin('account as a', (join) => join.onRef('a.districtId', '=', 'c.districtId').onRef('a.accountId', '=', 'c.accountId'))
    .select(['c.version', 'c.at', 'c.what', 'c.month', 'c.rowValues', 'a.name'])
    .where('c.districtId', '=', place.districtId)
    .where('c.communityId', '=', place.communityId)
    .where('c.register', '=', place.register)
    .where('c.rowId', '=', rowId)
    .orderBy('c.version')
    .execute();
}

export const rowChanges = operation({
  id: 'register.changes',
  method: 'GET',
  path: '/registers/:communityId/:register/rows/:rowId/changes',
  zh: '一行的变动记录(打码)',
  en: 'What became of a row, masked',
  who: READERS,
  params: ByRow,
  reply: closed({
    items: Type.Array(
      closed({ version: Type.Integer(), at: Type.String(), who: orNull(Type.String()), what: Type.String(), month: Type.String(), values: Values }),
    ),
  }),
  run: async (context, { params }) => {
    const visit = await visitRegister(context, params);
    const row = await rowIn(context, visit, params.rowId);
    const changes = await changesOf(context, visit, row.rowId);
    const opened = (sealed: string) => Object.fromEntries(maskedValues(visit.table, openRow(context.services, row.rowId, sealed)));
    return { items: changes.map(({ version, at, name, what, month, rowValues }) => ({ version, at, who: name, what, month, values: opened(rowValues) })) };
  },
});

export const findRow = operation({
  id: 'register.find',
  method: 'POST',
  path: '/registers/:communityId/:register/find',
  zh: '按身份证号查找(号码不进网址)',
  en: 'Find a row by identity number',
  who: READERS,
  params: InRegister,
  body: closed({ identityNumber: Type.String({ minLength: 4, maxLength: 40 }) }),
  reply: closed({ items: Type.Array(Row) }),
  pure: true,
  run: async (context, { params, body }) => {
    const visit = await visitRegister(context, params);
    const read = identityNumber(body.identityNumber);
    if (read.kind === 'wrong') throw refused('register.identityNumber', { column: '身份证号码 / identity number', why: read.why });
    const index = context.services.vault.index(`identity/${read.number}`);
    const rows = await rowsFor(context.db, context.actor, params.register)
      .where('communityId', '=', params.communityId)
      .where('identityIndex', '=', index)
      .where('removedAt', 'is', null)
      .execute();
    return { items: rows.map((row) => shown(context, visit, row)) };
  },
});

export const listDuplicates = operation({
  id: 'register.duplicates',
  method: 'GET',
  path: '/registers/:communityId/:register/duplicates',
  zh: '本社区台账中在全区重复登记的人',
  en: 'Rows of this community whose identity number is registered elsewhere in the district too',
  who: READERS,
  params: InRegister,
  query: closed(PageQuery),
  reply: pageOf(closed({ row: Row, alsoIn: Type.Array(Type.String()) })),
  run: async (context, { params, query }) => {
    const { limit, unseen } = pageAsked(query, { columns: ['rowId'], way: 'up' });
    const visit = await visitRegister(context, params);
    const { db, actor } = context;
    const found = await duplicatedRows(db, actor, params.register, params.communityId)
      .where(unseen)
      .orderBy('rowId')
      .limit(limit + 1)
      .execute();
    const { lines, next } = pageFrom(found, limit, ({ rowId }) => [rowId]);
    const items = [];
    for (const row of lines) {
      const same = await sameIdentity(db, actor.districtId, params.register, row.identityIndex, row.rowId);
      items.push({ row: shown(context, visit, row), alsoIn: same.map(({ communityName }) => communityName) });
    }
    return { items, next };
  },
});
