// Station `view`: each department's own workbook, filled from what was asked. See README.md.
export { type AnswerRules, createReader, type ReadAnswers } from './answers.ts';
export { contextText, periodText, withinLabel } from './context.ts';
export { createView, type CommunityView, type FilledForm, type View } from './view.ts';
