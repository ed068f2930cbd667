// The sample district understood once for all tests that need it.
import { consolidate } from '../engine/consolidate.ts';
import { compile, type Compiled } from '../engine/compile/index.ts';
import type { Consolidation } from '../engine/model/consolidation.ts';
import type { Language } from '../engine/problem/index.ts';
import { consolidateInput, understandPack, type Understood } from '../api/pipeline.ts';
import { loadFormRules, loadVocabulary } from '../forms/lexicon/form.ts';

export const LINJIANG = new URL('../forms/samples/linjiang', import.meta.url).pathname;

export async function understoodSample(): Promise<Understood> {
  const { understood } = await understandPack(decodeURI(LINJIANG));
  if (!understood) throw new Error('The sample pack is not read.');
  return understood;
}

export async function consolidatedSample(): Promise<Consolidation> {
  return consolidate(consolidateInput(await understoodSample()));
}

export function compiledSample(consolidation: Consolidation, language: Language = 'zh'): Compiled {
  return compile({ consolidation, vocabulary: loadVocabulary(), ...loadFormRules(), language });
}
