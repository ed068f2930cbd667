// The way to the server on a bad network: what is no answer of it is "unreachable", never an error that nobody understands.
import { expect, test } from 'vitest';
import { call, fetchFile, Refusal } from '../../web/client/client.ts';
import { asBrowser, json, problem } from './browser.ts';

const cutOff = (): Response =>
  new Response(
    new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode('{"items":'));
        controller.error(new TypeError('network error'));
      },
    }),
  );

test.each([
  ['an answer that is cut off', cutOff],
  ['the page of a network that wants to be signed in to', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
  ['no answer at all', () => Promise.reject(new TypeError('Failed to fetch'))],
])('%s', async (_what, answer) => {
  asBrowser(answer);
  const refusal = await call('requirement.list').catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal).toMatchObject({ status: 0, unreachable: true });
});

test('a file that is cut off', async () => {
  asBrowser(cutOff);
  await expect(fetchFile('year.workbook', { params: { communityId: 'c', year: '2026' } })).rejects.toMatchObject({ status: 0 });
});

test('a network that is dead without saying so is given up', async () => {
  asBrowser(() => new Promise(() => undefined));
  await expect(call('requirement.list', { withinMs: 20 })).rejects.toMatchObject({ status: 0 });
});

test('an answer and a refusal come as they are', async () => {
  asBrowser(() => json({ items: [], next: null }));
  expect(await call('requirement.list')).toEqual({ items: [], next: null });
  asBrowser(() => problem(409, 'state.changed', '变了'));
  await expect(call('requirement.list')).rejects.toMatchObject({ status: 409, code: 'state.changed', message: '变了' });
});
