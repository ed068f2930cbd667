// Registers over HTTP: who sees what, how rows come, change and leave by the month, and rosters taken in from workbooks.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDigit, identityNumber } from '../../../engine/check/identity.ts';
import { acceptCells } from '../../../api/registers/accept.ts';
import { contradictions } from '../../../api/registers/contradictions.ts';
import { registerRows } from '../../../api/registers/rows.ts';
import { rawBook } from '../../forms/excel/raw.ts';
import { DISTRICT, publishedPlace, workbook, type Json, type Place } from './place.ts';

let at: Place;
let rows = '';
beforeAll(async () => {
  at = await publishedPlace();
  rows = `/registers/${at.unit('001001')}/person/rows`;
});
afterAll(() => at.close());

/** A sound number made from 17 digits. */
const sound = (digits: string): string => digits + checkDigit(digits);
const ID = (order: number): string => sound(`11010519491231${String(order).padStart(3, '0')}`);

/** A workbook of one sheet with these texts, written by hand: the usual writers take half a minute for so many. */
function bookOf(lines: readonly (readonly string[])[]): Uint8Array {
  const cell = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  return rawBook({ sheets: { 名册: `<sheetData>${lines.map((line) => `<row>${line.map(cell).join('')}</row>`).join('')}</sheetData>` } });
}

async function add(login: string, values: object, more: object = {}): Promise<Json> {
  return at.done(login, `POST ${rows}`, { body: { values, ...more } });
}

describe('identity numbers (GB 11643)', () => {
  it.each([
    ['11010519491231002X', 'sound', '11010519491231002X'],
    [' 11010519491231002x', 'sound', '11010519491231002X'],
    ['1101051949123100２X', 'sound', '11010519491231002X'],
    ['440524188001010014', 'sound', '440524188001010014'],
    ['E12345678', 'other', 'E12345678'],
  ])('%s is %s', (written, kind, number) => expect(identityNumber(written)).toEqual({ kind, number }));
  it.each([
    ['110105194912310021', 'checksum'],
    ['11010519490231002X', 'birth'],
    ['110105491231002', 'length'],
    ['无', 'length'],
  ])('%s is wrong: %s', (written, why) => expect(identityNumber(written)).toEqual({ kind: 'wrong', why }));
});

describe('rows of a register', () => {
  it('has the published form’s columns and rosters', async () => {
    const { items } = await at.done('community1', `GET /registers/${at.unit('001001')}`);
    expect(items).toHaveLength(1);
    expect(items[0].columns.map((each: Json) => each.column)).toEqual(expect.arrayContaining(['name', 'sex', 'idCard', 'phone', 'aid']));
    expect(items[0].columns.find((each: Json) => each.column === 'idCard').personal).toBe(true);
    expect(items[0].memberships).toHaveLength(1);
  });

  it('shows numbers masked in lists, whole in a row of one’s own, and records that', async () => {
    const { row } = await add('community1', { name: '张三', idCard: ID(1), phone: '13800001234' });
    expect(row.values).toEqual({ name: '张三', idCard: '110***********0' + ID(1).slice(15), phone: '138****1234' });
    const whole = await at.ask('community1', `GET ${rows}/${row.rowId}`);
    expect(whole.json().values.idCard).toBe(ID(1));
    expect(whole.headers['etag']).toBe('"1"');
    for (const login of ['community1', 'street1']) expect((await at.ask(login, `GET ${rows}`)).body).not.toContain(ID(1));
    const { items } = await at.done('auditor', 'GET /audit?act=register.row');
    expect(items[0]).toMatchObject({ outcome: 'done', target: `row/person/${row.rowId}` });
    expect(JSON.stringify(await at.done('auditor', 'GET /audit'))).not.toMatch(/张三|1101051949|13800001234/u);
  });

  it('is not there for others: other communities, other streets, departments, the coordinator, the three powers', async () => {
    const { row } = await add('community1', { name: '李四' });
    for (const login of ['community2', 'street2']) expect((await at.ask(login, `GET ${rows}`)).statusCode).toBe(404);
    for (const login of ['coordinator', 'mz', 'admin', 'security', 'auditor']) expect((await at.ask(login, `GET ${rows}`)).statusCode).toBe(403);
    for (const login of ['street1', 'coordinator', 'mz']) expect((await at.ask(login, `GET ${rows}/${row.rowId}`)).statusCode).toBe(403);
    expect((await at.ask('community2', `GET ${rows}/${row.rowId}`)).statusCode).toBe(404);
    const elsewhere = rows.replace(at.unit('001001'), at.unit('001002'));
    expect((await at.ask('community2', `PATCH ${elsewhere}/${row.rowId}`, { body: { values: { name: '王' } } })).statusCode).toBe(404);
  });

  it('lets a grid worker see and change the rows of the grid alone', async () => {
    const mine = await add('grid1', { name: '网格一' });
    const theirs = await add('grid2', { name: '网格二' });
    expect(mine.row.gridId).toBe(at.unit('00100101'));
    const { items } = await at.done('grid1', `GET ${rows}`);
    expect(items.map((each: Json) => each.values.name)).toEqual(['网格一']);
    for (const what of ['GET', 'PATCH']) {
      const wish = what === 'PATCH' ? { body: { values: { name: '改' } } } : {};
      expect((await at.ask('grid1', `${what} ${rows}/${theirs.row.rowId}`, wish)).statusCode).toBe(404);
    }
    expect((await at.ask('grid1', `POST ${rows}`, { body: { values: { name: '越' }, gridId: at.unit('00100102') } })).statusCode).toBe(404);
    expect((await at.done('grid1', `GET /registers/${at.unit('001001')}`)).items[0].rows).toBe(1);
  });

  it('refuses what no store can hold before it looks at the row', async () => {
    const reply = await at.ask('community1', `POST ${rows}`, { body: { values: { name: 'a\u0000b' } } });
    expect(reply.json()).toMatchObject({ status: 400, code: 'request.invalid' });
  });
  it.each([
    [{ idCard: '110105194912310021' }, 'register.identityNumber'],
    [{ idCard: Number('110105194912310021') }, 'register.identityNumber'],
    [{ nothing: 'x' }, 'register.noColumn'],
    [{ __proto__x: 'x' }, 'register.noColumn'],
    [{ name: true }, 'register.value'],
    [{ name: '  ' }, 'register.empty'],
    [{}, 'register.empty'],
  ])('refuses %j', async (values, code) => {
    const reply = await at.ask('community1', `POST ${rows}`, { body: { values } });
    expect(reply.json()).toMatchObject({ status: 422, code });
  });

  it('takes a tick for a roster, and nothing else there', async () => {
    const [{ membership }] = (await at.done('community1', `GET /registers/${at.unit('001001')}`)).items[0].memberships;
    const { row } = await add('community1', { name: '勾选', [membership]: true });
    expect(row.values[membership]).toBe(true);
    const changed = await at.done('community1', `PATCH ${rows}/${row.rowId}`, { body: { values: { [membership]: false } } });
    expect(changed.row.values).toEqual({ name: '勾选' });
    expect((await at.ask('community1', `PATCH ${rows}/${row.rowId}`, { body: { values: { [membership]: '是' } } })).json().code).toBe('register.notATick');
  });

  it('refuses to write what contradicts the identity number of the row, and says in which column', async () => {
    const other = { body: { values: { name: '不符', sex: '女', idCard: ID(31) } } };
    const refusal = (await at.ask('community1', `POST ${rows}`, other)).json();
    expect(refusal).toMatchObject({ status: 422, code: 'register.notThisPerson' });
    expect(refusal.title).toMatch(/“性别”填的是“女”,而这一行的身份证号码表明是“男”,没有保存/u);
    const { row, hints } = await add('community1', { name: '不符', idCard: ID(31) });
    expect(hints).toEqual([]);
    const change = async (values: object) =>
      (await at.ask('community1', `PATCH ${rows}/${row.rowId}`, { body: { values }, headers: { 'if-match': '"1"' } })).json();
    expect((await change({ sex: '女' })).code).toBe('register.notThisPerson');
    expect((await change({ name: '相符' })).hints).toEqual([]);
  });

  it('does not hold a change up for what a file brought in before, and says so', async () => {
    const base = `/registers/${at.unit('001001')}/person/import`;
    const file = {
      name: '名册.xlsx',
      bytes: bookOf([
        ['姓名', '身份证号', '性别'],
        ['旧账', ID(33), '女'],
      ]),
    };
    const { key, lines } = await at.done('community1', `POST ${base}/preview`, { file });
    expect(lines[0].hints).toEqual([expect.stringMatching(/“性别”填的是“女”,与这一行的身份证号码对不上。已照填写的保存/u)]);
    await at.done('community1', `POST ${base}?key=${key}`, { file });
    const { items } = await at.done('community1', `POST /registers/${at.unit('001001')}/person/find`, { body: { identityNumber: ID(33) } });
    const change = { body: { values: { name: '旧账本' } }, headers: { 'if-match': '"1"' } };
    expect((await at.done('community1', `PATCH ${rows}/${items[0].rowId}`, change)).hints).toEqual([expect.stringContaining('“性别”填的是“女”')]);
  });

  const column = (id: string, title: string, attribute: string | null) => [id, { id, title, attribute, serial: false, choices: null, sources: [] }] as const;
  const table = {
    register: 'person',
    title: '人台账',
    columns: new Map([column('idCard', '身份证号码', 'idCard'), column('sex', '性别', 'sex'), column('age', '年龄', 'age'), column('born', '出生日期', null)]),
    titles: new Map(),
    memberships: new Map(),
  };

  it.each([-5, '-5', '−5岁', '200', '３.５', 151])('refuses %s as an age', (age) => {
    const { faults, values } = acceptCells(table, new Map([['age', age]]));
    expect(faults).toMatchObject([{ code: 'register.value', params: { column: '年龄', why: 'age' } }]);
    expect(values.has('age')).toBe(false);
  });
  it.each([0, '0', '36岁', '１０２', 150])('takes %s as an age', (age) => {
    expect(acceptCells(table, new Map([['age', age]]))).toMatchObject({ faults: [], hints: [] });
  });

  it.each<[string, Record<string, string | number>, string[]]>([
    ['all agree', { sex: '男', age: 76, born: '1949年12月' }, []],
    ['as counted before the birthday, and by the old way', { age: '77岁' }, []],
    ['an age that is another’s', { age: 30 }, ['年龄']],
    ['a birthday that is another’s', { born: '1990-03-07', sex: '女' }, ['性别', '出生日期']],
    ['what cannot be followed contradicts nothing', { sex: '不详', age: '老', born: '不详' }, []],
  ])('%s', (_, values, columns) => {
    const found = contradictions(table, new Map<string, string | number>([['idCard', ID(31)], ...Object.entries(values)]), '2026-08');
    expect(found.map(({ params }) => (params as { column: string }).column)).toEqual(columns);
  });

  it('refuses a change against an older version, naming it', async () => {
    const { row } = await add('community1', { name: '版本' });
    const change = (version: number) =>
      at.ask('community1', `PATCH ${rows}/${row.rowId}`, { body: { values: { sex: '女' } }, headers: { 'if-match': `"${version}"` } });
    expect((await change(1)).json().row.version).toBe(2);
    expect((await change(1)).statusCode).toBe(412);
  });

  it('finds the same person twice: refused at home, told abroad, listed for both', async () => {
    const other = `/registers/${at.unit('002001')}/person`;
    await add('community1', { name: '两处', idCard: ID(20) });
    expect((await at.ask('community1', `POST ${rows}`, { body: { values: { name: '再来', idCard: ID(20) } } })).json().code).toBe('register.duplicate');
    const { hints } = await at.done('community3', `POST ${other}/rows`, { body: { values: { name: '两处', idCard: ID(20).toLowerCase() } } });
    expect(hints.join()).toContain('柳岸社区');
    const { items } = await at.done('community3', `GET ${other}/duplicates`);
    expect(items).toMatchObject([{ alsoIn: ['柳岸社区'], row: { values: { name: '两处' } } }]);
    await add('community1', { name: '又两处', idCard: ID(21) });
    await at.done('community3', `POST ${other}/rows`, { body: { values: { name: '又两处', idCard: ID(21) } } });
    const first = await at.done('community3', `GET ${other}/duplicates?limit=1`);
    const second = await at.done('community3', `GET ${other}/duplicates?limit=1&after=${first.next}`);
    expect([...first.items, ...second.items].map(({ row }) => row.values.name)).toEqual(['两处', '又两处']);
    expect(second.next).toBeNull();
    expect((await at.done('community1', `POST /registers/${at.unit('001001')}/person/find`, { body: { identityNumber: ID(20) } })).items).toHaveLength(1);
    expect((await at.done('grid1', `POST /registers/${at.unit('001001')}/person/find`, { body: { identityNumber: ID(20) } })).items).toHaveLength(0);
  });
});

describe('months', () => {
  const names = async (asOf?: string): Promise<string[] | null> => {
    const found = await registerRows(at.services, at.services.store.db, { districtId: DISTRICT, communityId: at.unit('001002'), register: 'person' }, asOf);
    return found?.map((each) => `${String(each.get('name'))}${String(each.get('aid') ?? '')}`) ?? null;
  };

  it('reads the register as it stood at the end of any month', async () => {
    const here = `/registers/${at.unit('001002')}/person/rows`;
    const make = async (name: string, month: string): Promise<string> =>
      (await at.done('community2', `POST ${here}`, { body: { values: { name, aid: '城市低保' }, month } })).row.rowId;
    const [moved, wrong, stays] = [await make('甲', '2026-01'), await make('乙', '2026-02'), await make('丙', '2026-03')];
    await at.done('community2', `PATCH ${here}/${stays}`, { body: { values: { aid: null }, month: '2026-06' } });
    await at.done('community2', `POST ${here}/${moved}/removal`, { body: { reason: 'movedAway', month: '2026-05' } });
    await at.done('community2', `POST ${here}/${wrong}/removal`, { body: { reason: 'mistake' } });
    expect(await names('2025-12')).toBeNull();
    expect(await names('2026-02')).toEqual(['甲城市低保']);
    expect(await names('2026-04')).toEqual(['甲城市低保', '丙城市低保']);
    expect(await names('2026-05')).toEqual(['丙城市低保']);
    expect(await names('2026-12')).toEqual(['丙']);
    expect(await names()).toEqual(['丙']);
    const { items } = await at.done('community2', `GET ${here}/${moved}/changes`);
    expect(items).toMatchObject([
      { what: 'added', month: '2026-01', who: 'community2的人' },
      { what: 'movedAway', month: '2026-05' },
    ]);
    expect((await at.ask('community2', `POST ${here}/${moved}/removal`, { body: { reason: 'died' } })).json().code).toBe('state.wrong');
    for (const month of ['2026-05', '2026-10']) {
      const reply = await at.ask('community2', `PATCH ${here}/${stays}`, { body: { values: { sex: '女' }, month } });
      expect(reply.json().code).toBe('register.month');
    }
  });
});

describe('a roster from a workbook', () => {
  const PICTURE = `
| 低保人员名册 | ~ | ~ | ~ | ~ | ~ | ~ |
| 序号 | 姓名 | 男/女 | 公民身份号码 | 联系方式 | ~ | 家里的事 |
| ^ | ^ | ^ | ^ | 手机号码 | 所属网格 | ^ |
| 1 | 赵一 | 男 | ${ID(101)} | 13900000001 | 第一网格 | 无 |
| 2 | 钱二 | 女 | ${ID(102)} | 13900000002 | 00100102 | 有 |
| 3 | 孙三 | 女 | 110105194912310021 | 13900000003 | | |
| 填表人:某某 | . | . | . | . | . | . |`;

  it('is recognised, previewed and applied as one act', async () => {
    const base = `/registers/${at.unit('001001')}/person/import`;
    const file = { name: '名册.xlsx', bytes: await workbook(PICTURE) };
    const [{ membership }] = (await at.done('community1', `GET /registers/${at.unit('001001')}`)).items[0].memberships;
    const query = `membership=${encodeURIComponent(membership)}&month=2026-03`;
    const preview = await at.done('community1', `POST ${base}/preview?${query}`, { file });
    expect(preview.counts).toEqual({ added: 2, changed: 0, unchanged: 0, faulty: 1 });
    expect(preview.titled).toBeNull();
    const named = { name: '名册.xlsx', bytes: await workbook(PICTURE.replace('低保人员名册', '柳岸社区低保对象花名册(2026年)')) };
    expect((await at.done('community1', `POST ${base}/preview`, { file: named })).titled).toBe(membership);
    expect(preview.columns.map(({ letters, target }: Json) => [letters, target])).toEqual([
      ['A', null],
      ['B', 'name'],
      ['C', 'sex'],
      ['D', 'idCard'],
      ['E', 'phone'],
      ['F', '(grid)'],
      ['G', null],
    ]);
    expect(preview.lines[0]).toMatchObject({ line: 6, what: 'faulty', faults: [expect.stringContaining('校验码')] });
    expect(JSON.stringify(preview)).not.toMatch(/11010519491231|1390000000/u);
    const apply = (more: string) => at.ask('community1', `POST ${base}?${query}&key=${preview.key}${more}`, { file });
    expect((await apply('')).json()).toMatchObject({ code: 'register.faultyLines', params: { count: 1 } });
    expect((await apply('&faulty=skip')).json()).toEqual({ added: 2, changed: 0, unchanged: 0, faulty: 1 });
    expect((await apply('&faulty=skip')).statusCode).toBe(412);
    const again = await at.done('community1', `POST ${base}/preview?${query}`, { file });
    expect(again.counts).toEqual({ added: 0, changed: 0, unchanged: 2, faulty: 1 });
    const { items } = await at.done('grid2', `POST /registers/${at.unit('001001')}/person/find`, { body: { identityNumber: ID(102) } });
    expect(items[0]).toMatchObject({ month: '2026-03', values: { name: '钱二', sex: '女', [membership]: true } });
  });

  it('says which line of the file repeats which, and that a mobile number lacks a digit', async () => {
    const file = { name: '名册.xlsx', bytes: await workbook(PICTURE.replace('110105194912310021', ID(101)).replace('13900000002', '1390000002')) };
    const { lines } = await at.done('community3', `POST /registers/${at.unit('002001')}/person/import/preview`, { file });
    const told = (line: number): Json => lines.find((each: Json) => each.line === line);
    expect(told(6).faults).toEqual([expect.stringContaining('第 4 行重复')]);
    expect(told(5)).toMatchObject({ hints: [expect.stringContaining('不是 11 位')] });
    expect(told(4).hints).toEqual([]);
  });

  it('by a grid worker never touches another grid’s rows', async () => {
    const file = { name: '名册.xlsx', bytes: await workbook(PICTURE.replace('赵一', '赵改')) };
    const preview = await at.done('grid2', `POST /registers/${at.unit('001001')}/person/import/preview`, { file });
    expect(preview.counts).toEqual({ added: 0, changed: 0, unchanged: 1, faulty: 2 });
    expect(preview.lines[0].faults.join()).toContain('别的网格');
  });

  it('is read to its last row: 10,000 rows of 39 columns, every cell filled', { timeout: 120_000 }, async () => {
    const base = `/registers/${at.unit('002001')}/person/import`;
    const heads = ['姓名', '性别', ...Array.from({ length: 37 }, (_, index) => `备用栏${index + 1}`)];
    const lines = Array.from({ length: 10_000 }, (_, index) => [`居民${index + 1}`, '女', ...heads.slice(2).map(() => '有')]);
    const file = { name: '名册.xlsx', bytes: bookOf([heads, ...lines]) };
    const preview = await at.done('community3', `POST ${base}/preview`, { file });
    expect(preview.counts).toEqual({ added: 10_000, changed: 0, unchanged: 0, faulty: 0 });
    const before = (await at.done('community3', `GET /registers/${at.unit('002001')}`)).items[0].rows;
    expect(await at.done('community3', `POST ${base}?key=${preview.key}`, { file })).toEqual(preview.counts);
    expect((await at.done('community3', `GET /registers/${at.unit('002001')}`)).items[0].rows).toBe(before + 10_000);
  });

  it('that is too large to be read whole is refused, saying how many rows and what to do', { timeout: 120_000 }, async () => {
    const heads = ['姓名', '性别', ...Array.from({ length: 98 }, (_, index) => `备用栏${index + 1}`)];
    const line = heads.map(() => '有');
    const file = { name: '名册.xlsx', bytes: bookOf([heads, ...Array.from({ length: 10_009 }, () => line)]) };
    const reply = await at.ask('community3', `POST /registers/${at.unit('002001')}/person/import/preview`, { file });
    expect(reply.json()).toMatchObject({ code: 'request.invalid', problems: [{ code: 'workbook.tooMuchFilled', severity: 'error' }] });
    expect(reply.json().problems[0].words).toMatch(/10 行.*拆成几个文件/u);
  });

  it('with heads further right than are looked at is refused, naming the column', async () => {
    const heads = ['姓名', '性别', ...Array.from({ length: 199 }, (_, index) => `备用栏${index + 1}`)];
    const file = { name: '名册.xlsx', bytes: bookOf([heads, ['某某', '女']]) };
    const reply = await at.ask('community3', `POST /registers/${at.unit('002001')}/person/import/preview`, { file });
    expect(reply.json()).toMatchObject({ code: 'register.tooManyColumns', params: { from: 'GS' } });
  });

  it('says so when there are no heads, no file, or no workbook', async () => {
    const base = `/registers/${at.unit('001001')}/person/import/preview`;
    expect((await at.ask('community1', `POST ${base}`, { file: { name: 'a.xlsx', bytes: await workbook('| 甲 | 乙 |\n| 1 | 2 |') } })).json().code).toBe(
      'register.noHeads',
    );
    expect((await at.ask('community1', `POST ${base}`, { file: { name: 'a.xlsx', bytes: new Uint8Array([1, 2]) } })).json().code).toBe('request.invalid');
    expect((await at.ask('community1', `POST ${base}`, { body: {} })).json().code).toBe('request.mediaType');
  });
});
