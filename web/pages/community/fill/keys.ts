// The keys of a spreadsheet in a table of plain fields: Enter and arrows move, F2 or a double click edits, Esc puts back, a letter typed into a field just reached or
// clicked replaces what is in it. Nothing is done while a method of input (拼音) is composing. One set of listeners for all fields.
import type { Cell } from './cell.ts';
import type { Sheet } from './sheet.ts';
import { textOf } from './values.ts';

export interface Typing {
  readonly sheet: Sheet;
  readonly root: () => HTMLElement | null;
  readonly writable: () => boolean;
  readonly edit: (cell: Cell, text: string) => void;
  readonly paste: (cell: Cell, text: string) => void;
  readonly accept: (cell: Cell) => boolean;
  readonly entered: (cell: Cell) => void;
  readonly left: (cell: Cell) => void;
  /** To the panel beside the table. */
  readonly aside: () => void;
  /** To the note of the field. */
  readonly note: () => void;
  /** Enter in the last field: on to what comes after the tables. */
  readonly end: () => void;
}

type Field = HTMLInputElement | HTMLSelectElement;

export interface Keys {
  readonly focus: (cell: Cell) => void;
  readonly input: (event: Event) => void;
  readonly keydown: (event: KeyboardEvent) => void;
  readonly focusin: (event: FocusEvent) => void;
  readonly focusout: (event: FocusEvent) => void;
  readonly mousedown: (event: MouseEvent) => void;
  readonly dblclick: (event: MouseEvent) => void;
  readonly compositionstart: (event: CompositionEvent) => void;
  readonly compositionend: (event: CompositionEvent) => void;
  readonly paste: (event: ClipboardEvent) => void;
}

export function keysFor(typing: Typing): Keys {
  const { sheet } = typing;
  const put = escaping();
  /** Does the caret move in the field? */
  let editing = false;
  let typed = false;
  /** Where a run of Tabs along a row began: Enter goes back under it, as in a spreadsheet. */
  let begun: Cell | null = null;

  return { focus, input, keydown, focusin, focusout, mousedown, dblclick, compositionstart, compositionend, paste };

  function cellOf(event: Event): { cell: Cell; field: Field } | null {
    const field = event.target;
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) return null;
    const cell = sheet.byItem.get(field.dataset['item'] ?? '');
    return cell ? { cell, field } : null;
  }

  function fieldOf(cell: Cell): Field | null {
    return typing.root()?.querySelector<Field>(`[data-item="${CSS.escape(cell.item)}"]`) ?? null;
  }

  function focus(cell: Cell): void {
    const field = fieldOf(cell);
    field?.focus({ preventScroll: true });
    field?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  function focusin(event: FocusEvent): void {
    const found = cellOf(event);
    if (!found) return;
    put.reached();
    [editing, typed, begun] = [false, false, null];
    if (found.field instanceof HTMLInputElement) found.field.select();
    typing.entered(found.cell);
  }

  function focusout(event: FocusEvent): void {
    const found = cellOf(event);
    if (found) typing.left(found.cell);
  }

  /** A click takes the whole field, one into the field that has the focus too: a number stands right, and the caret would come to stand before it. */
  function mousedown(event: MouseEvent): void {
    const found = cellOf(event);
    if (!found || found.field instanceof HTMLSelectElement || (editing && document.activeElement === found.field)) return;
    event.preventDefault();
    found.field.focus();
    found.field.select();
    typed = false;
  }

  function dblclick(event: MouseEvent): void {
    const found = cellOf(event);
    if (found && !editing) edit(found.field);
  }

  function compositionstart(event: CompositionEvent): void {
    const found = cellOf(event);
    if (found) found.field.dataset['composing'] = 'yes';
  }

  function compositionend(event: CompositionEvent): void {
    const found = cellOf(event);
    if (!found) return;
    delete found.field.dataset['composing'];
    typed = true;
    put.by(found.cell, () => typing.edit(found.cell, found.field.value));
  }

  function input(event: Event): void {
    const found = cellOf(event);
    if (!found || found.field.dataset['composing'] === 'yes') return;
    typed = true;
    put.by(found.cell, () => typing.edit(found.cell, found.field.value));
  }

  function paste(event: ClipboardEvent): void {
    const found = cellOf(event);
    const text = event.clipboardData?.getData('text/plain') ?? '';
    // A word into a field that is being edited goes where the caret is.
    if (!found || !typing.writable() || text === '' || (editing && !/[\t\r\n]/.test(text.replace(/\r?\n$/, '')))) return;
    event.preventDefault();
    put.by(found.cell, () => typing.paste(found.cell, text));
    if (found.field instanceof HTMLInputElement) found.field.select();
  }

  function keydown(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === 229) return;
    const found = cellOf(event);
    if (!found) return fromSum(event);
    if (acts(event, found.cell, found.field)) event.preventDefault();
  }

  /** Did the key do something? */
  function acts(event: KeyboardEvent, cell: Cell, field: Field): boolean {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (key === 'F6') return does(() => typing.aside());
    if (ctrlKey || metaKey) return false;
    if (key === '=' && (altKey || field.value === '' || !typed) && (altKey || cell.question.answers !== 'text'))
      return typing.writable() && put.by(cell, () => typing.accept(cell));
    if (altKey) return false;
    switch (key) {
      case 'Enter':
        return does(() => enter(cell, shiftKey ? -1 : 1));
      case 'Tab':
        return along(cell, shiftKey ? -1 : 1);
      case 'F2':
        return does(() => (shiftKey ? typing.note() : edit(field)));
      case 'Escape':
        return restore(cell, field);
      case 'ArrowDown':
        return field instanceof HTMLSelectElement || !editing ? does(() => move(cell, 1, 0, true)) : false;
      case 'ArrowUp':
        return field instanceof HTMLSelectElement || !editing ? does(() => move(cell, -1, 0, true)) : false;
      case 'ArrowLeft':
        return sideways(cell, field, -1);
      case 'ArrowRight':
        return sideways(cell, field, 1);
      case 'Backspace':
      case 'Delete':
        return field instanceof HTMLSelectElement && typing.writable() && does(() => put.by(cell, () => typing.edit(cell, '')));
      default:
        return chosen(key, cell, field);
    }
  }

  function does(act: () => void): boolean {
    act();
    return true;
  }

  function edit(field: Field): void {
    editing = !editing;
    if (editing && field instanceof HTMLInputElement) field.setSelectionRange(field.value.length, field.value.length);
  }

  function restore(cell: Cell, field: Field): boolean {
    const back = put.back(cell);
    if (cell.text === back) return false;
    typing.edit(cell, back);
    field.value = back;
    put.reached();
    if (field instanceof HTMLInputElement) field.select();
    [editing, typed] = [false, false];
    return true;
  }

  /** In words that are being written the caret moves. */
  function sideways(cell: Cell, field: Field, by: number): boolean {
    const isWords = cell.question.answers === 'text' || cell.question.answers === 'any';
    if (editing || (isWords && typed && field instanceof HTMLInputElement)) return false;
    return does(() => move(cell, 0, by, false));
  }

  /** 1…9 choose from a short list. */
  function chosen(key: string, cell: Cell, field: Field): boolean {
    const choice = cell.question.choices?.[Number(key) - 1];
    if (!(field instanceof HTMLSelectElement) || !/^[1-9]$/.test(key) || choice === undefined || !typing.writable()) return false;
    return does(() => put.by(cell, () => typing.edit(cell, choice)));
  }

  /** Down the column, then on to the next column or block, so that Enter alone reaches every field. */
  function enter(cell: Cell, by: 1 | -1): void {
    const rows = sheet.grid[cell.block] ?? [];
    const column = by === 1 && begun?.block === cell.block && begun.row === cell.row ? begun.column : null;
    const order = enterOrder(rows);
    const next = column === null ? order[order.indexOf(cell) + by] : rows.slice(cell.row + 1).flatMap((row) => row[column] ?? [])[0];
    if (next) return focus(next);
    for (let block = cell.block + by; sheet.grid[block]; block += by) {
      const order = enterOrder(sheet.grid[block] ?? []);
      const first = order[by === 1 ? 0 : order.length - 1];
      if (first) return focus(first);
    }
    if (by === 1) typing.end();
  }

  /** To the next field that way; at the edge of a block on into the next block, if `on`. */
  function move({ block, row, column }: Cell, down: number, right: number, on: boolean): void {
    let [r, c] = [row + down, column + right];
    for (let rows = sheet.grid[block]; rows?.[r] !== undefined && c >= 0 && c < (rows[r]?.length ?? 0); r += down, c += right) {
      const cell = rows[r]?.[c];
      if (cell) return focus(cell);
    }
    if (right > 0) typing.root()?.querySelector<HTMLElement>(`[data-sum="${block}:${row}"]`)?.focus();
    else if (on) {
      const cells = sheet.grid[block + down]?.flat() ?? [];
      const next = (down > 0 ? cells : [...cells].reverse()).find((cell) => cell !== null);
      if (next) focus(next);
    }
  }

  /** Tab goes from field to field; after the last one on to what follows the table. */
  function along(cell: Cell, by: number): boolean {
    const next = sheet.cells[sheet.cells.indexOf(cell) + by];
    if (!next) return false;
    const from = begun ?? cell;
    focus(next);
    if (by === 1 && from.block === next.block && from.row === next.row) begun = from;
    return true;
  }

  function fromSum(event: KeyboardEvent): void {
    const at = event.target instanceof HTMLElement ? event.target.dataset['sum'] : undefined;
    if (at === undefined || event.key !== 'ArrowLeft') return;
    const [block, row] = at.split(':').map(Number);
    const cells = sheet.grid[block ?? -1]?.[row ?? -1] ?? [];
    const last = [...cells].reverse().find((cell) => cell !== null);
    if (!last) return;
    event.preventDefault();
    focus(last);
  }
}

/** What Esc puts back into the field that has the focus. */
export function escaping(): {
  readonly reached: () => void;
  /** An act of the person on this cell. */
  readonly by: <Result>(cell: Cell, act: () => Result) => Result;
  readonly back: (cell: Cell) => string;
} {
  let before = '';
  /** What the person has put there since the field was reached. */
  let mine: string | null = null;

  function by<Result>(cell: Cell, act: () => Result): Result {
    const text = cell.text;
    const result = act();
    // What was shown of somebody else meanwhile is what stood before.
    if (mine === null || mine !== text) before = text;
    mine = cell.text;
    return result;
  }

  /** What stood there before the person's own hand; where that, or what was never touched, cannot be kept, what was kept last. */
  function back(cell: Cell): string {
    if (mine === cell.text && before !== mine) return before;
    return cell.mark === 'faulty' ? textOf(cell.value) : cell.text;
  }

  return { reached: () => (mine = null), by, back };
}

/** Column by column: all of a list, a cross-tab from the top of each column to its end. */
export function enterOrder(rows: readonly (readonly (Cell | null)[])[]): Cell[] {
  const widest = Math.max(0, ...rows.map(({ length }) => length));
  return Array.from({ length: widest }, (_column, at) => rows.flatMap((row) => row[at] ?? [])).flat();
}
