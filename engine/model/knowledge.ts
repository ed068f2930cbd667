// What is known about the things that forms ask about, before any form is read: object classes, facets, and how facet values
// follow from one another. Plain data, loaded from forms/lexicon; a district can add to it without touching code.
import type { Where } from './datapoint.ts';

/** One value of a facet. `implies`: what holds for every thing that has this value (e.g. 孤儿 ⇒ age ≤ 17). */
export interface FacetMember {
  readonly id: string;
  readonly title: string;
  readonly implies?: Where;
}

/**
 * A way of dividing things of one object class.
 * partition: every thing within `within` has exactly one of `members`; the last member is the remainder that the others leave.
 * flag: members are [true-member]; a thing has it or not. interval: an integer such as age in years.
 */
export interface Facet {
  readonly id: string;
  readonly title: string;
  readonly object: string;
  readonly kind: 'partition' | 'flag' | 'interval';
  readonly members: readonly FacetMember[];
  /** The least that an interval can be, where that is not nought: nobody lives in no household. */
  readonly least?: number;
  /** The partition covers only things that satisfy this; having any of its values implies it. */
  readonly within?: Where;
  /** Named as a definition question when one department states it and another does not. */
  readonly expected?: boolean;
  /** Notes lay it over rows that do not state it themselves (以上均按常住人口统计). */
  readonly scope?: boolean;
  /** Kept in a department's register: a count by it means everyone on the register, wherever they live. */
  readonly registered?: boolean;
  /** A service or an allowance: in a title or heading its name says what is spoken of, and not whom, where a label says it again. */
  readonly service?: boolean;
  /** Its values are told by example: brackets behind one list what belongs to it (零售(茶庄、特产店), 制造业(含家庭作坊)). */
  readonly byExample?: boolean;
  /** It is granted to families: 低保边缘家庭 › 人数 are those on its list. */
  readonly byFamily?: boolean;
  /** Standard or law that the values come from. */
  readonly source?: string;
}

/** A kind of thing: person, household, dwelling, business, event, compound, community … */
export interface ObjectClass {
  readonly id: string;
  readonly title: string;
  /** flow: things happen in a period (events); stock: things exist at its end. */
  readonly kind: 'stock' | 'flow';
  /** Unit that counts it, e.g. 人, 户, 套, 个, 次. */
  readonly unit: string;
}

export interface Knowledge {
  readonly objects: ReadonlyMap<string, ObjectClass>;
  readonly facets: ReadonlyMap<string, Facet>;
}
