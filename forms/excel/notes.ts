// Notes attached to cells: the old kind (comments) and conversations (threaded comments). In: the parts that hold them.
// Out: one note per cell, in the order of the file; a conversation replaces the old note that stands in for it.
import { parseCellName, type CellNote } from '../../engine/model/sheet.ts';
import { partXml, relationsOf, type Package } from './parts.ts';
import { cleanText, richText } from './strings.ts';
import { attribute, cursorAt, elementText, next, OPEN, type Cursor, type Xml } from './xml.ts';

/** The notes of one sheet. */
export function readNotes(book: Package, sheetPart: string): CellNote[] {
  const notes = new Map<string, CellNote>();
  const threads = new Map<string, CellNote>();
  for (const relation of relationsOf(book, sheetPart)) {
    const xml = relation.kind === 'comments' || relation.kind === 'threadedComment' ? partXml(book, relation.target) : null;
    if (xml && relation.kind === 'comments') collect(xml, 'comment', notes);
    else if (xml) collect(xml, 'threadedComment', threads);
  }
  return [...new Map([...notes, ...threads]).values()];
}

function collect(xml: Xml, element: string, notes: Map<string, CellNote>): void {
  const cursor = cursorAt(xml);
  while (next(cursor)) {
    if (cursor.name !== element || cursor.kind !== OPEN) continue;
    const ref = attribute(cursor, 'ref') ?? '';
    const place = parseCellName(ref);
    const text = commentText(cursor, element);
    if (!place || text === '') continue;
    const before = notes.get(ref)?.text;
    notes.set(ref, { ...place, text: before === undefined ? text : `${before}\n${text}` });
  }
}

function commentText(cursor: Cursor, element: string): string {
  const outside = cursor.depth - 1;
  let text = '';
  while (next(cursor) && cursor.depth > outside) {
    if (cursor.name === 'text' && cursor.kind === OPEN) text += element === 'comment' ? richText(cursor).text : plainText(cursor);
  }
  return text.trim();
}

function plainText(cursor: Cursor): string {
  return cleanText(elementText(cursor)).text;
}
