// What a card read along its rows, a table with a list below it, and words that a form's own notes explain ask for.
import { describe, expect, test } from 'vitest';
import { asks, rows, says } from './meaning.ts';

describe('a card whose rows divide their first label', () => {
  const card = asks(`
    | 常住人口（人） | | 户籍人口（人） | | 常住儿童（人） | |
    | 常住劳动力16—59（人） | | 　其中：在业（人） | | 　其中：灵活就业（人） | |
    | 中共党员（人） | | 　其中：预备党员（人） | | 流动党员（人） | |`);

  test('is read along all its rows', () => {
    expect(card['D2']).toBe('person age=16..59 employment=employed 常住');
    expect(card['F2']).toBe('person age=16..59 employment=flexible 常住');
    expect(card['D3']).toContain('partyStatus=probationary');
    expect(card['D3']).not.toContain('户籍');
  });

  test('a single part beside a whole says nothing of the other rows', () => {
    const halves = asks('\n| 常住人口（人） | | 常住妇女（人） | |\n| 常住儿童（人） | | 　其中：已婚（人） | |');
    expect(halves['D2']).toContain('sex=female');
    expect(halves['D2']).not.toContain('age=..17');
  });

  test('parts in another unit do not show that a row is read along', () => {
    const card = asks('\n| 户籍人口（人） | | 房屋（套） | | 车位（个） | |\n| 户籍儿童（人） | | 　其中：自住（套） | | 　其中：空置（个） | |');
    expect(card['D2']).toBe('dwelling use=own');
  });
});

describe('two numbers behind a word for people of an age', () => {
  test.each([
    ['常住老人60—69', 'age=60..69 常住'],
    ['户籍儿童0—6（人）', 'age=0..6'],
  ])('%s are ages', (label, meant) => expect(says(label)).toBe(meant));

  test.each(['培训老人3—5名', '党员60—69'])('%s are not', (label) => expect(says(label)).not.toContain('age=3..5'));
});

test('a title is not belied by a list below the table', () => {
  const sheet = asks(`
    | 持证残疾人状况 | ~ | ~ |
    | 残疾类别 | 总人数 | 女 |
    | 视力残疾 | | |
    | 听力残疾 | | |
    | . | . | . |
    | 另：持证残疾人中的党员（人） | ~ | |
    | 有残疾但未办证的人（人） | ~ | |`);
  expect(sheet['B3']).toBe('person disability=visual disabilityCertified=yes');
  expect(sheet['C7']).toContain('disabilityCertified=no');
});

test.each(['甲　育龄妇女', '甲、育龄妇女'])('%s is a number and a heading', (heading) => {
  const sheet = asks(`\n| ${heading} | ~ |\n| 年龄 | 户籍（人） |\n| 15—19周岁 | |\n| 20—29周岁 | |`);
  expect(sheet['B3']).toBe('person age=15..19 sex=female 户籍');
});

describe('a name of the form', () => {
  const notes = ['说明：离港外出指户口在本社区而不在本社区居住的人员，随船出海、外派劳务等原因不限。', '在港居住指户口在本社区并居住在本社区。'];

  test('is what its notes say, whatever is not told apart', () =>
    expect(rows(['离港外出的人数', '在港居住的人数'], notes)).toEqual(['person residence=away', 'person residence=resident']));
});
