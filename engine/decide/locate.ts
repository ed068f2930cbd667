// Finds the field that a person ruled on, also after the form was changed a little: by its words first, by its cell second.
import { normalise } from '../interpret/index.ts';
import type { FieldReference } from '../model/decision.ts';
import type { FieldMeaning } from '../model/meaning.ts';

/**
 * label: the words agree (and, of several with the same words, the cell) · cell: the cell agrees and so do the innermost words, or no
 * words were given · ambiguous: the words stand at several cells, none of them the one ruled on.
 */
export type Located = { readonly kind: 'label' | 'cell'; readonly field: FieldMeaning } | { readonly kind: 'none' } | { readonly kind: 'ambiguous' };

/** The words of a field, folded so that spaces, width and dashes do not matter. */
export function pathOf({ reading }: FieldMeaning): string[] {
  return [...reading.section, ...reading.rowPath, ...reading.columnPath].map(({ text }) => normalise(text));
}

export function locate(reference: FieldReference, fields: readonly FieldMeaning[]): Located {
  const own = fields.filter(({ requirement }) => requirement === reference.requirement);
  const atCell = own.filter(({ reading }) => reading.cell === reference.cell && (reference.sheet === null || reading.sheet === reference.sheet));
  if (reference.label === null) return atCell[0] ? { kind: 'cell', field: atCell[0] } : { kind: 'none' };
  const words = reference.label.map(normalise);
  const labelled = own.filter((field) => pathOf(field).join('›') === words.join('›'));
  const sameSheet = labelled.filter(({ reading }) => reading.sheet === reference.sheet);
  const exact = labelled.find((field) => atCell.includes(field)) ?? only(labelled) ?? only(sameSheet);
  if (exact) return { kind: 'label', field: exact };
  if (labelled.length > 1) return { kind: 'ambiguous' };
  const kept = atCell.find((field) => pathOf(field).at(-1) === words.at(-1) || pathOf(field)[0] === words[0]);
  return kept ? { kind: 'cell', field: kept } : { kind: 'none' };
}

function only<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}
