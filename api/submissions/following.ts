// What follows from the answers of one section alone: sums and remainders that no one has to type, and the rules that can be judged while
// typing. All weights are exact fractions "n" or "n/d" of answers as they are typed, each in its own unit.
import type { FormCheck } from '../../engine/model/check.ts';
import type { Consolidation } from '../../engine/model/consolidation.ts';
import { over, parseFraction, times, type Fraction } from '../../engine/model/fraction.ts';
import { periodsOf } from '../../engine/model/period.ts';
import type { Derivation, LinearDerivation, Term } from '../../engine/model/plan.ts';
import { selectPeriods } from '../../engine/plan/index.ts';
import type { Published, SectionLayout } from '../annual/published.ts';

export interface Weighted {
  readonly item: string;
  readonly weight: string;
}

/** A value that departments get and nobody is asked for. */
export interface Following {
  readonly title: string;
  readonly unit: string | null;
  readonly departments: readonly string[];
  readonly terms: readonly Weighted[];
}

/** A rule over answers of this section only. */
export interface SectionRule {
  readonly id: string;
  readonly severity: string;
  readonly words: string;
  readonly owner: string;
  readonly left: readonly Weighted[];
  readonly comparison: string;
  readonly right: readonly Weighted[];
}

const kept = new WeakMap<SectionLayout, { readonly following: readonly Following[]; readonly rules: readonly SectionRule[] }>();

/** Worked out once for each section of a published version. */
export function followingIn(form: Published, section: SectionLayout): { readonly following: readonly Following[]; readonly rules: readonly SectionRule[] } {
  const known = kept.get(section) ?? { following: derivedIn(form, section), rules: rulesIn(form, section) };
  kept.set(section, known);
  return known;
}

function derivedIn({ consolidation, row }: Published, section: SectionLayout): Following[] {
  const elements = new Map(consolidation.elements.map((element) => [element.id, element]));
  const fields = new Map(consolidation.fields.map((field) => [field.key, field]));
  const names = new Map(consolidation.pack.departments.map(({ id, name }) => [id, name]));
  return consolidation.derivations.filter(isSum).flatMap((derivation) => {
    if (derivation.frequency !== section.frequency) return [];
    const own = elements.get(derivation.element)?.fields.flatMap((key) => fields.get(key) ?? []) ?? [];
    const [first] = own;
    const factor = parseFraction(first?.factor ?? '1');
    if (!first || !factor) return [];
    const terms = weightedIn(derivation.terms, section, consolidation, row.year, factor);
    const departments = [...new Set(own.map(({ department }) => names.get(department) ?? department))];
    return terms ? [{ title: elements.get(derivation.element)?.title ?? first.title, unit: first.unit, departments, terms }] : [];
  });
}

function isSum(derivation: Derivation): derivation is LinearDerivation {
  return derivation.kind === 'linear' && derivation.terms.length > 1 && !derivation.needsApproval;
}

function rulesIn({ form, consolidation, row }: Published, section: SectionLayout): SectionRule[] {
  const one: Fraction = { numerator: 1n, denominator: 1n };
  return form.checks.flatMap((check: FormCheck) => {
    if (check.kind === 'written' || check.frequency !== section.frequency) return [];
    const [left, right] = [check.left, check.right].map((terms) => weightedIn(terms, section, consolidation, row.year, one));
    if (!left || !right) return [];
    const { id, severity, words, owner, comparison } = check;
    return [{ id, severity, words, owner, left, comparison, right }];
  });
}

/** Terms as weights of answers of this section in the very same period; null where anything else is needed. */
function weightedIn(terms: readonly Term[], section: SectionLayout, { items }: Consolidation, year: number, unit: Fraction): Weighted[] | null {
  const factors = factorsOf(items);
  const last = periodsOf(year, section.frequency).at(-1) ?? '';
  const weighted = terms.flatMap(({ from, over: periods, coefficient }): Weighted[] => {
    if (from.kind !== 'item' || !section.positions.has(from.item)) return [];
    const selected = selectPeriods(periods, section.frequency, last);
    const factor = parseFraction(factors.get(from.item) ?? '1');
    if (selected?.length !== 1 || selected[0]?.period !== last || selected[0].sign !== 1 || !factor) return [];
    const own = times({ numerator: BigInt(coefficient.numerator), denominator: BigInt(coefficient.denominator) }, factor);
    return [{ item: from.item, weight: textOf(over(own, unit)) }];
  });
  return weighted.length === terms.length ? weighted : null;
}

const factorsKept = new WeakMap<Consolidation['items'], ReadonlyMap<string, string>>();

function factorsOf(items: Consolidation['items']): ReadonlyMap<string, string> {
  const known = factorsKept.get(items) ?? new Map(items.map(({ id, factor }) => [id, factor]));
  factorsKept.set(items, known);
  return known;
}

function textOf({ numerator, denominator }: Fraction): string {
  return denominator === 1n ? `${numerator}` : `${numerator}/${denominator}`;
}
