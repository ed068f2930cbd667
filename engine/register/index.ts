// Station `register`: rosters → one register for each class of things, and what can be counted from it. See README.md.
export { freeCounts, type Countable, type FreeCount } from './counts.ts';
export { createDistinct, type Distinct } from './distinct.ts';
export { columnId, registersOf } from './registers.ts';
export { spellingsOf, type AttributeSpelling, type Spellings, type ValueData } from './spelling.ts';
export { isMember, tallies, tally, type MayCount, type RegisterRow, type Tally } from './tally.ts';
