// Lays the populations that notes state over the blanks they speak of.
import type { Where } from '../model/datapoint.ts';
import type { FieldReading, Label } from '../model/reading.ts';
import { normalise } from './lexicon.ts';
import type { Scope } from './scopeNotes.ts';
import { numeral, type Subject } from './subjects.ts';

/** What a scope means for one blank of one class of things. */
export interface Applied {
  readonly where: Where | null;
  readonly release: boolean;
  readonly everything?: boolean;
  readonly source: Label;
  /** The names by which the note speaks of the blank or a label over it; none where it speaks of the whole sheet, a part of it or by numbers. */
  readonly names?: readonly string[];
}

/** Texts around a field by which notes can name it, with numbering and marks as printed. */
export interface Naming {
  readonly texts: readonly string[];
  /** The label over all others, as printed. */
  readonly outermost: string;
  /** Own labels only. */
  readonly own: readonly string[];
  readonly rowRefs: ReadonlySet<string>;
  readonly columnRefs: ReadonlySet<string>;
  /** Which part of the sheet it stands in, from 1: a section where there are any, else a table that has blanks. */
  readonly part: number;
}

const STRENGTH = { marked: 5, items: 4, labels: 3, part: 2, all: 1 } as const;

/** The scope that applies to a field, the most specific first; null when none does. */
export function scopeFor(field: Naming, object: string, scopes: readonly Scope[]): Applied | null {
  let best: { strength: number; applied: Applied } | null = null;
  for (const scope of scopes) {
    const strength = STRENGTH[scope.subject.kind] + closeness(scope.subject, field);
    if ((best && best.strength >= strength) || !speaksOf(scope.subject, field)) continue;
    if (scope.except && speaksOf(scope.except, field)) continue;
    const where = scope.where.get(object) ?? null;
    if (!where && !scope.release) continue;
    const { release, everything = false, source, subject } = scope;
    best = { strength, applied: { where, release, everything, source, names: subject.kind === 'labels' ? subject.texts : [] } };
  }
  return best?.applied ?? null;
}

/** 留守儿童指… is said of 留守儿童 rather than 儿童指…, up to 1: by how much of a label the note's words for it are. */
function closeness(subject: Subject, { own }: Naming): number {
  if (subject.kind !== 'labels') return 0;
  const shares = subject.texts.flatMap((text) => own.map((label) => (label.includes(text) ? text.length / (label.length + 1) : 0)));
  return Math.max(0, ...shares);
}

export function speaksOf(subject: Subject, field: Naming): boolean {
  switch (subject.kind) {
    case 'all':
      return true;
    case 'items':
      return (
        (subject.of === null || field.texts.some((label) => label.includes(subject.of ?? ''))) &&
        (subject.refs.some((ref) => (subject.columns ? field.columnRefs : field.rowRefs).has(ref)) ||
          (!subject.columns && field.rowRefs.size === 0 && subject.refs.some((ref) => field.columnRefs.has(ref))))
      );
    case 'part':
      return (
        field.texts.some((label) => label.startsWith(subject.name)) ||
        numbersFrom(subject.from ?? subject.part, subject.part).some((number) => field.outermost.startsWith(`${number}、`)) ||
        ((subject.from ?? subject.part) <= field.part && field.part <= subject.part && !field.texts.some((label) => isPart(label, subject.name)))
      );
    case 'labels':
      return (
        subject.parts?.some((name) => field.texts.some((label) => label.startsWith(name))) === true ||
        subject.codes?.some((code) => field.rowRefs.has(code)) === true ||
        subject.texts.some((text) =>
          text.length >= 2
            ? field.texts.some((label) => label.includes(text) || (text.length > 3 && label.length > 2 && text.includes(label)))
            : field.own.some((label) => label.startsWith(text)) || field.texts.includes(text),
        )
      );
    case 'marked':
      return field.texts.some((label) => label.includes(subject.mark));
  }
}

function numbersFrom(from: number, to: number): string[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => numeral(from + index));
}

/** 第一部分 and 第三部分 are names alike. */
function isPart(label: string, name: string): boolean {
  return label[0] === name[0] && label.slice(2).startsWith(name.slice(2));
}

/** How a field can be named; `raw` gives the normalised text of a cell as printed, with its numbering. */
export function namingOf(field: FieldReading, raw: (cell: string) => string, part: number): Naming {
  const labels = [...field.section, ...field.rowPath, ...field.columnPath];
  const texts = labels.flatMap(({ text, cell }) => [normalise(text), raw(cell)]);
  const own = [field.rowPath.at(-1), field.columnPath.at(-1)].flatMap((label) => (label ? [normalise(label.text), raw(label.cell)] : []));
  const rowRefs = new Set<string>();
  const printed = [...field.section, ...field.rowPath].map(({ cell }) => raw(cell));
  // 第三项 of a sheet with 三、 and (三) is 三、.
  const isHeaded = printed.some((text) => /^[一二三四五六七八九十]+、/u.test(text));
  const isInner = (text: string): boolean => isHeaded && /^\([一二三四五六七八九十]+\)/u.test(text);
  for (const text of printed)
    if (isInner(text)) rowRefs.add(/^\([^()]*\)/u.exec(text)?.[0] ?? '');
    else addNumbering(rowRefs, text);
  const isCounted = isHeaded && /^\(?[一二三四五六七八九十]+\)?$/u.test(field.rowCode ?? '') && isInner(raw(field.rowPath.at(-1)?.cell ?? ''));
  for (let code = isCounted ? null : field.rowCode; code; code = wholeOf(code)) addRef(rowRefs, code);
  const columnRefs = new Set<string>();
  if (field.columnCode) addRef(columnRefs, field.columnCode);
  return { texts, outermost: raw([...field.section, ...field.rowPath][0]?.cell ?? ''), own, rowRefs, columnRefs, part };
}

/** 6-1 and 6.1 are lines of 6, A01 is one of A. */
function wholeOf(code: string): string | null {
  return /^(\d{1,3}(?:[.-]\d{1,3})*)[.-]\d{1,3}$/u.exec(code)?.[1] ?? /^([A-Z])\d{1,3}$/u.exec(code)?.[1] ?? null;
}

function addRef(refs: Set<string>, code: string): void {
  const plain = normalise(code).replace(/^\((.*)\)$/u, '$1');
  refs.add(plain);
  refs.add(normalise(code));
  if (/^0+\d/.test(plain)) refs.add(String(Number(plain)));
  const circled = plain.codePointAt(0) ?? 0;
  if (circled >= 0x2460 && circled <= 0x2473) refs.add(String(circled - 0x245f) + plain.slice(1));
}

/** 三、 can be called 三 and, where rows carry no codes, 3; "5.1" and "12." by their numbers. */
function addNumbering(refs: Set<string>, text: string): void {
  const chinese = /^\(?([一二三四五六七八九十]+)[、.)]/u.exec(text)?.[1];
  if (chinese) refs.add(chinese);
  if (chinese && text.startsWith('(')) refs.add(`(${chinese})`);
  const digits = /^\(?(\d{1,2}(?:\.\d{1,2})?)[.、)](?!\d)/u.exec(text)?.[1] ?? /^(\d{1,2}\.\d{1,2})/u.exec(text)?.[1];
  if (digits) {
    refs.add(digits);
    const value = Number(digits);
    if (Number.isInteger(value)) refs.add(numeral(value));
  }
}
