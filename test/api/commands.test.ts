// The commands as a person runs them: exit codes, help, and the whole way through the sample district.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'onetable-'));
const FORM = join(root, 'forms/samples/linjiang/forms/mz-03-老年人口基本情况统计表.xlsx');

afterAll(() => rmSync(out, { recursive: true }));

function onetable(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['--import', 'tsx', 'api/cli.ts', ...args], { cwd: root, encoding: 'utf8' });
}

describe('onetable', () => {
  it('has help for every command', () => {
    const { stdout } = onetable('--help');
    const names = [...stdout.matchAll(/^ {2}([a-z]+) /gmu)].map(([, name = '']) => name).filter((name) => name !== 'help');
    expect(names).toEqual(expect.arrayContaining(['consolidate', 'generate', 'inspect', 'explain', 'certify', 'types', 'report', 'demo']));
    for (const name of names) expect(onetable(name, '--help').status).toBe(0);
  });

  it('ends with 2 and says why when a file is not there or is no workbook', () => {
    const missing = onetable('inspect', join(out, 'nothing.xlsx'));
    expect(missing.status).toBe(2);
    expect(missing.stderr).toContain('nothing.xlsx');
    expect(onetable('inspect', join(root, 'package.json')).status).toBe(2);
    expect(onetable('explain', 'forms/samples/linjiang', 'mz-03!C13', 'mz-03!ZZ9').status).toBe(2);
    expect(onetable('report').status).toBe(2);
  });

  it('inspects a form', () => {
    expect(onetable('inspect', FORM).stdout).toContain('60—69周岁 › 户籍老年人 › 男 [人]');
    const meaning = JSON.parse(onetable('inspect', FORM, '--json').stdout);
    expect(meaning.fields).toHaveLength(54);
  });

  it('explains two fields as data', () => {
    const explained = JSON.parse(onetable('explain', 'forms/samples/linjiang', 'mz-03!C13', 'mz-03!D13', '--json').stdout);
    expect(explained).toMatchObject({ verdict: 'DIFFERENT', relation: 'complement' });
  });

  it('does not choose among sheets that have the same cell', () => {
    const unclear = onetable('explain', 'forms/samples/binhai', 'sj-01!C2', 'sj-01|POP|C3');
    expect(unclear.status).toBe(2);
    for (const key of ['sj-01|POP|C2', 'sj-01|HOUSE|C2']) expect(unclear.stderr).toContain(key);
  });

  it('goes the whole way with the sample district', () => {
    const demo = onetable('demo', '--out', out, '--lang', 'en');
    expect(demo.status).toBe(0);
    expect(demo.stdout).toMatch(/Least possible +\d+ values/u);
    for (const name of [
      'report.html',
      'consolidation.json',
      'annual-form/annual-form.html',
      'annual-form/annual-form.xlsx',
      'forms/mz-02/330199001001/2026-12.xlsx',
    ])
      expect(existsSync(join(out, name))).toBe(true);
  });
});

describe('generate', () => {
  const pack = join(out, 'pack');
  const at = (name: string): string => join(out, name);
  const generate = (values: object, ...more: string[]): ReturnType<typeof onetable> => {
    writeFileSync(at('values.json'), JSON.stringify({ communities: [values] }));
    return onetable('generate', pack, '--consolidation', at('c.json'), '--values', at('values.json'), '--out', at('filled'), ...more);
  };
  let items: Record<string, Record<string, unknown>>;

  beforeAll(() => {
    cpSync(join(root, 'forms/samples/linjiang/forms/wj-01-人口与家庭发展基本情况表.xlsx'), join(pack, 'form.xlsx'));
    const requirements = [{ id: 'wj-01', department: 'wj', title: '计划生育服务', file: 'form.xlsx', frequency: 'annual' }];
    writeFileSync(
      join(pack, 'pack.json'),
      JSON.stringify({ name: '试', district: '试', year: 2026, departments: [{ id: 'wj', name: '卫健局' }], requirements }),
    );
    onetable('consolidate', pack, '--out', at('c.json'));
    const asked: { id: string }[] = JSON.parse(readFileSync(at('c.json'), 'utf8')).items;
    items = Object.fromEntries(asked.map(({ id }) => [id, { '2026': 0 }]));
  });

  it('ends with 0 when all is well, and says how many checks there were', () => {
    const { status, stdout } = generate({ code: '1', name: '甲社区', items });
    expect(stdout).toMatch(/1 个社区,1 份表;0 处需要留意\n每个社区审核 A \d+ 次/u);
    expect(status).toBe(0);
    expect(generate({ code: '1', name: '甲社区', items: {} }, '--strict').status).toBe(1);
  });

  it('a refused value leaves the rest to be written, every problem is listed as data, and --strict ends with 1', () => {
    const [refused = ''] = Object.keys(items);
    const answers = { code: '1', name: '甲社区', items: { ...items, [refused]: { '2026': '约100' } } };
    const { status, stdout } = generate(answers, '--json');
    expect(status).toBe(0);
    expect(generate(answers, '--strict').status).toBe(1);
    const { files, checks, problems } = JSON.parse(stdout);
    expect(files).toBe(1);
    expect(existsSync(at('filled/wj-01/1/2026.xlsx'))).toBe(true);
    expect(checks[0]).toMatchObject({ code: '1', checks: { A: { fails: 0 } } });
    expect(problems[0]).toMatchObject({
      code: 'value.approximate',
      severity: 'error',
      origin: { community: '甲社区', period: '2026', department: '卫健局', file: 'form.xlsx' },
      words: expect.stringContaining('约100'),
    });
  });

  it('tells a check of severity A that fails, ends with 1 if --strict, and with 2 when there is nothing to work on', () => {
    const wrong = Object.fromEntries(Object.keys(items).map((id, index) => [id, { '2026': 10 * (index % 3) }]));
    const { status, stderr, stdout } = generate({ code: '1', name: '甲社区', items: wrong }, '--lang', 'en', '--strict');
    expect(stderr).toMatch(/✗ \[甲社区 2026 卫健局·form\.xlsx .+\] Check \(A\) fails: .+ Left \d+, right \d+\./u);
    expect(stdout).toMatch(/checks in each community: A \d+ \(\d+ fail in all\)/u);
    expect(status).toBe(1);
    expect(onetable('generate', pack, '--consolidation', at('none.json'), '--values', at('values.json'), '--out', at('filled')).status).toBe(2);
  });
});

describe('the server', () => {
  it('a port in use is told before any work, with 2', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const dataDir = join(out, 'busy');
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'api/cli.ts', 'serve', '--demo', '--empty'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, ONETABLE_PORT: String(port), ONETABLE_DATA: dataDir },
    });
    taken.close();
    expect([status, existsSync(join(dataDir, 'onetable.db'))]).toEqual([2, false]);
    expect(stderr).toContain(`端口 ${port} 已被占用`);
  });

  it('looking at the audit log makes no database and no key', () => {
    const dataDir = join(out, 'fresh');
    const env = { ...process.env, ONETABLE_DATA: dataDir };
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'api/cli.ts', 'audit', 'verify', '--json'], {
      cwd: root,
      encoding: 'utf8',
      env,
    });
    expect([status, existsSync(dataDir)]).toEqual([2, false]);
    expect(stderr).toContain('还没有数据库');
    expect(readFileSync(join(root, '.gitignore'), 'utf8')).toMatch(/^\/data\/$/mu);
  });
});

const soffice = spawnSync('soffice', ['--version']).status === 0;
if (!soffice) console.error('\n*** LibreOffice is missing, so no output is opened with it. Install it: apt-get install libreoffice-calc-nogui ***\n');

describe.skipIf(!soffice)('LibreOffice', () => {
  it('opens the filled form and the annual form and shows what was filled in', () => {
    for (const [name, text] of [
      ['forms/mz-03/330199001001/2026.xlsx', '示例社区一'],
      ['annual-form/annual-form.xlsx', 'Older people'],
    ] as const) {
      execFileSync(
        'soffice',
        [`-env:UserInstallation=file://${join(out, 'profile')}`, '--headless', '--convert-to', 'html', '--outdir', join(out, 'html'), join(out, name)],
        { stdio: 'ignore' },
      );
      const html = readFileSync(join(out, 'html', name.split('/').at(-1)?.replace('.xlsx', '.html') ?? ''), 'utf8');
      expect(html.includes(text)).toBe(true);
    }
  });
});
