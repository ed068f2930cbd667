// The report: questions come with rulings that answer them, doubt shows where data were merged, and what is easily mistaken comes first.
import { beforeAll, describe, expect, it } from 'vitest';
import { readTerm, termOf } from '../../../engine/decide/index.ts';
import { consolidate } from '../../../engine/consolidate.ts';
import { lookAlikes } from '../../../engine/measure/index.ts';
import type { Consolidation } from '../../../engine/model/consolidation.ts';
import { loadMeasureWords, loadVocabulary } from '../../../forms/lexicon/form.ts';
import { decisionsFrom } from '../../../forms/pack/decisions.ts';
import { reportPage } from '../../../forms/print/report.ts';
import { proposals } from '../../../forms/print/rulings.ts';
import { consolidated, district, type DrawnForm } from '../../district.ts';
import { consolidatedSample } from '../../sample.ts';

const vocabulary = loadVocabulary();
let sample: Consolidation;

beforeAll(async () => {
  sample = await consolidatedSample();
});

/** The proposals for the only question of drawn forms, and what becomes of it when they are followed. */
function answered(forms: readonly DrawnForm[]): { kind: string; answers: string[]; left: number[] } {
  const before = consolidated(forms);
  const [question] = before.questions;
  if (!question) throw new Error('Nothing is in question.');
  const fields = before.fields.filter(({ key }) => question.fields.includes(key));
  const found = proposals(question, fields, vocabulary, 'zh');
  const left = found.map(({ ruling }) => {
    const { value, problems } = decisionsFrom(JSON.parse(`[${ruling}]`), 'rulings.json');
    expect(problems).toEqual([]);
    return consolidate({ ...district(forms), decisions: value ?? [] }).questions.filter(({ id }) => id === question.id).length;
  });
  return { kind: question.kind, answers: found.map(({ answer }) => answer), left };
}

const table = (id: string, title: string, rows: readonly string[]): DrawnForm => ({
  id,
  picture: [`| ${title} | ~ | ~ |`, '| 指标 | 计量单位 | 数量 |', ...rows.map((row) => `| ${row} | 人 | |`)].join('\n'),
});

describe('a question', () => {
  it('about a bound is settled by each ruling proposed', () => {
    expect(answered([table('a-1', '儿童情况表', ['常住3周岁以下儿童', '常住3周岁以下女童'])])).toEqual({
      kind: 'boundNotStated',
      answers: ['照现在的读法', '包含边界'],
      left: [0, 0],
    });
  });

  it('about a population offers those that have names', () => {
    const { kind, answers, left } = answered([table('b-1', '妇女情况表', ['妇女人数', '60岁及以上妇女人数'])]);
    expect(kind).toBe('scopeNotStated');
    expect(answers).toEqual(expect.arrayContaining(['户籍', '常住']));
    expect(new Set(left)).toEqual(new Set([0]));
  });

  it('about unknown words shows what was understood, to be completed', () => {
    const { kind, answers, left } = answered([table('c-1', '情况表', ['锦绣计划常住低保人员'])]);
    expect(kind).toBe('unknownWords');
    expect(answers.at(-1)).toBe('这一格不用填');
    expect(new Set(left)).toEqual(new Set([0]));
  });
});

/** A data point with its members in order, for they are a set. */
const inOrder = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_, each: unknown) => (Array.isArray(each) ? each.toSorted() : each)));

describe('a term', () => {
  it('law: says a plain point so that it is read back as it was', () => {
    const { lexicon } = vocabulary;
    let said = 0;
    for (const { point } of sample.elements) {
      const term = termOf(point, lexicon);
      if (term === null) continue;
      said += 1;
      const read = readTerm(term, lexicon);
      expect([read.fault, inOrder(read.point)]).toEqual([null, inOrder(point)]);
    }
    expect(said).toBeGreaterThan(300);
  });
});

describe('the page', () => {
  it('says of a merged datum that a bound of it is doubtful', () => {
    const forms = [table('a-1', '儿童情况表', ['常住3周岁以下儿童']), table('b-1', '婴幼儿统计表', ['常住3周岁以下儿童'])];
    const page = reportPage(consolidated(forms), vocabulary, loadMeasureWords(), 'zh');
    expect(page).toContain('<span class="tag doubtful">有疑问</span>');
    expect(page).toContain('是否包含边界未注明:');
    expect(page).toContain('class="ruling"');
  });

  it('shows what is easily mistaken first, and folds the rest', () => {
    const pairs = lookAlikes({ consolidation: sample, knowledge: vocabulary.lexicon.knowledge, words: loadMeasureWords() });
    const telling = pairs.map(({ isTelling }) => isTelling);
    expect(telling).toEqual(telling.toSorted((a, b) => Number(b) - Number(a)));
    for (const { facet, isTelling } of pairs) if (facet === 'event.kind' || facet === 'person.sex') expect(isTelling).toBe(false);
    expect(pairs[0]).toMatchObject({ facet: 'person.residence', isTelling: true });
    const [, apart = ''] = reportPage(sample, vocabulary, loadMeasureWords(), 'zh').split('id="apart"');
    const [first = ''] = apart.split('<details><summary>另有');
    expect(first.match(/class="pair"/gu)?.length).toBeLessThanOrEqual(15);
    expect(first).not.toContain('招聘会 ≠');
  });
});

it('on paper the closed parts are open, and the text keeps off the edge', () => {
  const page = reportPage(sample, vocabulary, loadMeasureWords(), 'zh');
  const print = /@media print \{([\s\S]*?)\n\}/u.exec(page)?.[1] ?? '';
  expect(page).toContain('<details');
  expect(print).toMatch(/details::details-content \{[^}]*content-visibility: visible;/u);
  expect(print).toMatch(/main \{[^}]*padding: [1-9]/u);
});
