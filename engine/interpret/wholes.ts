// 出租房屋 › 普通出租, 群租: a whole takes in what its own rows name, even where its word by itself does not.
import type { Extent } from '../model/datapoint.ts';
import { type Draft, lastPart, lineOf, type Sheet } from './draft.ts';
import { contains, meet, union } from './extents.ts';
import { whereOf } from './says.ts';

/** Widens a blank by the values of the rows under its label, where one of them is the whole's own and another lies beside it. */
export function widenWholes(sheet: Sheet, draft: Draft): void {
  const { resolution } = draft;
  const label = draft.field.rowPath.at(-1);
  if (!resolution || !label || draft.field.formula !== null) return;
  const { object } = resolution.measure;
  const rows = lineOf(sheet, draft, 'row').filter(
    ({ field, resolution: other }) =>
      field.rowPath.length === draft.field.rowPath.length + 1 && field.rowPath.at(-2)?.cell === label.cell && other?.measure.object === object,
  );
  for (const [facet, whole] of Object.entries(draft.where)) {
    if (sheet.lexicon.knowledge.facets.get(facet)?.kind !== 'partition') continue;
    const said = rows.map((row) => ownOf(sheet, row, object, facet));
    const parts = said.filter((extent): extent is Extent => extent !== undefined);
    if (parts.length < said.length || !parts.some((part) => contains(whole, part)) || !parts.some((part) => meet(whole, part) === null)) continue;
    draft.where = { ...draft.where, [facet]: parts.reduce(union, whole) };
  }
}

function ownOf({ lexicon }: Sheet, row: Draft, object: string, facet: string): Extent | undefined {
  const part = lastPart(row, 'row');
  return part && whereOf(part.phrase, object, lexicon.knowledge)?.[facet];
}
