// Laws of every plan: it answers everything, asks as little as can be, depends on nothing but what is asked, and is checked.
import fc from '../../random.ts';
import { describe, expect, it } from 'vitest';
import { derive, type Answer } from '../../../engine/derive/index.ts';
import { periodsOf } from '../../../engine/model/period.ts';
import { certify, DEFAULT_POLICY, plan, type Derivation, type Item, type Policy, type Term } from '../../../engine/plan/index.ts';
import { count, denseRank, drawnElements, drawnFree, inputOf, simulate } from './simulated.ts';

const policies: fc.Arbitrary<Policy> = fc
  .record({ rollup: fc.boolean(), sum: fc.boolean(), differenceOwn: fc.boolean(), differenceAcross: fc.boolean() })
  .chain((levels) => fc.boolean().map((registers) => ({ ...DEFAULT_POLICY, levels, registers })));

describe('every plan', () => {
  it('gives every asked value exactly, under any policy', () => {
    fc.assert(
      fc.property(drawnElements, drawnFree, policies, fc.nat(), (drawn, free, policy, seed) => {
        const world = simulate(seed);
        const made = plan(inputOf(drawn, free), policy);
        const drawnOf = new Map(drawn.map((each) => [each.element.id, each]));
        const answer = (value: number): Answer => ({ kind: 'number', value });
        const items = new Map(
          made.items.map((item) => {
            const one = drawnOf.get(item.element);
            return [item.id, new Map(one ? periodsOf(2026, item.frequency).map((period) => [period, answer(count(world, one, item.reading, period))]) : [])];
          }),
        );
        const known = new Map(
          free.map(({ reference, where }) => [reference, new Map([['2026', answer(count(world, { thing: 'person', where }, 'own', '2026'))]])]),
        );
        const frequencies = new Map(made.items.map((item) => [item.id, item]));
        for (const derivation of made.derivations) {
          const one = drawnOf.get(derivation.element);
          if (!one) throw new Error('unknown element');
          for (const period of periodsOf(2026, derivation.frequency)) {
            const value = derive(derivation, period, { items, free: known }, frequencies);
            expect(value).toMatchObject({ kind: 'number', text: `${count(world, one, one.element.reading, period)}`, doubts: [] });
          }
        }
        expect(certify(inputOf(drawn, free), made, policy)).toMatchObject({ ok: true, failures: [] });
      }),
      { numRuns: 60 },
    );
  });

  it('asks exactly the rank of what is asked', () => {
    fc.assert(
      fc.property(drawnElements, (drawn) => {
        const made = plan(inputOf(drawn));
        expect(made.certificate.valuesNow).toBe(denseRank(drawn));
        expect(certify(inputOf(drawn), made).summary.minimal).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('asks the rank beyond registers, when only annual forms are asked', () => {
    fc.assert(
      fc.property(drawnElements, drawnFree, (all, free) => {
        const drawn = all.map((each) => ({
          ...each,
          element: { ...each.element, asked: each.element.asked.map((asking) => ({ ...asking, frequency: 'annual' as const })) },
        }));
        expect(plan(inputOf(drawn, free)).certificate.valuesNow).toBe(denseRank(drawn, free));
      }),
      { numRuns: 40 },
    );
  });

  it('does not depend on the order of anything', () => {
    fc.assert(
      fc.property(
        drawnElements.chain((drawn) => fc.tuple(fc.constant(drawn), fc.shuffledSubarray([...drawn], { minLength: drawn.length }))),
        drawnFree,
        ([drawn, shuffled], free) => {
          const turned = shuffled.map((each) => ({
            ...each,
            element: {
              ...each.element,
              functional: new Map([...each.element.functional].reverse()),
              asked: [...each.element.asked].reverse(),
            },
          }));
          expect(plan(inputOf(turned, [...free].reverse()))).toEqual(plan(inputOf(drawn, free)));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('leaves its input as it was', () => {
    fc.assert(
      fc.property(drawnElements, drawnFree, (drawn, free) => {
        const before = structuredClone(inputOf(drawn, free));
        plan(inputOf(drawn, free));
        expect(inputOf(drawn, free)).toEqual(before);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the checker rejects', () => {
  const spoilt = (
    spoil: (
      items: readonly Item[],
      derivations: readonly Derivation[],
      pick: (length: number) => number,
    ) => { items?: Item[]; derivations?: Derivation[] } | null,
  ): void =>
    fc.assert(
      fc.property(drawnElements, drawnFree, fc.nat(), (drawn, free, at) => {
        const made = plan(inputOf(drawn, free));
        const change = spoil(made.items, made.derivations, (length) => at % length);
        fc.pre(change !== null);
        expect(certify(inputOf(drawn, free), { items: made.items, derivations: made.derivations, ...change }).ok).toBe(false);
      }),
      { numRuns: 60 },
    );
  const replace = <T>(list: readonly T[], at: number, change: (one: T) => T): T[] => list.map((one, index) => (index === at ? change(one) : one));
  const onTerms = (derivation: Derivation, change: (terms: readonly Term[]) => readonly Term[]): Derivation =>
    derivation.kind === 'linear' ? { ...derivation, terms: change(derivation.terms) } : derivation;

  it('a missing derivation', () => spoilt((_, derivations, pick) => ({ derivations: derivations.toSpliced(pick(derivations.length), 1) })));

  it('a wrong coefficient', () =>
    spoilt((_, derivations, pick) => ({
      derivations: replace(derivations, pick(derivations.length), (one) =>
        onTerms(one, (terms) =>
          replace(terms, pick(terms.length), (term) => ({
            ...term,
            coefficient: { ...term.coefficient, numerator: `${BigInt(term.coefficient.numerator) + 1n}` },
          })),
        ),
      ),
    })));

  it('a coefficient that is no number', () =>
    spoilt((_, derivations, pick) => ({
      derivations: replace(derivations, pick(derivations.length), (one) =>
        onTerms(one, (terms) => replace(terms, pick(terms.length), (term) => ({ ...term, coefficient: { ...term.coefficient, denominator: '0' } }))),
      ),
    })));

  it('a missing term', () =>
    spoilt((_, derivations, pick) => ({
      derivations: replace(derivations, pick(derivations.length), (one) => onTerms(one, (terms) => terms.slice(1))),
    })));

  it('an item asked twice, even under another name', () => {
    spoilt((items, _, pick) => ({ items: [...items, ...items.slice(pick(items.length), pick(items.length) + 1)] }));
    spoilt((items, _, pick) => ({
      items: [...items, ...items.slice(pick(items.length), pick(items.length) + 1).map((item) => ({ ...item, id: 'another' }))],
    }));
  });

  it('a missing item', () => spoilt((items, _, pick) => ({ items: items.toSpliced(pick(items.length), 1) })));

  it('another frequency', () => {
    for (const frequency of ['monthly', 'quarterly', 'half-yearly', 'annual'] as const)
      spoilt((items, _, pick) =>
        items[pick(items.length)]?.frequency === frequency ? null : { items: replace(items, pick(items.length), (item) => ({ ...item, frequency })) },
      );
  });

  it('periods that do not make up the one asked', () =>
    spoilt((_, derivations, pick) => {
      const at = pick(derivations.length);
      const one = derivations[at];
      if (one?.kind !== 'linear' || one.frequency === 'annual' || one.terms.length === 0) return null;
      return {
        derivations: replace(derivations, at, (each) => onTerms(each, (terms) => replace(terms, 0, (term) => ({ ...term, over: 'year' })))),
      };
    }));
});
