// The coordinating office's pages: one act on several things, and how far a period is.
import { expect, test } from 'vitest';
import { Refusal } from '../../web/client/client.ts';
import { oneByOne } from '../../web/pages/coordinator/oneByOne.ts';
import { isMissing, streetsOf, unnudged, type Community } from '../../web/pages/coordinator/run.ts';

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
