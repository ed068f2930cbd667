// What somebody wrote in a row → what is kept of it, by the rules that hold for every way in: typed, imported, from another system.
import { isShowable, VALUE_LIMITS } from '../../engine/check/index.ts';
import { loadPersonCheck } from '../../forms/lexicon/person.ts';
import { foldWidth } from '../../engine/check/width.ts';
import type { RegisterColumn } from '../../engine/model/register.ts';
import type { Scalar } from '../../engine/model/sheet.ts';
import { loadLearning } from '../../forms/lexicon/load.ts';
import { apiProblem, type ApiProblem } from '../problem.ts';
import { identityNumber } from '../../engine/check/identity.ts';
import type { RowValues } from './rows.ts';
import { headOf, type Table } from './table.ts';

export interface AcceptedRow {
  readonly values: RowValues;
  /** Why it cannot be kept; empty when it can. */
  readonly faults: readonly ApiProblem[];
  /** Kept, but somebody should look. */
  readonly hints: readonly ApiProblem[];
}

/** Judges the cells given; null clears a cell, false takes a tick away. */
export function acceptCells(table: Table, given: ReadonlyMap<string, Scalar>): AcceptedRow {
  const values = new Map<string, Scalar>();
  const [faults, hints]: [ApiProblem[], ApiProblem[]] = [[], []];
  for (const [id, value] of given) {
    const cell = acceptCell(table, id, value);
    if (cell.kind === 'fault') faults.push(cell.fault);
    else {
      values.set(id, cell.value);
      if (cell.hint) hints.push(cell.hint);
    }
  }
  return { values, faults, hints };
}

type Cell = { readonly kind: 'taken'; readonly value: Scalar; readonly hint: ApiProblem | null } | { readonly kind: 'fault'; readonly fault: ApiProblem };

const taken = (value: Scalar, hint: ApiProblem | null = null): Cell => ({ kind: 'taken', value, hint });
const fault = (problem: ApiProblem): Cell => ({ kind: 'fault', fault: problem });

function acceptCell(table: Table, id: string, value: Scalar): Cell {
  const membership = table.memberships.get(id);
  if (membership)
    return typeof value === 'boolean' || value === null
      ? taken(value === true ? true : null)
      : fault(apiProblem('register.notATick', { column: membership.title }));
  const column = table.columns.get(id);
  if (!column) return fault(apiProblem('register.noColumn', { column: id.slice(0, 60) }));
  if (value === null || (typeof value === 'string' && value.trim() === '')) return taken(null);
  return column.attribute === 'idCard' ? acceptIdentity(column, value) : acceptWords(table, column, value);
}

/** A number cell has lost the last digits of an identity number already. */
function acceptIdentity(column: RegisterColumn, value: Scalar): Cell {
  if (typeof value !== 'string') return fault(apiProblem('register.identityNumber', { column: headOf(column), why: 'number' }));
  const read = identityNumber(value);
  return read.kind === 'wrong' ? fault(apiProblem('register.identityNumber', { column: headOf(column), why: read.why })) : taken(read.number);
}

function acceptWords({ register }: Table, column: RegisterColumn, value: Scalar): Cell {
  const title = headOf(column);
  if (typeof value === 'boolean') return fault(apiProblem('register.value', { column: title, why: 'truth' }));
  if (!isShowable(String(value))) return fault(apiProblem('register.value', { column: title, why: 'characters' }));
  if (String(value).length > VALUE_LIMITS.characters) return fault(apiProblem('register.value', { column: title, why: 'long' }));
  if (column.attribute === 'age' && loadPersonCheck().isNobodysAge(String(value))) return fault(apiProblem('register.value', { column: title, why: 'age' }));
  const kept = typeof value === 'string' ? value.trim() : value;
  if (column.attribute === 'phone' && isShortOrLongMobile(String(kept))) return taken(kept, apiProblem('register.phone', { column: title }));
  return taken(kept, isFollowed(register, column, kept) ? null : apiProblem('register.unread', { column: title }));
}

/** Begins as a mobile number does, and has a digit too few or too many. Several numbers in one cell are not looked at. */
function isShortOrLongMobile(written: string): boolean {
  const digits = foldWidth(written).replace(/[\s-]/gu, '');
  return /^1[3-9]\d{6,11}$/u.test(digits) && digits.length !== 11;
}

/** A column that numbers are counted by must be written so that the count can follow it. */
function isFollowed(register: string, { attribute }: RegisterColumn, value: Scalar): boolean {
  const { spellings } = loadLearning();
  if (attribute === null) return true;
  if (!spellings.isNumber(register, attribute) && spellings.facetOf(register, attribute) === null) return true;
  return spellings.read(register, attribute, value).kind !== 'unknown';
}
