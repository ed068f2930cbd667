// How a value follows from others, in words that people read from left to right.
import { expect, test } from 'vitest';
import { expressionOf } from '../../engine/describe.ts';
import type { Term } from '../../engine/model/plan.ts';

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
});
