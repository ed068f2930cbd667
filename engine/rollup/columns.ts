// What many communities answered to one question in one period, as a column: one value for each community, in the order of the communities.
// The numbers are summed once and exactly; who has no number is remembered with the reason. A district has a million values: they are
// added where they stand, and nothing is made for each of them.
import { Exact, parseExact } from '../derive/index.ts';
import type { AnswerKind } from '../model/annual.ts';
import type { Answer } from '../model/answers.ts';
import type { Source } from '../model/plan.ts';
import type { Scalar } from '../model/sheet.ts';

/** Why a community has no number: gap: a blank, or what the rules refuse. */
export type Without = Exclude<Answer['kind'], 'number'> | 'gap';

export interface Column {
  readonly source: Source;
  readonly period: string;
  /** How many communities there are. */
  readonly size: number;
  /** The value of the community at this place, as it was given. */
  readonly at: (place: number) => Scalar;
  /** What a value says by the rules of its question; null is a blank, or what the rules refuse. */
  readonly read: (value: Scalar) => Answer | null;
  /** The communities without a number, in their order. */
  readonly without: readonly { readonly place: number; readonly why: Without }[];
  /** Of the numbers. */
  readonly total: Exact;
}

/** How the values of a column are read: the kind of answer its question wants, and the rules for what is not plainly one. */
export interface Reading {
  readonly answers: AnswerKind;
  readonly read: Column['read'];
}

/** A column from values that stand in a list. */
export function columnOf(source: Source, period: string, values: readonly Scalar[], reading: Reading): Column {
  const sum = new ColumnSum(source, period, reading);
  for (let place = 0; place < values.length; place++) sum.add(place, values[place] ?? null);
  return sum.column(values.length, (place) => values[place] ?? null);
}

/** A column as it is summed, community by community in their order. */
export class ColumnSum {
  private readonly source: Source;
  private readonly period: string;
  private readonly reading: Reading;
  private readonly isNumeric: boolean;
  private whole = 0;
  /** By the number of decimals: digits without the point. */
  private readonly unscaled: number[] = [];
  private rest = new Exact(0);
  private readonly without: { readonly place: number; readonly why: Without }[] = [];

  constructor(source: Source, period: string, reading: Reading) {
    this.source = source;
    this.period = period;
    this.reading = reading;
    this.isNumeric = reading.answers !== 'text' && reading.answers !== 'date';
  }

  /** Hot. Whole numbers are added as they are, as long as that is exact. */
  add(place: number, value: Scalar): void {
    if (typeof value === 'number' && this.isNumeric && value >= 0 && value < MOST && Number.isInteger(value)) {
      this.whole += value;
      if (this.whole >= SAFE) this.spill();
    } else if (value === null) this.without.push({ place, why: 'gap' });
    else if (!(typeof value === 'string' && this.addDecimal(value))) this.addRead(place, value);
  }

  /** What was summed; `at` gives the values again. */
  column(size: number, at: Column['at']): Column {
    const { source, period, reading, without } = this;
    this.spill();
    const total = this.unscaled.reduce((sum, digits, decimals) => sum.plus(scaled(digits, decimals)), this.rest);
    return { source, period, size, at, read: reading.read, without, total };
  }

  private spill(): void {
    this.rest = this.rest.plus(this.whole);
    this.whole = 0;
  }

  /** Digits with a point, as they are kept; says whether it was that. */
  private addDecimal(value: string): boolean {
    const { answers } = this.reading;
    if ((answers !== 'decimal' && answers !== 'any') || value.length > MOST_DIGITS || !PLAIN.test(value)) return false;
    const point = value.indexOf('.');
    const decimals = value.length - point - 1;
    const sum = (this.unscaled[decimals] ?? 0) + Number(value.slice(0, point) + value.slice(point + 1));
    this.unscaled[decimals] = sum < SAFE ? sum : 0;
    if (sum >= SAFE) this.rest = this.rest.plus(scaled(sum, decimals));
    return true;
  }

  private addRead(place: number, value: Scalar): void {
    const answer = this.reading.read(value);
    const number = answer?.kind === 'number' ? parseExact(answer.value) : null;
    if (number) this.rest = this.rest.plus(number);
    else this.without.push({ place, why: answer === null ? 'gap' : answer.kind === 'number' ? 'text' : answer.kind });
  }
}

const MOST = 1e12;
const MOST_DIGITS = 15;
const PLAIN = /^\d{1,12}\.\d{1,8}$/;
/** Anything below it and one more summand still add up exactly. */
const SAFE = 2 ** 52;

function scaled(digits: number, decimals: number): Exact {
  return new Exact(`${digits}e-${decimals}`);
}
