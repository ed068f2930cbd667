// The sample district's checks on made-up communities: what agrees passes, what does not is named, and a blank is never zero.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluateChecks, problemsOf, type CheckInput } from '../../../engine/check/index.ts';
import { simulate } from '../../../engine/simulate/index.ts';
import { readAnswers } from '../../../engine/view/index.ts';
import type { AnnualForm } from '../../../engine/model/annual.ts';
import type { Answers } from '../../../engine/model/answers.ts';
import type { Consolidation } from '../../../engine/model/consolidation.ts';
import { describe as inWords } from '../../../engine/problem/index.ts';
import { loadVocabulary } from '../../../forms/lexicon/form.ts';
import { loadLearning } from '../../../forms/lexicon/load.ts';
import { compiledSample, consolidatedSample } from '../../sample.ts';

let consolidation: Consolidation;
let form: AnnualForm;
let input: CheckInput;

beforeAll(async () => {
  consolidation = await consolidatedSample();
  form = compiledSample(consolidation).form;
  const habits = JSON.parse(readFileSync(new URL('../../../forms/samples/population.json', import.meta.url), 'utf8'));
  const { spellings } = loadLearning();
  const values = simulate({ consolidation, vocabulary: loadVocabulary(), spellings, habits, community: { code: '1', name: '示例社区' }, seed: 7 });
  const { answers } = readAnswers(consolidation, values, spellings);
  input = { answers, items: new Map(consolidation.items.map((item) => [item.id, item])), year: 2026 };
});

function withItem(item: string, change: (given: Map<string, { kind: 'number'; value: string }>) => void): Answers {
  const given = new Map<string, { kind: 'number'; value: string }>();
  for (const [period, answer] of input.answers.items.get(item) ?? [])
    if (answer.kind === 'number') given.set(period, { kind: 'number', value: String(answer.value) });
  change(given);
  return { ...input.answers, items: new Map([...input.answers.items, [item, given]]) };
}

describe('checks', () => {
  it('all hold where parts add up', () => {
    const wrong = evaluateChecks(form.checks, input).filter(({ outcome, check }) => outcome === 'fails' && check.kind !== 'written');
    expect(problemsOf(wrong, {}).map((found) => inWords(found, 'zh'))).toEqual([]);
  });

  it('find a part that is larger than its whole', () => {
    const part = form.checks.find(({ kind, frequency }) => kind === 'part' && frequency === 'annual');
    const item = part?.kind === 'part' && part.left[0]?.from.kind === 'item' ? part.left[0].from.item : '';
    const answers = withItem(item, (given) => {
      for (const period of given.keys()) given.set(period, { kind: 'number', value: '999999' });
    });
    const failed = evaluateChecks(form.checks, { ...input, answers }).filter(({ outcome }) => outcome === 'fails');
    expect(failed.map(({ check }) => check.id)).toContain(part?.id);
    expect(problemsOf(failed, { department: '示例社区' }).length).toBe(failed.length);
  });

  it('stay open while something is blank', () => {
    const part = form.checks.find(({ kind }) => kind === 'part');
    const item = part?.kind === 'part' && part.left[0]?.from.kind === 'item' ? part.left[0].from.item : '';
    const answers = withItem(item, (given) => given.clear());
    const own = evaluateChecks(form.checks, { ...input, answers }).filter(({ check }) => check.id === part?.id);
    expect(new Set(own.map(({ outcome }) => outcome))).toEqual(new Set(['open']));
  });

  it('can be switched off by id', () => {
    const [first] = form.checks;
    const found = evaluateChecks(form.checks, { ...input, switchedOff: new Set([first?.id ?? '']) });
    expect(found.some(({ check }) => check.id === first?.id)).toBe(false);
  });
});
