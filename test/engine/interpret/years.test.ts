import { expect, test } from 'vitest';
import { asks, rows } from './meaning.ts';

test('a year in figures is this year or the last one, if it is known what year the form is of', () => {
  const picture = '\n| 指标 | 单位 | 2025年 | 2026年 |\n| 常住人口 | 人 | | |\n| 2026年末户籍人口 | 人 | | |';
  const inWords = picture.replace('2025年 | 2026年', '上年 | 本年').replace('2026年末', '年末');
  expect(asks(picture, { year: 2026 })).toEqual(asks(inWords));
  expect(asks(picture, { year: 2027 })).toMatchObject({ D2: 'person 常住 +上年 ?unknownWords' });
  expect(asks(picture)).toMatchObject({ C2: 'person 常住 +2025年 ?unknownWords', D2: 'person 常住 +2026年 ?unknownWords' });
});

test('a year that is part of a span or of a day is no year of its own', () => {
  const labels = ['2020—2026年常住人口', '2026年以来常住人口', '2026年前常住人口', '2026年7月1日常住人口'];
  expect(rows(labels, [], { year: 2026 })).toEqual(rows(labels, []));
});
