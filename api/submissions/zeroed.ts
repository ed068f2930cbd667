// Answers that are all 0 where the period before had numbers: likely “其余都是 0” pressed once too often. It only points there; 0 is always acceptable.
import type { Kept } from './section.ts';

export interface Answers {
  readonly code: string;
  readonly title: string;
  readonly now: readonly Kept[];
  readonly last: readonly Kept[];
}

export interface Zeroed {
  /** Null: the whole period. */
  readonly section: string | null;
  readonly title: string;
  /** How many of those that are 0 were not the period before; of blanks nothing is known. */
  readonly had: number;
}

/** Of one number that is gone nothing is said. */
const FEWEST = 2;

/** The whole period in one word, else the sections concerned. */
export function zeroed(sections: readonly Answers[]): Zeroed[] {
  const of = (about: readonly Answers[]): number => {
    const now = about.flatMap((each) => each.now).filter(isNumber);
    return now.length > 0 && now.every(isZero) ? about.reduce((sum, each) => sum + gone(each), 0) : 0;
  };
  const whole = of(sections);
  if (whole >= FEWEST) return [{ section: null, title: '', had: whole }];
  return sections.map((each) => ({ section: each.code, title: each.title, had: of([each]) })).filter(({ had }) => had >= FEWEST);
}

function gone({ now, last }: Answers): number {
  return now.filter((value, at) => isNumber(value) && isNumber(last[at] ?? null) && !isZero(last[at] ?? null)).length;
}

function isNumber(value: Kept): value is number | string {
  return typeof value === 'number' || (value !== null && /^-?\d+(\.\d+)?$/.test(value));
}

function isZero(value: Kept): boolean {
  return Number(value) === 0;
}
