// The sample district understood once for all tests that need it.
import { consolidate } from '../engine/consolidate.ts';
import { compile, type Compiled } from '../engine/compile/index.ts';
import { simulate, type Habits } from '../engine/simulate/index.ts';
import { readFileSync } from 'node:fs';
import type { CommunityValues } from '../engine/model/values.ts';
import type { Consolidation } from '../engine/model/consolidation.ts';
import type { Language } from '../engine/problem/index.ts';
import { consolidateInput, understandPack, type Understood } from '../api/pipeline.ts';
import { loadFormRules, loadVocabulary } from '../forms/lexicon/form.ts';
import { loadLearning } from '../forms/lexicon/load.ts';

export const LINJIANG = new URL('../forms/samples/linjiang', import.meta.url).pathname;
export const BINHAI = new URL('../forms/samples/binhai', import.meta.url).pathname;

export async function understoodSample(dir = LINJIANG): Promise<Understood> {
  const { understood } = await understandPack(decodeURI(dir));
  if (!understood) throw new Error('The sample pack is not read.');
  return understood;
}

export async function consolidatedSample(dir = LINJIANG): Promise<Consolidation> {
  return consolidate(consolidateInput(await understoodSample(dir)));
}

const POPULATION = new URL('../forms/samples/population.json', import.meta.url);

/** A made-up community's answers, consistent throughout. */
export function madeUp(consolidation: Consolidation, seed: number): CommunityValues {
  const habits: Habits = JSON.parse(readFileSync(POPULATION, 'utf8'));
  const { spellings } = loadLearning();
  return simulate({ consolidation, vocabulary: loadVocabulary(), spellings, habits, community: { code: '1', name: '示例社区' }, seed });
}

export function compiledSample(consolidation: Consolidation, language: Language = 'zh'): Compiled {
  return compile({ consolidation, ...loadFormRules(), language });
}
