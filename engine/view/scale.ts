// Units: items are answered in the unit of the form whose words they borrow, every other form shows its own. The factors go into the
// coefficients of a derivation as exact fractions, so that nothing is rounded on the way.
import type { Derivation, Term } from '../model/plan.ts';
import { ONE, over, parseFraction, times, type Fraction } from '../model/fraction.ts';

/** Item id → multiple of the base unit that the item is answered in. */
export type ItemFactors = ReadonlyMap<string, string>;

/** The derivation for a form whose unit is `factor` times the base unit, from items in theirs. */
export function scaled(derivation: Derivation, factor: string, items: ItemFactors): Derivation {
  const shown = parseFraction(factor) ?? ONE;
  if (derivation.kind === 'linear') return { ...derivation, terms: derivation.terms.map((term) => scaledTerm(term, shown, items)) };
  const part = (terms: readonly Term[]): Term[] => terms.map((term) => scaledTerm(term, ONE, items));
  return { ...derivation, numerator: part(derivation.numerator), denominator: part(derivation.denominator) };
}

function scaledTerm(term: Term, shown: Fraction, items: ItemFactors): Term {
  const given = term.from.kind === 'item' ? (parseFraction(items.get(term.from.item) ?? '1') ?? ONE) : ONE;
  const before = { numerator: BigInt(term.coefficient.numerator), denominator: BigInt(term.coefficient.denominator) };
  const { numerator, denominator } = over(times(before, given), shown);
  return { ...term, coefficient: { numerator: `${numerator}`, denominator: `${denominator}` } };
}
