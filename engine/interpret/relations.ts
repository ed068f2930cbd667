// Printed relations, in numbers (1=2+3) or names (户籍人口≥户籍老年人口), as relations between fields, along rows and columns.
import type { FieldRelation } from '../model/meaning.ts';
import type { FieldReading, Label } from '../model/reading.ts';
import { type Draft, plainRef, type Sheet } from './draft.ts';
import { nameOf, type PrintedRelation, type SignedRef } from './equations.ts';
import { normalise } from './lexicon.ts';

/** Printed relations as relations between fields, along rows (every column) or columns (every row), and those that are about no blanks that can be told. */
export function relationsOf(sheet: Sheet): { readonly relations: readonly FieldRelation[]; readonly unread: readonly Label[] } {
  const { notes } = sheet;
  const unread: Label[] = [];
  const relations: FieldRelation[] = [];
  const take = (found: readonly FieldRelation[], { source }: PrintedRelation): void => {
    relations.push(...found);
    if (found.length === 0 && sheet.drafts.length > 0) unread.push(source);
  };
  const lines = notes.relations.length > 0 ? numbered(sheet) : [];
  for (const relation of notes.relations)
    take(
      lines.filter(({ axis }) => (relation.axis ?? axis) === axis).flatMap(({ line }) => alongLine(sheet, relation, (ref) => line.get(plainRef(ref)))),
      relation,
    );
  const named = notes.named.length > 0 ? namedLines(sheet) : [];
  const defining = new Set([...notes.definitionSources.values()].map(({ text }) => text));
  for (const relation of notes.named) {
    const [lines = [], sheetwide = []] = named.map((some) => some.flatMap((line) => alongLine(sheet, relation, (ref) => line.get(nameOf(ref)))));
    const found = lines.length > 0 ? lines : sheetwide;
    if (found.length > 0 || !defining.has(relation.source.text)) take(found, relation);
  }
  return { relations, unread };
}

interface NumberedLine {
  readonly axis: 'row' | 'column';
  readonly line: ReadonlyMap<string, Draft>;
}

/** Blanks by the numbers of their rows, column by column, and by those of their columns, row by row. */
function numbered(sheet: Sheet): NumberedLine[] {
  return [
    ...[...sheet.byColumn.values()].map((line): NumberedLine => ({ axis: 'row', line: byCode(line, ({ rowCode }) => rowCode) })),
    ...[...sheet.byRow.values()].map((line): NumberedLine => ({ axis: 'column', line: byCode(line, ({ columnCode }) => columnCode) })),
  ];
}

/** Rows numbered 01, 02 … and columns 1, 2 …: a relation that spells its numbers as only one of them does is about that one. */
export function withAxis(relation: PrintedRelation, fields: readonly FieldReading[]): PrintedRelation {
  const spelled = (codeOf: (field: FieldReading) => string | null): boolean => {
    const codes = new Set(fields.flatMap((field) => codeOf(field) ?? []).map(normalise));
    return [...relation.left, ...relation.right].every(({ ref }) => codes.has(normalise(ref)));
  };
  const [row, column] = [spelled(({ rowCode }) => rowCode), spelled(({ columnCode }) => columnCode)];
  return row === column ? relation : { ...relation, axis: row ? 'row' : 'column' };
}

/** Blanks by the names of their rows, column by column, and by those of their columns, row by row; then by name over all the sheet. */
function namedLines({ drafts, byColumn, byRow }: Sheet): readonly (readonly ReadonlyMap<string, Draft>[])[] {
  const ofRow = ({ rowPath }: FieldReading): Label | undefined => rowPath.at(-1);
  const ofColumn = ({ columnPath }: FieldReading): Label | undefined => columnPath.at(-1);
  return [
    [...[...byColumn.values()].map((line) => byName(line, ofRow)), ...[...byRow.values()].map((line) => byName(line, ofColumn))],
    [byName(drafts, (field) => ofRow(field) ?? ofColumn(field))],
  ];
}

/** Names that stand once; two blanks of one name cannot be told apart by it. */
function byName(line: readonly Draft[], labelOf: (field: FieldReading) => Label | undefined): Map<string, Draft> {
  const found = new Map<string, Draft | null>();
  for (const draft of line) {
    const name = nameOf(labelOf(draft.field)?.text ?? '');
    found.set(name, found.has(name) ? null : draft);
  }
  return new Map([...found].flatMap(([name, draft]) => (draft && name !== '' ? [[name, draft] as const] : [])));
}

function byCode(line: readonly Draft[], codeOf: (field: FieldReading) => string | null): Map<string, Draft> {
  return new Map(
    [...line].reverse().flatMap((draft) => {
      const code = codeOf(draft.field);
      return code === null ? [] : [[plainRef(code), draft] as const];
    }),
  );
}

function alongLine(sheet: Sheet, { left, comparison, right, source }: PrintedRelation, blank: (ref: string) => Draft | undefined): FieldRelation[] {
  const side = (refs: readonly SignedRef[]): { sign: 1 | -1; field: string }[] | null => {
    const found = refs.map(({ sign, ref }) => ({ sign, field: blank(ref)?.field }));
    return found.every((term): term is { sign: 1 | -1; field: FieldReading } => term.field !== undefined)
      ? found.map(({ sign, field }) => ({ sign, field: `${sheet.form.requirement}|${field.sheet}|${field.cell}` }))
      : null;
  };
  const [from, to] = [side(left), side(right)];
  return from && to ? [{ left: from, comparison, right: to, source }] : [];
}
