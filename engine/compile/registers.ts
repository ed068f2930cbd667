// Registers as tables: one row for each thing, entered once, with a tick for each roster it belongs on.
import { sayExtent, type Vocabulary } from '../interpret/index.ts';
import { shortHash } from '../match/index.ts';
import type { RegisterTable, RegisterTableColumn } from '../model/annual.ts';
import type { ConsolidatedField, Consolidation } from '../model/consolidation.ts';
import type { Membership, Register, RegisterColumn } from '../model/register.ts';
import type { Language } from '../problem/index.ts';
import type { Wording } from './blocks.ts';
import { snake, uniqueCodes } from './codes.ts';
import { worded } from './wording.ts';

/** All registers of a consolidation; running numbers are left out, since they are counted, not asked. */
export function registerTables({ registers, pack, fields }: Consolidation, wording: Wording): RegisterTable[] {
  const departmentOf = (requirement: string): string => {
    const id = pack.requirements.find((other) => other.id === requirement)?.department;
    return pack.departments.find((other) => other.id === id)?.name ?? '';
  };
  return registers.map((register) => ({
    register: register.id,
    code: snake(register.id),
    title: register.title,
    columns: columnsOf(
      register,
      fields.filter(({ point }) => point === null),
      wording,
    ),
    memberships: register.memberships.map((membership) => ({
      membership: membership.id,
      code: `on_${asciiOf(membership.requirement, membership.id)}`,
      title: membership.title.replace(/\s+/gu, ' '),
      department: departmentOf(membership.requirement),
      who: whoOf(membership, wording),
    })),
  }));
}

function columnsOf(register: Register, fields: readonly ConsolidatedField[], { vocabulary, language, words }: Wording): RegisterTableColumn[] {
  const asked = register.columns.filter(({ serial }) => !serial);
  const codes = uniqueCodes(new Map(asked.map(({ id, attribute }) => [id, attribute === null ? `own_${shortHash(id).slice(0, 6)}` : snake(attribute)])));
  const titles = asked.map((column) => titleOf(column, fields));
  return asked.map(({ id, attribute, choices }, index) => {
    const title = titles[index] ?? '';
    const isUnique = titles.filter((other) => other === title).length === 1;
    const roster = register.memberships.find(({ columns }) => columns.some(({ column }) => column === id))?.title.replace(/\s+/gu, ' ') ?? '';
    return {
      column: id,
      code: codes.get(id) ?? id,
      title: isUnique ? title : worded(words.ofRoster, { column: title, roster }),
      choices,
      suggested: attribute === null ? null : suggestions(`${register.id}.${attribute}`, vocabulary, language),
    };
  });
}

/** What most rosters call the column, the shortest where they differ: 姓名, though one says 残疾人姓名. */
function titleOf({ title, sources }: RegisterColumn, fields: readonly ConsolidatedField[]): string {
  const plain = (text: string): string => text.replace(/\s+/gu, '');
  const told = sources.map((source) => {
    const head = fields.find(({ requirement, sheet, cell }) => requirement === source.requirement && sheet === source.sheet && cell === source.cell);
    return plain(head?.label.at(-1) ?? title);
  });
  const times = (text: string): number => told.filter((other) => other === text).length;
  return told.toSorted((a, b) => times(b) - times(a) || a.length - b.length || (a < b ? -1 : 1))[0] ?? plain(title);
}

/** The values of a code list, as people know them. */
function suggestions(facetId: string, { lexicon }: Vocabulary, language: Language): readonly string[] | null {
  const facet = lexicon.knowledge.facets.get(facetId);
  return language === 'zh' && facet?.kind === 'partition' ? facet.members.map(({ title }) => title) : null;
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
