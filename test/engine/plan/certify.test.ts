// What the checker says of a plan with everything in it, and which fault it names.
import { describe, expect, it } from 'vitest';
import { certify, DEFAULT_POLICY, plan, type Derivation, type Item, type PlanInput } from '../../../engine/plan/index.ts';
import { asking, element, events, from, input, only, persons } from './drawn.ts';

const share = (id: string, numerator: PlanInput['elements'][number]['functional']): PlanInput['ratios'][number] => ({
  id,
  title: id,
  numerator,
  denominator: persons({}),
  kinds: { numerator: 'stock', denominator: 'stock' },
  readings: { numerator: 'own', denominator: 'own' },
  factor: '100',
  decimals: 2,
  asked: [asking(id, '民政:quarterly', 0), asking(id, '民政:annual', 1)],
});

const everything = input(
  [
    element('人口', persons({}), ['统计:quarterly', '公安:annual']),
    element('男', persons({ sex: only('男') }), ['统计:annual']),
    element('女', persons({ sex: only('女') }), ['妇联:annual']),
    element('残疾', persons({ disabled: only('yes') }), ['残联:annual']),
    element('走访', events({ kind: only('走访') }), ['妇联:monthly'], 'flow'),
    element('走访累计', events({ kind: only('走访') }), ['妇联:monthly'], 'flow', 'toDate'),
    element('面积', persons({}, { kind: 'value', of: 'landArea' }), ['住建:quarterly'], 'standing'),
    element('空', new Map(), ['住建:annual']),
  ],
  {
    ratios: [share('男占比', persons({ sex: only('男') })), share('老年占比', persons({ age: from(60) }))],
    opaque: [
      {
        id: '书记',
        title: '书记',
        kind: 'stock',
        reading: 'own',
        asked: [asking('书记', '组织:quarterly', 0), asking('书记', '民政:annual', 1)],
      },
    ],
    free: [{ reference: '残疾名册', functional: persons({ disabled: only('yes') }), kind: 'stock' }],
  },
);
const made = plan(everything);
const codes = (items: readonly Item[], derivations: readonly Derivation[]): string[] => [
  ...new Set(certify(everything, { items, derivations }).failures.map(({ code }) => code)),
];
const item = (id: string): Item =>
  made.items.find((each) => each.id === id) ??
  (() => {
    throw new Error(`no item ${id}`);
  })();

describe('the certificate', () => {
  it('holds for texts, ratios, registers, standing facts and what cannot be', () => {
    expect(certify(everything, made)).toMatchObject({
      ok: true,
      failures: [],
      summary: { valuesNow: made.certificate.valuesNow, minimal: false },
    });
    expect(made.items.map(({ id }) => id)).toEqual(
      ['书记@quarterly', '人口@quarterly', '男@annual', '男占比@quarterly', '空@annual', '老年占比@quarterly', '走访@monthly', '面积@annual'].sort(),
    );
  });

  it('holds under every policy', () => {
    for (const level of ['rollup', 'sum', 'differenceOwn', 'differenceAcross'] as const)
      for (const registers of [true, false]) {
        const policy = { ...DEFAULT_POLICY, registers, levels: { ...DEFAULT_POLICY.levels, [level]: false } };
        expect(certify(everything, plan(everything, policy), policy).failures).toEqual([]);
      }
  });

  it('names what is wrong', () => {
    const without = (id: string) => made.items.filter((each) => each.id !== id);
    expect(codes([...made.items, item('男@annual')], made.derivations)).toEqual(['certificate.askedTwice', 'certificate.dependent']);
    expect(codes(made.items, made.derivations.slice(1))).toEqual(['certificate.notCovered']);
    expect(codes(without('男@annual'), made.derivations)).toEqual(['certificate.notIdentity']);
    expect(codes([...without('男@annual'), { ...item('男@annual'), frequency: 'monthly' }], made.derivations)).toEqual(['certificate.nobodyAsks']);
    expect(codes([...without('人口@quarterly'), { ...item('人口@quarterly'), frequency: 'annual' }], made.derivations)).toContain('certificate.wrongTime');
    const women = { ...item('男@annual'), id: '女@annual', element: '女', sources: ['女#0'] };
    expect(codes([...made.items, women], made.derivations)).toEqual(['certificate.dependent']);
  });

  it('lets no policy item pass for an independent one, nor a ratio be added up', () => {
    expect(
      codes(
        made.items.map((each) => ({ ...each, reason: 'opaque' })),
        made.derivations,
      ),
    ).toContain('certificate.nobodyAsks');
    const summed = made.derivations.map((each): Derivation =>
      each.kind === 'linear' && each.element === '老年占比' ? { ...each, terms: each.terms.map((term) => ({ ...term, over: 'sum' })) } : each,
    );
    expect(codes(made.items, summed)).toContain('certificate.wrongTime');
  });
});
