// Which blanks a note speaks of: 第1—5项, 02—14行, named labels, those with a mark, all.
import type { NoteGrammar } from './noteGrammar.ts';

/** Which blanks a note speaks of. */
export type Subject =
  | { readonly kind: 'all' }
  | { readonly kind: 'items'; readonly refs: readonly string[]; readonly columns: boolean; readonly of: string | null }
  /** 第二部分: what stands under that label or, where no label is called so, one section or table, counted from 1. */
  /** `from`: the first of several parts, of which `part` is the last. */
  | { readonly kind: 'part'; readonly name: string; readonly part: number; readonly from?: number }
  /** `parts`: names as broad as 人口 among others, which only headings may begin with; `codes`: A of A类, which A01 and A02 are of. */
  | { readonly kind: 'labels'; readonly texts: readonly string[]; readonly parts?: readonly string[]; readonly codes?: readonly string[] }
  | { readonly kind: 'marked'; readonly mark: string };

export function subjectOf(text: string, mark: string | null, grammar: NoteGrammar): Subject | null {
  if (mark && (text === '' || grammar.whole.test(text))) return { kind: 'marked', mark };
  if (grammar.whole.test(text) || grammar.rest.test(text)) return { kind: 'all' };
  const items = itemsOf(text, grammar);
  if (items) return items;
  const parts = grammar.part.exec(text)?.groups;
  const [from, part] = [parts?.['from'], parts?.['part']].map((number) => chineseNumber(number ?? ''));
  if (part) return { kind: 'part', name: text, part, ...(from ? { from } : {}) };
  const first = grammar.firstParts.exec(text);
  const last = first?.groups?.['two'] === undefined ? chineseNumber(first?.[2] ?? '') : 2;
  if (last !== null && last > 0) return { kind: 'part', name: text, part: last, from: 1 };
  const texts = text
    .split(grammar.and)
    .map((part) => part.replace(grammar.subjectNoise, ''))
    .filter((part) => part.length >= 1);
  const named = texts.filter((part) => !grammar.whole.test(part));
  const isList = texts.length > 2 && named.length > 1 && named.length < texts.length;
  const isProse = text.length > 40 && texts.some((part) => part.length > LONGEST_NAME);
  const codes = texts.flatMap((part) => /^([A-Z])类$/u.exec(part)?.[1] ?? []);
  return texts.length === 0 || isProse
    ? null
    : {
        kind: 'labels',
        ...(codes.length > 0 ? { codes } : {}),
        ...(isList ? { texts: named, parts: texts.filter((part) => !named.includes(part)) } : { texts }),
      };
}

/** “人口”“老年人”“婚姻和文化程度”: a long list is one of names as long as each is one. */
const LONGEST_NAME = 12;

export function exceptOf(text: string, grammar: NoteGrammar): Subject {
  const named = text.replace(/按.*$/u, '');
  return itemsOf(named, grammar) ?? { kind: 'labels', texts: named.split(grammar.and).map((part) => part.replace(grammar.lineWord, '')) };
}

/** 各人群及建档人数: one of those named is whoever the sheet counts. */
export function namesEveryGroup(text: string, { and, everyGroup }: NoteGrammar): boolean {
  return text.split(and).some((part) => everyGroup.test(part));
}

const DIGITS = '零一二三四五六七八九十';

/** "1—14项", "第一至第五项", "第05、06项", "11、12项": the printed numbers meant, ranges written out. */
function itemsOf(text: string, grammar: NoteGrammar): Subject | null {
  const found = grammar.items.exec(text);
  const list = found?.groups?.['list'];
  if (!found || list === undefined) return null;
  const refs: string[] = [];
  for (const part of list.replace(/[第项行栏列条款()]/gu, '').split(/[、,和及]/u)) {
    const [from, to] = part.split(/[—至到]/u);
    if (from === undefined || from === '') continue;
    refs.push(...(to === undefined ? [from] : rangeOf(from, to)));
  }
  // 第(二)项 of a sheet that has 二、, too, is (二).
  const inner = /\([一二三四五六七八九十]+\)/u.test(list) ? refs.map((ref) => (chineseNumber(ref) === null ? ref : `(${ref})`)) : refs;
  return refs.length === 0 ? null : { kind: 'items', refs: inner, columns: grammar.columns.test(text), of: found.groups?.['of'] ?? null };
}

function rangeOf(from: string, to: string): string[] {
  if (/^\d+$/.test(from) && /^\d+$/.test(to)) {
    const width = from.startsWith('0') ? from.length : 0;
    return Array.from({ length: Math.min(200, Math.max(0, Number(to) - Number(from) + 1)) }, (_, index) => String(Number(from) + index).padStart(width, '0'));
  }
  const lettered = /^([A-Z]{1,2})(\d{1,3})$/.exec(from);
  const last = /^([A-Z]{0,2})(\d{1,3})$/.exec(to);
  if (lettered && last && (last[1] === '' || last[1] === lettered[1]))
    return rangeOf(lettered[2] ?? '', last[2] ?? '').map((number) => `${lettered[1]}${number.padStart((lettered[2] ?? '').length, '0')}`);
  const [a, b] = [chineseNumber(from), chineseNumber(to)];
  if (a !== null && b !== null) return Array.from({ length: Math.max(0, b - a + 1) }, (_, index) => numeral(a + index));
  const dotted = /^(\d+)\.(\d+)$/.exec(from);
  const end = /^(\d+)\.(\d+)$/.exec(to);
  if (dotted && end)
    return Array.from({ length: Math.max(0, Number(end[2]) - Number(dotted[2]) + 1) }, (_, index) => `${dotted[1]}.${Number(dotted[2]) + index}`);
  return [from, to];
}

/** 十二 → 12; null when it is no Chinese numeral up to 99. */
export function chineseNumber(text: string): number | null {
  const found = /^([二三四五六七八九]?)(十?)([一二三四五六七八九]?)$/u.exec(text.replace('两', '二'));
  if (!found || text === '') return null;
  const [, tens = '', ten = '', ones = ''] = found;
  if (ten === '') return tens === '' ? DIGITS.indexOf(ones) : ones === '' ? DIGITS.indexOf(tens) : null;
  return (tens === '' ? 1 : DIGITS.indexOf(tens)) * 10 + (ones === '' ? 0 : DIGITS.indexOf(ones));
}

export function numeral(value: number): string {
  if (value <= 10) return DIGITS[value] ?? '';
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  return (tens === 1 ? '' : (DIGITS[tens] ?? '')) + '十' + (ones === 0 ? '' : (DIGITS[ones] ?? ''));
}
