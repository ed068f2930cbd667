// The plan of a whole district against counting: every datum of the samples, worked out by its derivation from what is asked, is what
// going through the made-up people, households and events one by one finds. Nothing of the algebra that made the plan is used here.
import { describe, expect, it } from 'vitest';
import { compile } from '../../../engine/compile/index.ts';
import { derive } from '../../../engine/derive/index.ts';
import type { Consolidation, ConsolidatedItem } from '../../../engine/model/consolidation.ts';
import { periodsOf } from '../../../engine/model/period.ts';
import { createReader } from '../../../engine/view/index.ts';
import { loadCheckValue, loadFormRules } from '../../../forms/lexicon/form.ts';
import { loadLearning } from '../../../forms/lexicon/load.ts';
import { BINHAI, consolidatedSample, LINJIANG, madeUp } from '../../sample.ts';

/** The same district with every datum asked as it stands besides, at every frequency that a form wants it. */
function askingAll(consolidation: Consolidation): Consolidation {
  const [one] = consolidation.items;
  const whole = consolidation.derivations.map(({ element, frequency }): ConsolidatedItem => ({
    ...(one as ConsolidatedItem),
    id: keyOf(element, frequency),
    element,
    frequency,
  }));
  return { ...consolidation, items: [...consolidation.items, ...whole] };
}

function keyOf(element: string, frequency: string): string {
  return `${element} ${frequency}`;
}

describe.each([
  ['linjiang', LINJIANG],
  ['binhai', BINHAI],
])('every datum of %s', (_, dir) => {
  it.each([1, 2026])('is what counting one by one finds (community %i)', async (seed) => {
    const made = await consolidatedSample(dir);
    // Answers in base units: how forms scale them is another matter.
    const consolidation = { ...made, items: made.items.map((item) => ({ ...item, factor: '1' })) };
    const told = madeUp(askingAll(consolidation), seed);
    const { form } = compile({ consolidation, ...loadFormRules(), language: 'zh' });
    const { answers } = createReader({ consolidation, form, spellings: loadLearning().spellings, checkValue: loadCheckValue() })(told);
    const items = new Map(consolidation.items.map((item) => [item.id, item]));
    let derived = 0;
    for (const derivation of consolidation.derivations)
      for (const period of periodsOf(consolidation.pack.year, derivation.frequency)) {
        const value = derive(derivation, period, answers, items);
        const found = told.items.get(keyOf(derivation.element, derivation.frequency))?.get(period);
        const text = value.kind === 'number' || value.kind === 'text' ? value.text : value.kind;
        expect(`${derivation.element} ${period} ${text}`).toBe(`${derivation.element} ${period} ${found}`);
        if (derivation.kind === 'ratio' || derivation.terms.length > 1) derived += 1;
      }
    expect(derived).toBeGreaterThan(100);
  });
});
