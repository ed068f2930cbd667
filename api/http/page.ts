// Lists in pages: a cursor stands for the last line seen, by the columns that the list is ordered by, so that nothing is left out or told twice
// when lines come and go between two pages.
import { sql, type RawBuilder } from 'kysely';
import { refused } from '../problem.ts';

const USUAL = 500;
const MOST = 999;

interface PageQuery {
  readonly after?: string | undefined;
  readonly limit?: string | undefined;
}

type Key = string | number;

/** How the list is ordered: columns that together are unique. */
export interface Order {
  readonly columns: readonly string[];
  readonly way: 'up' | 'down';
  /** What the columns hold; text unless said. */
  readonly keys?: 'text' | 'number';
}

/** A page of a list that is made anew for every request; `keyOf` tells its lines apart. */
export function pageOfList<Line>(
  lines: readonly Line[],
  { after, limit }: PageQuery,
  keyOf: (line: Line) => readonly string[],
): { readonly lines: readonly Line[]; readonly next: string | null } {
  const most = mostOf(limit);
  const keyed = lines.map((line) => ({ line, key: JSON.stringify(keyOf(line)) })).sort((a, b) => (a.key < b.key ? -1 : 1));
  const seen = after === undefined ? null : JSON.stringify(keysOf(after) ?? refuseCursor());
  const left = seen === null ? keyed : keyed.filter(({ key }) => key > seen);
  const page = pageFrom(left, most, ({ line }) => keyOf(line));
  return { lines: page.lines.map(({ line }) => line), next: page.next };
}

/** How many lines are wanted, and the condition that leaves out those seen before; throws Refused for a cursor that is none of this list's. */
export function pageAsked(
  { after, limit }: PageQuery,
  { columns, way, keys: kind = 'text' }: Order,
): { readonly limit: number; readonly unseen: RawBuilder<boolean> } {
  const most = mostOf(limit);
  if (after === undefined) return { limit: most, unseen: sql<boolean>`1 = 1` };
  const keys = keysOf(after);
  if (keys === null || keys.length !== columns.length || keys.some((key) => (typeof key === 'number') !== (kind === 'number'))) return refuseCursor();
  const left = sql.join(columns.map((column) => sql.ref(column)));
  const right = sql.join(keys);
  return { limit: most, unseen: way === 'up' ? sql<boolean>`(${left}) > (${right})` : sql<boolean>`(${left}) < (${right})` };
}

/** The page, from one line more than it holds: that line tells whether there is another page. */
export function pageFrom<Line>(
  found: readonly Line[],
  limit: number,
  keyOf: (line: Line) => readonly Key[],
): { readonly lines: readonly Line[]; readonly next: string | null } {
  const lines = found.slice(0, limit);
  const last = lines.at(-1);
  return { lines, next: found.length > limit && last ? Buffer.from(JSON.stringify(keyOf(last))).toString('base64url') : null };
}

function mostOf(limit: string | undefined): number {
  return Math.min(Number(limit ?? USUAL), MOST);
}

function refuseCursor(): never {
  throw refused('request.invalid', { at: 'after', why: '不是本列表给出的 next / not a `next` of this list' });
}

/** Nothing that a store would stumble over. */
function isKey(value: unknown): value is Key {
  return typeof value === 'string' ? !/\p{Cc}|\p{Cs}/u.test(value) : Number.isSafeInteger(value);
}

function keysOf(cursor: string): Key[] | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) && value.every(isKey) ? value : null;
  } catch {
    return null;
  }
}
