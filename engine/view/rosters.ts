// A department's roster: the register's rows that belong on it, in the roster's own columns, numbered.
import type { RosterEdit, EditValue } from '../model/edits.ts';
import type { Membership, Register } from '../model/register.ts';
import { isMember, type RegisterRow } from '../register/index.ts';

export function rosterEdit(register: Register, membership: Membership, rows: readonly RegisterRow[]): RosterEdit {
  const serial = new Set(register.columns.filter((column) => column.serial).map(({ id }) => id));
  return {
    firstRow: membership.firstRow,
    blankRows: membership.blankRows,
    columns: membership.columns.map(({ letters }) => letters),
    rows: rows
      .filter((row) => isMember(row, membership.id))
      .map((row, index) => membership.columns.map(({ column }): EditValue => (serial.has(column) ? index + 1 : (row.get(column) ?? null)))),
  };
}
