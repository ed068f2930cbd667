// Ratios are computed from numerator and denominator where both are known, and asked as they stand where not.
import type { Functional } from '../match/functional.ts';
import { FREQUENCIES, type Frequency } from '../model/period.ts';
import type { Kind, Level, Policy, RatioElement } from './input.ts';
import { itemOf } from './item.ts';
import { isAllowed } from './level.ts';
import type { Timed } from './over.ts';
import type { Derivation, Item, Term } from './result.ts';

/** Numerator or denominator, and the departments that ask for the ratio. */
export interface RatioPart {
  readonly kind: Kind;
  readonly functional: Functional;
  readonly departments: ReadonlySet<string>;
}

/** Tells how a functional follows from what is known at the present stage; null when it does not. */
export type Knows = (part: RatioPart, asked: Timed) => { readonly level: Level; readonly terms: readonly Term[] } | null;

interface RatioPlan {
  /** Settles every ratio asked at `frequency`, after all else of that frequency is settled. */
  readonly settle: (frequency: Frequency, knows: Knows) => void;
  readonly items: () => Item[];
  readonly derivations: () => Derivation[];
}

export function planRatios(ratios: readonly RatioElement[], policy: Policy): RatioPlan {
  const items = new Map<string, Item>();
  const derivations: Derivation[] = [];

  function settle(frequency: Frequency, knows: Knows): void {
    for (const ratio of ratios)
      if (ratio.asked.some((asking) => asking.frequency === frequency)) derivations.push(computed(ratio, frequency, knows, policy) ?? asked(ratio, frequency));
  }

  /** A ratio of two stocks stands at a period's end, so a finer item gives the coarser one; any other is asked anew. */
  function asked(ratio: RatioElement, frequency: Frequency): Derivation {
    const kind = kindOf(ratio);
    const finer =
      kind === 'flow' || !policy.levels.rollup ? undefined : FREQUENCIES.map((each) => items.get(`${ratio.id}@${each}`)).find((item) => item !== undefined);
    const item = finer ?? itemOf({ ...ratio, kind, reading: ratio.readings.numerator }, kind === 'standing' ? 'annual' : frequency, 'ratio', policy);
    const own =
      kind === 'flow'
        ? {
            ...item,
            sources: ratio.asked
              .filter((asking) => asking.frequency === frequency)
              .map(({ field }) => field)
              .sort(),
          }
        : item;
    items.set(item.id, own);
    const term: Term = {
      coefficient: { numerator: '1', denominator: '1' },
      from: { kind: 'item', item: item.id },
      over: kind === 'standing' ? 'year' : 'end',
    };
    return {
      kind: 'linear',
      element: ratio.id,
      frequency,
      level: finer && kind !== 'standing' ? 'rollup' : 'same',
      needsApproval: false,
      terms: [term],
    };
  }

  return { settle, items: () => [...items.values()], derivations: () => derivations };
}

function computed(ratio: RatioElement, frequency: Frequency, knows: Knows, policy: Policy): Derivation | null {
  const departments = new Set(ratio.asked.map(({ department }) => department));
  const { kinds, readings, factor, decimals } = ratio;
  const [numerator, denominator] = (['numerator', 'denominator'] as const).map((part) =>
    knows({ kind: kinds[part], functional: ratio[part], departments }, { kind: kinds[part], reading: readings[part], frequency }),
  );
  if (!numerator || !denominator || !isAllowed(numerator.level, policy) || !isAllowed(denominator.level, policy)) return null;
  const level = stricter(numerator.level, denominator.level);
  return {
    kind: 'ratio',
    element: ratio.id,
    frequency,
    level,
    needsApproval: level === 'differenceAcross',
    numerator: numerator.terms,
    denominator: denominator.terms,
    factor,
    decimals,
  };
}

const STRICTNESS: readonly Level[] = ['same', 'rollup', 'sum', 'register', 'differenceOwn', 'differenceAcross'];

function stricter(a: Level, b: Level): Level {
  return STRICTNESS.indexOf(a) >= STRICTNESS.indexOf(b) ? a : b;
}

/** In time a ratio is as unsteady as its less steady part. */
export function kindOf({ kinds: { numerator, denominator } }: RatioElement): Kind {
  if (numerator === 'flow' || denominator === 'flow') return 'flow';
  return numerator === 'stock' || denominator === 'stock' ? 'stock' : 'standing';
}
