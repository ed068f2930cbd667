// The engine, a table of contents: what is true, as pure functions from data to data.
//
//     Workbook ─understand→ FormMeaning ─consolidate→ Consolidation ─createView→ what every department's cells hold
//               read, interpret           decide, match, register, plan        derive, view
export { certifyConsolidation } from './certify.ts';
export { consolidate, type ConsolidateInput, SOUND_POLICY } from './consolidate.ts';
export { textsOf, understand } from './understand.ts';
export { type AnswerRules, createView, type CommunityView } from './view/index.ts';
