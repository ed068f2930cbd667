// 老年人指60周岁以上常住老年人 on a sheet of nobody but the old: whoever the note defines is whom the sheet counts, in 女 and 独居 too.
import type { Where } from '../model/datapoint.ts';
import type { Label } from '../model/reading.ts';
import type { Draft, Sheet } from './draft.ts';
import { contains, isOfPopulation, isRegistered } from './extents.ts';
import { titleOfWhere } from './says.ts';
import { scopeFor } from './scope.ts';

/** Lays the population of the one group that the notes define over blanks that state none, where all people of the sheet are of that group. */
export function layDefined(sheet: Sheet): void {
  const { knowledge } = sheet.lexicon;
  // What a formula adds up is of whom its parts are of.
  const people = sheet.drafts.filter(({ resolution, field }) => {
    const { object, kind } = resolution?.measure ?? {};
    return object === 'person' && kind === 'count' && field.formula === null;
  });
  const groups = sheet.notes.definitions.flatMap(({ text, senses }) => {
    const source = sheet.notes.definitionSources.get(text);
    return source ? senses.flatMap(({ object, where }) => (object === 'person' ? splitGroup(text, where, source, sheet) : [])) : [];
  });
  const [group, ...others] = groups;
  if (!group || others.length > 0) return;
  const isOfGroup = ({ where }: Draft): boolean =>
    Object.entries(group.own).every(([facet, extent]) => where[facet] !== undefined && contains(extent, where[facet]));
  if (!people.every(isOfGroup)) return;
  for (const draft of people) {
    const isStated = Object.keys(draft.where).some((facet) => isOfPopulation(facet, knowledge));
    const isFree = draft.resolution?.released === true || scopeFor(draft.naming, 'person', sheet.notes.scopes)?.release === true;
    if (isStated || isFree || isRegistered(draft.where, knowledge)) continue;
    draft.where = { ...draft.where, ...group.population };
    draft.evidence.push({ says: titleOfWhere(group.population, sheet.lexicon), label: group.source, from: 'note' });
  }
}

interface Group {
  readonly own: Where;
  readonly population: Where;
  readonly source: Label;
}

/**
 * What a definition says of a group, and of its population; none where it says only one of them, or the word says by itself more or less than what group that
 * is: 在住老人 and 留守老人 are some of the old.
 */
function splitGroup(text: string, where: Where, source: Label, { lexicon: { knowledge, words } }: Sheet): Group[] {
  const usual = words.get(text)?.senses.find(({ object }) => object === 'person')?.where ?? {};
  const said = Object.entries(where);
  const of = (isSaid: (facet: string) => boolean): Where => Object.fromEntries(said.filter(([facet]) => isSaid(facet)));
  const [own, population] = [of((facet) => !isOfPopulation(facet, knowledge)), of((facet) => isOfPopulation(facet, knowledge))];
  const isPlain = Object.keys(own).sort().join() === Object.keys(usual).sort().join();
  return isPlain && Object.keys(own).length > 0 && Object.keys(population).length > 0 ? [{ own, population, source }] : [];
}
