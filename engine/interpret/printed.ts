// 1=3+4+5+6, printed below a table: the population of the parts is that of the total that says none, and that of the total holds for parts that say none.
import type { Where } from '../model/datapoint.ts';
import { type Draft, sameRef, type Sheet } from './draft.ts';
import { contains, isOfPopulation, isRegistered, meet, sameExtent, union } from './extents.ts';
import { titleOfWhere } from './says.ts';
import { scopeFor } from './scope.ts';
import { relationTerms } from './sums.ts';

/** Lays populations along the equations in numbers that the sheet prints. */
export function shareByPrint(sheet: Sheet): void {
  const sums = sheet.notes.relations.filter(({ left, comparison, right }) => comparison === '=' && left.length === 1 && right.length > 1);
  for (const relation of sums) {
    const ref = relation.left[0]?.ref;
    const totals = sheet.drafts.filter(({ field }) => sameRef(ref, field.rowCode) || sameRef(ref, field.columnCode));
    // 1=2+3 where both rows and columns are numbered so says nothing of either.
    const isOfRows = totals.some(({ field }) => sameRef(ref, field.rowCode));
    if (relation.axis === null && isOfRows && totals.some(({ field }) => sameRef(ref, field.columnCode))) continue;
    for (const draft of totals) {
      const terms = draft.field.formula === null ? relationTerms(sheet, draft, relation) : null;
      const parts = terms?.flatMap(({ cell, sign }) => (sign > 0 ? (sheet.byCell.get(cell) ?? []) : [])) ?? [];
      if (!terms || parts.length < terms.length || !parts.every((part) => canShare(part, draft, sheet)) || !makeUp(parts, draft, sheet)) continue;
      const stated = parts.map((part) => populationOf(part, sheet));
      const whole = populationOf(draft, sheet);
      const source = { text: relation.source.text, cell: relation.source.cell };
      const lay = (to: Draft, population: Where): void => {
        to.where = { ...to.where, ...population };
        to.evidence.push({ says: titleOfWhere(population, sheet.lexicon), label: source, from: 'note' });
      };
      if (Object.keys(whole).length > 0) {
        if (stated.every((population) => Object.keys(population).length === 0)) for (const part of parts) lay(part, whole);
      } else if (stated.every((population) => Object.keys(population).length === 1) && parts.every((part) => differsInPopulation(part, draft, sheet))) {
        const [first = {}, ...others] = stated;
        const [facet = ''] = Object.keys(first);
        const extents = others.flatMap((population) => population[facet] ?? []);
        if (first[facet] && extents.length === others.length) lay(draft, { [facet]: extents.reduce(union, first[facet]) });
      }
    }
  }
}

/** Both count the same things, and neither is free of all populations or of those in a register. */
function canShare(part: Draft, whole: Draft, sheet: Sheet): boolean {
  const { measure } = part.resolution ?? {};
  return measure !== undefined && measure === whole.resolution?.measure && [part, whole].every((each) => !isFree(each, sheet));
}

function isFree({ resolution, naming, where }: Draft, { notes, lexicon }: Sheet): boolean {
  if (!resolution || resolution.released || isRegistered(where, lexicon.knowledge)) return true;
  return scopeFor(naming, resolution.measure.object, notes.scopes)?.release === true;
}

/** Parts that say what the whole does or less, no two of them of the same: 老年人 and 未成年人 do not make up 常住人口 because lines of another table do. */
function makeUp(parts: readonly Draft[], whole: Draft, { lexicon: { knowledge } }: Sheet): boolean {
  const isWithin = ({ where }: Draft): boolean =>
    Object.entries(whole.where).every(([facet, extent]) => isOfPopulation(facet, knowledge) || (where[facet] !== undefined && contains(extent, where[facet])));
  const areApart = (one: Draft, other: Draft): boolean =>
    Object.entries(one.where).some(([facet, extent]) => other.where[facet] !== undefined && meet(extent, other.where[facet]) === null);
  return parts.every((part, index) => isWithin(part) && parts.slice(index + 1).every((other) => areApart(part, other)));
}

function populationOf({ where }: Draft, { lexicon: { knowledge } }: Sheet): Where {
  return Object.fromEntries(Object.entries(where).filter(([facet]) => isOfPopulation(facet, knowledge)));
}

/** Does the part say all that the whole says, and nothing more but its population? */
function differsInPopulation({ where }: Draft, whole: Draft, { lexicon: { knowledge } }: Sheet): boolean {
  const own = Object.entries(where).filter(([facet]) => !isOfPopulation(facet, knowledge));
  return own.length === Object.keys(whole.where).length && own.every(([facet, extent]) => whole.where[facet] && sameExtent(whole.where[facet], extent));
}
