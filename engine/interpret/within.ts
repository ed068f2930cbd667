// 党员、独居均为“计”的其中数: a note that says which columns, or rows, are parts of which.
import type { Label } from '../model/reading.ts';
import { type Draft, sameRef, type Sheet } from './draft.ts';
import { nameOf } from './equations.ts';
import type { NoteGrammar } from './noteGrammar.ts';
import { speaksOf } from './scope.ts';
import { type Subject, subjectOf } from './subjects.ts';
import { titleOfWhere } from './says.ts';

/** Blanks that a note calls parts of another one, named by its label or its number. */
export interface Within {
  readonly parts: Subject;
  readonly whole: string;
  readonly source: Label;
}

export function withinOf(clause: string, source: Label, grammar: NoteGrammar): Within[] {
  const { parts = '', whole = '' } = grammar.partsOf.exec(clause)?.groups ?? {};
  const subject = subjectOf(parts.replace(grammar.subjectNoise, ''), null, grammar);
  return subject?.kind === 'labels' || subject?.kind === 'items' ? [{ parts: subject, whole: nameOf(whole), source }] : [];
}

/** A part is counted among those of its whole in the same line: what is said of the whole holds for it too. */
export function restrictWithin(sheet: Sheet, draft: Draft): void {
  const { resolution } = draft;
  if (!resolution) return;
  for (const note of sheet.notes.within) {
    if (!speaksOf(note.parts, draft.naming)) continue;
    const { source } = note;
    const [only, ...others] = wholesOf(sheet, note).filter((whole) => whole !== draft && standsInLine(whole, draft, note.whole));
    if (!only?.resolution || others.length > 0 || only.resolution.measure.object !== resolution.measure.object) continue;
    const added = Object.fromEntries(Object.entries(only.where).filter(([facet]) => !(facet in draft.where)));
    if (Object.keys(added).length === 0) continue;
    draft.where = { ...draft.where, ...added };
    draft.evidence.push({ says: titleOfWhere(added, sheet.lexicon), label: source, from: 'note' });
  }
}

const wholes = new WeakMap<Sheet, Map<Within, readonly Draft[]>>();

/** The blanks that the note may mean by the whole, looked for once. */
function wholesOf(sheet: Sheet, note: Within): readonly Draft[] {
  const known = wholes.get(sheet) ?? new Map<Within, readonly Draft[]>();
  wholes.set(sheet, known);
  const made = known.get(note) ?? sheet.drafts.filter((draft) => isCalled(draft, 'column', note.whole) || isCalled(draft, 'row', note.whole));
  known.set(note, made);
  return made;
}

/** In one table: in the same row under the column called so, or in the same column in the row called so. */
function standsInLine(whole: Draft, { field }: Draft, name: string): boolean {
  const { table, row, column } = whole.field;
  return table === field.table && ((row === field.row && isCalled(whole, 'column', name)) || (column === field.column && isCalled(whole, 'row', name)));
}

function isCalled({ field }: Draft, axis: 'row' | 'column', name: string): boolean {
  const label = (axis === 'column' ? field.columnPath : field.rowPath).at(-1);
  return (label !== undefined && nameOf(label.text) === name) || sameRef(name, axis === 'column' ? field.columnCode : field.rowCode);
}
