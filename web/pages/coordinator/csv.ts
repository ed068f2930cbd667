// A table as CSV that Excel opens: with its mark of UTF-8, quoted where needed, and nothing in it that would be taken for a formula.

/** The file's bytes. */
export function csvOf(rows: readonly (readonly (string | number)[])[]): Blob {
  return new Blob(['\ufeff' + rows.map((row) => row.map(cellOf).join(',')).join('\r\n') + '\r\n'], { type: 'text/csv;charset=utf-8' });
}

function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
