// Rosters become registers: one list for each class of things, in which a thing that stands on five rosters is entered once.
import { columnName } from '../model/sheet.ts';
import type { Knowledge } from '../model/knowledge.ts';
import type { RosterColumnMeaning, RosterMeaning } from '../model/meaning.ts';
import type { Membership, Place, Register, RegisterColumn } from '../model/register.ts';
import type { Spellings } from './spelling.ts';

/** One register for each object class that is listed; columns and memberships in the order of their requirements. */
export function registersOf(rosters: readonly RosterMeaning[], knowledge: Knowledge, spellings: Spellings): Register[] {
  const byObject = new Map<string, RosterMeaning[]>();
  for (const roster of [...rosters].sort((a, b) => (a.key < b.key ? -1 : 1))) byObject.set(roster.object, [...(byObject.get(roster.object) ?? []), roster]);
  return [...byObject].sort(([a], [b]) => (a < b ? -1 : 1)).map(([object, lists]) => registerOf(object, lists, knowledge, spellings));
}

function registerOf(object: string, lists: readonly RosterMeaning[], knowledge: Knowledge, spellings: Spellings): Register {
  return {
    id: object,
    title: `${knowledge.objects.get(object)?.title ?? object}台账`,
    columns: columnsOf(lists).map((column) => ({ ...column, choices: allChoices(column, object, knowledge, spellings) })),
    memberships: lists.map(membershipOf),
  };
}

/** Columns of one attribute are one column; a column that no lexicon knows stays its department's own. */
function columnsOf(lists: readonly RosterMeaning[]): RegisterColumn[] {
  const columns = new Map<string, RegisterColumn>();
  for (const list of lists)
    for (const column of list.columns) {
      const id = columnId(list, column);
      const before = columns.get(id);
      const source = placeOf(list, column);
      columns.set(
        id,
        before ? { ...before, sources: [...before.sources, source], choices: joined(before.choices, column.choices) } : columnOf(id, column, source),
      );
    }
  return [...columns.values()];
}

/** Every choice that one of the rosters has, once. */
function joined(before: RegisterColumn['choices'], more: RegisterColumn['choices']): RegisterColumn['choices'] {
  return before && more ? [...new Set([...before, ...more])] : (before ?? more);
}

/** A roster has the choices of those on it; the register holds everybody, so what the facet has besides is added, all in its order. */
function allChoices({ attribute, choices }: RegisterColumn, object: string, knowledge: Knowledge, spellings: Spellings): RegisterColumn['choices'] {
  if (attribute === null || choices === null) return choices;
  const saysOnly = (text: string, member: string): boolean => {
    const said = spellings.read(object, attribute, text);
    return said.kind === 'extent' && said.extent.kind === 'members' && said.extent.members.join() === member;
  };
  const members = knowledge.facets.get(spellings.facetOf(object, attribute) ?? '')?.members ?? [];
  const unsaid = members.filter(({ id, title }) => saysOnly(title, id) && !choices.some((choice) => saysOnly(choice, id)));
  if (unsaid.length === 0) return choices;
  const ordered = members.flatMap((member) => (unsaid.includes(member) ? [member.title] : choices.filter((choice) => saysOnly(choice, member.id))));
  return [...new Set([...ordered, ...choices])];
}

function columnOf(id: string, { title, attribute, serial, choices }: RosterColumnMeaning, source: Place): RegisterColumn {
  return { id, title, attribute, serial, choices, sources: [source] };
}

/** The attribute, or the place of a column that only one roster has. */
export function columnId(list: RosterMeaning, { attribute, cell }: RosterColumnMeaning): string {
  return attribute ?? `${list.requirement}|${list.reading.sheet}|${cell}`;
}

function membershipOf(list: RosterMeaning): Membership {
  const { requirement, title, where, reading } = list;
  return {
    id: membershipId(list),
    requirement,
    sheet: reading.sheet,
    title,
    where,
    firstRow: reading.firstRow,
    blankRows: reading.blankRows,
    columns: list.columns.map((column) => ({ letters: columnName(column.column), column: columnId(list, column) })),
  };
}

export function membershipId(list: RosterMeaning): string {
  return `on ${list.key}`;
}

function placeOf({ requirement, reading }: RosterMeaning, { cell }: RosterColumnMeaning): Place {
  return { requirement, sheet: reading.sheet, cell };
}
