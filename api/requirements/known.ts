// What is known without a requirement, although the plan with it asks other questions: it may ask 男 and 女 where 总数 and 女 were asked before,
// and 男 is still nothing new. An item that was given up is a sum of items that took its place, so a blank is known exactly if what it
// takes from the new items follows from such sums: elimination over exact fractions, a few lines wide.
import type { Consolidation } from '../../engine/model/consolidation.ts';
import { over, times, type Fraction } from '../../engine/model/fraction.ts';
import type { Frequency } from '../../engine/model/period.ts';
import type { Derivation, Term } from '../../engine/model/plan.ts';

/** New item and how it is taken → coefficient. */
type Line = ReadonlyMap<string, Fraction>;

/** Is an element known at a frequency from what is asked without the requirement? `item`: the item that answers it, null when it is derived. */
export function knownFrom(without: Consolidation, withIt: Consolidation): (element: string, frequency: Frequency, item: string | null) => boolean {
  const before = new Set(without.items.map(({ id }) => id));
  const derivations = new Map(withIt.derivations.map((derivation) => [`${derivation.element}@${derivation.frequency}`, derivation]));
  const stillAsked = new Set(withIt.items.map(({ id }) => id));
  const solved = new Map<Frequency, readonly Line[]>();
  const basisOf = (frequency: Frequency): readonly Line[] => {
    const given = without.items.filter((item) => item.frequency === frequency && !stillAsked.has(item.id));
    const sums = given.flatMap(({ element }) => linesOf(derivations.get(`${element}@${frequency}`), before));
    const known = solved.get(frequency) ?? reduced(sums);
    solved.set(frequency, known);
    return known;
  };
  return (element, frequency, item) => {
    if (item !== null && before.has(item)) return true;
    const derivation = derivations.get(`${element}@${frequency}`);
    const lines = item === null ? linesOf(derivation, before) : [new Map([[keyOf(item, 'end'), ONE]])];
    return lines.every((line) => rest(line, basisOf(frequency)).size === 0);
  };
}

const ONE: Fraction = { numerator: 1n, denominator: 1n };

function keyOf(item: string, over: Term['over']): string {
  return `${item}|${over === 'sum' ? 'end' : over}`;
}

/** What a derivation takes from new items: one line, or two of a ratio. */
function linesOf(derivation: Derivation | undefined, before: ReadonlySet<string>): Line[] {
  if (!derivation) return [];
  return derivation.kind === 'linear' ? [lineOf(derivation.terms, before)] : [lineOf(derivation.numerator, before), lineOf(derivation.denominator, before)];
}

function lineOf(terms: readonly Term[], before: ReadonlySet<string>): Line {
  const line = new Map<string, Fraction>();
  for (const { from, over: taken, coefficient } of terms)
    if (from.kind === 'item' && !before.has(from.item)) {
      const each = { numerator: BigInt(coefficient.numerator), denominator: BigInt(coefficient.denominator) };
      set(line, keyOf(from.item, taken), plus(line.get(keyOf(from.item, taken)) ?? ZERO, each));
    }
  return line;
}

/** Lines of which each begins with an item that none before it has. */
function reduced(lines: readonly Line[]): Line[] {
  const basis: Line[] = [];
  for (const line of lines) {
    const left = rest(line, basis);
    if (left.size > 0) basis.push(left);
  }
  return basis;
}

/** What is left of a line when everything that the basis tells is taken off; nothing left: it follows. */
function rest(line: Line, basis: readonly Line[]): Line {
  let left = line;
  for (const each of basis) {
    const [first] = each;
    const coefficient = first ? left.get(first[0]) : undefined;
    if (first && coefficient) left = minus(left, each, over(coefficient, first[1]));
  }
  return left;
}

function minus(line: Line, other: Line, by: Fraction): Line {
  const left = new Map(line);
  for (const [key, each] of other) set(left, key, plus(left.get(key) ?? ZERO, times(each, { ...by, numerator: -by.numerator })));
  return left;
}

function set(line: Map<string, Fraction>, key: string, value: Fraction): void {
  if (value.numerator === 0n) line.delete(key);
  else line.set(key, value);
}

const ZERO: Fraction = { numerator: 0n, denominator: 1n };

function plus(a: Fraction, b: Fraction): Fraction {
  return times(
    { numerator: a.numerator * b.denominator + b.numerator * a.denominator, denominator: 1n },
    over(ONE, { numerator: a.denominator * b.denominator, denominator: 1n }),
  );
}
