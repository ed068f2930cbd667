// A resolved blank becomes a data point, with the doubts that its words leave.
import type { Extent, PlainPoint } from '../model/datapoint.ts';
import { type Draft, leaveOpen, type Sheet } from './draft.ts';
import { sameExtent, union } from './extents.ts';
import { type Lexicon, type MeasureDef, normalise, type Word } from './lexicon.ts';
import { type Phrase, phraseOf, unknownOf, wordsOf } from './phrase.ts';
import { whereOf } from './says.ts';
import { isPair } from './titles.ts';
import { UNKNOWN } from './unstated.ts';

/** 参加人次 without an event of its own belongs to the event named last before it; 演练支出 to the events called so in short. */
export function lendEventKind(sheet: Sheet, draft: Draft): void {
  const { resolution } = draft;
  if (resolution?.measure.object !== 'event' || statesKind(sheet, draft)) return;
  const short = 'event.kind' in draft.where ? null : kindsInShort(sheet, draft);
  if (short === 'unclear') leaveOpen(draft, resolution, draft.parts.at(-1)?.phrase.text ?? '');
  const beside = resolution.measure.kind === 'sum' ? kindBeside(sheet, draft) : undefined;
  const named = beside ?? (short === 'unclear' ? null : short);
  if (named) draft.where = { ...draft.where, 'event.kind': named };
  if ('event.kind' in draft.where || short === 'unclear' || addsRows(draft)) return;
  const index = sheet.drafts.indexOf(draft);
  const before = sheet.drafts.slice(0, index).filter((other) => other.resolution?.measure.object === 'event' && 'event.kind' in other.where);
  const sameRow = before.filter((other) => other.field.row === draft.field.row && draft.field.columnPath.length === 0).at(-1);
  const above = before.filter((other) => other.field.column === draft.field.column).at(-1);
  const corner = draft.field.corner ? phraseOf(draft.field.corner.text, sheet.lexicon) : null;
  const kind = sameRow?.where['event.kind'] ?? kindNamed(sheet, corner) ?? (above ?? before.at(-1))?.where['event.kind'];
  const lent = kind ?? kindNamed(sheet, sheet.title);
  const called = kindsNamedSo(sheet, draft);
  if (lent && (called.length === 0 || called.some(({ kind }) => sameExtent(kind, lent)))) {
    draft.where = { ...draft.where, 'event.kind': lent };
    return;
  }
  // 宣传 on a sheet about 垃圾分类 is 垃圾分类宣传.
  const [own, ...others] = called.filter(({ topic }) => topic !== '' && sheet.title?.text.includes(topic) === true).map(({ kind }) => kind);
  if (own && others.every((other) => sameExtent(other, own))) draft.where = { ...draft.where, 'event.kind': own };
  else if (lent || called.length > 0) leaveOpen(draft, resolution, draft.parts.at(-1)?.phrase.text ?? '');
}

/** 年初至季末健康讲座(场) ▢ 听众(人次) ▢: what says no period of its own is counted for that of the pair of its kind that it follows in its row. */
export function lendPeriod(sheet: Sheet, draft: Draft): void {
  const { resolution, field, where } = draft;
  if (resolution?.measure.object !== 'event' || resolution.measure.kind !== 'sum' || resolution.period !== null || !isPair(draft)) return;
  const kind = where['event.kind'];
  const before = (sheet.byRow.get(field.row) ?? []).filter((other) => other.field.column < field.column && isPair(other));
  const whole = before.findLast(({ resolution: other }) => other?.measure.id === 'event.count');
  const same = kind !== undefined && whole?.where['event.kind'] !== undefined && sameExtent(kind, whole.where['event.kind']);
  if (same && whole.resolution) draft.resolution = { ...resolution, period: whole.resolution.period };
}

/** The kinds whose names end as the blank's own label does: 消防演练, of 消防, for 演练, which is never a 隐患排查. */
function kindsNamedSo({ lexicon }: Sheet, { parts }: Draft): { topic: string; kind: Extent }[] {
  const short = parts.filter(({ near }) => near === 'own').flatMap(({ phrase }) => shortNames(phrase));
  const known = kindsByEnding.get(lexicon) ?? new Map<string, { topic: string; kind: Extent }[]>();
  kindsByEnding.set(lexicon, known);
  return short.flatMap((name) => {
    const found = known.get(name) ?? kindsEndingIn(name, lexicon);
    known.set(name, found);
    return found;
  });
}

/** The lexicon is searched once for every short name. */
const kindsByEnding = new WeakMap<Lexicon, Map<string, { topic: string; kind: Extent }[]>>();

function kindsEndingIn(name: string, { words }: Lexicon): { topic: string; kind: Extent }[] {
  return [...words].flatMap(([text, { senses }]) => {
    const kind = senses.find(({ object }) => object === 'event')?.where['event.kind'];
    return kind && text !== name && text.endsWith(name) ? [{ topic: text.slice(0, -name.length), kind }] : [];
  });
}

/** 以上两项小计 =B6+B7 is of several kinds, and not of the last one. */
function addsRows({ field, parts }: Draft): boolean {
  return field.formula !== null && parts.some(({ phrase, axis, near }) => axis === 'row' && near === 'own' && phrase.isTotal);
}

/** The kind of events that the head over the row labels, or the title, is about. */
function kindNamed({ lexicon }: Sheet, phrase: Phrase | null): Extent | undefined {
  return phrase ? whereOf(phrase, 'event', lexicon.knowledge)?.['event.kind'] : undefined;
}

/** Do labels of the blank, more than the heading of its part, name the kind of event? */
function statesKind({ lexicon }: Sheet, { parts }: Draft): boolean {
  return parts.some(({ phrase, near }) => near !== 'around' && whereOf(phrase, 'event', lexicon.knowledge)?.['event.kind'] !== undefined);
}

/** 普法宣传 | 受众 | 反诈宣传 | 受众: in a row of heads, the kind of the events counted just before; none where they are of several kinds. */
function kindBeside(sheet: Sheet, { field }: Draft): Extent | undefined {
  const isBefore = ({ field: other }: Draft): boolean => other.table === field.table && other.column < field.column && other.columnPath.length > 0;
  const before = (sheet.byRow.get(field.row) ?? []).filter(isBefore);
  const counted = (other: Draft): boolean => other.resolution?.measure.id === 'event.count';
  const last = before.findLastIndex(counted);
  const first = before.slice(0, last).findLastIndex((other) => !counted(other)) + 1;
  const kinds = before.slice(first, last + 1).map(({ where }) => where['event.kind']);
  const [kind] = kinds;
  return kind && kinds.every((other) => other !== undefined && sameExtent(kind, other)) ? kind : undefined;
}

/**
 * 检查、排查、演练支出: words that name events in short stand for those whose names, on the same sheet, hold them. Null when the blank has
 * no such word, or only one that stands for none or several; 'unclear' when it has several and not each stands for one.
 */
function kindsInShort(sheet: Sheet, draft: Draft): Extent | null | 'unclear' {
  const words = [...new Set(draft.parts.filter(({ near }) => near === 'own').flatMap(({ phrase }) => shortNames(phrase)))];
  if (words.length === 0) return null;
  const found = words.map((word) => kindsCalled(sheet, word));
  const [first] = found;
  if (first && found.every((kinds) => kinds.length === 1)) return found.flat().reduce((a, b) => union(a, b));
  return words.length > 1 ? 'unclear' : null;
}

/** Words that name events in short, without saying of what kind: 演练, 排查. */
function shortNames(phrase: Phrase): string[] {
  const isShort = ({ senses }: Word): boolean =>
    senses.some(({ object, head, measure, where }) => object === 'event' && !head && measure === null && Object.keys(where).length === 0);
  return wordsOf(phrase)
    .filter(isShort)
    .map(({ text }) => text);
}

/** The kinds of event that the sheet names in words that end in these. */
function kindsCalled({ title, drafts }: Sheet, word: string): Extent[] {
  const phrases = [...drafts.flatMap(({ parts }) => parts.map(({ phrase }) => phrase)), ...(title ? [title] : [])];
  const named = phrases.flatMap((phrase) => wordsOf(phrase)).filter(({ text }) => text !== word && text.includes(word));
  const kinds = named.flatMap(({ senses }) => senses.flatMap(({ object, where }) => (object === 'event' ? (where['event.kind'] ?? []) : [])));
  return kinds.filter((kind, index) => !kinds.slice(0, index).some((other) => sameExtent(other, kind)));
}

export function plainPoint(sheet: Sheet, draft: Draft): PlainPoint | null {
  const { resolution } = draft;
  if (!resolution) return null;
  const { measure } = resolution;
  if (resolution.conflict !== null) draft.doubts.push({ kind: 'conflictingLabels', words: resolution.conflict });
  const unknown = [...resolution.unknown, ...resolution.occasions];
  if (unknown.length > 0) draft.doubts.push({ kind: 'unknownWords', words: unknown.join('、') });
  if (resolution.doubtfulBound !== null) draft.doubts.push({ kind: 'boundNotStated', words: resolution.doubtfulBound });
  if (resolution.ambiguous) draft.doubts.push({ kind: 'ambiguousObject', words: draft.parts.at(-1)?.label.text ?? '' });
  return {
    kind: 'plain',
    object: measure.object,
    measure: measureOf(measure),
    where: measure.kind === 'value' ? {} : draft.where,
    open: resolution.conflict === null ? resolution.unknown : [...resolution.unknown, resolution.conflict].sort(),
    period:
      sheet.lexicon.knowledge.objects.get(measure.object)?.kind === 'flow' || (measure.kind !== 'value' && isOfChange(resolution.unknown, sheet.lexicon))
        ? resolution.period === 'toDate' && sheet.form.frequency !== 'annual'
          ? 'toDate'
          : 'flow'
        : 'instant',
  };
}

/** 新增低保对象, 出生人口: what comes and goes in the period, though people are counted at its end. */
function isOfChange(words: readonly string[], lexicon: Lexicon): boolean {
  return words.some((text) => {
    const word = lexicon.words.get(text);
    return word?.role === 'open' && word.period === 'flow';
  });
}

function measureOf(measure: MeasureDef): PlainPoint['measure'] {
  switch (measure.kind) {
    case 'count':
      return { kind: 'count' };
    case 'sum':
      return { kind: 'sum', of: measure.of ?? measure.id };
    case 'value':
      return { kind: 'value', of: measure.of ?? measure.id };
  }
}

/** Nothing known fits: the words themselves are the identity, within this requirement's own table. */
export function openPoint(sheet: Sheet, draft: Draft): PlainPoint {
  const words = [...draft.field.section, ...draft.field.rowPath, ...draft.field.columnPath].map(({ text }) => normalise(text));
  if (draft.doubts.length === 0) draft.doubts.push({ kind: 'unknownWords', words: unexplained(draft) });
  return { kind: 'plain', object: UNKNOWN, measure: { kind: 'count' }, where: {}, open: [sheet.form.requirement, ...words], period: 'instant' };
}

/** What of the labels nobody knows; where every word is known and they fit nothing together, the label of the row. */
function unexplained({ parts, field }: Draft): string {
  const unknown = parts.flatMap(({ phrase }) => unknownOf(phrase));
  return unknown.length > 0 ? unknown.join('、') : ([...field.columnPath.slice(-1), ...field.rowPath.slice(-1)].at(-1)?.text ?? '');
}
