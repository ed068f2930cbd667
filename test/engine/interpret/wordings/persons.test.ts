// Every wording by which departments ask for people is understood as what it means, and what only looks like it stays apart.
import { expect, test } from 'vitest';
import type { DataPoint } from '../../../../engine/model/datapoint.ts';
import { readTerm } from '../../../../engine/decide/index.ts';
import { functionalKey, functionalOf } from '../../../../engine/match/functional.ts';
import { loadLearning } from '../../../../forms/lexicon/load.ts';
import { understand } from '../meaning.ts';
import { CROSSED, LOOKALIKES, PEOPLE } from './persons.ts';

const { lexicon } = loadLearning().interpreter;
const REGISTERED = '| . 说明：本表均按户籍人口统计。 | ~ | ~ |';

test.each(Object.entries(PEOPLE))('%s', (term, wordings) => {
  const note = term.includes('residence=') ? '' : REGISTERED;
  const other = listed(wordings).filter((wording) => !means(term, `| 指标 | 单位 | 数量 |\n| ${wording} | 人 | |\n${note}`));
  expect(other).toEqual([]);
});

test.each(Object.entries(CROSSED))('%s as row and column', (term, pairs) => {
  const note = term.includes('residence=') ? '' : REGISTERED;
  const crossed = listed(pairs).map((pair) => pair.split('×'));
  const other = [...crossed, ...crossed.map((pair) => [...pair].reverse())].filter(
    ([row, column]) => !means(term, `| 项目 | ${column} |\n| ${row} | |\n${note}`),
  );
  expect(other).toEqual([]);
});

test.each(Object.entries(LOOKALIKES))('what looks like %s', (wording, lookalikes) => {
  const said = (label: string): string => identityOf(pointOf(`| 指标 | 单位 | 数量 |\n| ${label} | 人 | |\n${REGISTERED}`));
  expect(listed(lookalikes).filter((label) => said(label) === said(wording))).toEqual([]);
});

function listed(words: string): string[] {
  return words.trim().split(/\s+/u);
}

/** Does the only blank of the picture ask what the term says? A term without a residence leaves to the note whose population it is. */
function means(term: string, picture: string): boolean {
  const { point: meant, fault } = readTerm(term, lexicon);
  if (meant === null) throw new Error(`${term}: ${fault}`);
  const point = pointOf(picture);
  if (point.kind !== 'plain') return false;
  const where = Object.fromEntries(Object.entries(point.where).filter(([facet]) => facet !== 'person.residence' || term.includes('residence=')));
  return identityOf({ ...point, where }) === identityOf(meant);
}

function pointOf(picture: string): DataPoint {
  const [field] = understand(picture).fields;
  if (!field) throw new Error(`no blank in ${picture}`);
  return field.point;
}

/** What decides whether two blanks ask the same. */
function identityOf(point: DataPoint): string {
  return point.kind === 'plain' ? functionalKey(functionalOf(point, lexicon.knowledge)) : JSON.stringify(point);
}
