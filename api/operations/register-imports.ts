// A roster from a workbook: previewed line by line, then applied as one act — exactly what was previewed, or not at all.
import { Type } from 'typebox';
import { readWorkbooks } from '../../forms/excel/guard.ts';
import type { Workbook } from '../../engine/model/sheet.ts';
import { describe } from '../../engine/problem/index.ts';
import type { UploadedFile } from '../http/asked.ts';
import { closed, oneOf, operation, orNull, type ActorContext } from '../http/operation.ts';
import { inWords, refused } from '../problem.ts';
import { requireMonth } from '../registers/changes.ts';
import { applyImport, planImport, type ImportInput, type ImportPlan } from '../registers/import.ts';
import { readRoster } from '../registers/roster.ts';
import { rowsStanding } from '../registers/rows.ts';
import { nameOfColumn, type Table } from '../registers/table.ts';
import type { RegisterRowRow } from '../storage/schema.ts';
import { doingOf, InRegister, KEEPERS, maskedValues, Month, Row, visitRegister, type Visit } from './registers.ts';

const MOST_LINES = 20_000;
const MOST_SHOWN = 200;
/** A roster of a few hundred lines is read at once, a longer one in a thread of its own. */
const INLINE_BYTES = 200_000;
const KINDS = ['added', 'changed', 'unchanged', 'faulty'] as const;

const Query = { month: Type.Optional(Month), membership: Type.Optional(Type.String({ maxLength: 300 })) };
const Counts = closed({ added: Type.Integer(), changed: Type.Integer(), unchanged: Type.Integer(), faulty: Type.Integer() });

const Preview = closed({
  /** Give it back when applying. */
  key: Type.String(),
  sheet: Type.String(),
  /** The roster that the file says it is, by its title or its sheet's name. */
  titled: orNull(Type.String()),
  month: Type.String(),
  columns: Type.Array(closed({ letters: Type.String(), head: Type.String(), target: orNull(Type.String()), title: orNull(Type.String()) })),
  counts: Counts,
  /** The first lines, those that something is wrong with before the others; masked. */
  lines: Type.Array(
    closed({
      line: Type.Integer(),
      what: oneOf(KINDS),
      values: Row.properties.values,
      faults: Type.Array(Type.String()),
      hints: Type.Array(Type.String()),
    }),
  ),
});

async function workbookOf({ language }: ActorContext, file: UploadedFile | null): Promise<Workbook> {
  if (!file) throw refused('upload.noFile', {});
  const [result] = await readWorkbooks([{ file: file.name, bytes: file.bytes }], { filled: true, inlineBytes: INLINE_BYTES });
  if (!result?.workbook)
    throw refused(
      'request.invalid',
      { at: file.name, why: (result?.problems ?? []).map((each) => describe(each, language)).join(' ') },
      {},
      result?.problems ?? [],
    );
  return result.workbook;
}

async function inputOf(
  context: ActorContext,
  { place, table }: Visit,
  workbook: Workbook,
  { membership: asked, month }: { readonly membership?: string; readonly month?: string },
): Promise<ImportInput> {
  const { db, actor } = context;
  const membership = asked ?? null;
  if (membership !== null && !table.memberships.has(membership)) throw refused('register.noColumn', { column: membership.slice(0, 60) });
  const roster = readRoster(workbook, table, membership);
  if (!roster) throw refused('register.noHeads', { title: table.title });
  if (roster.unread !== null) throw refused('register.tooManyColumns', { sheet: roster.sheet, from: roster.unread });
  if (roster.lines.length > MOST_LINES) throw refused('register.tooManyLines', { most: MOST_LINES });
  const standing = await rowsStanding(context.db, place).selectAll().execute();
  const grids = await db
    .selectFrom('orgUnit')
    .select(['unitId', 'code', 'name'])
    .where('districtId', '=', place.districtId)
    .where('kind', '=', 'grid')
    .where('parentId', '=', place.communityId)
    .execute();
  const gridOf = (written: string): string | null => grids.find(({ code, name }) => code === written || name === written)?.unitId ?? null;
  return {
    place,
    table,
    roster,
    standing,
    membership,
    gridOf,
    onlyGrid: actor.role === 'gridWorker' ? actor.unitId : null,
    month: doingOf(context, month).month,
  };
}

function versionsIn(rows: readonly RegisterRowRow[]): string {
  return JSON.stringify(rows.map(({ rowId, version }) => [rowId, version]));
}

function countsOf({ lines }: ImportPlan) {
  const count = (kind: (typeof KINDS)[number]): number => lines.filter(({ what }) => what === kind).length;
  return { added: count('added'), changed: count('changed'), unchanged: count('unchanged'), faulty: count('faulty') };
}

export const previewImport = operation({
  id: 'register.previewImport',
  method: 'POST',
  path: '/registers/:communityId/:register/import/preview',
  zh: '试导入花名册:认出的栏目、每一行会怎样',
  en: 'Try a roster: the columns recognised, and what would become of each line',
  who: KEEPERS,
  params: InRegister,
  query: closed(Query),
  upload: true,
  pure: true,
  reply: Preview,
  prepare: async (context, { params, file }) => {
    await visitRegister(context, params);
    return workbookOf(context, file);
  },
  run: async (context, { params, query }, workbook) => {
    const visit = await visitRegister(context, params);
    const { table } = visit;
    const input = await inputOf(context, visit, workbook, query);
    const plan = await planImport(context.services, input);
    const gravest = [...plan.lines].sort((a, b) => Number(b.what === 'faulty') - Number(a.what === 'faulty') || a.line - b.line);
    const lines = gravest.slice(0, MOST_SHOWN).map(({ line, what, values, faults, hints }) => ({
      line,
      what,
      values: Object.fromEntries(maskedValues(table, values)),
      faults: faults.map((each) => inWords(each, context.language)),
      hints: hints.map((each) => inWords(each, context.language)),
    }));
    const columns = input.roster.columns.map((column) => ({ ...column, title: titleOf(table, column.target) }));
    return { key: plan.key, sheet: input.roster.sheet, titled: input.roster.titled, month: input.month, columns, counts: countsOf(plan), lines };
  },
});

function titleOf(table: Table, target: string | null): string | null {
  const column = table.columns.get(target ?? '');
  return column ? nameOfColumn(table, column) : (table.memberships.get(target ?? '')?.title ?? null);
}

export const importRoster = operation({
  id: 'register.import',
  method: 'POST',
  path: '/registers/:communityId/:register/import',
  zh: '导入花名册(须带试导入得到的 key,全部成功或全部不动)',
  en: 'Import the roster that was previewed, as one act',
  who: KEEPERS,
  params: InRegister,
  query: closed({ ...Query, key: Type.String({ pattern: '^[0-9a-f]{64}$' }), faulty: Type.Optional(oneOf(['skip'])) }),
  upload: true,
  reply: Counts,
  prepare: async (context, { params, query, file }) => {
    const visit = await visitRegister(context, params);
    const input = await inputOf(context, visit, await workbookOf(context, file), query);
    return { input, plan: await planImport(context.services, input) };
  },
  run: async (context, { params, query }, { input, plan }) => {
    const { place, table } = await visitRegister(context, params);
    const isAsPlanned = versionsIn(await rowsStanding(context.db, place).selectAll().execute()) === versionsIn(input.standing);
    if (plan.key !== query.key || !isAsPlanned) throw refused('state.changed', { what: table.title });
    const counts = countsOf(plan);
    const first = plan.lines.find(({ what }) => what === 'faulty');
    if (first && query.faulty !== 'skip') {
      const words = first.faults.map((each) => inWords(each, context.language)).join(' ');
      throw refused('register.faultyLines', { count: counts.faulty, first: `${input.roster.sheet} ${first.line}: ${words}` });
    }
    const doing = doingOf(context, query.month);
    requireMonth(doing, '2000-01');
    await applyImport(doing, input, plan);
    context.about(`register/${params.register}`, { communityId: params.communityId, month: doing.month, ...counts });
    return counts;
  },
});
