// What a page asks: of several questions the last counts, an answer about something else does not stay, and what is asked is asked again in another language: its words are the server's.
import { nextTick, ref } from 'vue';
import { expect, test, vi } from 'vitest';
import { useAsked } from '../../web/pieces/asked.ts';
import { language, words } from '../../web/words/index.ts';

test('when it is about something else, the old answer goes at once, and one that comes late is not shown', async () => {
  const about = ref('a');
  const waiting: ((answer: string) => void)[] = [];
  const { value } = useAsked(() => new Promise<string>((resolve) => waiting.push(resolve)), about);
  waiting[0]?.('of a');
  await nextTick();
  expect(value.value).toBe('of a');
  about.value = 'b';
  await nextTick();
  about.value = 'c';
  await nextTick();
  expect(value.value).toBeNull();
  waiting[2]?.('of c');
  waiting[1]?.('of b');
  await nextTick();
  expect(value.value).toBe('of c');
});

test('asked again about the same, the old answer stays while the new one comes', async () => {
  const waiting: ((answer: string) => void)[] = [];
  const { value, ask } = useAsked(() => new Promise<string>((resolve) => waiting.push(resolve)));
  waiting[0]?.('first');
  await nextTick();
  const again = ask();
  expect(value.value).toBe('first');
  waiting[1]?.('second');
  await again;
  expect(value.value).toBe('second');
});

test('the answer follows the language', async () => {
  const { value } = useAsked(() => Promise.resolve(`in ${language()}`));
  await vi.waitFor(() => expect(value.value).toBe('in zh'));
  words.global.locale.value = 'en' as typeof words.global.locale.value;
  await vi.waitFor(() => expect(value.value).toBe('in en'));
});
