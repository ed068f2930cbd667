// How long the server hears nobody else while it does its heaviest single requests: a roster of 19,000 people out as a workbook, as CSV and as a
// preview, a community's year as a workbook, an audit log of 50,000 entries checked. Nothing may take the event loop for a quarter of a second: then it ends with 1.
//   tsx test/bench/stalls.ts [PEOPLE] [ENTRIES]
import ExcelJS from 'exceljs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { record } from '../../api/audit/record.ts';
import { inTransaction } from '../../api/storage/transaction.ts';
import { checkDigit } from '../../engine/check/identity.ts';
import { DISTRICT, publishedPlace } from '../api/server/place.ts';
import { timed } from './stall.ts';

const [people, entries] = [Number(process.argv[2] ?? 19_000), Number(process.argv[3] ?? 50_000)];
const LIMIT_MS = 250;
const ROUNDS = 3;
const dir = mkdtempSync(join(tmpdir(), 'onetable-bench-'));
const at = await publishedPlace({ database: join(dir, 'bench.db') });

/** Some rounds: the first one starts threads and reads forms. */
async function measure(what: string, login: string, path: string): Promise<void> {
  const rounds: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { result, spentMs, longestStallMs } = await timed(() => at.ask(login, `GET ${path}`));
    if (result.statusCode !== 200) throw new Error(`${what}: ${result.statusCode} ${result.body}`);
    if (longestStallMs > LIMIT_MS) process.exitCode = 1;
    rounds.push(`${spentMs.toFixed(0)} ms, longest stall ${longestStallMs.toFixed(0)} ms${longestStallMs > LIMIT_MS ? ' (too long)' : ''}`);
  }
  console.log(`${what.padEnd(26)} ${rounds.join(' · ')}`);
}

async function roster(): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const page = book.addWorksheet('名册');
  page.addRow(['序号', '姓名', '性别', '身份证号码', '联系电话', '低保类别', '低保对象花名册']);
  for (let order = 0; order < people; order++) {
    const digits = `110105${1940 + (order % 60)}0101${String(Math.floor(order / 60)).padStart(3, '0')}`;
    page.addRow([order + 1, `人${order}`, order % 2 ? '男' : '女', digits + checkDigit(digits), `138${String(order).padStart(8, '0')}`, '城市低保', '是']);
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

async function fill(): Promise<void> {
  const file = { name: '名册.xlsx', bytes: await roster() };
  const base = `/registers/${at.unit('001001')}/person`;
  const { key } = await at.done('community1', `POST ${base}/import/preview?month=2026-03`, { file });
  await at.done('community1', `POST ${base}/import?month=2026-03&key=${key}`, { file });
  await inTransaction(at.services.store, DISTRICT, async (db) => {
    const act = {
      at: '2026-09-15T04:00:00.000Z',
      accountId: null,
      role: null,
      act: 'section.save',
      target: 'section/x',
      outcome: 'done',
      detail: { version: 1 },
    } as const;
    for (let entry = 0; entry < entries; entry++) await record(db, DISTRICT, act);
  });
}

await fill();
const requirements = (await at.done('mz', 'GET /requirements')) as { items: { requirementId: string; code: string }[] };
const output = `/outputs/${requirements.items.find(({ code }) => code === 'mz-1')?.requirementId}/2026/district`;
console.log(`${people} people on the roster, ${entries} entries in the audit log; ${ROUNDS} rounds each`);
await measure('output as a workbook', 'mz', `${output}/workbook`);
await measure('output as CSV', 'mz', `${output}/csv`);
await measure('output as a preview', 'mz', `${output}/sheets`);
await measure('output as JSON', 'mz', output);
await measure('the year as a workbook', 'community1', `/communities/${at.unit('001001')}/years/2026/workbook`);
await measure('the audit chain checked', 'auditor', '/audit/chain');
await at.close();
rmSync(dir, { recursive: true });
