// Laws of checks: communities whose figures agree fail none that is insisted on, and a figure that is off by anything at all does not go
// unnoticed where two ways lead to it.
import fc from '../../random.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareChecks, type Checks, type Finding } from '../../../engine/check/index.ts';
import { createReader, type ReadAnswers } from '../../../engine/view/index.ts';
import type { AnnualForm } from '../../../engine/model/annual.ts';
import type { Answers } from '../../../engine/model/answers.ts';
import type { LinearCheck } from '../../../engine/model/check.ts';
import type { Consolidation } from '../../../engine/model/consolidation.ts';
import { loadCheckValue } from '../../../forms/lexicon/form.ts';
import { loadLearning } from '../../../forms/lexicon/load.ts';
import { BINHAI, compiledSample, consolidatedSample, LINJIANG, madeUp } from '../../sample.ts';

interface Form {
  readonly consolidation: Consolidation;
  readonly form: AnnualForm;
  readonly checks: Checks;
  readonly read: (seed: number) => ReadAnswers;
}

async function ready(dir: string): Promise<Form> {
  const consolidation = await consolidatedSample(dir);
  const { form } = compiledSample(consolidation);
  const reader = createReader({ consolidation, form, spellings: loadLearning().spellings, checkValue: loadCheckValue() });
  const items = new Map(consolidation.items.map((item) => [item.id, item]));
  const checks = prepareChecks({ checks: form.checks, items, year: consolidation.pack.year });
  return { consolidation, form, checks, read: (seed) => reader(madeUp(consolidation, seed)) };
}

function failing(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ outcome }) => outcome === 'fails');
}

describe.each([
  ['linjiang', LINJIANG],
  ['binhai', BINHAI],
])('%s', (_, dir) => {
  let sample: Form;

  beforeAll(async () => {
    sample = await ready(dir);
  });

  it('accepts every answer of a consistent community, and fails no check but those written by hand', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { answers, problems } = sample.read(seed);
        expect(problems).toEqual([]);
        const failed = failing(sample.checks.run(answers)).filter(({ check }) => check.kind !== 'written' || check.severity === 'A');
        expect(failed.map(({ check, sides }) => [check.severity, check.words, sides])).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  it('an answer that an equality reckons with cannot be off by anything without a check failing', () => {
    const circuits = sample.form.checks.filter((check): check is LinearCheck => check.kind !== 'written' && check.comparison === '=');
    const inCircuit = [...new Set(circuits.flatMap(({ left, right }) => [...left, ...right].flatMap(({ from }) => (from.kind === 'item' ? [from.item] : []))))];
    expect(inCircuit.length).toBeGreaterThan(0);
    const { answers } = sample.read(1);
    fc.assert(
      fc.property(fc.constantFrom(...inCircuit), fc.integer({ min: 1, max: 1000 }), fc.boolean(), (item, by, isLess) => {
        const failed = failing(sample.checks.run(shifted(answers, item, isLess ? -by : by)));
        expect(failed.some(({ check }) => circuits.includes(check as LinearCheck))).toBe(true);
      }),
    );
  });

  it('a blank fails nothing', () => {
    const { answers } = sample.read(2);
    fc.assert(
      fc.property(fc.subarray([...answers.items.keys()]), (kept) => {
        const some = { ...answers, items: new Map(kept.flatMap((item) => [[item, answers.items.get(item) ?? new Map()] as const])) };
        expect(failing(sample.checks.run(some)).filter(({ check }) => check.kind !== 'written')).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

/** The last answer to an item, changed by a number. */
function shifted(answers: Answers, item: string, by: number): Answers {
  const given = [...(answers.items.get(item) ?? [])];
  const now = given.map(([period, answer], index) =>
    index === given.length - 1 && answer.kind === 'number'
      ? ([period, { kind: 'number', value: String(Number(answer.value) + by) }] as const)
      : ([period, answer] as const),
  );
  return { ...answers, items: new Map([...answers.items, [item, new Map(now)]]) };
}
