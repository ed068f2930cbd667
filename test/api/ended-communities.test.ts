// Communities come and go: those that stand at a period's end answer for it, wherever they are counted; the others no more.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { populated, type Populated } from './populated.ts';
import { DISTRICT } from './rig.ts';
import { hasPostgres, onPostgres, onSqlite } from './stores.ts';

describe.each([onSqlite, onPostgres])('a community that ends, on $name', (under) => {
  const there = under.kind === 'sqlite' || hasPostgres;
  let on: Populated;
  beforeAll(async () => void (there && (on = await populated(under))));
  afterAll(() => (there ? on.close() : undefined));

  const end = (code: string, validTo: string | null) => on.ask('administrator', `/units/${on.unit(code)}`, { method: 'PATCH', body: { validTo } });
  const counted = async (): Promise<unknown> => ({
    progress: (await on.ask('coordinator', '/progress/2026')).json().counts.communities,
    filling: (await on.ask('coordinator', '/filling/2026')).json().communities.length,
    queue: (await on.ask('street1', '/reviews/2026')).json().items.length,
    waiting: (await on.ask('street1', '/reviews')).json().items.find(({ period }: { period: string }) => period === '2026').communities,
  });
  const all = { progress: 3, filling: 3, queue: 2, waiting: 2 };
  const place = (): string => `/submissions/${on.unit('001001')}/2026`;
  const save = async (value: number): Promise<string> => {
    const section = `${place()}/sections/${on.things.section}`;
    const { version } = (await on.ask('community1', section)).json();
    const body = { baseVersion: version, cells: [{ item: on.things.items[0], value }] };
    return (await on.ask('community1', section, { method: 'PATCH', body })).json().code ?? 'saved';
  };
  const others = async (): Promise<Record<string, string>> => {
    const told = {
      note: await on.ask('community1', `${place()}/notes`, { method: 'PUT', body: { item: on.things.items[0], words: '并入' } }),
      prefill: await on.ask('community1', `${place()}/sections/${on.things.section}/prefill`, { method: 'POST', body: { baseVersion: 0, from: 'last' } }),
      submit: await on.ask('community1', `${place()}/submit`, { method: 'POST', body: {} }),
    };
    return Object.fromEntries(Object.entries(told).map(([what, reply]) => [what, String(reply.json().code)]));
  };

  it.skipIf(!there)('next year answers for this one all the same', async () => {
    expect(await counted()).toEqual(all);
    expect((await end('001001', '2027-01-01')).statusCode).toBe(200);
    expect(await counted()).toEqual(all);
    expect(await save(71)).toBe('saved');
  });

  it.skipIf(!there)('within the period is not counted for it, and writes and is fed no more', async () => {
    expect((await end('001001', '2026-02-01')).statusCode).toBe(200);
    expect(await counted()).toEqual({ progress: 2, filling: 2, queue: 1, waiting: 1 });
    const closed = 'section.notStanding';
    expect(await save(72)).toBe(closed);
    expect(await others()).toEqual({ note: closed, prefill: closed, submit: closed });
    const values = [{ community: '001001', item: on.things.items[0], value: 3 }];
    expect((await on.ask('mz', '/feeds', { method: 'POST', body: { period: '2026', values } })).json().code).toBe('feed.unknown');
    expect((await on.ask('community1', place())).statusCode).toBe(200);
  });

  it.skipIf(!there)('is back when its end was a mistake, and one founded later is not awaited for what was before', async () => {
    expect((await end('001001', null)).statusCode).toBe(200);
    expect(await save(73)).toBe('saved');
    await on.services.store.db
      .insertInto('orgUnit')
      .values({
        districtId: DISTRICT,
        unitId: 'new',
        kind: 'community',
        code: '001009',
        name: '新社区',
        parentId: on.unit('001'),
        validFrom: '2027-02-01',
        validTo: null,
        version: 1,
      })
      .execute();
    expect(await counted()).toEqual(all);
  });
});
