// The demo's year looks lived in on whatever day it is started: most is done, little is late, one came back, what is due soon is begun, and nothing is ahead of its time.
import { expect, test } from 'vitest';
import { standOf } from '../../api/demo-year.ts';

const NOW = Date.parse('2026-11-22T00:00:00Z');
const COMMUNITIES = [0, 1, 2, 3, 4, 5];
const stands = (period: string, due: string) => COMMUNITIES.map((index) => standOf(index, period, Date.parse(due), NOW));

test('what was due some time ago is approved everywhere', () => {
  expect(stands('2026-08', '2026-09-15').every((stand) => stand?.state === 'approved' && stand.share === 1)).toBe(true);
});

test('of what was due lately one came back, two are late, the others wait or are through', () => {
  const states = stands('2026-10', '2026-11-16').map((stand) => stand?.state ?? '');
  expect(states.toSorted()).toEqual(['approved', 'open', 'open', 'returned', 'submitted', 'submitted']);
});

test('what is due soon is begun and not handed in; of what has not begun nothing is there', () => {
  for (const [period, due] of [
    ['2026', '2027-01-15'],
    ['2026-H2', '2027-01-15'],
    ['2026-Q4', '2027-01-15'],
    ['2026-11', '2026-12-15'],
  ] as const)
    expect(
      stands(period, due).every((stand) => stand?.state === 'open' && stand.share < 1),
      period,
    ).toBe(true);
  expect(stands('2026-12', '2027-01-15')).toEqual(COMMUNITIES.map(() => null));
});
