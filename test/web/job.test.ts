// A job that runs is not lost sight of because one look failed.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { effectScope } from 'vue';
import { useJob, type FollowedJob } from '../../web/pages/department/job.ts';

const answers = vi.fn<() => Promise<Response>>();
const kept = new Map<string, string>();
let scope = effectScope();

beforeEach(() => {
  vi.useFakeTimers();
  answers.mockReset();
  kept.clear();
  scope = effectScope();
  vi.stubGlobal('fetch', answers);
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

function answer(status: number, body: unknown): void {
  answers.mockResolvedValueOnce(new Response(JSON.stringify(body), { status }));
}

async function foundAgain(): Promise<FollowedJob> {
  kept.set('zip', 'j1');
  const followed = scope.run(() => useJob('zip'));
  if (!followed) throw new Error('The scope is gone.');
  await vi.advanceTimersByTimeAsync(0);
  return followed;
}

test('a look that fails is said and repeated, the job stays known', async () => {
  answers.mockRejectedValueOnce(new TypeError('no network'));
  const { job, fault } = await foundAgain();
  expect([job.value, fault.value === null, kept.get('zip')]).toEqual([null, false, 'j1']);
  answer(200, { jobId: 'j1', state: 'running' });
  await vi.advanceTimersByTimeAsync(3000);
  expect([job.value?.state, fault.value]).toEqual(['running', null]);
  answer(200, { jobId: 'j1', state: 'done' });
  await vi.advanceTimersByTimeAsync(600);
  expect(job.value?.state).toBe('done');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(answers).toHaveBeenCalledTimes(3);
});

test('a job that the server does not know is forgotten', async () => {
  answer(404, {});
  const { job } = await foundAgain();
  expect([job.value, kept.has('zip')]).toEqual([null, false]);
});

test('what was put away does not come back with a look under way', async () => {
  answer(200, { jobId: 'j1', state: 'running' });
  const { job, forget } = await foundAgain();
  let arrive: (response: Response) => void = () => undefined;
  answers.mockReturnValueOnce(new Promise((resolve) => (arrive = resolve)));
  await vi.advanceTimersByTimeAsync(600);
  forget();
  arrive(new Response(JSON.stringify({ jobId: 'j1', state: 'running' })));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(job.value).toBeNull();
});
