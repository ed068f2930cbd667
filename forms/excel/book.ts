// The workbook part: which sheets there are, where they lie, which names are defined. In: an open package. Out: an outline
// from which sheets are read or filled.
import { attribute, CLOSE, cursorAt, elementText, isSet, next, OPEN, type Cursor } from './xml.ts';
import { existingPart, partXml, relationsOf, type Package, type Relation } from './parts.ts';

export interface SheetEntry {
  readonly name: string;
  readonly hidden: boolean;
  /** Name of its part; null when the workbook names a sheet that the file lacks. */
  readonly part: string | null;
}

export interface DefinedName {
  readonly name: string;
  /** Index of the sheet for which alone it holds, or null. */
  readonly sheet: number | null;
  readonly formula: string;
}

export interface Outline {
  readonly part: string;
  readonly sheets: readonly SheetEntry[];
  readonly names: readonly DefinedName[];
  readonly date1904: boolean;
  readonly sharedStrings: string | null;
  readonly styles: string | null;
  readonly hasMacros: boolean;
  readonly hasExternalLinks: boolean;
  readonly damaged: boolean;
}

/** Reads the outline; null when the package has no workbook part. */
export function readOutline(book: Package): Outline | null {
  const part = workbookPart(book);
  const xml = part === null ? null : partXml(book, part);
  if (part === null || xml === null) return null;
  const relations = relationsOf(book, part);
  const found = scanWorkbook(cursorAt(xml));
  return {
    part,
    sheets: found.sheets.flatMap((sheet) => sheetEntry(book, sheet, relations)),
    names: found.names,
    date1904: found.date1904,
    sharedStrings: relatedPart(book, relations, 'sharedStrings', 'xl/sharedStrings.xml'),
    styles: relatedPart(book, relations, 'styles', 'xl/styles.xml'),
    hasMacros: relations.some((relation) => relation.kind === 'vbaProject') || existingPart(book, 'xl/vbaProject.bin') !== null,
    hasExternalLinks: relations.some((relation) => relation.kind === 'externalLink'),
    damaged: found.damaged,
  };
}

/** The part that is the workbook, or null. Nearly every program gives it the usual name; only else is the package asked. */
function workbookPart(book: Package): string | null {
  const usual = existingPart(book, 'xl/workbook.xml');
  if (usual !== null) return usual;
  const main = relationsOf(book, '').find((relation) => relation.kind === 'officeDocument');
  return main ? existingPart(book, main.target) : null;
}

interface Scanned {
  readonly sheets: { readonly name: string; readonly state: string; readonly relation: string }[];
  readonly names: DefinedName[];
  date1904: boolean;
  damaged: boolean;
}

function scanWorkbook(cursor: Cursor): Scanned {
  const found: Scanned = { sheets: [], names: [], date1904: false, damaged: false };
  while (next(cursor)) if (cursor.kind !== CLOSE) scanTag(cursor, found);
  found.damaged = cursor.damagedAt >= 0;
  return found;
}

function scanTag(cursor: Cursor, found: Scanned): void {
  switch (cursor.name) {
    case 'workbookPr':
      found.date1904 ||= isSet(attribute(cursor, 'date1904'));
      return;
    case 'sheet':
      found.sheets.push({ name: attribute(cursor, 'name') ?? '', state: attribute(cursor, 'state') ?? '', relation: attribute(cursor, 'id') ?? '' });
      return;
    case 'definedName':
      if (cursor.kind === OPEN) found.names.push(definedName(cursor));
  }
}

function definedName(cursor: Cursor): DefinedName {
  const local = attribute(cursor, 'localSheetId');
  const name = attribute(cursor, 'name') ?? '';
  return { name, sheet: local === null ? null : Number(local), formula: elementText(cursor) };
}

/** Chart, dialog and macro sheets have no cells and are left out. */
function sheetEntry(book: Package, sheet: Scanned['sheets'][number], relations: readonly Relation[]): SheetEntry[] {
  const relation = relations.find((candidate) => candidate.id === sheet.relation);
  if (relation && relation.kind !== 'worksheet') return [];
  const hidden = sheet.state === 'hidden' || sheet.state === 'veryHidden';
  return [{ name: sheet.name, hidden, part: relation ? existingPart(book, relation.target) : null }];
}

function relatedPart(book: Package, relations: readonly Relation[], kind: string, usual: string): string | null {
  const relation = relations.find((candidate) => candidate.kind === kind);
  return (relation && existingPart(book, relation.target)) ?? existingPart(book, usual);
}
