// What the steps of interpreting a sheet hand on to one another: its blanks on their way to a meaning, and how they lie to each other.
import type { DataPoint, Where } from '../model/datapoint.ts';
import type { Doubt, Evidence } from '../model/meaning.ts';
import type { FieldReading } from '../model/reading.ts';
import type { FormInput, SheetInput } from './input.ts';
import { type Lexicon, normalise } from './lexicon.ts';
import type { NoteReadings } from './notes.ts';
import type { Phrase } from './phrase.ts';
import type { Part } from './parts.ts';
import type { Resolution } from './resolve.ts';
import type { Naming } from './scope.ts';
import type { TitleSays } from './titles.ts';

/** A field on its way to a meaning. */
export interface Draft {
  readonly field: FieldReading;
  readonly parts: readonly Part[];
  readonly naming: Naming;
  resolution: Resolution | null;
  point: DataPoint | null;
  where: Where;
  readonly evidence: Evidence[];
  readonly doubts: Doubt[];
}

export interface Sheet {
  readonly form: FormInput;
  readonly input: SheetInput;
  readonly lexicon: Lexicon;
  readonly notes: NoteReadings;
  readonly title: Phrase | null;
  /** Class → what the title says of it, as far as it was asked. */
  readonly titles: Map<string, TitleSays>;
  /** Cells of labels that have a blank of their own. */
  readonly counted: ReadonlySet<string>;
  readonly drafts: Draft[];
  readonly byCell: Map<string, Draft>;
  readonly byRow: ReadonlyMap<number, readonly Draft[]>;
  readonly byColumn: ReadonlyMap<number, readonly Draft[]>;
}

/** Blanks that differ from this one only along an axis: the same column for rows, the same row for columns. */
export function lineOf(sheet: Sheet, { field }: Draft, axis: 'row' | 'column'): Draft[] {
  const line = axis === 'row' ? sheet.byColumn.get(field.column) : sheet.byRow.get(field.row);
  return (line ?? []).filter((other) => other.field.cell !== field.cell);
}

export function linesOf(drafts: readonly Draft[], lineNumber: (field: FieldReading) => number): Map<number, Draft[]> {
  const lines = new Map<number, Draft[]>();
  for (const draft of drafts) {
    const line = lines.get(lineNumber(draft.field));
    if (line) line.push(draft);
    else lines.set(lineNumber(draft.field), [draft]);
  }
  return lines;
}

/** Words that change what is meant, nobody knows how: they are part of what the blank asks. */
export function leaveOpen(draft: Draft, resolution: Resolution, words: string): void {
  draft.resolution = { ...resolution, unknown: [...resolution.unknown, words].sort() };
}

export function lastPart(draft: Draft, axis: 'row' | 'column'): Part | undefined {
  return draft.parts.filter((part) => part.axis === axis).at(-1);
}

/** The cells of the labels that stand over its last one. */
export function outerCells({ parts }: Draft, axis: 'row' | 'column'): string[] {
  return parts
    .filter((part) => part.axis === axis)
    .slice(0, -1)
    .map(({ label }) => label.cell);
}

export function sameRef(ref: string | undefined, code: string | null): boolean {
  return ref !== undefined && code !== null && (ref === code || plainRef(ref) === plainRef(code));
}

/** "(03)", "03" and "3" name the same row. */
export function plainRef(ref: string): string {
  const plain = normalise(ref).replace(/^\((.*)\)$/u, '$1');
  return /^\d+$/.test(plain) ? String(Number(plain)) : plain;
}
