// Does a consolidation belong to the pack that it is used with?
import type { Consolidation } from '../../engine/model/consolidation.ts';
import type { Requirement } from '../../engine/model/pack.ts';
import { problem, type Problem } from '../../engine/problem/index.ts';
import { readPackFile } from './load.ts';

/**
 * An error when the pack has none of the consolidation's forms, a warning when some are missing. In a pack of another name a form of the same id is the same
 * only under the same title: mz-01 is any district's first form. A pack that cannot be read is told elsewhere.
 */
export function packFits(dir: string, { pack: made }: Consolidation, file: string): Problem[] {
  const { pack } = readPackFile(dir);
  if (!pack) return [];
  const known = new Map(pack.requirements.map(({ id, title }) => [id, title]));
  const isHere = ({ id, title }: Requirement): boolean => known.has(id) && (made.name === pack.name || known.get(id) === title);
  const missing = made.requirements.filter((requirement) => !isHere(requirement)).map(({ id }) => id);
  if (missing.length === 0) return [];
  const severity = missing.length === made.requirements.length ? 'error' : 'warning';
  return [problem('consolidation.otherPack', { made: made.name, pack: pack.name, missing }, { file }, severity)];
}
