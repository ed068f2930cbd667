// 总计中的特定情况: a heading that divides the total of the table before it is about whom that total adds up.
import type { Where } from '../model/datapoint.ts';
import { type Draft, lastPart, leaveOpen, lineOf, type Sheet } from './draft.ts';
import { meetAll } from './extents.ts';
import { normalise } from './lexicon.ts';
import { isPureTotal, wholeOfRows } from './totals.ts';

/** Lays the parts of the total above over the blanks of such a heading; where no total says what it covers, the heading's words stay open. */
export function restrictToTotal(sheet: Sheet, draft: Draft): void {
  const { resolution, field } = draft;
  if (!resolution) return;
  const { ofTotal } = sheet.lexicon.grammar;
  const heading = [...field.section, ...field.rowPath, ...(field.corner ? [field.corner] : [])].find(({ text }) => ofTotal.test(normalise(text)));
  if (!heading) return;
  const whole = totalAbove(sheet, draft, resolution.measure.object);
  if (Object.keys(whole).length > 0) draft.where = meetAll(whole, draft.where);
  else leaveOpen(draft, resolution, heading.text);
}

/** What the nearest total above covers, by the rows that it adds up. */
function totalAbove(sheet: Sheet, { field }: Draft, object: string): Where {
  const totals = sheet.drafts.filter(
    (other) => other.field.row < field.row && isPureTotal(lastPart(other, 'row')?.phrase ?? null) && other.resolution?.measure.object === object,
  );
  const nearest = totals.at(-1)?.field.row;
  const [total] = totals.filter((other) => other.field.row === nearest);
  if (!total) return {};
  const peers = lineOf(sheet, total, 'row').filter((other) => other.field.table === total.field.table && other.resolution?.measure.object === object);
  return Object.fromEntries(wholeOfRows(sheet, total, peers));
}
