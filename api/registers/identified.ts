// What a sound identity number tells of a person beside whom it is left blank: the sex, and the age at the end of a month. Told whenever the rows are counted or
// listed and never kept, for an age grows; what somebody wrote stands.
import { ageAt, identitySays } from '../../engine/check/index.ts';
import type { RowValues } from './rows.ts';

/** `month`: 2026-09. */
export function toldByIdentity(values: RowValues, month: string): RowValues {
  if (values.has('sex') && values.has('age')) return values;
  const says = identitySays(String(values.get('idCard') ?? ''));
  return says ? new Map([['sex', says.female ? '女' : '男'], ['age', ageAt(says.birth, month)], ...values]) : values;
}
