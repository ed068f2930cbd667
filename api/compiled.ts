// A consolidation as an annual form, with the shipped words and rules: where commands that show the form begin.
import { compile, type Compiled } from '../engine/compile/index.ts';
import type { Consolidation } from '../engine/model/consolidation.ts';
import type { Language } from '../engine/problem/index.ts';
import { loadFormRules } from '../forms/lexicon/form.ts';

/** The annual form of a consolidation. */
export function compileForm(consolidation: Consolidation, language: Language): Compiled {
  return compile({ consolidation, ...loadFormRules(), language });
}
