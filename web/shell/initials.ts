// Pinyin initials of names: 民政局 → mzj. The dictionary is fetched when somebody first searches.
import type { pinyin as Pinyin } from 'pinyin-pro';

let pinyin: typeof Pinyin | null = null;

/** Fetches the dictionary; without it names are found by their characters only. */
export async function learnPinyin(): Promise<void> {
  pinyin = (await import('pinyin-pro')).pinyin;
}

/** Small letters and digits; '' before the dictionary has come. */
export function initialsOf(name: string): string {
  return pinyin
    ? pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' })
        .join('')
        .toLowerCase()
        .replace(/[^a-z0-9]/g, '')
    : '';
}

/** Is it found by these words: part of the name, of what is said beside it, or the beginning letters of consecutive characters? */
export function isFound(words: string, name: string, more: string, initials: string): boolean {
  const sought = words.trim().toLowerCase();
  if (sought === '') return false;
  return name.toLowerCase().includes(sought) || more.toLowerCase().includes(sought) || (/^[a-z0-9]{2,}$/.test(sought) && initials.includes(sought));
}
