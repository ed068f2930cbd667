// Several filled workbooks of several communities become one set of values. What a file answers replaces what was there before; a blank
// replaces nothing. Where two files answer differently, the first one holds and both are told.
import type { AnnualForm } from '../../engine/model/annual.ts';
import { questionsIn } from '../../engine/compile/index.ts';
import type { Scalar } from '../../engine/model/sheet.ts';
import type { CommunityValues } from '../../engine/model/values.ts';
import { problem, type Problem } from '../../engine/problem/index.ts';
import { sameName } from '../name.ts';

export interface FileValues {
  readonly file: string;
  readonly values: CommunityValues;
}

/** `before`: what was collected earlier. Communities stay in the order in which they first come. */
export function mergeValues(
  before: readonly CommunityValues[],
  files: readonly FileValues[],
  form: AnnualForm,
): { values: CommunityValues[]; problems: Problem[] } {
  const merged = new Map(before.map((values) => [sameName(values.code), values]));
  const problems: Problem[] = [];
  const collected = new Map<string, FileValues[]>();
  for (const each of files) collected.set(sameName(each.values.code), [...(collected.get(sameName(each.values.code)) ?? []), each]);
  for (const [code, group] of collected) {
    problems.push(...differences(group, form));
    const oldest = merged.get(code);
    const newest = group.map(({ values }) => values).toReversed();
    merged.set(code, (oldest ? [oldest, ...newest] : newest).reduce(laidOver));
  }
  return { values: [...merged.values()], problems };
}

function laidOver(under: CommunityValues, over: CommunityValues): CommunityValues {
  const items = new Map(under.items);
  for (const [item, answers] of over.items) items.set(item, new Map([...(under.items.get(item) ?? []), ...[...answers].filter(([, value]) => value !== null)]));
  const registers = new Map([...under.registers, ...[...over.registers].filter(([, rows]) => rows.length > 0)]);
  return { code: under.code, name: over.name || under.name, items, registers };
}

/** Where a file answers otherwise than one before it in the list. */
function differences(group: readonly FileValues[], form: AnnualForm): Problem[] {
  const titles = new Map(
    form.parts.flatMap(({ sections }) => sections.flatMap((section) => questionsIn(section).map(({ item, title }) => [item, title] as const))),
  );
  const lists = new Map(form.registers.map(({ register, title }) => [register, title]));
  const answered = new Map<string, { readonly value: Scalar; readonly file: string }>();
  const kept = new Map<string, { readonly rows: string; readonly file: string }>();
  const found: Problem[] = [];
  for (const { file, values } of group) {
    const community = values.name || values.code;
    for (const [item, answers] of values.items)
      for (const [period, value] of answers) {
        const first = answered.get(`${item} ${period}`);
        if (value !== null && !first) answered.set(`${item} ${period}`, { value, file });
        if (value === null || !first || String(first.value) === String(value)) continue;
        const params = { question: titles.get(item) ?? item, value: String(value), other: String(first.value), file: first.file };
        found.push(problem('collect.differs', params, { community, period, file }, 'warning'));
      }
    for (const [register, entries] of values.registers) {
      if (entries.length === 0) continue;
      const rows = JSON.stringify(entries.map((row) => [...row].sort(([a], [b]) => (a < b ? -1 : 1))));
      const first = kept.get(register);
      if (!first) kept.set(register, { rows, file });
      else if (first.rows !== rows)
        found.push(problem('collect.registerTwice', { register: lists.get(register) ?? register, file: first.file }, { community, file }, 'warning'));
    }
  }
  return found;
}
