// What the engine sees in one form, as it is told over the API: the blanks of every sheet with what they ask; the sheet itself is drawn by requirement.sheets.
import Type from 'typebox';
import { frequencySaid } from '../../forms/lexicon/frequency.ts';
import type { Inspection } from '../../forms/print/inspection.ts';
import { closed, oneOf, orNull } from '../http/operation.ts';

const Text = Type.String();
const Label = Type.Object({ text: Text, cell: Text });

const Blank = closed({
  sheet: Text,
  cell: Text,
  row: Type.Integer(),
  column: Type.Integer(),
  /** understood: a data point without doubts · doubtful: a person should look · context: known without asking · list: a roster's column · loose: has no place. */
  kind: oneOf(['understood', 'doubtful', 'context', 'list', 'loose']),
  path: Text,
  unit: Text,
  reading: Text,
  brief: Text,
  formula: orNull(Text),
  doubts: Type.Array(Text),
  readFrom: Type.Array(Text),
});

const Roster = closed({
  title: Text,
  rows: Text,
  object: Text,
  membership: Text,
  columns: Type.Array(closed({ cell: Text, title: Text, attribute: orNull(Text) })),
});

export interface Inspected extends Omit<Inspection, 'sheets'> {
  /** What its heading says of how often it is due; null: nothing. */
  readonly due: ReturnType<typeof frequencySaid>;
  readonly sheets: readonly Omit<Inspection['sheets'][number], 'sheet'>[];
}

export const InspectedShape = Type.Unsafe<Inspected>(
  closed({
    file: Text,
    sheets: Type.Array(
      closed({ name: Text, title: Text, titleCell: Text, unit: Text, blanks: Type.Array(Blank), rosters: Type.Array(Roster), notes: Type.Array(Label) }),
    ),
    counts: closed({
      understood: Type.Integer(),
      doubtful: Type.Integer(),
      context: Type.Integer(),
      list: Type.Integer(),
      loose: Type.Integer(),
    }),
    due: orNull(closed({ frequency: oneOf(['monthly', 'quarterly', 'half-yearly', 'annual']), words: Text })),
    particulars: Type.Array(closed({ name: oneOf(['number', 'issuer', 'approver', 'approval', 'validUntil']), value: Text })),
    definitions: Type.Array(closed({ word: Text, text: Text, cell: Text })),
    unread: Type.Array(closed({ text: Text, cell: Text })),
    relations: Type.Array(closed({ text: Text, printed: Text })),
    problems: Type.Array(Text),
  }),
);

export function inspected({ sheets, ...rest }: Inspection): Inspected {
  // Where no title says it, the name of a sheet may: 养老半年报.
  const headings = [...sheets.map(({ title }) => title ?? ''), ...sheets.map(({ name }) => name)];
  const due = headings.map(frequencySaid).find((said) => said !== null) ?? null;
  return { ...rest, due, sheets: sheets.map(({ sheet: _grid, ...view }) => view) };
}
