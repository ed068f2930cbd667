// Is a value out of the ordinary, beside the community's own past and its neighbours? Plain robust statistics — medians and spreads — so
// that one odd neighbour changes nothing. It only points where to look: nothing is refused because of it.

/** One datum of one community; all amounts in one unit. */
export interface Compared {
  readonly now: number;
  /** The community's own earlier values, the last period first. */
  readonly past: readonly number[];
  readonly neighbours: readonly { readonly now: number; readonly before: number | null }[];
  /** Things that are counted vary by chance: small numbers more than large ones. */
  readonly counted: boolean;
}

/** A change in words: so many percent more (negative: less), or so many times as much. Rounded to what such figures can bear. */
export type Spoken = { readonly kind: 'percent'; readonly by: number } | { readonly kind: 'times'; readonly by: number };

/**
 * change: unlike last period, and unlike what others did · appeared: none last period · vanished: none any more ·
 * level: nothing to compare with but others' values, and far from those. `others` is how many were compared; their changes lie between `from` and `to` (percent).
 */
export type Outlier =
  | { readonly kind: 'change'; readonly change: Spoken; readonly others: number; readonly from: number | null; readonly to: number | null }
  | { readonly kind: 'appeared' | 'vanished'; readonly others: number }
  | { readonly kind: 'level'; readonly change: Spoken; readonly others: number };

/** Fewer than these tell nothing about what is usual. */
const LEAST_NEIGHBOURS = 2;
const LEAST_FOR_LEVEL = 4;
/** A change must differ from the usual by this share, and by this one where nobody is there to compare with. */
const NOTABLE = 0.2;
const NOTABLE_ALONE = 0.5;
/** A level this many times above or below the middle one. */
const FAR = 5;
/** Spreads within which values are held to be ordinary. */
const SPREADS = 3;
/** Times its usual step that a number may move. */
const USUAL_STEPS = 2;

/** What is out of the ordinary about a value; null: nothing. */
export function outlier(compared: Compared): Outlier | null {
  const [before] = compared.past;
  return before === undefined ? levelOutlier(compared) : changeOutlier(compared, before);
}

function changeOutlier({ now, past, neighbours, counted }: Compared, before: number): Outlier | null {
  if (now === before || (counted && isChance(now, before))) return null;
  const changes = neighbours.flatMap((each) => (each.before !== null && each.before > 0 ? [each.now / each.before - 1] : []));
  const others = changes.length;
  if (before <= 0) return counted ? { kind: 'appeared', others } : null;
  const change = now / before - 1;
  const known = others >= LEAST_NEIGHBOURS;
  const usual = known ? median(changes) : 0;
  const tolerance = Math.max(known ? NOTABLE : NOTABLE_ALONE, SPREADS * (known ? spread(changes) : 0), USUAL_STEPS * median(ownSteps(past)));
  if (Math.abs(change - usual) <= tolerance) return null;
  if (now === 0) return { kind: 'vanished', others };
  const [from, to] = known ? [fives(Math.min(...changes), Math.floor), fives(Math.max(...changes), Math.ceil)] : [null, null];
  return { kind: 'change', change: spoken(change), others, from, to };
}

/** Counts of rare things differ by about the root of their size without anything having happened. */
function isChance(now: number, before: number): boolean {
  return Math.abs(now - before) <= SPREADS * Math.sqrt(now + before);
}

/** How far it moved from period to period before, either way. */
function ownSteps(past: readonly number[]): number[] {
  return past.slice(0, -1).flatMap((value, index) => {
    const before = past[index + 1] ?? 0;
    return before > 0 ? [Math.abs(value / before - 1)] : [];
  });
}

/** A zero is always acceptable. */
function levelOutlier({ now, neighbours }: Compared): Outlier | null {
  const levels = neighbours.flatMap((each) => (each.now > 0 ? [Math.log(each.now)] : []));
  if (now <= 0 || levels.length < LEAST_FOR_LEVEL) return null;
  const distance = Math.log(now) - median(levels);
  if (Math.abs(distance) <= Math.max(Math.log(FAR), SPREADS * spread(levels))) return null;
  return { kind: 'level', change: spoken(Math.exp(distance) - 1), others: levels.length };
}

/** The middle one, or the mean of the two in the middle; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2;
}

/** Median distance from the median, scaled to be a standard deviation where values are normal; 0 of fewer than two. */
export function spread(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const middle = median(values);
  return 1.4826 * median(values.map((value) => Math.abs(value - middle)));
}

/** 0.07 → 7 %, 0.62 → 60 %, 1.5 → 2.5 times, 13.2 → 14 times. */
export function spoken(change: number): Spoken {
  if (change < 1) return { kind: 'percent', by: Math.abs(change) < 0.1 || change < -0.9 ? whole(change * 100) : whole(change * 20) * 5 };
  const times = change + 1;
  return { kind: 'times', by: times < 10 ? Math.round(times * 2) / 2 : Math.round(times) };
}

/** A bound in percent, rounded outwards to a five, so that what is said to lie within does. */
function fives(change: number, outwards: (value: number) => number): number {
  return outwards(Math.round(change * 20 * 1e6) / 1e6) * 5 + 0;
}

function whole(value: number): number {
  return Math.round(value) + 0;
}
