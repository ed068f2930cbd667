// Several people at once, requests that are sent again, and time.
import { expect } from 'vitest';
import type { Form } from './driver.ts';
import { serverScenario } from './scenario.ts';

const FORM: Form = {
  code: 'mz-01',
  picture: `
    | 社区基本情况统计表 | ~ | ~ |
    | 指标 | 计量单位 | 数量 |
    | 常住男性人口 | 人 | |
    | 常住女性人口 | 人 | |`,
};
const [MEN, WOMEN] = ['mz-01 C3', 'mz-01 C4'];

for (const way of ['types', 'pastes'] as const)
  serverScenario(`two editors on one section (${way})`, (driver, { given, when, then }) => {
    /** The same change, cell by cell or as a whole section. */
    const save = async (who: 'community1' | 'colleague1', from: Awaited<ReturnType<ReturnType<typeof driver>['reads']>>, blank: string, value: number) =>
      way === 'types' ? driver().types(who, 'community1', blank, value, from.version) : driver().pastes(who, 'community1', from, { [blank]: value });
    const read = () => driver().reads('community1', 'community1', MEN);

    given('both see the same section', async () => {
      await driver().admitted(FORM);
      await driver().published();
      await driver().fills('community1', { [MEN]: 1, [WOMEN]: 2 });
    });
    when('they change different cells', async () => {
      const seen = await read();
      expect((await save('community1', seen, MEN, 10)).status).toBe(200);
      expect((await save('colleague1', seen, WOMEN, 20)).status).toBe(200);
    });
    then('both changes stand', async () => {
      expect([await driver().answer('community1', MEN), await driver().answer('community1', WOMEN)]).toEqual([10, 20]);
    });
    when('they change the same cell', async () => {
      const seen = await read();
      expect((await save('colleague1', seen, MEN, 11)).status).toBe(200);
      const second = await save('community1', seen, MEN, 12);
      expect(second).toMatchObject({ status: 409, body: { code: 'section.conflict', conflicts: [{ yours: 12, theirs: 11, who: 'colleague1的人' }] } });
    });
    then('the second is told who changed what, and nothing is overwritten', async () => {
      expect(await driver().answer('community1', MEN)).toBe(11);
    });
    when('both type the same value', async () => {
      const seen = await read();
      expect((await save('colleague1', seen, MEN, 13)).status).toBe(200);
      expect((await save('community1', seen, MEN, 13)).status).toBe(200);
    });
    then('nobody is bothered', async () => expect(await driver().answer('community1', MEN)).toBe(13));
  });

serverScenario('a request sent fifty times', (driver, { given, when, then }) => {
  given('a form that is filled', async () => {
    await driver().admitted(FORM);
    await driver().published();
    await driver().fills('community1', { [MEN]: 1, [WOMEN]: 2 });
  });
  when('the same save arrives fifty times, some of them at once', async () => {
    const { section, items, version } = await driver().reads('community1', 'community1', MEN);
    const address = `/submissions/${driver().communityId('community1')}/2026/sections/${section}`;
    const send = () =>
      driver().asks('community1', 'PATCH', address, { baseVersion: version, cells: [{ item: items[0], value: 77 }] }, { 'idempotency-key': 'once' });
    const replies = [await send(), ...(await Promise.all(Array.from({ length: 49 }, send)))];
    expect(new Set(replies.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(replies[0]?.status).toBe(200);
    const other = await driver().asks(
      'community1',
      'PATCH',
      address,
      { baseVersion: version, cells: [{ item: items[0], value: 78 }] },
      { 'idempotency-key': 'once' },
    );
    expect(other).toMatchObject({ status: 422, body: { code: 'request.replayed' } });
  });
  then('one record was made', async () => {
    const { section } = await driver().reads('community1', 'community1', MEN);
    const { body } = await driver().asks('community1', 'GET', `/submissions/${driver().communityId('community1')}/2026/sections/${section}/history`);
    expect((body['items'] as unknown[]).length).toBe(3);
  });
  when('a requirement is registered fifty times under one key', async () => {
    const send = () => driver().asks('mz', 'POST', '/requirements', { code: 'mz-77', title: '重复', frequency: 'annual' }, { 'idempotency-key': 'register' });
    const replies = await Promise.all(Array.from({ length: 50 }, send));
    expect(new Set(replies.map(({ body }) => body['requirementId'])).size).toBe(1);
  });
  then('there is one', async () => {
    const { body } = await driver().asks('mz', 'GET', '/requirements?state=draft');
    expect(body['items']).toHaveLength(1);
  });
});

serverScenario('a deadline put off for everybody', (driver, { given, when, then }) => {
  const late = async () => ((await driver().asks('coordinator', 'GET', '/progress/2026')).body['counts'] as { late: number }).late;
  given('a form that is due in ten days', async () => {
    await driver().admitted(FORM);
    await driver().published();
    await driver().asks('coordinator', 'PUT', '/deadlines/2026', { dueAt: '2026-03-11T00:00:00Z', reason: '按制度' });
    expect(await late()).toBe(0);
  });
  when('eleven days pass', () => driver().days(11));
  then('all three communities are late', async () => expect(await late()).toBe(3));
  when('the coordinating office puts it off for all, in one act, with a reason', async () => {
    expect((await driver().asks('street1', 'PUT', '/deadlines/2026', { dueAt: '2026-03-20T00:00:00Z', reason: '故障' })).status).toBe(403);
    expect((await driver().asks('coordinator', 'PUT', '/deadlines/2026', { dueAt: '2026-03-20T00:00:00Z' })).status).toBe(400);
    expect((await driver().asks('coordinator', 'PUT', '/deadlines/2026', { dueAt: '2026-03-20T00:00:00Z', reason: '系统故障顺延' })).status).toBe(200);
  });
  then('nobody is late any more', async () => {
    expect(await late()).toBe(0);
    expect(await driver().submission('community3', 'community3')).toMatchObject({ body: { dueAt: '2026-03-20T00:00:00.000Z' } });
  });
});
