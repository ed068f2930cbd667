// Is a blank a ratio? By its unit, its formula or its words.
import { type Draft, lastPart, type Sheet } from './draft.ts';
import { formulaMeaning } from './formula.ts';
import { type Lexicon, normalise } from './lexicon.ts';
import { unitOf } from './parts.ts';

export function isRatio(sheet: Sheet, draft: Draft): boolean {
  const { lexicon } = sheet;
  const { unit } = unitOf(draft.field, draft.parts, null, lexicon);
  if (unit && lexicon.ratioUnits.has(unit.base)) return true;
  if (draft.field.formula && formulaMeaning(draft.field.formula)?.kind === 'ratio') return true;
  // 占比 over rows counted in 人 is no count: the unit is that of the other columns.
  const head = lastPart(draft, 'column')?.label.text;
  if (head !== undefined && lexicon.grammar.shareHead.test(normalise(head))) return true;
  return ownTexts(draft, lexicon).some((text) => lexicon.grammar.average.test(text)) || (unit === null && ratioLabel(draft, lexicon) !== null);
}

export function ratioLabel(draft: Draft, lexicon: Lexicon): string | null {
  const { ratioLabel: rated, average } = lexicon.grammar;
  return ownTexts(draft, lexicon).find((text) => rated.test(text) || average.test(text)) ?? null;
}

function ownTexts(draft: Draft, lexicon: Lexicon): string[] {
  return [lastPart(draft, 'column'), lastPart(draft, 'row')].flatMap((part) =>
    part ? [normalise(part.label.text).replace(lexicon.grammar.footnoteMarks, '')] : [],
  );
}
