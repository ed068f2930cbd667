// Station `check`: is an answer an answer, and do the answers agree with each other? See README.md.
export { type CheckedItems, type CheckPlan, type Checks, type Finding, prepareChecks } from './evaluate.ts';
export { answersBehind, type FailureContext, failures, questionsByItem, tally, type Tallied, type WhereAsked } from './failures.ts';
export { type Checked, type CheckValue, type Expected, isShowable, VALUE_LIMITS, valueCheck, type ValueWords } from './value.ts';
export { foldWidth } from './width.ts';
export { type IdentitySays, isOtherAge, type PersonCheck, personCheck, type PersonWords } from './person.ts';
export { readDate } from './date.ts';
export { ageAt, checkDigit, type IdentityNumber, identityNumber, identitySays } from './identity.ts';
