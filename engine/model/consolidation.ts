// What comes of consolidating a pack: every blank with the datum it asks, what communities are asked, and how each department's
// form follows from that. Plain data that survives JSON; the command line writes it, and filling, checking and reporting read it.
import type { DataPoint } from './datapoint.ts';
import type { Alias, Decision, Ruling } from './decision.ts';
import type { Doubt, DoubtKind, Evidence, FieldRelation } from './meaning.ts';
import type { Pack } from './pack.ts';
import type { Frequency } from './period.ts';
import type { Certificate, Derivation, Kind, Level, Policy, Reading, Reason, Relation } from './plan.ts';
import type { ContextKind, FormParticulars, LooseBlank } from './reading.ts';
import type { Place, Register, RegisterCount } from './register.ts';
import type { Problem } from '../problem/index.ts';

/** Shape of the file; a change that old readers would misread raises it. */
export const CONSOLIDATION_VERSION = 1;

export interface Consolidation {
  readonly version: typeof CONSOLIDATION_VERSION;
  readonly pack: Pack;
  readonly policy: ConsolidationPolicy;
  readonly fields: readonly ConsolidatedField[];
  readonly elements: readonly ConsolidatedElement[];
  readonly items: readonly ConsolidatedItem[];
  readonly registers: readonly Register[];
  /** What registers tell for free; derivations refer to them by reference. */
  readonly counts: readonly RegisterCount[];
  readonly derivations: readonly Derivation[];
  /** Equalities found among what is asked. */
  readonly relations: readonly Relation[];
  /** Equalities and inequalities printed on the forms. */
  readonly printed: readonly (FieldRelation & { readonly requirement: string })[];
  readonly context: readonly ContextBlank[];
  /** What a person should decide, each once (口径待确认). */
  readonly questions: readonly Question[];
  readonly loose: readonly (LooseBlank & { readonly requirement: string })[];
  readonly particulars: readonly { readonly requirement: string; readonly particulars: FormParticulars }[];
  /** What the blank forms were when the plan was made; plans made before prints were kept have none. */
  readonly prints?: readonly { readonly requirement: string; readonly print: string }[];
  /** All that people ruled, as handed in. */
  readonly decisions: readonly Decision[];
  /** Rulings that took effect, and what they taught. */
  readonly rulings: readonly Ruling[];
  readonly aliases: readonly Alias[];
  readonly certificate: Certificate;
  readonly problems: readonly Problem[];
}

/** The planner's policy; `slowFacts`: facts that stand all year (areas, facilities) are asked once a year, or as often as they are printed. */
export interface ConsolidationPolicy extends Policy {
  readonly slowFacts: 'once' | 'asAsked';
  /** Item → the unit that it was asked in before: answers that people gave in it stay what they are. */
  readonly units?: Readonly<Record<string, AskedUnit>>;
}

/** A unit's name as printed, and how many of the base unit it is, as an exact rational. */
export interface AskedUnit {
  readonly unit: string | null;
  readonly factor: string;
}

/** How a blank is answered. `expression` spells it in words for people; `level` is the plan's. */
export type Resolution =
  | { readonly kind: 'collected'; readonly item: string }
  | { readonly kind: 'derived'; readonly expression: string; readonly level: Level; readonly needsApproval: boolean }
  | { readonly kind: 'review'; readonly item: string | null; readonly expression: string }
  | { readonly kind: 'context'; readonly context: ContextKind }
  | { readonly kind: 'register'; readonly register: string; readonly column: string };

export interface ConsolidatedField extends Place {
  /** requirement|sheet|cell */
  readonly key: string;
  /** Labels from the outermost to the innermost, sections first. */
  readonly label: readonly string[];
  readonly title: string;
  readonly unit: string | null;
  /** Multiple of the base unit as an exact fraction: "10000", "2000/3". */
  readonly factor: string;
  readonly element: string;
  readonly resolution: Resolution;
  /** 0…1, by how much of the label was understood and whether a person still must look. */
  readonly confidence: number;
  /** Why it is held to ask this: what each word of the form was taken to say. */
  readonly explanation: string;
  readonly department: string;
  readonly frequency: Frequency;
  /** What it asks; null for context and roster columns. */
  readonly point: DataPoint | null;
  readonly textual: boolean;
  readonly formula: boolean;
  readonly choices: readonly string[] | null;
  readonly evidence: readonly Evidence[];
  readonly doubts: readonly Doubt[];
}

/** A data element (数据元): what all its fields ask. */
export interface ConsolidatedElement {
  readonly id: string;
  /** The clearest of its fields' labels. */
  readonly title: string;
  /** Class, measure and conditions in words, e.g. "人 人数:性别=女". */
  readonly meaning: string;
  readonly kind: Kind;
  readonly reading: Reading;
  readonly point: DataPoint;
  /** number · text · any: nobody knows (words that no lexicon has). */
  readonly answers: 'number' | 'text' | 'any';
  /** Keys of its fields. */
  readonly fields: readonly string[];
}

/** One question of the annual form. */
export interface ConsolidatedItem {
  readonly id: string;
  readonly element: string;
  readonly frequency: Frequency;
  readonly kind: Kind;
  readonly reading: Reading;
  readonly reason: Reason;
  readonly title: string;
  /** The unit that it is answered in: that of its first source. */
  readonly unit: string | null;
  readonly factor: string;
  /** Fields that it answers as they stand, the first in the item's own unit and frequency. */
  readonly sources: readonly Place[];
}

/** A blank that is known without asking. */
export interface ContextBlank extends Place {
  readonly label: string;
  readonly kind: ContextKind;
  readonly inline: boolean;
  /** The cell's own text as printed, for blanks inside it. */
  readonly text: string;
}

/** Something that a person should decide, with every field that it is about. */
export interface Question {
  readonly id: string;
  readonly kind: DoubtKind;
  readonly words: string;
  readonly fields: readonly string[];
  /** Elements that the fields would be the same as, were the question decided one way or another. */
  readonly candidates: readonly string[];
}
