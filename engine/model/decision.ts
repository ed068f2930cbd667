// A person's rulings (人工认定): they outrank the engine and are kept with who, when and why.
import type { DataPoint } from './datapoint.ts';

/** A field as a person points at it: by its words on the form, and by its cell for when the words have changed. */
export interface FieldReference {
  readonly requirement: string;
  /** The label path as `fields[].label` of a consolidation gives it; null when only the cell is known. */
  readonly label: readonly string[] | null;
  readonly sheet: string | null;
  readonly cell: string | null;
}

interface Ruled {
  readonly who: string;
  readonly when: string;
  readonly why: string;
}

/** What a blank asks: the same as another field, or a term such as "person sex=female residence=resident,settled" or "person sex=female / person * 100". */
export type Meaning = { readonly kind: 'field'; readonly field: FieldReference } | { readonly kind: 'term'; readonly term: string };

/** All fields ask one datum. */
export interface SameRuling extends Ruled {
  readonly kind: 'same';
  readonly fields: readonly FieldReference[];
}

/** No two of the fields ask the same. */
export interface DifferentRuling extends Ruled {
  readonly kind: 'different';
  readonly fields: readonly FieldReference[];
}

/** The field asks this. */
export interface MeansRuling extends Ruled {
  readonly kind: 'means';
  readonly field: FieldReference;
  readonly meaning: Meaning;
}

/** The cell is not to be filled. */
export interface NotABlankRuling extends Ruled {
  readonly kind: 'notABlank';
  readonly field: FieldReference;
}

/** The cell is to be filled although the engine saw no blank there. */
export interface IsABlankRuling extends Ruled {
  readonly kind: 'isABlank';
  readonly field: FieldReference;
  readonly meaning: Meaning | null;
}

/** The field is answered in this unit ("万元"). */
export interface UnitRuling extends Ruled {
  readonly kind: 'unit';
  readonly field: FieldReference;
  readonly unit: string;
}

/** On the form of a requirement the word means this, whatever is printed there. */
export interface DefinitionRuling extends Ruled {
  readonly kind: 'definition';
  readonly requirement: string;
  readonly word: string;
  /** As a note would say it behind the word: "65周岁及以上户籍人口". */
  readonly text: string;
}

export type Decision = SameRuling | DifferentRuling | MeansRuling | NotABlankRuling | IsABlankRuling | UnitRuling | DefinitionRuling;

/** A ruling and the fields (a definition: and lists) that it was applied to, by key. */
export interface Ruling {
  readonly decision: Decision;
  readonly fields: readonly string[];
}

/** What a ruling taught: these words, standing for a whole label, mean this wherever no lexicon knows them. */
export interface Alias {
  readonly label: readonly string[];
  readonly point: DataPoint;
  readonly textual: boolean;
  /** The term that it was ruled to mean, for a district's own lexicon; null when it was ruled to be the same as a field. */
  readonly term: string | null;
  /** Key of the field that the ruling was about. */
  readonly from: string;
}
