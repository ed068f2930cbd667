// A list's columns as attributes of one class of things, and who belongs on it.
import type { Where } from '../model/datapoint.ts';
import type { RosterColumnMeaning } from '../model/meaning.ts';
import type { Label, RosterReading } from '../model/reading.ts';
import { type Lexicon, normalise } from './lexicon.ts';
import { meetAll } from './extents.ts';
import { phraseOf, unknownOf, wordsOf } from './phrase.ts';
import { whereOf } from './says.ts';

export interface AttributesData {
  readonly serial: readonly string[];
  readonly objects: Readonly<Record<string, readonly string[]>>;
  readonly attributes: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface Attributes {
  readonly serial: ReadonlySet<string>;
  /** Head → the class of things that such a column speaks for. */
  readonly telling: ReadonlyMap<string, readonly string[]>;
  /** Class → head → attribute. */
  readonly byObject: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export function attributesOf(data: AttributesData): Attributes {
  const telling = new Map<string, string[]>();
  for (const [object, words] of Object.entries(data.objects))
    for (const word of words) telling.set(normalise(word), [...(telling.get(normalise(word)) ?? []), object]);
  const byObject = new Map(
    Object.entries(data.attributes).map(([object, attributes]) => [
      object,
      new Map(Object.entries(attributes).flatMap(([attribute, words]) => words.map((word) => [normalise(word), attribute] as const))),
    ]),
  );
  return { serial: new Set(data.serial.map(normalise)), telling, byObject };
}

/** The class of things that a list holds: the one that explains most of its heads and its title. */
export function rosterObject(roster: RosterReading, title: string, lexicon: Lexicon, attributes: Attributes): string {
  const heads = roster.columns.map((column) => headOf(column.path));
  const spoken = wordsOf(phraseOf(title, lexicon)).flatMap((word) => word.senses.map((sense) => sense.object));
  let best = { object: 'person', score: 0 };
  for (const [object, names] of attributes.byObject) {
    const known = heads.filter((head) => names.has(head)).length;
    const telling = heads.filter((head) => attributes.telling.get(head)?.includes(object)).length;
    const score = known + 2 * telling + 1.5 * spoken.filter((other) => other === object).length;
    if (score > best.score) best = { object, score };
  }
  return best.object;
}

function headOf(path: readonly Label[]): string {
  return normalise(path.at(-1)?.text ?? '').replace(/[①-⑳*＊]/gu, '');
}

/** Heads that belong to somebody else (监护人 姓名, 结对妈妈 电话) are no attributes of the thing itself. */
export function columnMeanings(roster: RosterReading, object: string, attributes: Attributes): RosterColumnMeaning[] {
  const names = attributes.byObject.get(object) ?? new Map<string, string>();
  const used = new Set<string>();
  return roster.columns.map((column) => {
    const head = headOf(column.path);
    const plain = head.replace(/\([^()]*\)$/u, '');
    const foreign = column.path.slice(0, -1).some((label) => isSomebodyElse(normalise(label.text), attributes));
    const serial = column === roster.columns[0] && attributes.serial.has(head);
    const found = serial || foreign ? undefined : (names.get(head) ?? names.get(plain));
    const attribute = found !== undefined && !used.has(found) ? found : null;
    if (attribute) used.add(attribute);
    return { cell: column.cell, column: column.column, title: column.path.map(({ text }) => text).join(' '), attribute, serial, choices: column.choices };
  });
}

function isSomebodyElse(group: string, attributes: Attributes): boolean {
  return (
    /监护|结对|帮扶|责任|联系人|代领|代办|子女|父母|家长|亲属|网格|干部|医生|妈妈|紧急|委托|照料|赡养|帮教|负责|包联|志愿者/u.test(group) &&
    !attributes.telling.has(group)
  );
}

/**
 * Which things belong on the list, from its title and the notes that speak of its scope; null when the words say something that
 * cannot be followed.
 */
export function membershipOf(title: string, notes: readonly string[], object: string, lexicon: Lexicon): Where | null {
  const cleaned = title.replace(
    /(?:信息采集|登记|管理|发放|领取|入学|实名制?|基本|健康管理|健康|关爱|动态)*(?:花名册|名册|台账|登记册|名录|清册|名单|人员册|领取册|册|明细表|登记表|明细)/gu,
    '',
  );
  const phrase = phraseOf(cleaned, lexicon);
  let where = whereOf(phrase, object, lexicon.knowledge);
  let certain = unknownOf(phrase).join('').length <= 3 && where !== null;
  for (const note of notes) {
    const inNote = phraseOf(note, lexicon);
    const says = whereOf(inNote, object, lexicon.knowledge);
    if (!says || Object.keys(says).length === 0) continue;
    where = meetAll(where ?? {}, says);
    certain = true;
  }
  return certain ? where : null;
}
