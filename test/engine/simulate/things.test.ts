// Made-up communities are plausible at a glance: nobody who looks at the demo should stumble over its figures.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chanceFrom, thingsOf, type Habits, type Thing } from '../../../engine/simulate/index.ts';
import { loadLearning } from '../../../forms/lexicon/load.ts';

const habits: Habits = JSON.parse(readFileSync(new URL('../../../forms/samples/population.json', import.meta.url), 'utf8'));
const { knowledge } = loadLearning();

function things(object: string, seed: number): Thing[] {
  return thingsOf(object, habits, knowledge, chanceFrom(seed));
}

/** The share of those that have the value. */
function share(among: readonly Thing[], facet: string, ...members: readonly string[]): number {
  return among.filter(({ values }) => members.includes(String(values.get(facet)))).length / among.length;
}

const age = ({ values }: Thing): number => Number(values.get('person.age'));

describe.each([1, 2026, 77])('a made-up community (%i)', (seed) => {
  const [people, households, dwellings] = [things('person', seed), things('household', seed), things('dwelling', seed)];

  it('has two or three people to a household, and a dwelling for most households', () => {
    expect(people.length / households.length).toBeGreaterThan(2);
    expect(people.length / households.length).toBeLessThan(4);
    expect(dwellings.length / households.length).toBeLessThan(1.5);
  });

  it('has few who are helped, disabled or watched over, and more people in need than households', () => {
    expect(share(people, 'person.disability', 'none')).toBeGreaterThan(0.9);
    expect(share(people, 'person.aid', 'none')).toBeGreaterThan(0.9);
    expect(share(people, 'person.mentalIllness', 'none')).toBeGreaterThan(0.97);
    expect(share(people, 'person.drug', 'none')).toBeGreaterThan(0.97);
    const helped = people.length * share(people, 'person.aid', 'urbanDibao', 'ruralDibao');
    expect(helped).toBeGreaterThan(households.length * share(households, 'household.dibao', 'yes'));
  });

  it('has no married children, no pensioners of thirty, no babies in work', () => {
    const youngest = (facet: string, ...members: readonly string[]): number =>
      Math.min(...people.filter(({ values }) => members.includes(String(values.get(facet)))).map(age));
    expect(youngest('person.marital', 'married', 'divorced', 'widowed')).toBeGreaterThanOrEqual(22);
    expect(youngest('person.employment', 'retired')).toBeGreaterThanOrEqual(55);
    expect(youngest('person.employment', 'employed', 'flexible')).toBeGreaterThanOrEqual(18);
    expect(youngest('person.veteran', 'yes')).toBeGreaterThanOrEqual(22);
  });

  it('gives everyone one value of every code list that holds for everyone', () => {
    const lists = [...knowledge.facets.values()].filter(({ object, kind, within }) => object === 'person' && kind === 'partition' && !within);
    expect(lists.filter(({ id }) => people.some(({ values }) => !values.has(id)))).toEqual([]);
  });
});
