// What a person is offered where a form leaves something open.
import { expect, it } from 'vitest';
import { consolidated, type DrawnForm } from '../district.ts';

const form = (id: string, notes: string, ...labels: string[]): DrawnForm => ({
  id,
  picture: [
    '| 情况统计表 | ~ | ~ |',
    '| 指标 | 计量单位 | 数量 |',
    ...labels.map((label) => `| ${label} | 人 | |`),
    ...(notes ? [`| . ${notes} | ~ | ~ |`] : []),
  ].join('\n'),
});

it('a blank whose population alone is open may be what another form asks; one with words that nobody knows may be anything', () => {
  const offered = (label: string): number => {
    const { questions } = consolidated([form('a-1', '', label), form('b-1', '说明：本表按户籍人口统计。', '老年人')]);
    expect(questions.map(({ kind }) => kind)).toContain('scopeNotStated');
    return questions.filter(({ kind }) => kind === 'scopeNotStated').flatMap(({ candidates }) => candidates).length;
  };
  expect(offered('老年人')).toBe(1);
  expect(offered('红袖标巡查老年人')).toBe(0);
});
