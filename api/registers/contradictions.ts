// A row against its own identity number: the sex, age or birthday written beside it may be somebody else's. Such a row is kept, and told.
import { identitySays, readDate } from '../../engine/check/index.ts';
import type { RegisterColumn } from '../../engine/model/register.ts';
import type { Scalar } from '../../engine/model/sheet.ts';
import { loadLearning } from '../../forms/lexicon/load.ts';
import { apiProblem, type ApiProblem } from '../problem.ts';
import type { RowValues } from './rows.ts';
import { headOf, type Table } from './table.ts';

/** One hint for each column that says other than a sound identity number on the row; `month`: from which the row holds. */
export function contradictions({ register, columns }: Table, values: RowValues, month: string): ApiProblem[] {
  const idCard = [...columns.values()].find(({ attribute }) => attribute === 'idCard');
  const says = identitySays(String(values.get(idCard?.id ?? '') ?? ''));
  if (!says) return [];
  const wrong = (column: RegisterColumn, value: Scalar): boolean => {
    if (column.attribute === 'sex') return isOtherSex(register, value, says.female);
    if (column.attribute === 'age') return isOtherAge(register, value, Number(month.slice(0, 4)) - Number(says.birth.slice(0, 4)));
    return column.attribute === null && BIRTHDAY.test(headOf(column)) && isOtherDay(value, says.birth);
  };
  return [...columns.values()].flatMap((column) => {
    const value = values.get(column.id) ?? null;
    return value !== null && wrong(column, value) ? [apiProblem('register.contradicts', { column: headOf(column), value: String(value) })] : [];
  });
}

const BIRTHDAY = /^(?:出生(?:年月日?|日期|时间)?|生日)$/u;

function isOtherSex(register: string, value: Scalar, female: boolean): boolean {
  const said = loadLearning().spellings.read(register, 'sex', value);
  return said.kind === 'extent' && said.extent.kind === 'members' && !said.extent.members.includes(female ? 'female' : 'male');
}

/** By the calendar, before the birthday, or by the old way of counting: a year more or less is no contradiction. */
function isOtherAge(register: string, value: Scalar, years: number): boolean {
  const said = loadLearning().spellings.read(register, 'age', value);
  return said.kind === 'extent' && said.extent.kind === 'interval' && Math.abs((said.extent.from ?? years) - years) > 1;
}

function isOtherDay(value: Scalar, birth: string): boolean {
  const day = readDate(String(value), ['年', '月', '日']);
  return day !== null && !birth.startsWith(day);
}
