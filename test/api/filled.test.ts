// Long work leaves the server free: what the filler's thread makes is what is made here, and a long log or register is read in turns.
import { afterAll, expect, it } from 'vitest';
import { record } from '../../api/audit/record.ts';
import { verifyChain } from '../../api/audit/verify.ts';
import { filledAs, type Filling, type Shape } from '../../api/outputs/filled.ts';
import { fillerOf } from '../../api/outputs/filler.ts';
import { registerRows, sealRow } from '../../api/registers/rows.ts';
import { inTransaction } from '../../api/storage/transaction.ts';
import { prepareTemplate } from '../../forms/excel/fill.ts';
import { draw } from '../draw.ts';
import { workbook } from '../forms/pack/folder.ts';
import { DISTRICT, nowOf, rig } from './rig.ts';
import { onSqlite } from './stores.ts';

const on = await rig(onSqlite);
afterAll(() => on.close());

const ROSTER = `
  | 高龄老人名册 | ~ |
  | 序号 | 姓名 |
  | | |
  | | |`;

it('a form is filled in the thread as it is here, in every shape', async () => {
  const bytes = await workbook(draw(ROSTER));
  const rows = Array.from({ length: 20 }, (_, index) => [index + 1, `=甲${index + 1}`]);
  const filling: Filling = { edits: [{ sheet: '表', cells: [], rosters: [{ firstRow: 3, blankRows: 2, columns: ['A', 'B'], rows }] }] };
  const { template } = prepareTemplate(bytes, '名册.xlsx');
  if (!template) throw new Error('no template');
  const both = async (as: Shape, wanted: Filling): Promise<readonly unknown[]> => [
    await fillerOf(on.services).fill(as, 'hash', '名册.xlsx', () => Promise.resolve(bytes), wanted),
    filledAs(as, template, '名册.xlsx', wanted),
  ];
  for (const as of ['workbook', 'drawings', 'csv'] as const) {
    const [there, here] = await both(as, filling);
    expect([as, there]).toEqual([as, structuredClone(here)]);
  }
  for (const none of await both('csv', { ...filling, sheet: '无' })) expect(none).toEqual({ made: { bytes: null }, problems: [] });
  const [csv] = await both('csv', filling);
  expect(Buffer.from((csv as { made: { bytes: Uint8Array } }).made.bytes).toString('utf8')).toContain("20,'=甲20");
});

/** Do others get a turn while it is done? */
async function leavesTurns(work: () => Promise<unknown>): Promise<boolean> {
  let turn = false;
  setImmediate(() => (turn = true));
  await work();
  return turn;
}

it('others get their turn while a long audit log is checked', async () => {
  const { store } = on.services;
  const act = { at: nowOf(on), accountId: null, role: null, act: 'x', target: '', outcome: 'done', detail: {} } as const;
  await inTransaction(store, DISTRICT, async (db) => {
    for (let entry = 0; entry < 2100; entry++) await record(db, DISTRICT, act);
  });
  expect(await leavesTurns(() => verifyChain(store.db, DISTRICT))).toBe(true);
});

it('and while a long register is read', async () => {
  const { store } = on.services;
  const place = { districtId: DISTRICT, communityId: on.unit('001001'), register: 'person' };
  const names = Array.from({ length: 1100 }, (_, index) => `甲${index}`);
  await inTransaction(store, DISTRICT, async (db) => {
    for (const name of names) {
      const rowId = on.services.newId();
      const rowValues = sealRow(on.services, rowId, new Map([['name', name]]));
      const kept = { gridId: null, identityIndex: null, month: '2026-01', version: 1, updatedBy: '', updatedAt: nowOf(on), removedAt: null, removedWhy: null };
      await db
        .insertInto('registerRow')
        .values({ ...place, rowId, rowValues, ...kept })
        .execute();
    }
  });
  let read: unknown;
  expect(await leavesTurns(async () => (read = await registerRows(on.services, store.db, place)))).toBe(true);
  expect(read).toEqual(names.map((name) => new Map([['name', name]])));
});
