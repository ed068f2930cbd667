// Lists in words.
import { language } from '../words/index.ts';

/** Joins a list as the language does. */
export function listed(words: readonly string[]): string {
  return words.join(language() === 'zh' ? '\u3001' : ', ');
}
