// Station `derive`: element values from answers, exactly, with their lineage. See README.md.
export type { Answer, Answers } from '../model/answers.ts';
export { DEFAULT_OPTIONS, derive, ratioOf } from './derive.ts';
export type { DerivedValue, DeriveOptions, Doubt, Ingredient, ItemFrequencies, NumberValue } from './derive.ts';
export { Exact, formatExact, parseExact, toNumber } from '../model/exact.ts';
