// What departments hand in, read: whatever is wrong is told with its place, and the rest goes through.
import { describe, expect, it } from 'vitest';
import { understand } from '../../../engine/understand.ts';
import { readConsolidation, consolidationText } from '../../../forms/pack/consolidation.ts';
import { readDecisions } from '../../../forms/pack/decisions.ts';
import { loadPack, readPackFile } from '../../../forms/pack/load.ts';
import { readValues } from '../../../forms/pack/values.ts';
import { strayValues } from '../../../forms/pack/strays.ts';
import { isFileName } from '../../../forms/name.ts';
import { describe as describeProblem } from '../../../engine/problem/index.ts';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { consolidated } from '../../district.ts';
import { folder, LIST, packJson } from './folder.ts';

const failed = (): never => {
  throw new Error('There should be one.');
};

describe('a pack', () => {
  it('gives its requirements and their workbooks', async () => {
    const dir = await folder({ 'pack.json': packJson({ id: 'a-1', frequency: 'monthly' }), 'forms/a-1.xlsx': LIST('常住人口') });
    const { loaded, problems } = await loadPack(dir);
    expect(problems).toEqual([]);
    expect(loaded?.pack).toMatchObject({ year: 2026, district: '测试区', requirements: [{ id: 'a-1', frequency: 'monthly', legalBasis: null }] });
    expect(loaded?.books.get('a-1')?.sheets.map(({ name }) => name)).toEqual(['表']);
  });
  it('with a file that is none still gives the others', async () => {
    const dir = await folder({
      'pack.json': packJson({ id: 'a-1' }, { id: 'b-1' }, { id: 'c-1' }),
      'forms/a-1.xlsx': 'no workbook at all'.split(''),
      'forms/b-1.xlsx': LIST('常住人口'),
    });
    const { loaded } = await loadPack(dir);
    expect([...(loaded?.books.keys() ?? [])]).toEqual(['b-1']);
    expect(loaded?.problems.map(({ code, origin }) => [code, origin.requirement, origin.file])).toEqual([
      ['pack.notThere', 'c-1', 'forms/c-1.xlsx'],
      ['workbook.otherKind', 'a-1', 'forms/a-1.xlsx'],
    ]);
  });
  it('never reads outside its folder', async () => {
    const dir = await folder({ 'pack.json': packJson({ id: 'a-1', file: '../../etc/passwd' }, { id: 'b-1', file: '/etc/passwd' }) });
    expect((await loadPack(dir)).problems.map(({ code }) => code)).toEqual(['pack.outside', 'pack.outside']);
  });
});

describe('pack.json', () => {
  const problemsOf = async (json: unknown): Promise<unknown[]> =>
    readPackFile(await folder({ 'pack.json': json })).problems.map(({ code, params }) => [code, params]);
  it('that is not there, or no JSON', async () => {
    expect(readPackFile('/nowhere/at/all').problems.map(({ code }) => code)).toEqual(['pack.notThere']);
    expect(await problemsOf('{ "name": ')).toMatchObject([['pack.notJson', {}]]);
  });
  it('without departments', async () => {
    expect(await problemsOf({ name: '测试区', requirements: [] })).toMatchObject([
      ['pack.invalid', { at: '', why: { zh: '应当有必需属性 departments', en: expect.stringContaining('departments') } }],
    ]);
  });
  it('with an unknown frequency: says where and what would do, and keeps the other requirements', async () => {
    const dir = await folder({ 'pack.json': packJson({ id: 'a-1', frequency: 'weekly' }, { id: 'b-1' }) });
    const { pack, problems } = readPackFile(dir);
    expect(pack?.requirements.map(({ id }) => id)).toEqual(['b-1']);
    expect(problems).toMatchObject([
      { code: 'pack.invalid', params: { at: '/requirements/0(a-1)/frequency', why: { zh: expect.stringContaining('monthly') } } },
    ]);
  });
  it('with an id twice, or of an unknown department', async () => {
    expect(await problemsOf(packJson({ id: 'a-1' }, { id: 'a-1' }, { id: 'b-1', department: 'zz' }))).toEqual([
      ['pack.duplicateId', { at: '/requirements/1', id: 'a-1' }],
      ['pack.unknownDepartment', { at: '/requirements/2', id: 'zz' }],
    ]);
  });
  it('with an id that differs only in capitals', async () => {
    expect(await problemsOf(packJson({ id: 'a-1' }, { id: 'A-1', department: 'a' }))).toMatchObject([['pack.duplicateId', { id: 'A-1' }]]);
  });
  it('with an id that would lead out of the output folder', async () => {
    expect(await problemsOf(packJson({ id: '..', file: 'forms/a.xlsx' }, { id: 'a/../..', department: 'a' }))).toMatchObject([
      ['pack.invalid', {}],
      ['pack.invalid', {}],
    ]);
  });
});

describe('names of folders', () => {
  it.each(['mz-01', '330199001001', '社区一', 'a..b', '.git', 'console', 'COM10', '一'.repeat(40)])('%j will do', (name) =>
    expect(isFileName(name)).toBe(true),
  );
  it.each([
    '',
    '.',
    '..',
    'a.',
    'a ',
    ' a',
    'a/b',
    'a\\b',
    'a:b',
    'a|b',
    'a?',
    'a*',
    '<a>',
    '"',
    'a\nb',
    '\u0000',
    '\u202Ea',
    'con',
    'Nul.txt',
    'COM1',
    'lpt9.x',
    '一'.repeat(41),
    '\ud800',
  ])('%j is refused', (name) => expect(isFileName(name)).toBe(false));
});

describe('where forms are', () => {
  it('two dots in a name lead nowhere; a link out of the folder is not followed', async () => {
    const away = await folder({ 'secret.xlsx': LIST('常住人口') });
    const dir = await folder({
      'pack.json': packJson({ id: 'a-1', file: 'forms/..a..b.xlsx' }, { id: 'b-1' }, { id: 'c-1' }, { id: 'd-1' }),
      'forms/..a..b.xlsx': LIST('常住人口'),
      'forms/d-1.xlsx/inside': {},
    });
    symlinkSync(join(away, 'secret.xlsx'), join(dir, 'forms/b-1.xlsx'));
    symlinkSync(join(dir, 'forms/..a..b.xlsx'), join(dir, 'forms/c-1.xlsx'));
    const { loaded, problems } = await loadPack(dir);
    expect([...(loaded?.books.keys() ?? [])]).toEqual(['a-1', 'c-1']);
    expect(problems).toMatchObject([
      { code: 'pack.outside', origin: { requirement: 'b-1' } },
      { code: 'file.unusable', params: { fault: 'isFolder' }, origin: { file: 'forms/d-1.xlsx', requirement: 'd-1' } },
    ]);
  });
});

describe('a district’s own words', () => {
  const terms = [
    { means: 'person gridWorker=yes residence=resident,settled', words: ['红袖标巡查员'] },
    { means: 'person colour=red', words: ['红衣人'] },
  ];
  it('are understood; a meaning that nobody knows is told', async () => {
    const dir = await folder({ 'pack.json': packJson({ id: 'a-1' }), 'forms/a-1.xlsx': LIST('红袖标巡查员'), 'lexicon/terms.json': terms });
    const { loaded } = await loadPack(dir);
    expect(loaded?.problems).toMatchObject([{ code: 'pack.invalid', params: { at: '/1/means' }, origin: { file: 'lexicon/terms.json' } }]);
    const [requirement] = loaded?.pack.requirements ?? [];
    const book = loaded?.books.get('a-1');
    if (!loaded || !requirement || !book) throw new Error('The pack should be read.');
    expect(understand(requirement, loaded.pack.year, book, loaded.learning).fields).toMatchObject([
      { point: { object: 'person', where: { 'person.gridWorker': { members: ['yes'] } } }, doubts: [] },
    ]);
  });
});

describe('values, decisions and consolidations', () => {
  it('values that are none', async () => {
    const dir = await folder({
      'values.json': {
        communities: [
          { code: '../x', name: '甲' },
          { code: '1', name: '乙', items: { x: { '2026': 1 } } },
        ],
      },
    });
    expect(readValues(join(dir, 'values.json')).problems.map(({ params }) => params)).toMatchObject([{ at: '/communities/0(../x)/code' }]);
  });
  it('an object or a list in a value’s place is refused by itself, and named', async () => {
    const rows = [{ name: '张三', phone: ['1'] }, 5];
    const items = { x: { '2026': [1], '2027': 3 }, y: { '2026': { a: 1 } }, z: 7 };
    const dir = await folder({ 'values.json': { communities: [{ code: '1', name: '乙', items, registers: { person: rows } }] } });
    const { value, problems } = readValues(join(dir, 'values.json'), (item) => `问题${item}`);
    expect(value?.[0]?.items.get('x')).toEqual(new Map([['2027', 3]]));
    expect(value?.[0]?.registers.get('person')?.[0]).toEqual(new Map([['name', '张三']]));
    expect(problems.map(({ code, params, origin: { community, period } }) => [code, params, community, period])).toEqual([
      ['values.notScalar', { name: '问题x', value: '[1]' }, '乙', '2026'],
      ['values.notScalar', { name: '问题y', value: '{"a":1}' }, '乙', '2026'],
      ['values.notScalar', { name: '问题z', value: '7' }, '乙', undefined],
      ['values.notScalar', { name: 'person › 1 › phone', value: '["1"]' }, '乙', undefined],
      ['values.notScalar', { name: 'person › 2', value: '5' }, '乙', undefined],
    ]);
  });
  it('one community twice, also in other capitals: neither is taken', async () => {
    const dir = await folder({
      'values.json': {
        communities: [
          { code: 'a1', name: '甲' },
          { code: 'A1', name: '乙' },
        ],
      },
    });
    expect(readValues(join(dir, 'values.json'))).toMatchObject({
      value: null,
      problems: [{ code: 'values.duplicateCommunity', params: { at: '/communities/1', code: 'A1', first: '/communities/0' } }],
    });
  });
  it('answers that nothing asks for are named, once', async () => {
    const made = consolidated([
      { id: 'a-1', picture: LIST('常住人口'), frequency: 'half-yearly' },
      { id: 'b-1', picture: '| 持证残疾人名册 | ~ | ~ |\n| 序号 | 姓名 | 性别 |\n| | | |' },
    ]);
    const one = {
      registers: { person: [{ name: '甲', nme: '乙', [made.registers[0]?.memberships[0]?.id ?? '']: true }], dog: [] },
    };
    const dir = await folder({
      'values.json': {
        communities: [
          { code: '1', name: '甲社区', ...one },
          { code: '2', name: '乙社区', ...one },
        ],
      },
    });
    const strays = strayValues(readValues(join(dir, 'values.json')).value ?? [], made, 'values.json');
    const who = { community: '甲社区', others: 1 };
    expect(strays.map(({ code, params, severity }) => [code, params, severity])).toEqual([
      ['values.unknownColumn', { register: '人台账', column: 'nme', ...who }, 'warning'],
      ['values.unknownRegister', { register: 'dog', ...who }, 'warning'],
    ]);
    expect(describeProblem(strays[1] ?? failed(), 'zh')).toBe('[values.json] 甲社区等 2 个社区交了台账“dog”,但一张表里没有这本台账,未采用。请核对台账编号。');
  });
  it('rulings, also with only a cell or only words', async () => {
    const dir = await folder({
      'good.json': [
        {
          kind: 'same',
          fields: [
            { requirement: 'a-1', label: ['常住人口'] },
            { requirement: 'b-1', sheet: '表', cell: 'C3' },
          ],
          who: '王某',
        },
        { kind: 'means', field: { requirement: 'a-1', cell: 'C4' }, means: 'person sex=female' },
      ],
      'bad.json': [
        { kind: 'same', fields: [{ requirement: 'a-1', cell: 'C3' }] },
        { kind: 'means', field: { requirement: 'a-1' }, means: '' },
      ],
    });
    expect(readDecisions(join(dir, 'good.json')).value).toMatchObject([
      {
        kind: 'same',
        who: '王某',
        when: '',
        fields: [
          { label: ['常住人口'], cell: null },
          { label: null, cell: 'C3' },
        ],
      },
      { kind: 'means', meaning: { kind: 'term', term: 'person sex=female' } },
    ]);
    expect(readDecisions(join(dir, 'bad.json')).problems.map(({ code }) => code)).toContain('pack.invalid');
  });
  it('a consolidation comes back from its file as it was', async () => {
    const dir = await folder({});
    const made = consolidated([{ id: 'a-1', picture: LIST('常住人口', '某某未知词') }]);
    writeFileSync(join(dir, 'c.json'), consolidationText(made));
    expect(readConsolidation(join(dir, 'c.json')).value).toEqual(made);
  });
  it('a consolidation of another version, or none, is refused', async () => {
    const made = consolidated([{ id: 'a-1', picture: LIST('常住人口') }]);
    const dir = await folder({ 'old.json': { ...made, version: 0 }, 'none.json': { fields: [] } });
    expect(readConsolidation(join(dir, 'old.json')).problems).toMatchObject([{ code: 'pack.invalid', params: { at: '/version' } }]);
    expect(readConsolidation(join(dir, 'none.json')).value).toBeNull();
  });
});
