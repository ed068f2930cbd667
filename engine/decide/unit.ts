// A unit as a person writes it, for what a blank asks: persons cannot be told in 元.
import { normalise, type Lexicon } from '../interpret/index.ts';
import type { Unit } from '../interpret/lexicon.ts';
import type { DataPoint } from '../model/datapoint.ts';
import { compare, type Fraction, ONE, parseFraction } from '../model/fraction.ts';
import type { FieldUnit } from '../model/meaning.ts';
import { definitionOf } from './term.ts';

/** The unit of that name, if such a datum can be told in it. */
export function unitNamed(name: string, point: DataPoint, lexicon: Lexicon): FieldUnit | null {
  const unit = lexicon.units.get(normalise(name));
  return unit && isUnitOf(point, lexicon)(unit) ? { text: unit.text, base: unit.base, factor: unit.factor } : null;
}

/** Names of the units that the datum can be told in, from the smallest: one for each size, rather 公顷 than hm² or 万平方米. */
export function unitsOf(point: DataPoint, lexicon: Lexicon): string[] {
  const fitting = [...lexicon.units.values()].filter(isUnitOf(point, lexicon));
  const ones = fitting.filter(({ factor }) => factor === '1');
  const isOwnWord = ({ text }: Unit): boolean => /^\p{Lo}+$/u.test(text) && !ones.some((one) => one.text !== text && text.endsWith(one.text));
  const bySize = new Map<string, Unit>();
  for (const unit of fitting) {
    const size = `${unit.base} ${unit.factor}`;
    const known = bySize.get(size);
    if (!known || isOwnWord(unit) > isOwnWord(known)) bySize.set(size, unit);
  }
  return [...bySize.values()]
    .sort((a, b) => compare(sizeOf(a), sizeOf(b)))
    .slice(0, MOST_TOLD)
    .map(({ text }) => text);
}

function sizeOf({ factor }: Unit): Fraction {
  return parseFraction(factor) ?? ONE;
}

const MOST_TOLD = 12;

/** Any unit will do while it is not known what is asked. */
function isUnitOf(point: DataPoint, lexicon: Lexicon): (unit: Unit) => boolean {
  if (point.kind !== 'plain') return ({ base }) => lexicon.ratioUnits.has(base);
  const defined = definitionOf(point, lexicon);
  return ({ base }) => defined?.units.includes(base) ?? true;
}
