// Station `check`: is an answer an answer, and do the answers agree with each other? See README.md.
export { type CheckInput, evaluateChecks, type Finding, type ItemFrequencies, problemsOf } from './evaluate.ts';
export { type Checked, checkValue, type Expected, foldWidth } from './value.ts';
