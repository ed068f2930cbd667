// A department looks at its own form before it is submitted: what every blank asks and meets, corrections that hold at once and can be taken back, what is left to the office.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { populated, type Populated } from '../populated.ts';
import type { Login } from '../rig.ts';
import { onSqlite } from '../stores.ts';

let on: Populated;
beforeAll(async () => (on = await populated(onSqlite)));
afterAll(() => on.close());

async function done<Reply>(login: Login, path: string, body?: unknown): Promise<Reply> {
  const reply = await on.ask(login, path, body === undefined ? {} : { method: 'POST', body });
  expect(reply.statusCode, reply.body).toBeLessThan(300);
  return JSON.parse(reply.body) as Reply;
}

interface Blanks {
  readonly blanks: readonly {
    cell: string;
    state: string;
    reading: string;
    term: string | null;
    isRatio: boolean;
    unit: string | null;
    units: string[];
    before: { isBlank: boolean; reading: string; unit: string | null } | null;
    rulings: { decisionId: string; who: string }[];
    parts: { name: string; value: string; from: { words: string; cell: string }[] }[];
  }[];
}
const blankAt = async (cell: string) => {
  const { blanks } = await done<Blanks>('mz', `/requirements/${on.things.requirement.mz}/blanks`);
  return blanks.find((blank) => blank.cell === cell);
};

test('every blank says what it asks, from which words, and in the notation of rulings', async () => {
  const blank = await blankAt('C3');
  expect(blank).toMatchObject({
    state: 'field',
    reading: '常住、男 · 人数 · 期末',
    term: 'person residence=resident,settled sex=male',
    formula: null,
    before: null,
    rulings: [],
  });
  expect(blank?.parts.find(({ name }) => name === '性别')).toEqual({ name: '性别', value: '男', from: [{ words: '常住男性人口', cell: 'A3', where: '行' }] });
});

test('a department lists the rulings on its own forms alone', async () => {
  const listed = async (login: Login) =>
    (await done<{ items: { decisionId: string }[] }>(login, '/decisions?limit=200')).items.map(({ decisionId }) => decisionId);
  const fields = ['mz-01', 'wj-01'].map((requirement) => ({ requirement, label: ['常住男性人口', '数量'], cell: 'C3' }));
  const { decisionId } = await done<{ decisionId: string }>('coordinator', '/decisions', { ruling: { kind: 'same', fields }, why: '一个数' });
  expect(await listed('mz')).toEqual([on.things.decisionId.mz]);
  expect(await listed('wj')).toEqual([on.things.decisionId.wj]);
  expect(await listed('coordinator')).toEqual(expect.arrayContaining([on.things.decisionId.mz, on.things.decisionId.wj, decisionId]));
  await done('coordinator', `/decisions/${decisionId}/revoke`, { why: '撤销' });
});

test('a form is drawn where forms are read, and not where requests are answered', async () => {
  const draw = vi.spyOn(on.services.reader, 'draw');
  const { sheets } = await done<{ sheets: { name: string; cells: unknown[] }[] }>('mz', `/requirements/${on.things.requirement.mz}/sheets`);
  expect(sheets[0]?.cells.length).toBeGreaterThan(0);
  expect(draw.mock.calls.map(([name]) => name)).toEqual([expect.stringMatching(/\.xlsx$/u)]);
  draw.mockRestore();
});

test('a blank is ruled to ask a share, and says so in words and in the notation', async () => {
  const means = 'person residence=resident,settled sex=male / person residence=resident,settled * 100';
  const ruling = { kind: 'means', field: { requirement: 'mz-01', label: ['常住男性人口', '数量'], cell: 'C3' }, means };
  expect(await blankAt('C3')).toMatchObject({ isRatio: false });
  const { decisionId } = await done<{ decisionId: string }>('mz', '/decisions', { ruling, why: '来文要的是比例' });
  const reading = '(常住、男 · 人数) ÷ 常住 · 人数 × 100';
  expect(await blankAt('C3')).toMatchObject({ isRatio: true, term: means, reading, unit: null, rulings: [{ decisionId, said: reading }] });
  await done('mz', `/decisions/${decisionId}/revoke`, { why: '撤销' });
});

test('a ruling holds at once and is taken back by the department that made it, and by no other', async () => {
  const ruling = { kind: 'notABlank', field: { requirement: 'mz-01', sheet: '表', cell: 'C3' } };
  const sheet = (await done<{ sheets: { name: string }[] }>('mz', `/requirements/${on.things.requirement.mz}/sheets`)).sheets[0]?.name;
  const { decisionId } = await done<{ decisionId: string }>('mz', '/decisions', { ruling: { ...ruling, field: { ...ruling.field, sheet } }, why: '填表说明' });
  expect(await blankAt('C3')).toMatchObject({
    state: 'removed',
    before: { isBlank: true, reading: '常住、男 · 人数 · 期末' },
    rulings: [{ decisionId, why: '填表说明', kind: 'notABlank', revocable: true }],
  });
  expect((await on.ask('wj', `/decisions/${decisionId}/revoke`, { method: 'POST', body: { why: '不对' } })).statusCode).toBe(404);
  await done('mz', `/decisions/${decisionId}/revoke`, { why: '撤销' });
  expect(await blankAt('C3')).toMatchObject({ state: 'field', before: null, rulings: [] });
});

test('a wrong unit is corrected to one of those that the datum can be told in; what is asked stays', async () => {
  const before = await blankAt('C3');
  expect(before?.units.slice(0, 2)).toEqual(['人', '十人']);
  const field = { requirement: 'mz-01', label: ['常住男性人口', '数量'] };
  const { decisionId } = await done<{ decisionId: string }>('mz', '/decisions', { ruling: { kind: 'unit', field, unit: '百人' }, why: '表头是百人' });
  expect(await blankAt('C3')).toMatchObject({ unit: '百人', term: before?.term, before: { unit: before?.unit }, rulings: [{ kind: 'unit' }] });
  // A second ruling on the same blank hides the first nowhere.
  const means = { kind: 'means', field, means: 'person residence=resident,settled sex=female' };
  const second = await done<{ decisionId: string; said: string }>('mz', '/decisions', { ruling: means, why: '本格填女性' });
  expect(second.said).toBe('常住、女 · 人数 · 期末');
  const both = await blankAt('C3');
  expect(both).toMatchObject({ reading: '常住、女 · 人数 · 期末', unit: '百人', before: { reading: before?.reading, unit: before?.unit } });
  expect(both?.rulings.map((each) => each.decisionId)).toEqual([decisionId, second.decisionId]);
  await done('mz', `/decisions/${second.decisionId}/revoke`, { why: '撤销' });
  await done('mz', `/decisions/${decisionId}/revoke`, { why: '撤销' });
  expect(await blankAt('C3')).toMatchObject({ unit: before?.unit });
});

test('what the coordinating office ruled, a department does not take back, and is told so', async () => {
  const ruling = { kind: 'unit', field: { requirement: 'mz-01', cell: 'C3' }, unit: '百人' };
  const { decisionId } = await done<{ decisionId: string }>('coordinator', '/decisions', { ruling, why: '统一口径' });
  expect(await blankAt('C3')).toMatchObject({ rulings: [{ decisionId, revocable: false }] });
  expect((await on.ask('mz', `/decisions/${decisionId}/revoke`, { method: 'POST', body: { why: '不同意' } })).statusCode).toBe(404);
  await done('coordinator', `/decisions/${decisionId}/revoke`, { why: '撤销' });
});

test('each blank meets its data element and those who ask it too', async () => {
  const { items } = await done<{ items: { cell: string; state: string; others: { department: string; label: string[] }[] }[] }>(
    'mz',
    `/requirements/${on.things.requirement.mz}/matches?year=2026`,
  );
  expect(items.find(({ cell }) => cell === 'C3')).toMatchObject({ state: 'known', others: [{ title: 'wj-01报表', cell: 'C3' }] });
  expect(items.find(({ cell }) => cell === 'C5')).toMatchObject({ state: 'new', others: [] });
  const { items: found } = await done<{ items: { requirement: string; term: string }[] }>(
    'mz',
    `/requirements/${on.things.requirement.mz}/fields?year=2026&words=${encodeURIComponent('常住 女性')}`,
  );
  expect(found.map(({ requirement }) => requirement).toSorted()).toEqual(['mz-01', 'wj-01']);
});

test('what a department leaves to the office is seen, answered once, and kept', async () => {
  const id = on.things.referral.wj;
  const { items } = await done<{ items: { referralId: string }[] }>('mz', '/referrals');
  expect(items.map(({ referralId }) => referralId)).toEqual([on.things.referral.mz]);
  expect(await done('coordinator', `/referrals/${id}/settle`, { answer: '按常住统计' })).toMatchObject({ answer: '按常住统计' });
  expect((await on.ask('wj', `/referrals/${id}/withdraw`, { method: 'POST', body: {} })).statusCode).toBe(409);
});

test('a ruling of the office on the blank is the answer to the department, until it is taken back', async () => {
  const about = { sheet: '表', cell: 'C5', label: ['养老机构数', '数量'] };
  await done('mz', '/referrals', { requirementId: on.things.requirement.mz, about, question: null, words: '是否含日间照料中心?' });
  const asked = async () =>
    (await done<{ items: { words: string; answer: string | null }[] }>('mz', '/referrals')).items.find(({ words }) => words.startsWith('是否含'));
  const field = { requirement: 'mz-01', sheet: '表', cell: 'C5' };
  // What the department rules itself, and what the office rules on another blank, is none.
  const own = await done<{ decisionId: string }>('mz', '/decisions', { ruling: { kind: 'unit', field, unit: '家' }, why: '' });
  await done('mz', `/decisions/${own.decisionId}/revoke`, { why: '撤销' });
  const rulings = [{ kind: 'unit', field: { ...field, cell: 'C4' }, unit: '百人' }];
  const other = await done<{ made: string[] }>('coordinator', '/decisions/settle', { rulings, why: '' });
  expect(await asked()).toMatchObject({ answer: null });
  await done('coordinator', '/decisions/settle', { rulings: [], revoke: other.made, why: '撤销' });

  const means = { kind: 'means', field, means: 'person sex=female' };
  const { made } = await done<{ made: string[] }>('coordinator', '/decisions/settle', { rulings: [means], why: '只填女性' });
  expect(await asked()).toMatchObject({ answer: '认定含义:女 · 人数 · 期末。只填女性' });
  // The audit log names the form and the blank of either.
  const logged = async (act: string) => (await done<{ items: { detail: object; named: { name: string }[] }[] }>('auditor', `/audit?act=${act}`)).items[0];
  expect(await logged('referral.create')).toMatchObject({ named: expect.arrayContaining([{ id: expect.any(String), name: 'mz-01 表!C5' }]) });
  expect(await logged('decision.settle')).toMatchObject({
    detail: { kind: ['means'], made: 1 },
    named: expect.arrayContaining([{ id: made[0], name: 'mz-01 表!C5' }]),
  });
  await done('coordinator', '/decisions/settle', { rulings: [], revoke: made, why: '重新考虑' });
  expect(await asked()).toMatchObject({ answer: null, settledAt: null });

  const fields = [field, { requirement: 'wj-01', sheet: '表', cell: 'C5' }];
  const { decisionId } = await done<{ decisionId: string }>('coordinator', '/decisions', { ruling: { kind: 'same', fields }, why: '' });
  expect(await asked()).toMatchObject({ answer: '认定为同一个数:mz-01 表!C5、wj-01 表!C5' });
  await done('coordinator', `/decisions/${decisionId}/revoke`, { why: '撤销' });
  expect(await asked()).toMatchObject({ answer: null });
});

test('a blank whose population is not stated keeps what is recognised of it as the beginning of a correction', async () => {
  const { requirementId } = await done<{ requirementId: string }>('mz', '/requirements', { code: 'mz-05', title: '高龄老人情况', frequency: 'annual' });
  const groups = [{ title: '人口', questions: [{ label: '80周岁及以上女性老年人数', kind: 'integer', unit: '人' }] }];
  const outline = { title: '高龄老人情况', groups, lists: [], notes: [] };
  expect((await on.ask('mz', `/requirements/${requirementId}/outline`, { method: 'PUT', body: outline })).statusCode).toBe(200);
  const { blanks } = await done<{ blanks: { state: string; term: string | null; doubts: string[] }[] }>('mz', `/requirements/${requirementId}/blanks`);
  const [blank] = blanks.filter(({ state }) => state === 'field');
  expect(blank?.doubts.join()).toContain('口径未注明');
  expect(blank?.term).toBe('person age=80.. sex=female');
});

test('which other blanks a ruling changes is told before it is kept; those of another department’s form nobody tries', async () => {
  const { requirementId } = await done<{ requirementId: string }>('mz', '/requirements', { code: 'mz-06', title: '高龄老人分性别', frequency: 'annual' });
  const questions = ['女性', '男性'].map((sex) => ({ label: `80周岁及以上${sex}老年人数`, kind: 'integer', unit: '人' }));
  const outline = { title: '高龄老人分性别', groups: [{ title: '人口', questions }], lists: [], notes: [] };
  expect((await on.ask('mz', `/requirements/${requirementId}/outline`, { method: 'PUT', body: outline })).statusCode).toBe(200);
  const read = async () =>
    (await done<{ blanks: { state: string; sheet: string; cell: string; reading: string }[] }>('mz', `/requirements/${requirementId}/blanks`)).blanks;
  const before = await read();
  const [ruled, sibling] = before.filter(({ state }) => state === 'field');
  const field = { requirement: 'mz-06', sheet: ruled?.sheet, cell: ruled?.cell };
  const means = { kind: 'means', field, means: 'person age=80.. sex=female residence=resident,settled' };
  const { items } = await done<{ items: object[] }>('mz', '/forms/2026/decisions/reach', { rulings: [means], requirementId });
  expect(items).toMatchObject([
    {
      requirement: 'mz-06',
      form: '高龄老人分性别',
      cell: ruled?.cell,
      from: expect.stringContaining('80周岁') as string,
      to: expect.stringContaining('常住') as string,
    },
    { requirement: 'mz-06', cell: sibling?.cell, to: expect.stringMatching(/常住.*男/u) as string },
  ]);
  expect(items).toHaveLength(2);
  expect(await read()).toEqual(before);
  const gone = await done<{ items: object[] }>('mz', '/forms/2026/decisions/reach', { rulings: [{ kind: 'notABlank', field }], requirementId });
  expect(gone.items).toMatchObject([{ cell: ruled?.cell, to: '' }]);
  const foreign = { kind: 'notABlank', field: { requirement: 'wj-01', cell: 'C3' } };
  expect((await on.ask('mz', '/forms/2026/decisions/reach', { method: 'POST', body: { rulings: [foreign] } })).statusCode).toBe(403);
});

test('documents stand beside a draft, are given back as they were, and nothing that runs is taken', async () => {
  const at = `/requirements/${on.things.draft.mz}/bases`;
  const bytes = Buffer.from('%PDF-1.4 依据');
  const added = await on.ask('mz', at, { method: 'POST', file: { name: '依据.pdf', bytes } });
  const { basisId } = JSON.parse(added.body) as { basisId: string };
  const read = await on.ask('mz', `${at}/${basisId}`);
  expect(read.headers['content-type']).toBe('application/octet-stream');
  expect(Buffer.from(read.rawPayload).equals(bytes)).toBe(true);
  expect((await on.ask('mz', at, { method: 'POST', file: { name: '依据.html', bytes } })).statusCode).toBe(400);
  expect((await on.ask('mz', `${at}/${basisId}`, { method: 'DELETE' })).statusCode).toBe(200);
  expect((await done<{ items: unknown[] }>('mz', at)).items).toEqual([]);
});

test('the list of reports says blanks, questions and the next deadline', async () => {
  const { items } = await done<{ items: { requirementId: string; blanks: number; alone: number; due: { day: string } }[] }>(
    'mz',
    '/requirements-overview?year=2026',
  );
  expect(items.find(({ requirementId }) => requirementId === on.things.requirement.mz)).toMatchObject({ blanks: 3, alone: 1 });
});

test('a cell that only a person saw as a blank is asked from then on; its sheet need not be named where there is one', async () => {
  const ruling = { kind: 'isABlank', field: { requirement: 'mz-01', cell: 'D5' }, means: 'person sex=female age=60.. residence=resident,settled' };
  const { decisionId } = await done<{ decisionId: string }>('coordinator', '/decisions', { ruling, why: '部门说明' });
  const asked = async () => (await done<{ items: { cell: string }[] }>('mz', `/requirements/${on.things.requirement.mz}/matches?year=2026`)).items;
  expect((await asked()).map(({ cell }) => cell)).toContain('D5');
  expect(await done('coordinator', '/forms/2026/certify', {})).toMatchObject({ ok: true });
  await done('coordinator', `/decisions/${decisionId}/revoke`, { why: '撤销' });
  expect((await asked()).map(({ cell }) => cell)).not.toContain('D5');
});

test('what a word means on the whole form is tried, ruled at once, answers what was asked, and is taken back', async () => {
  const { requirementId } = await done<{ requirementId: string }>('mz', '/requirements', { code: 'mz-07', title: '老年人情况', frequency: 'annual' });
  const groups = [{ title: '人口', questions: ['老年人', '其中女性老年人', '残疾人'].map((label) => ({ label, kind: 'integer', unit: '人' })) }];
  const outline = { title: '基层情况', groups, lists: [], notes: ['老年人指60周岁及以上户籍人口。'] };
  expect((await on.ask('mz', `/requirements/${requirementId}/outline`, { method: 'PUT', body: outline })).statusCode).toBe(200);
  const at = `/requirements/${requirementId}/blanks`;
  const readings = ({ blanks }: Blanks) => blanks.flatMap(({ state, reading }) => (state === 'field' ? [reading] : []));
  type Told = Blanks & {
    readonly definitions: unknown;
    readonly defined: unknown[];
    readonly problems: string[];
    readonly idle: { decisionId: string; kind: string }[];
  };
  const printed = await done<Told>('mz', at);
  expect(printed.definitions).toMatchObject([{ word: '老年人', says: '60周岁及以上户籍人口' }]);
  expect(readings(printed)[0]).toContain('60周岁及以上');

  const ruling = { kind: 'definition', requirement: 'mz-07', word: '老年人', text: '65周岁及以上户籍人口' };
  const tried = await done<Told>('mz', `${at}/try`, { ruling });
  expect(readings(tried).map((reading) => reading.includes('65周岁及以上'))).toEqual([true, true, false]);
  expect(await done<Told>('mz', at)).toEqual(printed);
  const lost = await done<Told>('mz', `${at}/try`, { ruling: { ...ruling, text: '65周岁及以上的刺绣传承匠' } });
  expect(readings(lost)).toEqual(readings(printed));
  expect(lost.problems.join()).toContain('没有完全看懂');
  expect((await on.ask('mz', `${at}/try`, { method: 'POST', body: { ruling: { ...ruling, requirement: 'wj-01' } } })).statusCode).toBe(400);
  expect((await on.ask('wj', '/decisions', { method: 'POST', body: { ruling, why: '别部门的表' } })).statusCode).toBe(403);

  const asked = { sheet: '表', cell: 'C4', label: ['人口', '老年人', '数量'] };
  await done('mz', '/referrals', { requirementId, about: asked, question: null, words: '老年人是60还是65?' });
  const { made } = await done<{ made: string[] }>('coordinator', '/decisions/settle', { rulings: [ruling], why: '电话答复' });
  const [decisionId = ''] = made;
  const now = await done<Told>('mz', at);
  expect(readings(now)).toEqual(readings(tried));
  expect([printed.defined, tried.defined]).toEqual([[], []]);
  expect(now.defined).toMatchObject([{ decisionId, word: '老年人', why: '电话答复', said: '“老年人”指65周岁及以上户籍人口' }]);
  expect(now.blanks.map(({ rulings }) => rulings.length).filter(Boolean)).toEqual([1, 1]);
  expect(now.blanks.find(({ rulings }) => rulings.length > 0)?.before?.reading).toBe(readings(printed)[0]);
  const answers = async () =>
    (await done<{ items: { words: string; answer: string | null }[] }>('mz', '/referrals')).items.find(({ words }) => words.startsWith('老年人'));
  expect(await answers()).toMatchObject({ answer: '认定口径:“老年人”指65周岁及以上户籍人口。电话答复' });
  const kept = await done<{ items: { decisionId: string; said: string }[] }>('coordinator', '/decisions?limit=200');
  expect(kept.items.find((each) => each.decisionId === decisionId)?.said).toBe('“老年人”指65周岁及以上户籍人口');

  // Another that says otherwise: neither holds, and both are told.
  const other = await done<{ decisionId: string }>('mz', '/decisions', { ruling: { ...ruling, text: '70周岁及以上户籍人口' }, why: '又一次答复' });
  const both = await done<Told>('mz', at);
  expect(readings(both)).toEqual(readings(printed));
  expect(both.idle.map((each) => each.decisionId)).toEqual([decisionId, other.decisionId]);
  expect(both.problems).toHaveLength(2);
  expect(both.defined).toEqual([]);
  await done('mz', `/decisions/${other.decisionId}/revoke`, { why: '撤销' });
  expect(readings(await done<Told>('mz', at))).toEqual(readings(tried));

  await done('coordinator', '/decisions/settle', { rulings: [], revoke: made, why: '重新考虑' });
  expect(await done<Told>('mz', at)).toEqual(printed);
  expect(await answers()).toMatchObject({ answer: null });
});

test('the annual form follows a definition of an admitted form, is certified, and follows it no more when it is taken back', async () => {
  const asked = async () =>
    (await done<{ items: { cell: string; meaning: string }[] }>('mz', `/requirements/${on.things.requirement.mz}/matches?year=2026`)).items.map(
      ({ meaning }) => meaning,
    );
  const before = await asked();
  const ruling = { kind: 'definition', requirement: 'mz-01', word: '常住', text: '户籍人口' };
  const trial = await done<{ added: unknown[]; warnings: string[] }>('coordinator', '/forms/2026/decisions/try', { rulings: [ruling] });
  expect(trial).toMatchObject({ added: { length: 2 }, warnings: [] });
  const { decisionId } = await done<{ decisionId: string }>('mz', '/decisions', { ruling, why: '按户籍统计' });
  expect(await asked()).not.toEqual(before);
  expect(await done('coordinator', '/forms/2026/certify', {})).toMatchObject({ ok: true });
  await done('mz', `/decisions/${decisionId}/revoke`, { why: '撤销' });
  expect(await asked()).toEqual(before);
});
