// A consolidation is proved against the forms it was made from; any tampering is seen.
import fc from '../random.ts';
import { describe, expect, it } from 'vitest';
import { certifyConsolidation } from '../../engine/certify.ts';
import { consolidate } from '../../engine/consolidate.ts';
import type { Consolidation } from '../../engine/model/consolidation.ts';
import { consolidated, district, type DrawnForm } from '../district.ts';

const form = (id: string, unit: string, labels: readonly string[], frequency: DrawnForm['frequency'] = 'annual'): DrawnForm => ({
  id,
  frequency,
  picture: ['| 情况统计表 | ~ | ~ |', '| 指标 | 计量单位 | 数量 |', ...labels.map((label) => `| ${label} | ${unit} | |`)].join('\n'),
});
const FORMS: DrawnForm[] = [
  form('a-1', '人', ['常住人口', '常住男性人口', '常住女性人口', '持证残疾人', '持证残疾人中女性']),
  form('b-1', '人', ['户籍人口', '常住人口'], 'quarterly'),
  form('c-1', '件', ['矛盾纠纷调解'], 'monthly'),
  form('c-2', '件', ['矛盾纠纷调解']),
  form('d-1', '万元', ['村集体收入']),
  form('d-2', '元', ['村集体收入']),
  { id: 'e-1', picture: '| 持证残疾人名册 | ~ | ~ | ~ |\n| 序号 | 姓名 | 性别 | 年龄 |\n| | | | |\n| | | | |' },
];
const input = district(FORMS);
const good = consolidated(FORMS);
const codes = (consolidation: Consolidation): string[] => certifyConsolidation(consolidation, input).failures.map(({ code }) => code);

describe('certifyConsolidation', () => {
  it('passes what the engine made, also after a trip through a file', () => {
    expect(certifyConsolidation(JSON.parse(JSON.stringify(good)), input)).toMatchObject({ ok: true, failures: [], summary: { minimal: true } });
  });
  it('sees a derivation that was changed', () => {
    const derivations = good.derivations.map((each) => (each.kind === 'linear' ? { ...each, terms: each.terms.slice(1) } : each));
    expect(codes({ ...good, derivations })).toContain('certificate.notIdentity');
  });
  it('sees a field that was moved to another datum, or lost', () => {
    const [first, ...rest] = good.fields;
    if (!first) throw new Error('There should be fields.');
    expect(codes({ ...good, fields: [{ ...first, element: 'e1' }, ...rest] })).toContain('certificate.differs');
    expect(codes({ ...good, fields: rest })).toContain('certificate.lacks');
  });
  it('sees a unit that was changed', () => {
    expect(codes({ ...good, fields: good.fields.map((field) => ({ ...field, factor: '7' })) })).toContain('certificate.differs');
    expect(codes({ ...good, items: good.items.map((item) => ({ ...item, factor: '7' })) })).toContain('certificate.differs');
  });
  it('sees a register count by other conditions', () => {
    expect(good.counts.length).toBeGreaterThan(0);
    expect(codes({ ...good, counts: good.counts.map((count) => ({ ...count, conditions: [] })) })).toContain('certificate.differs');
  });
  it('sees an item that nobody needs', () => {
    const [item] = good.items;
    if (!item) throw new Error('There should be items.');
    expect(codes({ ...good, items: [...good.items, { ...item, id: 'x' }] })).toContain('certificate.askedTwice');
  });
  it('law: leaving out any item is seen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: good.items.length - 1 }), (index) => {
        expect(certifyConsolidation({ ...good, items: good.items.filter((_, position) => position !== index) }, input).ok).toBe(false);
      }),
    );
  });
});

describe('laws of consolidating', () => {
  it('the order in which requirements are registered does not matter', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...input.forms], { minLength: input.forms.length }), (forms) => {
        expect(JSON.stringify(consolidate({ ...input, forms }))).toBe(JSON.stringify(good));
      }),
      { numRuns: 15 },
    );
  });
  it('nobody is asked twice: no two items ask one datum in one period', () => {
    const asked = good.items.map(({ element, frequency }) => `${element} ${frequency}`);
    expect(new Set(asked).size).toBe(asked.length);
  });
  it('every item is asked in words of a form, in that form’s unit, the finest first', () => {
    for (const { sources, unit } of good.items) {
      const [first] = sources;
      expect(good.fields.find(({ requirement, cell }) => requirement === first?.requirement && cell === first.cell)?.unit).toBe(unit);
    }
    expect(good.items.find(({ title }) => title.includes('村集体收入'))).toMatchObject({ unit: '元', factor: '1' });
  });
  it('handing in one more copy of a form asks for nothing more', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FORMS.filter(({ id }) => id !== 'e-1')), (copied) => {
        const more = consolidated([...FORMS, { ...copied, id: 'z-9' }]);
        expect(more.certificate.valuesNow).toBe(good.certificate.valuesNow);
      }),
    );
  });
});
