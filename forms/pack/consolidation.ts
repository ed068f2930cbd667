// consolidation.json, written and read again. The file is checked for its outline; what the engine wrote into it is taken as it is.
import { CONSOLIDATION_VERSION, type Consolidation } from '../../engine/model/consolidation.ts';
import { problem } from '../../engine/problem/index.ts';
import { checked, readJson, schemaOf, type Parsed } from '../json.ts';

export function readConsolidation(path: string): Parsed<Consolidation> {
  const json = readJson(path, path);
  if (json.value === null) return { value: null, problems: json.problems };
  const parsed = checked(json.value, schemaOf<Consolidation>('consolidation'), path);
  if (parsed.value && parsed.value.version !== CONSOLIDATION_VERSION)
    return { value: null, problems: [problem('pack.invalid', { at: '/version', why: `${CONSOLIDATION_VERSION}` }, { file: path })] };
  return parsed;
}

/** One entry a line, so that two consolidations can be compared with ordinary tools. */
export function consolidationText(consolidation: Consolidation): string {
  const sections = Object.entries(consolidation).map(([key, value]: [string, unknown]) => `${JSON.stringify(key)}: ${sectionText(value)}`);
  return `{\n${sections.join(',\n')}\n}\n`;
}

function sectionText(value: unknown): string {
  if (!Array.isArray(value) || value.length === 0) return JSON.stringify(value);
  return `[\n${value.map((entry) => JSON.stringify(entry)).join(',\n')}\n]`;
}
