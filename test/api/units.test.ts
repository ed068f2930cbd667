// Units of the district: one code, one unit at a time; today is today in Beijing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rig, type Rig } from './rig.ts';
import { hasPostgres, onPostgres, onSqlite } from './stores.ts';

describe.each([onSqlite, onPostgres])('units on $name', (under) => {
  const there = under.kind === 'sqlite' || hasPostgres;
  let on: Rig;
  beforeAll(async () => void (there && (on = await rig(under))));
  afterAll(() => (there ? on.close() : undefined));

  const make = (more: object = {}) => {
    const body = { kind: 'community', code: '001009', name: '新社区', parentId: on.unit('001'), ...more };
    return on.ask('administrator', '/units', { method: 'POST', body });
  };
  const change = (unitId: string, body: object) => on.ask('administrator', `/units/${unitId}`, { method: 'PATCH', body });

  it.skipIf(!there)('begin on the day that it is in Beijing', async () => {
    // 07:00 on 2 March in Beijing is still the evening of the 1st in UTC.
    on.pass(23 * 3_600_000);
    const { validFrom, unitId } = (await make()).json();
    expect(validFrom).toBe('2026-03-02');
    expect((await on.ask('administrator', '/units?kind=community')).json().items.map((unit: { unitId: string }) => unit.unitId)).toContain(unitId);
    expect((await change(unitId, { validTo: '2026-03-01' })).json().code).toBe('unit.endsTooEarly');
    expect((await change(unitId, { validTo: '2026-03-02' })).statusCode).toBe(200);
  });

  it.skipIf(!there)('have their code to themselves for their time', async () => {
    expect((await make()).json()).toMatchObject({ status: 409, code: 'unit.codeHeld', params: { name: '新社区', from: '2026-03-02', to: '2026-03-02' } });
    const { unitId } = (await make({ validFrom: '2026-04-01' })).json();
    expect((await make({ validFrom: '2026-05-01' })).json().code).toBe('unit.codeHeld');
    expect((await change(unitId, { validTo: '2027-01-01' })).statusCode).toBe(200);
    expect((await make({ validFrom: '2026-12-31' })).json().code).toBe('unit.codeHeld');
    expect((await make({ validFrom: '2027-01-01', name: '再设社区' })).statusCode).toBe(201);
    expect((await change(unitId, { validTo: null })).json()).toMatchObject({ code: 'unit.codeHeld', params: { name: '再设社区', to: null } });
  });

  it.skipIf(!there)('hang where they belong, or words say where', async () => {
    const told = async (more: object): Promise<string> => (await make({ code: '001010', ...more })).json().title;
    expect(await told({ parentId: on.unit('mz') })).toContain('社区的上级应是街道');
    expect(await told({ kind: 'grid' })).toContain('网格的上级应是社区');
    expect(await told({ kind: 'street' })).toContain('没有上级');
    // What the schema finds is told in the caller's language, too.
    expect(await told({ code: '有 空格' })).toMatch(/body\/code 不合要求:应当匹配/u);
    const english = { method: 'POST', body: { kind: 'street', code: '!', name: 'x' }, headers: { 'accept-language': 'en' } } as const;
    expect((await on.ask('administrator', '/units', english)).json().title).toContain('must match');
  });

  it.skipIf(!there)('a deadline at a moment that there is not is refused in words', async () => {
    const set = (dueAt: string) => on.ask('coordinator', '/deadlines/2026', { method: 'PUT', body: { dueAt, reason: '制度' } });
    expect((await set('2026-07-15T23:59:60Z')).json()).toMatchObject({ status: 400, code: 'request.invalid' });
    expect((await set('2026-07-15T23:59:59Z')).statusCode).toBe(200);
  });

  it.skipIf(!there)('a deadline on a day that is past in Beijing is refused in words; today is not past', async () => {
    const now = on.services.clock();
    const set = (time: number) => on.ask('coordinator', '/deadlines/2026', { method: 'PUT', body: { dueAt: new Date(time).toISOString(), reason: '顺延' } });
    const begin = Date.parse(`${new Date(now + 8 * 3_600_000).toISOString().slice(0, 10)}T00:00:00+08:00`);
    expect((await set(begin - 1)).json()).toMatchObject({ code: 'request.invalid', title: expect.stringContaining('这一天已经过去') });
    expect((await set(begin)).statusCode).toBe(200);
  });

  it.skipIf(!there)('from a file have their code to themselves, too', async () => {
    const { unitId } = (await make({ code: '001077', name: '旧社区' })).json();
    const today = (await on.ask('administrator', '/units?kind=community')).json().items.find((each: { code: string }) => each.code === '001077').validFrom;
    expect((await change(unitId, { validTo: today })).statusCode).toBe(200);
    const shown = await preview('社区,001077,新社区,001');
    expect(shown).toMatchObject({ counts: { added: 0, faulty: 1 }, lines: [{ what: 'faulty', fault: expect.stringContaining('旧社区') }] });
    expect((await take('社区,001077,新社区,001', shown.key)).json()).toMatchObject({ status: 409, code: 'unit.codeHeld', params: { name: '旧社区' } });
  });

  const fileOf = (...lines: string[]) => ({ name: 'units.csv', bytes: Buffer.from(['类别,编码,名称,上级编码', ...lines, ''].join('\n')) });
  const preview = async (...lines: string[]) => (await on.ask('administrator', '/units/import/preview', { method: 'POST', file: fileOf(...lines) })).json();
  const take = (line: string, key: string, ...more: string[]) =>
    on.ask('administrator', `/units/import?key=${key}`, { method: 'POST', file: fileOf(line, ...more) });

  it.skipIf(!there)('from a file are looked at line by line before anything changes, and then taken as they were looked at', async () => {
    const units = async () => (await on.ask('administrator', '/units')).json().items;
    const before = await units();
    const lines = [
      '网格,88001,甲网格,001088',
      '社区,001088,新社区,001',
      '社区,001001,改名社区,001',
      '社区,001002,换街社区,002',
      '街道,001,错行',
      '站所,1,x,',
    ] as const;
    const seen = await preview(...lines);
    expect(await units()).toEqual(before);
    expect(seen.lines.map(({ line }: { line: number }) => line)).toEqual([2, 3, 4, 5, 6, 7]);
    expect(seen.lines[5]).toMatchObject({ line: 7, what: 'faulty', fault: expect.stringContaining('类别“站所”应为') });
    const good = lines.slice(0, 4) as [string, ...string[]];
    const shown = await preview(...good);
    expect(shown.counts).toEqual({ added: 2, renamed: 1, moved: 1, unchanged: 0, faulty: 0 });
    expect(shown.lines.map(({ line, what }: { line: number; what: string }) => [line, what])).toEqual([
      [2, 'added'],
      [3, 'added'],
      [4, 'renamed'],
      [5, 'moved'],
    ]);
    expect(shown.lines[0]).toMatchObject({ kind: 'grid', before: null, after: { name: '甲网格', parent: '新社区' } });
    expect((await preview('社区,001088,新社区,009')).lines[0].fault).toBe('新社区(001088)的上级编码“009”不存在,请先加上级。');
    const english = await on.ask('administrator', '/units/import/preview', {
      method: 'POST',
      file: fileOf('社区,001088,新社区,009', '社区,,x,001', '站所,1,x,', '街道,2,,'),
      headers: { 'accept-language': 'en' },
    });
    expect(english.json().lines.map(({ fault }: { fault: string }) => fault)).toEqual([
      'The parent “009” of 新社区 (001088) is not there: add it first.',
      'units.csv 3: the code “” should be 1 to 40 letters or digits.',
      'units.csv 4: the kind “站所” should be department, street, community or grid.',
      'units.csv 5: the name must neither be missing nor have more than 200 letters.',
    ]);

    // Columns that say nothing of units are named; a file without the heads is refused.
    const wide = Buffer.from('类别,编码,名称,上级编码,负责人,名称\n街道,099,新街道,,王某,又名\n');
    const told = async (bytes: Buffer) =>
      (await on.ask('administrator', '/units/import/preview', { method: 'POST', file: { name: '机构.csv', bytes } })).json();
    expect(await told(wide)).toMatchObject({ unused: ['负责人', '名称'], counts: { added: 1 } });
    expect(shown.unused).toEqual([]);
    const refusal = await told(Buffer.from('类别,编号,名称\n街道,1,x\n'));
    expect(refusal).toMatchObject({ code: 'unit.heads', status: 400, title: expect.stringContaining('第一行缺:编码;没有用上的列:编号。') });

    // With another file, or after somebody changed a unit, it is not what was looked at.
    expect((await take(good[0], shown.key)).statusCode).toBe(412);
    const { unitId } = before.find(({ code, kind }: { code: string; kind: string }) => kind === 'community' && code === '001001');
    await change(unitId, { name: '又改名社区' });
    expect((await take(good[0], shown.key, ...good.slice(1))).json().code).toBe('state.changed');
    const again = await preview(...good);
    expect((await take(good[0], again.key, ...good.slice(1))).json()).toEqual({ added: 2, changed: 2, unchanged: 0 });
    expect((await preview(...good)).counts).toMatchObject({ unchanged: 4 });
  });
});
