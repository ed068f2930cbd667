// Does a consolidation belong to the pack that it is used with?
import type { Consolidation } from '../../engine/model/consolidation.ts';
import { problem, type Problem } from '../../engine/problem/index.ts';
import { readPackFile } from './load.ts';

/** An error when the pack has none of the consolidation's forms, a warning when some are missing. A pack that cannot be read is told elsewhere. */
export function packFits(dir: string, { pack: made }: Consolidation, file: string): Problem[] {
  const { pack } = readPackFile(dir);
  if (!pack) return [];
  const known = new Set(pack.requirements.map(({ id }) => id));
  const missing = made.requirements.filter(({ id }) => !known.has(id)).map(({ id }) => id);
  if (missing.length === 0) return [];
  const severity = missing.length === made.requirements.length ? 'error' : 'warning';
  return [problem('consolidation.otherPack', { made: made.name, pack: pack.name, missing }, { file }, severity)];
}
