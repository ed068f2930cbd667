// A register (台账): one list of things of a class, kept row by row, from which every department's roster is a filter and a choice of columns.
import type { Extent, Where } from './datapoint.ts';

/** Where a column or blank stands. */
export interface Place {
  readonly requirement: string;
  readonly sheet: string;
  readonly cell: string;
}

export interface RegisterColumn {
  readonly id: string;
  readonly title: string;
  /** Attribute of the knowledge in use, or null when the column is one department's own. */
  readonly attribute: string | null;
  /** Numbers the rows of a roster; never asked. */
  readonly serial: boolean;
  readonly choices: readonly string[] | null;
  /** Heads of the rosters that ask for it. */
  readonly sources: readonly Place[];
}

/** Which rows of the register belong on a requirement's roster: the row says so itself under the membership's id. */
export interface Membership {
  readonly id: string;
  readonly requirement: string;
  readonly sheet: string;
  readonly title: string;
  /** Who belongs on it, as far as the form's words could be followed; null: only the row knows. */
  readonly where: Where | null;
  readonly firstRow: number;
  readonly blankRows: number;
  /** The roster's columns: sheet column letters and the register's column. */
  readonly columns: readonly { readonly letters: string; readonly column: string }[];
}

export interface Register {
  /** The object class. */
  readonly id: string;
  readonly title: string;
  readonly columns: readonly RegisterColumn[];
  readonly memberships: readonly Membership[];
}

/** A number that a register tells at the year's end: rows of a membership that meet the conditions, counted, or one column summed. */
export interface RegisterCount {
  /** The plan's reference for it. */
  readonly reference: string;
  readonly register: string;
  readonly membership: string;
  /** `implied`: the membership says so already; a row whose column cannot be followed is then taken at its word. */
  readonly conditions: readonly {
    readonly facet: string;
    readonly extent: Extent;
    readonly column: string;
    readonly attribute: string;
    readonly implied: boolean;
  }[];
  /** Column that is added up; null when rows are counted. */
  readonly sum: string | null;
}
