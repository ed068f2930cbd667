// A district of 3,000 communities with 300 answers each, in SQLite on disk: how long a department waits for its district roll-up and a
// coordinator for the completeness page, and for how long the event loop hears nobody meanwhile.
//   tsx test/bench/server-rollup.ts [COMMUNITIES] [ROUNDS]
// Answers are put into the store directly; what is measured goes through the whole server, from the request to its bytes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { createWorker } from '../../api/jobs/worker.ts';
import type { Published } from '../../api/annual/published.ts';
import { contentHash } from '../../api/people/secrets.ts';
import { timeText } from '../../api/services.ts';
import { keepBlob } from '../../api/storage/blobs.ts';
import { openStore } from '../../api/storage/database.ts';
import { migrate } from '../../api/storage/migrate.ts';
import { packedOrigins } from '../../api/submissions/origins.ts';
import { questionsIn } from '../../engine/compile/index.ts';
import { DISTRICT, rig, type Login, type Rig } from '../api/rig.ts';
import { annualForm, consolidated } from '../district.ts';
import { draw } from '../draw.ts';
import { workbook } from '../forms/pack/folder.ts';

const VALUES = 300;
const STREET = 100;
const [communities, rounds] = [Number(process.argv[2] ?? 3000), Number(process.argv[3] ?? 9)];

/** 300 things that nobody derives from one another; every tenth is an amount with decimals. */
const TREES = [...'松柏梅兰竹菊荷桂桃李杏梨枫槐榆'];
const PLACES = [...'溪岭坡岗湾塘沟坝滩埠洲汀浦渡桥津峡崖麓泉'];
const THINGS = TREES.flatMap((tree) => PLACES.map((place) => `${tree}${place}`)).slice(0, VALUES);
const PICTURE = [
  '| 街道事项统计表 | ~ | ~ |',
  '| 填报单位:________ | ~ | ~ |',
  '| 指标 | 计量单位 | 数量 |',
  ...THINGS.map((thing, row) => (row % 10 === 0 ? `| ${thing}面积 | 平方米 | |` : `| ${thing}设施数 | 个 | |`)),
].join('\n');

const place = mkdtempSync(join(tmpdir(), 'onetable-bench-'));
const on = await rig({
  name: 'SQLite',
  kind: 'sqlite',
  open: async () => {
    const store = openStore(join(place, 'bench.db'));
    await migrate(store);
    return store;
  },
});
try {
  const requirementId = await publish(on);
  const spent = await fill(on);
  const size = `${communities} communities × ${VALUES} values`;
  console.log(`${size} put into the store in ${(spent / 1000).toFixed(1)} s`);
  const district = `/outputs/${requirementId}/2026/district`;
  await measure('district roll-up, JSON, every answer read anew (limit 250 ms)', 'mz', district, 'update section set version = version + 1');
  await measure(
    'district roll-up, JSON, one community in ten saved since',
    'mz',
    district,
    "update section set version = version + 1 where community_id like '%7'",
  );
  await measure('district roll-up, JSON, nothing saved since', 'mz', district);
  await measure(`street roll-up of ${STREET}, JSON`, 'mz', `/outputs/${requirementId}/2026/street-0`);
  await measure('one community, JSON', 'mz', `/outputs/${requirementId}/2026/community-0`);
  await measure('district roll-up, workbook', 'mz', `${district}/workbook`);
  await measure('completeness page (limit 100 ms)', 'coordinator', '/progress/2026');
  on.services.store.sqlite?.exec("delete from section where community_id in ('community-1', 'community-7')");
  await measure('district roll-up, two communities blank', 'mz', district);
  await measureZip(requirementId);
} finally {
  await on.close();
  rmSync(place, { recursive: true, force: true });
}

/** The form, published as it stands: what planning costs is measured elsewhere. */
async function publish({ services, unit, accountIds }: Rig): Promise<string> {
  const { db } = services.store;
  const consolidation = consolidated([{ id: 'mz-01', department: 'mz', title: '事项统计表', picture: PICTURE }]);
  const form = annualForm(consolidation);
  const now = timeText(services.clock());
  const [consolidationHash = '', formHash = '', workbookHash = ''] = [
    await keepBlob(db, DISTRICT, Buffer.from(JSON.stringify(consolidation)), now),
    await keepBlob(db, DISTRICT, Buffer.from(JSON.stringify(form)), now),
    await keepBlob(db, DISTRICT, await workbook(draw(PICTURE)), now),
  ];
  const row: Published['row'] = {
    districtId: DISTRICT,
    formVersionId: 'version-1',
    year: 2026,
    versionNo: 1,
    consolidationHash,
    formHash,
    contentHash: contentHash(consolidationHash + formHash),
    certificate: '{}',
    publishedBy: '',
    publishedAt: now,
    note: '',
    papers: '{}',
  };
  await db.insertInto('formVersion').values(row).execute();
  const requirementId = 'requirement-1';
  const account = accountIds.get('mz') ?? '';
  await db
    .insertInto('requirement')
    .values({
      districtId: DISTRICT,
      requirementId,
      code: 'mz-01',
      departmentId: unit('mz'),
      title: '事项统计表',
      frequency: 'annual',
      legalBasis: '统计法',
      validUntil: null,
      description: null,
      dueDays: 15,
      recipients: '',
      state: 'admitted',
      revisionNo: 1,
      createdBy: account,
      createdAt: now,
      updatedAt: now,
      version: 1,
      standing: null,
    })
    .execute();
  const revision = {
    districtId: DISTRICT,
    requirementId,
    revisionNo: 1,
    fileName: 'mz-01.xlsx',
    contentHash: workbookHash,
    uploadedBy: account,
    uploadedAt: now,
  };
  await db.insertInto('requirementRevision').values(revision).execute();
  return requirementId;
}

/** Communities, their answers and their approvals; gives the milliseconds. */
async function fill({ services }: Rig): Promise<number> {
  const { sqlite, db } = services.store;
  if (!sqlite) throw new Error('This bench is for SQLite.');
  const start = performance.now();
  const { formHash } = await db.selectFrom('formVersion').select('formHash').executeTakeFirstOrThrow();
  const { bytes } = await db.selectFrom('blob').select('bytes').where('hash', '=', formHash).executeTakeFirstOrThrow();
  const form = JSON.parse(Buffer.from(bytes).toString()) as Published['form'];
  const sections = form.parts.flatMap((part) => part.sections.map((section) => ({ code: section.code, questions: questionsIn(section) })));
  const asked = sections.reduce((sum, { questions }) => sum + questions.length, 0);
  console.log(`the form asks ${asked} values in ${sections.length} section(s)`);
  const unit = sqlite.prepare("insert into org_unit values (?, ?, ?, ?, ?, ?, '2026-01-01', null, 1)");
  const section = sqlite.prepare("insert into section values (?, '2026', ?, ?, 'version-1', 1, ?, ?, '', '2026-02-01T00:00:00.000Z')");
  const approved = sqlite.prepare(
    "insert into submission values (?, 2026, '2026', ?, 'approved', '2026-02-01T00:00:00.000Z', '2026-02-02T00:00:00.000Z', null, 3)",
  );
  sqlite.exec("delete from org_unit where kind in ('street', 'community', 'grid'); begin");
  for (let street = 0; street * STREET < communities; street++)
    unit.run(DISTRICT, `street-${street}`, 'street', `${1000 + street}`, `第${street + 1}街道`, null);
  for (let index = 0; index < communities; index++) {
    unit.run(DISTRICT, `community-${index}`, 'community', `${1_000_000 + index}`, `第${index + 1}社区`, `street-${Math.floor(index / STREET)}`);
    approved.run(DISTRICT, `community-${index}`);
    for (const { code, questions } of sections) {
      const answers = questions.map(({ unit }, at) =>
        unit === '平方米' ? `${(index * 7 + at) % 900}.${10 + ((index + at) % 80)}` : (index * 31 + at * 17) % 1000,
      );
      section.run(DISTRICT, `community-${index}`, code, JSON.stringify(answers), packedOrigins(questions.map(() => 't')));
    }
  }
  sqlite.exec('commit; analyze');
  return performance.now() - start;
}

/** The median over the rounds, the first left out, with what is done to the store before each; and the longest time for which the event loop heard nobody. */
async function measure(title: string, login: Login, path: string, before = ''): Promise<void> {
  const [times, processor]: [number[], number[]] = [[], []];
  let [bytes, stall]: [number, number] = [0, 0];
  const first = await timed(login, path);
  for (let round = 0; round < rounds; round++) {
    if (before !== '') on.services.store.sqlite?.exec(before);
    const one = await timed(login, path);
    times.push(one.ms);
    processor.push(one.processor);
    bytes = one.bytes;
    stall = Math.max(stall, one.stall);
  }
  const [median = 0, work = 0] = [times, processor].map((each) => sorted(each)[Math.floor(each.length / 2)]);
  const [fastest = 0] = sorted(times);
  console.log(
    `${title}: median ${median.toFixed(0)} ms (processor ${work.toFixed(0)}, fastest ${fastest.toFixed(0)}, first ${first.ms.toFixed(0)}), ${(bytes / 1024).toFixed(0)} KiB, longest stall ${stall.toFixed(0)} ms`,
  );
}

function sorted(times: readonly number[]): number[] {
  return [...times].sort((a, b) => a - b);
}

async function timed(login: Login, path: string): Promise<{ ms: number; processor: number; bytes: number; stall: number }> {
  await on.cookie(login);
  const watch = watchLoop();
  const [start, before] = [performance.now(), process.cpuUsage()];
  const reply = await on.ask(login, path);
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  if (reply.statusCode !== 200) throw new Error(`${path}: ${reply.statusCode} ${reply.body.slice(0, 300)}`);
  return { ms, processor: (user + system) / 1000, bytes: reply.rawPayload.length, stall: watch() };
}

/** Asks for a turn of the event loop again and again; gives the longest time between two. */
function watchLoop(): () => number {
  let [last, longest, isOn] = [performance.now(), 0, true];
  const turn = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (isOn) setImmediate(turn);
  };
  setImmediate(turn);
  return () => {
    isOn = false;
    return Math.max(longest, performance.now() - last);
  };
}

/** A job that makes a workbook for each community of the first streets. */
async function measureZip(requirementId: string): Promise<void> {
  const reply = await on.ask('mz', '/jobs/output-zip', { method: 'POST', body: { requirementId, period: '2026' } });
  const { jobId } = reply.json() as { jobId: string };
  const worker = createWorker(on.services, (error) => console.error(error));
  const watch = watchLoop();
  const start = performance.now();
  while (await worker.workOnce());
  const ms = performance.now() - start;
  const stall = watch();
  const zip = (await on.ask('mz', `/jobs/${jobId}/result`)).rawPayload;
  const files = Object.keys(unzipSync(zip)).length - 1;
  console.log(
    `zip of ${files} workbooks: ${(ms / 1000).toFixed(1)} s, ${(ms / files).toFixed(1)} ms each, ${(zip.length / 1024 / 1024).toFixed(1)} MiB, longest stall ${stall.toFixed(0)} ms`,
  );
}
