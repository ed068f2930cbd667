// Made-up communities for demonstrations and tests: plausible, consistent, the same every time. See README.md.
export { simulate, type SimulateInput } from './answers.ts';
export { chanceFrom, type Chance } from './chance.ts';
export { type Habits, satisfies, type Thing, thingsOf } from './things.ts';
