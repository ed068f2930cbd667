// The checks of what rows say of people, with the shipped words.
import { readFileSync } from 'node:fs';
import { type PersonCheck, personCheck, type PersonWords } from '../../engine/check/index.ts';

let made: PersonCheck | null = null;

export function loadPersonCheck(): PersonCheck {
  made ??= personCheck(JSON.parse(readFileSync(new URL('zh/person.json', import.meta.url), 'utf8')) as PersonWords);
  return made;
}
