// A row against its own identity number: the sex, age or birthday written beside it may be somebody else's. What is typed
// is refused then; a line of a file, and what stood before the change, is kept, and told.
import { ageAt, identitySays, type IdentitySays, isOtherAge, readDate } from '../../engine/check/index.ts';
import { loadPersonCheck } from '../../forms/lexicon/person.ts';
import type { RegisterColumn } from '../../engine/model/register.ts';
import type { Scalar } from '../../engine/model/sheet.ts';
import { loadLearning } from '../../forms/lexicon/load.ts';
import { apiProblem, type ApiProblem } from '../problem.ts';
import type { RowValues } from './rows.ts';
import { headOf, type Table } from './table.ts';

/** A cell that says other than the identity number beside it. */
interface Contradiction {
  readonly column: RegisterColumn;
  readonly value: string;
  /** What the number tells, as the column would have it. */
  readonly told: string;
}

/** One hint for each column that says other than a sound identity number on the row; `month`: from which the row holds. */
export function contradictions(table: Table, values: RowValues, month: string): ApiProblem[] {
  return contradictionsIn(table, values, month).map(({ column, value }) => apiProblem('register.contradicts', { column: headOf(column), value }));
}

/** What is wrong with the cells written just now; with a new number, whatever stands beside it is. */
export function contradictionsWritten(table: Table, values: RowValues, written: RowValues, month: string): ApiProblem[] {
  const isNew = [...table.columns.values()].some(({ id, attribute }) => attribute === 'idCard' && written.has(id));
  return contradictionsIn(table, values, month)
    .filter(({ column }) => isNew || written.has(column.id))
    .map(({ column, value, told }) => apiProblem('register.notThisPerson', { column: headOf(column), value, told }));
}

function contradictionsIn({ register, columns }: Table, values: RowValues, month: string): Contradiction[] {
  const idCard = [...columns.values()].find(({ attribute }) => attribute === 'idCard');
  const says = identitySays(String(values.get(idCard?.id ?? '') ?? ''));
  if (!says) return [];
  const toldInstead = (column: RegisterColumn, value: Scalar): string | null => {
    if (column.attribute === 'sex') return isOtherSex(register, value, says) ? loadPersonCheck().sexTold(says) : null;
    if (column.attribute === 'age') return isOtherYears(register, value, says, month) ? String(ageAt(says.birth, month)) : null;
    return column.attribute === null && loadPersonCheck().isBirthday(headOf(column)) && isOtherDay(value, says) ? says.birth : null;
  };
  return [...columns.values()].flatMap((column) => {
    const value = values.get(column.id) ?? null;
    const told = value === null ? null : toldInstead(column, value);
    return told === null ? [] : [{ column, value: String(value), told }];
  });
}

function isOtherSex(register: string, value: Scalar, { female }: IdentitySays): boolean {
  const said = loadLearning().spellings.read(register, 'sex', value);
  return said.kind === 'extent' && said.extent.kind === 'members' && !said.extent.members.includes(female ? 'female' : 'male');
}

function isOtherYears(register: string, value: Scalar, says: IdentitySays, month: string): boolean {
  const said = loadLearning().spellings.read(register, 'age', value);
  return said.kind === 'extent' && said.extent.kind === 'interval' && said.extent.from !== null && isOtherAge(said.extent.from, says, month);
}

function isOtherDay(value: Scalar, { birth }: IdentitySays): boolean {
  const day = readDate(String(value), ['年', '月', '日']);
  return day !== null && !birth.startsWith(day);
}
