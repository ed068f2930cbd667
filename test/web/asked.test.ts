// What a page asked of the server is asked again when another language is spoken: its words are the server's.
import { expect, test, vi } from 'vitest';
import { useAsked } from '../../web/pieces/asked.ts';
import { language, words } from '../../web/words/index.ts';

test('the answer follows the language', async () => {
  const { value } = useAsked(() => Promise.resolve(`in ${language()}`));
  await vi.waitFor(() => expect(value.value).toBe('in zh'));
  words.global.locale.value = 'en' as typeof words.global.locale.value;
  await vi.waitFor(() => expect(value.value).toBe('in en'));
});
