// What the fields of one requirement were understood to ask, with the words it was understood from and what is doubtful.
import type { DataPoint, Where } from './datapoint.ts';
import type { Frequency } from './period.ts';
import type { ContextReading, FieldReading, FormParticulars, Label, LooseBlank, RosterReading } from './reading.ts';

/** Why a person should look: the coordinator's questions (口径待确认) are made of these. */
export type DoubtKind =
  | 'unknownWords'
  | 'scopeNotStated'
  | 'ambiguousObject'
  | 'conflictingLabels'
  | 'boundNotStated'
  | 'formulaDisagrees'
  | 'ratioNotResolved'
  | 'emptyConditions'
  | 'unitNotStated'
  | 'indistinct';

export interface Doubt {
  readonly kind: DoubtKind;
  /** The words of the form that it is about. */
  readonly words: string;
}

/** One thing that the data point states, and where on the form it was read. */
export interface Evidence {
  readonly says: string;
  readonly label: Label;
  readonly from: 'row' | 'column' | 'section' | 'title' | 'corner' | 'note' | 'formula' | 'unit' | 'decision';
}

/** The unit of a field: its name, the base unit it is a multiple of, and that multiple as an exact rational ("10000", "2000/3"). */
export interface FieldUnit {
  readonly text: string;
  readonly base: string;
  readonly factor: string;
}

export interface FieldMeaning {
  /** requirement|sheet|cell */
  readonly key: string;
  readonly requirement: string;
  readonly department: string;
  readonly frequency: Frequency;
  readonly reading: FieldReading;
  /** The labels in one line, for people. */
  readonly title: string;
  readonly point: DataPoint;
  /** The answer is a text (address, name, yes/no), not a number. */
  readonly textual: boolean;
  readonly unit: FieldUnit | null;
  readonly evidence: readonly Evidence[];
  readonly doubts: readonly Doubt[];
}

export interface RosterColumnMeaning {
  readonly cell: string;
  readonly column: number;
  readonly title: string;
  /** Attribute id of the knowledge in use ("sex", "disability" …), or null when no lexicon knows the head. */
  readonly attribute: string | null;
  readonly serial: boolean;
  readonly choices: readonly string[] | null;
}

export interface RosterMeaning {
  readonly key: string;
  readonly requirement: string;
  readonly department: string;
  readonly frequency: Frequency;
  readonly reading: RosterReading;
  readonly title: string;
  readonly object: string;
  /** Which things belong on it; null when the form's words could not be followed with certainty. */
  readonly where: Where | null;
  readonly columns: readonly RosterColumnMeaning[];
}

/** A printed relation between fields: every left term's sum compared with every right term's. */
export interface FieldRelation {
  readonly left: readonly { readonly sign: 1 | -1; readonly field: string }[];
  readonly comparison: '=' | '≥' | '≤' | '>' | '<';
  readonly right: readonly { readonly sign: 1 | -1; readonly field: string }[];
  readonly source: Label;
}

/** What people ruled a word of the form to mean. */
export interface RuledDefinition {
  readonly word: string;
  readonly text: string;
}

/** What became of it. */
export interface RuledWord extends RuledDefinition {
  /** Could its text be followed? Else the word means what it did. */
  readonly isFollowed: boolean;
  /** Keys of the fields and lists that are read with it. */
  readonly fields: readonly string[];
}

/** One requirement, understood. */
export interface FormMeaning {
  readonly requirement: string;
  readonly department: string;
  readonly frequency: Frequency;
  readonly title: string;
  readonly particulars: FormParticulars;
  readonly fields: readonly FieldMeaning[];
  readonly rosters: readonly RosterMeaning[];
  readonly context: readonly ContextReading[];
  readonly loose: readonly LooseBlank[];
  readonly relations: readonly FieldRelation[];
  /** Printed relations of which it could not be told which blanks they are about. */
  readonly unread: readonly Label[];
  /** The form's own definitions: word → what the form says that it means, and the note that says so. */
  readonly definitions: readonly { readonly word: string; readonly says: string; readonly source: Label }[];
  /** Those that people laid over them. */
  readonly ruledWords: readonly RuledWord[];
}
