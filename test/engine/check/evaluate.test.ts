// The sample district's checks on made-up communities: what agrees passes, what does not is named, and a blank is never zero.
import { beforeAll, describe, expect, it } from 'vitest';
import { failures, type Finding, prepareChecks, questionsByItem, tally } from '../../../engine/check/index.ts';
import { createReader, itemOrigins } from '../../../engine/view/index.ts';
import type { AnnualForm } from '../../../engine/model/annual.ts';
import type { Answer, Answers } from '../../../engine/model/answers.ts';
import type { FormCheck } from '../../../engine/model/check.ts';
import type { Consolidation } from '../../../engine/model/consolidation.ts';
import { describe as inWords, type Problem } from '../../../engine/problem/index.ts';
import { loadCheckValue } from '../../../forms/lexicon/form.ts';
import { loadLearning } from '../../../forms/lexicon/load.ts';
import { community, consolidated, annualForm, viewOf } from '../../district.ts';
import { compiledSample, consolidatedSample, madeUp } from '../../sample.ts';

let consolidation: Consolidation;
let form: AnnualForm;
let answers: Answers;

beforeAll(async () => {
  consolidation = await consolidatedSample();
  form = compiledSample(consolidation).form;
  const read = createReader({ consolidation, form, spellings: loadLearning().spellings, checkValue: loadCheckValue() });
  answers = read(madeUp(consolidation, 7)).answers;
});

const itemsOf = ({ items }: Consolidation): Map<string, Consolidation['items'][number]> => new Map(items.map((item) => [item.id, item]));

function run(given: Answers, switchedOff = new Set<string>()): Finding[] {
  return prepareChecks({ checks: form.checks, items: itemsOf(consolidation), year: 2026, switchedOff }).run(given);
}

function told(findings: readonly Finding[], given: Answers): Problem[] {
  const origins = itemOrigins({ form, consolidation });
  return failures(findings, { community: '示例社区', answers: given, items: itemsOf(consolidation), questions: questionsByItem(form), origins });
}

/** The answers with one item's changed, period by period. */
function changed(item: string, change: (answer: Answer) => Answer | null): Answers {
  const given = [...(answers.items.get(item) ?? [])].flatMap(([period, answer]) => {
    const now = change(answer);
    return now ? [[period, now] as const] : [];
  });
  return { ...answers, items: new Map([...answers.items, [item, new Map(given)]]) };
}

function partCheck(): { check: FormCheck; item: string } {
  const check = form.checks.find(({ kind, frequency }) => kind === 'part' && frequency === 'annual');
  const from = check?.kind === 'part' ? check.left[0]?.from : undefined;
  if (!check || from?.kind !== 'item') throw new Error('The sample has no check of a part.');
  return { check, item: from.item };
}

describe('checks', () => {
  it('all hold where parts add up', () => {
    const wrong = run(answers).filter(({ outcome, check }) => outcome === 'fails' && check.kind !== 'written');
    expect(told(wrong, answers).map((found) => inWords(found, 'zh'))).toEqual([]);
  });

  it('find a part that is larger than its whole, and say where it stands, what was answered and what to do', () => {
    const { check, item } = partCheck();
    const wrong = changed(item, () => ({ kind: 'number', value: '999999' }));
    const failed = run(wrong).filter(({ outcome }) => outcome === 'fails');
    expect(failed.map(({ check: { id } }) => id)).toContain(check.id);
    const words = told(
      failed.filter((finding) => finding.check.id === check.id),
      wrong,
    ).map((found) => inWords(found, 'zh'));
    const { section, question } = questionsByItem(form).get(item) ?? {};
    expect(words[0]).toMatch(/^\[示例社区 2026 [^\]]+·[^\]]+\.xlsx [^\]]+![A-Z]+\d+\] B 类审核未通过:“.+”不应大于“.+”。左边 999999,右边 \d+。/u);
    expect(words[0]).toContain(`${section}›“${question?.title}”= 999999`);
    expect(words[0]).toMatch(/= 999999[^(]*\(.+·.+\.xlsx .+![A-Z]+\d+\)/u);
    expect(words[0]).toMatch(/请核对这些数;确实无误的,请写明原因。$/u);
  });

  it('stay open while something is blank', () => {
    const { check, item } = partCheck();
    const own = run(changed(item, () => null)).filter((finding) => finding.check.id === check.id);
    expect(new Set(own.map(({ outcome }) => outcome))).toEqual(new Set(['open']));
  });

  it('can be switched off by id', () => {
    const { check } = partCheck();
    expect(run(answers, new Set([check.id])).some((finding) => finding.check.id === check.id)).toBe(false);
  });

  it('keep their ids apart', () => {
    expect(new Set(form.checks.map(({ id }) => id)).size).toBe(form.checks.length);
  });

  it('are counted by severity', () => {
    const { A, B, C } = tally(run(answers));
    expect(A.fails + B.fails).toBe(0);
    expect(Math.min(A.holds, B.holds, C.holds)).toBeGreaterThan(0);
  });
});

describe('a printed relation', () => {
  const picture = [
    '| 人口情况 | ~ | ~ | ~ |',
    '| 指标 | 序号 | 单位 | 数量 |',
    '| 常住人口 | 1 | 人 | |',
    '| 其中:常住女性 | 2 | 人 | |',
    '| 特别一类 | 3 | 户 | |',
    '| 特别二类 | 4 | 户 | |',
    '| 审核关系:1≥2;3≥4 | ~ | ~ | ~ |',
  ].join('\n');
  const drawn = consolidated([{ id: 'tj-1', department: '统计局', picture }]);

  it('is insisted on when it follows from what its blanks mean, and else to be explained', () => {
    const printed = annualForm(drawn).checks.filter(({ kind }) => kind === 'printed');
    expect(printed.map(({ severity, owner, origin }) => [severity, owner, origin.cell])).toEqual([
      ['A', '统计局', 'D3'],
      ['B', '统计局', 'D5'],
    ]);
  });

  it('fails with department, form, sheet and cell, and its forms are filled all the same', () => {
    const view = viewOf(drawn).community(community(drawn, { items: { 'tj-1 D3': 10, 'tj-1 D4': 12, 'tj-1 D5': 3, 'tj-1 D6': 1 } }));
    const [failed] = view.problems;
    expect(failed?.severity).toBe('error');
    expect(failed && inWords(failed, 'zh')).toMatch(/^\[第一社区 2026 统计局·tj-1\.xlsx 表!D3\] A 类审核未通过:.*左边 10,右边 12。.*= 12 人/u);
    expect(failed && inWords(failed, 'en')).toMatch(/Left 10, right 12\..*correct it and generate again\.$/u);
    expect(view.form('tj-1', '2026').edits[0]?.cells).toContainEqual({ cell: 'D4', value: 12 });
  });
});

describe('units', () => {
  it('are reckoned with: 1 万元 is more than 500 元', () => {
    const drawn = consolidated([
      { id: 'a-1', picture: '| 经费 | ~ | ~ |\n| 指标 | 单位 | 数量 |\n| 慰问帮扶支出 | 万元 | |' },
      { id: 'b-1', picture: '| 经费 | ~ | ~ |\n| 指标 | 单位 | 数量 |\n| 春节慰问帮扶支出 | 元 | |' },
    ]);
    const items = new Map(drawn.items.map((item) => [item.id, item]));
    const [whole, part] = drawn.items;
    if (!whole || !part) throw new Error('Two items are asked.');
    const term = (item: string): { coefficient: { numerator: string; denominator: string }; from: { kind: 'item'; item: string }; over: 'end' } => ({
      coefficient: { numerator: '1', denominator: '1' },
      from: { kind: 'item', item },
      over: 'end',
    });
    const check = { kind: 'part', id: 'x', severity: 'B', owner: '', origin: {}, words: '', frequency: 'annual', comparison: '≤' } as const;
    const given = (amount: string): Answers => ({
      items: new Map([
        [whole.id, new Map([['2026', { kind: 'number', value: whole.factor === '10000' ? '1' : amount }]])],
        [part.id, new Map([['2026', { kind: 'number', value: part.factor === '10000' ? '1' : amount }]])],
      ]),
      free: new Map(),
    });
    const [large, small] = whole.factor === '10000' ? [whole, part] : [part, whole];
    expect(large.factor).toBe('10000');
    const checks = prepareChecks({ checks: [{ ...check, left: [term(small.id)], right: [term(large.id)] }], items, year: 2026 });
    expect(checks.run(given('500.5'))[0]?.outcome).toBe('holds');
    expect(checks.run(given('10000.01'))[0]).toMatchObject({ outcome: 'fails', sides: { left: '10000.01', right: '10000' } });
  });
});
