// 党员、独居均为“计”的其中数: a note that says which columns, or rows, are parts of which.
import type { Label } from '../model/reading.ts';
import { type Draft, lineOf, sameRef, type Sheet } from './draft.ts';
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

export function withinOf(clause: string, source: Label, grammar: NoteGrammar): Within | null {
  const { parts = '', whole = '' } = grammar.partsOf.exec(clause)?.groups ?? {};
  const subject = parts === '' ? null : subjectOf(parts.replace(grammar.subjectNoise, ''), null, grammar);
  return subject && (subject.kind === 'labels' || subject.kind === 'items') ? { parts: subject, whole: nameOf(whole), source } : null;
}

/** A part is counted among those of its whole in the same line: what is said of the whole holds for it too. */
export function restrictWithin(sheet: Sheet, draft: Draft): void {
  const { resolution } = draft;
  if (!resolution) return;
  for (const { parts, whole, source } of sheet.notes.within) {
    if (!speaksOf(parts, draft.naming)) continue;
    const found = (['column', 'row'] as const).flatMap((axis) => lineOf(sheet, draft, axis).filter((other) => other !== draft && isCalled(other, axis, whole)));
    const [only, ...others] = found;
    if (!only?.resolution || others.length > 0 || only.resolution.measure.object !== resolution.measure.object) continue;
    const added = Object.fromEntries(Object.entries(only.where).filter(([facet]) => !(facet in draft.where)));
    if (Object.keys(added).length === 0) continue;
    draft.where = { ...draft.where, ...added };
    draft.evidence.push({ says: titleOfWhere(added, sheet.lexicon), label: source, from: 'note' });
  }
}

function isCalled({ field }: Draft, axis: 'row' | 'column', name: string): boolean {
  const label = (axis === 'column' ? field.columnPath : field.rowPath).at(-1);
  return (label !== undefined && nameOf(label.text) === name) || sameRef(name, axis === 'column' ? field.columnCode : field.rowCode);
}
