// What was answered, as the rules of `check` read it, and what registers tell. What is refused is left out, with a problem; a blank stays
// a blank.
import { type CheckValue, isShowable, questionsByItem, VALUE_LIMITS, type WhereAsked } from '../check/index.ts';
import type { Answer, Answers } from '../derive/index.ts';
import type { AnnualForm } from '../model/annual.ts';
import type { Consolidation } from '../model/consolidation.ts';
import { periodsOf } from '../model/period.ts';
import type { Term } from '../model/plan.ts';
import type { Place, Register } from '../model/register.ts';
import type { Scalar } from '../model/sheet.ts';
import type { CommunityValues } from '../model/values.ts';
import { problem, type Origin, type Problem } from '../problem/index.ts';
import { tallies, type RegisterRow, type Spellings } from '../register/index.ts';

/** What it takes to read answers: the form as it was asked, and the rules in the language of those who answer. */
export interface AnswerRules {
  readonly consolidation: Consolidation;
  readonly form: AnnualForm;
  readonly spellings: Spellings;
  readonly checkValue: CheckValue;
}

export interface ReadAnswers {
  readonly answers: Answers;
  /** Register id → rows, without cells that no workbook can hold. */
  readonly registers: ReadonlyMap<string, readonly RegisterRow[]>;
  readonly problems: readonly Problem[];
}

/** Prepares the reading of answers, for any number of communities. */
export function createReader(rules: AnswerRules): (values: CommunityValues) => ReadAnswers {
  const { consolidation, form } = rules;
  const asked = questionsByItem(form);
  const periods = new Map(consolidation.items.map(({ id, frequency }) => [id, new Set(periodsOf(consolidation.pack.year, frequency))]));
  const origins = itemOrigins(rules);
  const needed = { derived: referencesIn(derivationTerms(consolidation)), checked: referencesIn(checkTerms(form)) };
  return (values) => {
    const problems: Problem[] = [];
    const items = new Map<string, ReadonlyMap<string, Answer>>();
    for (const [item, given] of values.items) {
      const where = asked.get(item);
      if (where) items.set(item, readItem(where, given, { ...origins.get(item), community: nameOf(values) }, periods.get(item) ?? new Set(), rules, problems));
      else problems.push(problem('values.unknownItem', { item: item.slice(0, MOST_SHOWN) }, { community: nameOf(values) }, 'warning'));
    }
    const registers = new Map(consolidation.registers.map((register) => [register.id, readRows(register, values, problems)]));
    return { answers: { items, free: countAll(rules, values, needed, problems) }, registers, problems };
  };
}

/** Item → the department's cell that its question is taken from. */
export function itemOrigins({ form, consolidation }: Pick<AnswerRules, 'form' | 'consolidation'>): Map<string, Origin> {
  return new Map([...questionsByItem(form)].map(([item, { question }]) => [item, originOf(question.sources[0], consolidation)]));
}

const MOST_SHOWN = 60;

function nameOf({ name, code }: CommunityValues): string {
  return name || code;
}

/** The department's cell that the question is taken from. */
function originOf(source: Place | undefined, { pack }: Consolidation): Origin {
  const form = source && pack.requirements.find(({ id }) => id === source.requirement);
  if (!form) return {};
  const department = pack.departments.find(({ id }) => id === form.department)?.name ?? form.department;
  return { department, requirement: form.id, file: form.file, sheet: source.sheet, cell: source.cell };
}

function readItem(
  { question }: WhereAsked,
  given: ReadonlyMap<string, Scalar>,
  origin: Origin,
  periods: ReadonlySet<string>,
  { checkValue }: AnswerRules,
  problems: Problem[],
): Map<string, Answer> {
  const read = new Map<string, Answer>();
  for (const [period, value] of given) {
    if (!periods.has(period)) {
      const params = { question: question.title, period: period.slice(0, MOST_SHOWN), periods: [...periods] };
      if (value !== null && value !== '') problems.push(problem('values.unknownPeriod', params, origin, 'warning'));
      continue;
    }
    const checked = checkValue(question, value, { ...origin, period });
    if (checked.kind === 'refused') problems.push(checked.problem);
    if (checked.kind !== 'answer') continue;
    read.set(period, checked.answer);
    if (checked.hint) problems.push(checked.hint);
  }
  return read;
}

// ---- registers ------------------------------------------------------------------------------------------------------

/** Rows as given; a text that no workbook can hold is left out. */
function readRows(register: Register, values: CommunityValues, problems: Problem[]): readonly RegisterRow[] {
  const rows = values.registers.get(register.id) ?? [];
  return rows.map((row, index) => {
    const bad = [...row].filter(([, value]) => typeof value === 'string' && !fitsCell(value));
    if (bad.length === 0) return row;
    problems.push(
      problem('register.badText', { register: register.title, row: index + 1, column: titleOf(register, bad[0]?.[0] ?? '') }, { community: nameOf(values) }),
    );
    return new Map([...row].filter(([id]) => !bad.some(([other]) => other === id)));
  });
}

function fitsCell(text: string): boolean {
  return text.length <= VALUE_LIMITS.characters && isShowable(text);
}

interface NeededCounts {
  readonly derived: ReadonlySet<string>;
  readonly checked: ReadonlySet<string>;
}

/** The numbers that registers tell, as far as a form or a check takes them. One that only a check would take and that cannot be told leaves the check open. */
function countAll(
  { consolidation, spellings }: AnswerRules,
  values: CommunityValues,
  needed: NeededCounts,
  problems: Problem[],
): Map<string, ReadonlyMap<string, Answer>> {
  const free = new Map<string, ReadonlyMap<string, Answer>>();
  const counts = consolidation.counts.filter(({ reference }) => needed.derived.has(reference) || needed.checked.has(reference));
  for (const register of consolidation.registers) {
    const rows = values.registers.get(register.id);
    if (!rows) continue;
    for (const [reference, result] of tallies(register, counts, rows, spellings)) {
      if (result.kind === 'counted') free.set(reference, new Map([[String(consolidation.pack.year), { kind: 'number', value: result.value }]]));
      else if (needed.derived.has(reference))
        problems.push(
          problem(
            'register.unreadable',
            { register: register.title, row: result.row, column: titleOf(register, result.column), value: String(result.value ?? '').slice(0, MOST_SHOWN) },
            { community: nameOf(values) },
          ),
        );
    }
  }
  return free;
}

function titleOf({ columns }: Register, id: string): string {
  return columns.find((column) => column.id === id)?.title ?? id.slice(0, MOST_SHOWN);
}

function derivationTerms({ derivations }: Consolidation): readonly Term[] {
  return derivations.flatMap((derivation) => (derivation.kind === 'linear' ? derivation.terms : [...derivation.numerator, ...derivation.denominator]));
}

function checkTerms({ checks }: AnnualForm): readonly Term[] {
  return checks.flatMap((check) => (check.kind === 'written' ? Object.values(check.amounts).flat() : [...check.left, ...check.right]));
}

function referencesIn(terms: readonly Term[]): Set<string> {
  return new Set(terms.flatMap(({ from }) => (from.kind === 'free' ? [from.reference] : [])));
}
