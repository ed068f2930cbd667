// Items of the plan as questions in words: what is asked in full, the department's own words, unit, definitions, and who needs it.
import { joined, normalise, sayQuantity, saying, type Vocabulary } from '../interpret/index.ts';
import type { AnswerKind, FormQuestion, Needed } from '../model/annual.ts';
import type { Consolidation, ConsolidatedElement, ConsolidatedField, ConsolidatedItem } from '../model/consolidation.ts';
import type { DataPoint, PlainPoint } from '../model/datapoint.ts';
import type { Language } from '../problem/index.ts';
import { codeOf, uniqueCodes } from './codes.ts';
import type { SectionRules } from './sections.ts';

/** A question with what it means, for placing it. */
export interface Asked {
  readonly question: FormQuestion;
  readonly item: ConsolidatedItem;
  readonly element: ConsolidatedElement;
  /** The point as one plain point, where it is one: what sections and cross-tabs go by. */
  readonly plain: PlainPoint | null;
}

/** All items as questions, in the order of their codes. */
export function questionsOf(consolidation: Consolidation, vocabulary: Vocabulary, rules: SectionRules, language: Language): Asked[] {
  const elements = new Map(consolidation.elements.map((element) => [element.id, element]));
  const fields = new Map(consolidation.fields.map((field) => [field.key, field]));
  const codes = itemCodes(consolidation, vocabulary);
  const asked = consolidation.items.flatMap((item): Asked[] => {
    const element = elements.get(item.element);
    if (!element) return [];
    const having = element.fields.flatMap((key) => fields.get(key) ?? []);
    const question = questionOf(item, element, having, { consolidation, vocabulary, rules, language, code: codes.get(item.id) ?? item.id });
    return [{ question, item, element, plain: plainOf(element.point) }];
  });
  return asked.toSorted((a, b) => (a.question.code < b.question.code ? -1 : 1));
}

/** The plain point that a point is, if it is one. */
export function plainOf(point: DataPoint): PlainPoint | null {
  if (point.kind === 'plain') return point;
  return point.kind === 'sum' ? joined(point) : null;
}

/** Item → code; an element asked at two frequencies has the frequency in its code. */
function itemCodes({ items, elements }: Consolidation, vocabulary: Vocabulary): Map<string, string> {
  const points = new Map(elements.map(({ id, point }) => [id, point]));
  const times = new Map<string, number>();
  for (const { element } of items) times.set(element, (times.get(element) ?? 0) + 1);
  const codes = items.flatMap(({ id, element, frequency }) => {
    const point = points.get(element);
    const code = point && codeOf(point, vocabulary.lexicon.knowledge);
    return code === undefined ? [] : [[id, (times.get(element) ?? 0) > 1 ? `${code}_${frequency.replace('-', '_')}` : code] as const];
  });
  return uniqueCodes(new Map(codes));
}

interface Context {
  readonly consolidation: Consolidation;
  readonly vocabulary: Vocabulary;
  readonly rules: SectionRules;
  readonly language: Language;
  readonly code: string;
}

function questionOf(item: ConsolidatedItem, element: ConsolidatedElement, fields: readonly ConsolidatedField[], context: Context): FormQuestion {
  const { vocabulary, language } = context;
  const plain = plainOf(element.point);
  return {
    item: item.id,
    code: context.code,
    title: titleOf(item, element, context),
    words: item.title,
    unit: item.unit,
    factor: item.factor,
    answers: answersOf(item, element, context),
    choices: fields.find(({ choices }) => choices !== null)?.choices ?? null,
    period: plain ? saying(plain, vocabulary, language).period : '',
    definitions: definitionsOf(fields, context.rules),
    neededBy: neededBy(fields, context.consolidation),
    sources: item.sources,
  };
}

/** In full where it is understood; else in the words of the form that asks it, with that form's title. */
function titleOf(item: ConsolidatedItem, { point }: ConsolidatedElement, { consolidation, vocabulary, language }: Context): string {
  const isUnderstood = (part: DataPoint): boolean =>
    part.kind === 'plain'
      ? part.open.length === 0
      : part.kind === 'sum'
        ? part.terms.every((term) => isUnderstood(term.point))
        : isUnderstood(part.numerator) && isUnderstood(part.denominator);
  const form = consolidation.pack.requirements.find(({ id }) => id === item.sources[0]?.requirement);
  if (!isUnderstood(point)) return `${item.title} (${form?.title ?? ''})`;
  if (point.kind === 'ratio') return `${sayQuantity(point.numerator, vocabulary, language)} ÷ ${sayQuantity(point.denominator, vocabulary, language)}`;
  return sayQuantity(point, vocabulary, language);
}

function answersOf(item: ConsolidatedItem, { answers, point }: ConsolidatedElement, { vocabulary, rules }: Context): AnswerKind {
  if (answers === 'text') return point.kind === 'plain' && point.measure.kind === 'value' && rules.dates.includes(point.measure.of) ? 'date' : 'text';
  if (answers === 'any') return 'any';
  const base = vocabulary.lexicon.units.get(normalise(item.unit ?? ''))?.base;
  if (point.kind === 'ratio' || item.factor !== '1') return 'decimal';
  if (base !== undefined) return rules.decimalUnits.includes(base) ? 'decimal' : 'count';
  return isCount(point) ? 'count' : 'decimal';
}

/** Without a unit, only what is counted is known to be whole. */
function isCount(point: DataPoint): boolean {
  if (point.kind === 'ratio') return false;
  return point.kind === 'plain' ? point.measure.kind === 'count' : point.terms.every((term) => isCount(term.point));
}

/**
 * Notes of the forms that were read into it, shortest first. One that counts its own form's rows says nothing here, or worse: what it says of
 * the question stands in the title. Words for the form itself (本表) are dropped.
 */
function definitionsOf(fields: readonly ConsolidatedField[], { notes: { aboutRows, aboutForm } }: SectionRules): string[] {
  const [rows, form] = [new RegExp(aboutRows, 'u'), new RegExp(aboutForm, 'u')];
  const printed = fields.flatMap(({ evidence }) => evidence.filter(({ from }) => from === 'note').map(({ label }) => label.text));
  const notes = printed
    .map((text) => text.replace(/\s+/gu, ' ').trim())
    .filter((text) => !rows.test(text))
    .map((text) => text.replace(form, ''));
  return [...new Set(notes)].toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1)).slice(0, 2);
}

function neededBy(fields: readonly ConsolidatedField[], { pack }: Consolidation): Needed[] {
  const ids = [...new Set(fields.map(({ requirement }) => requirement))].toSorted();
  return ids.flatMap((id) => {
    const form = pack.requirements.find((other) => other.id === id);
    const department = pack.departments.find((other) => other.id === form?.department);
    return form ? [{ requirement: id, title: form.title, department: department?.name ?? form.department }] : [];
  });
}
