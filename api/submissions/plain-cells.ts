// The body of a save of cells as pages and programs write it: no blanks between the marks, no escapes, every cell alike. To see that a text is
// one, and to take the cells from it, needs half the time of JSON.parse and of looking whether a key stands twice.
import type { CellOrigin, Kept } from './section.ts';

interface Cell {
  item: string;
  value: Kept;
  origin?: CellOrigin;
}

const HEAD = /^\{"baseVersion":(0|[1-9]\d{0,14}),"cells":\[/;
// oxlint-disable-next-line no-control-regex -- none of them may stand in a JSON string
const CELL = /\{"item":"[^"\\\0-\x1f]*","value":(?:0|[1-9]\d{0,14}|null|"[^"\\\0-\x1f]*")(?:,"origin":"[tip]")?\}[,\]]/y;

/** What JSON.parse would give; null where the text is anything else, or written otherwise. */
export function plainCells(text: string): { readonly baseVersion: number; readonly cells: readonly Cell[] } | null {
  const head = HEAD.exec(text);
  if (!head) return null;
  const cells: Cell[] = [];
  let from = head[0].length;
  CELL.lastIndex = from;
  // Hot: cells are taken by their places, for an array of what a pattern captured costs more than all the rest.
  while (CELL.test(text)) {
    const to = CELL.lastIndex;
    cells.push(cellAt(text, from, to));
    if (text.charCodeAt(to - 1) === BRACKET_END) return text.slice(to) === '}' ? { baseVersion: Number(head[1]), cells } : null;
    from = to;
  }
  return null;
}

const [QUOTE, DIGIT_0, DIGIT_9, BRACKET_END, SMALL_N] = [34, 48, 57, 93, 110];
const BEFORE_ITEM = '{"item":"'.length;
const BEFORE_VALUE = '","value":'.length;
const ORIGIN = ',"origin":"';

/** The cell that `CELL` found there. */
function cellAt(text: string, from: number, to: number): Cell {
  const item = stringAt(text, from + BEFORE_ITEM);
  const value = valueAt(text, from + BEFORE_ITEM + item.length + BEFORE_VALUE);
  const mark = to - 't"},'.length;
  return text.startsWith(ORIGIN, mark - ORIGIN.length) ? { item, value, origin: text.charAt(mark) as CellOrigin } : { item, value };
}

function valueAt(text: string, from: number): Kept {
  const first = text.charCodeAt(from);
  if (first === SMALL_N) return null;
  if (first === QUOTE) return stringAt(text, from + 1);
  let number = 0;
  for (let at = from, digit = first; digit >= DIGIT_0 && digit <= DIGIT_9; digit = text.charCodeAt(++at)) number = number * 10 + digit - DIGIT_0;
  return number;
}

function stringAt(text: string, from: number): string {
  return text.slice(from, text.indexOf('"', from));
}
