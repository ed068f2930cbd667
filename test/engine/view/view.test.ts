// Each department's form, filled from what was asked once.
import fc from '../../random.ts';
import { describe, expect, it } from 'vitest';
import { columnOf } from '../../../engine/rollup/index.ts';
import { contextText, createPlaceView, periodText, withinGaps, withinLabel } from '../../../engine/view/index.ts';
import type { ContextBlank } from '../../../engine/model/consolidation.ts';
import { loadCheckValue } from '../../../forms/lexicon/form.ts';
import { loadLearning } from '../../../forms/lexicon/load.ts';
import { certifyConsolidation, consolidate, SOUND_POLICY } from '../../../engine/index.ts';
import { describe as inWords } from '../../../engine/problem/index.ts';
import { annualForm, community, consolidated, district, filled, viewOf, type DrawnForm } from '../../district.ts';

const form = (id: string, rows: readonly (readonly [string, string])[], more: Partial<DrawnForm> = {}): DrawnForm => ({
  id,
  picture: ['| 情况统计表 | ~ | ~ |', '| 指标 | 计量单位 | 数量 |', ...rows.map(([label, unit]) => `| ${label} | ${unit} | |`)].join('\n'),
  ...more,
});

describe('units', () => {
  it('one answer in 平方米 shows as 亩, 公顷 and 万平方米, exactly', () => {
    const units = ['平方米', '亩', '公顷', '万平方米'];
    const consolidation = consolidated(units.map((unit, index) => form(`d${index}-1`, [['绿地面积', unit]])));
    expect(consolidation.items).toHaveLength(1);
    expect(consolidation.items[0]).toMatchObject({ unit: '平方米', factor: '1' });
    const shown = units.map((_, index) => filled(consolidation, { items: { 'd0-1 C3': 20000 } }, `d${index}-1`).cells['C3']);
    expect(shown).toEqual([20000, 30, 2, 2]);
  });
  it('a unit that does not divide shows as many digits as a spreadsheet keeps', () => {
    const consolidation = consolidated([form('a-1', [['绿地面积', '平方米']]), form('b-1', [['绿地面积', '亩']])]);
    expect(filled(consolidation, { items: { 'a-1 C3': 1000.5 } }, 'b-1').cells['C3']).toBe(1.50075);
    expect(filled(consolidation, { items: { 'a-1 C3': 1 } }, 'b-1').cells['C3']).toBe(0.0015);
  });
});

describe('sums, months and years', () => {
  it('a total follows from its parts, and is not asked', () => {
    const consolidation = consolidated([
      form('a-1', [
        ['常住男性人口', '人'],
        ['常住女性人口', '人'],
      ]),
      form('b-1', [['常住人口', '人']]),
    ]);
    expect(consolidation.items).toHaveLength(2);
    expect(filled(consolidation, { items: { 'a-1 C3': 10, 'a-1 C4': 12 } }, 'b-1').cells['C3']).toBe(22);
  });
  it('people that come out negative are told with cell and value', () => {
    const monthly = { frequency: 'monthly' } as const;
    const forms = [form('a-1', [['常住人口', '人']], monthly), form('a-2', [['常住女性人口', '人']], monthly), form('a-3', [['常住男性人口', '人']])];
    const consolidation = consolidated(forms);
    const answers = { 'a-1 C3': { '2026-12': 86 }, 'a-2 C3': { '2026-12': 1000 } };
    const { cells, problems } = filled(consolidation, { items: answers }, 'a-3');
    expect(cells['C3']).toBe(-914);
    expect(problems.filter(({ code }) => code === 'view.negative')).toMatchObject([
      { params: { value: '-914' }, origin: { community: '第一社区', period: '2026', file: 'a-3.xlsx', sheet: '表', cell: 'C3' } },
    ]);
    const wholes = problems.filter(({ code }) => code === 'check.fails');
    expect(wholes.length).toBeGreaterThan(0);
    for (const { origin } of wholes) expect(origin).toMatchObject({ community: '第一社区', department: 'a', sheet: '表', cell: 'C3' });
    expect(wholes.map((found) => inWords(found, 'zh')).join()).toContain('(a·a-2.xlsx 表!C3)');
  });
  it('months make a year; a blank month leaves the year blank and names it', () => {
    const consolidation = consolidated([form('a-1', [['矛盾纠纷调解', '件']], { frequency: 'monthly' }), form('b-1', [['矛盾纠纷调解', '件']])]);
    const months = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`2026-${String(index + 1).padStart(2, '0')}`, index]));
    expect(filled(consolidation, { items: { 'a-1 C3': months } }, 'b-1').cells['C3']).toBe(66);
    const missing = filled(consolidation, { items: { 'a-1 C3': { ...months, '2026-07': null } } }, 'b-1');
    expect(missing.cells).not.toHaveProperty('C3');
    expect(missing.problems).toMatchObject([
      { code: 'view.missing', origin: { cell: 'C3', file: 'b-1.xlsx' }, params: { needs: [expect.stringContaining('2026-07')] } },
    ]);
  });
});

describe('answers as people write them', () => {
  const residents = consolidated([form('a-1', [['常住人口', '人']])]);
  it('a refused answer leaves its cell blank', () => {
    const { cells, problems } = filled(residents, { items: { 'a-1 C3': '约100' } }, 'a-1');
    expect(cells).toEqual({});
    expect(problems.map(({ code }) => code)).toEqual(['value.approximate', 'view.missing']);
    const at = { community: '第一社区', period: '2026', department: 'a', file: 'a-1.xlsx', sheet: '表', cell: 'C3' };
    expect(problems.map(({ origin }) => origin)).toMatchObject([at, at]);
  });
  it('an answer to something that is not asked is not lost without a word', () => {
    const [item = ''] = residents.items.map(({ id }) => id);
    const view = viewOf(residents).community({
      ...community(residents, {}),
      items: new Map([
        ['x@annual', new Map([['2026', 1]])],
        [item, new Map([['2026-07', 1]])],
      ]),
    });
    expect(view.problems.map(({ code }) => code)).toEqual(['values.unknownItem', 'values.unknownPeriod']);
    expect(view.answers.items.get(item)).toEqual(new Map());
  });
  it('law: whatever is answered, nothing but a plain number gets into a number’s cell', () => {
    const view = viewOf(residents);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.constantFrom(null, '１２', '1,234', ' 7 ')), (given) => {
        const { edits } = view.community(community(residents, { items: { 'a-1 C3': given } })).form('a-1', '2026');
        for (const { value } of edits.flatMap(({ cells }) => cells)) expect(value).toSatisfy((number) => Number.isSafeInteger(number) && number >= 0);
      }),
    );
  });
});

describe('what is known without asking', () => {
  const blank = (kind: ContextBlank['kind'], text = ''): ContextBlank => ({
    requirement: 'a',
    sheet: '表',
    cell: 'A1',
    label: text,
    kind,
    inline: text !== '',
    text,
  });
  const occasion = { name: '第一社区', code: '640302', period: '2026-Q3' };
  it.each([
    ['2026', '2026年'],
    ['2026-H1', '2026年上半年'],
    ['2026-Q3', '2026年第3季度'],
    ['2026-07', '2026年7月'],
  ])('%s is %s', (period, words) => expect(periodText(period)).toBe(words));
  it.each([
    ['填报单位:____', '填报单位:第一社区'],
    ['填报单位：', '填报单位：第一社区'],
    ['填报单位(盖章):______ 填报日期:  年 月 日', '填报单位(盖章):第一社区  填报日期:  年 月 日'],
    ['村:____(盖章)', '村:第一社区(盖章)'],
  ])('%s → %s', (text, wanted) => expect(withinLabel(text, '第一社区')).toBe(wanted));
  it.each([
    ['临江区        年    月最低生活保障对象综合统计表', '2026-07', '临江区2026年7月最低生活保障对象综合统计表'],
    ['（    年    月）', '2026-12', '（2026年12月）'],
    ['    年  月', '2026-07', '2026年7月'],
    ['20  年   半年', '2026-H2', '2026年下半年'],
    ['某县20__年第__季度报表', '2026-Q3', '某县2026年第3季度报表'],
    ['某县    年    月统计表', '2026-Q3', '某县2026年    月统计表'],
    ['某县    年    月统计表', '2026', '某县2026年    月统计表'],
  ])('the gaps of %s in %s: %s', (text, period, wanted) => expect(withinGaps(text, period)).toBe(wanted));
  it('the gaps of a title and of the line below it are filled, a date that somebody signs with is not', () => {
    const gaps = consolidated([
      {
        id: 'gap',
        picture: `
          | . 临江区    年    月低保对象统计表 | ~ | ~ |
          | . （    年    月） | ~ | ~ |
          | 指标 | 计量单位 | 数量 |
          | 常住人口 | 人 | |
          | . 报出日期：20  年  月  日 | ~ | ~ |`,
      },
    ]);
    expect(gaps.context.filter(({ kind }) => kind === 'period').map((each) => [each.cell, contextText(each, { ...occasion, period: '2026-07' })])).toEqual([
      ['A1', '临江区2026年7月低保对象统计表'],
      ['A2', '（2026年7月）'],
    ]);
  });
  it('names, codes and periods are filled in, people and dates are left to people', () => {
    expect(
      [blank('community.name'), blank('community.code'), blank('period'), blank('date'), blank('person'), blank('phone')].map((each) =>
        contextText(each, occasion),
      ),
    ).toEqual(['第一社区', '640302', '2026年第3季度', null, null, null]);
  });
});

describe('a count that a register tells', () => {
  it('is called after its roster when the register is missing, not by a machine’s name', () => {
    const consolidation = consolidated([
      { id: 'cl-01', picture: '| 持证残疾人名册 | ~ | ~ | ~ |\n| 序号 | 姓名 | 性别 | 备注 |\n| | | | |\n| | | | |' },
      { id: 'cl-02', picture: '| 残疾人情况表 | ~ | ~ |\n| 指标 | 计量单位 | 数量 |\n| 持证残疾人 | 人 | |\n| 女性持证残疾人 | 人 | |' },
    ]);
    expect(consolidation.counts.length).toBeGreaterThan(0);
    const needs = filled(consolidation, {}, 'cl-02').problems.flatMap(({ params }) => ('needs' in params ? params.needs : []));
    expect(needs).toEqual(['[持证残疾人名册 › 持证残疾人 › 数量] 2026', '[持证残疾人名册 › 女性持证残疾人 › 数量] 2026']);
  });
});

describe('rosters', () => {
  const consolidation = consolidated([{ id: 'cl-01', picture: '| 持证残疾人名册 | ~ | ~ | ~ |\n| 序号 | 姓名 | 性别 | 备注 |\n| | | | |\n| | | | |' }]);
  const [membership] = consolidation.registers[0]?.memberships ?? [];
  it('holds the rows that belong on it, numbered, in its own columns', () => {
    const rows = [
      { name: '甲', sex: '男', [membership?.id ?? '']: true },
      { name: '乙', sex: '女', [membership?.id ?? '']: false },
      { name: '丙', sex: '女', [membership?.id ?? '']: true },
    ];
    expect(filled(consolidation, { registers: { person: rows } }, 'cl-01').edits.flatMap(({ rosters }) => rosters)).toEqual([
      {
        firstRow: 3,
        blankRows: 2,
        columns: ['A', 'B', 'C', 'D'],
        rows: [
          [1, '甲', '男', null],
          [2, '丙', '女', null],
        ],
      },
    ]);
  });
  it('leaves out a text that no workbook can hold, and says so', () => {
    const rows = [{ name: '甲\ud800', sex: '男', [membership?.id ?? '']: true }];
    const { edits, problems } = filled(consolidation, { registers: { person: rows } }, 'cl-01');
    expect(edits.flatMap(({ rosters }) => rosters.flatMap(({ rows: written }) => written))).toEqual([[1, null, '男', null]]);
    expect(problems.map(({ code }) => code)).toEqual(['register.badText']);
  });
});

describe('a street or the district', () => {
  const consolidation = consolidated([
    form('a-1', [
      ['办公地址', ''],
      ['常住人口', '人'],
    ]),
  ]);
  const rolledUp = (addresses: readonly (string | null)[]) => {
    const view = createPlaceView({ consolidation, form: annualForm(consolidation), spellings: loadLearning().spellings, checkValue: loadCheckValue() });
    const columns = view.needs('a-1', '2026').values.map(({ source, period }) => {
      const reading = view.reading(source);
      return columnOf(source, period, reading.answers === 'text' ? addresses : addresses.map((_, index) => index), reading);
    });
    const communities = addresses.map((_, index) => `社区${index}`);
    return view.rollUp('a-1', '2026', { name: '街道', code: '1', titled: () => '街道', registers: new Map(), communities, columns });
  };
  const cells = (addresses: readonly (string | null)[]) =>
    Object.fromEntries(rolledUp(addresses).edits.flatMap((sheet) => sheet.cells.map(({ cell, value }) => [cell, value])));
  it('the same words are shown once, different ones place by place', () => {
    expect(cells(['甲路', '甲路'])).toMatchObject({ C3: '甲路', C4: 1 });
    expect(cells(['甲路', '乙路'])).toMatchObject({ C3: '社区0:甲路;社区1:乙路' });
  });
  it('too many to fit are left blank, and it is said', () => {
    const many = Array.from({ length: 30 }, (_, index) => `${index}号`);
    expect(cells(many)).not.toHaveProperty('C3');
    expect(rolledUp(many).problems).toMatchObject([{ code: 'rollup.words', params: { places: 30 }, origin: { community: '街道', cell: 'C3' } }]);
  });
  it('who is wanting is named once for the whole form', () => {
    expect(rolledUp(['甲路', null]).problems).toMatchObject([
      { code: 'rollup.incomplete', params: { places: ['社区1'], missing: 1, cells: 1, which: ['C3'] } },
    ]);
  });
});

it('a plain fact of the year on a quarterly form awaits the annual form, and is no fault of the quarter', () => {
  const consolidation = consolidated([
    {
      ...form('a-1', [
        ['公共厕所', '座'],
        ['走访入户', '次'],
      ]),
      frequency: 'quarterly',
    },
  ]);
  const told = filled(consolidation, { items: { 'a-1 C4': { '2026-Q3': 4 } } }, 'a-1', '2026-Q3');
  expect(told.problems).toMatchObject([{ code: 'view.awaits', params: { period: '2026' }, severity: 'hint', origin: { cell: 'C3' } }]);
});

it('a ratio is rounded as its own form says, whatever another form that asks for it does', () => {
  const rate = (id: string, formula: string): DrawnForm => ({
    id,
    picture: `| 情况统计表 | ~ |\n| 项目 | 人数 |\n| 65岁以上常住老年人 | |\n| 65岁以上签约家庭医生常住老年人 | |\n| 65岁以上常住老年人家庭医生签约率（%） | ${formula} |`,
  });
  const shown = (forms: readonly DrawnForm[]): unknown => {
    const told = filled(consolidated(forms), { items: { [`${forms[0]?.id} B3`]: 7, [`${forms[0]?.id} B4`]: 2 } }, 'b-1');
    return told.cells['B5'];
  };
  expect(shown([rate('b-1', '')])).toEqual(shown([rate('a-1', '=IFERROR(ROUND(B4/B3*100,1),0)'), rate('b-1', '')]));
});

it('a question keeps the unit that it was asked in before, whatever units later forms print', () => {
  const area = (id: string, unit: string): DrawnForm => ({ id, picture: `| 社区情况统计表 | ~ | ~ |\n| 指标 | 计量单位 | 数量 |\n| 辖区面积 | ${unit} | |` });
  const [before] = consolidated([area('a-1', '公顷')]).items;
  const both = district([area('a-1', '公顷'), area('b-1', '亩'), area('c-1', '平方米')]);
  expect(consolidate(both).items.map(({ unit }) => unit)).toEqual(['平方米']);
  const kept = consolidate({
    ...both,
    policy: { ...SOUND_POLICY, units: { [before?.id ?? '']: { unit: before?.unit ?? null, factor: before?.factor ?? '' } } },
  });
  expect(kept.items.map(({ unit }) => unit)).toEqual(['公顷']);
  expect(certifyConsolidation(kept, both).failures).toEqual([]);
  const told = { items: { 'a-1 C3': 1.5 } };
  expect(['a-1', 'b-1', 'c-1'].map((form) => filled(kept, told, form).cells['C3'])).toEqual([1.5, 22.5, 15000]);
});
