// What the engine sees in one workbook, ready to be shown: every blank with its reading and its doubts, sheet by sheet.
// In: the workbook, its readings and their meaning. Out: plain data for the text, the page and --json.
import { sayBriefly, sayPoint, type Vocabulary } from '../../engine/interpret/index.ts';
import type { DoubtKind, FieldMeaning, FormMeaning, RosterMeaning } from '../../engine/model/meaning.ts';
import type { Label, LooseBlank, SheetReading } from '../../engine/model/reading.ts';
import { parseCellName, type Sheet, type Workbook } from '../../engine/model/sheet.ts';
import { describe, type Language, type Problem } from '../../engine/problem/index.ts';
import { sayWhere } from './where.ts';
import { doubtWords, contextWords, evidenceWords } from './words.ts';

/** understood: a data point without doubts · doubtful: a person should look · context: known without asking · list: a roster · loose: has no place. */
export type BlankKind = 'understood' | 'doubtful' | 'context' | 'list' | 'loose';

export interface Blank {
  readonly sheet: string;
  readonly cell: string;
  readonly row: number;
  readonly column: number;
  readonly kind: BlankKind;
  /** Label path in one line, outermost first. */
  readonly path: string;
  readonly unit: string;
  /** The data point in words, or what else is known of the blank. */
  readonly reading: string;
  /** The same in as few words as a narrow cell holds. */
  readonly brief: string;
  /** The form calculates it. */
  readonly formula: string | null;
  readonly doubts: readonly string[];
  /** "性别=女 ← 女 (B5)": what was read from which words. */
  readonly readFrom: readonly string[];
}

export interface RosterView {
  readonly title: string;
  readonly rows: string;
  readonly object: string;
  readonly membership: string;
  readonly columns: readonly { readonly cell: string; readonly title: string; readonly attribute: string | null }[];
}

export interface SheetView {
  readonly sheet: Sheet;
  readonly name: string;
  readonly title: string;
  /** Where the title stands; '' when there is none. */
  readonly titleCell: string;
  readonly unit: string;
  readonly blanks: readonly Blank[];
  readonly rosters: readonly RosterView[];
  readonly notes: readonly Label[];
}

export interface Inspection {
  readonly file: string;
  readonly sheets: readonly SheetView[];
  readonly counts: Readonly<Record<BlankKind, number>>;
  readonly particulars: readonly { readonly name: keyof FormMeaning['particulars']; readonly value: string }[];
  readonly definitions: readonly { readonly word: string; readonly text: string; readonly cell: string }[];
  readonly relations: readonly { readonly text: string; readonly printed: string }[];
  /** Printed relations that could not be read. */
  readonly unread: readonly { readonly text: string; readonly cell: string }[];
  readonly problems: readonly string[];
}

export interface Inspected {
  readonly workbook: Workbook;
  readonly readings: readonly SheetReading[];
  readonly meaning: FormMeaning;
  readonly problems: readonly Problem[];
}

/** Puts a workbook and what was understood of it into words. */
export function inspection(inspected: Inspected, vocabulary: Vocabulary, language: Language): Inspection {
  const { workbook, meaning } = inspected;
  const sheets = workbook.sheets.filter(({ hidden }) => !hidden).map((sheet) => sheetView(sheet, inspected, vocabulary, language));
  return {
    file: workbook.file,
    sheets,
    counts: countKinds(sheets.flatMap(({ blanks }) => blanks)),
    particulars: particularsOf(meaning.particulars),
    definitions: meaning.definitions.map(({ word, source }) => ({ word, text: source.text, cell: source.cell })),
    relations: meaning.relations.map((relation) => ({
      text: `${sideOf(relation.left)} ${relation.comparison} ${sideOf(relation.right)}`,
      printed: relation.source.text,
    })),
    unread: meaning.unread.map(({ text, cell }) => ({ text, cell })),
    problems: inspected.problems.map((found) => describe(found, language)),
  };
}

function particularsOf(particulars: FormMeaning['particulars']): Inspection['particulars'] {
  const names = ['number', 'issuer', 'approver', 'approval', 'validUntil'] as const;
  return names.flatMap((name) => (particulars[name] === null ? [] : [{ name, value: particulars[name] }]));
}

function countKinds(blanks: readonly Blank[]): Record<BlankKind, number> {
  const counts = { understood: 0, doubtful: 0, context: 0, list: 0, loose: 0 };
  for (const { kind } of blanks) counts[kind] += 1;
  return counts;
}

function sideOf(terms: FormMeaning['relations'][number]['left']): string {
  return terms.map(({ sign, field }, index) => (sign < 0 ? '− ' : index > 0 ? '+ ' : '') + (field.split('|').at(-1) ?? field)).join(' ');
}

function sheetView(sheet: Sheet, { readings, meaning }: Inspected, vocabulary: Vocabulary, language: Language): SheetView {
  const reading = readings.find((other) => other.sheet === sheet.name);
  const here = <Item extends { readonly sheet: string }>(items: readonly Item[]): Item[] => items.filter((item) => item.sheet === sheet.name);
  const rosters = meaning.rosters.filter((roster) => roster.reading.sheet === sheet.name);
  const blanks = [
    ...meaning.fields.filter((field) => field.reading.sheet === sheet.name).map((field) => fieldBlank(field, vocabulary, language)),
    ...here(meaning.context).map((context) => contextBlank(context, language)),
    ...here(meaning.loose).map((loose) => looseBlank(loose, language)),
    ...rosters.flatMap((roster) => rosterBlanks(roster, vocabulary, language)),
  ];
  return {
    sheet,
    name: sheet.name,
    title: reading?.title?.text.replace(/\s+/gu, ' ') ?? '',
    titleCell: reading?.title?.cell ?? '',
    unit: reading?.tableUnit?.text ?? '',
    blanks: blanks.toSorted((a, b) => a.row - b.row || a.column - b.column),
    rosters: rosters.map((roster) => rosterView(roster, vocabulary, language)),
    notes: reading?.notes ?? [],
  };
}

function fieldBlank(field: FieldMeaning, vocabulary: Vocabulary, language: Language): Blank {
  const { reading, doubts, evidence } = field;
  return {
    sheet: reading.sheet,
    cell: reading.cell,
    row: reading.row,
    column: reading.column,
    kind: doubts.length > 0 ? 'doubtful' : 'understood',
    path: field.title,
    unit: field.unit?.text ?? (field.textual ? textWord(language) : ''),
    reading: sayPoint(field.point, vocabulary, language),
    brief: sayBriefly(field.point, vocabulary, language),
    formula: reading.formula,
    doubts: doubts.map(({ kind, words }) => sayDoubt(kind, words, language)),
    readFrom: evidence.map(({ says, label, from }) => `${says} ← ${evidenceWords[from][language]} “${short(label.text)}” (${label.cell})`),
  };
}

/** A doubt in words, with the words of the form it is about. */
export function sayDoubt(kind: DoubtKind, words: string, language: Language): string {
  return doubtWords[kind][language] + (words ? (language === 'zh' ? `:${words}` : `: ${words}`) : '');
}

function contextBlank({ sheet, cell, label, kind }: FormMeaning['context'][number], language: Language): Blank {
  const reading = contextWords[kind][language];
  return { sheet, cell, ...placeOf(cell), ...plain, kind: 'context', path: label.replace(/\s+/gu, ''), reading, brief: reading };
}

function looseBlank({ sheet, cell, kind, text }: LooseBlank, language: Language): Blank {
  const reading = looseWords[kind][language];
  return { sheet, cell, ...placeOf(cell), ...plain, kind: 'loose', path: short(text), reading, brief: reading };
}

const plain = { unit: '', formula: null, doubts: [], readFrom: [] };

const looseWords: Record<LooseBlank['kind'], Record<Language, string>> = {
  choice: { zh: '勾选项,请人工确定', en: 'tick box; a person decides' },
  inline: { zh: '句中填报字段,请人工确定', en: 'blank inside a sentence; a person decides' },
  unlabelled: { zh: '没有可依据的文字,请人工确定', en: 'no words to go by; a person decides' },
  hidden: {
    zh: '整页隐藏,页里的填报字段都没有问;要问就取消隐藏后重新登记',
    en: 'on a hidden sheet, whose blanks are not asked; unhide it and register the form again if they are',
  },
};

function rosterBlanks(roster: RosterMeaning, vocabulary: Vocabulary, language: Language): Blank[] {
  return roster.columns.map((column) => ({
    sheet: roster.reading.sheet,
    cell: column.cell,
    ...placeOf(column.cell),
    ...plain,
    kind: column.attribute === null && !column.serial ? 'doubtful' : 'list',
    path: column.title,
    reading: columnReading(column, language),
    brief: columnReading(column, language),
    doubts: column.attribute === null && !column.serial ? [sayDoubt('unknownWords', column.title, language)] : [],
    readFrom: [sayWhere(roster.where, vocabulary, language)],
  }));
}

function columnReading({ attribute, serial }: RosterMeaning['columns'][number], language: Language): string {
  if (serial) return language === 'zh' ? '序号' : 'running number';
  if (attribute === null) return language === 'zh' ? '台账列(未识别)' : 'column of a list, not understood';
  return language === 'zh' ? `台账列:${attribute}` : `column: ${attribute}`;
}

function rosterView(roster: RosterMeaning, vocabulary: Vocabulary, language: Language): RosterView {
  const { firstRow, blankRows } = roster.reading;
  return {
    title: roster.title.replace(/\s+/gu, ' '),
    rows: blankRows > 0 ? `${firstRow}—${firstRow + blankRows - 1}` : `${firstRow}…`,
    object: vocabulary.lexicon.knowledge.objects.get(roster.object)?.title ?? roster.object,
    membership: sayWhere(roster.where, vocabulary, language),
    columns: roster.columns.map(({ cell, title, attribute, serial }) => ({ cell, title, attribute: serial ? '#' : attribute })),
  };
}

function placeOf(cell: string): { row: number; column: number } {
  return parseCellName(cell) ?? { row: 0, column: 0 };
}

function textWord(language: Language): string {
  return language === 'zh' ? '文本' : 'text';
}

/** Long notes are cut: the cell says where the rest is. */
function short(text: string): string {
  const plain = text.replace(/\s+/gu, ' ').trim();
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain;
}
