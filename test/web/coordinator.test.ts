// The coordinating office's pages: one act on several things, and how far a period is.
import { expect, test } from 'vitest';
import { Refusal } from '../../web/client/client.ts';
import { changedIn } from '../../web/pages/coordinator/changed.ts';
import { oneByOne } from '../../web/pages/coordinator/oneByOne.ts';
import { atEnter, blankNamed, byRulings, countKinds, splitting, type Group } from '../../web/pages/coordinator/rulings.ts';
import { dayAfter, isMissing, isPast, streetsOf, unnudged, type Community } from '../../web/pages/coordinator/run.ts';

const NAMES = ['柳岸社区', '书院社区', '梅园社区'] as const;

test('what is refused is told by name and stops nobody else', async () => {
  const tried: string[] = [];
  const { done, refusal } = await oneByOne(
    NAMES,
    (name) => name,
    async (name) => {
      tried.push(name);
      if (name === '书院社区') throw new Refusal(412, 'state.changed', '已被别人改过');
    },
  );
  expect({ done, tried }).toEqual({ done: 2, tried: [...NAMES] });
  expect(refusal?.status).toBe(412);
  expect(refusal?.details['problems']).toHaveLength(1);
});

test('when the server is out of reach, the others are not tried; what is no refusal is thrown', async () => {
  const tried: string[] = [];
  const { done, refusal } = await oneByOne(
    NAMES,
    (name) => name,
    async (name) => {
      tried.push(name);
      throw new Refusal(0, 'unreachable', '连不上');
    },
  );
  expect({ done, tried, unreachable: refusal?.unreachable }).toEqual({ done: 0, tried: ['柳岸社区'], unreachable: true });
  await expect(oneByOne(NAMES, String, () => Promise.reject(new TypeError('ours')))).rejects.toThrow('ours');
});

test('a question that goes and one that comes under the same words are one that changed', () => {
  const line = (item: string, title: string) => ({ item, element: item, title, frequency: 'annual', meaning: item });
  const [gone, come, other, more] = [line('e1', '流动人口'), line('e2', '流动人口'), line('e3', '低保户数'), line('e4', '流动人口')] as const;
  expect(changedIn({ removed: [gone, other], added: [come, more] })).toEqual({ changed: [{ from: gone, to: come }], added: [more], removed: [other] });
});

function community(name: string, given: Partial<Community>): Community {
  return {
    communityId: name,
    name,
    streetId: 's1',
    street: '城东街道',
    state: 'open',
    late: true,
    answered: 0,
    version: 0,
    savedAt: null,
    submittedAt: null,
    nudgedAt: null,
    ...given,
  } as Community;
}

test('streets keep their order; who handed in late is not missing, and nobody is nudged twice a day', () => {
  const [open, returned, handedIn, nudged] = [
    community('柳岸社区', {}),
    community('书院社区', { state: 'returned', nudgedAt: '2026-03-04T02:00:00Z' }),
    community('梅园社区', { state: 'submitted', streetId: 's2', street: '城西街道' }),
    community('松林社区', { nudgedAt: '2026-03-05T02:00:00Z' }),
  ];
  const all = [open, returned, handedIn, nudged] as Community[];
  expect(streetsOf(all).map(({ name, communities }) => [name, communities.length])).toEqual([
    ['城东街道', 3],
    ['城西街道', 1],
  ]);
  expect(all.map(isMissing)).toEqual([true, true, false, true]);
  expect(unnudged(all, '2026-03-05').map(({ name }) => name)).toEqual(['柳岸社区', '书院社区']);
});

test('a ruling that reaches several cells is told of the one that it names', () => {
  const touched = (cell: string, decisionId: string) => ({ sheet: '表', cell, rulings: [{ decisionId }] as never[] });
  const blanks = [touched('D5', 'r1'), touched('C6', 'r1'), touched('E7', 'r2')];
  expect(blankNamed('r1', { sheet: '表', cell: 'C6' }, blanks)?.cell).toBe('C6');
  expect(blankNamed('r1', { sheet: '表', cell: 'C9' }, blanks)?.cell).toBe('D5');
  expect(blankNamed('r3', { sheet: '表', cell: 'C6' }, blanks)).toBeUndefined();
});

test('Enter rules what was picked, as the button says; the one at hand only where nothing is', () => {
  const [one, two] = [{ element: 'a' }, { element: 'b' }] as Group[];
  expect(atEnter([one as Group, two as Group], two as Group)).toEqual([one, two]);
  expect(atEnter([], two as Group)).toEqual([two]);
  expect(atEnter([], null)).toEqual([]);
});

test('a longer time begins a day after the one there is, and never before tomorrow', () => {
  const now = new Date('2026-11-22T20:00:00Z');
  expect(dayAfter('2026-12-15T15:59:59Z', now)).toBe('2026-12-16');
  expect(dayAfter('2026-02-24T15:59:59Z', now)).toBe('2026-11-24');
  expect(dayAfter(null, now)).toBe('2026-11-24');
});

test('a deadline is over once its moment is past', () => {
  const now = new Date('2026-11-22T20:00:00Z');
  expect([isPast(null, now), isPast('2026-11-22T20:00:01Z', now), isPast('2026-11-22T19:59:59Z', now)]).toEqual([false, false, true]);
});

test('a group that is split is one act of several rulings, which are counted by kind', () => {
  const field = (cell: string) => ({ key: cell, requirement: 'mz-01', sheet: '表', cell, label: [cell] });
  const group = { fields: ['C4', 'C5', 'C6'].map(field), settledBy: ['before'] } as unknown as Group;
  const { rulings, revoke } = splitting(group, new Set(['C6']));
  expect(countKinds(rulings)).toEqual([
    { kind: 'same', count: 1 },
    { kind: 'different', count: 1 },
  ]);
  expect(revoke).toEqual(['before']);
});

test('blanks that the same rulings touch are told once', () => {
  const blank = (cell: string, ...rulings: string[]) =>
    ({ cell, rulings: rulings.map((decisionId) => ({ decisionId })) }) as never as { cell: string; rulings: [] };
  const lines = byRulings([blank('C4', 'a'), blank('C5', 'a'), blank('C6', 'a', 'b'), blank('C7', 'a')]);
  expect(lines.map(({ first, blanks }) => [first.cell, blanks.length])).toEqual([
    ['C4', 3],
    ['C6', 1],
  ]);
});
