// What must not change what a form asks: other words for the same thing, and the order of rows.
import { readFileSync } from 'node:fs';
import fc from '../../random.ts';
import { expect, test } from 'vitest';
import { functionalKey, functionalOf } from '../../../engine/match/functional.ts';
import { normalise } from '../../../engine/interpret/index.ts';
import { loadLearning, type Term } from '../../../forms/lexicon/load.ts';
import { rows, understand } from './meaning.ts';

const { knowledge, interpreter } = loadLearning();
const terms = JSON.parse(readFileSync(new URL('../../../forms/lexicon/zh/terms.json', import.meta.url), 'utf8')) as Term[];

/** Words of one line that mean one group of people and nothing else. */
const ALIASES = terms
  .filter(({ means }) => /^person \w+=[^|;]+$/u.test(means) && !means.includes('topic') && !means.includes('needs='))
  .map(({ words }) => words.filter((word) => interpreter.lexicon.words.get(normalise(word))?.senses.length === 1))
  .filter((words) => words.length > 1);

function asked(label: string): string {
  const { fields } = understand(`\n| 指标 | 单位 | 数量 |\n| ${label} | 人 | |\n| . 说明：本表按户籍人口统计。 | ~ | ~ |`);
  return fields.map(({ point }) => (point.kind === 'plain' ? functionalKey(functionalOf(point, knowledge)) : point.kind)).join();
}

test.each(ALIASES)('another word for the same thing asks the same: %s', (first, ...others) => {
  expect(Object.fromEntries(others.map((word) => [word, asked(word)]))).toEqual(Object.fromEntries(others.map((word) => [word, asked(first ?? '')])));
});

const LABELS = ['老年人', '残疾人', '低保户 [户]', '在校学生', '女', '矛盾纠纷调解 [件]', '停车位 [个]', '出租房 [套]', '刺绣传承人', '小区 [个]'];

test('the order of rows that stand by themselves changes nothing', () => {
  const notes = ['说明：本表按户籍人口统计。'];
  const asksOf = (labels: readonly string[]): Map<string, string> => {
    const lines = rows(labels, notes);
    return new Map(labels.map((label, index) => [label, lines[index] ?? '']));
  };
  const before = asksOf(LABELS);
  fc.assert(
    fc.property(fc.shuffledSubarray(LABELS, { minLength: LABELS.length }), (labels) => {
      expect(new Map([...asksOf(labels)].sort())).toEqual(new Map([...before].sort()));
    }),
    { numRuns: 40 },
  );
}, 30_000);
