// What the coordinating office lays over the compiled form of a year: the order of its sections, and definitions for data elements, which stand with
// every question about them. Kept as settings; a published version has them for good.
import { questionsIn } from '../../engine/compile/index.ts';
import type { AnnualForm, FormBlock, FormQuestion, FormSection } from '../../engine/model/annual.ts';
import type { Db } from '../storage/database.ts';

export interface Arrangement {
  /** Codes of sections, first to last; sections that are not named come after those that are, as they are compiled. */
  readonly order: readonly string[];
  /** Data element → its definition. */
  readonly definitions: Readonly<Record<string, string>>;
}

const UNTOUCHED: Arrangement = { order: [], definitions: {} };

function keyOf(year: number): string {
  return `arrangement/${year}`;
}

export async function arrangementOf(db: Db, districtId: string, year: number): Promise<Arrangement> {
  const row = await db.selectFrom('setting').select('value').where('districtId', '=', districtId).where('key', '=', keyOf(year)).executeTakeFirst();
  return row ? (JSON.parse(row.value) as Arrangement) : UNTOUCHED;
}

export async function keepArrangement(db: Db, districtId: string, year: number, arrangement: Arrangement): Promise<void> {
  const value = JSON.stringify(arrangement);
  await db
    .insertInto('setting')
    .values({ districtId, key: keyOf(year), value })
    .onConflict((conflict) => conflict.columns(['districtId', 'key']).doUpdateSet({ value }))
    .execute();
}

/** Is there anything to lay over the form? */
export function isUntouched({ order, definitions }: Arrangement): boolean {
  return order.length === 0 && Object.keys(definitions).length === 0;
}

/** Do sections that are in both stand in another order? */
export function isRearranged(before: AnnualForm, after: AnnualForm): boolean {
  const [old, now] = [before, after].map(({ parts }) => parts.flatMap(({ frequency, sections }) => sections.map(({ code }) => `${frequency} ${code}`)));
  const kept = (codes: readonly string[] = [], others: readonly string[] = []): string => codes.filter((code) => others.includes(code)).join();
  return kept(old, now) !== kept(now, old);
}

/** The form, arranged; `elementOf` tells of which data element a question is. Answers are kept by section, so their order changes none. */
export function arranged(form: AnnualForm, arrangement: Arrangement, elementOf: (item: string) => string | undefined): AnnualForm {
  if (isUntouched(arrangement)) return form;
  const define = (question: FormQuestion): FormQuestion => {
    const definition = arrangement.definitions[elementOf(question.item) ?? ''];
    return definition === undefined ? question : { ...question, definitions: [definition, ...question.definitions.filter((other) => other !== definition)] };
  };
  const parts = form.parts.map((part) => ({ ...part, sections: inOrder(part.sections, arrangement.order).map((section) => defined(section, define)) }));
  return { ...form, parts };
}

function inOrder(sections: readonly FormSection[], order: readonly string[]): FormSection[] {
  const rank = (code: string): number => (order.includes(code) ? order.indexOf(code) : order.length);
  return sections.toSorted((a, b) => rank(a.code) - rank(b.code));
}

function defined(section: FormSection, define: (question: FormQuestion) => FormQuestion): FormSection {
  return questionsIn(section).some((question) => define(question) !== question)
    ? { ...section, blocks: section.blocks.map((block) => inBlock(block, define)) }
    : section;
}

function inBlock(block: FormBlock, define: (question: FormQuestion) => FormQuestion): FormBlock {
  return block.kind === 'list'
    ? { ...block, questions: block.questions.map(define) }
    : { ...block, cells: block.cells.map((row) => row.map((question) => question && define(question))) };
}
