// A functional against brute force: on every kind of thing that can exist, it must count exactly what its conditions say.
import fc from '../../random.ts';
import { describe, expect, it } from 'vitest';
import { functionalKey, functionalOf, type Functional } from '../../../engine/match/functional.ts';
import type { Extent, Where } from '../../../engine/model/datapoint.ts';
import type { Facet, FacetMember, Knowledge } from '../../../engine/model/knowledge.ts';

const only = (...members: string[]): Extent => ({ kind: 'members', members: members.sort() });
const between = (from: number | null, to: number | null): Extent => ({ kind: 'interval', from, to });
const facet = (id: string, kind: Facet['kind'], members: readonly (string | [string, Where])[], within?: Where): [string, Facet] => [
  id,
  {
    id,
    title: id,
    object: 'person',
    kind,
    members: members.map((each): FacetMember => (typeof each === 'string' ? { id: each, title: each } : { id: each[0], title: each[0], implies: each[1] })),
    ...(within ? { within } : {}),
  },
];

/** Implications of every shape: one way, both ways, through a partition's part, from a flag within another, to what is not. */
const knowledge: Knowledge = {
  objects: new Map(),
  facets: new Map([
    facet('sex', 'partition', ['男', '女']),
    facet('age', 'interval', []),
    facet('residence', 'partition', [
      ['a1', { registered: only('yes') }],
      ['a2', { registered: only('yes') }],
      ['b1', { registered: only('no') }],
      ['b2', { registered: only('no') }],
    ]),
    facet('registered', 'flag', [['yes', { residence: only('a1', 'a2') }]]),
    facet('disabled', 'flag', ['yes']),
    facet('level', 'partition', ['一级', '二级', '三级'], { disabled: only('yes') }),
    facet(
      'child',
      'partition',
      [
        ['留守', { age: between(null, 15) }],
        ['困境', {}],
      ],
      { age: between(null, 17) },
    ),
    facet('alone', 'flag', [['yes', { age: between(60, null) }]]),
    facet('allowance', 'flag', [['yes', { age: between(80, null), disabled: only('no') }]]),
    facet('nursing', 'flag', ['yes'], { disabled: only('yes') }),
    facet('work', 'partition', [['在业', { age: between(16, null) }], ['学生', {}], '其他']),
    facet('union', 'flag', [['yes', { work: only('其他', '在业') }]]),
  ]),
};

type Thing = Readonly<Record<string, string | number>>;
const values: Readonly<Record<string, readonly (string | number)[]>> = {
  sex: ['男', '女'],
  age: [0, 15, 16, 17, 30, 60, 80],
  residence: ['a1', 'a2', 'b1', 'b2'],
  registered: ['yes', 'no'],
  disabled: ['yes', 'no'],
  level: ['一级', '二级', '三级', 'none'],
  child: ['留守', '困境', 'none'],
  alone: ['yes', 'no'],
  allowance: ['yes', 'no'],
  nursing: ['yes', 'no'],
  work: ['在业', '学生', '其他'],
  union: ['yes', 'no'],
};

function satisfies(thing: Thing, where: Where): boolean {
  return Object.entries(where).every(([id, extent]) =>
    extent.kind === 'members'
      ? extent.members.includes(String(thing[id]))
      : Number(thing[id]) >= (extent.from ?? -Infinity) && Number(thing[id]) <= (extent.to ?? Infinity),
  );
}

/** Can there be such a thing, by everything that is known? Checked as facets are filled in, so that few are built in vain. */
function possible(thing: Thing): boolean {
  for (const { id, kind, members, within } of knowledge.facets.values()) {
    const value = thing[id];
    const known = (where: Where): boolean => satisfies(thing, Object.fromEntries(Object.entries(where).filter(([facet]) => thing[facet] !== undefined)));
    if (value === undefined) continue;
    if (within && kind === 'partition' && (value === 'none') === known(within) && Object.keys(within).every((facet) => thing[facet] !== undefined))
      return false;
    if (within && kind === 'flag' && value === 'yes' && !known(within)) return false;
    if (!known(members.find((member) => member.id === value)?.implies ?? {})) return false;
  }
  return true;
}

const things = Object.entries(values).reduce<Thing[]>(
  (all, [id, options]) => all.flatMap((thing) => options.map((value) => ({ ...thing, [id]: value })).filter(possible)),
  [{}],
);

/** Thing → what the functional counts it as, read off its keys. */
function reading(functional: Functional): (thing: Thing) => number {
  const terms = [...functional].map(([key, coefficient]) => {
    const text = key.slice(key.lastIndexOf('|') + 1);
    const factors = (text ? text.split('&') : []).map((factor) => {
      const [, id = '', sign, value = ''] = /^(.*?)(>=|=)(.*)$/.exec(factor) ?? [];
      return (thing: Thing): boolean => (sign === '=' ? thing[id] === value : Number(thing[id]) >= Number(value));
    });
    return { coefficient, factors };
  });
  return (thing) => terms.reduce((sum, { coefficient, factors }) => sum + (factors.every((holds) => holds(thing)) ? coefficient : 0), 0);
}

const extents: Readonly<Record<string, fc.Arbitrary<Extent>>> = Object.fromEntries(
  [...knowledge.facets.values()].map(({ id, kind, members }) => [
    id,
    kind === 'interval'
      ? fc.tuple(fc.option(fc.constantFrom(0, 15, 16, 18, 60, 80)), fc.option(fc.constantFrom(14, 15, 17, 59, 79))).map(([from, to]) => between(from, to))
      : fc.subarray(kind === 'flag' ? ['yes', 'no'] : members.map((member) => member.id), { minLength: 1 }).map((list) => only(...list)),
  ]),
);
const wheres: fc.Arbitrary<Where> = fc
  .subarray(Object.keys(extents), { maxLength: 4 })
  .chain((ids) => fc.record(Object.fromEntries(ids.map((id) => [id, extents[id] ?? fc.constant(only())]))));
const count = (where: Where): Functional =>
  functionalOf({ kind: 'plain', object: 'person', measure: { kind: 'count' }, where, open: [], period: 'instant' }, knowledge);
const key = (where: Where): string => functionalKey(count(where));

describe('the functional of a data point', () => {
  it('says nothing of a number that cannot be less', () => {
    const sized: Knowledge = {
      objects: new Map(),
      facets: new Map([['size', { id: 'size', title: '', object: 'home', kind: 'interval', members: [], least: 1 }]]),
    };
    const keyOf = (where: Where): string =>
      functionalKey(functionalOf({ kind: 'plain', object: 'home', measure: { kind: 'count' }, where, open: [], period: 'instant' }, sized));
    expect(keyOf({ size: between(1, null) })).toBe(keyOf({}));
    expect(keyOf({ size: between(1, 3) })).toBe(keyOf({ size: between(null, 3) }));
    expect(keyOf({ size: between(2, null) })).not.toBe(keyOf({}));
  });

  it('counts exactly the things that satisfy its conditions', () => {
    expect(things.length).toBeGreaterThan(500);
    fc.assert(
      fc.property(wheres, (where) => {
        const counted = reading(count(where));
        expect(things.find((thing) => counted(thing) !== (satisfies(thing, where) ? 1 : 0))).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  it('is equal only for conditions that hold for the same things', () => {
    fc.assert(
      fc.property(wheres, wheres, (a, b) => {
        fc.pre(key(a) === key(b));
        expect(things.filter((thing) => satisfies(thing, a))).toEqual(things.filter((thing) => satisfies(thing, b)));
      }),
      { numRuns: 50 },
    );
  });

  it.each<[string, Where, Where]>([
    ['what a member implies need not be said', { alone: only('yes') }, { alone: only('yes'), age: between(60, null) }],
    ['what a partition lies within need not be said', { level: only('一级') }, { level: only('一级'), disabled: only('yes') }],
    ['all parts are the whole within which they lie', { level: only('一级', '三级', '二级') }, { disabled: only('yes') }],
    ['both sexes are everyone', { sex: only('男', '女') }, {}],
    ['having and not having is everyone', { disabled: only('yes', 'no') }, {}],
    ['from zero is everyone', { age: between(0, null) }, {}],
    ['a flag that says where one lives, and saying so', { registered: only('yes') }, { residence: only('a1', 'a2') }],
    ['the same, by a further condition', { registered: only('yes'), sex: only('女') }, { residence: only('a1', 'a2'), sex: only('女') }],
    ['one of two, given that it is one of them', { registered: only('yes'), residence: only('a2') }, { residence: only('a2') }],
    ['what cannot be', { alone: only('yes'), child: only('困境') }, { allowance: only('yes'), disabled: only('yes') }],
    ['crossed bounds', { age: between(60, 17) }, { alone: only('yes'), age: between(0, 17) }],
  ])('is equal for equal conditions: %s', (_, a, b) => expect(key(a)).toBe(key(b)));

  it('is empty for what cannot be', () => {
    expect(count({ alone: only('yes'), child: only('留守') }).size).toBe(0);
    expect(count({ age: between(60, 17) }).size).toBe(0);
    expect(count({ nursing: only('yes'), disabled: only('no') }).size).toBe(0);
  });

  it('keeps a flag that does not hold apart from what it lies within', () => {
    expect(key({ nursing: only('no') })).not.toBe(key({ nursing: only('no'), disabled: only('yes') }));
  });
});

it.each(['partition', 'flag'] as const)('no member of a %s that is left counts nothing', (kind) => {
  const [id] = [...knowledge.facets.values()].filter((each) => each.kind === kind).map((each) => each.id);
  const point = {
    kind: 'plain' as const,
    object: 'person',
    measure: { kind: 'count' as const },
    where: { [id ?? '']: only() },
    open: [],
    period: 'instant' as const,
  };
  expect(functionalOf(point, knowledge).size).toBe(0);
});
