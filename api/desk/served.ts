// The annual form as the coordinating office looks at it: every question with what it serves, and pictures of the plan — who asks what, and how one blank
// of a department's form comes about.
import { sayPoint, type Vocabulary } from '../../engine/interpret/index.ts';
import type { AnnualForm, FormBlock, FormQuestion } from '../../engine/model/annual.ts';
import type { ConsolidatedField, Consolidation } from '../../engine/model/consolidation.ts';
import type { Frequency } from '../../engine/model/period.ts';
import type { Derivation, Level, Term } from '../../engine/model/plan.ts';
import type { Language } from '../../engine/problem/index.ts';

export interface ServingQuestion {
  readonly item: string;
  readonly element: string;
  readonly title: string;
  readonly words: string;
  readonly unit: string | null;
  readonly answers: string;
  readonly choices: string[] | null;
  readonly period: string;
  readonly definitions: string[];
  readonly neededBy: { readonly requirement: string; readonly title: string; readonly department: string; readonly basis: string }[];
  /** Blanks on departments' forms that draw on it. */
  readonly blanks: number;
}

export interface ServingBlock {
  readonly kind: 'list' | 'crossTab';
  readonly heading: string;
  /** Of a cross-tab: its heads; [] for a list. */
  readonly rows: string[];
  readonly columns: string[];
  /** A list has one row; null where nothing is asked. */
  readonly cells: (ServingQuestion | null)[][];
}

export interface ServingPart {
  readonly frequency: Frequency;
  readonly title: string;
  readonly sections: { readonly code: string; readonly title: string; readonly questions: number; readonly blocks: ServingBlock[] }[];
}

/** The form, part by part, as communities will see it. */
export function servingParts(form: AnnualForm, consolidation: Consolidation): ServingPart[] {
  const serve = server(consolidation);
  return form.parts.map(({ frequency, title, sections }) => ({
    frequency,
    title,
    sections: sections.map((section) => {
      const blocks = section.blocks.map((block) => blockOf(block, serve));
      return {
        code: section.code,
        title: section.title,
        questions: blocks.flatMap(({ cells }) => cells.flat()).filter((cell) => cell !== null).length,
        blocks,
      };
    }),
  }));
}

type Serve = (question: FormQuestion) => ServingQuestion;

function blockOf(block: FormBlock, serve: Serve): ServingBlock {
  return block.kind === 'list'
    ? { kind: 'list', heading: block.heading, rows: [], columns: [], cells: [block.questions.map(serve)] }
    : {
        kind: 'crossTab',
        heading: block.heading,
        rows: [...block.rows],
        columns: [...block.columns],
        cells: block.cells.map((row) => row.map((question) => question && serve(question))),
      };
}

function server(consolidation: Consolidation): Serve {
  const { pack, items } = consolidation;
  const bases = new Map(pack.requirements.map(({ id, legalBasis }) => [id, legalBasis ?? '']));
  const elements = new Map(items.map(({ id, element }) => [id, element]));
  const drawn = blanksByItem(consolidation);
  return ({ item, title, words, unit, answers, choices, period, definitions, neededBy }) => ({
    item,
    element: elements.get(item) ?? '',
    title,
    words,
    unit,
    answers,
    choices: choices === null ? null : [...choices],
    period,
    definitions: [...definitions],
    neededBy: neededBy.map(({ requirement, title: form, department }) => ({ requirement, title: form, department, basis: bases.get(requirement) ?? '' })),
    blanks: drawn.get(item) ?? 0,
  });
}

/** Item → how many blanks draw on it. */
function blanksByItem(consolidation: Consolidation): ReadonlyMap<string, number> {
  const drawn = new Map<string, number>();
  const find = derivationFinder(consolidation);
  for (const field of consolidation.fields)
    for (const item of new Set(termsOf(find(field)).flatMap(({ from }) => (from.kind === 'item' ? [from.item] : []))))
      drawn.set(item, (drawn.get(item) ?? 0) + 1);
  return drawn;
}

function derivationFinder({ derivations }: Consolidation): (field: ConsolidatedField) => Derivation | undefined {
  const byKey = new Map(derivations.map((derivation) => [`${derivation.element}@${derivation.frequency}`, derivation]));
  return ({ element, frequency }) => byKey.get(`${element}@${frequency}`);
}

function termsOf(derivation: Derivation | undefined): readonly Term[] {
  if (!derivation) return [];
  return derivation.kind === 'linear' ? derivation.terms : [...derivation.numerator, ...derivation.denominator];
}

export interface Matrix {
  readonly departments: { readonly id: string; readonly name: string; readonly elements: number }[];
  readonly sections: {
    readonly title: string;
    readonly elements: { readonly element: string; readonly title: string; readonly asked: boolean; readonly by: number[] }[];
  }[];
}

/** Who asks what: departments × data elements, by section of the form; `by` holds positions among the departments. */
export function matrixOf(
  { consolidation, form }: { readonly consolidation: Consolidation; readonly form: AnnualForm },
  vocabulary: Vocabulary,
  language: Language,
): Matrix {
  const { pack, elements, fields, items } = consolidation;
  const asking = pack.departments.filter(({ id }) => fields.some((field) => field.department === id && field.point !== null));
  const positions = new Map(asking.map(({ id }, index) => [id, index]));
  const askers = new Map<string, Set<number>>();
  for (const { element, department, point } of fields)
    if (point !== null) askers.set(element, (askers.get(element) ?? new Set<number>()).add(positions.get(department) ?? 0));
  const asked = new Set(items.map(({ element }) => element));
  const sectionOf = sectionByElement(form, consolidation);
  const titles = [...new Set(form.parts.flatMap(({ sections }) => sections.map(({ title }) => title)))];
  const lines = elements.map(({ id, point }) => ({
    element: id,
    title: sayPoint(point, vocabulary, language),
    asked: asked.has(id),
    by: [...(askers.get(id) ?? [])].sort((a, b) => a - b),
    section: sectionOf.get(id) ?? '',
  }));
  return {
    departments: asking.map(({ id, name }, index) => ({ id, name, elements: lines.filter(({ by }) => by.includes(index)).length })),
    sections: [...titles, ''].flatMap((title) => {
      const own = lines.filter(({ section }) => section === title).map(({ section: _section, ...line }) => line);
      return own.length === 0 ? [] : [{ title, elements: own.sort((a, b) => b.by.length - a.by.length || (a.title < b.title ? -1 : 1)) }];
    }),
  };
}

/** An element that is asked stands in its question's section; one that follows, in that of the first question it follows from. */
function sectionByElement(form: AnnualForm, { items, derivations }: Consolidation): ReadonlyMap<string, string> {
  const elements = new Map(items.map(({ id, element }) => [id, element]));
  const found = new Map<string, string>();
  for (const { title, blocks } of form.parts.flatMap(({ sections }) => sections))
    for (const { item } of blocks.flatMap((block) =>
      block.kind === 'list' ? block.questions : block.cells.flatMap((row) => row.flatMap((cell) => cell ?? [])),
    ))
      found.set(elements.get(item) ?? '', title);
  const asked = new Map(found);
  for (const derivation of derivations) {
    const first = termsOf(derivation).flatMap(({ from }) => (from.kind === 'item' ? [elements.get(from.item) ?? ''] : []))[0];
    if (!found.has(derivation.element) && first !== undefined) found.set(derivation.element, asked.get(first) ?? '');
  }
  return found;
}

export interface DerivationTree {
  readonly field: {
    readonly key: string;
    readonly title: string;
    readonly unit: string | null;
    readonly requirement: string;
    readonly form: string;
    readonly department: string;
  };
  readonly meaning: string;
  readonly level: Level | null;
  readonly needsApproval: boolean;
  readonly ratio: boolean;
  readonly terms: {
    readonly sign: string;
    readonly coefficient: string;
    readonly over: Term['over'];
    readonly part: 'sum' | 'numerator' | 'denominator';
    readonly kind: 'item' | 'register';
    readonly id: string;
    readonly title: string;
    readonly frequency: Frequency | null;
    readonly section: string;
    /** Other forms that draw on it, by title. */
    readonly serves: string[];
  }[];
}

/** How one blank comes about; null when there is no such blank, or it is not worked out from answers. */
export function derivationOf(
  book: { readonly consolidation: Consolidation; readonly form: AnnualForm },
  key: string,
  vocabulary: Vocabulary,
  language: Language,
): DerivationTree | null {
  const { consolidation, form } = book;
  const field = consolidation.fields.find((each) => each.key === key && each.point !== null);
  if (!field?.point) return null;
  const derivation = derivationFinder(consolidation)(field);
  const tell = termTeller(consolidation, form, field, vocabulary, language);
  const { pack } = consolidation;
  const requirement = pack.requirements.find(({ id }) => id === field.requirement);
  return {
    field: {
      key,
      title: field.title,
      unit: field.unit,
      requirement: field.requirement,
      form: requirement?.title ?? field.requirement,
      department: pack.departments.find(({ id }) => id === field.department)?.name ?? field.department,
    },
    meaning: sayPoint(field.point, vocabulary, language),
    level: derivation?.level ?? null,
    needsApproval: derivation?.needsApproval ?? false,
    ratio: derivation?.kind === 'ratio',
    terms:
      derivation?.kind === 'ratio'
        ? [...derivation.numerator.map((term) => tell(term, 'numerator')), ...derivation.denominator.map((term) => tell(term, 'denominator'))]
        : termsOf(derivation).map((term) => tell(term, 'sum')),
  };
}

type TermPart = DerivationTree['terms'][number]['part'];

function termTeller(
  consolidation: Consolidation,
  form: AnnualForm,
  field: ConsolidatedField,
  vocabulary: Vocabulary,
  language: Language,
): (term: Term, part: TermPart) => DerivationTree['terms'][number] {
  const { items, elements, fields, pack } = consolidation;
  const find = derivationFinder(consolidation);
  const points = new Map(elements.map(({ id, point }) => [id, point]));
  const say = (element: string): string => {
    const point = points.get(element);
    return point ? sayPoint(point, vocabulary, language) : element;
  };
  const servedBy = (id: string): string[] => {
    const using = fields.filter(
      (each) => each.requirement !== field.requirement && termsOf(find(each)).some(({ from }) => (from.kind === 'item' ? from.item : from.reference) === id),
    );
    return [...new Set(using.map(({ requirement }) => pack.requirements.find((each) => each.id === requirement)?.title ?? requirement))];
  };
  const sectionOf = sectionByElement(form, consolidation);
  return ({ coefficient: { numerator, denominator }, from, over }, part) => {
    const id = from.kind === 'item' ? from.item : from.reference;
    const item = items.find((each) => each.id === id);
    const element = item?.element ?? id.split(' ').at(-1) ?? '';
    const size = numerator.replace('-', '');
    return {
      sign: numerator.startsWith('-') ? '−' : '+',
      coefficient: denominator === '1' ? size : `${size}/${denominator}`,
      over,
      part,
      kind: from.kind === 'item' ? 'item' : 'register',
      id,
      title: say(element),
      frequency: item?.frequency ?? null,
      section: sectionOf.get(element) ?? '',
      serves: servedBy(id),
    };
  };
}
