// Org units from a file: lines of kind, code, name and the parent's code, in any order. What they would do is planned, and then done as planned:
// units that are there keep their id and get the new name.
import { apiProblem, Refused, refused, type ApiProblem } from '../problem.ts';
import type { Db } from '../storage/database.ts';
import type { OrgUnitRow, UnitKind } from '../storage/schema.ts';
import { readTable } from '../table.ts';
import { contentHash } from './secrets.ts';

export interface UnitLine {
  readonly kind: UnitKind;
  readonly code: string;
  readonly name: string;
  readonly parentCode: string | null;
}

const KINDS: Record<string, UnitKind> = {
  部门: 'department',
  街道: 'street',
  乡镇: 'street',
  镇: 'street',
  社区: 'community',
  村: 'community',
  网格: 'grid',
  department: 'department',
  street: 'street',
  community: 'community',
  grid: 'grid',
};

const HEADS: Record<string, 'kind' | 'code' | 'name' | 'parent'> = {
  类别: 'kind',
  kind: 'kind',
  编码: 'code',
  代码: 'code',
  code: 'code',
  名称: 'name',
  name: 'name',
  上级编码: 'parent',
  上级代码: 'parent',
  parent: 'parent',
};

/** A line of a file: the unit that it is about, or what is wrong with it. */
export type FileLine =
  { readonly line: number; readonly unit: UnitLine; readonly fault: null } | { readonly line: number; readonly unit: null; readonly fault: ApiProblem };

export interface UnitsFile {
  readonly lines: readonly FileLine[];
  /** Heads of columns that say nothing of units. */
  readonly unused: readonly string[];
}

/** Reads CSV (UTF-8 or GB 18030) or the first sheet of a workbook; refuses a file whose heads are not known. */
export async function readUnitsFile(name: string, bytes: Uint8Array): Promise<UnitsFile> {
  const [head = [], ...rows] = await readTable(name, bytes);
  const columns = head.map((text) => HEADS[text.trim().toLowerCase()] ?? null);
  const unused = head.filter((text, index) => text.trim() !== '' && (columns[index] === null || columns.indexOf(columns[index] ?? null) !== index));
  const missing = (['kind', 'code', 'name'] as const).filter((wanted) => !columns.includes(wanted));
  if (missing.length > 0) throw refused('unit.heads', { file: name, missing, unused });
  return {
    lines: rows.flatMap((row, index) => (row.every((text) => text.trim() === '') ? [] : [lineOf(row, columns, name, index + 2)])),
    unused,
  };
}

function lineOf(row: readonly string[], columns: readonly (string | null)[], file: string, line: number): FileLine {
  const get = (column: string): string => (row[columns.indexOf(column)] ?? '').trim();
  const at = `${file} ${line}`;
  const faulty = (fault: ApiProblem): FileLine => ({ line, unit: null, fault });
  const kind = KINDS[get('kind').toLowerCase()];
  if (!kind) return faulty(apiProblem('unit.badKind', { at, kind: get('kind').slice(0, 20) }));
  if (!/^[0-9A-Za-z_-]{1,40}$/.test(get('code'))) return faulty(apiProblem('unit.badCode', { at, code: get('code').slice(0, 60) }));
  if (get('name') === '' || get('name').length > 200) return faulty(apiProblem('unit.badName', { at }));
  const parentCode = columns.includes('parent') && get('parent') !== '' ? get('parent') : null;
  return { line, unit: { kind, code: get('code'), name: get('name'), parentCode }, fault: null };
}

const ORDER: readonly UnitKind[] = ['department', 'street', 'community', 'grid'];
const PARENT: Record<UnitKind, UnitKind | null> = { department: null, street: null, community: 'street', grid: 'community' };

/** What would become of a line: a unit that is new, gets another name, another parent (and perhaps name), stays as it is, or cannot be taken. */
export interface PlannedUnit {
  readonly line: number;
  readonly what: 'added' | 'renamed' | 'moved' | 'unchanged' | 'faulty';
  readonly unit: UnitLine | null;
  /** The unit as it would be. */
  readonly row: OrgUnitRow | null;
  readonly before: OrgUnitRow | null;
  readonly fault: ApiProblem | null;
}

export interface UnitsPlan {
  readonly lines: readonly PlannedUnit[];
  /** Names of units by id, new ones too. */
  readonly names: ReadonlyMap<string, string>;
  /** Stands for the file and all units as they are: equal keys, equal plans. */
  readonly key: string;
}

/** What a file would do to the units of a district, by kind and code; parents first, whatever the order of the file. */
export async function planUnits(
  db: Db,
  districtId: string,
  lines: readonly FileLine[],
  { today, newId }: { readonly today: string; readonly newId: () => string },
): Promise<UnitsPlan> {
  const units = await db.selectFrom('orgUnit').selectAll().where('districtId', '=', districtId).orderBy('unitId').execute();
  const known = new Map<string, OrgUnitRow>(units.flatMap((unit) => (unit.validTo === null ? [[`${unit.kind}/${unit.code}`, unit] as const] : [])));
  const rank = ({ unit }: FileLine): number => (unit === null ? -1 : ORDER.indexOf(unit.kind));
  const planned = [...lines].sort((a, b) => rank(a) - rank(b)).map((line) => plannedUnit(line));
  return {
    lines: planned.sort((a, b) => a.line - b.line),
    names: new Map([...units, ...known.values()].map(({ unitId, name }) => [unitId, name])),
    key: contentHash(JSON.stringify([lines, units.map(({ unitId, version }) => [unitId, version])])),
  };

  function plannedUnit({ line, unit, fault }: FileLine): PlannedUnit {
    if (unit === null) return { line, what: 'faulty', unit, row: null, before: null, fault };
    const faulty = (found: ApiProblem): PlannedUnit => ({ line, what: 'faulty', unit, row: null, before: null, fault: found });
    const key = `${unit.kind}/${unit.code}`;
    const parentKind = PARENT[unit.kind];
    const parent = parentKind === null ? null : known.get(`${parentKind}/${unit.parentCode ?? ''}`);
    if (parent === undefined) return faulty(apiProblem('unit.noParent', { name: unit.name, code: unit.code, parent: unit.parentCode ?? '' }));
    const before = known.get(key) ?? null;
    const parentId = parent?.unitId ?? null;
    if (before) {
      const row = { ...before, name: unit.name, parentId };
      known.set(key, row);
      const what = before.parentId !== parentId ? 'moved' : before.name !== unit.name ? 'renamed' : 'unchanged';
      return { line, what, unit, row, before, fault: null };
    }
    const row = { districtId, unitId: newId(), kind: unit.kind, code: unit.code, name: unit.name, parentId, validFrom: today, validTo: null, version: 1 };
    const held = heldBy(row, units);
    if (held) return faulty(held);
    known.set(key, row);
    return { line, what: 'added', unit, row, before, fault: null };
  }
}

export interface UnitCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** Adds what is new, renames and moves what is known; refuses all when a line cannot be taken. */
export async function applyUnits(db: Db, { lines }: UnitsPlan): Promise<UnitCounts> {
  const count = (...kinds: readonly PlannedUnit['what'][]): number => lines.filter(({ what }) => kinds.includes(what)).length;
  const rank = ({ unit }: PlannedUnit): number => (unit === null ? -1 : ORDER.indexOf(unit.kind));
  for (const { what, row, fault } of [...lines].sort((a, b) => rank(a) - rank(b))) {
    if (fault) throw new Refused(fault);
    if (row && what === 'added') await db.insertInto('orgUnit').values(row).execute();
    if (row && (what === 'renamed' || what === 'moved'))
      await db
        .updateTable('orgUnit')
        .set({ name: row.name, parentId: row.parentId, version: row.version + 1 })
        .where('districtId', '=', row.districtId)
        .where('unitId', '=', row.unitId)
        .execute();
  }
  return { added: count('added'), changed: count('renamed', 'moved'), unchanged: count('unchanged') };
}

/** Refuses a unit in whose time another of its kind has the same code, or that would begin on the very day of one. */
export async function requireFreeCode(db: Db, unit: OrgUnitRow): Promise<void> {
  const { districtId, kind, code } = unit;
  const others = await db.selectFrom('orgUnit').selectAll().where('districtId', '=', districtId).where('kind', '=', kind).where('code', '=', code).execute();
  const held = heldBy(unit, others);
  if (held) throw new Refused(held);
}

function heldBy({ unitId, kind, code, validFrom, validTo }: OrgUnitRow, units: readonly OrgUnitRow[]): ApiProblem | null {
  const found = units.find(
    (other) =>
      other.kind === kind &&
      other.code === code &&
      other.unitId !== unitId &&
      (other.validFrom === validFrom || ((other.validTo === null || other.validTo > validFrom) && (validTo === null || other.validFrom < validTo))),
  );
  return found ? apiProblem('unit.codeHeld', { code, name: found.name, from: found.validFrom, to: found.validTo }) : null;
}
