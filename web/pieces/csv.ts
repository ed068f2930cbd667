// Tables as CSV: written so that Excel opens them, with the mark of UTF-8, quoted where needed and nothing in them that would be taken for a formula; and read again.

/** The text of a file, its mark included. */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return '\ufeff' + rows.map((row) => row.map(cellOf).join(',')).join('\r\n') + '\r\n';
}

/** The file's bytes. */
export function csvOf(rows: readonly (readonly (string | number)[])[]): Blob {
  return new Blob([csvText(rows)], { type: 'text/csv;charset=utf-8' });
}

function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/**
 * CSV → rows of texts; empty lines at the end are left out. Quoted texts may hold commas, quotes and line breaks (RFC 4180); a byte order mark is no text, nor is the
 * apostrophe that keeps a text from running.
 */
export function rowsIn(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of csv.replace(/^\uFEFF/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push((quoted === undefined ? (plain ?? '') : quoted.replace(/""/g, '"')).replace(/^'(?=[=+\-@\t\r])/, ''));
    if (end === ',') continue;
    rows.push(row);
    row = [];
    if (end === '') break;
  }
  while (rows.length > 0 && rows[rows.length - 1]?.every((text) => text === '')) rows.pop();
  return rows;
}
