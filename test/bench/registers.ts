// Registers: a roster of 5,000 people previewed, imported, listed and read as of a month, with the longest stall of the event loop.
// npx tsx test/bench/registers.ts
import ExcelJS from 'exceljs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDigit } from '../../engine/check/identity.ts';
import { registerRows } from '../../api/registers/rows.ts';
import { DISTRICT, publishedPlace } from '../api/server/place.ts';
import { timed } from './stall.ts';

const PEOPLE = 5000;
const dir = mkdtempSync(join(tmpdir(), 'onetable-bench-'));
const at = await publishedPlace({ database: join(dir, 'bench.db') });

async function told<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const { result, spentMs, longestStallMs } = await timed(work);
  process.stdout.write(`${what.padEnd(28)} ${String(Math.round(spentMs)).padStart(6)} ms   longest stall ${Math.round(longestStallMs)} ms\n`);
  return result;
}

async function roster(): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const page = book.addWorksheet('名册');
  page.addRow(['序号', '姓名', '性别', '身份证号码', '联系电话', '低保类别']);
  for (let order = 0; order < PEOPLE; order++) {
    const digits = `110105${1940 + (order % 60)}0101${String(Math.floor(order / 60)).padStart(3, '0')}`;
    page.addRow([order + 1, `人${order}`, order % 2 ? '男' : '女', digits + checkDigit(digits), `138${String(order).padStart(8, '0')}`, '城市低保']);
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

const file = { name: '名册.xlsx', bytes: await roster() };
const base = `/registers/${at.unit('001001')}/person`;
const where = { districtId: DISTRICT, communityId: at.unit('001001'), register: 'person' };
const read = (asOf?: string) => registerRows(at.services, at.services.store.db, where, asOf);

const { key } = await told(`preview of ${PEOPLE}`, () => at.done('community1', `POST ${base}/import/preview?month=2026-03`, { file }));
await told(`import of ${PEOPLE}`, () => at.done('community1', `POST ${base}/import?month=2026-03&key=${key}`, { file }));
await told('page of 100, masked', () => at.done('community1', `GET ${base}/rows`));
await told('duplicates', () => at.done('community1', `GET ${base}/duplicates`));
await told('all rows now', () => read());
await told('all rows as of 2026-12', () => read('2026-12'));
await told('all rows as of 2026-02', () => read('2026-02'));
await at.close();
rmSync(dir, { recursive: true });
