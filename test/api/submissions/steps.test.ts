// The steps of a submission: what may be said with each, what is known of it afterwards, and what an amended form makes of those handed in.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draw } from '../../draw.ts';
import { workbook } from '../../forms/pack/folder.ts';
import { done, populated, type Populated } from '../populated.ts';
import type { Login } from '../rig.ts';
import { hasPostgres, onPostgres, onSqlite } from '../stores.ts';

describe.each([onSqlite, onPostgres])('submissions on $name', (under) => {
  const there = under.kind === 'sqlite' || hasPostgres;
  let on: Populated;
  beforeAll(async () => void (there && (on = await populated(under))));
  afterAll(() => (there ? on.close() : undefined));

  const path = (code = '001001'): string => `/submissions/${on.unit(code)}/2026`;
  const post = (login: Login, to: string, body: object) => on.ask(login, to, { method: 'POST', body });
  const told = async (code = '001001') => (await on.ask('coordinator', path(code))).json();
  const remarks = (item: unknown) => ({ reason: '核对', remarks: [{ item, words: '请看' }] });

  it.skipIf(!there)('remarks go back with a reason, on cells that are asked; none with handing in or approving', async () => {
    const [item] = on.things.items;
    expect((await post('community1', `${path()}/submit`, remarks(item))).json().code).toBe('request.invalid');
    expect((await post('community1', `${path()}/submit`, {})).statusCode).toBe(200);
    expect((await post('street1', `${path()}/approve`, remarks(item))).json().code).toBe('request.invalid');
    expect((await post('street1', `${path()}/return`, remarks('none'))).json().code).toBe('request.notFound');
    expect((await post('street1', `${path()}/return`, remarks(null))).json().code).toBe('request.invalid');
    expect((await post('street1', `${path()}/return`, remarks(item))).statusCode).toBe(200);
    expect((await told()).remarks).toMatchObject([{ item, words: '请看', resolvedAt: null }]);
    // A remark on a cell is no nudge.
    expect((await post('street1', `${path()}/nudge`, { words: '请本周内上报' })).statusCode).toBe(201);
  });

  it.skipIf(!there)('If-Match is about the section as it stands, whatever version the caller began with', async () => {
    const section = `${path()}/sections/${on.things.section}`;
    const { version } = (await on.ask('community1', section)).json();
    const cells = [{ item: on.things.items[0], value: 4 }];
    const answers = on.things.items.map((_item, index) => index + 1);
    const save = (etag: number) => on.ask('community1', section, { method: 'PATCH', body: { baseVersion: 0, cells }, headers: { 'if-match': `"${etag}"` } });
    const replace = (etag: number, baseVersion: number) =>
      on.ask('community1', section, {
        method: 'PUT',
        body: { baseVersion, formVersionId: on.things.formVersionId, answers },
        headers: { 'if-match': `"${etag}"` },
      });
    expect((await save(version + 1)).statusCode).toBe(412);
    expect((await replace(0, 0)).statusCode).toBe(412);
    expect((await replace(version, version)).statusCode).toBe(200);
  });

  it.skipIf(!there)('only a check of the form is explained', async () => {
    const body = { checkId: 'none', words: '属实' };
    expect((await on.ask('community1', `${path()}/explanations`, { method: 'PUT', body })).json().code).toBe('request.notFound');
  });

  it.skipIf(!there)('what goes back is approved and locked no more', async () => {
    for (const [login, to] of [
      ['community1', 'submit'],
      ['street1', 'approve'],
      ['coordinator', 'lock'],
    ] as const)
      await done(on, login, `${path()}/${to}`, { method: 'POST', body: {} });
    expect((await told()).submission).toMatchObject({ state: 'locked', approvedAt: expect.any(String), lockedAt: expect.any(String) });
    await done(on, 'coordinator', `${path()}/reopen`, { method: 'POST', body: { reason: '更正' } });
    expect((await told()).submission).toMatchObject({ state: 'returned', submittedAt: expect.any(String), approvedAt: null, lockedAt: null });
  });

  it.skipIf(!there)('those that an amendment leaves incomplete are told, and reopened in one act', async () => {
    await done(on, 'community1', `${path()}/submit`, { method: 'POST', body: {} });
    await done(on, 'community3', `${path('002001')}/submit`, { method: 'POST', body: {} });
    await done(on, 'street1', `${path()}/approve`, { method: 'POST', body: {} });
    const incomplete = async () => (await done(on, 'coordinator', '/forms/2026/incomplete'))['items'];
    expect(await incomplete()).toEqual([]);
    const more = draw('| 养老床位统计表 | ~ | ~ |\n| 指标 | 计量单位 | 数量 |\n| 养老床位数 | 张 | |');
    await done(on, 'mz', `/requirements/${on.things.draft.mz}/workbook`, { method: 'PUT', file: { name: 'mz-02.xlsx', bytes: await workbook(more) } });
    await done(on, 'mz', `/requirements/${on.things.draft.mz}/submit`, { method: 'POST', body: {} });
    await done(on, 'coordinator', `/requirements/${on.things.draft.mz}/admit`, { method: 'POST', body: {} });
    expect((await done(on, 'coordinator', '/forms/2026/pending'))['incomplete']).toBe(2);
    await done(on, 'coordinator', '/forms/2026/versions', { method: 'POST', body: {} });
    expect((await done(on, 'coordinator', '/forms/2026/pending'))['incomplete']).toBe(0);
    expect(await incomplete()).toMatchObject([
      { code: '001001', period: '2026', state: 'approved', blank: 1 },
      { code: '002001', period: '2026', state: 'submitted', blank: 1 },
    ]);
    const reopen = (reason: string) => post('coordinator', '/forms/2026/incomplete/reopen', { reason });
    expect((await reopen(' ')).json().code).toBe('state.reasonNeeded');
    expect((await reopen('新增养老床位数')).json()).toEqual({ reopened: 2 });
    expect(await told()).toMatchObject({ submission: { state: 'returned', approvedAt: null }, returned: { reason: '新增养老床位数', who: 'coordinator的人' } });
    expect(await incomplete()).toEqual([]);
    expect((await reopen('再来一次')).json()).toEqual({ reopened: 0 });
  });
});
