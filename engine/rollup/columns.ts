// What many communities answered to one question in one period, as a column: one value for each community, in the order of the communities.
// The numbers are summed once and exactly; what is no number is remembered by its kind.
import { Exact, parseExact } from '../derive/index.ts';
import type { AnswerKind } from '../model/annual.ts';
import type { Answer } from '../model/answers.ts';
import type { Source } from '../model/plan.ts';
import type { Scalar } from '../model/sheet.ts';

/** How a community stands in a column. */
export const STANDING = { number: 0, text: 1, notApplicable: 2, notAsked: 3, gap: 4 } as const;

export interface Column {
  readonly source: Source;
  readonly period: string;
  readonly values: readonly Scalar[];
  /** What a value says by the rules of its question; null is a blank, or what the rules refuse. */
  readonly read: (value: Scalar) => Answer | null;
  /** Community → one of STANDING. */
  readonly standing: Uint8Array;
  /** How many communities stand so. */
  readonly counts: { readonly number: number; readonly text: number; readonly notApplicable: number; readonly notAsked: number; readonly gap: number };
  /** Of the numbers. */
  readonly total: Exact;
}

/** How the values of a column are read: the kind of answer its question wants, and the rules for what is not plainly one. */
export interface Reading {
  readonly answers: AnswerKind;
  readonly read: Column['read'];
}

/** Sums a column. */
export function columnOf(source: Source, period: string, values: readonly Scalar[], { answers, read }: Reading): Column {
  const standing = new Uint8Array(values.length);
  const sum = new Sum(answers);
  const counts = { number: 0, text: 0, notApplicable: 0, notAsked: 0, gap: 0 };
  for (let place = 0; place < values.length; place++) {
    const value = values[place] ?? null;
    const kind = value === null ? 'gap' : sum.takes(value) ? 'number' : addRead(read(value), sum);
    standing[place] = STANDING[kind];
    counts[kind]++;
  }
  return { source, period, values, read, standing, counts, total: sum.total() };
}

function addRead(answer: Answer | null, sum: Sum): keyof typeof STANDING {
  if (answer === null) return 'gap';
  if (answer.kind !== 'number') return answer.kind;
  const value = parseExact(answer.value);
  if (value === null) return 'text';
  sum.add(value);
  return 'number';
}

/** Adds plain numbers as machine integers, by their number of decimals, as long as that is exact: a district has a million of them. */
class Sum {
  private readonly answers: AnswerKind;
  private readonly unscaled = new Float64Array(MOST_DECIMALS + 1);
  private rest = new Exact(0);

  constructor(answers: AnswerKind) {
    this.answers = answers;
  }

  /** Adds a value that the rules surely take as it stands; says whether it did. */
  takes(value: Scalar): boolean {
    if (this.answers === 'text' || this.answers === 'date') return false;
    if (typeof value === 'number') return Number.isInteger(value) && value >= 0 && value < MOST && this.addDigits(value, 0);
    if (typeof value !== 'string' || this.answers === 'count' || value.length > MOST_DIGITS || !PLAIN.test(value)) return false;
    const point = value.indexOf('.');
    if (point < 0) return this.addDigits(Number(value), 0);
    return this.addDigits(Number(value.slice(0, point) + value.slice(point + 1)), value.length - point - 1);
  }

  add(value: Exact): void {
    this.rest = this.rest.plus(value);
  }

  total(): Exact {
    return this.unscaled.reduce((total, digits, decimals) => (digits === 0 ? total : total.plus(scaled(digits, decimals))), this.rest);
  }

  private addDigits(digits: number, decimals: number): true {
    const sum = (this.unscaled[decimals] ?? 0) + digits;
    if (sum < SAFE) this.unscaled[decimals] = sum;
    else {
      this.add(scaled(sum, decimals));
      this.unscaled[decimals] = 0;
    }
    return true;
  }
}

const MOST = 1e12;
const MOST_DIGITS = 15;
const MOST_DECIMALS = 8;
const PLAIN = /^\d{1,12}(?:\.\d{1,8})?$/;
/** Two summands below it still add up exactly. */
const SAFE = 2 ** 52;

function scaled(digits: number, decimals: number): Exact {
  return new Exact(`${digits}e-${decimals}`);
}
