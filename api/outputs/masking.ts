// Personal data on rosters: whole for the department whose form asks for them and for the community that wrote them, masked for all others.
import type { Register } from '../../engine/model/register.ts';
import type { SheetEdit } from '../../engine/model/edits.ts';
import type { Actor } from '../people/roles.ts';
import { masked } from '../registers/rows.ts';
import type { OutputPlace } from './places.ts';

/** May the account see identity numbers and phones on this requirement's rosters for this place? */
export function seesWhole({ role, unitId }: Actor, departmentId: string, { kind, id }: OutputPlace): boolean {
  return (role === 'department' && unitId === departmentId) || (role === 'community' && kind === 'community' && unitId === id);
}

/** The same edits with what names a person masked. */
export function maskedEdits(edits: readonly SheetEdit[], requirement: string, registers: readonly Register[]): SheetEdit[] {
  return edits.map((edit) => ({
    ...edit,
    rosters: edit.rosters.map((roster) => maskedRoster(roster, attributesOf(edit.sheet, roster.firstRow, requirement, registers))),
  }));
}

type Roster = SheetEdit['rosters'][number];

function maskedRoster(roster: Roster, attributes: readonly (string | null)[]): Roster {
  const rows = roster.rows.map((row) =>
    row.map((value, index) => (value !== null && typeof value === 'object' ? value : masked(value, attributes[index] ?? null))),
  );
  return { ...roster, rows };
}

/** The attribute of each column of the roster that begins there. */
function attributesOf(sheet: string, firstRow: number, requirement: string, registers: readonly Register[]): (string | null)[] {
  for (const { memberships, columns } of registers) {
    const found = memberships.find((each) => each.requirement === requirement && each.sheet === sheet && each.firstRow === firstRow);
    if (found) return found.columns.map(({ column }) => columns.find(({ id }) => id === column)?.attribute ?? null);
  }
  return [];
}
