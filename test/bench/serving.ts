// A server process for the bench and the fault tests: the real server on a real file, with one community, its form of as many questions as
// asked for, and its session printed for the client. Not a test.
//   tsx test/bench/serving.ts DATABASE PORT QUESTIONS [COMMUNITIES]
import Fastify from 'fastify';
import { createServer } from '../../api/http/server.ts';
import { createAccount } from '../../api/people/accounts.ts';
import { contentHash } from '../../api/people/secrets.ts';
import { beginSession } from '../../api/people/sessions.ts';
import { createServices, timeText, type Services } from '../../api/services.ts';
import { ensureDistrict } from '../../api/start.ts';
import { keepBlob } from '../../api/storage/blobs.ts';
import { openStore } from '../../api/storage/database.ts';
import { migrate } from '../../api/storage/migrate.ts';
import { createThinker } from '../../api/thinking/thinker.ts';
import { CONFIG } from '../api/rig.ts';

const [database = ':memory:', port = '0', questions = '300', communities = '1'] = process.argv.slice(2);

/** What the client is told, as one line of JSON. */
export interface Ready {
  readonly url: string;
  /** A handler that only parses and answers, on the same library. */
  readonly bareUrl: string;
  readonly formVersionId: string;
  readonly section: string;
  readonly items: readonly string[];
  readonly places: readonly { readonly communityId: string; readonly cookie: string }[];
}

async function start(): Promise<void> {
  const store = openStore(database);
  await migrate(store);
  const services = createServices({ ...CONFIG, database, idleMinutes: 1440 }, store, createThinker());

  const districtId = await ensureDistrict(services, '测试区');
  const section = 'people';
  const items = Array.from({ length: Number(questions) }, (_, index) => `item-${index}`);
  const formVersionId = await formOf(services, districtId, section, items);
  const places = [];
  for (let index = 0; index < Number(communities); index++) places.push(await placeOf(services, districtId, index));
  const server = await createServer(services);
  const url = await server.listen({ host: '127.0.0.1', port: Number(port) });
  const bare = Fastify();
  bare.put('/echo', (request, reply) => reply.send({ version: 1, changed: (request.body as { baseVersion: number }).baseVersion, hints: [] }));
  bare.post('/cpu', () => process.cpuUsage());
  const bareUrl = await bare.listen({ host: '127.0.0.1', port: 0 });
  process.stdout.write(`${JSON.stringify({ url, bareUrl, formVersionId, section, items, places } satisfies Ready)}\n`);
}

/** The form that is there, or a new one: one annual section of whole numbers. */
async function formOf({ store, newId, clock }: Services, districtId: string, section: string, items: readonly string[]): Promise<string> {
  const known = await store.db.selectFrom('formVersion').select('formVersionId').where('districtId', '=', districtId).executeTakeFirst();
  if (known) return known.formVersionId;
  const now = timeText(clock());
  const asked = items.map((item) => ({
    item,
    code: item.replace('-', '_'),
    title: item,
    words: item,
    unit: '人',
    factor: '1',
    answers: 'count',
    choices: null,
    period: '期末',
    definitions: [],
    neededBy: [],
    sources: [],
  }));
  const form = {
    title: '一张表',
    district: '测试区',
    year: 2026,
    parts: [{ frequency: 'annual', title: '年报', sections: [{ code: section, title: '人口', blocks: [{ kind: 'list', heading: '', questions: asked }] }] }],
    registers: [],
    checks: [],
  };
  const formHash = await keepBlob(store.db, districtId, Buffer.from(JSON.stringify(form)), now);
  const consolidationHash = await keepBlob(store.db, districtId, Buffer.from('{"items":[],"registers":[],"counts":[]}'), now);
  const formVersionId = newId();
  const hashes = { consolidationHash, formHash, contentHash: contentHash(consolidationHash + formHash) };
  await store.db
    .insertInto('formVersion')
    .values({ districtId, formVersionId, year: 2026, versionNo: 1, ...hashes, certificate: '{}', publishedBy: '', publishedAt: now, note: '', papers: '{}' })
    .execute();
  return formVersionId;
}

async function placeOf(services: Services, districtId: string, index: number): Promise<{ communityId: string; cookie: string }> {
  const { store, newId } = services;
  const login = `community${index}`;
  const known = await store.db.selectFrom('account').selectAll().where('districtId', '=', districtId).where('login', '=', login).executeTakeFirst();
  const communityId = known?.unitId ?? newId();
  if (!known) {
    const unit = {
      districtId,
      unitId: communityId,
      kind: 'community' as const,
      code: String(index),
      name: login,
      parentId: null,
      validFrom: '2026-01-01',
      validTo: null,
      version: 1,
    };
    await store.db.insertInto('orgUnit').values(unit).execute();
  }
  const account = known ?? (await createAccount(store.db, services, districtId, { login, name: login, role: 'community', unitId: communityId }));
  const { token } = await beginSession(store.db, services, account, 'full');
  return { communityId, cookie: `onetable_session=${token}` };
}

await start();
