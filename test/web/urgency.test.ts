// What a community is shown first of its year.
import { expect, test } from 'vitest';
import { byUrgency } from '../../web/pages/community/period.ts';
import { isUnderWay } from '../../web/pieces/period.ts';

test('what was returned and what is late come before what is in time, each by the day it is due', () => {
  const part = (period: string, day: string | null, state = 'open') => ({ period, state, due: day === null ? null : { dueAt: `${day}T15:59:59Z` } });
  const parts = [
    part('2026', '2027-01-15'),
    part('2026-Q4', null),
    part('2026-10', '2026-11-16'),
    part('2026-Q3', '2026-10-16', 'returned'),
    part('2026-11', '2026-12-15'),
    part('2026-09', '2026-10-20'),
    part('2026-12', '2026-11-22'),
  ];
  expect(byUrgency(parts, '2026-11-22').map(({ period }) => period)).toEqual(['2026-Q3', '2026-09', '2026-10', '2026-12', '2026-11', '2026', '2026-Q4']);
});

test.each([
  ['2026-11', '2026-11-22', true],
  ['2026-10', '2026-11-01', false],
  ['2026-Q4', '2026-11-30', true],
  ['2026-H1', '2026-07-01', false],
  ['2026', '2027-01-01', false],
])('%s on %s has days to come: %s', (period, today, isSo) => {
  expect(isUnderWay(period, today)).toBe(isSo);
});
