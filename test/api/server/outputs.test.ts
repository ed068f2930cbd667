// A department's own form comes back for a community, a street and the district, in every format, with where each value comes from — and
// nobody gets what is not theirs to see.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWorkbook } from '../../../forms/excel/read.ts';
import { harmless } from '../../../api/outputs/csv.ts';
import { hasPostgres, onPostgres, onSqlite } from '../stores.ts';
import { reported, type Reported } from './reported.ts';

const ON = 'on wj-02|表|2';
interface OutputReply {
  readonly sheets: readonly {
    readonly cells: readonly { readonly cell: string; readonly label: readonly string[]; readonly value: unknown }[];
    readonly rosters: readonly { readonly rows: readonly unknown[][] }[];
  }[];
  readonly lists: readonly unknown[];
  readonly missing: readonly unknown[];
  readonly problems: readonly string[];
}

interface LineageReply {
  readonly parts: readonly {
    readonly part: string;
    readonly coefficient: string;
    readonly source: string;
    readonly period: string;
    readonly hidden: boolean;
    readonly total: string | null;
    readonly communities: readonly { readonly save: { readonly who: string; readonly origin: string } | null }[];
  }[];
}

const person = (sex: string, idCard: string): Record<string, string | boolean> => ({ name: '某人', sex, idCard, disability: '视力', [ON]: true });

describe.each([onSqlite, onPostgres])('outputs on $name', (under) => {
  const there = under.kind === 'sqlite' || hasPostgres;
  let on: Reported;
  const path = (code: string, period: string, place: string, more = ''): string =>
    `/outputs/${on.requirement(code)}/${period}/${place === 'district' ? place : on.unit(place)}${more}`;
  const cellsOf = (output: OutputReply): Record<string, unknown> =>
    Object.fromEntries(output.sheets.flatMap(({ cells }) => cells.map(({ cell, value }) => [cell, value])));

  beforeAll(async () => {
    if (!there) return;
    on = await reported(under);
    const told = [
      ['community1', '001001', 10, 12, '柳岸路1号', '1000.55'],
      ['community2', '001002', 20, 28, '书院路2号', '0.45'],
      ['community3', '002001', 5, 5, '=1+1', 7],
    ] as const;
    for (const [login, code, men, women, address, green] of told)
      await on.tell(login, code, '2026', { 男性: men, 女性: women, 办公地址: address, 绿地: green });
    for (const [login, code] of told) await on.tell(login, code, '2026-01', { 矛盾纠纷: 2 });
    const membership = await rosterOf(on);
    await on.enrol(
      '001001',
      [person('女', '110101199003070012'), person('男', '11010119900307003X')].map((row) => ({ ...row, [membership]: true })),
    );
    await on.enrol('002001', [{ ...person('女', '110101199003070055'), [membership]: true }]);
    await on.approve('001001', '2026');
    await on.approve('001002', '2026');
  }, 120_000);
  afterAll(() => on?.close());

  it.skipIf(!there)('a community’s form is filled, and provisional until it is approved', async () => {
    const approved = await on.done<OutputReply>('mz', path('mz-01', '2026', '001001'));
    expect(approved).toMatchObject({ provisional: false, complete: true, place: { kind: 'community', name: '柳岸社区' }, unapproved: [], missing: [] });
    expect(cellsOf(approved)).toMatchObject({ C4: 10, C5: 12, C6: '柳岸路1号', C7: 1000.55 });
    const open = await on.done<OutputReply>('mz', path('mz-01', '2026', '002001'));
    expect(open).toMatchObject({ provisional: true, complete: false, unapproved: [{ code: '002001' }], waitingFor: [{ period: '2026', communities: 1 }] });
  });
  it.skipIf(!there)('only what the form draws on must be approved: other periods do not matter', async () => {
    expect(await on.done<OutputReply>('mz', path('mz-02', '2026-01', '001001'))).toMatchObject({ provisional: true });
    await on.approve('001001', '2026-01');
    expect(await on.done<OutputReply>('mz', path('mz-02', '2026-01', '001001'))).toMatchObject({ provisional: false, complete: true });
  });
  it.skipIf(!there)('a street’s and the district’s are the sums; shares are reckoned on the sums', async () => {
    const street = await on.done<OutputReply>('wj', path('wj-01', '2026', '001'));
    expect(cellsOf(street)).toMatchObject({ C4: 70, C5: 57.14 });
    const district = await on.done<OutputReply>('wj', path('wj-01', '2026', 'district'));
    expect(cellsOf(district)).toMatchObject({ C4: 80, C5: 56.25 });
    const own = await on.done<OutputReply>('mz', path('mz-01', '2026', 'district'));
    expect(cellsOf(own)).toMatchObject({ C4: 35, C5: 45, C7: 1008 });
    expect(own).toMatchObject({ provisional: true, complete: false, unapproved: [{ code: '002001' }], place: { kind: 'district', communities: 3 } });
    expect(own).toMatchObject({ waitingFor: [{ period: '2026', communities: 1 }] });
    expect(own.lists).toEqual([{ sheet: '表', cell: 'C6', entries: expect.arrayContaining([{ place: '柳岸社区', text: '柳岸路1号' }]) }]);
  });
  it.skipIf(!there)('what is missing is named, and the total is marked incomplete', async () => {
    const year = await on.done<OutputReply>('wj', path('wj-01', '2026', '001'));
    expect(year).toMatchObject({ complete: false, incompleteCells: [{ cell: 'C6', missing: 2 }] });
    expect(year.missing).toMatchObject([
      { code: '001001', cells: 1 },
      { code: '001002', cells: 1 },
    ]);
    expect(year.problems.join()).toContain('柳岸社区、书院社区');
    // Whoever looks at it knows which report and period it is; the cell is named.
    expect(year.problems.join()).toContain('1 格的汇总不完整:C6。');
    expect(year.problems.join()).not.toContain('.xlsx');
    expect(year.sheets[0]?.cells.find(({ cell }) => cell === 'C4')?.label.length).toBeGreaterThan(0);
  });
  it.skipIf(!there)('what registers tell is counted and summed', async () => {
    expect(cellsOf(await on.done<OutputReply>('mz', path('mz-03', '2026', '001001')))).toMatchObject({ C4: 2, C5: 1 });
    expect(cellsOf(await on.done<OutputReply>('mz', path('mz-03', '2026', 'district')))).toMatchObject({ C4: 3, C5: 2 });
  });
  it.skipIf(!there)('a register that nothing was ever entered in tells nothing, not zero', async () => {
    const own = await on.done<OutputReply>('mz', path('mz-03', '2026', '001002'));
    expect(cellsOf(own)).not.toHaveProperty('C4');
    expect(own).toMatchObject({ complete: false, missing: [{ code: '001002', cells: 2 }] });
    expect(own.problems.join()).toContain('书院社区的人台账到这一期为止还没有登记过');
    const street = await on.done<OutputReply>('mz', path('mz-03', '2026', '001'));
    expect(cellsOf(street)).toMatchObject({ A2: expect.stringContaining('不完整,缺 1 个社区'), C4: 2, C5: 1 });
    expect(await on.done<LineageReply>('mz', path('mz-03', '2026', '001', '/lineage?sheet=%E8%A1%A8&cell=C4'))).toMatchObject({
      state: 'incomplete',
      parts: [
        {
          communities: [
            { name: '柳岸社区', value: '2', unkept: false },
            { name: '书院社区', value: null, unkept: true },
          ],
        },
      ],
    });
  });
  it.skipIf(!there)('a roster that the community says nobody belongs on tells 0', async () => {
    const register = `/registers/${on.unit('001002')}/person/none`;
    const membership = await rosterOf(on);
    await on.done('community2', register, { method: 'POST', body: { membership, month: '2026-02' } });
    const own = await on.done<OutputReply>('mz', path('mz-03', '2026', '001002'));
    expect(cellsOf(own)).toMatchObject({ C4: 0, C5: 0 });
    expect(own).toMatchObject({ missing: [], problems: [] });
    await on.done('community2', `${register}/withdrawal`, { method: 'POST', body: { membership } });
    expect(cellsOf(await on.done<OutputReply>('mz', path('mz-03', '2026', '001002')))).not.toHaveProperty('C4');
  });
  it.skipIf(!there)('as they stood when the period ended', async () => {
    const { db } = on.services.store;
    const later = db.updateTable('registerRow').where('communityId', '=', on.unit('002001'));
    await later.set({ month: '2027-01' }).execute();
    expect(cellsOf(await on.done<OutputReply>('mz', path('mz-03', '2026', 'district')))).toMatchObject({ C4: 2, C5: 1 });
    await later.set({ month: '2026-01' }).execute();
  });
  it.skipIf(!there)('rosters of the communities follow one another; identity numbers are whole only for those whose form asks for them', async () => {
    const rows = (output: OutputReply): unknown[][] => output.sheets.flatMap(({ rosters }) => rosters.flatMap((roster) => roster.rows));
    const whole = rows(await on.done<OutputReply>('wj', path('wj-02', '2026', 'district')));
    expect(whole.map(([serial, , , idCard]) => [serial, idCard])).toEqual([
      [1, '110101199003070012'],
      [2, '11010119900307003X'],
      [3, '110101199003070055'],
    ]);
    expect(rows(await on.done<OutputReply>('community1', path('wj-02', '2026', '001001'))).map((row) => row[3])).toEqual([
      '110101199003070012',
      '11010119900307003X',
    ]);
    for (const login of ['coordinator', 'street1'] as const)
      expect(rows(await on.done<OutputReply>(login, path('wj-02', '2026', '001'))).map((row) => row[3])).toEqual(['110***********0012', '110***********003X']);
  });
  it.skipIf(!there)('the filled form is drawn with how many rows its rosters added, so that what stands below them is found', async () => {
    const added = async (place: string): Promise<unknown> =>
      (await on.done<{ sheets: { added: unknown }[] }>('wj', path('wj-02', '2026', place, '/sheets'))).sheets.map((sheet) => sheet.added);
    expect(await added('district')).toEqual([[{ after: 4, count: 1 }]]);
    expect(await added('001001')).toEqual([[]]);
  });
  it.skipIf(!there)('who stands on the registers of two communities counts once in their sum, and that is told', async () => {
    const { db } = on.services.store;
    const standing = (await db.selectFrom('registerRow').select('rowId').execute()).map(({ rowId }) => rowId);
    const membership = await rosterOf(on);
    // The same man, his number in small letters; and one who has no number, whom nobody can tell from another.
    await on.enrol(
      '002001',
      [person('男', '11010119900307003x'), person('女', '')].map((row) => ({ ...row, [membership]: true })),
    );
    const district = await on.done<OutputReply>('mz', path('mz-03', '2026', 'district'));
    expect(cellsOf(district)).toMatchObject({ C4: 4, C5: 3 });
    expect(district.problems.join()).toContain('有 1 人(按身份证号)同时在几个社区');
    const own = await on.done<OutputReply>('mz', path('mz-03', '2026', '002001'));
    expect(cellsOf(own)).toMatchObject({ C4: 3, C5: 2 });
    expect(own.problems.join()).not.toContain('同时在几个社区');
    const { parts } = await on.done<{ parts: { total: string; communities: { value: string | null }[] }[] }>(
      'mz',
      path('mz-03', '2026', 'district', `/lineage?sheet=${encodeURIComponent('表')}&cell=C4`),
    );
    expect(parts[0]?.communities.map(({ value }) => value)).toEqual(['2', null, '2']);
    await db.deleteFrom('registerRow').where('rowId', 'not in', standing).execute();
  });

  it.skipIf(!there)('a community is told when the department itself last took what it filled', async () => {
    interface Use {
      readonly requirement: string;
      readonly taken: { readonly period: string; readonly at: string } | null;
    }
    const place = `/submissions/${on.unit('001001')}/2026`;
    const { sections } = await on.done<{ sections: { code: string }[] }>('community1', place);
    const items = (await Promise.all(sections.map(({ code }) => on.done<{ items: string[] }>('community1', `${place}/sections/${code}`)))).flatMap(
      (section) => section.items,
    );
    const takenOf = async (): Promise<readonly unknown[]> => {
      const uses = await Promise.all(items.map((item) => on.done<{ items: Use[] }>('community1', `${place}/uses?item=${encodeURIComponent(item)}`)));
      return uses.flatMap((each) => each.items.flatMap(({ requirement, taken }) => (requirement === 'wj-01' ? [taken] : [])));
    };
    await on.services.store.db.deleteFrom('outputTaken').execute();
    expect(new Set(await takenOf())).toEqual(new Set([null]));
    expect((await on.ask('street1', path('wj-01', '2026', '001', '/csv'))).statusCode).toBe(200);
    expect(new Set(await takenOf())).toEqual(new Set([null]));
    expect((await on.ask('wj', path('wj-01', '2026', 'district', '/csv'))).statusCode).toBe(200);
    const [taken] = await takenOf();
    expect(taken).toMatchObject({ period: '2026', at: expect.stringMatching(/^\d{4}-/) });
  });
  it.skipIf(!there)('the workbook is the department’s own, and says what it is', async () => {
    const reply = await on.ask('mz', path('mz-01', '2026', 'district', '/workbook'));
    expect(reply.statusCode).toBe(200);
    expect(reply.headers).toMatchObject({ 'onetable-state': 'provisional', 'onetable-complete': 'false' });
    expect(decodeURIComponent(String(reply.headers['content-disposition']))).toContain('mz-01报表-测试区-2026-暂定.xlsx');
    const texts = textsOf(reply.rawPayload);
    expect(texts).toMatchObject({ A1: '人口情况统计表', C4: '35', A2: expect.stringContaining('测试区(暂定)') });
    const street = await on.ask('street1', path('wj-01', '2026', '001', '/workbook'));
    expect(decodeURIComponent(String(street.headers['content-disposition']))).toContain('-不完整.xlsx');
    expect(textsOf(street.rawPayload)['A2']).toContain('望江街道(暂定;不完整,缺 2 个社区)');
  });
  it.skipIf(!there)('CSV begins with a byte order mark and holds no formulas', async () => {
    const reply = await on.ask('mz', path('mz-01', '2026', '002001', '/csv'));
    expect([...reply.rawPayload.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(reply.body.slice(1).split('\r\n')).toEqual(
      expect.arrayContaining(['指标,计量单位,数量', '常住男性人口,人,5', "办公地址,,'=1+1", '绿地面积,平方米,7']),
    );
    expect((await on.ask('mz', path('mz-01', '2026', '002001', '/csv?sheet=%E6%97%A0'))).statusCode).toBe(404);
  });
  it.skipIf(!there)('lineage names the rule, the answers, and who saved them when', async () => {
    const lineage = await on.done<LineageReply>('coordinator', path('wj-01', '2026', '001001', '/lineage?sheet=%E8%A1%A8&cell=C4'));
    expect(lineage).toMatchObject({ kind: 'derived', value: '22', state: 'number', level: 'sum', provisional: false });
    expect(lineage.parts.map((part) => [part.coefficient, part.source, part.period, part.total, part.communities[0]?.save?.who])).toEqual(
      [
        ['1', 'item', '2026', '12', 'community1的人'],
        ['1', 'item', '2026', '10', 'community1的人'],
      ].sort((a, b) => lineage.parts.findIndex((part) => part.total === a[3]) - lineage.parts.findIndex((part) => part.total === b[3])),
    );
    expect(lineage.parts[0]?.communities[0]?.save).toMatchObject({ origin: 't', at: expect.stringMatching(/^2026-/) });
    const share = await on.done<LineageReply>('coordinator', path('wj-01', '2026', 'district', '/lineage?sheet=%E8%A1%A8&cell=C5&limit=2'));
    expect(share).toMatchObject({ value: '56.25', next: '001002' });
    expect(new Set(share.parts.map(({ part }) => part))).toEqual(new Set(['numerator', 'denominator']));
    expect(share.parts[0]?.communities).toHaveLength(2);
    const rest = await on.done<LineageReply>('coordinator', path('wj-01', '2026', 'district', '/lineage?sheet=%E8%A1%A8&cell=C5&limit=2&after=001002'));
    expect(rest).toMatchObject({
      next: null,
      parts: expect.arrayContaining([expect.objectContaining({ communities: [expect.objectContaining({ name: '梅园社区' })] })]),
    });
  });
  it.skipIf(!there)('lineage of counts, of what is known without asking, and of rosters', async () => {
    const count = await on.done<LineageReply>('mz', path('mz-03', '2026', '001001', '/lineage?sheet=%E8%A1%A8&cell=C5'));
    expect(count.parts).toMatchObject([{ source: 'register', total: '1', title: expect.stringContaining('台账'), communities: [{ value: '1', save: null }] }]);
    expect(await on.done<LineageReply>('mz', path('mz-01', '2026', '001001', '/lineage?sheet=%E8%A1%A8&cell=A2'))).toMatchObject({ kind: 'context' });
    expect(await on.done<LineageReply>('wj', path('wj-02', '2026', '001001', '/lineage?sheet=%E8%A1%A8&cell=D4'))).toMatchObject({
      kind: 'roster',
      title: '身份证号码',
    });
    expect((await on.ask('mz', path('mz-01', '2026', '001001', '/lineage?sheet=%E8%A1%A8&cell=Z99'))).statusCode).toBe(404);
  });
  it.skipIf(!there)('a department does not see in the lineage what only others ask', async () => {
    const { parts } = await on.done<LineageReply>('wj', path('wj-01', '2026', '001001', '/lineage?sheet=%E8%A1%A8&cell=C4'));
    expect(parts.map(({ hidden, total, communities }) => [hidden, total, communities])).toEqual([
      [true, null, []],
      [true, null, []],
    ]);
  });
  it.skipIf(!there)('nobody gets what is not theirs, by any of the ways', async () => {
    const closed = [
      ['wj', path('mz-01', '2026', '001001')],
      ['wj', path('mz-01', '2026', 'district')],
      ['street1', path('mz-01', '2026', '002')],
      ['street1', path('mz-01', '2026', '002001')],
      ['street1', path('mz-01', '2026', 'district')],
      ['community1', path('mz-01', '2026', '001002')],
      ['community1', path('mz-01', '2026', '001')],
      ['community1', path('mz-01', '2026', 'district')],
      ['mz', path('mz-01', '2026', '00100101')],
    ] as const;
    for (const [login, where] of closed)
      for (const ending of ['', '/workbook', '/csv', '/lineage?sheet=%E8%A1%A8&cell=C4'])
        expect([login, where + ending, (await on.ask(login, where + ending)).statusCode]).toEqual([login, where + ending, 404]);
    for (const login of ['auditor', 'administrator', 'securityOfficer', 'grid1'] as const)
      expect((await on.ask(login, path('mz-01', '2026', 'district'))).statusCode).toBe(403);
    expect((await on.ask('mz', path('mz-01', '2026-01', '001001'))).statusCode).toBe(404);
  });
  it.skipIf(!there)('every way out stands in the audit log', async () => {
    const { items } = await on.done<{ items: { outcome: string }[] }>('auditor', '/audit?act=output.workbook');
    const done = items.filter(({ outcome }) => outcome === 'done');
    expect(done).toMatchObject([{ target: expect.stringContaining('/2026/') }, { detail: { format: 'workbook', provisional: true } }]);
  });
  it.skipIf(!there)('a community that was founded after the period is not missing in it; one that ended before is not in it', async () => {
    const { db } = on.services.store;
    const unit = { districtId: 'main', kind: 'community' as const, parentId: on.unit('002'), version: 1 };
    await db
      .insertInto('orgUnit')
      .values({ ...unit, unitId: on.services.newId(), code: '002002', name: '新社区', validFrom: '2027-02-01', validTo: null })
      .execute();
    await db
      .insertInto('orgUnit')
      .values({ ...unit, unitId: on.services.newId(), code: '002003', name: '旧社区', validFrom: '2026-01-01', validTo: '2026-07-01' })
      .execute();
    expect(await on.done<OutputReply>('mz', path('mz-01', '2026', '002'))).toMatchObject({ place: { communities: 1 }, missing: [] });
    expect(await on.done<OutputReply>('mz', path('mz-02', '2026-01', '002'))).toMatchObject({ place: { communities: 2 }, missing: [{ name: '旧社区' }] });
  });
});

async function rosterOf(on: Reported): Promise<string> {
  const [register] = on.form.registers;
  const [membership] = register?.memberships ?? [];
  return membership?.membership ?? '';
}

function textsOf(bytes: Uint8Array): Record<string, string> {
  const sheet = readWorkbook(bytes, 'x.xlsx').workbook?.sheets[0];
  return Object.fromEntries((sheet?.cells ?? []).map(({ row, column, text }) => [`${String.fromCharCode(64 + column)}${row}`, text]));
}

describe('what a spreadsheet would run', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\r=1', ' =1', '＝1', '|cmd'])('%j is made harmless', (text) => expect(harmless(text)).toBe(`'${text}`));
  it.each(['甲', '1-2', 'a=b', ''])('%j stays', (text) => expect(harmless(text)).toBe(text));
});
