// Importing a roster: first worked out line by line against the rows that stand, shown, and then — the very same — done as one act.
import type { Scalar } from '../../engine/model/sheet.ts';
import { contentHash } from '../people/secrets.ts';
import { apiProblem, type ApiProblem } from '../problem.ts';
import type { RegisterRowRow } from '../storage/schema.ts';
import { yieldTurn } from '../turn.ts';
import { acceptCells } from './accept.ts';
import { addRows, changeRow, identityIndexOf, laidOver, type Doing } from './changes.ts';
import { contradictions } from './contradictions.ts';
import type { Roster, RosterLine } from './roster.ts';
import { openRow, type RegisterPlace, type RowValues } from './rows.ts';
import type { Table } from './table.ts';

export interface ImportInput {
  readonly place: RegisterPlace;
  readonly table: Table;
  readonly roster: Roster;
  /** All rows that stand in the community, whoever may see them. */
  readonly standing: readonly RegisterRowRow[];
  /** Roster on which every line is ticked; null: as the file says. */
  readonly membership: string | null;
  /** A grid as written → its id; null when there is none of that name or code. */
  readonly gridOf: (written: string) => string | null;
  /** A grid worker's own grid: everything goes there, and rows of others are left alone. */
  readonly onlyGrid: string | null;
  /** From which it holds. */
  readonly month: string;
}

export interface PlannedLine {
  readonly line: number;
  readonly what: 'added' | 'changed' | 'unchanged' | 'faulty';
  readonly values: RowValues;
  readonly gridId: string | null | undefined;
  readonly row: RegisterRowRow | null;
  readonly faults: readonly ApiProblem[];
  readonly hints: readonly ApiProblem[];
}

/** What importing would do; `key` changes whenever the file, its recognised columns or the rows that stand do. */
export interface ImportPlan {
  readonly key: string;
  readonly lines: readonly PlannedLine[];
}

export async function planImport(services: Doing['services'], input: ImportInput): Promise<ImportPlan> {
  const known = await knownRows(services, input);
  const seen = new Map<string, number>();
  const lines = await mapped(input.roster.lines, (line) => planLine(services, input, known, seen, line));
  const { roster, standing, membership } = input;
  const state = standing.map(({ rowId, version }) => [rowId, version]);
  return {
    key: contentHash(JSON.stringify([roster.columns, roster.lines.map(({ line, cells, grid }) => [line, [...cells], grid]), membership, state])),
    lines,
  };
}

interface Known {
  readonly byIdentity: ReadonlyMap<string, RegisterRowRow>;
  /** By all that is written in the row's naming column, for rows without an identity number. */
  readonly byName: ReadonlyMap<string, RegisterRowRow>;
  readonly valuesOf: (row: RegisterRowRow) => RowValues;
}

/** Attributes that name a thing; persons of one name are told apart by their identity number alone. */
const NAMING = ['name', 'head', 'address'];

function nameOf({ register, columns }: Table, values: RowValues): string | null {
  const column = [...columns.values()].find(({ attribute }) => attribute !== null && NAMING.includes(attribute));
  const name = column ? values.get(column.id) : undefined;
  return name === undefined || name === null ? null : register === 'person' ? JSON.stringify([...values].sort(([a], [b]) => (a < b ? -1 : 1))) : String(name);
}

/** Lines worked at a stretch. */
const STRETCH = 200;

async function mapped<Each, Result>(list: readonly Each[], work: (each: Each) => Result): Promise<Result[]> {
  const results: Result[] = [];
  for (const [index, each] of list.entries()) {
    if (index % STRETCH === STRETCH - 1) await yieldTurn();
    results.push(work(each));
  }
  return results;
}

async function knownRows(services: Doing['services'], { table, standing }: ImportInput): Promise<Known> {
  const opened = new Map(await mapped(standing, (row) => [row, openRow(services, row.rowId, row.rowValues)] as const));
  const named = [...opened].flatMap(([row, values]) => {
    const name = row.identityIndex === null ? nameOf(table, values) : null;
    return name === null ? [] : [[name, row] as const];
  });
  return {
    byIdentity: new Map(standing.flatMap((row) => (row.identityIndex === null ? [] : [[row.identityIndex, row] as const]))),
    byName: new Map(named),
    valuesOf: (row) => opened.get(row) ?? new Map<string, Scalar>(),
  };
}

function planLine(services: Doing['services'], input: ImportInput, known: Known, seen: Map<string, number>, line: RosterLine): PlannedLine {
  const { table, onlyGrid, month } = input;
  const accepted = acceptCells(table, cellsOf(input, line));
  const written = new Map([...accepted.values].filter(([, value]) => value !== null));
  const faults = [...accepted.faults];
  const gridId = onlyGrid ?? (line.grid === null ? undefined : input.gridOf(line.grid));
  if (gridId === null) faults.push(apiProblem('register.value', { column: '网格 / grid', why: 'grid' }));
  const identity = identityIndexOf(services, table, written);
  const name = identity === null ? nameOf(table, written) : null;
  const key = identity ?? name;
  const first = key === null ? undefined : seen.get(key);
  if (first !== undefined) faults.push(apiProblem('register.repeated', { line: first }));
  if (key !== null && first === undefined) seen.set(key, line.line);
  const row = (identity === null ? known.byName.get(name ?? '') : known.byIdentity.get(identity)) ?? null;
  if (row && onlyGrid !== null && row.gridId !== onlyGrid) faults.push(apiProblem('register.otherGrid', {}));
  if (written.size === 0) faults.push(apiProblem('register.empty', {}));
  const what = faults.length > 0 ? 'faulty' : row === null ? 'added' : isChange(known.valuesOf(row), written, row, gridId) ? 'changed' : 'unchanged';
  const hints = [...accepted.hints, ...contradictions(table, laidOver(row ? known.valuesOf(row) : new Map(), written), month)];
  return { line: line.line, what, values: written, gridId, row, faults, hints };
}

/** A file never clears what a row has: its blanks say nothing. */
function cellsOf({ table, membership }: ImportInput, { cells }: RosterLine): Map<string, Scalar> {
  const given = new Map([...cells].map(([id, value]) => [id, table.memberships.has(id) ? tickOf(value) : value] as const));
  return membership === null ? given : given.set(membership, true);
}

function tickOf(value: Scalar): Scalar {
  const text = String(value ?? '').trim();
  if (/^(?:是|有|√|✓|✔|☑|1|y|yes|true)$/iu.test(text)) return true;
  return /^(?:|否|无|×|x|0|n|no|false)$/iu.test(text) ? null : value;
}

function isChange(before: RowValues, written: RowValues, { gridId }: RegisterRowRow, grid: string | null | undefined): boolean {
  return [...written].some(([id, value]) => before.get(id) !== value) || (grid !== undefined && grid !== gridId);
}

/** Does what was planned; faulty lines are left out. */
export async function applyImport(doing: Doing, { place, table }: ImportInput, { lines }: ImportPlan): Promise<void> {
  const added = lines.filter(({ what }) => what === 'added');
  await addRows(
    doing,
    place,
    table,
    added.map(({ values, gridId = null }) => ({ values: laidOver(new Map(), values), gridId })),
  );
  for (const { what, row, values, gridId } of lines) {
    if (what !== 'changed' || !row) continue;
    await changeRow(doing, row, table, gridId === undefined ? { values } : { values, gridId });
  }
}
