// People's rulings: they outrank the engine, survive a changed form, and are told when they fit nothing any more.
import fc from '../../random.ts';
import { describe, expect, it } from 'vitest';
import { certifyConsolidation } from '../../../engine/certify.ts';
import { consolidate } from '../../../engine/consolidate.ts';
import type { Consolidation } from '../../../engine/model/consolidation.ts';
import type { Decision, DefinitionRuling, FieldReference } from '../../../engine/model/decision.ts';
import { readTerm, termOf } from '../../../engine/decide/index.ts';
import { sayPoint } from '../../../engine/interpret/index.ts';
import { describe as inWords } from '../../../engine/problem/index.ts';
import { loadVocabulary } from '../../../forms/lexicon/form.ts';
import { loadLearning } from '../../../forms/lexicon/load.ts';
import { consolidated, district, fieldAt, type DrawnForm } from '../../district.ts';

const form = (id: string, ...labels: string[]): DrawnForm => ({
  id,
  picture: ['| 情况统计表 | ~ | ~ |', '| 指标 | 计量单位 | 数量 |', ...labels.map((label) => `| ${label} | 人 | |`)].join('\n'),
});
const at = (requirement: string, label: string, cell: string | null = null): FieldReference => ({
  requirement,
  label: [label, '数量'],
  sheet: cell === null ? null : '表',
  cell,
});
const ruled = { who: '统筹办 王某', when: '2026-01-05', why: '电话核实' };
const FORMS = [form('a-1', '常住人口', '红袖标巡查员'), form('b-1', '实际居住的人', '红袖标巡查队员'), form('c-1', '红袖标巡查员', '常住人口')];

describe('a ruling that gives a cell only', () => {
  const bare = (requirement: string, cell: string): FieldReference => ({ requirement, label: null, sheet: '表', cell });
  it('is told, with the words to copy; with them it is found again', () => {
    const { problems } = consolidated([form('a-1', '红袖标巡查员', '常住人口')], [{ kind: 'notABlank', field: bare('a-1', 'C3'), ...ruled }]);
    expect(problems).toMatchObject([{ code: 'decision.noLabel', severity: 'hint', params: { label: expect.stringContaining('红袖标巡查员') } }]);
    const [ready] = problems.map((each) => (each.code === 'decision.noLabel' ? each.params.ready : ''));
    expect(JSON.parse(ready ?? '')).toEqual({ requirement: 'a-1', label: ['红袖标巡查员', '数量'], sheet: '表', cell: 'C3' });
  });
  it.each([
    ['常住人口', '楼栋数', '幢', false],
    ['常住人口', '红袖标巡查点', '处', true],
    ['常住人口', '红袖标巡查员', '人', null],
  ] as const)('%s is the same as %s(%s): followed %s', (one, other, unit, used) => {
    const forms = [form('a-1', one), { id: 'b-1', picture: form('b-1', other).picture.replace('| 人 |', `| ${unit} |`) }];
    const { problems, rulings } = consolidated(forms, [{ kind: 'same', fields: [at('a-1', one), at('b-1', other)], ...ruled }]);
    expect(problems.map((each) => each.code === 'decision.otherUnits' && each.params.used)).toEqual(used === null ? [] : [used]);
    expect(rulings).toHaveLength(used === false ? 0 : 1);
  });
});

describe('same', () => {
  const decisions: Decision[] = [{ kind: 'same', fields: [at('a-1', '红袖标巡查员'), at('b-1', '红袖标巡查队员')], ...ruled }];
  const after = consolidated(FORMS, decisions);
  it('joins what the engine kept apart', () => {
    const before = consolidated(FORMS);
    expect(fieldAt(before, 'a-1', 'C4').element).not.toBe(fieldAt(before, 'b-1', 'C4').element);
    expect(fieldAt(after, 'a-1', 'C4').element).toBe(fieldAt(after, 'b-1', 'C4').element);
    expect(after.items.length).toBeLessThan(before.items.length);
  });
  it('keeps who, when and why with the field', () => {
    expect(fieldAt(after, 'b-1', 'C4').evidence.at(-1)).toMatchObject({ from: 'decision', says: 'same: 统筹办 王某 2026-01-05 电话核实' });
  });
  it('is certified like any other', () => {
    expect(certifyConsolidation(after, district(FORMS)).failures).toEqual([]);
  });
});

describe('different', () => {
  it.each([
    ['zh', '常住、认定为另一个数(常住人口 › 数量) · 人数 · 期末'],
    ['en', 'residence resident/settled, ruled to be another number (常住人口 › 数量) · number of people · at the end of the period'],
  ] as const)('is said in plain words (%s), never by the mark that keeps them apart', (language, said) => {
    const { elements } = consolidated(FORMS, [{ kind: 'different', fields: [at('a-1', '常住人口'), at('c-1', '常住人口')], ...ruled }]);
    const marked = elements.find(({ fields }) => fields.includes('c-1|表|C4'));
    expect(marked && sayPoint(marked.point, loadVocabulary(), language)).toBe(said);
    expect(marked?.meaning).toMatch(/ 认定为另一个数\(常住人口 › 数量\)$/u);
  });
  it('splits what the engine held to be one', () => {
    const before = consolidated(FORMS);
    const after = consolidated(FORMS, [{ kind: 'different', fields: [at('a-1', '常住人口'), at('c-1', '常住人口')], ...ruled }]);
    expect(fieldAt(before, 'a-1', 'C3').element).toBe(fieldAt(before, 'c-1', 'C4').element);
    expect(fieldAt(after, 'a-1', 'C3').element).not.toBe(fieldAt(after, 'c-1', 'C4').element);
  });
});

describe('means', () => {
  const decisions: Decision[] = [
    { kind: 'means', field: at('a-1', '红袖标巡查员'), meaning: { kind: 'term', term: 'person volunteer=yes residence=resident,settled' }, ...ruled },
  ];
  const after = consolidated(FORMS, decisions);
  it('gives the blank the data point that a person spelled', () => {
    expect(fieldAt(after, 'a-1', 'C4').point).toMatchObject({ object: 'person', where: { 'person.volunteer': { members: ['yes'] } } });
    expect(fieldAt(after, 'a-1', 'C4').doubts).toEqual([]);
  });
  it('teaches equal labels of other forms', () => {
    expect(fieldAt(after, 'c-1', 'C3').element).toBe(fieldAt(after, 'a-1', 'C4').element);
    expect(after.aliases).toMatchObject([{ label: ['红袖标巡查员', '数量'], term: 'person volunteer=yes residence=resident,settled' }]);
  });
  it('a term that nobody understands is told and changes nothing', () => {
    const bad = consolidated(FORMS, [{ kind: 'means', field: at('a-1', '红袖标巡查员'), meaning: { kind: 'term', term: 'person colour=red' }, ...ruled }]);
    expect(bad.problems).toMatchObject([{ code: 'decision.badTerm', origin: { requirement: 'a-1' } }]);
    expect(bad.fields).toEqual(consolidated(FORMS).fields);
  });
});

describe('unit', () => {
  const money = ['a-1', 'b-1'].map((id): DrawnForm => ({
    id,
    picture: '| 社区经费情况表 | ~ | ~ |\n| 指标 | 计量单位 | 数量 |\n| 村级集体经济收入 | 元 | |\n| 常住人口 | 人 | |',
  }));
  const income: FieldReference = at('b-1', '村级集体经济收入');
  const ruling = (unit: string, field = income): Decision => ({ kind: 'unit', field, unit, ...ruled });
  it('is what the blank is answered in; what it asks stays', () => {
    const after = consolidated(money, [ruling('万元')]);
    expect(fieldAt(after, 'b-1', 'C3')).toMatchObject({ unit: '万元', factor: '10000' });
    expect(fieldAt(after, 'a-1', 'C3').unit).toBe('元');
    expect(fieldAt(after, 'b-1', 'C3').element).toBe(fieldAt(after, 'a-1', 'C3').element);
    expect(after.problems).toEqual([]);
    expect(certifyConsolidation(after, district(money)).failures).toEqual([]);
  });
  it.each(['户', '斗米', '人'])('%s, in which no money is told, changes nothing and says what would do', (unit) => {
    const after = consolidated(money, [ruling(unit)]);
    expect(after.problems).toMatchObject([{ code: 'decision.badUnit', params: { unit, known: expect.arrayContaining(['元', '万元']) } }]);
    expect(after.fields).toEqual(consolidated(money).fields);
  });
  it('two units for one blank: neither holds', () => {
    const after = consolidated(money, [ruling('万元'), ruling('千元')]);
    expect(after.problems.map(({ code }) => code)).toEqual(['decision.contradiction', 'decision.contradiction']);
    expect(fieldAt(after, 'b-1', 'C3').unit).toBe('元');
  });
});

describe('means, of a share', () => {
  const share = 'person sex=female residence=resident,settled / person residence=resident,settled * 100';
  const forms = [form('a-1', '常住人口', '其中:女性'), form('b-1', '女性占比'), form('c-1', '常住人口中女性所占比例(%)')];
  const ruling = (means: string): Decision => ({ kind: 'means', field: at('b-1', '女性占比'), meaning: { kind: 'term', term: means }, ...ruled });
  it('divides what is asked anyway, and is told in no persons', () => {
    const after = consolidated(forms.slice(0, 2), [ruling(share)]);
    expect(after.problems).toEqual([]);
    const field = fieldAt(after, 'b-1', 'C3');
    expect(field).toMatchObject({ unit: null, point: { kind: 'ratio', factor: '100', decimals: 2 } });
    expect(after.derivations.find(({ element }) => element === field.element)).toMatchObject({ kind: 'ratio', factor: '100', decimals: 2 });
    expect(after.items).toHaveLength(2);
    expect(certifyConsolidation(after, district(forms.slice(0, 2))).failures).toEqual([]);
  });
  it('the same spelled in another order is no contradiction; another scale is', () => {
    const turned = 'person residence=resident,settled sex=female / person residence=resident,settled * 100.0';
    expect(consolidated(forms, [ruling(share), ruling(turned)]).problems).toEqual([]);
    const codes = consolidated(forms, [ruling(share), ruling(share.replace('100', '1000'))]).problems.map(({ code }) => code);
    expect(codes).toEqual(['decision.contradiction', 'decision.contradiction']);
  });
});

describe('definition', () => {
  const forms = [form('a-1', '老年人', '残疾人'), form('b-1', '65周岁及以上户籍人口', '老年人')];
  const defined = (text: string, word = '老年人', requirement = 'a-1'): DefinitionRuling => ({ kind: 'definition', requirement, word, text, ...ruled });
  const OLD = defined('65周岁及以上户籍人口');
  it('says once for the whole form what a word means, and on no other form', () => {
    const before = consolidated(forms);
    const after = consolidated(forms, [OLD]);
    expect(fieldAt(after, 'a-1', 'C3').element).toBe(fieldAt(after, 'b-1', 'C3').element);
    expect(fieldAt(after, 'a-1', 'C3')).toMatchObject({ doubts: [] });
    expect(fieldAt(after, 'b-1', 'C4')).toMatchObject({ point: fieldAt(before, 'b-1', 'C4').point, doubts: [{ kind: 'scopeNotStated' }] });
    expect(after.rulings).toEqual([{ decision: OLD, fields: ['a-1|表|C3'] }]);
    expect(fieldAt(after, 'a-1', 'C3').evidence.at(-1)).toMatchObject({ from: 'decision', says: 'definition: 统筹办 王某 2026-01-05 电话核实' });
    expect(certifyConsolidation(after, district(forms, [OLD])).failures).toEqual([]);
  });
  it('a ruling on one blank outranks it there, and a blank may go', () => {
    const means: Decision = { kind: 'means', field: at('a-1', '老年人'), meaning: { kind: 'term', term: 'person age=80..' }, ...ruled };
    expect(fieldAt(consolidated(forms, [OLD, means]), 'a-1', 'C3').point).toMatchObject({ where: { 'person.age': { from: 80 } } });
    const gone = consolidated(forms, [OLD, { kind: 'notABlank', field: at('a-1', '老年人'), ...ruled }]);
    expect(gone).toMatchObject({ problems: [], rulings: { length: 2 } });
  });
  it.each([
    ['is not understood', defined('65周岁及以上的刺绣传承匠'), 'decision.badDefinition'],
    ['has a word that stands nowhere', defined('80周岁及以上户籍人口', '高龄老人'), 'decision.noWord'],
    ['is about a form that is gone', defined('65周岁及以上户籍人口', '老年人', 'z-9'), 'decision.noRequirement'],
  ] as const)('one that %s is told, with what to do, and changes nothing', (_, decision, code) => {
    const after = consolidated(forms, [decision]);
    expect(after.problems).toMatchObject([{ code, severity: 'warning', origin: { requirement: decision.requirement } }]);
    for (const language of ['zh', 'en'] as const) expect(after.problems.map((each) => inWords(each, language)).join()).toContain(decision.word);
    expect(after.fields).toEqual(consolidated(forms).fields);
    expect(after.rulings).toEqual([]);
  });
  it('two of one word: neither holds, in whatever order; said twice alike it holds', () => {
    const other = defined('60周岁及以上常住人口');
    for (const both of [
      [OLD, other],
      [other, OLD],
    ]) {
      const after = consolidated(forms, both);
      expect(after.problems).toMatchObject([{ code: 'decision.contradiction', params: { label: '老年人' } }, { code: 'decision.contradiction' }]);
      expect(after.problems.map(({ origin }) => origin)).toEqual([{ requirement: 'a-1' }, { requirement: 'a-1' }]);
      expect(after.fields).toEqual(consolidated(forms).fields);
    }
    expect(consolidated(forms, [OLD, { ...OLD, when: '2026-02-01' }])).toMatchObject({ problems: [], rulings: { length: 2 } });
  });
});

describe('means, for siblings with the same doubt', () => {
  const table: DrawnForm = {
    id: 'j-1',
    picture: ['| 儿童情况统计表 | ~ | ~ | ~ |', '| 年龄 | 户籍儿童人数 | 常住儿童人数 | 常住女童人数 |', '| 3周岁以下 | | | |', '| 6周岁 | | | |'].join('\n'),
  };
  const means = (cell: string, term: string): Decision => ({
    kind: 'means',
    field: { requirement: 'j-1', label: null, sheet: '表', cell },
    meaning: { kind: 'term', term },
    ...ruled,
  });
  const including = means('B3', 'person age=..3 residence=resident,away');
  const ageAt = (after: Consolidation, cell: string): unknown => {
    const { point } = fieldAt(after, 'j-1', cell);
    return point?.kind === 'plain' ? point.where['person.age'] : null;
  };
  it('what one blank is ruled to include, the others with the same words include too, each with its own conditions', () => {
    expect(ageAt(consolidated([table]), 'C3')).toMatchObject({ to: 2 });
    const after = consolidated([table], [including]);
    for (const cell of ['B3', 'C3', 'D3']) expect(ageAt(after, cell)).toMatchObject({ to: 3 });
    expect(fieldAt(after, 'j-1', 'D3')).toMatchObject({ doubts: [], point: { where: { 'person.sex': { members: ['female'] } } } });
    expect(ageAt(after, 'B4')).toMatchObject({ from: 6, to: 6 });
    expect(after.rulings[0]?.fields).toHaveLength(3);
    expect(after.questions).toEqual([]);
    expect(after.problems).toMatchObject([
      { code: 'decision.noLabel' },
      { code: 'decision.siblings', severity: 'hint', params: { cells: ['表!C3', '表!D3'] } },
    ]);
    expect(certifyConsolidation(after, district([table])).failures).toEqual([]);
  });
  it('a condition that is struck out of one blank stays in those that say it', () => {
    const doubtful: DrawnForm = {
      id: 'j-1',
      picture: ['| 老年人情况统计表 | ~ | ~ |', '| 独居老人 | 户籍人数 | 常住人数 |', '| 3周岁以下 | | |'].join('\n'),
    };
    expect(fieldAt(consolidated([doubtful]), 'j-1', 'C3').point).toMatchObject({ where: { 'person.livingAlone': { members: ['yes'] } } });
    const after = consolidated([doubtful], [means('B3', 'person age=..3 residence=resident,away')]);
    expect(fieldAt(after, 'j-1', 'C3').point).toMatchObject({ where: { 'person.livingAlone': { members: ['yes'] } } });
  });
  it('a blank that is ruled on by itself keeps its own meaning', () => {
    const after = consolidated([table], [including, means('C3', 'person age=..2 residence=resident,settled')]);
    expect([ageAt(after, 'B3'), ageAt(after, 'C3')]).toMatchObject([{ to: 3 }, { to: 2 }]);
    expect(fieldAt(after, 'j-1', 'D3').doubts).toHaveLength(1);
  });
  it('other forms are not concerned', () => {
    const after = consolidated([table, { ...table, id: 'k-1' }], [including]);
    expect(fieldAt(after, 'k-1', 'C3').doubts).toHaveLength(1);
  });
});

describe('what is a blank', () => {
  it('notABlank takes a cell away', () => {
    const after = consolidated(FORMS, [{ kind: 'notABlank', field: at('b-1', '红袖标巡查队员'), ...ruled }]);
    expect(after.fields.filter(({ requirement }) => requirement === 'b-1').map(({ cell }) => cell)).toEqual(['C3']);
  });
  it('isABlank adds one, with its meaning', () => {
    const place = { requirement: 'b-1', label: ['女'], sheet: '表', cell: 'D4' };
    const after = consolidated(FORMS, [
      { kind: 'isABlank', field: place, meaning: { kind: 'term', term: 'person sex=female residence=resident,settled' }, ...ruled },
    ]);
    expect(fieldAt(after, 'b-1', 'D4')).toMatchObject({ label: ['女'], resolution: { kind: 'collected' } });
  });
});

describe('a form handed in again, a little changed', () => {
  const decisions: Decision[] = [{ kind: 'notABlank', field: at('a-1', '红袖标巡查员', 'C4'), ...ruled }];
  it('rows moved: the words tell', () => {
    const after = consolidated([form('a-1', '户籍人口', '常住人口', '红袖标巡查员')], decisions);
    expect(after.fields.map(({ title }) => title)).toEqual(['户籍人口 › 数量', '常住人口 › 数量']);
    expect(after.problems).toEqual([]);
  });
  it('words changed: the cell tells, with a hint to check', () => {
    const changed = form('a-1', '常住人口', '红袖标巡查人员');
    const after = consolidated([changed], decisions);
    expect(after.fields.map(({ title }) => title)).toEqual(['常住人口 › 数量']);
    expect(after.problems).toMatchObject([{ code: 'decision.byCell', severity: 'hint' }]);
  });
  it('another blank in its cell, under the same head: it is not taken for it', () => {
    const after = consolidated([form('a-1', '常住人口', '户籍人口')], decisions);
    expect(after.fields).toHaveLength(2);
    expect(after.problems).toMatchObject([{ code: 'decision.noField' }]);
  });
  it('another row in its cell that shares its head and most of its words: told, not taken', () => {
    const wide = (...rows: string[]): DrawnForm => ({
      id: 'a-1',
      picture: ['| 情况统计表 | ~ | ~ |', '| 指标 | 计量单位 | 辖区登记在册的全部人员数量 |', ...rows.map((label) => `| ${label} | 人 | |`)].join('\n'),
    });
    const decisions: Decision[] = [
      { kind: 'notABlank', field: { requirement: 'a-1', label: ['60周岁及以上老年人', '辖区登记在册的全部人员数量'], sheet: '表', cell: 'C3' }, ...ruled },
    ];
    const gone = consolidated([wide('65周岁及以上老年人', '残疾人')], decisions);
    expect(gone.fields).toHaveLength(2);
    expect(gone.problems).toMatchObject([{ code: 'decision.noField' }]);
    expect(consolidated([wide('其中60周岁及以上老年人', '残疾人')], decisions).fields).toHaveLength(1);
  });
  it('the same words at two other cells: nobody can tell which', () => {
    const after = consolidated([form('a-1', '常住人口', '户籍人口', '红袖标巡查员', '红袖标巡查员')], decisions);
    expect(after.problems).toMatchObject([{ code: 'decision.ambiguous' }]);
  });
  it('gone: told, not dropped', () => {
    expect(consolidated([form('a-1', '常住人口')], decisions).problems).toMatchObject([
      { code: 'decision.noField', origin: { requirement: 'a-1', cell: 'C4' } },
    ]);
    expect(consolidated([form('z-1', '常住人口')], decisions).problems).toMatchObject([{ code: 'decision.noRequirement' }]);
  });
});

describe('rulings that cannot be followed', () => {
  const by = '统筹办 王某 2026-01-05';
  const told = (...decisions: Decision[]): unknown[] => consolidated(FORMS, decisions).problems.map(({ code, params }) => [code, params]);
  const blank = (sheet: string, cell: string, label: string[] | null = ['女']): Decision => ({
    kind: 'isABlank',
    field: { requirement: 'b-1', label, sheet, cell },
    meaning: null,
    ...ruled,
  });
  it('a sheet or a cell that is not on the form, or is another blank', () => {
    const other = { id: 'b-1', picture: FORMS[1]?.picture ?? '' };
    const two = district([other]);
    const paper = two.papers?.('b-1') ?? [];
    const papers = (): typeof paper => [...paper, ...paper.map((each) => ({ ...each, sheet: '表二', texts: [] }))];
    expect(consolidate({ ...two, papers, decisions: [blank('没有的表', 'D4')] }).problems).toMatchObject([{ code: 'decision.noSheet', params: { by } }]);
    expect(told(blank('表', 'C99'))).toEqual([['decision.noCell', { by, label: '女' }]]);
    expect(told(blank('表', 'ZZ3'))).toEqual([['decision.noCell', { by, label: '女' }]]);
    expect(told(blank('表', 'C3'))).toEqual([['decision.taken', { by, label: '女' }]]);
    expect(told({ kind: 'notABlank', field: { requirement: 'a-1', label: null, sheet: '没有的表', cell: 'C3' }, ...ruled })).toEqual([
      ['decision.noField', { by, label: 'C3' }],
    ]);
  });
  it('one field compared with itself', () => {
    expect(told({ kind: 'same', fields: [at('a-1', '常住人口'), at('a-1', '常住人口', 'C3')], ...ruled })).toEqual([
      ['decision.oneField', { by, label: '常住人口 › 数量' }],
    ]);
  });
  it('names who ruled and when in both languages', () => {
    const [problem] = consolidated(FORMS, [blank('表', 'C99')]).problems;
    expect(problem && [inWords(problem, 'zh'), inWords(problem, 'en')]).toMatchObject([expect.stringContaining(by), expect.stringContaining(by)]);
  });
});

describe('rulings that contradict each other', () => {
  const first = { who: '甲', when: '2026-01-01', why: '' };
  const later = { who: '乙', when: '2026-02-01', why: '' };
  const [a, b, c] = [at('a-1', '红袖标巡查员'), at('b-1', '红袖标巡查队员'), at('b-1', '实际居住的人')];
  const term = (text: string): { kind: 'term'; term: string } => ({ kind: 'term', term: text });
  const outcome = (...decisions: Decision[]): { contradictions: unknown[]; effective: string[] } => {
    const { problems, rulings } = consolidated(FORMS, decisions);
    return {
      contradictions: problems.flatMap(({ code, params }) => (code === 'decision.contradiction' ? [params] : [])),
      effective: rulings.map(({ decision }) => decision.kind),
    };
  };
  it('same and different on one pair: they stay apart', () => {
    expect(outcome({ kind: 'same', fields: [a, b], ...first }, { kind: 'different', fields: [b, a], ...later })).toMatchObject({
      contradictions: [{ kind: 'same', other: 'different', by: '甲 2026-01-01', otherBy: '乙 2026-02-01' }],
      effective: ['different'],
    });
  });
  it('through a third field', () => {
    const chain: Decision[] = [
      { kind: 'same', fields: [a, b], ...first },
      { kind: 'same', fields: [b, c], ...first },
      { kind: 'different', fields: [a, c], ...later },
    ];
    expect(outcome(...chain)).toMatchObject({ contradictions: [{ kind: 'same' }, { kind: 'same' }], effective: ['different'] });
    expect(outcome({ kind: 'means', field: a, meaning: { kind: 'field', field: b }, ...first }, ...chain.slice(1)).effective).toEqual(['different']);
  });
  it('two meanings, a meaning and no blank, one group with two meanings', () => {
    const male: Decision = { kind: 'means', field: a, meaning: term('person sex=male residence=resident,settled'), ...first };
    const female: Decision = { kind: 'means', field: a, meaning: term('person sex=female residence=resident,settled'), ...later };
    expect(outcome(male, female)).toMatchObject({ contradictions: [{ kind: 'means' }, { kind: 'means' }], effective: [] });
    expect(outcome(male, { ...male, ...later }).contradictions).toEqual([]);
    expect(outcome(male, { kind: 'notABlank', field: a, ...later })).toMatchObject({ contradictions: [{ kind: 'notABlank' }], effective: ['means'] });
    expect(outcome(male, { ...female, field: b }, { kind: 'same', fields: [a, b], ...later })).toMatchObject({
      contradictions: [{ kind: 'same', other: 'means' }],
      effective: ['means', 'means'],
    });
  });
  it('a field set apart takes along what is the same as it', () => {
    const after = consolidated(FORMS, [
      { kind: 'different', fields: [at('c-1', '常住人口'), at('a-1', '常住人口')], ...ruled },
      { kind: 'same', fields: [at('c-1', '常住人口'), c], ...ruled },
    ]);
    expect(after.problems).toEqual([]);
    expect(fieldAt(after, 'c-1', 'C4').element).toBe(fieldAt(after, 'b-1', 'C3').element);
    expect(fieldAt(after, 'a-1', 'C3').element).not.toBe(fieldAt(after, 'c-1', 'C4').element);
  });
  it('law: neither the order of rulings nor that of their fields matters', () => {
    const decisions: Decision[] = [
      { kind: 'same', fields: [a, b], ...first },
      { kind: 'same', fields: [b, c], ...first },
      { kind: 'different', fields: [at('a-1', '常住人口'), at('c-1', '常住人口'), c], ...later },
      { kind: 'means', field: at('c-1', '红袖标巡查员'), meaning: term('person volunteer=yes residence=resident,settled'), ...first },
      { kind: 'notABlank', field: c, ...later },
    ];
    const shown = ({ fields, problems }: Consolidation): string =>
      JSON.stringify([fields.map(({ key, element, point }) => [key, element, point]), problems.length]);
    const expected = shown(consolidated(FORMS, decisions));
    fc.assert(
      fc.property(fc.shuffledSubarray(decisions, { minLength: decisions.length }), fc.boolean(), (order, reversed) => {
        const turned = order.map((each) => (reversed && 'fields' in each ? { ...each, fields: [...each.fields].reverse() } : each));
        expect(shown(consolidated(FORMS, turned))).toBe(expected);
      }),
      { numRuns: 15 },
    );
  });
});

describe('a form handed in again: every kind of ruling is found by content', () => {
  const changed: DrawnForm[] = [
    {
      id: 'a-1',
      picture:
        '| 情况统计表 | ~ | ~ |\n| 说明行 | ~ | ~ |\n| 指标 | 计量单位 | 数 量 |\n| 户籍人口 | 人 | |\n| 常 住 人 口 | 人 | |\n|   红袖标 巡查员 | 人 | |',
    },
    FORMS[1] ?? form('b-1'),
    FORMS[2] ?? form('c-1'),
  ];
  const decisions: Decision[] = [
    { kind: 'means', field: at('a-1', '红袖标巡查员', 'C4'), meaning: { kind: 'term', term: 'person volunteer=yes residence=resident,settled' }, ...ruled },
    { kind: 'same', fields: [at('a-1', '红袖标巡查员', 'C4'), at('b-1', '红袖标巡查队员', 'C4')], ...ruled },
    { kind: 'different', fields: [at('a-1', '常住人口', 'C3'), at('c-1', '常住人口', 'C4')], ...ruled },
    {
      kind: 'isABlank',
      field: { requirement: 'a-1', label: ['常住人口', '其中女'], sheet: '表', cell: 'D3' },
      meaning: { kind: 'term', term: 'person sex=female residence=resident,settled' },
      ...ruled,
    },
  ];
  it('rows above, a new row, other spaces', () => {
    const after = consolidated(changed, decisions);
    expect(new Set(after.problems.map(({ code, severity }) => `${code} ${severity}`))).toEqual(new Set(['decision.moved hint']));
    expect(after.rulings).toHaveLength(4);
    expect(fieldAt(after, 'a-1', 'C6').element).toBe(fieldAt(after, 'b-1', 'C4').element);
    expect(fieldAt(after, 'a-1', 'C5').element).not.toBe(fieldAt(after, 'c-1', 'C4').element);
    expect(fieldAt(after, 'a-1', 'D5').point).toMatchObject({ where: { 'person.sex': { members: ['female'] } } });
  });
  it('the sheet renamed', () => {
    const renamed = decisions.map((each): Decision => {
      const old = (reference: FieldReference): FieldReference => ({ ...reference, sheet: '旧表名' });
      if (each.kind === 'definition') return each;
      return 'fields' in each ? { ...each, fields: each.fields.map(old) } : { ...each, field: old(each.field) };
    });
    const after = consolidated(FORMS, renamed);
    expect(after.problems).toMatchObject([{ code: 'decision.moved', params: { now: '表!D3' } }]);
    expect(after.rulings).toHaveLength(4);
    expect(fieldAt(after, 'a-1', 'C4').element).toBe(fieldAt(after, 'b-1', 'C4').element);
  });
});

describe('terms', () => {
  const { lexicon } = loadLearning().interpreter;
  it.each([
    ['person sex=female age=60..', { object: 'person', measure: { kind: 'count' } }],
    ['business measure=staff trade=catering', { object: 'business', measure: { kind: 'sum', of: 'staff' } }],
    ['community measure=officeArea', { object: 'community', measure: { kind: 'value', of: 'officeArea' }, where: {} }],
    ['event kind=mediation period=toDate', { object: 'event', period: 'toDate' }],
    ['person sex=female / person', { kind: 'ratio', factor: '1', decimals: 2, numerator: { where: { 'person.sex': {} } }, denominator: { where: {} } }],
    ['person  sex=female /  person * 1000.0 round=1', { kind: 'ratio', factor: '1000', decimals: 1 }],
  ])('%s', (term, point) => expect(readTerm(term, lexicon).point).toMatchObject(point));
  it.each([
    'persons sex=female',
    'person sex=blue',
    'person age=old',
    'person colour=red',
    'business measure=stuff',
    'person sex',
    'noise',
    'total',
    'person head',
    'person|household',
    'person sex=male sex=female',
    'person sex=male=x',
    'person age=60..20',
    'person age=..',
    'person period=toDate',
    'event period=instant',
    'person /',
    '/ person',
    'person / person / person',
    'person / persons * 100',
    'person / person * 0',
    'person / person * many',
    'person / person * 100 round=9',
    'person / community measure=phone',
  ])('%s is refused with what would do', (term) => {
    expect(readTerm(term, lexicon).fault).toMatch(/\?$/u);
  });
  it('law: a ratio is written so that it is read back as it was', () => {
    const part = fc.constantFrom('person', 'person sex=female age=60..', 'business measure=staff trade=catering', 'event kind=mediation period=toDate');
    const factor = fc.constantFrom('1', '100', '1000', '10000', '0.0001');
    fc.assert(
      fc.property(part, part, factor, fc.integer({ min: 0, max: 8 }), (numerator, denominator, scale, decimals) => {
        const { point } = readTerm(`${numerator} / ${denominator} * ${scale} round=${decimals}`, lexicon);
        expect(point).toMatchObject({ kind: 'ratio', factor: scale, decimals });
        expect(readTerm((point && termOf(point, lexicon)) ?? '', lexicon).point).toEqual(point);
      }),
    );
  });
});
