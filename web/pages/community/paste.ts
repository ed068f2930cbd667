// What Excel, WPS and LibreOffice put on the clipboard → rows of cells. Cells are parted by tabs, rows by newlines; a cell that holds a tab or a newline stands in
// quotes, its own quotes doubled. The newline at the end belongs to the last row and is no row of its own: read as one it would blank the row below.

/** Rows of cells as they were written; what is in them is judged elsewhere, by the rules for typed values. */
export function parseBlock(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  for (;;) {
    const { cell, end } = cellAt(text, at);
    rows[rows.length - 1]?.push(cell);
    if (end >= text.length) return rows;
    if (text[end] === '\t') {
      at = end + 1;
      continue;
    }
    at = end + (text[end] === '\r' && text[end + 1] === '\n' ? 2 : 1);
    if (at >= text.length) return rows;
    rows.push([]);
  }
}

/** One line of it, as a single-line field can hold it. */
export function inOneLine(cell: string): string {
  return cell.replace(/[\r\n\t]+/g, ' ').trim();
}

function cellAt(text: string, from: number): { readonly cell: string; readonly end: number } {
  const quoted = text[from] === '"' ? quotedAt(text, from) : null;
  if (quoted) return quoted;
  let end = from;
  while (end < text.length && !isBreak(text[end])) end += 1;
  return { cell: text.slice(from, end), end };
}

/** A quoted cell; null where the quote is the cell's own, as in "甲"乙: quotes are added only around tabs and newlines. */
function quotedAt(text: string, from: number): { readonly cell: string; readonly end: number } | null {
  let cell = '';
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') cell += text[at];
    else if (text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else return (at + 1 >= text.length || isBreak(text[at + 1])) && /[\t\r\n]/.test(cell) ? { cell, end: at + 1 } : null;
  }
  return null;
}

function isBreak(letter: string | undefined): boolean {
  return letter === '\t' || letter === '\n' || letter === '\r';
}
