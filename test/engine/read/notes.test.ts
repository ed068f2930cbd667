// Notes of several lines, most of which no full stop ends.
import { expect, test } from 'vitest';
import { labels, read } from './reading.ts';

const TABLE = `
  | 项目 | 数量（人） |
  | 老年人 | |`;
const notesIn = (picture: string, drawing = {}): string[] => read(picture, drawing).notes.map(({ text }) => text);

test('lines below a heading of notes are notes, with and without a number and a full stop', () => {
  expect(notesIn(`${TABLE}\n| . 说明： | . |\n| . 1、老年人指65周岁以上户籍人口 | . |\n| . 2、儿童指不满14周岁的人 | . |\n| . 填表人： | . |`)).toEqual([
    '说明：',
    '1、老年人指65周岁以上户籍人口',
    '2、儿童指不满14周岁的人',
  ]);
  expect(notesIn(`${TABLE}\n| 填表说明 | ~ |\n| 老年人指65周岁以上户籍人口 | ~ |`)).toEqual(['填表说明', '老年人指65周岁以上户籍人口']);
});

test('lines below a note go on with it', () => {
  expect(notesIn(`${TABLE}\n| 注：1.老年人指65周岁以上 | ~ |\n| 2.户籍人口含外出 | ~ |\n| 3.人数按户籍统计； | ~ |`)).toEqual([
    '注：1.老年人指65周岁以上',
    '2.户籍人口含外出',
    '3.人数按户籍统计；',
  ]);
  expect(notesIn(`${TABLE}\n| . 老年人指65周岁以上户籍人口； | . |`)).toEqual(['老年人指65周岁以上户籍人口；']);
});

test('above a table only lines numbered as the notes are go on with them; its caption heads it', () => {
  const picture = `
    | . 人口和设施情况表 | ~ |
    | . 填表说明： | ~ |
    | . 1.老年人指65周岁以上户籍人口 | ~ |
    | . 2.户籍人口含外出 | ~ |
    | . 一、人口 | ~ |
    | 项目 | 数量 |
    | 老年人 | |
    | 注：户籍人口含外出。 | ~ |
    | 二、设施 | ~ |
    | 电梯 | |`;
  expect(labels(picture)).toEqual({ B7: '人口 § 老年人 / 数量', B10: '设施 § 电梯 / 数量' });
  expect(notesIn(picture)).toEqual(['填表说明：', '1.老年人指65周岁以上户籍人口', '2.户籍人口含外出', '注：户籍人口含外出。']);
  expect(read(`\n| . 请认真阅读说明后填报。 | ~ |\n| . 人口情况表 | ~ |${TABLE}`).title?.text).toBe('人口情况表');
});

test('what asks for something below the notes is none', () => {
  const picture = `${TABLE}\n| 注：老年人指65周岁以上。 | ~ |\n| . 补充：月末户数（户） | . |\n| . 妇联主席：      填表人：      | ~ |\n| . 村民委员会： | ~ |`;
  expect(labels(picture)).toEqual({ B2: '老年人 / 数量(人)', B4: '月末户数(户)' });
  expect(notesIn(picture)).toEqual(['注：老年人指65周岁以上。']);
});

test('in a sheet without lines only what is numbered, or reaches the margin, goes on with a note', () => {
  const rows = '\n| 注：1.按户籍统计。 | ~ |\n| 2.户籍人口含外出 | ~ |\n| 3.老年人指65周岁以上 | |\n| 月末户数 | |';
  expect(notesIn(`\n| 项目 | 数量 |\n| 老年人 | |${rows}`, { undrawn: true })).toEqual(['注：1.按户籍统计。', '2.户籍人口含外出', '3.老年人指65周岁以上']);
});
