// What the admission desk sees of one requirement: what is known, what is new, who asks the same, what is nearly it, what it may not ask.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admit, place, POPULATION, ROSTER, workbook, type Json, type Place } from './place.ts';

const SUBSIDIES = `
| 老龄工作统计表 | ~ | ~ |
| 指标 | 计量单位 | 数量 |
| 常住人口 | 人 | |
| 其中:女 | 人 | |
| 其中:男 | 人 | |
| 老年食堂数 | 个 | |
| 村级台账本数 | 本 | |`;

let at: Place;
beforeAll(async () => (at = await place()));
afterAll(() => at.close());

const register = async (who: string, code: string, picture: string, more: object = {}): Promise<string> => {
  const body = { code, title: `${code}统计表`, frequency: 'annual', legalBasis: '统计法', ...more };
  const { requirementId } = await at.done(who, 'POST /requirements', { body });
  await at.done(who, `PUT /requirements/${requirementId}/workbook`, { file: { name: `${code}.xlsx`, bytes: await workbook(picture) } });
  return requirementId;
};
const cost = (who: string, id: string): Promise<Json> => at.done(who, `GET /requirements/${id}/burden?year=2026`);
const standings = ({ fields }: Json): Record<string, string> => Object.fromEntries(fields.map(({ cell, standing }: Json) => [cell, standing]));

describe('what a requirement costs', () => {
  it('in a district that asks nothing yet, all of it is new', async () => {
    const id = await register('mz', 'mz-1', SUBSIDIES);
    const told = await cost('mz', id);
    expect(told).toMatchObject({ asked: 5, known: 0, oftener: 0, valuesAsked: 5, overlaps: [], nearDuplicates: [], negativeHits: [] });
    expect(told.new + told.follows).toBe(5);
    expect(told.valuesMore).toBe(told.new);
    expect(told.change.added).toHaveLength(told.new);
  });

  it('beside another form: what is known, what follows, what is new, in values and minutes', async () => {
    await admit(at, 'ga', 'ga-1', await workbook(POPULATION));
    const id = await register('mz', 'mz-2', SUBSIDIES);
    const told = await cost('coordinator', id);
    expect(standings(told)).toEqual({ C3: 'known', C4: 'known', C5: 'known', C6: 'new', C7: 'new' });
    expect(told).toMatchObject({ asked: 5, known: 3, new: 2, valuesMore: 2, valuesSpared: 1, secondsPerValue: 30, minutesMore: 1 });
    expect(told.fields[0].others).toEqual(['ga-1']);
    expect(told.overlaps).toEqual([{ requirement: 'ga-1', title: 'ga-1', department: '公安局', shared: 2 }]);
    expect([told.change.added.length, told.change.removed.length]).toEqual([3, 1]);
    expect(told.change).toMatchObject({ valuesNow: { to: told.change.valuesNow.from + 2 } });
  });

  it('asked more often, what is known is known too seldom', async () => {
    const id = await register('mz', 'mz-3', SUBSIDIES, { frequency: 'monthly' });
    const told = await cost('mz', id);
    expect(standings(told)['C3']).toBe('oftener');
    expect(told.valuesAsked).toBe(60);
    expect(told.known + told.oftener + told.follows + told.new).toBe(5);
  });

  it('counts the columns of rosters', async () => {
    await admit(at, 'ga', 'ga-2', await workbook(ROSTER));
    const id = await register('mz', 'mz-4', ROSTER.replace('低保类别', '残疾类别'));
    const { columns, asked } = await cost('coordinator', id);
    expect(asked).toBe(0);
    expect(columns.filter(({ isNew }: Json) => !isNew).map(({ title }: Json) => title)).toEqual(expect.arrayContaining(['姓名', '身份证号码']));
    expect(columns.filter(({ isNew }: Json) => isNew).map(({ title }: Json) => title)).toEqual(['残疾类别', '备注']);
  });
});

describe('near-duplicates', () => {
  it('are found by content, among all that became of others for the coordinator, among what it may see for a department', async () => {
    const refused = await register('ga', 'ga-7', SUBSIDIES.replace('老龄工作统计表', '敬老情况'));
    await at.done('ga', `POST /requirements/${refused}/submit`, { body: {} });
    await at.done('coordinator', `POST /requirements/${refused}/refuse`, { body: { remarks: '重复' } });
    const id = await register('mz', 'mz-5', SUBSIDIES, { title: '完全不同的名字' });
    const codes = async (who: string): Promise<string[]> => (await cost(who, id)).nearDuplicates.map(({ code }: Json) => code);
    expect(await codes('coordinator')).toEqual(expect.arrayContaining(['ga-7', 'mz-1', 'mz-2']));
    expect(await codes('coordinator')).not.toContain('ga-2');
    expect(await codes('mz')).toEqual(expect.arrayContaining(['mz-1', 'mz-2']));
    expect(await codes('mz')).not.toContain('ga-7');
    const all = (await cost('coordinator', id)).nearDuplicates;
    expect(all.find(({ code }: Json) => code === 'mz-2')).toMatchObject({ shared: 5, here: 5, there: 5, state: 'draft' });
    expect(all.find(({ code }: Json) => code === 'ga-7')).toMatchObject({ state: 'refused', identical: false });
  });
});

describe('what may not be asked, and on what it rests', () => {
  it('names the blanks and titles that the negative list forbids', async () => {
    const rules = { secondsPerValue: 60, negativeList: [{ words: '台账', why: '负面清单第 3 条' }] };
    expect((await at.ask('mz', 'PUT /admission-rules', { body: rules })).statusCode).toBe(403);
    await at.done('coordinator', 'PUT /admission-rules', { body: rules });
    expect(await at.done('mz', 'GET /admission-rules')).toEqual(rules);
    const id = await register('mz', 'mz-6', SUBSIDIES, { title: '台账登记表' });
    const told = await cost('coordinator', id);
    expect(told.negativeHits.map(({ cell, why }: Json) => [cell, why])).toEqual([
      [null, '负面清单第 3 条'],
      ['C7', '负面清单第 3 条'],
    ]);
    expect(told.minutesMore).toBe(told.valuesMore);
  });

  it.each([
    [{ legalBasis: null }, 'none'],
    [{ validUntil: '2026-01-01' }, 'expired'],
    [{ validUntil: '2026-10-01' }, 'expiring'],
    [{ validUntil: '2028-01-01' }, 'sound'],
    [{ legalBasis: '某办法(已废止)', validUntil: '2028-01-01' }, 'expired'],
  ])('%j is %s', async (more, status) => {
    const id = await register('mz', `mz-l${JSON.stringify(more).length}${status}`, POPULATION, more);
    expect((await cost('mz', id)).legal.status).toBe(status);
  });
});

describe('a revision', () => {
  it('is told against what was admitted', async () => {
    const { items } = await at.done('ga', 'GET /requirements');
    const { requirementId } = items.find(({ code }: Json) => code === 'ga-1');
    await at.done('ga', `POST /requirements/${requirementId}/revise`, { body: {} });
    const file = { name: 'n.xlsx', bytes: await workbook(POPULATION.replace('| 社区办公用房面积 | 平方米 | |', '| 户籍户数 | 户 | |')) };
    await at.done('ga', `PUT /requirements/${requirementId}/workbook`, { file });
    const { change, asked, valuesMore } = await cost('ga', requirementId);
    expect([change.added.length, change.removed.length, asked, valuesMore]).toEqual([1, 1, 4, 4]);
  });
});
