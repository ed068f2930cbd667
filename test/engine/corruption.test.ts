// Whatever is done to a consolidation file, certify sees it: each property is dropped and altered, each entry dropped, doubled and
// swapped. The file goes the way of the command line: the schema first, then the forms. What is left is listed, with the reason.
import fc from '../random.ts';
import { describe, expect, it } from 'vitest';
import { certifyConsolidation } from '../../engine/certify.ts';
import { consolidate } from '../../engine/consolidate.ts';
import type { Consolidation } from '../../engine/model/consolidation.ts';
import type { Decision, FieldReference } from '../../engine/model/decision.ts';
import { describe as inWords } from '../../engine/problem/index.ts';
import { checked, schemaOf } from '../../forms/json.ts';
import { brokenParts } from '../../forms/pack/consolidation.ts';
import { community, consolidated, district, viewOf, type DrawnForm } from '../district.ts';
import { mutationsOf, type Mutation } from './mutations.ts';

const form = (id: string, unit: string, labels: readonly string[], frequency: DrawnForm['frequency'] = 'annual', foot = ''): DrawnForm => ({
  id,
  frequency,
  picture: [
    '| 情况统计表 | ~ | ~ |',
    '| 填报单位:____ | . | 表号:社统1表 |',
    '| 指标 | 计量单位 | 数量 |',
    ...labels.map((label) => `| ${label} | ${unit} | |`),
    ...(foot ? [`| . ${foot} | ~ | ~ |`] : []),
  ].join('\n'),
});
const FORMS: DrawnForm[] = [
  form('a-1', '人', ['1.常住人口', '2.常住男性人口', '3.常住女性人口', '4.持证残疾人', '5.女性持证残疾人'], 'annual', '审核关系:1=2+3'),
  form('b-1', '人', ['户籍人口', '常住人口', '红袖标巡查员', '老年人'], 'quarterly'),
  form('c-1', '件', ['矛盾纠纷调解'], 'monthly'),
  form('c-2', '件', ['矛盾纠纷调解', '是否设立调解室 □是 □否']),
  form('d-1', '%', ['女性持证残疾人占持证残疾人比重']),
  form('d-2', '元', ['村集体收入']),
  form('d-3', '万元', ['村集体收入', '红袖标巡查队员']),
  { id: 'e-1', picture: '| 持证残疾人名册 | ~ | ~ | ~ |\n| 序号 | 姓名 | 性别 | 年龄 |\n| | | | |\n| | | | |' },
];
const at = (requirement: string, label: string): FieldReference => ({ requirement, label: [label, '数量'], sheet: null, cell: null });
const ruled = { who: '统筹办 王某', when: '2026-01-05', why: '电话核实' };
const DECISIONS: Decision[] = [
  { kind: 'means', field: at('b-1', '红袖标巡查员'), meaning: { kind: 'term', term: 'person volunteer=yes residence=resident,settled' }, ...ruled },
  { kind: 'same', fields: [at('b-1', '红袖标巡查员'), at('d-3', '红袖标巡查队员')], ...ruled },
  { kind: 'notABlank', field: at('z-9', '没有的'), ...ruled },
];
const input = district(FORMS, DECISIONS);
const good: Consolidation = JSON.parse(JSON.stringify(consolidated(FORMS, DECISIONS)));
const schema = schemaOf<Consolidation>('consolidation');

/** A corruption that says nothing else than the file did, and why. */
const MEANING_FREE: readonly { readonly shape: RegExp; readonly kinds: readonly Mutation['kind'][]; readonly why: string }[] = [
  { shape: /^policy\./u, kinds: ['alter'], why: 'a policy under which the very same plan comes out: what it allows or forbids does not occur' },
  { shape: /^decisions\.\*$/u, kinds: ['swap'], why: 'rulings have no order' },
  { shape: /^decisions\.\*\.why$/u, kinds: ['alter'], why: 'the reason of a ruling that had no effect is kept for people only' },
];

/** null when it is refused; else the file as read. */
function passed(mutated: unknown): Consolidation | null {
  const { value } = checked(mutated, schema, 'c.json');
  return value && certifyConsolidation(value, input).ok ? value : null;
}

function isMeaningFree({ shape, kind }: Mutation, { policy, decisions, ...rest }: Consolidation): boolean {
  const listed = MEANING_FREE.some((each) => each.shape.test(shape) && each.kinds.includes(kind));
  const { policy: _, decisions: __, ...before } = good;
  const made = JSON.stringify({ ...consolidate({ ...input, policy, decisions }), policy, decisions });
  return listed && JSON.stringify(rest) === JSON.stringify(before) && JSON.stringify({ ...good, policy, decisions }) === made;
}

const slip = (mutation: Mutation): string[] => {
  const value = passed(mutation.mutated);
  return value === null || isMeaningFree(mutation, value) ? [] : [mutation.name];
};

describe('a corrupted consolidation', { timeout: 300_000 }, () => {
  it('is made of every section there is', () => {
    expect(Object.entries(good).filter(([, section]) => Array.isArray(section) && section.length === 0)).toEqual([]);
    expect(checked(good, schema, 'c.json').problems).toEqual([]);
    expect(certifyConsolidation(good, input)).toMatchObject({ ok: true, failures: [], summary: { minimal: true } });
  });
  it('is refused, whichever property or entry of whichever section it is', () => {
    const mutations = mutationsOf(good, 1);
    expect(mutations.length).toBeGreaterThan(400);
    expect(mutations.flatMap(slip)).toEqual([]);
  });
  it('law: anywhere in the file', () => {
    const all = mutationsOf(good, 6);
    fc.assert(
      fc.property(fc.constantFrom(...all), (mutation) => {
        expect(slip(mutation)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
  it('law: an entry moved anywhere else is seen', () => {
    const lists = Object.entries(good).flatMap(([name, section]) => (Array.isArray(section) && section.length > 1 && name !== 'decisions' ? [name] : []));
    fc.assert(
      fc.property(fc.constantFrom(...lists), fc.nat(), fc.nat(), (name, from, to) => {
        const section: unknown = Reflect.get(good, name);
        const list: unknown[] = Array.isArray(section) ? [...section] : [];
        const [moved] = list.splice(from % list.length, 1);
        list.splice(to % (list.length + 1), 0, moved);
        const same = JSON.stringify(list) === JSON.stringify(section);
        expect(passed({ ...good, [name]: list }) !== null).toBe(same);
      }),
    );
  });
  it('never breaks the filling of forms, if its shape is right and what it refers to is there', () => {
    const view = (mutated: unknown): void => {
      const { value } = checked(mutated, schema, 'c.json');
      if (!value || brokenParts(value, 'c.json').length > 0) return;
      const one = viewOf(value).community(community(value, { registers: { person: [{ name: '甲', sex: '女' }] } }));
      for (const { id } of value.pack.requirements) one.form(id, '2026');
    };
    const broken = mutationsOf(good, 1).flatMap(({ name, mutated }) => {
      try {
        view(mutated);
        return [];
      } catch (error) {
        return [`${name}: ${String(error)}`];
      }
    });
    expect(broken).toEqual([]);
    expect(brokenParts(good, 'c.json')).toEqual([]);
    const [first, ...others] = good.items;
    if (!first) throw new Error('There should be items.');
    expect(
      brokenParts(
        { ...good, items: [{ ...first, frequency: 'quarterly' }, ...others], derivations: good.derivations.filter(({ element }) => element === first.element) },
        'c.json',
      ).map(({ code }) => code),
    ).toContain('consolidation.untimely');
    expect(brokenParts({ ...good, items: good.items.slice(1) }, 'c.json')).toMatchObject([{ code: 'consolidation.dangling' }]);
  });
});

describe('what certify says of a corrupted file', () => {
  const told = (changed: Partial<Consolidation>): string[] =>
    certifyConsolidation({ ...good, ...changed }, input).failures.map((failure) => inWords(failure, 'zh'));
  it('names the section, the title, the form and the cell', () => {
    const fields = good.fields.map((field) => (field.title.includes('矛盾纠纷') ? { ...field, confidence: 0.1 } : field));
    expect(told({ fields })).toEqual([
      '[c·c-1.xlsx 表!C4] 填报字段“矛盾纠纷调解 › 数量”的 confidence 在文件中是 0.1,按表样和人工认定应为 0.95。请重新编制方案。',
      '[c·c-2.xlsx 表!C4] 填报字段“矛盾纠纷调解 › 数量”的 confidence 在文件中是 0.1,按表样和人工认定应为 0.7。请重新编制方案。',
    ]);
  });
  it('an entry that is missing, too much, or out of order', () => {
    expect(told({ registers: [] })).toMatchObject([expect.stringContaining('少了台账“人台账”')]);
    expect(told({ questions: [...good.questions, ...good.questions] })[0]).toContain('多出来的');
    expect(told({ elements: [...good.elements].reverse() })).toMatchObject([expect.stringContaining('数据元的顺序')]);
    expect(told(JSON.parse('{ "extra": 1 }'))).toMatchObject([expect.stringContaining('不认识的部分“extra”')]);
  });
  it('titles and places, not hashes', () => {
    const words = told({ derivations: good.derivations.slice(1), counts: [], items: good.items.slice(1) });
    expect(words.length).toBeGreaterThan(3);
    for (const line of words) expect(line).not.toMatch(/“e[0-9a-z]{8,}/u);
  });
});
