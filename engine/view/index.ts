// Station `view`: each department's own workbook, filled from what was asked. See README.md.
export { type AnswerRules, createReader, itemOrigins, type ReadAnswers } from './answers.ts';
export { contextText, periodText, withinGaps, withinLabel } from './context.ts';
export { earlierPlan, type EarlierPlan, type Found, type Step } from './earlier.ts';
export {
  answersAt,
  createPlaceView,
  type AnsweredPlace,
  type Earlier,
  type Need,
  type Needs,
  type PlacedCell,
  type PlaceView,
  type RolledForm,
  type RolledPlace,
} from './places.ts';
export { createView, type CommunityView, type FilledForm, type PlannedCell, type View } from './view.ts';
