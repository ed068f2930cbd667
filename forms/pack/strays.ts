// Parts of answers that nothing asks for: a register that is not kept, a column that a register has not. They are left unused and
// told, each once with the first community that gave it. (Items and periods that nobody asked for are told where answers are read.)
import type { Consolidation } from '../../engine/model/consolidation.ts';
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

/** Registers by id, with the ids of their columns and memberships. */
type Known = ReadonlyMap<string, { readonly title: string; readonly columns: ReadonlySet<string> }>;

function knownNames({ registers }: Consolidation): Known {
  return new Map(
    registers.map(({ id, title, columns, memberships }) => [id, { title, columns: new Set([...columns, ...memberships].map((each) => each.id)) }]),
  );
}

/** What one community gave that nothing asks for, each once. */
function straysOf({ registers }: CommunityValues, known: Known, file: string): Map<string, (who: Who) => Problem> {
  const strays = new Map<string, (who: Who) => Problem>();
  for (const [register, rows] of registers) {
    const asked = known.get(register);
    if (!asked) strays.set(`register ${register}`, (who) => problem('values.unknownRegister', { register, ...who }, { file }, 'warning'));
    for (const column of asked ? new Set(rows.flatMap((row) => [...row.keys()])) : [])
      if (asked && !asked.columns.has(column))
        strays.set(`register ${register} ${column}`, (who) => problem('values.unknownColumn', { register: asked.title, column, ...who }, { file }, 'warning'));
  }
  return strays;
}
