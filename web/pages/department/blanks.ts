// A form's blanks as the pages colour them: what is thought of each in one word, and which cells it covers.
import { call, type Reply } from '../../client/client.ts';

export type FormReading = Reply<'requirement.blanks'>;
export type Blank = FormReading['blanks'][number];
export type Matches = Reply<'requirement.matches'>;
export type Match = Matches['items'][number];
export type Place = Pick<Blank, 'sheet' | 'cell'>;
export type Referral = Reply<'referral.list'>['items'][number];
export type Cost = Reply<'requirement.burden'>;
export type Standing = Cost['fields'][number]['standing'];

/** read: understood, while it is not known yet whether somebody else asks it. */
export type Tone = 'known' | 'follows' | 'oftener' | 'new' | 'doubtful' | 'read' | 'context' | 'formula' | 'list' | 'loose' | 'removed';

/** What the legend counts: a blank stands where the cost counts it, and once more where it is doubtful or worked out by a formula. */
export type Counted = Tone | 'doubtfulList';
export const LEGEND: readonly Counted[] = [
  'known',
  'follows',
  'oftener',
  'new',
  'read',
  'doubtful',
  'formula',
  'context',
  'list',
  'doubtfulList',
  'loose',
  'removed',
];
/** Those that are counted elsewhere in the legend too. */
export const AMONG: ReadonlySet<Counted> = new Set<Counted>(['doubtful', 'formula', 'doubtfulList']);

export function readBlanks(requirementId: string): Promise<FormReading> {
  return call('requirement.blanks', { params: { requirementId } });
}

export function toneOf({ state, doubts }: Blank, standing: Standing | null): Tone {
  if (state !== 'field' && state !== 'formula') return doubts.length > 0 ? 'doubtful' : state;
  if (state === 'formula') return 'formula';
  if (doubts.length > 0) return 'doubtful';
  return standing ?? 'read';
}

/** Waits for a person, a formula too: as the coordinating office counts them. */
export function isDoubtful({ state, doubts }: Blank): boolean {
  return (state === 'field' || state === 'formula') && doubts.length > 0;
}

/** A list's column that nobody knows. */
export function isDoubtfulColumn({ state, doubts }: Blank): boolean {
  return state === 'list' && doubts.length > 0;
}

/** `standing`: as the cost has it; null while that is worked out. */
export function countedAs(blank: Blank, standing: Standing | null): readonly Counted[] {
  if (blank.state !== 'field' && blank.state !== 'formula') return isDoubtfulColumn(blank) ? ['list', 'doubtfulList'] : [blank.state];
  const also: readonly Counted[] = [...(isDoubtful(blank) ? (['doubtful'] as const) : []), ...(blank.state === 'formula' ? (['formula'] as const) : [])];
  return standing === null && also.length > 0 ? also : [standing ?? 'read', ...also];
}

const MOST_ROWS = 50;

/** The cells that stand for it: its own, and for a list's column the rows to fill. */
export function cellsOf({ cell, rows }: Blank): string[] {
  if (rows === null) return [cell];
  const letters = cell.replace(/\d+$/, '');
  return [cell, ...Array.from({ length: Math.min(MOST_ROWS, rows.to - rows.from + 1) }, (_, index) => `${letters}${rows.from + index}`)];
}

export function matchAt(matches: Matches | null, { sheet, cell }: Blank): Match | null {
  return matches?.items.find((each) => each.sheet === sheet && each.cell === cell) ?? null;
}

/** Does this blank wait for the coordinating office already? */
export function isReferred(referrals: readonly Referral[], place: Place): boolean {
  return referrals.some(({ about, settledAt }) => settledAt === null && placeOf(about) === placeOf(place));
}

/** The first blank of a question that can be left to the office; none where the question was, or each of its blanks by itself. */
export function referable<Field extends Place>(
  referrals: readonly Referral[],
  { id, fields }: { readonly id: string; readonly fields: readonly Field[] },
): Field | undefined {
  if (referrals.some(({ question, settledAt }) => settledAt === null && question === id)) return undefined;
  return fields.find((field) => !isReferred(referrals, field));
}

/** One blank that reads differently since a ruling on another. */
export interface Touched {
  readonly blank: Blank;
  readonly from: string;
  readonly to: string;
}

/** What a ruling on `ruled` changed of the other blanks. */
export function touchedBy(before: readonly Blank[], after: readonly Blank[], ruled: string): Touched[] {
  const was = new Map(before.map((blank) => [placeOf(blank), blank]));
  return after.flatMap((blank) => {
    const old = was.get(placeOf(blank));
    if (!old || placeOf(blank) === ruled) return [];
    const [from, to] = [sayBlank(old), sayBlank(blank)];
    return from === to ? [] : [{ blank, from, to }];
  });
}

/** "sheet!cell" */
export function placeOf({ sheet, cell }: Place): string {
  return `${sheet}!${cell}`;
}

function sayBlank({ state, reading, unit }: Blank): string {
  return state === 'removed' ? '—' : [reading, unit ?? ''].filter(Boolean).join(' · ');
}
