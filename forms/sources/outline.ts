// A form that was not made as a workbook: questions in groups and lists with columns (our own JSON, XLSForm), or a sheet drawn in an editor.
// forms/sources/workbook.ts makes a workbook of it, and from there on it goes the way of all forms.

export interface Outline {
  readonly title: string;
  readonly groups: readonly OutlineGroup[];
  readonly lists?: readonly OutlineList[];
  /** Printed below the questions: definitions and how to fill it in. */
  readonly notes?: readonly string[];
}

export interface OutlineGroup {
  /** '' for questions without a heading of their own. */
  readonly title: string;
  readonly questions: readonly OutlineQuestion[];
}

export interface OutlineQuestion {
  readonly label: string;
  readonly kind: 'integer' | 'decimal' | 'text' | 'choice';
  readonly unit?: string;
  /** What a choice offers. */
  readonly choices?: readonly string[];
  /** A part of the last question above that is none (其中). */
  readonly part?: boolean;
}

export interface OutlineList {
  readonly title: string;
  readonly columns: readonly { readonly label: string; readonly choices?: readonly string[] }[];
}

/** Sheets as drawn: words in cells, merges, and which cells are to be filled. */
export interface Drawing {
  readonly title: string;
  readonly sheets: readonly DrawnSheet[];
}

export interface DrawnSheet {
  readonly name: string;
  readonly cells: readonly { readonly cell: string; readonly text: string }[];
  /** "A1:C1". */
  readonly merges?: readonly string[];
  /** Cells to be filled: "C3" or "C3:C9". */
  readonly blanks: readonly string[];
}
