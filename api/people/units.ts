// Org units from a file: lines of kind, code, name and the parent's code, in any order. Units that are there keep their id and get the new name.
import { refused } from '../problem.ts';
import type { Db } from '../storage/database.ts';
import type { OrgUnitRow, UnitKind } from '../storage/schema.ts';
import { readTable } from '../table.ts';

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

/** Reads CSV (UTF-8 or GB 18030) or the first sheet of a workbook; refuses with the line that is wrong. */
export async function readUnitsFile(name: string, bytes: Uint8Array): Promise<readonly UnitLine[]> {
  const [head = [], ...rows] = await readTable(name, bytes);
  const columns = head.map((text) => HEADS[text.trim().toLowerCase()] ?? null);
  for (const wanted of ['kind', 'code', 'name'] as const)
    if (!columns.includes(wanted))
      throw refused('request.invalid', { at: name, why: '第一行应有“类别、编码、名称、上级编码” / the first line must have kind, code, name, parent' });
  return rows.flatMap((row, index) => (row.every((text) => text.trim() === '') ? [] : [lineOf(row, columns, `${name} ${index + 2}`)]));
}

function lineOf(row: readonly string[], columns: readonly (string | null)[], at: string): UnitLine {
  const get = (column: string): string => (row[columns.indexOf(column)] ?? '').trim();
  const kind = KINDS[get('kind').toLowerCase()];
  if (!kind) throw refused('request.invalid', { at, why: `类别“${get('kind').slice(0, 20)}”应为部门、街道、社区或网格 / unknown kind` });
  if (!/^[0-9A-Za-z_-]{1,40}$/.test(get('code'))) throw refused('request.invalid', { at, why: '编码应为 1–40 位字母、数字 / code: 1–40 letters or digits' });
  if (get('name') === '' || get('name').length > 200) throw refused('request.invalid', { at, why: '名称不能为空 / name missing' });
  return { kind, code: get('code'), name: get('name'), parentCode: columns.includes('parent') && get('parent') !== '' ? get('parent') : null };
}

const ORDER: readonly UnitKind[] = ['department', 'street', 'community', 'grid'];
const PARENT: Record<UnitKind, UnitKind | null> = { department: null, street: null, community: 'street', grid: 'community' };

/** Adds what is new and renames what is known, by kind and code. */
export async function importUnits(
  db: Db,
  districtId: string,
  lines: readonly UnitLine[],
  { today, newId }: { readonly today: string; readonly newId: () => string },
): Promise<{ added: number; changed: number; unchanged: number }> {
  const known = new Map<string, OrgUnitRow>();
  for (const unit of await db.selectFrom('orgUnit').selectAll().where('districtId', '=', districtId).where('validTo', 'is', null).execute())
    known.set(`${unit.kind}/${unit.code}`, unit);
  const result = { added: 0, changed: 0, unchanged: 0 };
  for (const line of [...lines].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))) {
    const parentKind = PARENT[line.kind];
    const parent = parentKind === null ? null : known.get(`${parentKind}/${line.parentCode ?? ''}`);
    if (parent === undefined)
      throw refused('request.invalid', { at: `${line.name}(${line.code})`, why: `上级编码“${line.parentCode ?? ''}”不存在 / no such parent` });
    const there = known.get(`${line.kind}/${line.code}`);
    const parentId = parent?.unitId ?? null;
    if (!there) {
      const unit: OrgUnitRow = {
        districtId,
        unitId: newId(),
        kind: line.kind,
        code: line.code,
        name: line.name,
        parentId,
        validFrom: today,
        validTo: null,
        version: 1,
      };
      await requireFreeCode(db, unit);
      await db.insertInto('orgUnit').values(unit).execute();
      known.set(`${line.kind}/${line.code}`, unit);
      result.added++;
    } else if (there.name !== line.name || there.parentId !== parentId) {
      await db
        .updateTable('orgUnit')
        .set({ name: line.name, parentId, version: there.version + 1 })
        .where('districtId', '=', districtId)
        .where('unitId', '=', there.unitId)
        .execute();
      result.changed++;
    } else result.unchanged++;
  }
  return result;
}

/** Refuses a unit in whose time another of its kind has the same code, or that would begin on the very day of one. */
export async function requireFreeCode(db: Db, { districtId, unitId, kind, code, validFrom, validTo }: OrgUnitRow): Promise<void> {
  const others = await db
    .selectFrom('orgUnit')
    .select(['name', 'validFrom', 'validTo'])
    .where('districtId', '=', districtId)
    .where('kind', '=', kind)
    .where('code', '=', code)
    .where('unitId', '!=', unitId)
    .execute();
  const found = others.find(
    (other) => other.validFrom === validFrom || ((other.validTo === null || other.validTo > validFrom) && (validTo === null || other.validFrom < validTo)),
  );
  if (found) throw refused('unit.codeHeld', { code, name: found.name, from: found.validFrom, to: found.validTo });
}
