// A department's form for a place, from answers that are ready: one community's, or columns of many communities rolled up to a street or
// the district. In the same layout as a community's own form.
import { questionsByItem, type WhereAsked } from '../check/index.ts';
import { derive, type Answer, type Answers, type DerivedValue } from '../derive/index.ts';
import type { ConsolidatedItem, Consolidation } from '../model/consolidation.ts';
import type { EditValue } from '../model/edits.ts';
import { isLonger } from '../model/period.ts';
import type { Derivation, Source, Term } from '../model/plan.ts';
import type { Scalar } from '../model/sheet.ts';
import { selectPeriods } from '../plan/index.ts';
import { problem, type Origin, type Problem } from '../problem/index.ts';
import type { RegisterRow } from '../register/index.ts';
import { addsUp, createRollUp, totalOverPlaces, type Column, type Reading, type RolledCell, type RolledUp } from '../rollup/index.ts';
import type { AnswerRules } from './answers.ts';
import { createWays, findValue, isOwn, stepsIn, type EarlierPlan, type Found, type Step } from './earlier.ts';
import { addContext, addRosters, fillForm, plansOf, shown, Sheets, titlesOf, type FilledForm, type FormPlan, type PlannedCell, type Sources } from './view.ts';

/** One value that a form draws on. */
export interface Need {
  readonly source: Source;
  readonly period: string;
  /** -1: what stood before is taken off. */
  readonly sign: 1 | -1;
}

/** What a form for one period draws on. */
export interface Needs {
  readonly values: readonly Need[];
  /** Ids of registers whose rows it lists. */
  readonly rosters: readonly string[];
}

interface Named {
  readonly name: string;
  readonly code: string;
  /** Register id → the rows of all communities of the place. */
  readonly registers: ReadonlyMap<string, readonly RegisterRow[]>;
}

/** Values that the version in force lacks and an older one tells: for a cell, by the place of the community in the columns. */
export type Earlier = ReadonlyMap<PlannedCell, ReadonlyMap<number, Found>>;

/** A community with its answers. */
export interface AnsweredPlace extends Named {
  readonly answers: Answers;
  readonly earlier?: Earlier;
}

/** A street or the district: columns in the order of `communities`, which are their names. */
export interface RolledPlace extends Named {
  /** The name as the form shows it, when so many communities are wanting, and so many cells await the form of a longer period. */
  readonly titled: (missing: number, awaiting: number) => string;
  readonly communities: readonly string[];
  readonly columns: readonly Column[];
  readonly earlier?: Earlier;
}

/** A cell of a rolled-up form. */
export interface PlacedCell extends RolledCell {
  readonly sheet: string;
  readonly cell: string;
  /** The longer period whose form it is taken from, where all that it lacks was not answered there yet: the year, for a plain fact on a quarterly form. */
  readonly awaits: string | null;
}

export interface RolledForm extends FilledForm {
  readonly cells: readonly PlacedCell[];
}

export interface PlaceView {
  readonly needs: (requirement: string, period: string) => Needs;
  /** How values of this source are read. */
  readonly reading: (source: Source) => Reading;
  /** The cell's field and derivation in the form's units; null when nothing is derived for it. */
  readonly cell: (requirement: string, sheet: string, cell: string) => PlannedCell | null;
  /** What the cell alone draws on, in the order of its derivation. */
  readonly cellNeeds: (planned: PlannedCell, period: string) => readonly Need[];
  /** What older versions of the form drew on for these cells and the version in force does not. */
  readonly earlierNeeds: (cells: readonly PlannedCell[], period: string) => readonly Need[];
  /**
   * What older versions tell of these cells where the version in force lacks something, or has only answers that are not approved while those to an older version
   * are; the columns hold the earlier needs as well. `isFinal`: is what the community at this place answered for a period approved?
   */
  readonly earlier: (cells: readonly PlannedCell[], period: string, columns: readonly Column[], isFinal: (place: number, period: string) => boolean) => Earlier;
  /** What one step of a derivation draws on. */
  readonly stepNeeds: (step: Step) => readonly Need[];
  readonly cells: (requirement: string) => readonly PlannedCell[];
  readonly deriveCell: (planned: PlannedCell, period: string, answers: Answers, earlier?: Earlier) => DerivedValue;
  readonly rollUpCell: (planned: PlannedCell, period: string, columns: readonly Column[], communities: readonly string[], earlier?: Earlier) => RolledCell;
  readonly fill: (requirement: string, period: string, place: AnsweredPlace) => FilledForm;
  readonly rollUp: (requirement: string, period: string, place: RolledPlace) => RolledForm;
}

/** Prepares a consolidation for places. `earlierPlans`: of the older versions of the year's form, the newest first. */
export function createPlaceView(rules: AnswerRules, earlierPlans: readonly EarlierPlan[] = []): PlaceView {
  const { consolidation, form } = rules;
  const plans = plansOf(consolidation);
  // Where versions have the same item, it counts as it is asked now.
  const items = new Map([...earlierPlans.flatMap((plan) => plan.items), ...consolidation.items].map((item) => [item.id, item]));
  const titles = titlesOf(consolidation);
  const questions = new Map([...earlierPlans.flatMap((plan) => [...plan.questions]), ...questionsByItem(form)]);
  const waysOf = createWays(consolidation, earlierPlans);
  const elements = new Map(consolidation.elements.map((element) => [element.id, element]));
  const needs = new Map<string, Needs>();
  const additive = ({ field, derivation }: PlannedCell): boolean => {
    const element = elements.get(field.element);
    return element !== undefined && addsUp(element, field.unit, derivation.kind === 'ratio');
  };
  const sourcesOf = ({ name, code, registers }: Named, answers: Answers): Sources => ({
    consolidation,
    values: { name, code, registers, items: new Map() },
    answers,
    items,
    titles,
  });
  /** A cell over communities, of which some came by their value as an older version of the form has it. */
  const rolledWith = (
    found: ReadonlyMap<number, Found> | undefined,
    planned: PlannedCell,
    period: string,
    columns: readonly Column[],
    communities: readonly string[],
    roll: ReturnType<typeof createRollUp>,
  ): RolledCell => {
    const rolled = roll(planned.derivation, period, additive(planned));
    if (!found) return rolled;
    const keys = new Set(needsOfDerivation(planned.derivation, period, items).map(keyOf));
    const own = columns.filter((column) => keys.has(keyOf(column)));
    const values = communities.map((place, index) => ({
      place,
      value: found.get(index)?.value ?? derive(planned.derivation, period, answersAt(own, index), items),
    }));
    return { value: totalOverPlaces(values, planned.derivation, additive(planned)), lineage: rolled.lineage };
  };
  return {
    needs: (requirement, period) => {
      const key = `${requirement}\n${period}`;
      const known = needs.get(key) ?? needsOf(plans.get(requirement), requirement, period, consolidation, items);
      needs.set(key, known);
      return known;
    },
    reading: (source) => readingOf(source, questions, rules),
    cell: (requirement, sheet, cell) => plans.get(requirement)?.cells.find(({ field }) => field.sheet === sheet && field.cell === cell) ?? null,
    cellNeeds: ({ derivation }, period) => needsOfDerivation(derivation, period, items),
    stepNeeds: ({ derivation, period }) => needsOfDerivation(derivation, period, items),
    cells: (requirement) => plans.get(requirement)?.cells ?? [],
    earlierNeeds: (cells, period) => {
      const own = new Set(cells.flatMap(({ derivation }) => needsOfDerivation(derivation, period, items)).map(keyOf));
      const others = new Map<string, Need>();
      for (const planned of cells) {
        const ways = waysOf(planned, period);
        for (const step of ways ? stepsIn(ways) : [])
          for (const need of needsOfDerivation(step.derivation, step.period, items)) if (!own.has(keyOf(need))) others.set(keyOf(need), need);
      }
      return [...others.values()];
    },
    earlier: (cells, period, columns, isFinal) => {
      const byKey = new Map(columns.map((column) => [keyOf(column), column]));
      const columnsOf = (needs: readonly Need[]): Column[] => needs.flatMap((need) => byKey.get(keyOf(need)) ?? []);
      const told = new Map<PlannedCell, ReadonlyMap<number, Found>>();
      for (const planned of cells) {
        const ways = waysOf(planned, period);
        if (!ways) continue;
        const own = columnsOf(needsOfDerivation(planned.derivation, period, items));
        const lacking = placesWithGaps(own);
        const drawn = columnsOf(stepsIn(ways).flatMap((step) => needsOfDerivation(step.derivation, step.period, items)));
        const found = Array.from({ length: columns[0]?.size ?? 0 }, (_, place) => place).flatMap((place) => {
          const isApproved = (column: Column): boolean => column.source.kind === 'free' || isFinal(place, column.period);
          if (!lacking.has(place) && own.every(isApproved)) return [];
          const approved = findValue(ways, answersAt(drawn.filter(isApproved), place), items);
          const value = approved ?? (lacking.has(place) ? findValue(ways, answersAt(drawn, place), items) : null);
          return value && !isOwn(value, ways) ? [[place, value] as const] : [];
        });
        if (found.length > 0) told.set(planned, new Map(found));
      }
      return told;
    },
    deriveCell: (planned, period, answers, earlier) => earlier?.get(planned)?.get(0)?.value ?? derive(planned.derivation, period, answers, items),
    rollUpCell: (planned, period, columns, communities, earlier) =>
      rolledWith(earlier?.get(planned), planned, period, columns, communities, createRollUp(columns, items, communities)),
    fill: (requirement, period, place) =>
      fillForm(plans.get(requirement), period, sourcesOf(place, place.answers), (planned) => place.earlier?.get(planned)?.get(0)?.value ?? null),
    rollUp: (requirement, period, place) => {
      const plan = plans.get(requirement);
      if (!plan) return { edits: [], problems: [], cells: [] };
      const roll = createRollUp(place.columns, items, place.communities);
      const awaits = awaiting(place.columns, period, items);
      const cells = plan.cells.map((planned) => {
        const rolled = rolledWith(place.earlier?.get(planned), planned, period, place.columns, place.communities, roll);
        return { planned, ...rolled, awaits: rolled.value.kind === 'incomplete' ? awaits(planned) : null };
      });
      const sheets = new Sheets();
      const problems: Problem[] = [];
      for (const { planned, value } of cells) {
        const content = contentOf(value, originOf(planned, plan, place, period), problems);
        if (content !== null) sheets.cell(planned.field.sheet, { cell: planned.field.cell, value: content });
      }
      const incomplete = cells.flatMap(({ planned, value, awaits: from }) => (value.kind === 'incomplete' ? [{ planned, value, awaits: from }] : []));
      const origin = formOrigin(plan, place, period);
      const lacking = incomplete.filter((each) => each.awaits === null);
      const missing = placesMissing(lacking, place.communities.length);
      if (lacking.length > 0)
        problems.push(
          problem('rollup.incomplete', { places: missing.slice(0, MOST_NAMED), missing: missing.length, ...cellsNamed(lacking) }, origin, 'warning'),
        );
      for (const from of new Set(incomplete.flatMap((each) => each.awaits ?? []))) {
        const own = incomplete.filter((each) => each.awaits === from);
        problems.push(
          problem('rollup.awaits', { period: from, places: placesMissing(own, place.communities.length).length, ...cellsNamed(own) }, origin, 'hint'),
        );
      }
      const sources = sourcesOf({ ...place, name: place.titled(missing.length, incomplete.length - lacking.length) }, NO_ANSWERS);
      addContext(sheets, requirement, period, sources);
      addRosters(sheets, requirement, sources);
      return {
        edits: sheets.edits(),
        problems,
        cells: cells.map(({ planned, ...rolled }) => ({ sheet: planned.field.sheet, cell: planned.field.cell, ...rolled })),
      };
    },
  };
}

/** The communities that have a blank, or no number where one is needed, in one of the columns. */
function placesWithGaps(columns: readonly Column[]): ReadonlySet<number> {
  return new Set(columns.flatMap(({ without }) => without.flatMap(({ place, why }) => (why === 'gap' || why === 'text' ? [place] : []))));
}

/** The answers of the community at this place of the columns. */
export function answersAt(columns: readonly Column[], place: number): Answers {
  const [items, free] = [new Map<string, Map<string, Answer>>(), new Map<string, Map<string, Answer>>()];
  for (const { source, period, at, read } of columns) {
    const value = at(place);
    const answer = value === null ? null : read(value);
    if (answer === null) continue;
    const [kept, id] = source.kind === 'item' ? [items, source.item] : [free, source.reference];
    kept.set(id, (kept.get(id) ?? new Map<string, Answer>()).set(period, answer));
  }
  return { items, free };
}

const NO_ANSWERS: Answers = { items: new Map(), free: new Map() };

// ---- what is drawn on -------------------------------------------------------------------------------------------------

function needsOf(
  plan: FormPlan | undefined,
  requirement: string,
  period: string,
  { registers }: Consolidation,
  items: ReadonlyMap<string, ConsolidatedItem>,
): Needs {
  const values = new Map<string, Need>();
  for (const { derivation } of plan?.cells ?? []) for (const need of needsOfDerivation(derivation, period, items)) values.set(keyOf(need), need);
  const listed = registers.filter(({ memberships }) => memberships.some((membership) => membership.requirement === requirement));
  return { values: [...values.values()], rosters: listed.map(({ id }) => id) };
}

function needsOfDerivation(derivation: Derivation, period: string, items: ReadonlyMap<string, ConsolidatedItem>): Need[] {
  const terms = derivation.kind === 'linear' ? derivation.terms : [...derivation.numerator, ...derivation.denominator];
  return terms.flatMap((term) => needsOfTerm(term, period, items));
}

function needsOfTerm({ from, over }: Term, period: string, items: ReadonlyMap<string, ConsolidatedItem>): Need[] {
  const frequency = from.kind === 'item' ? items.get(from.item)?.frequency : 'annual';
  return frequency === undefined ? [] : (selectPeriods(over, frequency, period) ?? []).map((selected) => ({ source: from, ...selected }));
}

/** The longer period that a cell's blanks are all of; null where anything of the period's own is wanting. */
function awaiting(columns: readonly Column[], period: string, items: ReadonlyMap<string, ConsolidatedItem>): (planned: PlannedCell) => string | null {
  const gaps = new Set(columns.filter(({ without }) => without.some(({ why }) => why === 'gap')).map((column) => keyOf(column)));
  return ({ derivation }) => {
    const blank = needsOfDerivation(derivation, period, items).filter((need) => gaps.has(keyOf(need)));
    return blank.every((need) => isLonger(need.period, period)) ? (blank[0]?.period ?? null) : null;
  };
}

function keyOf({ source, period }: Pick<Need, 'source' | 'period'>): string {
  return `${source.kind === 'item' ? source.item : source.reference}\n${period}`;
}

function readingOf(source: Source, questions: ReadonlyMap<string, WhereAsked>, { checkValue }: AnswerRules): Reading {
  if (source.kind === 'free') return { answers: 'any', read: readCount };
  const question = questions.get(source.item)?.question;
  if (!question) return { answers: 'text', read: () => null };
  return {
    answers: question.answers,
    read: (value) => {
      const checked = checkValue(question, value);
      return checked.kind === 'answer' ? checked.answer : null;
    },
  };
}

/** What a register tells is a plain decimal, or nothing. */
function readCount(value: Scalar): Answer | null {
  return typeof value === 'string' || typeof value === 'number' ? { kind: 'number', value } : null;
}

// ---- what a cell is to hold ---------------------------------------------------------------------------------------------

const MOST_LISTED = 12;
const MOST_CHARACTERS = 500;

/** A total, or as much of it as there is; the same words once, different words place by place as long as they fit. */
function contentOf(value: RolledUp, origin: Origin, problems: Problem[]): EditValue | null {
  switch (value.kind) {
    case 'number':
      return shown(value.value);
    case 'incomplete':
      return value.partial ? shown(value.partial.value) : null;
    case 'list': {
      const [first] = value.entries;
      if (first && value.entries.every(({ text }) => text === first.text)) return first.text;
      const text = value.entries.map((entry) => `${entry.place}:${entry.text}`).join(';');
      if (value.entries.length <= MOST_LISTED && text.length <= MOST_CHARACTERS) return text;
      problems.push(problem('rollup.words', { places: value.entries.length }, origin, 'hint'));
      return null;
    }
    case 'notApplicable':
    case 'notAsked':
      return null;
  }
}

function originOf({ field }: PlannedCell, plan: FormPlan, place: Named, period: string): Origin {
  return { ...formOrigin(plan, place, period), sheet: field.sheet, cell: field.cell };
}

function formOrigin({ requirement, department }: FormPlan, { name }: Named, period: string): Origin {
  return { community: name, period, department, requirement: requirement.id, file: requirement.file };
}

const MOST_NAMED = 5;

interface Wanting {
  readonly planned: PlannedCell;
  readonly value: Extract<RolledUp, { kind: 'incomplete' }>;
}

/** How many, and the first few, each with its sheet where there are several. */
function cellsNamed(wanting: readonly Wanting[]): { readonly cells: number; readonly which: readonly string[] } {
  const isOneSheet = new Set(wanting.map(({ planned }) => planned.field.sheet)).size === 1;
  const which = wanting.slice(0, MOST_NAMED).map(({ planned: { field } }) => (isOneSheet ? field.cell : `${field.sheet}!${field.cell}`));
  return { cells: wanting.length, which };
}

/** Every community that is wanting in some cell. */
function placesMissing(wanting: readonly Wanting[], all: number): string[] {
  const missing = new Set<string>();
  for (const { value } of wanting) {
    if (missing.size === all) break;
    for (const place of value.missing) missing.add(place);
  }
  return [...missing];
}
