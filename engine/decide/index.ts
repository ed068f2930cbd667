// Station `decide`: people's rulings laid over what the forms were understood to ask. See README.md.
export { withBound } from './bound.ts';
export { decide, type Decided } from './decide.ts';
export { definitionsOn, wordOf } from './definitions.ts';
export { locate, type Located } from './locate.ts';
export { blanksNamed, requirementsNamed } from './named.ts';
export { readTerm, termFault, termOf } from './term.ts';
export { unitsOf } from './unit.ts';
export { type Paper, paperOf, type Papers, printOf } from './paper.ts';
