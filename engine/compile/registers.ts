// Registers as tables: one row for each thing, entered once, with a tick for each roster it belongs on.
import { sayExtent } from '../interpret/index.ts';
import { shortHash } from '../match/index.ts';
import type { RegisterTable, RegisterTableColumn } from '../model/annual.ts';
import type { Consolidation } from '../model/consolidation.ts';
import type { Membership, Register } from '../model/register.ts';
import type { Wording } from './blocks.ts';
import { snake, uniqueCodes } from './codes.ts';

/** All registers of a consolidation; running numbers are left out, since they are counted, not asked. */
export function registerTables({ registers, pack }: Consolidation, wording: Wording): RegisterTable[] {
  const departmentOf = (requirement: string): string => {
    const id = pack.requirements.find((other) => other.id === requirement)?.department;
    return pack.departments.find((other) => other.id === id)?.name ?? '';
  };
  return registers.map((register) => ({
    register: register.id,
    code: snake(register.id),
    title: register.title,
    columns: columnsOf(register),
    memberships: register.memberships.map((membership) => ({
      membership: membership.id,
      code: `on_${asciiOf(membership.requirement, membership.id)}`,
      title: membership.title.replace(/\s+/gu, ' '),
      department: departmentOf(membership.requirement),
      who: whoOf(membership, wording),
    })),
  }));
}

function columnsOf({ columns }: Register): RegisterTableColumn[] {
  const asked = columns.filter(({ serial }) => !serial);
  const codes = uniqueCodes(new Map(asked.map(({ id, attribute }) => [id, attribute === null ? `own_${shortHash(id).slice(0, 6)}` : snake(attribute)])));
  return asked.map(({ id, title, choices }) => ({ column: id, code: codes.get(id) ?? id, title: title.replace(/\s+/gu, ''), choices }));
}

function asciiOf(text: string, identity: string): string {
  return `${snake(text)}_${shortHash(identity).slice(0, 4)}`;
}

function whoOf({ where }: Membership, { vocabulary, language, words }: Wording): string {
  if (where === null) return words.byHand;
  return Object.entries(where)
    .map(([facet, extent]) => sayExtent(facet, extent, vocabulary, language))
    .join(words.comma);
}
