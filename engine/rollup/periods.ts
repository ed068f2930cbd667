// From finer periods to a coarser one: a stock stands as at the end, a flow adds up, a year-to-date value is the last one.
import { Exact, formatExact, type DerivedValue } from '../derive/index.ts';
import type { Frequency } from '../model/period.ts';
import { selectPeriods, type Kind, type Over, type Reading } from '../plan/index.ts';

/** What a value over periods comes to; `incomplete` names the periods that have none. */
export type OverPeriods =
  | { readonly kind: 'value'; readonly value: DerivedValue }
  | { readonly kind: 'number'; readonly value: Exact; readonly text: string }
  | { readonly kind: 'incomplete'; readonly missing: readonly string[] };

/** `values`: period of frequency `finer` → value. Ratios do not roll up over time: derive them anew for the coarser period. */
export function overPeriods(
  values: ReadonlyMap<string, DerivedValue>,
  finer: Frequency,
  period: string,
  time: { readonly kind: Kind; readonly reading: Reading },
): OverPeriods {
  const over = overOf(time);
  const chosen = selectPeriods(over, over === 'year' ? 'annual' : finer, period);
  if (!chosen) throw new RangeError(`${finer} periods do not make up ${period}.`);
  const found = chosen.map((each) => ({ period: each.period, value: values.get(each.period) }));
  const missing = found.filter(({ value }) => value === undefined || value.kind === 'missing' || value.kind === 'notANumber').map((each) => each.period);
  if (missing.length > 0) return { kind: 'incomplete', missing };
  const [only] = found;
  if (over !== 'sum' && only?.value) return { kind: 'value', value: only.value };
  return addUp(found.flatMap(({ value }) => (value ? [value] : [])));
}

function overOf({ kind, reading }: { readonly kind: Kind; readonly reading: Reading }): Over {
  if (kind === 'standing') return 'year';
  return kind === 'flow' && reading === 'own' ? 'sum' : 'end';
}

/** The sum of the numbers; a text, a ratio, or nothing but "not applicable" is given back as it stands. */
function addUp(values: readonly DerivedValue[]): OverPeriods {
  const numbers = values.flatMap((value) => (value.kind === 'number' ? [value] : []));
  if (numbers.some(({ parts }) => parts !== null)) throw new RangeError('A ratio does not add up over time.');
  const [first] = values;
  if (numbers.length === 0 && first) return { kind: 'value', value: first };
  const value = numbers.reduce((sum, number) => sum.plus(number.value), new Exact(0));
  return { kind: 'number', value, text: formatExact(value) };
}
