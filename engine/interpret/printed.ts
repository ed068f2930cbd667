// 1=3+4+5+6, printed below a table: the population of the parts is that of the total that says none, and that of the total holds for parts that say none.
import type { Where } from '../model/datapoint.ts';
import type { Draft, Sheet } from './draft.ts';
import { isOfPopulation, sameExtent, union } from './extents.ts';
import { titleOfWhere } from './says.ts';
import { relationTerms } from './sums.ts';

/** Lays populations along the equations in numbers that the sheet prints. */
export function shareByPrint(sheet: Sheet): void {
  const sums = sheet.notes.relations.filter(({ left, comparison, right }) => comparison === '=' && left.length === 1 && right.length > 1);
  for (const relation of sums)
    for (const draft of sheet.drafts) {
      const terms = draft.field.formula === null ? relationTerms(sheet, draft, relation) : null;
      const parts = terms?.flatMap(({ cell, sign }) => (sign > 0 ? (sheet.byCell.get(cell) ?? []) : [])) ?? [];
      if (!terms || parts.length < terms.length || !parts.every((part) => canShare(part, draft))) continue;
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

/** Both count the same things, and neither is released from all populations. */
function canShare(part: Draft, whole: Draft): boolean {
  const { measure, released } = part.resolution ?? {};
  return measure !== undefined && measure === whole.resolution?.measure && released !== true && whole.resolution.released !== true;
}

function populationOf({ where }: Draft, { lexicon: { knowledge } }: Sheet): Where {
  return Object.fromEntries(Object.entries(where).filter(([facet]) => isOfPopulation(facet, knowledge)));
}

/** Does the part say all that the whole says, and nothing more but its population? */
function differsInPopulation({ where }: Draft, whole: Draft, { lexicon: { knowledge } }: Sheet): boolean {
  const own = Object.entries(where).filter(([facet]) => !isOfPopulation(facet, knowledge));
  return own.length === Object.keys(whole.where).length && own.every(([facet, extent]) => whole.where[facet] && sameExtent(whole.where[facet], extent));
}
