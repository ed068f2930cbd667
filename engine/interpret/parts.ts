// The labels of a blank as phrases, outermost first, and its unit.
import type { FieldReading, PathLabel } from '../model/reading.ts';
import { type Lexicon, normalise, type Unit } from './lexicon.ts';
import { type Phrase, phraseOf, wordsOf } from './phrase.ts';

export type Axis = 'row' | 'column' | 'section' | 'title' | 'corner';

/** A label with its phrase and how near to the blank it stands. */
export interface Part {
  readonly label: PathLabel;
  readonly phrase: Phrase;
  readonly axis: Axis;
  /** own: nearest label on its axis · above: an outer one · around: section heading, title, corner. */
  readonly near: 'own' | 'above' | 'around';
}

/** All labels of a field as phrases, outermost first. */
export function partsOf(field: FieldReading, lexicon: Lexicon): Part[] {
  const part = (label: PathLabel, axis: Axis, near: Part['near']): Part => ({
    label,
    axis,
    near,
    phrase: phraseOf(
      withAgeUnit(
        label.relation === 'breakdown' ? label.text.replace(lexicon.grammar.breakdownHead, '') : label.text,
        axis === 'row' ? field.corner?.text : undefined,
        field,
        lexicon,
      ),
      lexicon,
    ),
  });
  const path = (labels: readonly PathLabel[], axis: Axis): Part[] => {
    const parts = labels.map((label) => part(label, axis, 'above'));
    const telling = parts.findLastIndex(({ phrase }) => wordsOf(phrase).length > 0 || phrase.conjuncts.some(({ intervals }) => intervals.length > 0));
    const nearest = telling < 0 ? parts.length - 1 : telling;
    return parts.map((made, index) => (index >= nearest ? { ...made, near: 'own' } : made));
  };
  return [...field.section.map((label) => part(label, 'section', 'around')), ...path(field.rowPath, 'row'), ...path(field.columnPath, 'column')];
}

/** "14—17" under the head 年龄 is an age, and so is what 小学(6—11) says in brackets. */
function withAgeUnit(text: string, corner: string | undefined, field: FieldReading, lexicon: Lexicon): string {
  const bare = normalise(text).replace(lexicon.grammar.ageUnitBehind, '');
  const { bareAge, bareAgeFrom, bareAgeNamed, ageInBrackets, sizeHead, sizeColumn, ageHead, ageBound, ageUnit } = lexicon.grammar;
  const isNamed = [corner ?? '', ...[...field.rowPath, ...field.columnPath].map((label) => label.text)].some((other) => other !== text && ageHead.test(other));
  if (isNamed && ageInBrackets.test(bare)) return bare.replace(ageInBrackets, `($1${ageUnit})`);
  if (!bareAge.test(bare) && !bareAgeFrom.test(bare) && !(isNamed && bareAgeNamed.test(bare))) return text;
  const isSize = sizeHead.test(corner ?? '') || (!ageHead.test(corner ?? '') && field.columnPath.some((label) => sizeColumn.test(label.text)));
  return isSize ? text : bare.replace(ageBound, `$1${ageUnit}`);
}

/** The unit of a blank: from its unit column, else the brackets of the nearest label, else the table's corner when it names just one. */
export function unitOf(field: FieldReading, parts: readonly Part[], tableUnit: string | null, lexicon: Lexicon): { unit: Unit | null; loose: readonly Unit[] } {
  const named = field.unit ? lexicon.units.get(normalise(field.unit.text)) : undefined;
  if (named) return { unit: named, loose: [] };
  const near = ['column', 'row'].flatMap((axis) => parts.filter((part) => part.axis === axis).slice(-1));
  const ending = near.map((part) => lexicon.grammar.unitEnding.exec(part.phrase.text)?.[1]).find((text) => text !== undefined);
  const own = inBrackets(near, lexicon) ?? (ending ? lexicon.units.get(ending) : undefined);
  if (own) return { unit: own, loose: [] };
  const measured = near.some((part) => wordsOf(part.phrase).some((word) => word.senses.some((sense) => sense.measure !== null)));
  const outer = measured
    ? undefined
    : (inBrackets(
        [...parts].reverse().filter((part) => part.near !== 'around'),
        lexicon,
      ) ?? inBrackets([...parts].reverse(), lexicon));
  if (outer) return { unit: outer, loose: [] };
  const loose = (tableUnit ?? '').split(/[、,，/]/u).flatMap((text) => lexicon.units.get(normalise(text)) ?? []);
  return { unit: null, loose };
}

/** The unit that the first of the labels to have one has in brackets; 年龄(周岁) over 60—69 says in what the band is measured, not what is counted. */
function inBrackets(parts: readonly Part[], lexicon: Lexicon): Unit | undefined {
  const isBanded = parts.some(({ phrase }) => phrase.conjuncts.some(({ intervals }) => intervals.length > 0));
  return parts
    .map((part) => (part.phrase.unit === null ? undefined : lexicon.units.get(part.phrase.unit)))
    .find((unit) => unit !== undefined && !(isBanded && unit.base === lexicon.grammar.ageUnit));
}
