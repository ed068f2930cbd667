// What is wrong with a cell of a row as far as it is typed, and what a sound identity number tells of cells left blank beside it. The server judges again.
import { ageAt, identityNumber, identitySays } from '../../../engine/check/identity.ts';
import { personCheck, type IdentitySays } from '../../../engine/check/person.ts';
import { PERSON_WORDS } from '../../words/zh/person.ts';
import type { Column, Register, Scalar, Typed } from './model.ts';

const { isNobodysAge, sexTold, toldInstead } = personCheck(PERSON_WORDS);

/** A row while it is typed. */
export interface Typing {
  readonly register: Pick<Register, 'columns'>;
  /** As it stood when the form was opened. */
  readonly before: ReadonlyMap<string, Scalar>;
  readonly typed: Typed;
  /** From which month it holds: 2026-09. */
  readonly month: string;
}

/** Words, and what they name. */
export interface Said {
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** null: nothing is wrong, or it was not typed here. */
export function faultOf(row: Typing, { column, attribute, title }: Column): Said | null {
  const text = String(row.typed[column] ?? '').trim();
  if (text === '') return null;
  if (attribute === 'idCard') return identityFault(text);
  if (attribute === 'age' && isNobodysAge(text)) return { key: 'registers.form.age', params: {} };
  const says = saysOf(row);
  const told = says && toldInstead({ attribute, title, text }, says, row.month);
  return told === null ? null : { key: 'registers.form.otherThanIdentity', params: { told } };
}

export function hasFault(row: Typing): boolean {
  return row.register.columns.some((column) => faultOf(row, column) !== null);
}

/** What the number tells where the cell is left blank: it need not be typed. */
export function tellsOf(row: Typing, { column, attribute }: Column): Said | null {
  const says = saysOf(row);
  if (!says || String(row.typed[column] ?? row.before.get(column) ?? '') !== '') return null;
  if (attribute === 'sex') return { key: 'registers.form.tells', params: { told: sexTold(says) } };
  return attribute === 'age' ? { key: 'registers.form.tells', params: { told: ageAt(says.birth, row.month) } } : null;
}

function identityFault(text: string): Said | null {
  const read = identityNumber(text);
  return read.kind === 'wrong' ? { key: `registers.form.identity.${read.why}`, params: { count: text.replace(/\s/g, '').length } } : null;
}

/** A number shown with its middle left out tells nothing. */
function saysOf({ register, before, typed }: Typing): IdentitySays | null {
  const column = register.columns.find(({ attribute }) => attribute === 'idCard')?.column ?? '';
  return identitySays(String(typed[column] ?? before.get(column) ?? ''));
}
