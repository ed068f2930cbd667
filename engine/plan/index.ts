// Station `plan`: from data elements to the fewest questions, each value's derivation, and the proof. See README.md.
export { certify } from './certify.ts';
export type { Certification } from './certify.ts';
export { DEFAULT_POLICY } from './input.ts';
export type { Asking, FreeElement, Kind, Level, OpaqueElement, PlainElement, PlanInput, Policy, RatioElement, Reading } from './input.ts';
export { plan } from './plan.ts';
export type { Certificate, Derivation, Item, LinearDerivation, Over, Plan, RatioDerivation, Reason, Relation, Source, StageCount, Term } from './result.ts';
export { selectPeriods } from './selection.ts';
export type { Selected } from './selection.ts';
