// A form that was changed, field by field: what stayed, moved, was reworded, is new or gone — and which rulings still find their field.
import { blanksNamed, locate, type Located, wordOf } from '../../engine/decide/index.ts';
import { normalise } from '../../engine/interpret/index.ts';
import type { Decision } from '../../engine/model/decision.ts';
import type { FieldMeaning, FormMeaning } from '../../engine/model/meaning.ts';

export interface FieldLine {
  readonly sheet: string;
  readonly cell: string;
  readonly label: readonly string[];
}

export interface FieldDifference {
  /** same: words and place · moved: the same words elsewhere · reworded: other words at the same place or asking the same. */
  readonly kind: 'same' | 'moved' | 'reworded' | 'new' | 'gone';
  readonly before: FieldLine | null;
  readonly after: FieldLine | null;
  /** Is what it asks another thing than before? */
  readonly asksOther: boolean;
}

export interface RulingKept {
  /** Position among the rulings given. */
  readonly ruling: number;
  readonly label: readonly string[] | null;
  readonly cell: string | null;
  /** label: found by its words, a definition by its word · cell: by its place · none, ambiguous: it has no effect until somebody rules anew. */
  readonly found: Located['kind'];
}

export interface FormDifference {
  readonly fields: readonly FieldDifference[];
  readonly rulings: readonly RulingKept[];
}

export function differenceOf(before: FormMeaning, after: FormMeaning, decisions: readonly Decision[]): FormDifference {
  return { fields: fieldDifferences(linesIn(before), linesIn(after)), rulings: decisions.flatMap((decision, index) => keptRulings(decision, index, after)) };
}

interface Line extends FieldLine {
  readonly words: string;
  readonly place: string;
  /** What it asks; equal for equal questions. */
  readonly asks: string;
}

/** Fields and the columns of lists. */
function linesIn({ fields, rosters }: FormMeaning): Line[] {
  const columns = rosters.flatMap(({ title, reading, columns: heads }) =>
    heads.map((column) => lineOf(reading.sheet, column.cell, [title, column.title], JSON.stringify(['column', column.attribute ?? normalise(column.title)]))),
  );
  return [...fields.map((field) => lineOf(field.reading.sheet, field.reading.cell, labelOf(field), JSON.stringify([field.point, field.textual]))), ...columns];
}

function labelOf({ reading }: FieldMeaning): string[] {
  return [...reading.section, ...reading.rowPath, ...reading.columnPath].map(({ text }) => text);
}

function lineOf(sheet: string, cell: string, label: readonly string[], asks: string): Line {
  return { sheet, cell, label, words: label.map(normalise).join('›'), place: `${sheet}!${cell}`, asks };
}

function fieldDifferences(before: readonly Line[], after: readonly Line[]): FieldDifference[] {
  const paired = new Map<Line, { line: Line; kind: FieldDifference['kind'] }>();
  const taken = new Set<Line>();
  const pair = (kind: FieldDifference['kind'], keyOf: (line: Line) => string): void => {
    const open = uniqueBy(
      before.filter((line) => !taken.has(line)),
      keyOf,
    );
    for (const [key, line] of uniqueBy(
      after.filter((each) => !paired.has(each)),
      keyOf,
    )) {
      const old = open.get(key);
      if (!old) continue;
      paired.set(line, { line: old, kind });
      taken.add(old);
    }
  };
  pair('same', ({ place, words }) => `${place}|${words}`);
  pair('moved', ({ words }) => words);
  pair('reworded', ({ place }) => place);
  pair('reworded', ({ asks }) => asks);
  return [
    ...after.map((line) => {
      const old = paired.get(line);
      return {
        kind: old?.kind ?? ('new' as const),
        before: old ? shown(old.line) : null,
        after: shown(line),
        asksOther: old !== undefined && old.line.asks !== line.asks,
      };
    }),
    ...before.filter((line) => !taken.has(line)).map((line) => ({ kind: 'gone' as const, before: shown(line), after: null, asksOther: false })),
  ];
}

/** Only what stands for itself is paired: of several alike nobody knows which is which. */
function uniqueBy(lines: readonly Line[], keyOf: (line: Line) => string): Map<string, Line> {
  const found = new Map<string, Line | null>();
  for (const line of lines) found.set(keyOf(line), found.has(keyOf(line)) ? null : line);
  return new Map([...found].flatMap(([key, line]) => (line === null ? [] : [[key, line] as const])));
}

function shown({ sheet, cell, label }: Line): FieldLine {
  return { sheet, cell, label };
}

function keptRulings(decision: Decision, ruling: number, after: FormMeaning): RulingKept[] {
  if (decision.kind === 'definition') {
    const isRead = (wordOf(decision, after.ruledWords)?.fields.length ?? 0) > 0;
    return decision.requirement === after.requirement ? [{ ruling, label: [decision.word], cell: null, found: isRead ? 'label' : 'none' }] : [];
  }
  return blanksNamed(decision)
    .filter(({ requirement }) => requirement === after.requirement)
    .map((reference) => ({ ruling, label: reference.label, cell: reference.cell, found: locate(reference, after.fields).kind }));
}
