// Who is signed in: nobody only when the server says so; signing out of a session that has expired asks for no password.
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, test, vi } from 'vitest';
import { onExpired } from '../../web/client/client.ts';
import { useSession } from '../../web/session.ts';

const WHO = { accountId: 'a', login: 'mz', name: '民政局', role: 'department', unitId: 'u', unitName: '民政局', district: '临江区', stage: 'full' };
const answers = vi.fn<() => Promise<Response>>();

beforeEach(() => {
  setActivePinia(createPinia());
  answers.mockReset();
  vi.stubGlobal('fetch', answers);
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});

function answer(status: number, body: unknown): void {
  answers.mockResolvedValueOnce(new Response(JSON.stringify(body), { status }));
}

test('a server that is away for a moment has not said that nobody is signed in', async () => {
  const session = useSession();
  answer(502, {});
  await expect(session.read()).rejects.toThrow('502');
  answers.mockRejectedValueOnce(new TypeError('no network'));
  await expect(session.read()).rejects.toMatchObject({ status: 0 });
  answer(200, WHO);
  expect(await session.read()).toEqual(WHO);
  expect(await session.read()).toEqual(WHO);
  expect(answers).toHaveBeenCalledTimes(3);
});

test('nobody is signed in when the server asks for it', async () => {
  answer(401, { code: 'auth.signIn' });
  expect(await useSession().read()).toBeNull();
});

test('a session that has expired has ended: nobody is asked to sign in for signing out', async () => {
  const session = useSession();
  answer(200, WHO);
  await session.read();
  onExpired(() => Promise.resolve(!session.leaving));
  answer(401, { code: 'auth.signIn' });
  await session.signOut();
  expect(session.who).toBeNull();
  expect(answers).toHaveBeenCalledTimes(2);
});

test('whom the server could not be told about stays signed in', async () => {
  const session = useSession();
  answer(200, WHO);
  await session.read();
  answers.mockRejectedValueOnce(new TypeError('no network'));
  await expect(session.signOut()).rejects.toMatchObject({ status: 0 });
  expect([session.who, session.leaving]).toEqual([WHO, false]);
});

test('whoever was signed in and is not any more after a reload is told so; not whoever signed out', async () => {
  onExpired(() => Promise.resolve(false));
  const reloaded = async (): Promise<boolean> => {
    setActivePinia(createPinia());
    answer(401, { code: 'auth.signIn' });
    await useSession().read();
    return useSession().expired;
  };
  expect(await reloaded()).toBe(false);
  answer(200, WHO);
  await useSession().readAgain();
  expect(await reloaded()).toBe(true);
  answer(200, {});
  await useSession().signOut();
  expect(await reloaded()).toBe(false);
});
