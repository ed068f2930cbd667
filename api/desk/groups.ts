// What the matching desk shows: groups of fields of different departments that are held to be one datum, facet by facet, with the words of each form that
// say so; and pairs that look alike and were kept apart. A group is settled when people ruled all its fields to be the same.
import { facetName, joined, openWords, saying, sayExtent, sayPoint, type Saying, type Vocabulary } from '../../engine/interpret/index.ts';
import { lookAlikes, sharedElements } from '../../engine/measure/index.ts';
import type { ConsolidatedElement, ConsolidatedField, Consolidation } from '../../engine/model/consolidation.ts';
import type { DataPoint, Extent } from '../../engine/model/datapoint.ts';
import type { Frequency } from '../../engine/model/period.ts';
import type { Language } from '../../engine/problem/index.ts';
import { loadMeasureWords } from '../../forms/lexicon/form.ts';
import { sayDoubt } from '../../forms/print/inspection.ts';

/** A ruling that stands, with the keys of the fields that it took effect on. */
export interface StandingRuling {
  readonly decisionId: string;
  readonly kind: string;
  readonly fields: readonly string[];
}

export interface GroupField {
  readonly key: string;
  readonly requirement: string;
  readonly form: string;
  readonly department: string;
  readonly sheet: string;
  readonly cell: string;
  readonly label: string[];
  readonly unit: string | null;
  readonly frequency: string;
  readonly doubts: string[];
  /** What was read from which words: the words stand on the form at the cell. */
  readonly evidence: { readonly says: string; readonly words: string; readonly cell: string; readonly from: string }[];
}

/** Why a person should look at a group before confirming it. doubt: a field is in doubt · words: words that no lexicon knows · around: something was read from around the table, not from the blank's own labels. */
export type Concern = 'doubt' | 'words' | 'around';

export interface Group {
  readonly element: string;
  readonly meaning: string;
  /** What is stated, part by part. */
  readonly facets: { readonly name: string; readonly value: string }[];
  readonly departments: number;
  readonly repeated: number;
  readonly concerns: Concern[];
  readonly settledBy: string[];
  readonly fields: GroupField[];
}

const AROUND: ReadonlySet<string> = new Set(['title', 'corner', 'note']);

/** All groups, those that want a look first, then the widest. */
export function groupsIn(consolidation: Consolidation, rulings: readonly StandingRuling[], vocabulary: Vocabulary, language: Language): Group[] {
  const told = teller(consolidation, language);
  return sharedElements(consolidation)
    .filter(({ departments }) => departments > 1)
    .map(({ element, fields, departments, repeated }) => ({
      element: element.id,
      meaning: sayPoint(element.point, vocabulary, language),
      facets: facetsOf(element.point, vocabulary, language),
      departments,
      repeated,
      concerns: concernsOf(element, fields),
      settledBy: settledBy(fields, rulings),
      fields: fields.map(told),
    }))
    .sort((a, b) => b.concerns.length - a.concerns.length || b.departments - a.departments);
}

function concernsOf({ point }: ConsolidatedElement, fields: readonly ConsolidatedField[]): Concern[] {
  const around = new Set(fields.map(({ evidence }) => evidence.filter(({ from }) => AROUND.has(from)).length > 0));
  return [
    ...(fields.some(({ doubts }) => doubts.length > 0) ? (['doubt'] as const) : []),
    ...(openOf(point).length > 0 ? (['words'] as const) : []),
    ...(around.size > 1 ? (['around'] as const) : []),
  ];
}

function openOf(point: DataPoint): readonly string[] {
  if (point.kind === 'ratio') return [...openOf(point.numerator), ...openOf(point.denominator)];
  return point.kind === 'plain' ? openWords(point) : point.terms.flatMap(({ point: part }) => openWords(part));
}

/** The rulings by which the fields are one, if all of them are. */
function settledBy(fields: readonly ConsolidatedField[], rulings: readonly StandingRuling[]): string[] {
  const keys = fields.map(({ key }) => key);
  const same = rulings.filter(({ kind, fields: ruled }) => kind === 'same' && ruled.some((key) => keys.includes(key)));
  const [first = ''] = keys;
  const reached = new Set([first]);
  for (let grown = true; grown;) {
    const more = same
      .filter(({ fields: ruled }) => ruled.some((key) => reached.has(key)))
      .flatMap(({ fields: ruled }) => ruled.filter((key) => !reached.has(key)));
    for (const key of more) reached.add(key);
    grown = more.length > 0;
  }
  return keys.every((key) => reached.has(key)) ? same.map(({ decisionId }) => decisionId) : [];
}

/** What a data point states, part by part. */
export function facetsOf(point: DataPoint, vocabulary: Vocabulary, language: Language): { name: string; value: string }[] {
  const plain = point.kind === 'sum' ? joined(point) : point;
  if (plain?.kind !== 'plain') return [{ name: '', value: sayPoint(point, vocabulary, language) }];
  return said(saying(plain, vocabulary, language));
}

function said({ object, measure, conditions, open, apart, period }: Saying): { name: string; value: string }[] {
  const lines = [
    { name: 'object', value: object },
    { name: 'measure', value: measure },
    ...conditions.map(({ name, value }) => ({ name, value })),
    { name: 'words', value: [...open, ...apart].join('、') },
    { name: 'period', value: period },
  ];
  return lines.filter(({ value }) => value !== '');
}

function teller({ pack }: Consolidation, language: Language): (field: ConsolidatedField) => GroupField {
  const departments = new Map(pack.departments.map(({ id, name }) => [id, name]));
  const forms = new Map(pack.requirements.map(({ id, title }) => [id, title]));
  return ({ key, requirement, department, sheet, cell, label, unit, frequency, doubts, evidence }) => ({
    key,
    requirement,
    form: forms.get(requirement) ?? requirement,
    department: departments.get(department) ?? department,
    sheet,
    cell,
    label: [...label],
    unit,
    frequency,
    doubts: doubts.map(({ kind, words }) => sayDoubt(kind, words, language)),
    evidence: evidence.map(({ says, label: words, from }) => ({ says, words: words.text.trim(), cell: words.cell, from })),
  });
}

export interface Apart {
  readonly fields: readonly [GroupField, GroupField];
  readonly facet: string;
  readonly sides: readonly [string | null, string | null];
  readonly likeness: number;
}

const MOST_APART = 120;

/** Pairs of different departments that look alike and differ in one facet, the most alike first. */
export function apartIn(consolidation: Consolidation, vocabulary: Vocabulary, language: Language): Apart[] {
  const told = teller(consolidation, language);
  const say = (facet: string, extent: Extent | null): string | null => (extent ? sayExtent(facet, extent, vocabulary, language) : null);
  return lookAlikes({ consolidation, knowledge: vocabulary.lexicon.knowledge, words: loadMeasureWords() }, MOST_APART).map(
    ({ a, b, facet, sides: [left, right], likeness }) => ({
      fields: [told(a), told(b)] as const,
      facet: facetName(facet, vocabulary, language),
      sides: [say(facet, left), say(facet, right)] as const,
      likeness,
    }),
  );
}

export interface ElementLine {
  readonly element: string;
  readonly meaning: string;
  readonly unit: string | null;
  readonly kind: string;
  /** What the forms call it, the commonest first. */
  readonly names: string[];
  readonly departments: string[];
  readonly requirements: number;
  readonly fields: number;
  /** How often it is asked; null: it follows from other questions. */
  readonly asked: Frequency | null;
  readonly definition: string | null;
}

/** The catalogue of data elements (数据元目录), most widely asked first. */
export function catalogueOf(
  consolidation: Consolidation,
  definitions: Readonly<Record<string, string>>,
  vocabulary: Vocabulary,
  language: Language,
): ElementLine[] {
  const { elements, fields, items, pack } = consolidation;
  const byKey = new Map(fields.map((field) => [field.key, field]));
  const asked = new Map(items.map(({ element, frequency }) => [element, frequency]));
  const names = new Map(pack.departments.map(({ id, name }) => [id, name]));
  const lines = elements.map((element): ElementLine => {
    const own = element.fields.flatMap((key) => byKey.get(key) ?? []);
    return {
      element: element.id,
      meaning: sayPoint(element.point, vocabulary, language),
      unit: own.find(({ unit }) => unit !== null)?.unit ?? null,
      kind: element.kind,
      names: byCount(own.map(({ label, title }) => (label.length > 0 ? label.join(' › ') : title).replace(/[^\S ]+/gu, ''))),
      departments: [...new Set(own.map(({ department }) => names.get(department) ?? department))],
      requirements: new Set(own.map(({ requirement }) => requirement)).size,
      fields: own.length,
      asked: asked.get(element.id) ?? null,
      definition: definitions[element.id] ?? null,
    };
  });
  return lines.sort((a, b) => b.departments.length - a.departments.length || b.fields - a.fields || (a.element < b.element ? -1 : 1));
}

function byCount(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
}
