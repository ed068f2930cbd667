// The coordinating office's desk on the server: the form with what it serves, its order and definitions, groups and rulings, burden and progress.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Operations } from '../../../web/client/operations.ts';
import { done, populated, type Populated } from '../populated.ts';
import { onSqlite } from '../stores.ts';

type Reply<Id extends keyof Operations> = Operations[Id]['reply'];

let on: Populated;
beforeAll(async () => (on = await populated(onSqlite)));
afterAll(() => on.close());

const get = async <Body>(path: string): Promise<Body> => (await done(on, 'coordinator', path)) as Body;
const send = async <Body>(method: 'POST' | 'PUT', path: string, body: unknown): Promise<Body> =>
  (await done(on, 'coordinator', path, { method, body })) as Body;

describe('the annual form', () => {
  it('every question says whom it serves, and how many blanks draw on it', async () => {
    const { parts, certificate, key } = await get<Reply<'form.outline'>>('/forms/2026/outline');
    const questions = parts
      .flatMap(({ sections }) => sections.flatMap(({ blocks }) => blocks.flatMap(({ cells }) => cells.flat())))
      .flatMap((each) => each ?? []);
    expect(questions).toHaveLength(certificate.stages.reduce((sum, { items }) => sum + items, 0));
    const shared = questions.filter(({ neededBy }) => new Set(neededBy.map(({ department }) => department)).size === 2);
    expect(shared.map(({ blanks }) => blanks)).toEqual(shared.map(() => 2));
    expect(shared.length).toBeGreaterThan(0);
    expect(key).not.toBeNull();
  });

  it('a second program finds that it holds', async () => {
    const { ok, items, failures } = await send<Reply<'form.certify'>>('POST', '/forms/2026/certify', {});
    expect({ ok, failures }).toEqual({ ok: true, failures: [] });
    expect(items).toBeGreaterThan(0);
  });

  it('rulings that change nothing of the form are told as such', async () => {
    const { same, otherRulings, change } = await get<Reply<'form.pending'>>('/forms/2026/pending');
    expect({ same, otherRulings, outputs: change?.outputs }).toEqual({ same: false, otherRulings: true, outputs: [] });
  });

  it('sections come in the order that was kept, in the draft and when it is published', async () => {
    const codes = async (query = '') =>
      (await get<Reply<'form.outline'>>(`/forms/2026/outline${query}`)).parts.flatMap(({ sections }) => sections.map(({ code }) => code));
    const before = await codes();
    expect(before.length).toBeGreaterThan(1);
    const wanted = before.toReversed();
    await send('PUT', '/forms/2026/order', { sections: wanted });
    expect(await codes()).toEqual(wanted);
    expect(await get<Reply<'form.pending'>>('/forms/2026/pending')).toMatchObject({ same: false, rearranged: true, incomplete: 0, change: { added: [] } });
    const { version } = await send<Reply<'form.publish'>>('POST', '/forms/2026/versions', { note: '换个次序' });
    expect(await codes(`?version=${version.versionNo}`)).toEqual(wanted);
    expect(await codes('?version=1')).toEqual(before);
    const { same, rearranged, change } = await get<Reply<'form.pending'>>('/forms/2026/pending');
    expect({ same, rearranged, added: change?.added }).toEqual({ same: true, rearranged: false, added: [] });
  });

  it('a new year is told against the form with which the last one ended', async () => {
    const { versionNo = 0 } = (await get<Reply<'form.versions'>>('/forms/2026/versions')).items.at(-1) ?? {};
    const { change, before } = await get<Reply<'form.pending'>>('/forms/2028/pending');
    expect({ change, before }).toMatchObject({ change: null, before: { year: 2026, versionNo, change: { added: [], removed: [] } } });
    const [group] = (await get<Reply<'match.groups'>>('/forms/2028/groups')).items;
    const fields = group?.fields.map(({ requirement, label, sheet, cell }) => ({ requirement, label, sheet, cell }));
    const { made } = await send<Reply<'decision.settle'>>('POST', '/decisions/settle', { rulings: [{ kind: 'different', fields }], why: '口径不同' });
    expect((await get<Reply<'form.pending'>>('/forms/2028/pending')).before?.change.added).toMatchObject([{ meaning: expect.stringContaining(' · ') }]);
    await send('POST', '/decisions/settle', { rulings: [], revoke: made, why: '撤销' });
    expect((await get<Reply<'form.pending'>>('/forms/2026/pending')).before).toBeNull();
  });

  it('the first form that is published is no amendment of itself, though the units it asks in are known since', async () => {
    await send('POST', '/forms/2020/versions', {});
    expect(await get<Reply<'form.pending'>>('/forms/2020/pending')).toMatchObject({ same: true, otherRulings: false });
  });

  it('a definition stands beside the question that it defines, and goes when it is taken away', async () => {
    const { items } = await get<Reply<'form.elements'>>('/forms/2026/catalogue');
    const element = items.find(({ asked }) => asked !== null)?.element ?? '';
    const definitions = async () =>
      (await get<Reply<'form.outline'>>('/forms/2026/outline')).parts
        .flatMap(({ sections }) => sections.flatMap(({ blocks }) => blocks.flatMap(({ cells }) => cells.flat())))
        .filter((question) => question?.element === element)
        .flatMap((question) => question?.definitions ?? []);
    await send('PUT', `/forms/2026/catalogue/${element}`, { definition: '以年末为准' });
    expect(await definitions()).toEqual(['以年末为准']);
    await send('PUT', `/forms/2026/catalogue/${element}`, { definition: ' ' });
    expect(await definitions()).toEqual([]);
  });

  it('the picture of the plan has every asker, and a blank tells what it follows from', async () => {
    const { departments, sections } = await get<Reply<'form.matrix'>>('/forms/2026/matrix');
    expect(departments.map(({ name }) => name).sort()).toEqual(['卫健局', '民政局']);
    expect(sections.flatMap(({ elements }) => elements).filter(({ by }) => by.length === 2)).toHaveLength(2);
    const { forms } = await get<Reply<'form.blanks'>>('/forms/2026/blanks');
    const [blank] = forms.find(({ requirement }) => requirement === 'wj-01')?.blanks ?? [];
    const tree = await get<Reply<'form.derivation'>>(`/forms/2026/derivation?field=${encodeURIComponent(blank?.key ?? '')}`);
    expect(tree.field).toMatchObject({ requirement: 'wj-01', department: '卫健局' });
    expect(tree.terms).toMatchObject([{ kind: 'item', coefficient: '1', serves: ['mz-01报表'] }]);
    expect((await on.ask('coordinator', '/forms/2026/derivation?field=nothing')).statusCode).toBe(404);
  });
});

describe('code lists', () => {
  it('tell their standard, their members and who goes by them, of the form published last', async () => {
    const { form, items } = await get<Reply<'lexicon.codeLists'>>('/lexicon/code-lists');
    expect(form?.year).toBe(2026);
    expect(items.find(({ id }) => id === 'person.sex')).toEqual({
      id: 'person.sex',
      title: '性别',
      object: '人',
      source: 'GB/T 2261.1',
      members: ['女', '男'],
      forms: ['mz-01报表', 'wj-01报表'],
    });
    expect(items.filter(({ forms }) => forms.length === 0)).toEqual([]);
  });
});

describe('the matching desk', () => {
  const groups = async () => (await get<Reply<'match.groups'>>('/forms/2026/groups')).items;
  const pointed = ({ requirement, label, sheet, cell }: { requirement: string; label: string[]; sheet: string; cell: string }) => ({
    requirement,
    label,
    sheet,
    cell,
  });

  it('a confirmed group is settled by its ruling until that is taken back; nothing else changes', async () => {
    const [group] = await groups();
    expect(group).toMatchObject({ departments: 2, settledBy: [] });
    const rulings = [{ kind: 'same', fields: group?.fields.map(pointed) ?? [] }];
    const trial = await send<Reply<'decision.try'>>('POST', '/forms/2026/decisions/try', { rulings });
    expect(trial).toMatchObject({ added: [], removed: [], warnings: [] });
    const { made } = await send<Reply<'decision.settle'>>('POST', '/decisions/settle', { rulings, why: '核对无误' });
    expect((await groups()).find(({ element }) => element === group?.element)?.settledBy).toEqual(made);
    await send('POST', '/decisions/settle', { rulings: [], revoke: made, why: '看错了' });
    expect((await groups()).map(({ settledBy }) => settledBy)).toEqual((await groups()).map(() => []));
    const again = await on.ask('coordinator', '/decisions/settle', { method: 'POST', body: { rulings: [], revoke: made, why: '再撤' } });
    expect(again.statusCode).toBe(412);
  });

  it('splitting a group adds the question that the trial told, and taking it back removes it', async () => {
    const before = await groups();
    const [group] = before;
    const rulings = [{ kind: 'different', fields: group?.fields.map(pointed) ?? [] }];
    const { added, valuesNow } = await send<Reply<'decision.try'>>('POST', '/forms/2026/decisions/try', { rulings });
    expect(added).toHaveLength(1);
    expect(valuesNow.to - valuesNow.from).toBe(1);
    const { made } = await send<Reply<'decision.settle'>>('POST', '/decisions/settle', { rulings, why: '口径不同' });
    expect(await groups()).toHaveLength(before.length - 1);
    expect(await send<Reply<'decision.try'>>('POST', '/forms/2026/decisions/try', { rulings: [], revoke: made })).toMatchObject({ removed: [added[0]] });
    await send('POST', '/decisions/settle', { rulings: [], revoke: made, why: '撤销' });
    expect(await groups()).toHaveLength(before.length);
  });

  it('a ruling that cannot be read is refused in words, and none of those made with it is kept', async () => {
    const reply = await on.ask('coordinator', '/decisions/settle', {
      method: 'POST',
      body: { rulings: [{ kind: 'same', fields: [] }, { kind: 'odd' }], why: '' },
    });
    expect(reply.statusCode).toBe(400);
    expect((await get<Reply<'decision.list'>>('/decisions')).items.filter(({ kind }) => kind === 'odd')).toEqual([]);
  });

  it('a question sent to departments says so until it is taken back', async () => {
    const route = (note: string | null) => send<Reply<'question.route'>>('PUT', '/forms/2026/questions/q1/route', { note });
    expect((await route('请确认')).routed).toMatchObject({ note: '请确认' });
    expect((await route(null)).routed).toBeNull();
  });
});

describe('burden and progress', () => {
  it('every figure is the sum of the rows behind it', async () => {
    const { departments, valuesBefore, valuesNow, least, overTime } = await get<Reply<'burden.read'>>('/forms/2026/burden');
    const rows = async (department: string, measure: string) => (await get<Reply<'burden.rows'>>(`/forms/2026/burden/${department}/${measure}`)).items;
    const sum = async (department: string, measure: string) => (await rows(department, measure)).reduce((total, { share }) => total + share, 0);
    for (const line of departments) {
      for (const measure of ['before', 'now', 'least', 'own', 'shared'] as const) expect(await sum(line.department, measure)).toBeCloseTo(line[measure], 6);
      expect(await sum(line.department, 'forms')).toBe(line.requirements);
    }
    expect([await sum('*', 'before'), await sum('*', 'now'), await sum('*', 'least')]).toEqual([valuesBefore, valuesNow, least]);
    expect(await sum('*', 'forms')).toBe(departments.reduce((total, { requirements }) => total + requirements, 0));
    expect((await rows('*', 'forms')).reduce((total, { values }) => total + values, 0)).toBe(valuesBefore);
    expect(departments.reduce((sum, { before }) => sum + before, 0)).toBe(valuesBefore);
    expect(departments.reduce((sum, { now }) => sum + now, 0)).toBeCloseTo(valuesNow, 6);
    expect(overTime.at(-1)).toMatchObject({ version: '', valuesNow });
  });

  it('progress counts what was answered, by community and by department, and a street sees its own', async () => {
    const { asked, communities, departments, periods } = await get<Reply<'submission.filling'>>('/filling/2026');
    expect(communities.map(({ name, answered }) => [name, answered])).toEqual([
      ['柳岸社区', asked],
      ['书院社区', 0],
      ['梅园社区', asked],
    ]);
    for (const line of departments) expect(line.answered * 3).toBe(line.asked * 2);
    expect(periods).toEqual(['2026']);
    const street = (await done(on, 'street2', '/filling/2026')) as unknown as Reply<'submission.filling'>;
    expect(street.communities.map(({ name }) => name)).toEqual(['梅园社区']);
  });

  it('tells which periods are past due and not in from everybody', async () => {
    const overdue = async () => (await get<Reply<'submission.filling'>>('/filling/2026')).overdue;
    expect(await overdue()).toEqual([]);
    on.pass(340 * 86_400_000);
    expect(await overdue()).toEqual(['2026']);
  });
});
