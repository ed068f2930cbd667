// Checks that are switched off, from a file: their ids as a list, or what the server answers to GET /forms/YEAR/checks, of which those with `off` count.
// In: the file and the form. Out: ids, and a warning for each that the form does not have.
import type { AnnualForm } from '../../engine/model/annual.ts';
import { problem } from '../../engine/problem/index.ts';
import { checked, readJson, schemaOf, type Parsed } from '../json.ts';

type ChecksOffJson = readonly string[] | { readonly items: readonly { readonly checkId: string; readonly off: unknown }[] };

/** `value` null: the file cannot be used. */
export function readChecksOff(path: string, { checks }: AnnualForm): Parsed<ReadonlySet<string>> {
  const json = readJson(path, path);
  if (json.value === null) return { value: null, problems: json.problems };
  const parsed = checked(json.value, schemaOf<ChecksOffJson>('checks-off'), path);
  if (parsed.value === null) return { value: null, problems: parsed.problems };
  const ids = 'items' in parsed.value ? parsed.value.items.flatMap(({ checkId, off }) => (off === null ? [] : [checkId])) : parsed.value;
  const known = new Set(checks.map(({ id }) => id));
  const strange = ids.filter((id) => !known.has(id));
  return { value: new Set(ids), problems: strange.map((id) => problem('pack.invalid', { at: id, why: NO_SUCH_CHECK }, { file: path }, 'warning')) };
}

const NO_SUCH_CHECK = { zh: '这份方案没有这条审核关系', en: 'the form has no such check' };
