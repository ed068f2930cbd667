// The labels of a blank as phrases, outermost first, and its unit.
import type { FieldReading, PathLabel } from '../model/reading.ts';
import { type Lexicon, normalise, type Unit } from './lexicon.ts';
import { type Phrase, phraseOf, wordsOf } from './phrase.ts';
import type { Unprefixed } from './prefixes.ts';

export type Axis = 'row' | 'column' | 'section' | 'title' | 'corner';

/** A label with its phrase and how near to the blank it stands. */
export interface Part {
  readonly label: PathLabel;
  readonly phrase: Phrase;
  /** 按医疗保险分 says nothing of anybody, but what 职工 and 居民 under it are about. */
  readonly divides: Phrase | null;
  readonly axis: Axis;
  /** own: nearest label on its axis · above: an outer one · around: section heading, title, corner. */
  readonly near: 'own' | 'above' | 'around';
}

/** All labels of a field as phrases, outermost first. */
export function partsOf(field: FieldReading, lexicon: Lexicon, plainly: Unprefixed = (label) => label, rowPath: readonly PathLabel[] = field.rowPath): Part[] {
  const part = (label: PathLabel, axis: Axis, near: Part['near'], heads: readonly string[] = []): Part => {
    const divides = label.relation === 'breakdown';
    const text = divides ? label.text.replace(lexicon.grammar.breakdownHead, '') : label.text;
    const spoken = phraseOf(withAgeUnit(saidInFull(text, heads, lexicon), heads, field, lexicon), lexicon);
    const phrase = isOfMeasure(spoken, label, field, lexicon) ? { ...phraseOf(lexicon.grammar.area, lexicon), unit: spoken.unit } : spoken;
    return { label, axis, near, phrase, divides: divides ? phraseOf(label.text, lexicon) : null };
  };
  const path = (labels: readonly PathLabel[], axis: Axis): Part[] => {
    const corner = axis === 'row' && field.corner ? [field.corner.text] : [];
    const parts = labels.map((label, index) => part(label, axis, 'above', [...corner, ...labels.slice(0, index).map(({ text }) => text)]));
    const telling = parts.findLastIndex(
      ({ phrase }, index) =>
        (wordsOf(phrase).length > 0 && (index === parts.length - 1 || !lexicon.grammar.fieldOfWork.test(phrase.text))) ||
        phrase.conjuncts.some(({ intervals }) => intervals.length > 0),
    );
    const nearest = telling < 0 ? parts.length - 1 : telling;
    return parts.map((made, index) => (index >= nearest ? { ...made, near: 'own' } : made));
  };
  const aside = splitUnit(field.unit?.text ?? '', lexicon).aside;
  const ofUnit = field.unit && aside !== '' ? [part({ text: aside, cell: field.unit.cell, relation: 'below' }, 'row', 'own')] : [];
  return [
    ...field.section.map((label) => part(label, 'section', 'around')),
    ...path(rowPath.map(plainly), 'row'),
    ...ofUnit,
    ...path(field.columnPath, 'column'),
  ];
}

/** 公共绿地 over 面积(公顷): not the area of the whole place, where another label says of what. */
function isOfMeasure({ text }: Phrase, own: PathLabel, { rowPath, columnPath }: FieldReading, lexicon: Lexicon): boolean {
  if (text !== lexicon.grammar.landArea || normalise(own.text) === text) return false;
  const others = [...rowPath, ...columnPath].filter(({ cell }) => cell !== own.cell);
  return others.some((label) => wordsOf(phraseOf(label.text, lexicon)).some(({ senses }) => senses.some(({ measure }) => measure !== null)));
}

/** 人(户籍) printed behind a blank: the unit, and what its brackets say of those counted. */
function splitUnit(printed: string, { units }: Lexicon): { unit: string; aside: string } {
  const unit = normalise(printed);
  const [, named = '', aside = ''] = /^([^()]+)\(([^()]+)\)$/u.exec(unit) ?? [];
  return !units.has(unit) && units.has(named) ? { unit: named, aside } : { unit, aside: '' };
}

/** What stands in the column of units and is none: 企业 under 单位 is the name of what is counted. */
export function unknownUnit({ unit }: FieldReading, lexicon: Lexicon): string[] {
  const printed = unit ? splitUnit(unit.text, lexicon).unit : '';
  const isUnit = (text: string): boolean =>
    lexicon.units.has(text) || lexicon.units.has(text.replace(lexicon.grammar.countedUnit, '')) || !/\p{Script=Han}{2}/u.test(text);
  return isUnit(printed) || printed.split(/[、,/()]/u).every(isUnit) ? [] : [printed];
}

/** 本社区 and 外地 under 按户口登记地分 say where people are registered; the nearest head that makes a sentence of them decides. */
function saidInFull(text: string, heads: readonly string[], { grammar }: Lexicon): string {
  if (heads.length === 0) return text;
  const bare = normalise(text);
  for (const over of heads.toReversed())
    for (const { head, pattern, to } of grammar.underHeads) if (pattern.test(bare) && head.test(over)) return bare.replace(pattern, to);
  return text;
}

/** "14—17" and "不满18" under the head 年龄 are ages, and so are those in the brackets of 合计(14—17); the nearest head that says so decides. */
function withAgeUnit(text: string, heads: readonly string[], field: FieldReading, lexicon: Lexicon): string {
  const bare = normalise(text).replace(lexicon.grammar.ageUnitBehind, '');
  const { bareAge, bareAgeFrom, bracketedAge, underAgeHead, sizeHead, sizeColumn, ageHead, ageBound, ageUnit } = lexicon.grammar;
  const head = heads.findLast((over) => ageHead.test(over) || sizeHead.test(over)) ?? '';
  const [, numbers, rest = ''] = ageHead.test(head) ? (underAgeHead.exec(bare) ?? []) : [];
  if (numbers !== undefined) return numbers.replace(ageBound, `$1${ageUnit}`) + rest;
  const isBracketed = bracketedAge.test(bare);
  if (!bareAge.test(bare) && !bareAgeFrom.test(bare) && !isBracketed) return text;
  if (sizeHead.test(head) || (!ageHead.test(head) && field.columnPath.some((label) => sizeColumn.test(label.text)))) return text;
  return isBracketed ? bare.replace(bracketedAge, (_, age: string) => `(${age.replace(ageBound, `$1${ageUnit}`)})`) : bare.replace(ageBound, `$1${ageUnit}`);
}

/** The unit of a blank: from its unit column, else the brackets of the nearest label, else the table's corner when it names just one. */
export function unitOf(field: FieldReading, parts: readonly Part[], tableUnit: string | null, lexicon: Lexicon): { unit: Unit | null; loose: readonly Unit[] } {
  const near = ['column', 'row'].flatMap((axis) => parts.filter((part) => part.axis === axis).slice(-1));
  const named = field.unit ? lexicon.units.get(splitUnit(field.unit.text, lexicon).unit) : undefined;
  // 走访入户 [次], 议事协商(次) under 涉及人次: the head of the column says that people are counted.
  const heads = near.filter(({ axis, phrase }) => axis === 'column' && (named !== undefined || phrase.unit === null));
  const turns = heads.flatMap(({ phrase }) => lexicon.units.get(lexicon.grammar.turns.exec(phrase.text)?.[0] ?? '') ?? []);
  const counted = turns[0] ?? named;
  if (counted) return { unit: counted, loose: [] };
  const head = near.find(({ axis, phrase }) => axis === 'column' && lexicon.units.has(phrase.text) && !isOfAge(phrase.text, lexicon));
  const headed = head && lexicon.units.get(head.phrase.text);
  const ofRow = headed
    ? inBrackets(
        near.filter(({ axis, phrase }) => axis === 'row' && !isOfAge(phrase.unit, lexicon)),
        lexicon,
      )
    : undefined;
  if (ofRow) return { unit: ofRow, loose: [] };
  if (headed) return { unit: headed, loose: [] };
  const ending = near.map((part) => lexicon.grammar.unitEnding.exec(part.phrase.text)?.[1]).find((text) => text !== undefined);
  const own = inBrackets(byWhatTheySay(near), lexicon) ?? (ending ? lexicon.units.get(ending) : undefined);
  if (own) return { unit: own, loose: [] };
  const measured = near.some((part) => wordsOf(part.phrase).some((word) => word.senses.some((sense) => sense.measure !== null)));
  const outwards = [...parts].reverse().filter(({ phrase }) => !isOfAge(phrase.unit, lexicon));
  const { countedUnit } = lexicon.grammar;
  const counts = (text: string, unit: string): boolean => countedUnit.test(text) && text.replace(countedUnit, '').endsWith(unit);
  const sameUnit = outwards.filter(({ phrase }) => phrase.unit !== null && near.some((part) => counts(part.phrase.text, phrase.unit ?? '')));
  const outer = measured
    ? undefined
    : (inBrackets(sameUnit, lexicon) ??
      inBrackets(
        outwards.filter((part) => part.near !== 'around'),
        lexicon,
      ) ??
      inBrackets(outwards, lexicon));
  if (outer) return { unit: outer, loose: [] };
  const corner = field.corner ? phraseOf(field.corner.text, lexicon).unit : null;
  const over = inBrackets(
    outwards.filter(({ near: place }) => place === 'above'),
    lexicon,
  );
  const loose = [corner ?? '', ...(tableUnit ?? '').split(/[、,，/]/u)].flatMap((text) => lexicon.units.get(normalise(text)) ?? []);
  return { unit: null, loose: over ? [over] : loose };
}

/** 本年累计(件) says only how the rows below are told: a row with a unit of its own, 来访(人次), knows better. */
function byWhatTheySay(near: readonly Part[]): Part[] {
  const says = ({ phrase }: Part): boolean =>
    wordsOf(phrase).length > 0 || phrase.conjuncts.some(({ intervals, unknown }) => intervals.length + unknown.length > 0);
  return [...near.filter(says), ...near.filter((part) => !says(part))];
}

/** 年龄(周岁) over bands of age says of what the bands are, not what is counted. */
function isOfAge(unit: string | null, { units, grammar }: Lexicon): boolean {
  return unit !== null && units.get(unit)?.base === units.get(grammar.ageUnit)?.base;
}

function inBrackets(parts: readonly Part[], lexicon: Lexicon): Unit | undefined {
  return parts.map((part) => (part.phrase.unit === null ? undefined : lexicon.units.get(part.phrase.unit))).find((unit) => unit !== undefined);
}
