// Station `compile`: from the plan to the annual form, its checks and its JSON Schema. See README.md.
export { compile, type Compiled, type CompileInput, questionsIn } from './compile.ts';
export { snake } from './codes.ts';
export { NAME, schemaOf, type SchemaNode } from './schema.ts';
export { type SectionRules } from './sections.ts';
export { type FormWords, worded } from './wording.ts';
export { sumWords } from './printed.ts';
export { LIMITS, parseRule, type ParsedRule, type WrittenRule } from './written.ts';
