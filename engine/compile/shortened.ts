// Equalities that hold together, said as shortly as they can be. The planner gives each with the answers that it happens to rest on: 肢体残疾 = 持证残疾人 − 视力 − … −
// 言语一级 − 言语二级 − …; with 言语 = 言语一级 + … + 四级 beside it, 肢体 + 视力 + … + 言语 + … = 持证残疾人 says the same and can be read.
import { over, type Fraction } from '../model/fraction.ts';
import { add, negative, type Sum } from './terms.ts';

/** Each sum is 0 exactly when all of them are: as before. Another one is added to a sum as long as that leaves fewer terms in it. */
export function shortened(sums: readonly Sum[]): Sum[] {
  const short = [...sums];
  if (sizeOf(sums) > MOST_TERMS) return short;
  for (let before = Infinity, now = sizeOf(short); now < before; before = now, now = sizeOf(short))
    for (const at of short.keys()) short[at] = shorterBy(short, at);
  return short;
}

/** Of many long equalities, trying each with each would take minutes; they are said as they are. */
const MOST_TERMS = 600;

function sizeOf(sums: readonly Sum[]): number {
  return sums.reduce((total, { size }) => total + size, 0);
}

function shorterBy(sums: readonly Sum[], at: number): Sum {
  let best = sums[at] ?? new Map();
  for (const [index, other] of sums.entries()) {
    if (index === at) continue;
    const tried = shared(best, other).map((factor) => plus(best, other, negative(factor)));
    // Two that say the same would leave nothing of one of them: the shorter is kept twice, and told once.
    best = tried.find(({ size }) => size > 0 && size < best.size) ?? best;
  }
  return best;
}

/** By what the other is to be multiplied so that one of their common terms goes. */
function shared(sum: Sum, other: Sum): Fraction[] {
  const factors = [...other].flatMap(([key, { coefficient }]) => {
    const own = sum.get(key)?.coefficient;
    return own ? [over(own, coefficient)] : [];
  });
  return [...new Map(factors.map((factor) => [`${factor.numerator}/${factor.denominator}`, factor])).values()];
}

function plus(sum: Sum, other: Sum, factor: Fraction): Sum {
  const terms = [...other.values()].map(({ term, coefficient: { numerator, denominator } }) => ({
    ...term,
    coefficient: { numerator: `${numerator}`, denominator: `${denominator}` },
  }));
  return add(sum, terms, factor);
}
