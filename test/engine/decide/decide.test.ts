// People's rulings: they outrank the engine, survive a changed form, and are told when they fit nothing any more.
import { describe, expect, it } from 'vitest';
import { certifyConsolidation } from '../../../engine/certify.ts';
import type { Decision, FieldReference } from '../../../engine/model/decision.ts';
import { readTerm } from '../../../engine/decide/index.ts';
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

describe('what is a blank', () => {
  it('notABlank takes a cell away', () => {
    const after = consolidated(FORMS, [{ kind: 'notABlank', field: at('b-1', '红袖标巡查队员'), ...ruled }]);
    expect(after.fields.filter(({ requirement }) => requirement === 'b-1').map(({ cell }) => cell)).toEqual(['C3']);
  });
  it('isABlank adds one, with its meaning', () => {
    const place = { requirement: 'b-1', label: ['女'], sheet: '表', cell: 'C9' };
    const after = consolidated(FORMS, [
      { kind: 'isABlank', field: place, meaning: { kind: 'term', term: 'person sex=female residence=resident,settled' }, ...ruled },
    ]);
    expect(fieldAt(after, 'b-1', 'C9')).toMatchObject({ label: ['女'], resolution: { kind: 'collected' } });
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

describe('terms', () => {
  const { lexicon } = loadLearning().interpreter;
  it.each([
    ['person sex=female age=60..', { object: 'person', measure: { kind: 'count' } }],
    ['business measure=staff trade=catering', { object: 'business', measure: { kind: 'sum', of: 'staff' } }],
    ['community measure=officeArea', { object: 'community', measure: { kind: 'value', of: 'officeArea' }, where: {} }],
    ['event kind=mediation period=toDate', { object: 'event', period: 'toDate' }],
  ])('%s', (term, point) => expect(readTerm(term, lexicon).point).toMatchObject(point));
  it.each(['persons sex=female', 'person sex=blue', 'person age=old', 'person colour=red', 'business measure=stuff', 'person sex'])(
    '%s is refused with what would do',
    (term) => {
      expect(readTerm(term, lexicon).fault).toMatch(/\?$/u);
    },
  );
});
