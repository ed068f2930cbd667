// Station `match`: data points → data elements, with the reason. See README.md.
export { type DataElement, elementsOf } from './elements.ts';
export { type Functional, functionalKey, functionalOf, mergeWhere } from './functional.ts';
export { shortHash } from './hash.ts';
export { type Content, identityOf, marked, needsReview, type SlowFacts } from './identity.ts';
export { bestTitle, meaningOf } from './title.ts';
export { type Difference, type Overlap, type Verdict, verdict } from './verdict.ts';
