// Ids that become names of files and folders: requirements and communities.
import type { InWords } from '../engine/problem/index.ts';

const MOST_LETTERS = 40;

/** Names that Windows keeps for devices, also with an extension. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/iu;

/** Can it name a file or folder on every system, and be seen and typed by people? */
export function isFileName(name: string): boolean {
  const letters = [...name].length;
  return letters > 0 && letters <= MOST_LETTERS && !/[<>:"|?*/\\\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|^\s|[.\s]$/u.test(name) && !DEVICE.test(name);
}

/** Names that are one and the same on a file system that does not tell capitals from small letters. */
export function sameName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** What `isFileName` asks, for people. */
export const FILE_NAME_WORDS: InWords = {
  zh: `不能用作文件夹名:应为 1 至 ${MOST_LETTERS} 个字,不含控制字符和 < > : " | ? * / \\,首尾无空格,不以点结尾,也不是 CON、NUL、COM1 之类`,
  en: `cannot name a folder: 1 to ${MOST_LETTERS} characters, no control characters, none of < > : " | ? * / \\, no space at either end, no dot at the end, not CON, NUL, COM1 or the like`,
};
