// How a value follows from others, in words that people read from left to right.
import { expect, test } from 'vitest';
import { expressionOf } from '../../engine/describe.ts';
import type { Term } from '../../engine/model/plan.ts';
import { sayExpression } from '../../engine/problem/index.ts';

const term = (item: string, sign: '' | '-', over: Term['over'] = 'end'): Term => ({
  coefficient: { numerator: `${sign}1`, denominator: '1' },
  from: { kind: 'item', item },
  over,
});

test('what is added comes first, then what is taken off, each by its name', () => {
  const titles = new Map([
    ['all', '低保对象'],
    ['female', '低保对象 › 女'],
    ['new', '本期新增'],
  ]);
  const derivation = { kind: 'linear', element: 'e', frequency: 'annual', level: 'differenceOwn', needsApproval: false } as const;
  const said = expressionOf({ ...derivation, terms: [term('female', '-'), term('all', ''), term('new', '', 'sum')] }, titles);
  expect(said).toBe('[低保对象] + [本期新增](各期之和) − [低保对象 › 女]');
  expect(sayExpression(said, 'zh')).toBe(said);
  expect(sayExpression(said, 'en')).toBe('[低保对象] + [本期新增] (sum of the periods) − [低保对象 › 女]');
  expect(sayExpression('台账计数[花名册(台账计数)]', 'en')).toBe('counted in the register [花名册(台账计数)]');
});
