// A department's own form that somebody filled before, as a source of answers: recognised by what is printed on it, and read blank by blank where the print around
// the blank is the same and the blank asks the very datum of an item. What is not certain is left out: a value in the wrong place would be worse than none.
import { Exact, formatExact, parseExact } from '../../engine/model/exact.ts';
import { over, parseFraction } from '../../engine/model/fraction.ts';
import { cellName, parseCellName, type Cell, type Scalar, type Workbook } from '../../engine/model/sheet.ts';
import type { ConsolidatedField } from '../../engine/model/consolidation.ts';
import { readWorkbook } from '../../forms/excel/read.ts';
import type { Frequency } from '../../engine/model/period.ts';
import { frequencyOf, sectionsFor, type Published } from '../annual/published.ts';
import { blob } from '../storage/blobs.ts';
import type { Db } from '../storage/database.ts';
import type { Community } from './values.ts';

/** Sheet → cell → what is printed there. */
type Print = ReadonlyMap<string, ReadonlyMap<string, string>>;

export interface OldForm {
  readonly requirement: string;
  readonly title: string;
  /** How often it is reported. Its values are read for a period of this frequency only. */
  readonly frequency: Frequency;
  /** What stands where the community's name or code belongs, if it is not this one's. */
  readonly otherCommunity: string | null;
  readonly values: ReadonlyMap<string, Scalar>;
  /** Filled blanks that are not read: asked at another time, or following from other answers. */
  readonly left: number;
}

/** Of what is printed on the blank form, this much must stand in the file for it to be held to be that form. */
const SURE = 0.8;
const MOST_KEPT = 200;
const kept = new Map<string, Print>();

/** Whose form it should be, and for when. */
export interface Wanted {
  readonly unit: Pick<Community, 'code' | 'name'>;
  readonly period: string;
}

/** Which of the forms it is, and what it answers of a period; null when it is none of them. Of two that are printed alike it is the one of the period. */
export async function readOldForm(db: Db, districtId: string, form: Published, { unit, period }: Wanted, filled: Workbook): Promise<OldForm | null> {
  const { pack, fields } = form.consolidation;
  const blanks = await blankPrints(db, districtId, new Set(pack.requirements.map(({ id }) => id)));
  const here = printOf(filled);
  const known = pack.requirements.flatMap(({ id, title, frequency }) => {
    const print = blanks.get(id);
    return print ? [{ code: id, title, frequency, print, alike: likeness(print, here) }] : [];
  });
  const isOfPeriod = ({ frequency }: { readonly frequency: Frequency }): number => (frequency === frequencyOf(period) ? 1 : 0);
  const [best] = known.sort((a, b) => b.alike - a.alike || isOfPeriod(b) - isOfPeriod(a));
  if (!best || best.alike < SURE) return null;
  const asked = new Map(sectionsFor(form, period).flatMap((section) => section.questions.map((question) => [question.item, question] as const)));
  const values = new Map<string, Scalar>();
  let left = 0;
  for (const field of fields) {
    const value = field.requirement === best.code && isInPlace(field, best.print, here) ? valueIn(filled, field) : null;
    if (value === null) continue;
    const question = field.resolution.kind === 'collected' ? asked.get(field.resolution.item) : undefined;
    const own = question ? inUnit(value, field.factor, question.factor) : null;
    if (!question || own === null) left += 1;
    else if (!values.has(question.item)) values.set(question.item, own);
  }
  const { code: requirement, title, frequency } = best;
  return { requirement, title, frequency, otherCommunity: otherCommunityIn(filled, form, requirement, unit), values, left };
}

/** What a form says of whose it is, where that is neither the community's name nor its code. */
function otherCommunityIn(filled: Workbook, { consolidation }: Published, requirement: string, { name, code }: Wanted['unit']): string | null {
  const own = { 'community.name': bare(name), 'community.code': bare(code) };
  for (const blank of consolidation.context) {
    if (blank.requirement !== requirement || (blank.kind !== 'community.name' && blank.kind !== 'community.code')) continue;
    const said = unruled(cellIn(filled, blank)?.text ?? '').replace(unruled(blank.text), '');
    if (!said.includes(own[blank.kind]) && !own[blank.kind].includes(said)) return said;
  }
  return null;
}

/** Without the line that was printed to write on. */
function unruled(text: string): string {
  return bare(text).replace(/[_＿]/gu, '');
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

function cellIn({ sheets }: Workbook, { sheet, cell }: Pick<ConsolidatedField, 'sheet' | 'cell'>): Cell | undefined {
  const at = parseCellName(cell);
  return sheets.find(({ name }) => bare(name) === bare(sheet))?.cells.find(({ row, column }) => row === at?.row && column === at.column);
}

function valueIn(filled: Workbook, field: ConsolidatedField): Scalar {
  const found = cellIn(filled, field);
  if (!found || found.text.trim() === '') return null;
  return field.textual || typeof found.value !== 'number' ? found.text.trim() : found.value;
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
