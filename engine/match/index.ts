// Station `match`: data points → data elements, with the reason. See README.md.
export { type DataElement, elementsOf } from './elements.ts';
export { combine, type Functional, functionalKey, functionalOf, intersect, mergeWhere } from './functional.ts';
export { shortHash } from './hash.ts';
export { type Content, identityOf, marked, needsReview, REVIEW, type SlowFacts, totalOf } from './identity.ts';
export { bestTitle, extentText, meaningOf, whereText } from './title.ts';
export { type Comparison, type Difference, type Verdict, verdict } from './verdict.ts';
