// Months in weeks from Monday on.
import { expect, test } from 'vitest';
import { daysOf } from '../../web/pages/administration/month.ts';

test('March 2026 begins on a Sunday and has six weeks', () => {
  const weeks = daysOf(2026, 2);
  expect(weeks).toHaveLength(6);
  expect(weeks[0]).toEqual([null, null, null, null, null, null, { day: '2026-03-01', date: 1, weekend: true }]);
  expect(weeks[5]?.[1]).toEqual({ day: '2026-03-31', date: 31, weekend: false });
});

test('February 2024 has its 29th', () => {
  expect(
    daysOf(2024, 1)
      .flat()
      .filter((day) => day !== null),
  ).toHaveLength(29);
});
