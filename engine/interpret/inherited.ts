// 总人数 and 其中:享受低保 under a title that says who they are: a part is counted among those of its whole, whatever says so of the whole.
import type { FieldReading } from '../model/reading.ts';
import { type Draft, type Sheet } from './draft.ts';
import { droppedBy } from './resolve.ts';
import { titleOfWhere } from './says.ts';
import { scopeFor } from './scope.ts';

/** Lays over each part what is known of its whole and that the part says nothing of itself. Wholes stand before their parts. */
export function inheritFromWholes(sheet: Sheet): void {
  const { knowledge } = sheet.lexicon;
  const drafts = new Map(sheet.drafts.map((draft) => [keyOf(draft.field), draft]));
  for (const draft of sheet.drafts) {
    const { resolution } = draft;
    const whole = drafts.get(wholeKeyOf(draft.field) ?? '');
    if (!resolution || !whole?.resolution || whole.resolution.measure !== resolution.measure) continue;
    const dropped = droppedBy(draft.parts, resolution.measure.object, knowledge);
    const isFree = resolution.released || scopeFor(draft.naming, resolution.measure.object, sheet.notes.scopes)?.release === true;
    const taken = Object.entries(whole.where).filter(
      ([facet]) => !(facet in draft.where) && !dropped.has(facet) && !(isFree && knowledge.facets.get(facet)?.scope === true),
    );
    if (taken.length === 0) continue;
    const where = Object.fromEntries(taken);
    draft.where = { ...where, ...draft.where };
    draft.evidence.push({ says: titleOfWhere(where, sheet.lexicon), label: labelOf(whole), from: 'row' });
  }
}

function labelOf({ field }: Draft): { text: string; cell: string } {
  const { text, cell } = field.rowPath.at(-1) ?? field.columnPath.at(-1) ?? { text: '', cell: field.cell };
  return { text, cell };
}

/** Where a blank stands: the cells of its labels. */
function keyOf({ section, rowPath, columnPath, table }: Pick<FieldReading, 'section' | 'rowPath' | 'columnPath' | 'table'>): string {
  return [table, ...[section, rowPath, columnPath].map((path) => path.map(({ cell }) => cell).join())].join('|');
}

/** Where its whole stands, when its label on one axis is a part of the one before. */
function wholeKeyOf({ section, rowPath, columnPath, table }: FieldReading): string | null {
  if (rowPath.at(-1)?.relation === 'ofWhich' && rowPath.length > 1) return keyOf({ section, rowPath: rowPath.slice(0, -1), columnPath, table });
  if (columnPath.at(-1)?.relation === 'ofWhich' && columnPath.length > 1) return keyOf({ section, rowPath, columnPath: columnPath.slice(0, -1), table });
  return null;
}
