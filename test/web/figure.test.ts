// Thousands are set apart wherever a number is shown, and no digit of an answer is lost by it.
import { expect, test } from 'vitest';
import { answered, figure, grouped } from '../../web/pieces/figure.ts';

test.each([
  [2387, '2,387'],
  [999, '999'],
  [1234567.86, '1,234,567.9'],
  [-0.04, '0'],
])('%d is counted as %s', (value, shown) => {
  expect(figure(value)).toBe(shown);
});

test.each([
  ['5179', '5,179'],
  ['-1234567.1250', '-1,234,567.1250'],
  ['123456789012345678901', '123,456,789,012,345,678,901'],
  ['2026-11', '2026-11'],
  ['13800001234号', '13800001234号'],
  ['—', '—'],
  ['0571.88001234', '0571.88001234'],
  ['0.5', '0.5'],
])('%s is shown as %s', (value, shown) => {
  expect(grouped(value)).toBe(shown);
});

test.each([
  [5179, 'count', '5,179'],
  ['17164.50', 'decimal', '17,164.50'],
  ['不适用', 'count', '不适用'],
  ['13800001234', 'text', '13800001234'],
  ['2026.07', 'text', '2026.07'],
  [2026, 'date', '2026'],
] as const)('an answer %s to a question for a %s is shown as %s', (value, answers, shown) => {
  expect(answered(value, answers)).toBe(shown);
});
