// A row while it is typed: what is wrong with a cell, and what its identity number tells.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PERSON_WORDS } from '../../web/words/zh/person.ts';
import { faultOf, hasFault, tellsOf, type Typing } from '../../web/pages/registers/fault.ts';

const column = (id: string, title: string, attribute: string | null) => ({
  column: id,
  title,
  attribute,
  choices: id === 'sex' ? ['男', '女'] : null,
  personal: id === 'idCard',
});
const columns = [column('idCard', '身份证号', 'idCard'), column('sex', '性别', 'sex'), column('age', '年龄', 'age'), column('born', '出生日期', null)];
const MAN = '33010619900101123X';
const row = (typed: Typing['typed'], before: Readonly<Record<string, string>> = {}): Typing => ({
  register: { columns },
  before: new Map(Object.entries(before)),
  typed,
  month: '2026-10',
});
const said = (of: Typing) => columns.flatMap((each) => faultOf(of, each)?.key.replace('registers.form.', '') ?? []);

describe('what is wrong', () => {
  test.each<[Typing['typed'], string[]]>([
    [{ age: '-5' }, ['age']],
    [{ age: '200' }, ['age']],
    [{ age: '36岁' }, []],
    [{ idCard: '3301061990' }, ['identity.length']],
    [{ idCard: MAN, sex: '女', age: '-5', born: '1991-01-01' }, ['otherThanIdentity', 'age', 'otherThanIdentity']],
    [{ idCard: MAN, sex: '女', age: '63' }, ['otherThanIdentity', 'otherThanIdentity']],
    [{ idCard: MAN, sex: '男', age: '37', born: '1990年1月' }, []],
    [{ idCard: 'E12345678', sex: '女', age: '63' }, []],
  ])('%j: %j', (typed, keys) => {
    expect(said(row(typed))).toEqual(keys);
    expect(hasFault(row(typed))).toBe(keys.length > 0);
  });

  test('what stood before is not held against whoever types something else', () => {
    expect(said(row({ born: '1990-01-01' }, { idCard: MAN, sex: '女', age: '63' }))).toEqual([]);
  });

  test('a number with its middle left out is not compared with', () => {
    expect(said(row({ sex: '女' }, { idCard: '3301**********123X' }))).toEqual([]);
  });
});

test('pages know the words that the server knows', () => {
  const shipped = readFileSync(new URL('../../forms/lexicon/zh/person.json', import.meta.url), 'utf8');
  expect(PERSON_WORDS).toEqual(JSON.parse(shipped));
});

test('what the number tells where it is left blank', () => {
  const tells = (typed: Typing['typed']) => columns.flatMap((each) => tellsOf(row(typed), each)?.params['told'] ?? []);
  expect(tells({ idCard: MAN })).toEqual(['男', 36]);
  expect(tells({ idCard: MAN, sex: '男' })).toEqual([36]);
  expect(tells({ idCard: '33010619900101' })).toEqual([]);
});
