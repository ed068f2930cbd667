// The org tree: departments beside the district's streets, communities and grids, each valid for a time.
import Type from 'typebox';
import { dayIn } from '../calendar/workdays.ts';
import type { UploadedFile } from '../http/asked.ts';
import { pageAsked, pageFrom } from '../http/page.ts';
import { closed, Day, Id, Line, oneOf, operation, orNull, type ActorContext, pageOf, PageQuery } from '../http/operation.ts';
import { ROLES } from '../people/roles.ts';
import { inWords, refused } from '../problem.ts';
import { applyUnits, planUnits, readUnitsFile, requireFreeCode, type UnitsFile } from '../people/units.ts';
import type { OrgUnitRow } from '../storage/schema.ts';

const Kind = oneOf(['department', 'street', 'community', 'grid']);
const Code = Type.String({ pattern: '^[0-9A-Za-z_-]{1,40}$' });

const Unit = closed({
  unitId: Id,
  kind: Kind,
  code: Code,
  name: Line,
  parentId: orNull(Id),
  validFrom: Day,
  validTo: orNull(Day),
  version: Type.Integer(),
});

export const listUnits = operation({
  id: 'unit.list',
  method: 'GET',
  path: '/units',
  zh: '机构列表',
  en: 'Org units',
  who: ROLES,
  query: closed({ ...PageQuery, kind: Type.Optional(Kind), parent: Type.Optional(Id), on: Type.Optional(Day) }),
  reply: pageOf(Unit),
  run: async ({ db, actor, now }, { query }) => {
    const on = query.on ?? dayIn(now);
    const { limit, unseen } = pageAsked(query, { columns: ['kind', 'code', 'unitId'], way: 'up' });
    let units = db
      .selectFrom('orgUnit')
      .selectAll()
      .where('districtId', '=', actor.districtId)
      .where(unseen)
      .where('validFrom', '<=', on)
      .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>', on)]));
    if (query.kind !== undefined) units = units.where('kind', '=', query.kind);
    if (query.parent !== undefined) units = units.where('parentId', '=', query.parent);
    const found = await units
      .orderBy('kind')
      .orderBy('code')
      .orderBy('unitId')
      .limit(limit + 1)
      .execute();
    const { lines, next } = pageFrom(found, limit, ({ kind, code, unitId }) => [kind, code, unitId]);
    return { items: lines.map(shown), next };
  },
});

function shown({ unitId, kind, code, name, parentId, validFrom, validTo, version }: OrgUnitRow) {
  return { unitId, kind, code, name, parentId, validFrom, validTo, version };
}

export const createUnit = operation({
  id: 'unit.create',
  method: 'POST',
  path: '/units',
  zh: '新增机构',
  en: 'Add an org unit',
  who: ['administrator'],
  body: closed({ kind: Kind, code: Code, name: Line, parentId: Type.Optional(Id), validFrom: Type.Optional(Day) }),
  reply: Unit,
  status: 201,
  run: async (context, { body }) => {
    const { db, actor, now, newId, about } = context;
    const parentId = body.parentId ?? null;
    await requireParent(context, body.kind, parentId);
    const unit: OrgUnitRow = {
      districtId: actor.districtId,
      unitId: newId(),
      kind: body.kind,
      code: body.code,
      name: body.name,
      parentId,
      validFrom: body.validFrom ?? dayIn(now),
      validTo: null,
      version: 1,
    };
    await requireFreeCode(db, unit);
    await db.insertInto('orgUnit').values(unit).execute();
    about(`unit/${unit.unitId}`, { code: unit.code });
    return shown(unit);
  },
});

const PARENT: Record<OrgUnitRow['kind'], 'street' | 'community' | null> = { department: null, street: null, community: 'street', grid: 'community' };

async function requireParent({ db, actor }: ActorContext, kind: OrgUnitRow['kind'], parentId: string | null): Promise<void> {
  const wanted = PARENT[kind];
  if (wanted === null) {
    if (parentId !== null) throw refused('unit.takesNoParent', {});
    return;
  }
  const parent =
    parentId === null
      ? undefined
      : await db.selectFrom('orgUnit').select('kind').where('districtId', '=', actor.districtId).where('unitId', '=', parentId).executeTakeFirst();
  if (parent?.kind !== wanted) throw refused('unit.needsParent', { parent: wanted });
}

export const changeUnit = operation({
  id: 'unit.change',
  method: 'PATCH',
  path: '/units/:unitId',
  zh: '修改机构(改名、停用)',
  en: 'Rename an org unit or end it',
  who: ['administrator'],
  params: closed({ unitId: Id }),
  body: closed({ name: Type.Optional(Line), validTo: Type.Optional(orNull(Day)) }),
  reply: Unit,
  run: async ({ db, actor, ifMatch, about }, { params, body }) => {
    const unit = await db.selectFrom('orgUnit').selectAll().where('districtId', '=', actor.districtId).where('unitId', '=', params.unitId).executeTakeFirst();
    if (!unit) throw refused('request.notFound', { what: '机构 / unit' });
    ifMatch(unit.version, unit.name);
    const changed = { name: body.name ?? unit.name, validTo: body.validTo === undefined ? unit.validTo : body.validTo, version: unit.version + 1 };
    if (changed.validTo !== null && changed.validTo < unit.validFrom) throw refused('unit.endsTooEarly', { from: unit.validFrom });
    if (body.validTo !== undefined) await requireFreeCode(db, { ...unit, ...changed });
    await db.updateTable('orgUnit').set(changed).where('districtId', '=', actor.districtId).where('unitId', '=', unit.unitId).execute();
    about(`unit/${unit.unitId}`, body);
    return shown({ ...unit, ...changed });
  },
});

const MOST_SHOWN = 500;
const PLANNED = ['added', 'renamed', 'moved', 'unchanged', 'faulty'] as const;
const Place = closed({ name: Type.String(), parent: orNull(Type.String()) });

function unitsIn(_context: ActorContext, { file }: { readonly file: UploadedFile | null }): Promise<UnitsFile> {
  if (!file) throw refused('upload.noFile', {});
  return readUnitsFile(file.name, file.bytes);
}

export const previewOrg = operation({
  id: 'unit.previewImport',
  method: 'POST',
  path: '/units/import/preview',
  zh: '试导入机构:每一行会新增、改名、改上级,还是不能导入',
  en: 'Try an import of org units: what would be added, renamed, moved or refused',
  who: ['administrator'],
  upload: true,
  pure: true,
  reply: closed({
    /** Give it back when importing. */
    key: Type.String(),
    counts: closed({ added: Type.Integer(), renamed: Type.Integer(), moved: Type.Integer(), unchanged: Type.Integer(), faulty: Type.Integer() }),
    /** Heads of columns that are not used. */
    unused: Type.Array(Type.String()),
    /** Lines that change something or cannot be taken, as they come in the file; of many, rather those that cannot be taken. */
    lines: Type.Array(
      closed({
        line: Type.Integer(),
        what: oneOf(PLANNED),
        kind: orNull(Kind),
        code: Type.String(),
        before: orNull(Place),
        after: orNull(Place),
        fault: Type.String(),
      }),
    ),
  }),
  prepare: unitsIn,
  run: async ({ db, actor, now, newId, language }, _input, read) => {
    const { lines, names, key } = await planUnits(db, actor.districtId, read.lines, { today: dayIn(now), newId });
    const placeOf = (unit: OrgUnitRow | null) => unit && { name: unit.name, parent: unit.parentId === null ? null : (names.get(unit.parentId) ?? null) };
    const count = (wanted: (typeof PLANNED)[number]): number => lines.filter(({ what }) => what === wanted).length;
    const gravest = lines.filter(({ what }) => what !== 'unchanged').toSorted((a, b) => Number(b.what === 'faulty') - Number(a.what === 'faulty'));
    const told = gravest.slice(0, MOST_SHOWN).sort((a, b) => a.line - b.line);
    return {
      key,
      counts: { added: count('added'), renamed: count('renamed'), moved: count('moved'), unchanged: count('unchanged'), faulty: count('faulty') },
      unused: [...read.unused],
      lines: told.map(({ line, what, unit, before, row, fault }) => ({
        line,
        what,
        kind: unit?.kind ?? null,
        code: unit?.code ?? '',
        before: placeOf(before),
        after: placeOf(row),
        fault: fault ? inWords(fault, language) : '',
      })),
    };
  },
});

export const importOrg = operation({
  id: 'unit.import',
  method: 'POST',
  path: '/units/import',
  zh: '导入机构(CSV 或 Excel:类别、编码、名称、上级编码;须带试导入得到的 key,全部成功或全部不动)',
  en: 'Import the org units that were previewed (CSV or Excel: kind, code, name, parent code), as one act',
  who: ['administrator'],
  query: closed({ key: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
  upload: true,
  reply: closed({ added: Type.Integer(), changed: Type.Integer(), unchanged: Type.Integer() }),
  prepare: unitsIn,
  run: async ({ db, actor, now, newId, about }, { query }, { lines }) => {
    const plan = await planUnits(db, actor.districtId, lines, { today: dayIn(now), newId });
    if (plan.key !== query.key) throw refused('state.changed', { what: '机构 / org units' });
    const result = await applyUnits(db, plan);
    about('unit', { ...result });
    return { ...result };
  },
});
