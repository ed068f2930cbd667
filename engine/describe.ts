// The plan told in terms of the forms: every blank with its resolution, every element and item with words and unit.
import { bestTitle, meaningOf, needsReview, type DataElement } from './match/index.ts';
import type { ConsolidatedElement, ConsolidatedField, ConsolidatedItem, ConsolidationPolicy, Resolution } from './model/consolidation.ts';
import { compare, ONE, parseFraction, type Fraction } from './model/fraction.ts';
import type { Knowledge } from './model/knowledge.ts';
import type { FieldMeaning, FormMeaning, RosterMeaning } from './model/meaning.ts';
import { FREQUENCIES, type Frequency } from './model/period.ts';
import type { Derivation, Item, Term } from './model/plan.ts';
import type { Place, Register } from './model/register.ts';
import { expressionWords } from './problem/index.ts';
import { columnId, type FreeCount } from './register/index.ts';

export function describeElements(elements: readonly DataElement[], knowledge: Knowledge): ConsolidatedElement[] {
  return elements.map(({ id, kind, reading, point, content, fields }) => ({
    id,
    title: bestTitle(fields),
    meaning: meaningOf(point, knowledge),
    kind,
    reading,
    point,
    answers: content.kind === 'text' ? 'text' : point.kind === 'plain' && !knowledge.objects.has(point.object) ? 'any' : 'number',
    fields: fields.map(({ key }) => key),
  }));
}

/** Items with the words of one of the fields that they answer, and its unit, unless they were asked in another before. */
export function describeItems(items: readonly Item[], elements: readonly DataElement[], units: ConsolidationPolicy['units'] = {}): ConsolidatedItem[] {
  const byId = new Map(elements.map((element) => [element.id, element]));
  return items.map(({ id, element, frequency, kind, reading, reason, sources }) => {
    const fields = byId.get(element)?.fields ?? [];
    const named = new Set(sources);
    const ordered = fields.filter(({ key }) => named.has(key)).sort((a, b) => sourceOrder(a, b, frequency));
    const [first] = ordered;
    return {
      id,
      element,
      frequency,
      kind,
      reading,
      reason,
      title: bestTitle(fields),
      ...(units[id] ?? { unit: first?.unit?.text ?? null, factor: first ? factorOf(first) : '1' }),
      sources: ordered.map(placeOf),
    };
  });
}

/** Fields of the item's own frequency first, of these the finest unit, so that answers keep every digit that somebody asks for. */
function sourceOrder(a: FieldMeaning, b: FieldMeaning, frequency: Frequency): number {
  const distance = (field: FieldMeaning): number => Math.abs(FREQUENCIES.indexOf(field.frequency) - FREQUENCIES.indexOf(frequency));
  return distance(a) - distance(b) || compareFactors(a, b) || (a.key < b.key ? -1 : 1);
}

function compareFactors(a: FieldMeaning, b: FieldMeaning): number {
  return factorOf(a) === factorOf(b) ? 0 : compare(fractionOf(a), fractionOf(b));
}

function fractionOf(field: FieldMeaning): Fraction {
  return parseFraction(factorOf(field)) ?? ONE;
}

function factorOf({ unit }: FieldMeaning): string {
  return unit?.factor ?? '1';
}

function placeOf({ requirement, reading }: FieldMeaning): Place {
  return { requirement, sheet: reading.sheet, cell: reading.cell };
}

interface Planned {
  readonly derivations: readonly Derivation[];
}

/** Every blank found: numbers and texts, context, and the heads of rosters. */
export function describeFields(
  forms: readonly FormMeaning[],
  elements: readonly DataElement[],
  planned: Planned,
  items: readonly ConsolidatedItem[],
  registers: readonly Register[],
  counts: readonly FreeCount[],
): ConsolidatedField[] {
  const elementOf = new Map(elements.flatMap((element) => element.fields.map(({ key }) => [key, element] as const)));
  const derivationOf = new Map(planned.derivations.map((derivation) => [`${derivation.element}@${derivation.frequency}`, derivation]));
  const titles = new Map([...items.map(({ id, title }): [string, string] => [id, title]), ...countTitles(counts, registers, elements)]);
  return forms.flatMap((form) => [
    ...form.fields.flatMap((field) => {
      const element = elementOf.get(field.key);
      const derivation = element && derivationOf.get(`${element.id}@${field.frequency}`);
      return element && derivation ? [describeField(field, element.id, resolutionOf(field, derivation, titles))] : [];
    }),
    ...contextFields(form),
    ...form.rosters.flatMap((roster) => rosterFields(roster, registers)),
  ]);
}

/** A count in words: the roster that it is counted from, and what is counted. */
function countTitles(counts: readonly FreeCount[], registers: readonly Register[], elements: readonly DataElement[]): [string, string][] {
  const rosters = new Map(registers.flatMap(({ memberships }) => memberships.map(({ id, title }) => [id, title] as const)));
  const fields = new Map(elements.map((element) => [element.id, element.fields]));
  return counts.map(({ count, element }) => [count.reference, `${rosters.get(count.membership) ?? count.register}:${bestTitle(fields.get(element) ?? [])}`]);
}

function describeField(field: FieldMeaning, element: string, resolution: Resolution): ConsolidatedField {
  const { key, requirement, reading, title, unit, department, frequency, point, textual, evidence, doubts } = field;
  return {
    key,
    requirement,
    sheet: reading.sheet,
    cell: reading.cell,
    label: labelOf(field),
    title,
    unit: unit?.text ?? null,
    factor: factorOf(field),
    element,
    resolution,
    confidence: confidenceOf(field),
    explanation: explanationOf(field),
    department,
    frequency,
    point,
    textual,
    formula: reading.formula !== null,
    choices: reading.choices,
    evidence,
    doubts,
  };
}

/** Labels from the outermost to the innermost: sections, then the row's, then the column's. */
export function labelOf({ reading }: FieldMeaning): string[] {
  return [...reading.section, ...reading.rowPath, ...reading.columnPath].map(({ text }) => text.trim());
}

function resolutionOf(field: FieldMeaning, derivation: Derivation, titles: ReadonlyMap<string, string>): Resolution {
  const item = itemAsAnswered(derivation);
  if (needsReview(field)) return { kind: 'review', item, expression: expressionOf(derivation, titles) };
  if (item !== null) return { kind: 'collected', item };
  return { kind: 'derived', expression: expressionOf(derivation, titles), level: derivation.level, needsApproval: derivation.needsApproval };
}

/** The item whose answer is the value itself, if one is. */
function itemAsAnswered(derivation: Derivation): string | null {
  if (derivation.kind !== 'linear' || derivation.level !== 'same') return null;
  const [term] = derivation.terms;
  return term?.from.kind === 'item' && derivation.terms.length === 1 ? term.from.item : null;
}

/** "[女] + [男]", "[常住人口] − [女]", "[常住人口](年内累计)", "[持证] ÷ [残疾人] × 100": what is added first, then what is taken off. */
export function expressionOf(derivation: Derivation, titles: ReadonlyMap<string, string>): string {
  if (derivation.kind === 'linear') return sumText(derivation.terms, titles);
  return `(${sumText(derivation.numerator, titles)}) ÷ (${sumText(derivation.denominator, titles)}) × ${derivation.factor}`;
}

function sumText(terms: readonly Term[], titles: ReadonlyMap<string, string>): string {
  if (terms.length === 0) return '0';
  const isTakenOff = ({ coefficient }: Term): boolean => coefficient.numerator.startsWith('-');
  const ordered = [...terms.filter((term) => !isTakenOff(term)), ...terms.filter(isTakenOff)];
  return ordered.map((term, index) => `${signText(term, index)}${sourceText(term, titles)}`).join(' ');
}

function signText({ coefficient: { numerator, denominator } }: Term, index: number): string {
  const size =
    numerator.replace('-', '') === '1' && denominator === '1' ? '' : `${numerator.replace('-', '')}${denominator === '1' ? '' : `/${denominator}`} × `;
  const sign = numerator.startsWith('-') ? '− ' : index > 0 ? '+ ' : '';
  return sign + size;
}

function sourceText({ from, over }: Term, titles: ReadonlyMap<string, string>): string {
  return from.kind === 'item'
    ? `[${titles.get(from.item) ?? from.item}]${expressionWords[over].zh}`
    : `${expressionWords.counted.zh}[${titles.get(from.reference) ?? from.reference}]`;
}

/** Doubts weigh by what they leave open; a blank of which nothing is known is half a guess. */
function confidenceOf(field: FieldMeaning): number {
  if (needsReview(field)) return 0.3;
  if (field.doubts.some(({ kind }) => kind === 'unknownWords')) return 0.5;
  return field.doubts.length > 0 ? 0.7 : 0.95;
}

function explanationOf({ evidence, doubts, title }: FieldMeaning): string {
  const read = evidence.map(({ says, label }) => `${says}(${label.cell}“${label.text.trim()}”)`);
  const doubted = doubts.map(({ kind, words }) => `${kind}:${words}`);
  return [...read, ...doubted].join(';') || title;
}

const NOTHING = { unit: null, factor: '1', point: null, formula: false, choices: null, evidence: [], doubts: [] } as const;

function contextFields({ requirement, department, frequency, context }: FormMeaning): ConsolidatedField[] {
  return context.map(({ sheet, cell, label, kind }) => ({
    ...NOTHING,
    key: `${requirement}|${sheet}|${cell}`,
    requirement,
    sheet,
    cell,
    label: [label],
    title: label,
    element: `context:${kind}`,
    resolution: { kind: 'context', context: kind },
    confidence: 0.95,
    explanation: label,
    department,
    frequency,
    textual: true,
  }));
}

function rosterFields(roster: RosterMeaning, registers: readonly Register[]): ConsolidatedField[] {
  const { requirement, department, frequency, reading, object } = roster;
  const register = registers.find(({ id }) => id === object);
  return roster.columns.map((column) => {
    const id = columnId(roster, column);
    return {
      ...NOTHING,
      key: `${requirement}|${reading.sheet}|${column.cell}`,
      requirement,
      sheet: reading.sheet,
      cell: column.cell,
      label: [roster.title, column.title],
      title: column.title,
      element: `register:${object}.${id}`,
      resolution: { kind: 'register', register: register?.id ?? object, column: id },
      confidence: column.attribute === null && !column.serial ? 0.5 : 0.95,
      explanation: column.attribute ?? column.title,
      department,
      frequency,
      textual: true,
      choices: column.choices,
    };
  });
}
