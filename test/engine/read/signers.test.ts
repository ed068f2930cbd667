// Who signs a form, and who is only counted on it: the same words stand for both.
import { expect, test } from 'vitest';
import { labels, read } from './reading.ts';

const contextIn = (picture: string): string[] => read(picture).context.map(({ cell, kind }) => `${cell} ${kind}`);

test('填写 and 填报 over blanks say what to do, and nobody signs there', () => {
  for (const word of ['填写', '填报', '制表', '复核'])
    expect(labels(`\n| 序号 | 项目 | ${word} |\n| 1 | 户籍人口（人） | |\n| 2 | 常住人口（人） | |`)).toEqual({
      C2: `户籍人口(人) / ${word} (1)`,
      C3: `常住人口(人) / ${word} (2)`,
    });
});

test('审核 among the rows of a table is counted; beside others who sign, with a colon or in the last line it signs', () => {
  expect(labels('\n| 工作 | 件数 |\n| 受理 | |\n| 审核 | |\n| 办结 | |')).toEqual({ B2: '受理 / 件数', B3: '审核 / 件数', B4: '办结 / 件数' });
  const below = (line: string): string[] => contextIn(`\n| 项目 | 人数 | 项目 | 人数 |\n| 低保 | | 特困 | |\n| ${line} |`);
  expect(below('. 填表 | . | . 审核 | .')).toEqual(['B3 person', 'D3 person']);
  expect(below('填表 | | 电话 |')).toEqual(['B3 person', 'D3 phone']);
  expect(contextIn('\n| 项目 | 人数 |\n| 低保 | |\n| 填表 | |')).toEqual(['B3 person']);
  expect(contextIn('\n| 社区 | | 填表 | |\n| 低保 | | 特困 | |')).toEqual(['B1 community.name', 'D1 person']);
});

test('those who sign by their title do so with a colon only', () => {
  expect(contextIn('\n| 项目 | 数额 |\n| 低保 | |\n| 会计： | |')).toEqual(['B3 person']);
  expect(contextIn('\n| 人员 | 人数 |\n| 会计 | |\n| 村医 | |')).toEqual([]);
  expect(contextIn('\n| 项目 | 人数 |\n| 低保 | |\n| . 网格长：____ | . |')).toEqual(['A3 person']);
});

test('occupations under 人数, or among others who are counted, are counted with one value column too', () => {
  expect(labels('\n| 人员 | 人数 |\n| 网格员 | |\n| 社区民警 | |\n| 安全员 | |')).toEqual({ B2: '网格员 / 人数', B3: '社区民警 / 人数', B4: '安全员 / 人数' });
  expect(labels('\n| 人员 | 人数 |\n| 网格员 | |\n| 民警 | |', { undrawn: true })).toEqual({ B2: '网格员 / 人数', B3: '民警 / 人数' });
  expect(read('\n| 人员 | 人数 | 其中：女 |\n| 网格员 | | |\n| 联络员 | | |').rosters).toEqual([]);
  expect(Object.keys(labels('\n| 人员 | 人数 | 人员 | 人数 |\n| 网格员 | | 民警 | |\n| 统计员 | | 专干 | |'))).toEqual(['B2', 'D2', 'B3', 'D3']);
  expect(labels('\n| 志愿者（人） | |\n| 网格员 | |\n| 民警 | |\n| 低保人数 | |')['B3']).toBe('民警');
});

test('they sign beside a telephone, below the counts of a card, and for themselves', () => {
  expect(contextIn('\n| 项目 | 人数 | 项目 | 人数 |\n| 低保 | | 特困 | |\n| 网格员 | | 电话 | |')).toEqual(['B3 person', 'D3 phone']);
  expect(contextIn('\n| 户籍人口（人） | |\n| 常住人口（人） | |\n| 网格员 | |')).toEqual(['B3 person']);
  expect(contextIn('\n| 人员 | 人数 |\n| 网格员 | |\n| 审核人 | |')).toEqual(['B3 person']);
});
