// Readable ASCII codes for questions: person_count_female_60plus. A code depends on what is asked alone, so it stays when forms change.
import { joined } from '../interpret/index.ts';
import { shortHash } from '../match/index.ts';
import type { DataPoint, Extent, Measure, PlainPoint, SumPoint } from '../model/datapoint.ts';
import type { Facet, Knowledge } from '../model/knowledge.ts';

const LONGEST = 72;

/** The code of a data point; not yet unique, since two data points may be told apart only by words that are not ASCII. */
export function codeOf(point: DataPoint, knowledge: Knowledge): string {
  return trimmed(longCode(point, knowledge), JSON.stringify(point));
}

/** Makes codes unique: those that coincide all get a mark of their own, so that none depends on the order. */
export function uniqueCodes(codes: ReadonlyMap<string, string>): Map<string, string> {
  const uses = new Map<string, number>();
  for (const code of codes.values()) uses.set(code, (uses.get(code) ?? 0) + 1);
  return new Map([...codes].map(([key, code]) => [key, uses.get(code) === 1 ? code : `${code}_${shortHash(key).slice(0, 5)}`]));
}

function longCode(point: DataPoint, knowledge: Knowledge): string {
  switch (point.kind) {
    case 'plain':
      return plainCode(point, knowledge);
    case 'sum':
      return sumCode(point, knowledge);
    case 'ratio':
      return `${longCode(point.numerator, knowledge)}_per_${longCode(point.denominator, knowledge)}`;
  }
}

function sumCode(point: SumPoint, knowledge: Knowledge): string {
  const whole = joined(point);
  if (whole) return plainCode(whole, knowledge);
  return point.terms
    .map(({ coefficient, point: part }, index) => (index === 0 ? '' : coefficient < 0 ? 'minus_' : 'plus_') + plainCode(part, knowledge))
    .join('_');
}

function plainCode(point: PlainPoint, knowledge: Knowledge): string {
  const facets = [...knowledge.facets.keys()];
  const conditions = Object.entries(point.where).toSorted(([a], [b]) => facets.indexOf(a) - facets.indexOf(b));
  const words = conditions.map(([facet, extent]) => extentCode(facet, extent, knowledge));
  const toDate = point.period === 'toDate' ? ['to_date'] : [];
  const open = point.open.length > 0 ? [`as_printed_${shortHash(point.open.join('|')).slice(0, 6)}`] : [];
  return [point.object, measureCode(point.measure), ...words, ...open, ...toDate].join('_');
}

function measureCode(measure: Measure): string {
  return measure.kind === 'count' ? 'count' : snake(measure.of);
}

function extentCode(id: string, extent: Extent, knowledge: Knowledge): string {
  const facet = knowledge.facets.get(id);
  const name = snake(id.slice(id.indexOf('.') + 1));
  if (extent.kind === 'interval') return name === 'age' ? rangeCode(extent.from, extent.to) : `${name}_${rangeCode(extent.from, extent.to).replace('age', '')}`;
  return facet ? membersCode(facet, name, extent.members, knowledge) : `${name}_${extent.members.map(snake).join('_')}`;
}

function rangeCode(from: number | null, to: number | null): string {
  if (from === null || from === 0) return `upto${to ?? ''}`;
  if (to === null) return `${from}plus`;
  return from === to ? `age${from}` : `${from}to${to}`;
}

/** Few members are named, or few that are missing; a value that only one facet has needs no name before it. */
function membersCode(facet: Facet, name: string, members: readonly string[], knowledge: Knowledge): string {
  if (facet.kind === 'flag') return members.includes(facet.members[0]?.id ?? 'yes') ? name : `not_${name}`;
  const missing = facet.members.filter(({ id }) => !members.includes(id)).map(({ id }) => id);
  const isMostly = missing.length < members.length && missing.length > 0 && members.length > 2;
  if (isMostly && missing.length === 1 && missing[0] === 'none') return `any_${name}`;
  const named = (isMostly ? missing : members).map((member) => memberCode(facet, member));
  const prefix = isMostly || named.some((member) => isShared(member, knowledge)) ? `${name}_` : '';
  return `${prefix}${isMostly ? 'not_' : ''}${named.join('_or_')}`;
}

/** Ids that are not ASCII are numbered by their place in the code list. */
function memberCode(facet: Facet, member: string): string {
  const place = facet.members.findIndex(({ id }) => id === member) + 1;
  return /^[\x20-\x7e]+$/.test(member) ? snake(member) : `${snake(facet.id.slice(facet.id.indexOf('.') + 1))}_${String(place).padStart(2, '0')}`;
}

function isShared(member: string, knowledge: Knowledge): boolean {
  const having = [...knowledge.facets.values()].filter((facet) => facet.members.some(({ id }) => snake(id) === member));
  return having.length > 1 || /^\d/.test(member) || member.length < 3;
}

/** "careBeds" → "care_beds"; anything that is no letter or digit becomes "_". */
export function snake(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
}

function trimmed(code: string, identity: string): string {
  return code.length <= LONGEST ? code : `${code.slice(0, LONGEST - 8).replace(/_+$/, '')}_${shortHash(identity).slice(0, 7)}`;
}
