// The parts inside a workbook and how they refer to each other. In: an open zip. Out: a part's XML by name, and the
// relationships of a part with their targets resolved. Source: ECMA-376 part 2 (open packaging conventions).
import { findEntry, inflatePart, inflateParts, type Zip, type ZipFault } from './zip.ts';
import { attributes, CLOSE, cursorAt, next, parseXml, type Xml } from './xml.ts';

/** One relationship of a part. */
export interface Relation {
  readonly id: string;
  /** The last word of its type, such as "worksheet": the same in the strict and the transitional namespace. */
  readonly kind: string;
  /** Full part name without a leading "/"; for external ones as written. */
  readonly target: string;
  readonly external: boolean;
}

/** An open workbook file; parts are inflated when first asked for. */
export interface Package {
  readonly zip: Zip;
  /** Lower-case part name → what was inflated, or put there instead. */
  readonly parts: Map<string, Xml | null>;
  readonly faults: ZipFault[];
}

export function openPackage(zip: Zip): Package {
  return { zip, parts: new Map(), faults: [] };
}

/** Inflates the parts that reading asks for anyway, all at once. What cannot be had this way is inflated, or told, when asked for. */
export function inflateUsual(book: Package): void {
  const entries = book.zip.entries.filter(({ name }) => USUAL.test(name));
  const parts = inflateParts(book.zip, entries) ?? [];
  for (let index = 0; index < parts.length; index++) {
    const [entry, data] = [entries[index], parts[index]];
    if (entry && data) book.parts.set(entry.name.toLowerCase(), parseXml(data));
  }
}

const USUAL =
  /^xl\/(?:workbook\.xml|sharedStrings\.xml|styles\.xml|_rels\/workbook\.xml\.rels|worksheets\/(?:_rels\/)?sheet\d+\.xml(?:\.rels)?|comments\d*\.xml)$/;

/** A part's XML; null when it is absent, or damaged (then noted in `faults`). */
export function partXml(book: Package, name: string): Xml | null {
  const key = name.toLowerCase();
  const known = book.parts.get(key);
  if (known !== undefined) return known;
  const xml = inflateXml(book, name);
  book.parts.set(key, xml);
  return xml;
}

/** The same package in which some parts have other contents; the zip itself stays as it is. */
export function withParts(book: Package, changes: ReadonlyMap<string, Xml | null>): Package {
  const parts = new Map(book.parts);
  for (const [name, xml] of changes) parts.set(name.toLowerCase(), xml);
  return { ...book, parts };
}

/** The relationships of a part ("" for the package itself), in the order of the file. */
export function relationsOf(book: Package, part: string): Relation[] {
  const xml = partXml(book, relationsPart(part));
  return xml ? readRelations(xml, part.slice(0, part.lastIndexOf('/') + 1)) : [];
}

/** The name of the part that holds the relationships of another. */
export function relationsPart(part: string): string {
  const slash = part.lastIndexOf('/');
  return `${part.slice(0, slash + 1)}_rels/${part.slice(slash + 1)}.rels`;
}

/** The name under which the zip holds a part, or null. */
export function existingPart(book: Package, name: string): string | null {
  return findEntry(book.zip, name)?.name ?? null;
}

/** The part that a relationship target means, seen from a folder: "../comments1.xml" from "xl/worksheets/" is "xl/comments1.xml". */
export function resolveTarget(folder: string, target: string): string {
  if (/^[\w]+(?:\/[\w]+)*\.\w+$/.test(target)) return folder + target;
  const plain = percentDecoded(target.replaceAll('\\', '/'));
  const path = plain.startsWith('/') ? plain : folder + plain;
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

function inflateXml(book: Package, name: string): Xml | null {
  const entry = findEntry(book.zip, name);
  if (!entry) return null;
  const { data, fault } = inflatePart(book.zip, entry);
  if (fault) book.faults.push(fault);
  return data ? parseXml(data) : null;
}

function readRelations(xml: Xml, folder: string): Relation[] {
  const relations: Relation[] = [];
  const cursor = cursorAt(xml);
  while (next(cursor)) {
    if (cursor.name !== 'Relationship' || cursor.kind === CLOSE) continue;
    const [id = null, type = null, to = null, mode = null] = attributes(cursor, RELATION);
    const external = mode === 'External';
    const target = to ?? '';
    relations.push({
      id: id ?? '',
      kind: type?.slice(type.lastIndexOf('/') + 1) ?? '',
      target: external ? target : resolveTarget(folder, target),
      external,
    });
  }
  return relations;
}

const RELATION = ['Id', 'Type', 'Target', 'TargetMode'];

function percentDecoded(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
