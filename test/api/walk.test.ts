// The walk with curl that api/README.md shows, walked as it stands: a server of the demo in a process of its own, the shell script, and the workbooks it fetched.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import ExcelJS from 'exceljs';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort } from '../port.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CURL = spawnSync('curl', ['--version']).status === 0;
if (!CURL) process.stderr.write('\n!!! THE WALK WITH CURL IS NOT TESTED: apt-get install curl !!!\n\n');

describe.skipIf(!CURL)('api/walk.sh', { timeout: 240_000 }, () => {
  const data = mkdtempSync(join(tmpdir(), 'onetable-walk-'));
  const out = join(data, 'out');
  let server: ChildProcess;
  let url = '';
  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const environment = { ...process.env, ONETABLE_DATA: data, ONETABLE_PORT: String(port), ONETABLE_LOG: 'silent', DATABASE_URL: '' };
    server = spawn(process.execPath, ['--import', 'tsx', 'api/cli.ts', 'serve', '--demo', '--empty'], { cwd: ROOT, env: environment, stdio: 'ignore' });
    await vi.waitUntil(() => isReady(url), { timeout: 120_000, interval: 200 });
  }, 130_000);
  afterAll(() => {
    server.kill('SIGKILL');
    rmSync(data, { recursive: true, force: true });
  });

  it('goes from blank forms to the departments’ own workbooks', async () => {
    const walked = spawnSync('sh', ['api/walk.sh', url, out], { cwd: ROOT, encoding: 'utf8' });
    expect(walked.stderr).toBe('');
    expect(walked.status).toBe(0);
    expect(walked.stdout).toContain('还有 44 处要处理才能上报');
    expect(walked.stdout).toContain('比上期多一倍');
    const filled = await cellsOf(join(out, 'mz-柳岸社区.xlsx'), ['B5', 'C5', 'D5', 'E5', 'F5', 'B7', 'E7']);
    // 46 = 31 aged 18—59 (成年人), 6 younger and 9 older; 17 are women, so 29 are men: derived, nobody was asked for either.
    expect(filled).toEqual([46, 29, 17, 9, 6, 5, 4]);
    expect(await cellsOf(join(out, 'mz-书院社区.xlsx'), ['B5', 'C5'])).toEqual([28, 17]);
    expect(readFileSync(join(out, 'wj-柳岸社区.csv'), 'utf8')).toMatch(/上门巡诊,人次,480/u);
    expect(walked.stdout).toContain('onetable-state: provisional');
  });

  it('says in the server’s words where it cannot go on', () => {
    const again = spawnSync('sh', ['api/walk.sh', url, out], { cwd: ROOT, encoding: 'utf8' });
    expect(again.status).not.toBe(0);
    expect(again.stderr).toContain('mz-walk');
    expect(again.stderr).toContain('"status":409');
  });
});

async function cellsOf(file: string, cells: readonly string[]): Promise<unknown[]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  return cells.map((cell) => book.worksheets[0]?.getCell(cell).value);
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}
