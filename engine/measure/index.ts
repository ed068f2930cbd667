// Station `measure`: what one table saves, what it rests on, and what a person should look at. See README.md.
export { burdens, type DepartmentBurden, isUnavoidable } from './burden.ts';
export { type Counts, countsOf, isAsked } from './counts.ts';
export { type LegalStanding, legalStanding, type LegalStatus } from './legal.ts';
export { type LookAlike, type LookAlikeInput, lookAlikes } from './lookalikes.ts';
export { type Compared, median, type Outlier, outlier, type Spoken, spoken, spread } from './outliers.ts';
export { fieldsByElement, type Repetition, repetitions, type SharedElement, sharedElements } from './shared.ts';
export type { MeasureWords } from './words.ts';
