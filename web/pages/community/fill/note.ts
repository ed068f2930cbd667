// The note beside a field: it belongs to its cell while it is typed, so that another field with the focus, or a save that fails, takes nothing away.
import { call, Refusal } from '../../../client/client.ts';
import type { Cell } from './cell.ts';

/** When the note is left; what could not be saved stays in the cell, with the words why. */
export async function saveNote(where: { readonly communityId: string; readonly period: string }, cell: Cell): Promise<void> {
  const typed = cell.noteTyped;
  if (typed === null) return;
  cell.noteFault = '';
  const words = typed.trim();
  try {
    if (words !== cell.note) await call('cell.note', { params: where, body: { item: cell.item, words, was: cell.note } });
    cell.note = words;
    // Typed on while it was on its way.
    if (cell.noteTyped === typed) cell.noteTyped = null;
  } catch (error) {
    cell.noteFault = error instanceof Refusal ? error.message : String(error);
    // Theirs has been told: saved once more, one's own stands.
    if (error instanceof Refusal && error.code === 'note.changed') cell.note = theirsIn(error);
  }
}

function theirsIn({ details }: Refusal): string {
  return String((details['params'] as { words?: unknown } | undefined)?.words ?? '');
}
