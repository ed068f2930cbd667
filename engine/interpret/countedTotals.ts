// 四行业合计: a total that says how many kinds it takes together, where the sheet names just so many of one facet.
import type { Extent } from '../model/datapoint.ts';
import { type Draft, lastPart, type Sheet } from './draft.ts';
import { union } from './extents.ts';
import type { Lexicon } from './lexicon.ts';
import { titleOfWhere, whereOf } from './says.ts';
import { chineseNumber } from './subjects.ts';

/** Narrows the total to the kinds that its number counts; where the sheet does not tell which, its words stay part of what is asked: it is not the total of everything. */
export function restrictCounted(sheet: Sheet, draft: Draft): void {
  const { lexicon } = sheet;
  for (const { phrase, label, axis } of draft.parts) {
    const { resolution } = draft;
    const [, trades, kinds] = lexicon.grammar.countedTotal.exec(phrase.text) ?? [];
    const count = chineseNumber(trades ?? kinds ?? '') ?? 0;
    if (!resolution || count < 2 || draft.field.formula !== null) continue;
    const { object } = resolution.measure;
    const own = new Set(draft.parts.flatMap((part) => Object.keys(whereOf(part.phrase, object, lexicon.knowledge) ?? {})));
    const before = sheet.drafts.filter((other) => stands(other, draft));
    const named = before.some((other) => lastPart(other, axis === 'row' ? 'row' : 'column')?.phrase.conjuncts.some(({ unknown }) => unknown.length > 0))
      ? []
      : [...kindsNamed(before, object, lexicon)];
    // 以上四类儿童合计 under 留守、困境、孤儿、事实无人抚养儿童 says itself which.
    if (named.some(([facet, found]) => facet in draft.where && (!own.has(facet) || found.size === count))) continue;
    const [only, ...others] = named.filter(([facet, found]) => found.size === count && !own.has(facet));
    if (only && others.length === 0) {
      const added = { [only[0]]: [...only[1].values()].reduce((a, b) => union(a, b)) };
      draft.where = { ...draft.where, ...added };
      draft.evidence.push({ says: titleOfWhere(added, lexicon), label: { text: label.text, cell: label.cell }, from: axis });
    } else draft.resolution = { ...resolution, unknown: [...resolution.unknown.filter((text) => !phrase.text.includes(text)), phrase.text].sort() };
  }
}

/** In the same table, before the total: what it can have added up. */
function stands({ field: { table, row, column } }: Draft, { field }: Draft): boolean {
  return table === field.table && (row < field.row || column < field.column);
}

/** Facet → the single values of it that labels name, for blanks of one class. */
function kindsNamed(drafts: readonly Draft[], object: string, lexicon: Lexicon): Map<string, Map<string, Extent>> {
  const phrases = new Set(drafts.filter(({ resolution }) => resolution?.measure.object === object).flatMap(({ parts }) => parts.map(({ phrase }) => phrase)));
  const found = new Map<string, Map<string, Extent>>();
  for (const phrase of phrases) {
    const [said, ...more] = Object.entries(whereOf(phrase, object, lexicon.knowledge) ?? {});
    if (!said || more.length > 0) continue;
    const [facet, extent] = said;
    const [kind, ...others] = extent.kind === 'members' ? extent.members : [];
    if (kind !== undefined && others.length === 0) found.set(facet, (found.get(facet) ?? new Map<string, Extent>()).set(kind, extent));
  }
  return found;
}
