// Both languages of the pages have the same words, with the same places for values, and no page has words of its own.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import en from '../../web/words/en/index.ts';
import zh from '../../web/words/zh/index.ts';

const WEB = fileURLToPath(new URL('../../web', import.meta.url));

test('Chinese and English have the same keys and the same places for values', () => {
  expect(shapeOf(en, '')).toEqual(shapeOf(zh, ''));
});

const files = filesIn(WEB).map((path) => path.slice(WEB.length + 1));

test.each(files.filter((path) => /\.(vue|ts)$/.test(path) && !/^(words\/|client\/operations\.ts)/.test(path)))(
  '%s has no Chinese words outside comments',
  (path) => {
    const text = readFileSync(join(WEB, path), 'utf8').replace(/<!--[\s\S]*?-->|\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '');
    const allowed = path.endsWith('LanguageSwitch.vue') || path.endsWith('build.ts');
    expect(allowed ? [] : (text.match(/\p{Script=Han}+/gu) ?? [])).toEqual([]);
  },
);

/** "common.save" → the names in braces. */
function shapeOf(words: unknown, path: string): Record<string, readonly string[]> {
  if (typeof words === 'string') return { [path]: [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort() };
  return Object.assign({}, ...Object.entries(words as object).map(([key, inner]) => shapeOf(inner, path === '' ? key : `${path}.${key}`))) as Record<
    string,
    readonly string[]
  >;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}
