// Station `view`: each department's own workbook, filled from what was asked. See README.md.
export { type AnswerRules, createReader, itemOrigins, type ReadAnswers } from './answers.ts';
export { contextText, periodText, withinGaps, withinLabel } from './context.ts';
export { createPlaceView, type AnsweredPlace, type Need, type Needs, type PlacedCell, type PlaceView, type RolledForm, type RolledPlace } from './places.ts';
export { createView, type CommunityView, type FilledForm, type PlannedCell, type View } from './view.ts';
