// The commands as a person runs them: exit codes, help, and the whole way through the sample district.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

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
