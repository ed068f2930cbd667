// The command line as a person or a script uses it, on a small district.
import ExcelJS from 'exceljs';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Consolidation } from '../../engine/model/consolidation.ts';
import { folder, LIST, packJson } from '../forms/pack/folder.ts';

const ROOT = new URL('../..', import.meta.url).pathname;

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function onetable(...words: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', join(ROOT, 'api/cli.ts'), ...words], { cwd: ROOT }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    );
  });
}

const PACK = {
  'pack.json': packJson({ id: 'a-1' }, { id: 'b-1', frequency: 'half-yearly' }, { id: 'c-1' }),
  'forms/a-1.xlsx': `| 人口统计表 | ~ | ~ |\n| 填报单位:____ | ~ | ~ |\n| 指标 | 计量单位 | 数量 |\n| 常住人口合计 | 人 | =C5+C6 |\n| 常住男性人口 | 人 | |\n| 常住女性人口 | 人 | |`,
  'forms/b-1.xlsx': LIST('常住人口'),
  'forms/c-1.xlsx': '| 持证残疾人名册 | ~ | ~ |\n| 序号 | 姓名 | 性别 |\n| | | |\n| | | |',
};

/** Consolidates a pack in a folder; gives the folder and the consolidation. */
async function consolidatedFolder(
  contents: Record<string, unknown> = PACK,
): Promise<{ dir: string; file: string; consolidation: Consolidation; ended: Ended }> {
  const dir = await folder(contents);
  const file = join(dir, 'c.json');
  const ended = await onetable('consolidate', dir, '--out', file);
  return { dir, file, ended, consolidation: JSON.parse(readFileSync(file, 'utf8')) };
}

async function cellOf(path: string, cell: string): Promise<ExcelJS.CellValue> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  return book.worksheets[0]?.getCell(cell).value;
}

describe('consolidate and generate', { timeout: 120_000 }, () => {
  it('from blank forms to filled ones', async () => {
    const { dir, file, consolidation, ended } = await consolidatedFolder();
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out).toMatch(/填报项/u);
    const items = Object.fromEntries(
      consolidation.items.map(({ id, title, frequency }) => [
        id,
        frequency === 'half-yearly' ? { '2026-H1': 20, '2026-H2': 22 } : { '2026': title.includes('女') ? 12 : 10 },
      ]),
    );
    const [membership] = consolidation.registers[0]?.memberships ?? [];
    const registers = { person: ['甲', '乙', '丙'].map((name) => ({ name, sex: '女', [membership?.id ?? '']: true })) };
    writeFileSync(join(dir, 'values.json'), JSON.stringify({ communities: [{ code: '001', name: '第一社区', items, registers }] }));
    const generated = await onetable(
      'generate',
      dir,
      '--consolidation',
      file,
      '--values',
      join(dir, 'values.json'),
      '--out',
      join(dir, 'out'),
      '--json',
      '--strict',
    );
    expect(generated).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(generated.out)).toMatchObject({ files: 4, communities: 1, problems: [] });
    expect(await cellOf(join(dir, 'out/a-1/001/2026.xlsx'), 'A2')).toBe('填报单位:第一社区');
    expect(await cellOf(join(dir, 'out/a-1/001/2026.xlsx'), 'C4')).toEqual({ formula: 'C5+C6', result: 22 });
    expect(await cellOf(join(dir, 'out/b-1/001/2026-H1.xlsx'), 'C3')).toBe(20);
    expect(await cellOf(join(dir, 'out/c-1/001/2026.xlsx'), 'B5')).toBe('丙');
  });
  it('blank answers leave cells blank; --strict makes that a finding', async () => {
    const { dir, file } = await consolidatedFolder();
    writeFileSync(join(dir, 'values.json'), JSON.stringify({ communities: [{ code: '001', name: '第一社区' }] }));
    const words = ['generate', dir, '--consolidation', file, '--values', join(dir, 'values.json'), '--out', join(dir, 'out')];
    expect(await onetable(...words)).toMatchObject({ code: 0, err: expect.stringContaining('C5') });
    expect((await onetable(...words, '--strict')).code).toBe(1);
    expect(await cellOf(join(dir, 'out/a-1/001/2026.xlsx'), 'C5')).toBeNull();
  });
  it('a bad file among good ones is told, and the others go through', async () => {
    const { consolidation, ended, dir } = await consolidatedFolder({ ...PACK, 'forms/b-1.xlsx': new Uint8Array([1, 2, 3]) });
    expect(ended).toMatchObject({ code: 0, err: expect.stringContaining('forms/b-1.xlsx') });
    expect(new Set(consolidation.fields.map(({ requirement }) => requirement))).toEqual(new Set(['a-1', 'c-1']));
    expect((await onetable('consolidate', dir, '--out', join(dir, 'c.json'), '--strict')).code).toBe(1);
  });
  it('rulings are laid over it', async () => {
    const { dir } = await consolidatedFolder();
    writeFileSync(
      join(dir, 'd.json'),
      JSON.stringify([
        { kind: 'notABlank', field: { requirement: 'b-1', label: ['常住人口', '数量'] } },
        { kind: 'notABlank', field: { requirement: 'z-1', cell: 'A1' } },
      ]),
    );
    const ended = await onetable('consolidate', dir, '--out', join(dir, 'd.out.json'), '--decisions', join(dir, 'd.json'), '--lang', 'en');
    expect(ended).toMatchObject({ code: 0, err: expect.stringContaining('is not registered any more') });
    const { fields, rulings }: Consolidation = JSON.parse(readFileSync(join(dir, 'd.out.json'), 'utf8'));
    expect(fields.some(({ requirement }) => requirement === 'b-1')).toBe(false);
    expect(rulings).toHaveLength(1);
  });
});

describe('certify', { timeout: 120_000 }, () => {
  it('passes what consolidate wrote and refuses what was changed', async () => {
    const { dir, file, consolidation } = await consolidatedFolder();
    expect(await onetable('certify', dir, file, '--json')).toMatchObject({ code: 0, out: expect.stringContaining('"ok":true') });
    writeFileSync(file, JSON.stringify({ ...consolidation, items: consolidation.items.slice(1) }));
    expect(await onetable('certify', dir, file)).toMatchObject({ code: 1, out: expect.stringContaining('未通过') });
  });
});

describe('files that cannot be used', { timeout: 120_000 }, () => {
  it.each([
    [['inspect', 'forms'], '这是一个文件夹'],
    [['inspect', 'forms', '--lang', 'en'], 'This is a folder'],
    [['consolidate', 'forms/samples/binhai', '--out', '/nowhere/c.json'], '文件夹不存在'],
    [['consolidate', 'forms/samples/binhai', '--out', 'forms', '--lang=en'], 'This is a folder'],
    [['consolidate', 'forms/samples/binhai', '--decisions', 'forms', '--out', '/dev/null'], '这是一个文件夹'],
    [['consolidate', 'forms/samples/binhai', '--out', '/dev/full'], '磁盘已满'],
    [['types', 'forms/samples/binhai', '--out', 'package.json/x'], '路径上有一段是文件'],
  ])('%j: told in words, with 2', async (words, told) => {
    const { code, err } = await onetable(...words);
    expect([code, err]).toEqual([2, expect.stringContaining(told)]);
    expect(err).not.toMatch(/ at .*\.ts:/u);
  });
  it('a consolidation that was cut is refused, not tripped over', async () => {
    const { dir, file, consolidation } = await consolidatedFolder();
    writeFileSync(join(dir, 'values.json'), JSON.stringify({ communities: [{ code: '001', name: '第一社区', items: { x: { '2026': 1 } } }] }));
    const words = ['generate', dir, '--consolidation', file, '--values', join(dir, 'values.json'), '--out', join(dir, 'out')];
    expect((await onetable(...words)).err).toContain('一张表里没有填报项');
    for (const cut of [{ items: [] }, { registers: [{}] }, { counts: undefined }]) {
      writeFileSync(file, JSON.stringify({ ...consolidation, ...cut }));
      expect((await onetable(...words)).code).toBe(2);
    }
  });
});

describe('wrong usage', { timeout: 120_000 }, () => {
  it.each([
    [['consolidate', '/nowhere', '--out', '/dev/null'], 2],
    [['consolidate'], 2],
    [['consolidate', '/nowhere', '--out', '/dev/null', '--lang', 'fr'], 2],
    [['nonsense'], 2],
    [['generate', '/nowhere', '--consolidation', '/no', '--values', '/no', '--out', '/no'], 2],
    [['certify', '/nowhere', '/no'], 2],
    [['--help'], 0],
    [['certify', '--help'], 0],
  ])('%j ends with %i', async (words, code) => {
    expect((await onetable(...words)).code).toBe(code);
    expect(existsSync('/no')).toBe(false);
  });
});
