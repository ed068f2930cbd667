// The engine, a table of contents: what is true, as pure functions from data to data.
//
//     Workbook ─understand→ FormMeaning ─consolidate→ Consolidation ─createView→ what every department's cells hold
//               read, interpret           match, register, plan        derive, view
export { consolidate, whatIsAsked, type Asked, type ConsolidateInput } from './consolidate.ts';
export { textsOf, understand, type Literacy } from './understand.ts';
export { spellingsOf, type Spellings, type ValueData } from './register/index.ts';
export { createView, type CommunityView, type FilledForm, type View } from './view/index.ts';
export { certifyConsolidation } from './certify.ts';
export { verdict, type Verdict } from './match/index.ts';
export { SOUND_POLICY } from './consolidate.ts';
