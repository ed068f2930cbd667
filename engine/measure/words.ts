// The few turns of phrase that measuring goes by: patterns, data of the lexicon.

export interface MeasureWords {
  /** What labels have that says nothing of what they ask: numbering, 其中, 数量. */
  readonly fillers: string;
  /** Until when, in the words of a legal basis. */
  readonly validity: string;
  /** A legal basis that is said not to hold any more. */
  readonly expired: string;
  /** A legal basis that says that there is none. */
  readonly none: string;
}
