// A department's own form that somebody filled before, as a source of answers: recognised by what is printed on it, and read blank by blank where the print around
// the blank is the same and the blank asks the very datum of an item. What is not certain is left out: a value in the wrong place would be worse than none.
import { Exact, formatExact, parseExact } from '../../engine/model/exact.ts';
import { over, parseFraction } from '../../engine/model/fraction.ts';
import { cellName, parseCellName, type Scalar, type Workbook } from '../../engine/model/sheet.ts';
import type { ConsolidatedField } from '../../engine/model/consolidation.ts';
import { readWorkbook } from '../../forms/excel/read.ts';
import type { Published, SectionLayout } from '../annual/published.ts';
import { blob } from '../storage/blobs.ts';
import type { Db } from '../storage/database.ts';

/** Sheet → cell → what is printed there. */
type Print = ReadonlyMap<string, ReadonlyMap<string, string>>;

export interface OldForm {
  readonly requirement: string;
  readonly title: string;
  readonly values: ReadonlyMap<string, Scalar>;
}

/** Of what is printed on the blank form, this much must stand in the file for it to be held to be that form. */
const SURE = 0.8;
const MOST_KEPT = 200;
const kept = new Map<string, Print>();

/** Which of the forms it is, and what it answers of these sections; null when it is none of them. */
export async function readOldForm(db: Db, districtId: string, form: Published, sections: readonly SectionLayout[], filled: Workbook): Promise<OldForm | null> {
  const { pack, fields } = form.consolidation;
  const blanks = await blankPrints(db, districtId, new Set(pack.requirements.map(({ id }) => id)));
  const here = printOf(filled);
  const [best] = [...blanks].map(([code, print]) => ({ code, print, alike: likeness(print, here) })).sort((a, b) => b.alike - a.alike);
  if (!best || best.alike < SURE) return null;
  const asked = new Map(sections.flatMap((section) => section.questions.map((question) => [question.item, question] as const)));
  const values = new Map<string, Scalar>();
  for (const field of fields) {
    if (field.requirement !== best.code || field.resolution.kind !== 'collected') continue;
    const question = asked.get(field.resolution.item);
    const value = question && isInPlace(field, best.print, here) ? valueIn(filled, field) : null;
    const own = question && value !== null ? inUnit(value, field.factor, question.factor) : null;
    if (question && own !== null && !values.has(question.item)) values.set(question.item, own);
  }
  return { requirement: best.code, title: pack.requirements.find(({ id }) => id === best.code)?.title ?? best.code, values };
}

async function blankPrints(db: Db, districtId: string, codes: ReadonlySet<string>): Promise<ReadonlyMap<string, Print>> {
  const rows = await db
    .selectFrom('requirement as r')
    .innerJoin('requirementRevision as v', (join) =>
      join.onRef('v.districtId', '=', 'r.districtId').onRef('v.requirementId', '=', 'r.requirementId').onRef('v.revisionNo', '=', 'r.revisionNo'),
    )
    .select(['r.code', 'v.contentHash', 'v.fileName'])
    .where('r.districtId', '=', districtId)
    .where('r.state', '=', 'admitted')
    .execute();
  const found = new Map<string, Print>();
  for (const { code, contentHash, fileName } of rows) {
    if (!codes.has(code)) continue;
    const print = kept.get(contentHash) ?? printOf((await readWorkbook(await blob(db, districtId, contentHash), fileName)).workbook);
    kept.set(contentHash, print);
    found.set(code, print);
  }
  for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest);
  return found;
}

function printOf(workbook: Workbook | null): Print {
  return new Map(
    (workbook?.sheets ?? []).map((sheet) => [
      bare(sheet.name),
      new Map(
        sheet.cells.flatMap(({ row, column, text, formula }) => (bare(text) === '' || formula !== null ? [] : [[cellName(row, column), bare(text)] as const])),
      ),
    ]),
  );
}

function bare(text: string): string {
  return text.replace(/\s/gu, '');
}

/** How much of the print of the one stands at the same place in the other. */
function likeness(print: Print, other: Print): number {
  let [all, same] = [0, 0];
  for (const [sheet, cells] of print)
    for (const [cell, text] of cells) {
      all += 1;
      if (other.get(sheet)?.get(cell) === text) same += 1;
    }
  return all === 0 ? 0 : same / all;
}

/** Everything printed in the blank's row and column is as it was: no line was added above it and no head reworded. */
function isInPlace({ sheet, cell }: ConsolidatedField, print: Print, here: Print): boolean {
  const at = parseCellName(cell);
  const [blank, filled] = [print.get(bare(sheet)), here.get(bare(sheet))];
  if (!at || !blank || !filled) return false;
  return [...blank].every(([name, text]) => {
    const place = parseCellName(name);
    return !place || (place.row !== at.row && place.column !== at.column) || filled.get(name) === text;
  });
}

function valueIn({ sheets }: Workbook, { sheet, cell, textual }: ConsolidatedField): Scalar {
  const at = parseCellName(cell);
  const found = sheets.find(({ name }) => bare(name) === bare(sheet))?.cells.find(({ row, column }) => row === at?.row && column === at.column);
  if (!found || found.text.trim() === '') return null;
  return textual || typeof found.value !== 'number' ? found.text.trim() : found.value;
}

/** From the unit of the form to the item's, exactly or not at all; words stay as they are. */
function inUnit(value: Scalar, from: string, to: string): Scalar {
  const number = typeof value === 'number' || typeof value === 'string' ? parseExact(value) : null;
  const [own, wanted] = [parseFraction(from), parseFraction(to)];
  if (!number || !own || !wanted) return value;
  const { numerator, denominator } = over(own, wanted);
  const product = number.times(numerator.toString());
  const result = product.dividedBy(denominator.toString());
  return result.times(denominator.toString()).equals(product) ? formatExact(new Exact(result)) : null;
}
