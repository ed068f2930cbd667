// Several cells at one stroke: a block pasted, values at hand taken over, the rest set to 0; and one step back.
import { ref, shallowRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { inOneLine, parseBlock } from '../paste.ts';
import { isNumber, offerOf, type Cell, type Origin } from './cell.ts';
import type { Edit } from './queue.ts';
import type { Saver } from './saver.ts';
import { pastedAt, type Sheet } from './sheet.ts';
import { isOffered, isRest } from './tally.ts';
import { textOf } from './values.ts';

export interface Bulk {
  /** What was done last, in words. */
  readonly said: Ref<string>;
  readonly undoable: Ref<boolean>;
  /** From this cell to the right and down, as far as the block goes. */
  readonly paste: (from: Cell, text: string) => void;
  /** Each gives the first cell concerned. */
  readonly acceptAll: () => Cell | undefined;
  readonly restZero: () => Cell | undefined;
  readonly undo: () => Cell | undefined;
}

/** How a cell stood before a stroke, and what the stroke put there. */
export interface Done {
  readonly before: Edit;
  readonly text: string;
}

export function bulkOf(sheet: Sheet, saver: Saver): Bulk {
  const { t } = useI18n();
  const said = ref('');
  const undoable = ref(false);
  const last = shallowRef<readonly Done[]>([]);

  return { said, undoable, paste, acceptAll, restZero, undo };

  function atOnce(edits: readonly Edit[], words: string): Cell | undefined {
    last.value = edits.map(({ cell, text }) => ({ before: { cell, text: cell.text, origin: originOf(cell) }, text }));
    undoable.value = true;
    saver.editAll(edits);
    said.value = words;
    return edits[0]?.cell;
  }

  function undo(): Cell | undefined {
    const back = undoing(last.value);
    last.value = [];
    undoable.value = false;
    saver.editAll(back);
    said.value = t('community.fill.undone', { count: back.length });
    return back[0]?.cell;
  }

  function paste(from: Cell, text: string): void {
    const edits: Edit[] = [];
    let outside = 0;
    const block = parseBlock(text);
    const { rows, heads } = isNumber(from.question)
      ? withoutHeads(block, (each) => sheet.judge(from.question, each).kind === 'taken')
      : { rows: block, heads: false };
    const single = rows.every(({ length }) => length === 1);
    for (const [down, row] of rows.entries())
      for (const [right, raw] of row.entries()) {
        const cell = pastedAt(sheet, from, { down, right, single });
        if (cell) edits.push({ cell, text: understood(cell, inOneLine(raw)) });
        else if (raw.trim() !== '') outside += 1;
      }
    if (edits.length === 1 && outside === 0) return saver.edit(from, edits[0]?.text ?? '');
    const said = t(outside > 0 ? 'community.fill.pastedSome' : 'community.fill.pasted', { count: edits.length, outside });
    atOnce(edits, heads ? said + t('community.fill.pastedHeads') : said);
  }

  /** 1,234 and full-width digits as they are kept; what cannot be kept stays as it was written. */
  function understood(cell: Cell, text: string): string {
    if (/^\d{1,12}$/.test(text)) return text;
    const judged = sheet.judge(cell.question, text);
    return judged.kind === 'taken' ? textOf(judged.value) : text;
  }

  function restZero(): Cell | undefined {
    const edits = sheet.cells.filter(isRest).map((cell) => ({ cell, text: '0' }));
    return atOnce(edits, t('community.fill.zeroed', { count: edits.length }));
  }

  function acceptAll(): Cell | undefined {
    const edits = sheet.cells.filter(isOffered).map((cell) => ({ cell, text: textOf(offerOf(cell)), origin: 'p' as const }));
    return atOnce(edits, t('community.fill.accepted', { count: edits.length }));
  }
}

/** One step back; what was typed since, or shown of somebody else, stays. */
export function undoing(done: readonly Done[]): readonly Edit[] {
  return done.flatMap(({ before, text }) => (before.cell.text === text ? before : []));
}

function originOf({ origin }: Cell): Origin {
  return origin === 'p' || origin === 'i' ? origin : 't';
}

/**
 * Heads and names that were copied along with the numbers are left out: a first line, and then a first column, that holds nothing that `isTaken` and at least one
 * word without a digit. Of a single line or column nothing is left out.
 */
export function withoutHeads(
  block: readonly (readonly string[])[],
  isTaken: (text: string) => boolean,
): { readonly rows: readonly (readonly string[])[]; readonly heads: boolean } {
  const isHead = (texts: readonly string[]): boolean =>
    texts.every((text) => text.trim() === '' || !isTaken(text)) && texts.some((text) => text.trim() !== '' && !/\d/u.test(text));
  const top = block.length > 1 && isHead(block[0] ?? []) ? 1 : 0;
  const rows = block.slice(top);
  const left = rows.every(({ length }) => length > 1) && isHead(rows.map(([first = '']) => first)) ? 1 : 0;
  return { rows: rows.map((row) => row.slice(left)), heads: top + left > 0 };
}
