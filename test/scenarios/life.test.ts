// The whole life: two departments' forms become one, two communities fill it, the street and the coordinating office do their part, and each
// department gets its own workbook back.
import { expect } from 'vitest';
import type { Form } from './driver.ts';
import { scenario, serverScenario } from './scenario.ts';

const CIVIL: Form = {
  code: 'mz-01',
  picture: `
    | 社区人口情况统计表 | ~ | ~ |
    | 指标 | 计量单位 | 数量 |
    | 常住人口 | 人 | |
    | 常住男性人口 | 人 | |
    | 常住女性人口 | 人 | |
    | 养老机构数 | 个 | |`,
};
const HEALTH: Form = {
  code: 'wj-01',
  picture: `
    | 卫生健康基本情况表 | ~ | ~ |
    | 指标 | 计量单位 | 数量 |
    | 常住女性人口 | 人 | |
    | 常住人口 | 人 | |
    | 卫生室数 | 个 | |`,
};

scenario('two forms, asked once', (driver, { given, when, then }) => {
  given('the civil affairs and the health department have their forms admitted', async () => {
    await driver().admitted(CIVIL);
    await driver().admitted(HEALTH);
  });
  when('the annual form is published', async () => {
    const { questions } = await driver().published();
    expect(questions).toBe(4);
  });
  when('two communities fill it', async () => {
    await driver().fills('community1', { 'mz-01 C4': 480, 'mz-01 C5': 520, 'mz-01 C6': 1, 'wj-01 C5': 2 });
    await driver().fills('community2', { 'mz-01 C4': 11, 'mz-01 C5': 9, 'mz-01 C6': 0, 'wj-01 C5': 1 });
  });
  then('each department finds its own form filled, from answers given once', async () => {
    expect(await driver().output('mz-01', 'community1')).toMatchObject({ C3: 1000, C4: 480, C5: 520, C6: 1 });
    expect(await driver().output('wj-01', 'community1')).toMatchObject({ C3: 520, C4: 1000, C5: 2 });
    expect(await driver().output('mz-01', 'community2')).toMatchObject({ C3: 20, C4: 11, C5: 9, C6: 0 });
    expect(await driver().output('wj-01', 'community2')).toMatchObject({ C3: 9, C4: 20, C5: 1 });
  });
});

scenario('an amendment during the year', (driver, { given, when, then }) => {
  given('a form is published and filled', async () => {
    await driver().admitted(CIVIL);
    await driver().published();
    await driver().fills('community1', { 'mz-01 C4': 480, 'mz-01 C5': 520, 'mz-01 C6': 1 });
  });
  when('a second department joins and the form is published anew', async () => {
    await driver().admitted(HEALTH);
    expect(await driver().published()).toEqual({ questions: 4, added: 1, removed: 0 });
  });
  then('what was answered stands, and only the new question is blank', async () => {
    expect(await driver().answer('community1', 'mz-01 C5')).toBe(520);
    expect(await driver().answer('community1', 'wj-01 C5')).toBeNull();
    expect(await driver().output('wj-01', 'community1')).toMatchObject({ C3: 520, C4: 1000 });
  });
  when('the new question is answered and the first form is retired', async () => {
    await driver().fills('community1', { 'wj-01 C5': 2 });
    await driver().retired('mz-01');
    await driver().published();
  });
  then('the second department still has all its numbers that somebody asks for', async () => {
    expect(await driver().output('wj-01', 'community1')).toMatchObject({ C3: 520, C5: 2 });
  });
});

const form = (code: string, ...labels: readonly string[]): Form => ({
  code,
  picture: ['| 情况统计表 | ~ | ~ |', '| 指标 | 计量单位 | 数量 |', ...labels.map((label) => `| ${label} | 人 | |`)].join('\n'),
});
const at = (requirement: string, label: string, cell: string) => ({ requirement, label: [label, '数量'], sheet: '表', cell });

scenario('a ruling that merges', (driver, { given, when, then }) => {
  given('two departments ask the same in words that no lexicon knows', async () => {
    await driver().admitted(form('mz-02', '常住人口', '红袖标巡查员'));
    await driver().admitted(form('wj-02', '常住人口', '红袖标巡查队员'));
    expect((await driver().published()).questions).toBe(3);
    await driver().fills('community1', { 'mz-02 C4': 7 });
  });
  when('the coordinating office rules that they are one', async () => {
    await driver().ruled({ kind: 'same', fields: [at('mz-02', '红袖标巡查员', 'C4'), at('wj-02', '红袖标巡查队员', 'C4')] });
    expect((await driver().published()).questions).toBe(2);
    await driver().fills('community1', { 'mz-02 C4': 7 });
  });
  then('one answer fills both forms', async () => {
    expect(await driver().output('mz-02', 'community1')).toMatchObject({ C4: 7 });
    expect(await driver().output('wj-02', 'community1')).toMatchObject({ C4: 7 });
  });
});

scenario('a ruling that splits', (driver, { given, when, then }) => {
  given('two departments ask for residents, and it is held to be one question', async () => {
    await driver().admitted(form('mz-03', '常住人口'));
    await driver().admitted(form('wj-03', '常住人口'));
    expect((await driver().published()).questions).toBe(1);
  });
  when('the coordinating office rules that they differ', async () => {
    await driver().ruled({ kind: 'different', fields: [at('mz-03', '常住人口', 'C3'), at('wj-03', '常住人口', 'C3')] });
    expect((await driver().published()).questions).toBe(2);
    await driver().fills('community1', { 'mz-03 C3': 100, 'wj-03 C3': 90 });
  });
  then('each has its own number', async () => {
    expect(await driver().output('mz-03', 'community1')).toMatchObject({ C3: 100 });
    expect(await driver().output('wj-03', 'community1')).toMatchObject({ C3: 90 });
  });
});

serverScenario('from the community over the street to the coordinating office', (driver, { given, when, then }) => {
  given('the form is published and one community has filled it, but for a blank', async () => {
    await driver().admitted(CIVIL);
    await driver().admitted(HEALTH);
    await driver().published();
    await driver().fills('community1', { 'mz-01 C4': 480, 'mz-01 C5': 520, 'mz-01 C6': 1 });
  });
  then('it cannot submit yet', async () => {
    expect(await driver().acts('community1', 'submit', 'community1')).toMatchObject({ status: 422, body: { code: 'submission.unfinished', blank: 1 } });
  });
  when('it answers the last question and submits', async () => {
    await driver().fills('community1', { 'wj-01 C5': 2 });
    expect(await driver().acts('community1', 'submit', 'community1')).toMatchObject({ status: 200, body: { state: 'submitted' } });
  });
  then('it can type no more, and the outputs are provisional', async () => {
    expect(await driver().types('community1', 'community1', 'mz-01 C5', 521, 4)).toMatchObject({ status: 409, body: { code: 'section.closed' } });
  });
  when('the street returns it with a remark at the cell', async () => {
    expect(await driver().acts('street1', 'return', 'community1', {})).toMatchObject({ status: 422, body: { code: 'state.reasonNeeded' } });
    const remarks = [{ blank: 'mz-01 C5', words: '与去年相差太大' }];
    expect(await driver().acts('street1', 'return', 'community1', { reason: '请核对', remarks })).toMatchObject({ status: 200, body: { state: 'returned' } });
  });
  then('the community sees the remark, fixes the number and submits again', async () => {
    expect(await driver().submission('community1', 'community1')).toMatchObject({
      body: { submission: { state: 'returned' }, remarks: [{ words: '与去年相差太大', resolvedAt: null }] },
    });
    await driver().fills('community1', { 'mz-01 C5': 502 });
    expect((await driver().acts('community1', 'submit', 'community1')).status).toBe(200);
  });
  when('another street tries, then its own street approves and the coordinating office locks', async () => {
    expect((await driver().acts('street2', 'approve', 'community1')).status).toBe(404);
    expect(await driver().acts('coordinator', 'lock', 'community1')).toMatchObject({ status: 409, body: { code: 'state.wrong' } });
    expect(await driver().acts('street1', 'approve', 'community1')).toMatchObject({ status: 200, body: { state: 'approved' } });
    expect(await driver().acts('coordinator', 'lock', 'community1')).toMatchObject({ status: 200, body: { state: 'locked' } });
  });
  then('both departments export their workbooks with the corrected number', async () => {
    expect(await driver().output('mz-01', 'community1')).toMatchObject({ C3: 982, C4: 480, C5: 502, C6: 1 });
    expect(await driver().output('wj-01', 'community1')).toMatchObject({ C3: 502, C4: 982, C5: 2 });
  });
  when('the coordinating office reopens it, with a reason', async () => {
    expect(await driver().acts('coordinator', 'reopen', 'community1')).toMatchObject({ status: 422, body: { code: 'state.reasonNeeded' } });
    expect(await driver().acts('street1', 'reopen', 'community1', { reason: '更正' })).toMatchObject({ status: 403 });
    expect(await driver().acts('coordinator', 'reopen', 'community1', { reason: '普查更正' })).toMatchObject({ status: 200, body: { state: 'returned' } });
  });
  then('the community may correct it', async () => {
    await driver().fills('community1', { 'mz-01 C5': 503 });
    expect(await driver().answer('community1', 'mz-01 C5')).toBe(503);
  });
  then('the audit log tells it all, unbroken, to the auditor alone', async () => {
    expect(await driver().asks('auditor', 'GET', '/audit/chain')).toMatchObject({ status: 200, body: { broken: null } });
    expect((await driver().asks('coordinator', 'GET', '/audit')).status).toBe(403);
    const { body } = await driver().asks('auditor', 'GET', '/audit?act=submission.reopen');
    expect(body['items']).toHaveLength(2);
  });
});
