// Made-up people have identity numbers that pass for ones, and nobody has another's.
import { expect, it } from 'vitest';
import { identityNumber } from '../../../engine/check/index.ts';
import { consolidatedSample, madeUp } from '../../sample.ts';

it('no two people of neighbouring communities have the same identity number', async () => {
  const consolidation = await consolidatedSample();
  const columns = consolidation.registers.flatMap(({ columns: all }) => all.filter(({ attribute }) => attribute === 'idCard').map(({ id }) => id));
  const rows = [2026, 2027, 2028, 2029, 2030, 2031].flatMap((seed) => [...madeUp(consolidation, seed).registers.values()].flat());
  const numbers = rows.flatMap((row) => columns.flatMap((column) => row.get(column) ?? [])).map(String);
  expect(numbers.length).toBeGreaterThan(1000);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers.filter((number) => !number.startsWith('999999') || identityNumber(number).kind !== 'sound')).toEqual([]);
});
