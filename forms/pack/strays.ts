// Answers that nothing asks for: a mistyped item, a period of another frequency, a column that a register has not. They are left
// unused and told, each once with the first community that gave it.
import type { Consolidation } from '../../engine/model/consolidation.ts';
import { periodsOf } from '../../engine/model/period.ts';
import type { CommunityValues } from '../../engine/model/values.ts';
import { problem, type Problem } from '../../engine/problem/index.ts';

/** One warning for each name in the answers that the consolidation does not know. */
export function strayValues(communities: readonly CommunityValues[], consolidation: Consolidation, file: string): Problem[] {
  const strays = new Map<string, { community: string; others: number; tell: (who: Who) => Problem }>();
  const found = (key: string, community: string, tell: (who: Who) => Problem): void => {
    const before = strays.get(key);
    strays.set(key, before ? { ...before, others: before.others + 1 } : { community, others: 0, tell });
  };
  const known = knownNames(consolidation);
  for (const values of communities) for (const [key, tell] of straysOf(values, known, file)) found(key, values.name || values.code, tell);
  return [...strays.values()].map(({ tell, community, others }) => tell({ community, others }));
}

interface Who {
  readonly community: string;
  /** How many communities more gave the same. */
  readonly others: number;
}

interface Known {
  readonly items: ReadonlyMap<string, { readonly title: string; readonly periods: readonly string[] }>;
  readonly registers: ReadonlyMap<string, { readonly title: string; readonly columns: ReadonlySet<string> }>;
}

function knownNames({ items, registers, pack }: Consolidation): Known {
  return {
    items: new Map(items.map(({ id, title, frequency }) => [id, { title, periods: periodsOf(pack.year, frequency) }])),
    registers: new Map(
      registers.map(({ id, title, columns, memberships }) => [id, { title, columns: new Set([...columns, ...memberships].map((each) => each.id)) }]),
    ),
  };
}

/** What one community gave that nothing asks for, each once. */
function straysOf({ items, registers }: CommunityValues, known: Known, file: string): Map<string, (who: Who) => Problem> {
  const strays = new Map<string, (who: Who) => Problem>();
  for (const [item, answers] of items) {
    const asked = known.items.get(item);
    if (!asked) strays.set(`item ${item}`, (who) => problem('values.unknownItem', { item, ...who }, { file }, 'warning'));
    for (const period of asked ? answers.keys() : [])
      if (asked && !asked.periods.includes(period))
        strays.set(`item ${item} ${period}`, (who) =>
          problem('values.unknownPeriod', { item: asked.title, period, periods: asked.periods, ...who }, { file }, 'warning'),
        );
  }
  for (const [register, rows] of registers) {
    const asked = known.registers.get(register);
    if (!asked) strays.set(`register ${register}`, (who) => problem('values.unknownRegister', { register, ...who }, { file }, 'warning'));
    for (const column of asked ? new Set(rows.flatMap((row) => [...row.keys()])) : [])
      if (asked && !asked.columns.has(column))
        strays.set(`register ${register} ${column}`, (who) => problem('values.unknownColumn', { register: asked.title, column, ...who }, { file }, 'warning'));
  }
  return strays;
}
