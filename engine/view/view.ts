// Each department's own form, filled: for one community, requirement and period, what every cell of the workbook is to hold.
// A value that is missing leaves its cell blank, and a problem names the cell and what is missing.
import { failures, type Finding, prepareChecks, questionsByItem } from '../check/index.ts';
import { derive, type Exact, parseExact, toNumber, type Answers, type DerivedValue, type Ingredient, type ItemFrequencies } from '../derive/index.ts';
import type { ConsolidatedField, Consolidation } from '../model/consolidation.ts';
import type { CellEdit, EditValue, RosterEdit, SheetEdit } from '../model/edits.ts';
import { isLonger } from '../model/period.ts';
import type { Derivation } from '../model/plan.ts';
import type { Requirement } from '../model/pack.ts';
import type { CommunityValues } from '../model/values.ts';
import { type Origin, problem, type Problem } from '../problem/index.ts';
import { type AnswerRules, createReader, itemOrigins } from './answers.ts';
import { contextText } from './context.ts';
import { rosterEdit } from './rosters.ts';
import { scaled, type ItemFactors } from './scale.ts';

export interface FilledForm {
  readonly edits: readonly SheetEdit[];
  readonly problems: readonly Problem[];
}

export interface CommunityView {
  /** What the community answered, as far as the rules accept it. */
  readonly answers: Answers;
  /** What was refused, and what became of the form's checks. */
  readonly problems: readonly Problem[];
  readonly findings: readonly Finding[];
  /** One requirement's form for one period of its frequency. */
  readonly form: (requirement: string, period: string) => FilledForm;
}

export interface View {
  readonly community: (values: CommunityValues) => CommunityView;
}

/** Prepares a consolidation for filling: derivations are scaled and checks made ready once for all communities. */
export function createView(rules: AnswerRules): View {
  const { consolidation, form } = rules;
  const plans = plansOf(consolidation);
  const titles = titlesOf(consolidation);
  const items = new Map(consolidation.items.map((item) => [item.id, item]));
  const questions = questionsByItem(form);
  const origins = itemOrigins(rules);
  const read = createReader(rules);
  const checks = prepareChecks({ checks: form.checks, items, year: consolidation.pack.year });
  return {
    community: (values) => {
      const { answers, registers, problems } = read(values);
      const findings = checks.run(answers);
      const failed = failures(findings, { community: values.name || values.code, answers, items, questions, origins });
      const sources: Sources = { consolidation, values: { ...values, registers }, answers, items, titles };
      return { answers, findings, problems: [...problems, ...failed], form: (requirement, period) => fillForm(plans.get(requirement), period, sources) };
    },
  };
}

/** Items and register counts by id → what people call them. */
export type Titles = ReadonlyMap<string, string>;

/** A count is called after the roster that it is counted from and what is counted. */
export function titlesOf({ items, counts, registers, elements }: Consolidation): Titles {
  const rosters = new Map(registers.flatMap(({ memberships }) => memberships.map(({ id, title }) => [id, title.replace(/\s+/gu, ' ')] as const)));
  const asked = new Map(elements.map(({ id, title }) => [id, title]));
  return new Map([
    ...items.map(({ id, title }) => [id, title] as const),
    ...counts.map(({ reference, register, membership }) => {
      const counted = asked.get(reference.split(' ').at(-1) ?? '');
      return [reference, [rosters.get(membership) ?? register, counted ?? ''].filter((text) => text !== '').join(' › ')] as const;
    }),
  ]);
}

export interface Sources {
  readonly consolidation: Consolidation;
  readonly values: CommunityValues;
  readonly answers: Answers;
  readonly items: ItemFrequencies;
  readonly titles: Titles;
}

export interface PlannedCell {
  readonly field: ConsolidatedField;
  readonly derivation: Derivation;
}

/** One requirement's cells with their derivations in the form's units. */
export interface FormPlan {
  readonly requirement: Requirement;
  /** Its name. */
  readonly department: string;
  readonly cells: readonly PlannedCell[];
}

export function plansOf({ pack, fields, items, derivations }: Consolidation): Map<string, FormPlan> {
  const factors: ItemFactors = new Map(items.map(({ id, factor }) => [id, factor]));
  const byAsking = new Map(derivations.map((derivation) => [`${derivation.element}@${derivation.frequency}`, derivation]));
  const cells = new Map<string, PlannedCell[]>(pack.requirements.map(({ id }) => [id, []]));
  for (const field of fields) {
    const derivation = byAsking.get(`${field.element}@${field.frequency}`);
    if (derivation && !field.formula) cells.get(field.requirement)?.push({ field, derivation: inFormsUnit(derivation, field, factors) });
  }
  const departments = new Map(pack.departments.map(({ id, name }) => [id, name]));
  const departmentOf = ({ department }: Requirement): string => departments.get(department) ?? department;
  return new Map(
    pack.requirements.map((requirement) => [requirement.id, { requirement, department: departmentOf(requirement), cells: cells.get(requirement.id) ?? [] }]),
  );
}

/** The derivation of a field's element in the field's own unit. `factors`: of the items, in the version of the form that the derivation is from. */
export function inFormsUnit(derivation: Derivation, field: ConsolidatedField, factors: ItemFactors): Derivation {
  return rounded(scaled(derivation, field.factor, factors), field);
}

/** A ratio is rounded as its own form rounds it, whatever other forms that ask for it do. */
function rounded(derivation: Derivation, { point }: ConsolidatedField): Derivation {
  return derivation.kind === 'ratio' && point?.kind === 'ratio' ? { ...derivation, decimals: point.decimals } : derivation;
}

/** `known`: values that were come by already, in place of what the cell's own derivation gives. */
export function fillForm(
  plan: FormPlan | undefined,
  period: string,
  sources: Sources,
  known: (planned: PlannedCell) => DerivedValue | null = () => null,
): FilledForm {
  if (!plan) return { edits: [], problems: [] };
  const problems: Problem[] = [];
  const sheets = new Sheets();
  for (const planned of plan.cells) {
    const { field, derivation } = planned;
    const derived = known(planned) ?? derive(derivation, period, sources.answers, sources.items);
    const value = editOf(derived, field, plan, period, sources, problems);
    if (value !== null) sheets.cell(field.sheet, { cell: field.cell, value });
  }
  addContext(sheets, plan.requirement.id, period, sources);
  addRosters(sheets, plan.requirement.id, sources);
  return { edits: sheets.edits(), problems };
}

/** Collects edits sheet by sheet. */
export class Sheets {
  private readonly bySheet = new Map<string, { cells: CellEdit[]; rosters: RosterEdit[] }>();

  cell(sheet: string, edit: CellEdit): void {
    this.of(sheet).cells.push(edit);
  }

  roster(sheet: string, edit: RosterEdit): void {
    this.of(sheet).rosters.push(edit);
  }

  edits(): SheetEdit[] {
    return [...this.bySheet].map(([sheet, edits]) => ({ sheet, ...edits }));
  }

  private of(sheet: string): { cells: CellEdit[]; rosters: RosterEdit[] } {
    const known = this.bySheet.get(sheet);
    if (known) return known;
    const made = { cells: [], rosters: [] };
    this.bySheet.set(sheet, made);
    return made;
  }
}

/** The cell's content; null leaves it blank. */
function editOf(
  value: DerivedValue,
  field: ConsolidatedField,
  { requirement, department }: FormPlan,
  period: string,
  sources: Sources,
  problems: Problem[],
): EditValue | null {
  const tell = (make: (origin: Origin) => Problem): void => {
    const { values } = sources;
    const form = { department, requirement: requirement.id, file: requirement.file };
    problems.push(make({ community: values.name || values.code, period, ...form, sheet: field.sheet, cell: field.cell }));
  };
  switch (value.kind) {
    case 'number':
      if (value.value.isNegative() && counts(field))
        tell((origin) => problem('view.negative', { value: value.value.toFixed(), label: field.title }, origin, 'warning'));
      if (value.doubts.includes('inexact')) tell((origin) => problem('view.inexact', { value: value.value.toFixed(), label: field.title }, origin, 'warning'));
      if (value.doubts.includes('partNotApplicable')) tell((origin) => problem('view.partNotApplicable', { label: field.title }, origin, 'hint'));
      return shown(value.value);
    case 'text':
      return value.text;
    case 'notApplicable':
      return null;
    case 'missing':
    case 'notAsked':
    case 'notANumber': {
      const wanting = { needs: needs(value.at, sources.titles) };
      const [first] = value.at;
      if (value.kind === 'missing' && first && value.at.every((each) => isLonger(each.period, period)))
        tell((origin) => problem('view.awaits', { ...wanting, period: first.period }, origin, 'hint'));
      else tell((origin) => problem(`view.${value.kind}`, wanting, origin, 'warning'));
      return null;
    }
  }
}

/** Does the cell say how many there are of something? */
function counts({ point }: ConsolidatedField): boolean {
  return point?.kind === 'plain' && point.measure.kind === 'count';
}

/** A spreadsheet keeps 15 digits; a third of something is shown with as many. */
export function shown(value: Exact): EditValue {
  const digits = value.precision() <= 15 ? value : value.toSignificantDigits(15);
  const number = toNumber(digits);
  return typeof number === 'number' ? number : { decimal: parseExact(number)?.toFixed() ?? number };
}

/** "[常住人口] 2026-Q3" for each answer that is wanting, the first few. */
function needs(at: readonly Ingredient[], titles: Titles): string[] {
  return at.slice(0, MOST_NEEDS).map(({ source, period }) => `[${titles.get(source.kind === 'item' ? source.item : source.reference) ?? ''}] ${period}`);
}

const MOST_NEEDS = 3;

export function addContext(sheets: Sheets, requirement: string, period: string, { consolidation, values }: Sources): void {
  for (const blank of consolidation.context) {
    if (blank.requirement !== requirement) continue;
    const text = contextText(blank, { name: values.name, code: values.code, period });
    if (text !== null) sheets.cell(blank.sheet, { cell: blank.cell, value: text });
  }
}

export function addRosters(sheets: Sheets, requirement: string, { consolidation, values }: Sources): void {
  for (const register of consolidation.registers)
    for (const membership of register.memberships)
      if (membership.requirement === requirement) sheets.roster(membership.sheet, rosterEdit(register, membership, values.registers.get(register.id) ?? []));
}
