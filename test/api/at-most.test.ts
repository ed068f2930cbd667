// So many at once, the others in their order, whether those before them succeed or not.
import { expect, it } from 'vitest';
import { atMost } from '../../api/at-most.ts';

it('two work at once, the third begins when one has ended', async () => {
  const inTurn = atMost(2);
  const story: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string, fails = false) =>
    inTurn(async () => {
      story.push(name);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (fails) throw new Error(name);
    });
  const all = Promise.allSettled([work('a', true), work('b'), work('c'), work('d')]);
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  await settled();
  expect(story).toEqual(['a', 'b']);
  for (const after of [
    ['a', 'b', 'c'],
    ['a', 'b', 'c', 'd'],
    ['a', 'b', 'c', 'd'],
    ['a', 'b', 'c', 'd'],
  ]) {
    ends.shift()?.();
    await settled();
    expect(story).toEqual(after);
  }
  expect((await all).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
});
