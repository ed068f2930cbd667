// A server on a store, with a small district in it: two departments, two streets, three communities, one grid, one account for every role
// and place. Time stands still until a test moves it; requests go in without a socket.
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { createServer } from '../../api/http/server.ts';
import type { Config } from '../../api/config.ts';
import { createAccount } from '../../api/people/accounts.ts';
import type { Role } from '../../api/people/roles.ts';
import { beginSession } from '../../api/people/sessions.ts';
import { createServices, timeText, type Services } from '../../api/services.ts';
import { ensureDistrict } from '../../api/start.ts';
import type { UnitKind } from '../../api/storage/schema.ts';
import { answer } from '../../api/thinking/mind.ts';
import type { Thinker } from '../../api/thinking/thinker.ts';
import type { StoreUnderTest } from './stores.ts';

export const DISTRICT = 'main';
const START = Date.parse('2026-03-01T00:00:00Z');

/** Login → role and the code of its unit. */
export const PEOPLE = {
  administrator: ['administrator', null],
  securityOfficer: ['securityOfficer', null],
  auditor: ['auditor', null],
  coordinator: ['coordinator', null],
  mz: ['department', 'mz'],
  wj: ['department', 'wj'],
  street1: ['street', '001'],
  street2: ['street', '002'],
  community1: ['community', '001001'],
  colleague1: ['community', '001001'],
  community2: ['community', '001002'],
  community3: ['community', '002001'],
  grid1: ['gridWorker', '00100101'],
} as const satisfies Record<string, readonly [Role, string | null]>;

export type Login = keyof typeof PEOPLE;

const UNITS: readonly (readonly [UnitKind, string, string, string | null])[] = [
  ['department', 'mz', '民政局', null],
  ['department', 'wj', '卫健局', null],
  ['street', '001', '望江街道', null],
  ['street', '002', '城东街道', null],
  ['community', '001001', '柳岸社区', '001'],
  ['community', '001002', '书院社区', '001'],
  ['community', '002001', '梅园社区', '002'],
  ['grid', '00100101', '柳岸社区第一网格', '001001'],
];

export interface Wish {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly file?: { readonly name: string; readonly bytes: Uint8Array };
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Rig {
  readonly server: FastifyInstance;
  readonly services: Services;
  /** Code → id. */
  readonly units: ReadonlyMap<string, string>;
  readonly unit: (code: string) => string;
  readonly accountIds: ReadonlyMap<Login, string>;
  /** Moves the clock on; whoever asks next signs in anew. */
  readonly pass: (milliseconds: number) => void;
  /** A cookie for the account, without the trouble of a password. */
  readonly cookie: (login: Login) => Promise<string>;
  /** Asks as somebody; null: as nobody. */
  readonly ask: (login: Login | null, path: string, wish?: Wish) => Promise<LightMyRequestResponse>;
  readonly close: () => Promise<void>;
}

export async function rig(under: StoreUnderTest, settings: Partial<Config> = {}): Promise<Rig> {
  const store = await under.open();
  const time = { now: START };
  const services = createServices({ ...CONFIG, ...settings }, store, directThinker(), () => time.now);
  await ensureDistrict(services, '测试区');
  const units = await addUnits(services);
  const accountIds = await addAccounts(services, units);
  const server = await createServer(services);
  const unit = (code: string): string => units.get(code) ?? code;
  const cookies = new Map<Login, Promise<string>>();
  const cookie = (login: Login): Promise<string> => {
    const known = cookies.get(login) ?? sessionOf(services, accountIds.get(login) ?? '');
    cookies.set(login, known);
    return known;
  };
  const ask = async (login: Login | null, path: string, wish: Wish = {}): Promise<LightMyRequestResponse> =>
    server.inject({
      method: wish.method ?? 'GET',
      url: `/api/v1${path}`,
      ...payloadOf(wish),
      headers: { ...payloadOf(wish).headers, ...(login === null ? {} : { cookie: await cookie(login) }), ...wish.headers },
    });
  const pass = (milliseconds: number): void => {
    time.now += milliseconds;
    cookies.clear();
  };
  const close = async (): Promise<void> => {
    await server.close();
    await store.close();
  };
  return { server, services, units, unit, accountIds, pass, cookie, ask, close };
}

export const CONFIG: Config = {
  host: '127.0.0.1',
  port: 0,
  database: ':memory:',
  dataDir: '/nonexistent',
  key: new Uint8Array(32).fill(7),
  publicUrl: '',
  trustedProxies: [],
  idleMinutes: 30,
  sessionHours: 12,
  passwordLeast: 10,
  requireTotp: false,
  uploadMebibytes: 20,
  demo: false,
  logLevel: 'silent',
  work: false,
  webhookLocal: true,
  resultDays: 7,
  auditDays: 180,
};

/** The engine in the test's own thread. */
export function directThinker(): Thinker {
  const known = new Set<string>();
  return {
    know: async (hash, name, bytes) => {
      const told = (await answer({ kind: 'know', hash, name, bytes })) as Awaited<ReturnType<Thinker['know']>>;
      if (told.usable) known.add(hash);
      return told;
    },
    knows: (hash) => known.has(hash),
    draw: (name, bytes) => answer({ kind: 'draw', name, bytes }) as ReturnType<Thinker['draw']>,
    inspect: (paper, language) => answer({ kind: 'inspect', paper, language }) as ReturnType<Thinker['inspect']>,
    draft: (pack, papers, decisions, units) => answer({ kind: 'draft', pack, papers, decisions, units }) as ReturnType<Thinker['draft']>,
    blanks: (paper, decisions, language) => answer({ kind: 'blanks', paper, decisions, language }) as ReturnType<Thinker['blanks']>,
    reach: (papers, decisions, tried, language) => answer({ kind: 'reach', papers, decisions, tried, language }) as ReturnType<Thinker['reach']>,
    compare: (before, after, decisions) => answer({ kind: 'compare', before, after, decisions }) as ReturnType<Thinker['compare']>,
    certify: (pack, papers, consolidation) => answer({ kind: 'certify', pack, papers, consolidation }) as ReturnType<Thinker['certify']>,
    close: () => Promise.resolve(),
  };
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

async function addAccounts(services: Services, units: ReadonlyMap<string, string>): Promise<Map<Login, string>> {
  const ids = new Map<Login, string>();
  for (const login of Object.keys(PEOPLE) as Login[]) {
    const [role, unit] = PEOPLE[login];
    const { accountId } = await createAccount(services.store.db, services, DISTRICT, {
      login,
      name: `${login}的人`,
      role,
      unitId: unit === null ? null : (units.get(unit) ?? null),
    });
    ids.set(login, accountId);
  }
  return ids;
}

async function sessionOf(services: Services, accountId: string): Promise<string> {
  const { db } = services.store;
  const account = await db.selectFrom('account').selectAll().where('districtId', '=', DISTRICT).where('accountId', '=', accountId).executeTakeFirstOrThrow();
  const { token } = await beginSession(db, services, account, 'full');
  return `onetable_session=${token}`;
}

const BOUNDARY = 'onetable-test-boundary';

function payloadOf({ body, file }: Wish): { payload?: string | Buffer; headers: Record<string, string> } {
  if (file) {
    const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${file.name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
    return {
      payload: Buffer.concat([Buffer.from(head), file.bytes, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]),
      headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    };
  }
  if (body === undefined) return { headers: {} };
  return { payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

/** Now, as it is stored. */
export function nowOf({ services }: Rig): string {
  return timeText(services.clock());
}
