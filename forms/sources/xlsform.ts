// XLSForm (xlsform.org), the flat part of it: integer, decimal, text, select_one and note, in groups. Whatever else a form uses is named, and
// the form is refused: a question silently left out would be a number silently missing.
import type { Sheet, Workbook } from '../../engine/model/sheet.ts';
import type { Outline, OutlineGroup, OutlineQuestion } from './outline.ts';

/** Columns of the survey sheet that change what is asked, and that a printed form cannot keep. */
const COLUMNS = ['relevant', 'relevance', 'calculation', 'constraint', 'choice_filter', 'repeat_count', 'trigger', 'default', 'parameters'];

export interface XlsForm {
  readonly outline: Outline;
  /** What it uses and is not supported: "repeat (survey 7)". */
  readonly unsupported: readonly string[];
}

/** null when the workbook is no XLSForm: it has no sheet "survey" with type and name. */
export function readXlsForm(workbook: Workbook): XlsForm | null {
  const survey = table(workbook, 'survey');
  if (!survey || !('type' in (survey[0]?.cells ?? {}))) return null;
  const choices = choicesOf(table(workbook, 'choices') ?? []);
  const unsupported: string[] = [];
  const groups: { title: string; questions: OutlineQuestion[] }[] = [];
  const notes: string[] = [];
  const open: string[] = [];
  for (const row of survey) {
    const type = (row.cells['type'] ?? '').trim().replace(/\s+/gu, ' ');
    const refuse = (what: string): number => unsupported.push(`${what} (survey ${row.row})`);
    for (const column of COLUMNS) if ((row.cells[column] ?? '').trim() !== '') refuse(column);
    if (type === '') continue;
    if (/^begin[ _]group$/u.test(type)) open.push(labelOf(row));
    else if (/^end[ _]group$/u.test(type)) open.pop();
    else if (type === 'note') notes.push(labelOf(row));
    else {
      const question = questionOf(type, labelOf(row), choices);
      if (question) placeIn(groups, open.filter(Boolean).join(' · ')).push(question);
      else refuse(type.split(' ')[0] ?? type);
    }
  }
  return { outline: { title: titleOf(workbook), groups, notes: notes.filter((note) => note !== '') }, unsupported };
}

interface Row {
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** The rows of a sheet by the heads in its first row, in small letters. */
function table({ sheets }: Workbook, name: string): Row[] | null {
  const sheet = sheets.find((each) => each.name.toLowerCase() === name);
  return sheet ? rowsOf(sheet) : null;
}

function rowsOf({ cells }: Sheet): Row[] {
  const heads = new Map(cells.filter(({ row }) => row === 1).map(({ column, text }) => [column, text.trim().toLowerCase()]));
  const rows = new Map<number, Record<string, string>>();
  for (const { row, column, text } of cells) {
    const head = heads.get(column);
    if (row === 1 || !head || text.trim() === '') continue;
    const known = rows.get(row) ?? Object.fromEntries([...heads.values()].map((each) => [each, '']));
    known[head] = text.trim();
    rows.set(row, known);
  }
  return [...rows].sort(([a], [b]) => a - b).map(([row, content]) => ({ row, cells: content }));
}

/** The label, the Chinese one of several; the name where there is none. */
function labelOf({ cells }: Row): string {
  const labels = Object.entries(cells).filter(([head, text]) => (head === 'label' || head.startsWith('label::')) && text !== '');
  const chinese = labels.find(([head]) => /中文|chinese|\bzh\b/u.test(head));
  return (chinese ?? labels[0])?.[1] ?? cells['name'] ?? '';
}

function choicesOf(rows: readonly Row[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const row of rows) {
    const list = row.cells['list_name'] ?? row.cells['list name'] ?? '';
    found.set(list, [...(found.get(list) ?? []), labelOf(row)]);
  }
  return found;
}

function questionOf(type: string, label: string, choices: ReadonlyMap<string, readonly string[]>): OutlineQuestion | null {
  const [kind = '', list = '', ...rest] = type.split(' ');
  if (rest.length > 0) return null;
  if ((kind === 'integer' || kind === 'decimal' || kind === 'text') && list === '') return { label, kind };
  const offered = choices.get(list);
  return kind === 'select_one' && offered ? { label, kind: 'choice', choices: offered } : null;
}

/** Questions of one group that follow one another stand together. */
function placeIn(groups: { title: string; questions: OutlineQuestion[] }[], title: string): OutlineQuestion[] {
  const last = groups.at(-1);
  if (last?.title === title) return last.questions;
  const made: OutlineGroup & { questions: OutlineQuestion[] } = { title, questions: [] };
  groups.push(made);
  return made.questions;
}

function titleOf(workbook: Workbook): string {
  return table(workbook, 'settings')?.[0]?.cells['form_title'] || (workbook.file.split('/').at(-1) ?? '').replace(/\.[^.]*$/u, '');
}
