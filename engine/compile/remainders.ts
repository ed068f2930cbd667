// Checks that follow from the plan: what nobody is asked because it is left over (60—69周岁男 = 能自理 + 半失能 + 失能 − 女) cannot be below zero. Whoever mistypes one of
// the parts sees only the parts; without these rules the department gets the negative number and nobody is told.
import type { LinearCheck } from '../model/check.ts';
import type { Consolidation } from '../model/consolidation.ts';
import { FREQUENCIES } from '../model/period.ts';
import { plainOf } from './questions.ts';
import { linearTerms, sides, sumOf } from './terms.ts';
import { type FormWords, worded } from './wording.ts';

/**
 * One for each number that answers are taken away for; severity B, since a word may have been understood otherwise than a department means it, and C where a
 * register is reckoned with, which may not be kept yet.
 */
export function remainderChecks({ derivations, elements }: Consolidation, words: FormWords): LinearCheck[] {
  const known = new Map(elements.map((element) => [element.id, element]));
  const said = new Set<string>();
  return byFrequency(derivations).flatMap((derivation): LinearCheck[] => {
    const element = known.get(derivation.element);
    const terms = linearTerms(derivation);
    if (!element || !terms || terms.every(({ from }) => from.kind === 'free') || plainOf(element.point)?.measure.kind === 'value') return [];
    const { left, right } = sides(sumOf(terms));
    if (left.length === 0 || right.length === 0) return [];
    // Of the last month, the year need not tell it again.
    const key = JSON.stringify([left, right]);
    if (said.has(key)) return [];
    said.add(key);
    const hasRegister = terms.some(({ from }) => from.kind === 'free');
    return [
      {
        kind: 'remainder',
        id: `remainder ${derivation.element}@${derivation.frequency}`,
        severity: hasRegister ? 'C' : 'B',
        owner: '',
        origin: {},
        words: worded(hasRegister ? words.remainderOfRegister : words.remainder, { title: element.title }),
        frequency: derivation.frequency,
        left,
        comparison: '≥',
        right,
      },
    ];
  });
}

/** The finest first. */
function byFrequency(derivations: Consolidation['derivations']): Consolidation['derivations'] {
  return derivations.toSorted((a, b) => FREQUENCIES.indexOf(a.frequency) - FREQUENCIES.indexOf(b.frequency));
}
