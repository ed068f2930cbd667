// 九小场所合计 =SUM(餐饮, 零售 …): what a total that a formula adds up says of its group holds for the rows that it adds up.
import type { Where } from '../model/datapoint.ts';
import { type Draft, lastPart, type Sheet } from './draft.ts';
import { formulaMeaning } from './formula.ts';
import { unknownOf } from './phrase.ts';
import { titleOfWhere, whereOf } from './says.ts';

/** Lays the group of a total over its parts in the same column, where none of them says anything of it. */
export function restrictParts(sheet: Sheet, draft: Draft): void {
  const { resolution, field } = draft;
  const { lexicon, byCell } = sheet;
  const label = lastPart(draft, 'row');
  if (!resolution || field.formula === null || !label?.phrase.isTotal || unknownOf(label.phrase).length > 0) return;
  const formula = formulaMeaning(field.formula);
  if (formula?.kind !== 'sum') return;
  const { object } = resolution.measure;
  const isGroup = ([facet]: [string, unknown]): boolean => lexicon.knowledge.facets.get(facet)?.kind !== 'interval';
  const group: Where = Object.fromEntries(Object.entries(whereOf(label.phrase, object, lexicon.knowledge) ?? {}).filter(isGroup));
  const parts = formula.terms.flatMap(({ cell, sign }) => (sign > 0 ? (byCell.get(cell) ?? []) : []));
  const isPart = (part: Draft): boolean => part.field.column === field.column && part.resolution?.measure === resolution.measure;
  if (Object.keys(group).length === 0 || parts.length < 2 || parts.length < formula.terms.length || !parts.every(isPart)) return;
  for (const facet of Object.keys(group)) if (parts.some(({ where }) => facet in where)) return;
  for (const part of parts) {
    part.where = { ...part.where, ...group };
    part.evidence.push({ says: titleOfWhere(group, lexicon), label: { text: label.label.text, cell: label.label.cell }, from: 'row' });
  }
}
