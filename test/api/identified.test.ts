// What an identity number tells of a row where somebody left it blank.
import { expect, test } from 'vitest';
import { checkDigit } from '../../engine/check/identity.ts';
import { toldByIdentity } from '../../api/registers/identified.ts';

const BORN = '11010519600915012';
const idCard = BORN + checkDigit(BORN);

test.each([
  ['2026-08', 65],
  ['2026-09', 66],
])('sex, and the age at the end of %s', (month, age) => {
  const told = toldByIdentity(new Map([['idCard', idCard]]), month);
  expect(Object.fromEntries(told)).toEqual({ idCard, sex: '女', age });
});

test('what was written stands, and a passport tells nothing', () => {
  const written = new Map([['idCard', idCard] as const, ['age', '67岁'] as const]);
  expect(toldByIdentity(written, '2026-09').get('age')).toBe('67岁');
  const passport = new Map([['idCard', 'E12345678']]);
  expect(toldByIdentity(passport, '2026-09')).toBe(passport);
});
