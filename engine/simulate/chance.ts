// Chance that repeats itself: the same seed gives the same numbers on every machine.

export interface Chance {
  /** A whole number from…to, both included. */
  readonly between: (from: number, to: number) => number;
  /** One of the values, by their shares; null when there is none. */
  readonly among: <Value>(choices: readonly { readonly value: Value; readonly share: number }[]) => Value | null;
}

/** Mulberry32. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    among: (choices) => {
      const total = choices.reduce((sum, { share }) => sum + share, 0);
      let rest = next() * total;
      for (const { value, share } of choices) if ((rest -= share) < 0) return value;
      return choices.at(-1)?.value ?? null;
    },
  };
}
