// The command line as a person or a script uses it, on a small district.
import ExcelJS from 'exceljs';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countsOf } from '../../engine/measure/index.ts';
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
    const { requirements, fields, items: count } = countsOf(consolidation);
    expect(ended.out).toContain(`${requirements} 张表、${fields} 个填报字段`);
    expect(ended.out).toContain(`${count} 个填报项`);
    expect(ended.out).toContain(`onetable certify ${dir} ${file}`);
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
  it('a plan of another district, whose forms have the same ids, is refused in one line', async () => {
    const { file } = await consolidatedFolder();
    const retitled = packJson({ id: 'a-1', title: '甲' }, { id: 'b-1', frequency: 'half-yearly', title: '乙' }, { id: 'c-1', title: '丙' });
    const dir = await folder({ ...PACK, 'pack.json': { ...retitled, name: '另一个区' } });
    const certified = await onetable('certify', dir, file);
    expect(certified).toMatchObject({ code: 2, err: expect.stringContaining('请换成同一个区的文件夹') });
    expect(certified.err.trim().split('\n')).toHaveLength(1);
  });
  it('a form that changed since the plan was made is not filled, one that only moved is; the rest goes through', async () => {
    const { dir, file } = await consolidatedFolder();
    const two = { 'pack.json': packJson({ id: 'a-1' }, { id: 'b-1', frequency: 'half-yearly', file: 'forms/moved.xlsx' }, { id: 'c-1' }) };
    const changed = PACK['forms/a-1.xlsx'].replace('| 常住男性人口', '| 社区面积 | 平方米 | |\n| 常住男性人口');
    const now = await folder({ ...PACK, ...two, 'forms/a-1.xlsx': changed, 'forms/moved.xlsx': PACK['forms/b-1.xlsx'] });
    writeFileSync(join(dir, 'values.json'), JSON.stringify({ communities: [{ code: '001', name: '第一社区' }] }));
    const generate = (pack: string, plan: string): Promise<Ended> =>
      onetable('generate', pack, '--consolidation', plan, '--values', join(dir, 'values.json'), '--out', join(dir, 'now'), '--json');
    const ended = await generate(now, file);
    const { files, problems }: { files: number; problems: { code: string; origin: object }[] } = JSON.parse(ended.out);
    expect(ended.code).toBe(1);
    expect(files).toBe(3);
    expect(problems.filter(({ code }) => code.startsWith('consolidation.'))).toMatchObject([
      { code: 'consolidation.otherForm', origin: { requirement: 'a-1', file: 'forms/a-1.xlsx' } },
    ]);
    expect([existsSync(join(dir, 'now/a-1')), existsSync(join(dir, 'now/b-1/001/2026-H1.xlsx'))]).toEqual([false, true]);
    const { prints, ...old } = JSON.parse(readFileSync(file, 'utf8'));
    expect(prints).toHaveLength(3);
    writeFileSync(join(dir, 'old.json'), JSON.stringify(old));
    expect((await generate(dir, join(dir, 'old.json'))).code).toBe(2);
  });
  it('a check that is switched off is not applied; one that is not there is told', async () => {
    const { dir, file, consolidation } = await consolidatedFolder();
    const answer = ({ frequency, title }: { frequency: string; title: string }) =>
      frequency === 'half-yearly' ? { '2026-H1': 5, '2026-H2': 5 } : { '2026': title.includes('女') ? 12 : 10 };
    const items = Object.fromEntries(consolidation.items.map((item) => [item.id, answer(item)]));
    writeFileSync(join(dir, 'values.json'), JSON.stringify({ communities: [{ code: '001', name: '第一社区', items }] }));
    const words = ['generate', dir, '--consolidation', file, '--values', join(dir, 'values.json'), '--out', join(dir, 'out'), '--json'];
    const failing = async (...more: string[]): Promise<{ id: string; communities: string[] }[]> => JSON.parse((await onetable(...words, ...more)).out).failing;
    const before = await failing();
    expect(before.length).toBeGreaterThan(0);
    expect(before[0]?.communities).toEqual(['001']);
    const off = join(dir, 'off.json');
    writeFileSync(off, JSON.stringify(before.map(({ id }) => id)));
    expect(await failing('--checks-off', off)).toEqual([]);
    const served = before.map(({ id }, index) => ({ checkId: id, off: index === 0 ? { why: '口径不适用', at: '2026-07-06T02:15:00.000Z' } : null, words: '' }));
    writeFileSync(off, JSON.stringify({ items: served, next: null }));
    expect(await failing('--checks-off', off)).toEqual(before.slice(1));
    writeFileSync(off, JSON.stringify(['none']));
    expect(await onetable(...words, '--checks-off', off)).toMatchObject({ code: 0, err: expect.stringContaining('没有这条审核关系') });
    writeFileSync(off, '{"off":1}');
    expect((await onetable(...words, '--checks-off', off)).code).toBe(2);
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
  it('so is what a word means on a form, and the certificate follows it', async () => {
    const { dir, consolidation } = await consolidatedFolder();
    writeFileSync(join(dir, 'd.json'), JSON.stringify([{ kind: 'definition', requirement: 'b-1', word: '常住人口', text: '户籍人口' }]));
    expect((await onetable('consolidate', dir, '--out', join(dir, 'd.out.json'), '--decisions', join(dir, 'd.json'), '--strict')).code).toBe(0);
    const { fields, rulings }: Consolidation = JSON.parse(readFileSync(join(dir, 'd.out.json'), 'utf8'));
    expect(rulings).toMatchObject([{ fields: [fields.find(({ requirement }) => requirement === 'b-1')?.key] }]);
    expect(fields.map(({ element }) => element)).not.toEqual(consolidation.fields.map(({ element }) => element));
    expect((await onetable('certify', dir, join(dir, 'd.out.json'))).code).toBe(0);
  });
});

describe('out to communities and back', { timeout: 180_000 }, () => {
  it('form writes a workbook for each community, collect takes it back, generate fills from it', async () => {
    const { dir, file, consolidation } = await consolidatedFolder();
    const all = consolidation.items.find(({ frequency }) => frequency === 'half-yearly');
    const communities = [
      { code: '001', name: '第一社区', items: { [all?.id ?? '']: { '2026-H1': 18, '2026-H2': 19 } } },
      { code: '002', name: '第二社区' },
    ];
    writeFileSync(join(dir, 'before.json'), JSON.stringify({ communities }));
    const out = join(dir, 'sent');
    expect((await onetable('form', dir, '--consolidation', file, '--values', join(dir, 'before.json'), '--out', out)).code).toBe(0);
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(join(out, '001.xlsx'));
    const cell = cellBeside(book, '女');
    cell.value = 12;
    await book.xlsx.writeFile(join(out, '001.xlsx'));
    const values = join(dir, 'values.json');
    const collected = await onetable('collect', out, '--consolidation', file, '--values', join(dir, 'before.json'), '--out', values, '--json');
    expect(collected.code).toBe(0);
    expect(JSON.parse(collected.out)).toMatchObject({ used: 2, taken: 3, problems: [] });
    expect(collected.err).toBe('');
    const alone = await onetable('collect', join(out, 'annual-form.xlsx'), '--consolidation', file, '--out', join(dir, 'none.json'));
    expect(alone).toMatchObject({ code: 2, err: expect.stringContaining('没有写明是哪个社区') });
    await onetable('generate', dir, '--consolidation', file, '--values', values, '--out', join(dir, 'out'));
    expect(await cellOf(join(dir, 'out/a-1/001/2026.xlsx'), 'C4')).toEqual({ formula: 'C5+C6', result: 19 });
    expect(existsSync(join(dir, 'out/a-1/002/2026.xlsx'))).toBe(true);
  });
  it('a cell that cannot be taken is named, and --strict makes it a finding; nothing to collect ends with 2', async () => {
    const { dir, file } = await consolidatedFolder();
    writeFileSync(join(dir, 'who.json'), JSON.stringify({ communities: [{ code: '001', name: '第一社区' }] }));
    await onetable('form', dir, '--consolidation', file, '--values', join(dir, 'who.json'), '--out', join(dir, 'sent'));
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(join(dir, 'sent/001.xlsx'));
    const cell = cellBeside(book, '女');
    cell.value = '约12';
    await book.xlsx.writeFile(join(dir, 'sent/001.xlsx'));
    const words = ['collect', join(dir, 'sent/001.xlsx'), '--consolidation', file, '--out', join(dir, 'values.json'), '--strict'];
    const ended = await onetable(...words);
    expect(ended).toMatchObject({ code: 1, err: expect.stringContaining(`${cell.worksheet.name}!${cell.address}`) });
    expect((await onetable('collect', join(dir, 'forms/a-1.xlsx'), '--consolidation', file, '--out', join(dir, 'x.json'))).code).toBe(2);
    expect(existsSync(join(dir, 'x.json'))).toBe(false);
  });
  it('answers as JSON by the schema of types go the same way', async () => {
    const { dir, file, consolidation } = await consolidatedFolder();
    const schema = JSON.parse((await onetable('types', dir, '--consolidation', file, '--schema')).out);
    const answers = Object(madeOf(schema, schema));
    writeFileSync(join(dir, 'answers.json'), JSON.stringify({ ...answers, community: { code: '7', name: '第七社区' } }));
    const ended = await onetable('collect', join(dir, 'answers.json'), '--consolidation', file, '--out', join(dir, 'values.json'));
    expect(ended).toMatchObject({ code: 0, err: '' });
    const { communities } = JSON.parse(readFileSync(join(dir, 'values.json'), 'utf8'));
    expect(Object.keys(communities[0].items).sort()).toEqual(consolidation.items.map(({ id }) => id).sort());
    writeFileSync(join(dir, 'answers.json'), '{"community":{}}');
    expect(await onetable('collect', join(dir, 'answers.json'), '--consolidation', file, '--out', join(dir, 'v.json'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('types --schema'),
    });
  });
});

/** The first answer cell beside a question whose title has this word. */
function cellBeside(book: ExcelJS.Workbook, word: string): ExcelJS.Cell {
  for (const sheet of book.worksheets.slice(1))
    for (let row = 3; row <= sheet.rowCount; row++) if (sheet.getRow(row).getCell(1).text.includes(word)) return sheet.getRow(row).getCell(3);
  throw new Error(`Nothing is asked about ${word}.`);
}

/** Something that fits a schema: 5 wherever a number may stand. */
interface Node {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly $defs?: Readonly<Record<string, Node>>;
}

function madeOf({ $ref, type = [], properties = {} }: Node, root: Node): unknown {
  if ($ref !== undefined) return madeOf(root.$defs?.[$ref.split('/').at(-1) ?? ''] ?? {}, root);
  if (type === 'object') return Object.fromEntries(Object.entries(properties).map(([key, each]) => [key, madeOf(each, root)]));
  if (type === 'array') return [];
  if (type === 'string') return 'x';
  return [type].flat().some((each) => each === 'number' || each === 'integer') ? 5 : null;
}

describe('certify', { timeout: 120_000 }, () => {
  it('passes what consolidate wrote and refuses what was changed', async () => {
    const { dir, file, consolidation } = await consolidatedFolder();
    expect(await onetable('certify', dir, file, '--json')).toMatchObject({ code: 0, out: expect.stringContaining('"ok":true') });
    writeFileSync(file, JSON.stringify({ ...consolidation, items: consolidation.items.slice(1) }));
    expect(await onetable('certify', dir, file)).toMatchObject({ code: 1, out: expect.stringContaining('未通过') });
  });
});

describe('explain', { timeout: 120_000 }, () => {
  it('reads the two forms that it needs, and follows rulings', async () => {
    const dir = await folder({ ...PACK, 'forms/c-1.xlsx': new Uint8Array([1, 2, 3]) });
    const plain = await onetable('explain', dir, 'a-1!C5', 'b-1!C3');
    expect(plain).toMatchObject({ code: 0, err: '', out: expect.stringContaining('不是一个数') });
    const same = {
      kind: 'same',
      fields: [
        { requirement: 'a-1', cell: 'C5' },
        { requirement: 'b-1', cell: 'C3' },
      ],
    };
    writeFileSync(join(dir, 'd.json'), JSON.stringify([same]));
    expect((await onetable('explain', dir, 'a-1!C5', 'b-1!C3', '--decisions', join(dir, 'd.json'))).out).toMatch(/^同一个数/u);
    expect(await onetable('explain', dir, 'a-1!C5', 'zz-1!C3')).toMatchObject({ code: 2, err: expect.stringContaining('zz-1!C3') });
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
  it('a consolidation of another pack is refused in words', async () => {
    const { dir, file } = await consolidatedFolder();
    writeFileSync(join(dir, 'values.json'), JSON.stringify({ communities: [{ code: '001', name: '第一社区' }] }));
    const words = ['--consolidation', file, '--values', join(dir, 'values.json'), '--out', join(dir, 'out')];
    expect(await onetable('generate', 'forms/samples/binhai', ...words)).toMatchObject({ code: 2, err: expect.stringContaining('这份方案是为') });
    expect((await onetable('types', 'forms/samples/binhai', '--consolidation', file)).code).toBe(2);
    expect(await onetable('certify', 'forms/samples/binhai', file)).toMatchObject({ code: 2, err: expect.stringContaining('这份方案是为') });
    expect(existsSync(join(dir, 'out'))).toBe(false);
  });
  it('an object in a value’s place refuses that value alone', async () => {
    const { dir, file, consolidation } = await consolidatedFolder();
    const [first, second] = consolidation.items;
    const items = { [first?.id ?? '']: { '2026': { a: 1 } }, [second?.id ?? '']: { '2026': 4 } };
    writeFileSync(join(dir, 'values.json'), JSON.stringify({ communities: [{ code: '001', name: '第一社区', items }] }));
    const ended = await onetable('generate', dir, '--consolidation', file, '--values', join(dir, 'values.json'), '--out', join(dir, 'out'));
    expect(ended).toMatchObject({ code: 0, err: expect.stringContaining(`“${first?.title}”收到的是 {"a":1}`) });
    expect(existsSync(join(dir, 'out/a-1/001/2026.xlsx'))).toBe(true);
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
    [['consolidate', '--out', 'x'], '错误:缺少参数 <pack>。', "error: missing required argument 'pack'"],
    [['consolidate', 'x'], '错误:缺少选项 --out <file>。', "error: required option '--out <file>' not specified"],
    [['consolidate', 'S', '--oot', 'x'], '错误:没有选项 --oot。\n(是不是 --out?)', "error: unknown option '--oot'"],
    [['report', 'S', '--out', 'x', '--decisions', 'd', '--consolidation', 'c'], '不能和', 'cannot be used with'],
    [['certify', 'x', 'y', '--jsn'], '错误:没有选项 --jsn。\n(是不是 --json?)', "error: unknown option '--jsn'"],
    [['nonsense'], '错误:没有命令 nonsense。', "error: unknown command 'nonsense'"],
  ])('%j is told in Chinese, and in English with --lang en', async (words, zh, en) => {
    const [chinese, english] = await Promise.all([onetable(...words), onetable(...words, '--lang', 'en')]);
    expect(chinese.err).toContain(zh);
    expect(chinese.err).toContain('用法:');
    expect(chinese.err).not.toMatch(/error|Usage/u);
    if (words[0] !== 'nonsense') expect(english.err).toContain(en);
    expect([chinese.code, english.code]).toEqual([2, 2]);
  });
  it.each([
    [['consolidate', '/nowhere', '--json'], '缺少选项 --out'],
    [['consolidate', '/nowhere', '--json', '--out', '/dev/null'], '文件夹里应有 pack.json'],
    [['certify', 'forms/samples/binhai', '/nope', '--json'], '找不到这个文件。请检查路径和文件名。'],
    [['inspect', '/nope.xlsx', '--json'], '找不到这个文件。请检查路径和文件名。'],
  ])('%j: 2, with the problem as data', async (words, said) => {
    const { code, out } = await onetable(...words);
    const { problems }: { problems: { words: string }[] } = JSON.parse(out);
    expect([code, problems.map((each) => each.words).join()]).toEqual([2, expect.stringContaining(said)]);
  });
  it('help speaks one language at a time, and there is a version', async () => {
    const [zh, en, version] = await Promise.all([onetable('generate', '--help'), onetable('generate', '--help', '--lang', 'en'), onetable('--version')]);
    expect(zh.out).toContain('表样文件夹');
    expect(zh.out).not.toContain('folder with pack.json');
    expect(en.out).toContain('folder with pack.json');
    expect(en.out).not.toContain('表样文件夹');
    expect(zh.out).toMatch(/--out <dir> .+必填/u);
    expect(zh.out).toContain('用法不对');
    expect(zh.out).not.toContain('wrong usage');
    expect(en.out).not.toMatch(/\p{Script=Han}/u);
    expect(version).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/u) });
  });
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
