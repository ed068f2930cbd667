// What reading a sheet gives: where the blanks are and which words of the form stand over, beside and around each of them.
// Nothing is understood yet; every label keeps the cell it was read from.
import type { Range } from './sheet.ts';

/** Words of the form, with the cell they stand in. */
export interface Label {
  readonly text: string;
  readonly cell: string;
}

/** How a label relates to the one before it in a path: a part of it (其中, #), a breakdown (按…分), or simply below it. */
export type Relation = 'below' | 'ofWhich' | 'breakdown';

export interface PathLabel extends Label {
  readonly relation: Relation;
}

/** One blank to be filled, with everything that labels it. Paths run from the outermost label to the innermost. */
export interface FieldReading {
  readonly sheet: string;
  readonly cell: string;
  readonly row: number;
  readonly column: number;
  /** Headings of the part of the sheet it stands in (一、…), outermost first. */
  readonly section: readonly PathLabel[];
  readonly rowPath: readonly PathLabel[];
  readonly columnPath: readonly PathLabel[];
  /** Head of the column that holds the row labels, e.g. 残疾类别. */
  readonly corner: Label | null;
  readonly unit: Label | null;
  /** 代码 or 行次 of its row, else the number its label begins with (一, (一), 2.1, ①); and the number printed under its column's head. */
  readonly rowCode: string | null;
  readonly columnCode: string | null;
  readonly formula: string | null;
  /** The list offered by data validation, else null. */
  readonly choices: readonly string[] | null;
  /** Remarks printed in its row (备注, 取值口径 …) and notes attached to its cell. */
  readonly notes: readonly Label[];
  /** Fields of one table share this; labels are compared within it. */
  readonly table: number;
  /** In rows of label–blank pairs: path of the pair to the left, which an elliptic label (参加人次) silently refers to. */
  readonly beside?: readonly PathLabel[];
}

/** What is known without asking: who fills in what, for when. */
export type ContextKind = 'community.name' | 'community.code' | 'period' | 'date' | 'person' | 'phone';

export interface ContextReading {
  readonly sheet: string;
  readonly cell: string;
  readonly label: string;
  readonly kind: ContextKind;
  /** True when the blank follows its label inside one cell, e.g. 填报单位:____ */
  readonly inline: boolean;
}

export interface RosterColumn {
  readonly cell: string;
  readonly column: number;
  /** Head labels from the outermost to the innermost. */
  readonly path: readonly Label[];
  readonly choices: readonly string[] | null;
}

/** A list to be filled row by row below its heads. */
export interface RosterReading {
  readonly sheet: string;
  /** Last row of the heads, first blank row, and how many blank rows the form has (0 when it ends at its heads). */
  readonly headerRow: number;
  readonly firstRow: number;
  readonly blankRows: number;
  readonly columns: readonly RosterColumn[];
  /** Lines of words between the sheet's title and its heads, which may say who belongs on it. */
  readonly over: readonly Label[];
}

/** Something that looks fillable but has no place in a table: a tick box, a blank inside a sentence, the blanks of a hidden sheet. A person decides. */
export interface LooseBlank {
  readonly sheet: string;
  readonly cell: string;
  readonly kind: 'choice' | 'inline' | 'unlabelled' | 'hidden';
  readonly text: string;
}

/** Particulars printed on the form itself (表号, 批准文号, 有效期至 …): the start of its legal basis. */
export interface FormParticulars {
  readonly number: string | null;
  readonly issuer: string | null;
  readonly approver: string | null;
  readonly approval: string | null;
  readonly validUntil: string | null;
}

/** One sheet, read. */
export interface SheetReading {
  readonly sheet: string;
  readonly hidden: boolean;
  readonly title: Label | null;
  readonly particulars: FormParticulars;
  /** 单位:人 in the corner of the table, as printed. */
  readonly tableUnit: Label | null;
  readonly notes: readonly Label[];
  readonly fields: readonly FieldReading[];
  readonly rosters: readonly RosterReading[];
  readonly context: readonly ContextReading[];
  readonly loose: readonly LooseBlank[];
  /** Rectangle that holds text or borders; null when the sheet is empty. */
  readonly extent: Range | null;
}
