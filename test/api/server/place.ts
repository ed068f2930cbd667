// A small district behind a server that answers without a socket: two departments with a form each, two streets, three communities with a
// grid, one account for every role. The annual form is published by the same requests that a person makes.
import ExcelJS from 'exceljs';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { createServer } from '../../../api/http/server.ts';
import { readConfig, type Config } from '../../../api/config.ts';
import { createAccount } from '../../../api/people/accounts.ts';
import type { Role } from '../../../api/people/roles.ts';
import { beginSession } from '../../../api/people/sessions.ts';
import { createServices, type Services } from '../../../api/services.ts';
import { ensureDistrict } from '../../../api/start.ts';
import { openStore } from '../../../api/storage/database.ts';
import { migrate } from '../../../api/storage/migrate.ts';
import type { UnitKind } from '../../../api/storage/schema.ts';
import { answer } from '../../../api/thinking/mind.ts';
import type { Thinker } from '../../../api/thinking/thinker.ts';
import { draw } from '../../draw.ts';

export const DISTRICT = 'main';

/** A reply as a test looks into it. */
export type Json = ReturnType<typeof JSON.parse>;

const PEOPLE: Readonly<Record<string, readonly [Role, string | null]>> = {
  admin: ['administrator', null],
  security: ['securityOfficer', null],
  auditor: ['auditor', null],
  coordinator: ['coordinator', null],
  mz: ['department', 'mz'],
  ga: ['department', 'ga'],
  street1: ['street', '001'],
  street2: ['street', '002'],
  community1: ['community', '001001'],
  community2: ['community', '001002'],
  community3: ['community', '002001'],
  grid1: ['gridWorker', '00100101'],
  grid2: ['gridWorker', '00100102'],
};

const UNITS: readonly (readonly [UnitKind, string, string, string | null])[] = [
  ['department', 'mz', '民政局', null],
  ['department', 'ga', '公安局', null],
  ['street', '001', '望江街道', null],
  ['street', '002', '城东街道', null],
  ['community', '001001', '柳岸社区', '001'],
  ['community', '001002', '书院社区', '001'],
  ['community', '002001', '梅园社区', '002'],
  ['grid', '00100101', '第一网格', '001001'],
  ['grid', '00100102', '第二网格', '001001'],
];

export interface Wish {
  readonly body?: unknown;
  readonly file?: { readonly name: string; readonly bytes: Uint8Array };
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Place {
  readonly server: FastifyInstance;
  readonly services: Services;
  /** Code → id. */
  readonly unit: (code: string) => string;
  /** "POST /units" as somebody; null: as nobody. */
  readonly ask: (login: string | null, what: string, wish?: Wish) => Promise<LightMyRequestResponse>;
  /** The same, when it must go well: the parsed reply. */
  readonly done: (login: string, what: string, wish?: Wish) => Promise<Json>;
  readonly close: () => Promise<void>;
}

/** An empty district; `config` over the defaults. */
export async function place(config: Partial<Config> = {}, start = '2026-09-15T04:00:00Z'): Promise<Place> {
  const store = openStore(config.database ?? ':memory:');
  await migrate(store);
  const settings = readConfig({}, { dataDir: '/nonexistent', key: new Uint8Array(32).fill(7), requireTotp: false, logLevel: 'silent', work: false, ...config });
  const services = createServices(settings, store, directThinker(), () => Date.parse(start));
  await ensureDistrict(services, '测试区');
  const units = await addUnits(services);
  const accounts = new Map<string, string>();
  for (const [login, [role, unit]] of Object.entries(PEOPLE)) {
    const unitId = unit === null ? null : (units.get(unit) ?? null);
    accounts.set(login, (await createAccount(store.db, services, DISTRICT, { login, name: `${login}的人`, role, unitId })).accountId);
  }
  const server = await createServer(services);
  const cookies = new Map<string, string>();
  const ask = async (login: string | null, what: string, wish: Wish = {}): Promise<LightMyRequestResponse> => {
    if (login !== null && !cookies.has(login)) cookies.set(login, await cookieOf(services, accounts.get(login) ?? ''));
    const [method = 'GET', path = ''] = what.split(' ');
    const { payload, headers } = payloadOf(wish);
    const cookie = login === null ? {} : { cookie: cookies.get(login) ?? '' };
    const url = path.startsWith('//') ? path.slice(1) : `/api/v1${path}`;
    return server.inject({ method: method as 'GET', url, ...(payload === undefined ? {} : { payload }), headers: { ...headers, ...cookie, ...wish.headers } });
  };
  const done = async (login: string, what: string, wish: Wish = {}): Promise<Json> => {
    const reply = await ask(login, what, wish);
    if (reply.statusCode >= 300) throw new Error(`${what} as ${login}: ${reply.statusCode} ${reply.body}`);
    return reply.json();
  };
  const close = async (): Promise<void> => {
    await server.close();
    await store.close();
  };
  return { server, services, unit: (code) => units.get(code) ?? code, ask, done, close };
}

async function addUnits({ store, newId }: Services): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const [kind, code, name, parent] of UNITS) {
    const unitId = newId();
    ids.set(code, unitId);
    const parentId = parent === null ? null : (ids.get(parent) ?? null);
    await store.db
      .insertInto('orgUnit')
      .values({ districtId: DISTRICT, unitId, kind, code, name, parentId, validFrom: '2026-01-01', validTo: null, version: 1 })
      .execute();
  }
  return ids;
}

async function cookieOf(services: Services, accountId: string): Promise<string> {
  const { db } = services.store;
  const account = await db.selectFrom('account').selectAll().where('accountId', '=', accountId).executeTakeFirstOrThrow();
  return `onetable_session=${(await beginSession(db, services, account, 'full')).token}`;
}

const BOUNDARY = 'onetable-test-boundary';

function payloadOf({ body, file }: Wish): { payload?: string | Buffer; headers: Record<string, string> } {
  if (file) {
    const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${file.name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
    const payload = Buffer.concat([Buffer.from(head), file.bytes, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
    return { payload, headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` } };
  }
  return body === undefined ? { headers: {} } : { payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

/** The engine in the test's own thread. */
function directThinker(): Thinker {
  const known = new Set<string>();
  const ask = answer as (question: unknown) => Promise<Json>;
  return {
    know: async (hash, name, bytes) => {
      const told = await ask({ kind: 'know', hash, name, bytes });
      if (told.usable) known.add(hash);
      return told;
    },
    knows: (hash) => known.has(hash),
    draw: (name, bytes) => ask({ kind: 'draw', name, bytes }),
    inspect: (paper, language) => ask({ kind: 'inspect', paper, language }),
    draft: (pack, papers, decisions) => ask({ kind: 'draft', pack, papers, decisions }),
    blanks: (paper, decisions, language) => ask({ kind: 'blanks', paper, decisions, language }),
    reach: (papers, decisions, tried, language) => ask({ kind: 'reach', papers, decisions, tried, language }),
    compare: (before, after, decisions) => ask({ kind: 'compare', before, after, decisions }),
    certify: (pack, papers, consolidation) => ask({ kind: 'certify', pack, papers, consolidation }),
    close: () => Promise.resolve(),
  };
}

/** A drawing as the bytes of a workbook. */
export async function workbook(...pictures: readonly string[]): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  for (const [index, picture] of pictures.entries()) {
    const sheet = draw(picture);
    const page = book.addWorksheet(`表${index + 1}`);
    for (const { row, column, value, style } of sheet.cells) {
      const cell = page.getCell(row, column);
      cell.value = value;
      const line = { style: 'thin' } as const;
      if (style.bordered) cell.border = { top: line, bottom: line, left: line, right: line };
    }
    for (const { top, left, bottom, right } of sheet.merges) page.mergeCells(top, left, bottom, right);
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

export const POPULATION = `
| 人口基本情况表 | ~ | ~ |
| 指标 | 计量单位 | 数量 |
| 常住人口 | 人 | |
| 其中:女 | 人 | |
| 60周岁及以上常住人口 | 人 | |
| 社区办公用房面积 | 平方米 | |`;

export const ROSTER = `
| 低保对象花名册 | ~ | ~ | ~ | ~ | ~ | ~ |
| 序号 | 姓名 | 性别 | 身份证号码 | 联系电话 | 低保类别 | 备注 |
| | | | | | | |
| | | | | | | |
| | | | | | | |`;

/** Registers a form and has it admitted. */
export async function admit({ done }: Place, login: string, code: string, bytes: Uint8Array, frequency = 'annual'): Promise<string> {
  const { requirementId } = await done(login, 'POST /requirements', { body: { code, title: code, frequency, legalBasis: '统计法' } });
  await done(login, `PUT /requirements/${requirementId}/workbook`, { file: { name: `${code}.xlsx`, bytes } });
  await done(login, `POST /requirements/${requirementId}/submit`, { body: {} });
  await done('coordinator', `POST /requirements/${requirementId}/admit`, { body: {} });
  return requirementId;
}

/** A district with both forms published for 2026. */
export async function publishedPlace(config: Partial<Config> = {}): Promise<Place> {
  const made = await place(config);
  await admit(made, 'ga', 'ga-1', await workbook(POPULATION));
  await admit(made, 'mz', 'mz-1', await workbook(ROSTER));
  await made.done('coordinator', 'POST /forms/2026/versions', { body: {} });
  return made;
}
