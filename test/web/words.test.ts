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

const sources = files.filter((path) => /\.(vue|ts)$/.test(path) && !/^(words\/|client\/operations\.ts)/.test(path));

test.each(sources)('%s has no Chinese words or punctuation outside comments', (path) => {
  const text = readFileSync(join(WEB, path), 'utf8').replace(/<!--[\s\S]*?-->|\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '');
  const allowed = path.endsWith('LanguageSwitch.vue') || path.endsWith('build.ts');
  expect(allowed ? [] : (text.match(/[\p{Script=Han}\u3001\u3002\u300a\u300b\uff01-\uff5e]+/gu) ?? [])).toEqual([]);
});

test('every word is used', () => {
  const text = sources.map((path) => readFileSync(join(WEB, path), 'utf8')).join('\n');
  const named = new Set([...text.matchAll(/['"`]([a-z]\w*(?:\.[\w-]+)+)['"`]/g)].map(([, key]) => key));
  // `common.states.${state}`: any word that stands at such a place.
  const made = [...text.matchAll(/`([a-z]\w*\.(?:[^`$]|\$\{[^}]*\})*)`/g)].map(
    ([, key = '']) => new RegExp(`^${key.replace(/[.]/g, '\\.').replace(/\$\{[^}]*\}/g, '[\\w-]+')}$`),
  );
  const isUsed = (key: string): boolean => named.has(key) || made.some((pattern) => pattern.test(key));
  // What webhooks are told is named by the server, with dots.
  expect(Object.keys(shapeOf(zh, '')).filter((key) => !key.startsWith('administration.webhooks.events.') && !isUsed(key))).toEqual([]);
});

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
