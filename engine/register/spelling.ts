// How values are written in the rows of registers: 男, 男性 and the code 1 all say sex=male. Data comes from forms/lexicon; what no
// spelling covers is not guessed.
import type { Extent } from '../model/datapoint.ts';
import { type Exact, parseExact } from '../model/exact.ts';
import type { Facet, Knowledge } from '../model/knowledge.ts';
import type { Scalar } from '../model/sheet.ts';

/** How one attribute of a class is written. Keys of `values` are members, several joined by ",": whoever writes it has one of these. */
export interface AttributeSpelling {
  /** The facet it speaks of; absent for a plain number such as a count of lifts. */
  readonly facet?: string;
  /** Written as a number. */
  readonly number?: boolean;
  /** Written as yes or no: the members that "yes" stands for. */
  readonly yes?: readonly string[];
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** What an empty cell says; absent: nothing. */
  readonly blank?: string;
}

export interface ValueData {
  readonly yes: readonly string[];
  readonly no: readonly string[];
  /** Classes whose lists hold all of them when nothing else is said. */
  readonly listedWhole: readonly string[];
  /** "person.sex" → how it is written. */
  readonly attributes: Readonly<Record<string, AttributeSpelling>>;
}

/** What one written value says: part of a facet's values, or a number, or nothing that can be followed. */
export type Said = { readonly kind: 'extent'; readonly extent: Extent } | { readonly kind: 'unknown' };

export interface Spellings {
  readonly listedWhole: ReadonlySet<string>;
  /** The facet an attribute speaks of. */
  readonly facetOf: (object: string, attribute: string) => string | null;
  /** Every extent that a value of the attribute can say; null when it is a number. */
  readonly choicesOf: (object: string, attribute: string) => readonly Extent[] | null;
  readonly isNumber: (object: string, attribute: string) => boolean;
  readonly read: (object: string, attribute: string, value: Scalar) => Said;
}

const UNKNOWN: Said = { kind: 'unknown' };

/** Compiles the data once; the titles of facet members are spellings of their own. */
export function spellingsOf(data: ValueData, knowledge: Knowledge): Spellings {
  const readers = new Map(Object.entries(data.attributes).map(([id, spelling]) => [id, readerOf(spelling, data, knowledge)]));
  const readerFor = (object: string, attribute: string): Reader | undefined => readers.get(`${object}.${attribute}`);
  return {
    listedWhole: new Set(data.listedWhole),
    facetOf: (object, attribute) => readerFor(object, attribute)?.facet ?? null,
    choicesOf: (object, attribute) => readerFor(object, attribute)?.choices ?? null,
    isNumber: (object, attribute) => readerFor(object, attribute)?.number ?? false,
    read: (object, attribute, value) => readerFor(object, attribute)?.read(value) ?? UNKNOWN,
  };
}

interface Reader {
  readonly facet: string | null;
  readonly number: boolean;
  readonly choices: readonly Extent[] | null;
  readonly read: (value: Scalar) => Said;
}

function readerOf(spelling: AttributeSpelling, data: ValueData, knowledge: Knowledge): Reader {
  const facet = spelling.facet === undefined ? undefined : knowledge.facets.get(spelling.facet);
  if (spelling.number) return { facet: spelling.facet ?? null, number: true, choices: null, read: readNumber };
  const written = new Map<string, Extent>();
  for (const [members, texts] of Object.entries(writings(spelling, facet, data)))
    for (const text of texts) written.set(plain(text), { kind: 'members', members: members.split(',') });
  return { facet: spelling.facet ?? null, number: false, choices: [...written.values()], read: (value) => said(written.get(plain(textOf(value)))) };
}

function writings(spelling: AttributeSpelling, facet: Facet | undefined, data: ValueData): Record<string, string[]> {
  const result: Record<string, string[]> = {};
  const add = (members: string, texts: readonly string[]): void => void (result[members] = [...(result[members] ?? []), ...texts]);
  if (spelling.yes) {
    add(spelling.yes.join(), data.yes);
    add(othersOf(spelling.yes, facet).join(), data.no);
  }
  for (const { id, title } of spelling.yes ? [] : (facet?.members ?? [])) add(id, [id, title]);
  for (const [members, texts] of Object.entries(spelling.values ?? {})) add(members, texts);
  if (spelling.blank !== undefined) add(spelling.blank, ['']);
  return result;
}

function othersOf(members: readonly string[], facet: Facet | undefined): string[] {
  if (facet?.kind === 'flag') return ['no'];
  return (facet?.members ?? []).map(({ id }) => id).filter((id) => !members.includes(id));
}

function said(extent: Extent | undefined): Said {
  return extent ? { kind: 'extent', extent } : UNKNOWN;
}

function readNumber(value: Scalar): Said {
  const number = amountOf(value)?.toNumber() ?? null;
  return number === null ? UNKNOWN : { kind: 'extent', extent: { kind: 'interval', from: number, to: number } };
}

/** A number as people write it in a list, with every digit: 68, "68", "68岁"; null for anything else, and for a blank. */
export function amountOf(value: Scalar): Exact | null {
  if (typeof value === 'number') return parseExact(value);
  const found = /^(-?\d{1,15}(?:\.\d{1,9})?)(?:周?岁|人|口|部|台|栋|幢|处|个|平方米|㎡)?$/u.exec(plain(textOf(value)));
  return found?.[1] === undefined ? null : parseExact(found[1]);
}

function textOf(value: Scalar): string {
  return value === null ? '' : String(value);
}

/** Full-width letters and digits, spaces and dashes made alike. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/[–—－~～〜−‐]/gu, '-')
    .toLowerCase();
}
