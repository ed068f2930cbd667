// The server's CSV → rows of texts, for looking at; empty lines at the end are left out.

/** Quoted texts may hold commas, quotes and line breaks (RFC 4180); a byte order mark is no text, nor is the apostrophe that keeps a text from running. */
export function rowsIn(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of csv.replace(/^\uFEFF/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push((quoted === undefined ? (plain ?? '') : quoted.replace(/""/g, '"')).replace(/^'(?=[=+\-@])/, ''));
    if (end === ',') continue;
    rows.push(row);
    row = [];
    if (end === '') break;
  }
  while (rows.length > 0 && rows[rows.length - 1]?.every((text) => text === '')) rows.pop();
  return rows;
}
