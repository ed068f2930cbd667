// The annual form's JSON (what `onetable types` describes: by part, period, section and code) and values.json (by item and period) say
// the same in two ways. Here is the one relation between them, both ways; neither adds or drops an answer.
import { questionsIn, snake } from '../../engine/compile/index.ts';
import type { AnnualForm, FormPart, RegisterTable } from '../../engine/model/annual.ts';
import { periodsOf } from '../../engine/model/period.ts';
import type { Scalar } from '../../engine/model/sheet.ts';
import type { CommunityValues } from '../../engine/model/values.ts';

type Answers = Readonly<Record<string, Scalar>>;
type Sections = Readonly<Record<string, Answers>>;

/** One community's answers as the form's schema has them; blanks are null. */
export interface AnnualAnswers {
  readonly community: { readonly code: string; readonly name: string };
  readonly registers: Readonly<Record<string, readonly Answers[]>>;
  readonly [part: string]: unknown;
}

/** Answers that fit the form's schema → the community's part of values.json. Blanks are left out. */
export function valuesOfAnswers(form: AnnualForm, answers: AnnualAnswers): CommunityValues {
  const items = new Map<string, Map<string, Scalar>>();
  for (const part of form.parts)
    for (const period of periodsOf(form.year, part.frequency))
      for (const { section, code, item } of askedIn(part)) {
        const value = sectionsOf(answers, part, period)[section]?.[code] ?? null;
        if (value !== null) items.set(item, (items.get(item) ?? new Map<string, Scalar>()).set(period, value));
      }
  const { code, name } = answers.community;
  return { code, name, items, registers: new Map(form.registers.map((table) => [table.register, rowsOf(table, answers.registers[table.code] ?? [])])) };
}

/** What a community answered → the form's JSON, with null for every question, period and column that is blank. */
export function answersOfValues(form: AnnualForm, { code, name, items, registers }: CommunityValues): AnnualAnswers {
  const parts = form.parts.map((part) => {
    const period = (each: string): [string, Sections] => {
      const sections: Record<string, Record<string, Scalar>> = {};
      for (const asked of askedIn(part)) (sections[asked.section] ??= {})[asked.code] = items.get(asked.item)?.get(each) ?? null;
      return [each, sections];
    };
    return [snake(part.frequency), Object.fromEntries(periodsOf(form.year, part.frequency).map(period))] as const;
  });
  const lists = form.registers.map((table) => [table.code, (registers.get(table.register) ?? []).map((row) => entriesOf(table, row))] as const);
  return { community: { code, name }, ...Object.fromEntries(parts), registers: Object.fromEntries(lists) };
}

function askedIn({ sections }: FormPart): { readonly section: string; readonly code: string; readonly item: string }[] {
  return sections.flatMap((section) => questionsIn(section).map(({ code, item }) => ({ section: section.code, code, item })));
}

/** The schema has vouched for the shape. */
function sectionsOf(answers: AnnualAnswers, { frequency }: FormPart, period: string): Sections {
  const periods = answers[snake(frequency)] as Readonly<Record<string, Sections>>;
  return periods[period] ?? {};
}

function rowsOf({ columns, memberships }: RegisterTable, rows: readonly Answers[]): ReadonlyMap<string, Scalar>[] {
  return rows.map(
    (row) =>
      new Map<string, Scalar>([
        ...columns.map(({ column, code }) => [column, row[code] ?? null] as const),
        ...memberships.map(({ membership, code }) => [membership, row[code] ?? false] as const),
      ]),
  );
}

function entriesOf({ columns, memberships }: RegisterTable, row: ReadonlyMap<string, Scalar>): Answers {
  return Object.fromEntries([
    ...columns.map(({ column, code }) => [code, row.get(column) ?? null] as const),
    ...memberships.map(({ membership, code }) => [code, row.get(membership) === true] as const),
  ]);
}
