// What waits on this machine as a table that any spreadsheet opens, and that can be brought back on another machine: its last column says which field each value belongs to.
import { csvText, rowsIn } from '../../../pieces/csv.ts';
import { isPeriod } from '../period.ts';
import type { Waiting } from './outbox.ts';

export interface Unsaved {
  /** The name of the community whose value it is; null in files that do not say it. */
  readonly community: string | null;
  readonly period: string;
  readonly section: string;
  readonly item: string;
  readonly title: string;
  readonly text: string;
}

/** The text of the file; `heads`: question, value, field. */
export function unsavedFile(
  community: string,
  records: readonly Pick<Waiting, 'place' | 'item' | 'title' | 'text'>[],
  heads: readonly [string, string, string],
): string {
  return csvText([heads, ...records.map(({ place, item, title, text }) => [title, text, [community, ...place.split('/').slice(1), item].join('/')])]);
}

/** What such a file holds, however a spreadsheet has written it since; null: it is none. */
export function unsavedIn(bytes: ArrayBuffer): readonly Unsaved[] | null {
  const found = rowsIn(textIn(bytes)).flatMap(([title = '', text = '', field = '']): Unsaved[] => {
    const parts = field.trim().split('/');
    const community = isPeriod(parts[0] ?? '') ? null : (parts.shift() ?? null);
    const [period = '', section = '', ...item] = parts;
    return isPeriod(period) && item.length > 0 ? [{ community, period, section, item: item.join('/'), title, text }] : [];
  });
  return found.length > 0 ? found : null;
}

/** Chinese Excel writes CSV in GB 18030 when it has no other orders. */
function textIn(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
