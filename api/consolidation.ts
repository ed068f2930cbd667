// A consolidation for a command that only shows something: read from a file if one is given, else made from the pack.
import type { Consolidation } from '../engine/model/consolidation.ts';
import type { Decision } from '../engine/model/decision.ts';
import type { Problem } from '../engine/problem/index.ts';
import { packFits } from '../forms/pack/fits.ts';
import { readConsolidation } from '../forms/pack/consolidation.ts';
import { consolidatePack, type Steps } from './pipeline.ts';

/** null when there is nothing to read; the problems say why. */
export async function consolidationFrom(
  pack: string,
  file: string | undefined,
  steps: Steps = {},
  decisions: readonly Decision[] = [],
): Promise<{ consolidation: Consolidation | null; problems: readonly Problem[] }> {
  if (file === undefined) return consolidatePack(pack, decisions, steps);
  const { value, problems } = readConsolidation(file);
  const misfits = value ? packFits(pack, value, file) : [];
  const isOther = misfits.some(({ severity }) => severity === 'error');
  return { consolidation: isOther ? null : value, problems: [...problems, ...misfits] };
}
