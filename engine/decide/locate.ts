// Finds the field that a person ruled on, also after the form was changed a little: by its words first, by its cell second.
import { normalise } from '../interpret/index.ts';
import type { FieldReference } from '../model/decision.ts';
import type { FieldMeaning } from '../model/meaning.ts';

/**
 * label: the words agree (and, of several with the same words, the cell, also on a sheet that was renamed) · words: all of them stand
 * over one blank, with others between · cell: the cell agrees and the words are alike, those of its row too, or none were given · ambiguous:
 * the words stand at several cells, none of them the one ruled on.
 */
export type Located = { readonly kind: 'label' | 'words' | 'cell'; readonly field: FieldMeaning } | { readonly kind: 'none' } | { readonly kind: 'ambiguous' };

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
  const sheetIsGone = reference.sheet !== null && own.every(({ reading }) => reading.sheet !== reference.sheet);
  const elsewhere = sheetIsGone ? labelled.filter(({ reading }) => reading.cell === reference.cell) : [];
  const exact = labelled.find((field) => atCell.includes(field)) ?? only(labelled) ?? only(sameSheet) ?? only(elsewhere);
  if (exact) return { kind: 'label', field: exact };
  if (labelled.length > 1) return { kind: 'ambiguous' };
  const within = own.filter((field) => isWithin(words, pathOf(field)));
  const shortest = Math.min(...within.map((field) => pathOf(field).length));
  const longer = only(within.filter((field) => pathOf(field).length === shortest));
  if (longer) return { kind: 'words', field: longer };
  const kept = atCell.find((field) => isAlike(words.join(''), pathOf(field).join('')) && isSameRow(words, field));
  return kept ? { kind: 'cell', field: kept } : { kind: 'none' };
}

/** Are all of the words there, in this order, with others between them? */
function isWithin(words: readonly string[], path: readonly string[]): boolean {
  let next = 0;
  for (const word of path) if (word === words[next]) next += 1;
  return next === words.length;
}

/**
 * A head that all blanks of a column share does not make one row another: of the words beside it, letters may only have been added, or only
 * left out. 户籍人口 is not 常住人口, nor are those over 60 those over 65, however much of the words is the same.
 */
function isSameRow(words: readonly string[], { reading }: FieldMeaning): boolean {
  const heads = reading.columnPath.map(({ text }) => normalise(text));
  const own = [...reading.section, ...reading.rowPath].map(({ text }) => normalise(text)).join('');
  const given = words.filter((word) => !heads.includes(word)).join('');
  return own === '' || given === '' || (isAlike(given, own) && (isWithin([...given], [...own]) || isWithin([...own], [...given])));
}

/** Are more than half of the letters the same? */
function isAlike(one: string, other: string): boolean {
  const left = [...other];
  const common = [...one].filter((letter) => {
    const found = left.indexOf(letter);
    if (found >= 0) left.splice(found, 1);
    return found >= 0;
  });
  return 2 * common.length > Math.max([...one].length, [...other].length);
}

function only<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}
