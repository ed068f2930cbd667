// The whole way on files: a pack's folder → what it asks → the consolidation. Every command that needs a pack understood begins here.
import './patience.ts';
import { consolidate, textsOf, understand, type ConsolidateInput } from '../engine/index.ts';
import { definitionsOn, paperOf, type Paper } from '../engine/decide/index.ts';
import type { Consolidation } from '../engine/model/consolidation.ts';
import type { Decision } from '../engine/model/decision.ts';
import type { FormMeaning } from '../engine/model/meaning.ts';
import type { Problem } from '../engine/problem/index.ts';
import { loadPack, type LoadedPack } from '../forms/pack/load.ts';
import type { Progress } from './progress.ts';

export interface Understood {
  readonly loaded: LoadedPack;
  readonly forms: readonly FormMeaning[];
}

export interface Steps {
  readonly reading?: Progress;
  readonly understanding?: Progress;
}

/** Reads a pack, or `only` some of its requirements, and works out what every blank asks as `decisions` define its words; null when there is no pack to read. */
export async function understandPack(
  dir: string,
  decisions: readonly Decision[] = [],
  steps: Steps = {},
  only: ReadonlySet<string> | null = null,
): Promise<{ understood: Understood | null; problems: readonly Problem[] }> {
  const { loaded, problems } = await loadPack(dir, steps.reading, only);
  if (!loaded) return { understood: null, problems };
  return { understood: { loaded, forms: understandAll(loaded, decisions, steps.understanding) }, problems };
}

function understandAll({ pack, books, learning }: LoadedPack, decisions: readonly Decision[], onForm: Progress = () => undefined): FormMeaning[] {
  return pack.requirements.flatMap((requirement, index) => {
    const book = books.get(requirement.id);
    const form = book ? [understand(requirement, pack.year, book, learning, definitionsOn(requirement.id, decisions))] : [];
    onForm(index + 1, pack.requirements.length);
    return form;
  });
}

/** What the engine needs to consolidate an understood pack. */
export function consolidateInput({ loaded, forms }: Understood): ConsolidateInput {
  const { pack, books, learning, problems } = loaded;
  const texts = new Map<string, ReadonlyMap<string, string>>();
  const textAt = (requirement: string, sheet: string, cell: string): string => {
    const key = `${requirement}|${sheet}`;
    const found = books.get(requirement)?.sheets.find(({ name }) => name === sheet);
    if (!texts.has(key)) texts.set(key, found ? textsOf(found) : new Map());
    return texts.get(key)?.get(cell) ?? '';
  };
  const papers = (requirement: string): readonly Paper[] | null => books.get(requirement)?.sheets.map(paperOf) ?? null;
  return { pack, forms, textAt, papers, knowledge: learning.knowledge, lexicon: learning.interpreter.lexicon, spellings: learning.spellings, problems };
}

/** A pack's folder → its consolidation, with people's rulings laid over it. */
export async function consolidatePack(
  dir: string,
  decisions: readonly Decision[] = [],
  steps: Steps = {},
): Promise<{ consolidation: Consolidation | null; problems: readonly Problem[] }> {
  const { understood, problems } = await understandPack(dir, decisions, steps);
  if (!understood) return { consolidation: null, problems };
  const consolidation = consolidate({ ...consolidateInput(understood), decisions });
  return { consolidation, problems: consolidation.problems };
}
