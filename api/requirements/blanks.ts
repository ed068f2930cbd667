// Every blank of one form as a person corrects it: where it is, what it is held to ask and from which words, what is doubtful, and which ruling stands over it.
// In: the form's meaning with rulings applied. Out: plain data in the words of one language.
import { apartOf, sayApart, sayExtent, saying, sayPoint, type Vocabulary } from '../../engine/interpret/index.ts';
import { termOf, unitsOf, type Decided } from '../../engine/decide/index.ts';
import type { PlainPoint } from '../../engine/model/datapoint.ts';
import type { Decision } from '../../engine/model/decision.ts';
import type { Evidence, FieldMeaning, FormMeaning, RosterMeaning } from '../../engine/model/meaning.ts';
import { parseCellName } from '../../engine/model/sheet.ts';
import { describe, type Language } from '../../engine/problem/index.ts';
import { sayDoubt } from '../../forms/print/inspection.ts';
import { contextWords, evidenceWords } from '../../forms/print/words.ts';
import { sayWhere } from '../../forms/print/where.ts';

/** field: somebody answers it · formula: the form works it out · context: filled in by itself · list: a roster's column · loose: has no place · removed: ruled not to be one. */
export type BlankState = 'field' | 'formula' | 'context' | 'list' | 'loose' | 'removed';

/** One part of what a blank asks, and the words of the form that say so. */
export interface BlankPart {
  readonly name: string;
  readonly value: string;
  readonly from: readonly Reading[];
}

export interface Reading {
  readonly words: string;
  readonly cell: string;
  /** row, column, title … in words. */
  readonly where: string;
}

export interface FormBlank {
  readonly sheet: string;
  readonly cell: string;
  readonly state: BlankState;
  /** Labels from the outermost to the innermost. */
  readonly label: readonly string[];
  readonly unit: string | null;
  /** Other units that it could be told in. */
  readonly units: readonly string[];
  readonly textual: boolean;
  /** A share or another quotient, understood or not. */
  readonly isRatio: boolean;
  /** The data point in one line. */
  readonly reading: string;
  readonly parts: readonly BlankPart[];
  /** What is recognised of it in the notation of rulings, without words that nobody knows; null where that cannot say it. */
  readonly term: string | null;
  /** By which the form itself works it out; null: none. */
  readonly formula: string | null;
  readonly doubts: readonly string[];
  /** Of a roster's column: the rows to fill. */
  readonly rows: { readonly from: number; readonly to: number } | null;
  /** What the form says by itself; null where no ruling stands. */
  readonly before: BlankBefore | null;
  /** Positions, among those given, of the rulings on it, in that order. */
  readonly rulings: readonly number[];
}

/** A blank as the engine read it before anybody ruled; `isBlank`: it saw one there at all. */
export interface BlankBefore {
  readonly isBlank: boolean;
  readonly reading: string;
  readonly unit: string | null;
}

export interface FormBlanks {
  readonly blanks: readonly FormBlank[];
  /** Words that the form itself defines: what it says that they mean, in which sentence. */
  readonly definitions: readonly { readonly word: string; readonly says: string; readonly text: string; readonly cell: string }[];
  /** Positions, among those given, of rulings that have no effect. */
  readonly idle: readonly number[];
  /** What is to be told of the rulings, in words. */
  readonly problems: readonly string[];
}

export function blanksOf(
  before: FormMeaning,
  { forms, rulings, problems }: Decided,
  decisions: readonly Decision[],
  vocabulary: Vocabulary,
  language: Language,
): FormBlanks {
  const form = forms.find(({ requirement }) => requirement === before.requirement) ?? before;
  const ruled = new Map<string, number[]>();
  for (const { decision, fields } of rulings) for (const key of fields) ruled.set(key, [...(ruled.get(key) ?? []), decisions.indexOf(decision)]);
  const there = new Set(form.fields.map(({ key }) => key));
  const say: Say = {
    vocabulary,
    language,
    ruled,
    unruled: new Map(before.fields.map((field) => [field.key, field])),
    unruledLists: new Map(before.rosters.map((roster) => [roster.key, roster])),
  };
  return {
    blanks: [
      ...form.fields.map((field) => fieldBlank(field, say)),
      ...before.fields.filter(({ key }) => !there.has(key)).map((field) => ({ ...fieldBlank(field, say), state: 'removed' as const, doubts: [] })),
      ...form.context.map(({ sheet, cell, label, kind }) => plainBlank(sheet, cell, 'context', label, contextWords[kind][language])),
      ...form.loose.map(({ sheet, cell, text }) => plainBlank(sheet, cell, 'loose', text, '')),
      ...form.rosters.flatMap((roster) => rosterBlanks(roster, say)),
    ].filter(({ cell }) => parseCellName(cell) !== null),
    definitions: form.definitions.map(({ word, says, source }) => ({ word, says, text: source.text, cell: source.cell })),
    idle: decisions.flatMap((decision, index) => (rulings.some((ruling) => ruling.decision === decision) ? [] : [index])),
    problems: problems.filter(({ severity }) => severity === 'warning').map((each) => describe(each, language)),
  };
}

interface Say {
  readonly vocabulary: Vocabulary;
  readonly language: Language;
  readonly ruled: ReadonlyMap<string, readonly number[]>;
  readonly unruled: ReadonlyMap<string, FieldMeaning>;
  readonly unruledLists: ReadonlyMap<string, RosterMeaning>;
}

const NOTHING = {
  unit: null,
  units: [],
  textual: true,
  isRatio: false,
  parts: [],
  term: null,
  formula: null,
  doubts: [],
  rows: null,
  before: null,
  rulings: [],
} as const;

function plainBlank(sheet: string, cell: string, state: BlankState, label: string, reading: string): FormBlank {
  return { ...NOTHING, sheet, cell, state, label: [label.replace(/\s+/gu, ' ').trim()], reading };
}

function fieldBlank(field: FieldMeaning, say: Say): FormBlank {
  const { vocabulary, language, ruled } = say;
  const { key, reading, point, unit, textual, doubts } = field;
  return {
    sheet: reading.sheet,
    cell: reading.cell,
    state: reading.formula === null ? 'field' : 'formula',
    label: [...reading.section, ...reading.rowPath, ...reading.columnPath].map(({ text }) => text.trim()),
    unit: unit?.text ?? null,
    units: textual ? [] : unitsOf(point, vocabulary.lexicon),
    textual,
    isRatio: isRatio(field, vocabulary),
    reading: sayPoint(point, vocabulary, language),
    parts: point.kind === 'plain' ? partsOf(point, field, vocabulary, language) : [],
    term: termOf(point.kind === 'plain' ? { ...point, open: [] } : point, vocabulary.lexicon),
    formula: reading.formula,
    doubts: doubts.map(({ kind, words }) => sayDoubt(kind, words, language)),
    rows: null,
    before: ruled.has(key) ? unruledOf(key, say) : null,
    rulings: rulingsOn(key, say),
  };
}

function isRatio({ point, unit, doubts }: FieldMeaning, { lexicon }: Vocabulary): boolean {
  return point.kind === 'ratio' || doubts.some(({ kind }) => kind === 'ratioNotResolved') || (unit !== null && lexicon.ratioUnits.has(unit.base));
}

function rulingsOn(key: string, { ruled }: Say): number[] {
  return (ruled.get(key) ?? []).slice().sort((a, b) => a - b);
}

function unruledOf(key: string, { unruled, vocabulary, language }: Say): BlankBefore {
  const field = unruled.get(key);
  if (!field) return { isBlank: false, reading: '', unit: null };
  return { isBlank: true, reading: sayPoint(field.point, vocabulary, language), unit: field.unit?.text ?? null };
}

/** Object, measure, conditions, open words, period: each with the labels that say it. */
function partsOf(point: PlainPoint, { evidence }: FieldMeaning, vocabulary: Vocabulary, language: Language): BlankPart[] {
  const { object, measure, conditions, open, period } = saying(point, vocabulary, language);
  const words = PARTS[language];
  const from = (test: (each: Evidence) => boolean): Reading[] =>
    evidence.filter(test).map(({ label, from: place }) => ({ words: label.text.trim(), cell: label.cell, where: evidenceWords[place][language] }));
  const ofFacet = (facet: string): ((each: Evidence) => boolean) => {
    const title = vocabulary.lexicon.knowledge.facets.get(facet)?.title ?? facet;
    return ({ says }) => says.split(', ').some((part) => part.startsWith(`${title}=`) || part.startsWith(`${facet}=`));
  };
  return [
    { name: words.object, value: object, from: [] },
    { name: words.measure, value: measure, from: from(({ from: place }) => place === 'unit') },
    ...conditions.map(({ facet, name, value }) => ({ name, value, from: from(ofFacet(facet)) })),
    ...open.map((word) => ({ name: words.open, value: word, from: from(({ says }) => says.includes(word)) })),
    ...apartOf(point).map((apart) =>
      apart.kind === 'notStated'
        ? { name: words.population, value: words.notStated, from: [] }
        : { name: words.apart, value: sayApart(apart, language), from: from(({ from: place }) => place === 'decision') },
    ),
    ...(period === '' ? [] : [{ name: words.period, value: period, from: [] }]),
  ];
}

const PARTS = {
  zh: { object: '对象', measure: '计量', open: '词库里没有的词', population: '口径', notStated: '未注明', apart: '区分', period: '时期' },
  en: { object: 'object', measure: 'measure', open: 'unknown words', population: 'population', notStated: 'not stated', apart: 'told apart', period: 'period' },
} as const;

function rosterBlanks(roster: RosterMeaning, say: Say): FormBlank[] {
  const { vocabulary, language, unruledLists } = say;
  const rulings = rulingsOn(roster.key, say);
  const said = sayWhere(unruledLists.get(roster.key)?.where ?? null, vocabulary, language);
  const { sheet, firstRow, blankRows } = roster.reading;
  const rows = { from: firstRow, to: firstRow + Math.max(1, blankRows) - 1 };
  return roster.columns.map(({ cell, title, attribute, serial }) => ({
    ...plainBlank(sheet, cell, 'list', title, sayWhere(roster.where, vocabulary, language)),
    doubts: attribute === null && !serial ? [sayDoubt('unknownWords', title, language)] : [],
    rows,
    before: rulings.length > 0 ? { isBlank: true, reading: said, unit: null } : null,
    rulings,
  }));
}

/** Everything that a meaning can be put together from: for choosing it by hand. */
export interface Choices {
  readonly objects: readonly {
    readonly id: string;
    readonly title: string;
    readonly isFlow: boolean;
    readonly measures: readonly { readonly id: string; readonly title: string; readonly units: readonly string[] }[];
    readonly facets: readonly Facet[];
  }[];
}

interface Facet {
  readonly id: string;
  readonly title: string;
  readonly kind: 'partition' | 'flag' | 'interval';
  readonly members: readonly { readonly id: string; readonly title: string }[];
}

export function choicesOf(vocabulary: Vocabulary, language: Language): Choices {
  const { knowledge, measures } = vocabulary.lexicon;
  const own = (id: string): string => id.slice(id.indexOf('.') + 1);
  return {
    objects: [...knowledge.objects.values()].map(({ id, title, kind }) => ({
      id,
      title: language === 'zh' ? title : id,
      isFlow: kind === 'flow',
      measures: [...measures.values()]
        .filter(({ object }) => object === id)
        .map((measure) => ({ id: own(measure.id), title: language === 'zh' ? measure.title : own(measure.id), units: measure.units })),
      facets: [...knowledge.facets.values()]
        .filter(({ object }) => object === id)
        .map((facet) => ({
          id: own(facet.id),
          title: language === 'zh' ? facet.title : own(facet.id),
          kind: facet.kind,
          members: facet.members.map((member) => ({
            id: member.id,
            title: sayExtent(facet.id, { kind: 'members', members: [member.id] }, vocabulary, language),
          })),
        })),
    })),
  };
}
