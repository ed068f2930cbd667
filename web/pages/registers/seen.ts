// Which rows are shown, and in which order: search, one roster, filters by column, sorting as a Chinese reader expects.
import type { RegisterRow, Scalar } from './model.ts';

export interface Wanted {
  readonly text: string;
  readonly membership: string;
  readonly filters: Readonly<Record<string, string>>;
  readonly sort: { readonly id: string; readonly down: boolean } | null;
}

const order = new Intl.Collator('zh-CN', { numeric: true });

/** `texts` keeps each row's words in one string, made once for each row. */
export function seenRows(
  rows: readonly RegisterRow[],
  { text, membership, filters, sort }: Wanted,
  texts: WeakMap<RegisterRow, string>,
): readonly RegisterRow[] {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = Object.entries(filters).filter(([, filter]) => filter.trim() !== '');
  const kept =
    words.length === 0 && membership === '' && wanted.length === 0
      ? rows
      : rows.filter(
          (row) =>
            (membership === '' || row.values.get(membership) === true) &&
            words.every((word) => textOf(row, texts).includes(word)) &&
            wanted.every(([id, filter]) => wordsOf(row.values.get(id) ?? null).includes(filter.trim().toLowerCase())),
        );
  return sort === null ? kept : [...kept].sort((a, b) => compared(a.values.get(sort.id) ?? null, b.values.get(sort.id) ?? null) * (sort.down ? -1 : 1));
}

function textOf(row: RegisterRow, texts: WeakMap<RegisterRow, string>): string {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const made = [...row.values.values()].map(wordsOf).join('\n');
  texts.set(row, made);
  return made;
}

function wordsOf(value: Scalar): string {
  return value === null ? '' : value === true ? '✓' : String(value).toLowerCase();
}

/** Blanks last either way is more than people expect; they come first going up. */
function compared(a: Scalar, b: Scalar): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return order.compare(String(a), String(b));
}
