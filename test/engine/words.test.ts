// The engine holds no words of a language: they stand in forms/lexicon. Only the words for problems live in engine/problem.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const ENGINE = new URL('../../engine/', import.meta.url);

/** Files whose words have yet to be moved: what is said to people, in two languages, and the turns of phrase of notes. */
const YET_TO_MOVE = [
  'decide/term.ts',
  'interpret/clauses.ts',
  'interpret/equations.ts',
  'interpret/meanings.ts',
  'interpret/phrase.ts',
  'interpret/populations.ts',
  'interpret/resolve.ts',
  'interpret/say.ts',
  'interpret/scope.ts',
  'interpret/scopeNotes.ts',
  'interpret/subjects.ts',
  'interpret/unstated.ts',
  'match/elements.ts',
  'match/identity.ts',
  'match/title.ts',
  'match/verdict.ts',
  'register/registers.ts',
  'register/spelling.ts',
  'register/tally.ts',
  'view/context.ts',
];

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//gu, '').replace(/(^|\s)\/\/.*$/gmu, '');
}

function holdsWords(file: string): boolean {
  return /\p{Script=Han}/u.test(withoutComments(readFileSync(new URL(file, ENGINE), 'utf8')));
}

const files = readdirSync(ENGINE, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.startsWith('problem/'));

test('no file of the engine holds Chinese words, but for those still listed', () => {
  expect(files.filter(holdsWords).toSorted()).toEqual(YET_TO_MOVE.filter((file) => files.includes(file)).toSorted());
});
