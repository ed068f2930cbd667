// The annual form on its way out to communities and back. See README.md.
export { answersOfValues, valuesOfAnswers, type AnnualAnswers } from './answers.ts';
export { formHash } from './key.ts';
export { mergeValues, type FileValues } from './merge.ts';
export { readAnnualWorkbook, type ReadAnnual, type ReadRules } from './read.ts';
export { annualWorkbook } from './workbook.ts';
