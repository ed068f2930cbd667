// Requirements that ask nearly the same as another, by what they ask and not by what they are called: the old report under a new name, or one
// that was refused and comes again.
import type { Consolidation } from '../../engine/model/consolidation.ts';
import { normalise } from '../../engine/interpret/index.ts';

export interface Likeness {
  /** The number of the other requirement. */
  readonly requirement: string;
  /** What both ask, and what each asks: data elements, and columns of rosters. */
  readonly shared: number;
  readonly here: number;
  readonly there: number;
}

/** Most of the smaller is in the other, and it is not by chance of one or two blanks. */
const LEAST = { shared: 3, share: 0.6 };

/** The others that ask nearly the same, the likest first. */
export function likeOnes(consolidation: Consolidation, requirement: string): Likeness[] {
  const asked = askedByEach(consolidation);
  const own = asked.get(requirement) ?? new Map<string, string>();
  return [...asked]
    .filter(([id]) => id !== requirement)
    .map(([id, theirs]) => ({ requirement: id, shared: sharedBy(own, theirs), here: own.size, there: theirs.size }))
    .filter(({ shared, here, there }) => shared > 0 && shared >= LEAST.share * Math.min(here, there) && shared >= Math.min(LEAST.shared, here))
    .sort((a, b) => b.shared / Math.max(b.here, b.there) - a.shared / Math.max(a.here, a.there) || (a.requirement < b.requirement ? -1 : 1));
}

/** What is asked → the words in which it is. */
type Asked = ReadonlyMap<string, string>;

/** The same datum, or the very same words: what nobody understands is the same as nothing else, but a copy of a form copies its words. */
function sharedBy(own: Asked, theirs: Asked): number {
  const words = new Set(theirs.values());
  return [...own].filter(([what, said]) => theirs.has(what) || words.has(said)).length;
}

function askedByEach({ fields, registers }: Consolidation): Map<string, Map<string, string>> {
  const asked = new Map<string, Map<string, string>>();
  const add = (requirement: string, what: string, words: string): void =>
    void asked.set(requirement, (asked.get(requirement) ?? new Map<string, string>()).set(what, words));
  for (const { requirement, element, point, label } of fields) if (point !== null) add(requirement, element, label.map(normalise).join('›'));
  for (const { id, columns } of registers)
    for (const { attribute, title, serial, sources } of columns)
      if (!serial) for (const { requirement } of sources) add(requirement, `${id}|${attribute ?? normalise(title)}`, `${id}|${normalise(title)}`);
  return asked;
}
