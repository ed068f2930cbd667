// Who is late: the same for the coordinating office, the street and the community.
import { expect, it } from 'vitest';
import { isLate } from '../../../api/submissions/states.ts';

const DUE = '2026-11-16T15:59:59Z';
const [BEFORE, AFTER] = ['2026-11-14T00:00:00Z', '2026-11-20T00:00:00Z'];

it.each([
  ['open', null, AFTER, true],
  ['open', null, BEFORE, false],
  ['returned', BEFORE, AFTER, true],
  ['submitted', BEFORE, AFTER, false],
  ['approved', AFTER, AFTER, true],
] as const)('%s, handed in %s, at %s: %s', (state, submittedAt, now, late) => {
  expect(isLate(state, submittedAt, DUE, now)).toBe(late);
  expect(isLate(state, submittedAt, null, now)).toBe(false);
});
