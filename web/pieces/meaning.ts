// The notation of a meaning ("person sex=female age=60..") as what a person chooses, and back; and the choice in words.
import type { Reply } from '../client/client.ts';

export interface Meaning {
  object: string;
  /** '': how many there are. */
  measure: string;
  /** Facet → "female" or "a,b" or "60..". */
  conditions: Record<string, string>;
  /** Since January instead of in the period. */
  toDate: boolean;
}

export function readNotation(term: string): Meaning {
  const [object = 'person', ...parts] = term.trim().split(/\s+/);
  const meaning: Meaning = { object, measure: '', conditions: {}, toDate: false };
  for (const part of parts) {
    const at = part.indexOf('=');
    const [name, value] = [part.slice(0, at), part.slice(at + 1)];
    if (name === 'measure') meaning.measure = value === 'count' ? '' : value;
    else if (name === 'period') meaning.toDate = value === 'toDate';
    else meaning.conditions[name] = value;
  }
  return meaning;
}

/** Can all of a notation be chosen? A lexicon knows more of it: several senses, several classes, exceptions, what stands at the head, words that only play a part. */
export function isChoosable(term: string): boolean {
  return /^[a-zA-Z]+( [a-zA-Z]+=[^!|\s]+)*$/.test(term) && !/^(noise|total|release|neutral|open)$/.test(term) && notationOf(readNotation(term)) === term;
}

/** Null while a condition has no value. */
export function notationOf({ object, measure, conditions, toDate }: Meaning): string | null {
  const stated = Object.keys(conditions).map((facet) => `${facet}=${conditions[facet] ?? ''}`);
  if (stated.some((part) => part.endsWith('=') || part.endsWith('=..') || isBackward(part))) return null;
  return [object, ...(measure === '' ? [] : [`measure=${measure}`]), ...stated, ...(toDate ? ['period=toDate'] : [])].join(' ');
}

/** A share as it is chosen: two meanings as notations, null while one is incomplete, and in how many parts of the whole it is told. */
export interface Share {
  numerator: string | null;
  denominator: string | null;
  factor: string;
  /** "round=1", where it is not rounded as usual. */
  rounding: string;
}

/** The share that a notation spells; null where it spells something else. */
export function readShare(term: string): Share | null {
  const [, numerator = '', denominator = '', factor = '1', rounding = ''] = /^(.+?) \/ (.+?)(?: \* (\S+))?(?: (round=\d))?$/.exec(term) ?? [];
  return numerator === '' ? null : { numerator, denominator, factor, rounding };
}

/** The whole that a number is most likely a share of: the same things counted alike, of the same residents, without its other conditions. */
export function wholeOf(term: string): string | null {
  const { conditions, ...meaning } = readNotation(term);
  const { residence } = conditions;
  return notationOf({ ...meaning, conditions: residence === undefined ? {} : { residence } });
}

/** Null while a part is incomplete, and where both are the same. */
export function shareNotation({ numerator, denominator, factor, rounding }: Share): string | null {
  if (numerator === null || denominator === null || numerator === denominator) return null;
  return [numerator, '/', denominator, ...(factor === '1' ? [] : ['*', factor]), ...(rounding === '' ? [] : [rounding])].join(' ');
}

function isBackward(part: string): boolean {
  const bounds = /=(\d+)\.\.(\d+)$/.exec(part);
  return bounds !== null && Number(bounds[1]) > Number(bounds[2]);
}

type ObjectChoice = Reply<'lexicon.choices'>['objects'][number];

/** What is chosen, in the words of the choices: "人 · 年龄 ≥60 · 女 · 人数". */
export function sayMeaning({ measure, conditions }: Meaning, { title, measures, facets }: ObjectChoice): string {
  const stated = facets.flatMap((facet) => {
    const value = conditions[facet.id];
    return value === undefined ? [] : facet.kind === 'interval' ? `${facet.title} ${sayBounds(value)}` : sayMembers(value, facet);
  });
  const counted = measures.find(({ id }) => id === (measure || 'count'))?.title ?? '';
  return [title, ...stated, counted].filter((part) => part !== '').join(' · ');
}

function sayBounds(value: string): string {
  const [from = '', to = ''] = value.split('..');
  return to === '' ? `≥${from}` : from === '' ? `≤${to}` : `${from}–${to}`;
}

function sayMembers(value: string, { title, members }: ObjectChoice['facets'][number]): string {
  const titles = new Map(members.map((member) => [member.id, member.title]));
  return value
    .split(',')
    .map((id) => titles.get(id) ?? `${title}=${id}`)
    .join(' / ');
}
