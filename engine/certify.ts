// The second pair of eyes on a whole consolidation, in two looks. First the proof, which trusts nothing of the planner: what is asked
// is worked out again from the forms alone, and the plan's own checker shows that everything follows from the items, exactly, and that
// no smaller set would do. Then the file itself: by its own policy and rulings the forms are consolidated again, and every section
// must say what they say, so that a proof of one plan cannot vouch for a file that holds another.
import { differences, namesOf, type Names } from './compare.ts';
import { consolidateAsked, whatIsAsked, type ConsolidateInput } from './consolidate.ts';
import type { Consolidation } from './model/consolidation.ts';
import type { Place } from './model/register.ts';
import { certify, type Certification } from './plan/index.ts';
import { retold, type Problem } from './problem/index.ts';

/** Checks a consolidation against the forms, understood with its definitions, under the rulings and the policy that it says it was made by. */
export function certifyConsolidation(consolidation: Consolidation, input: ConsolidateInput): Certification {
  const { policy, decisions } = consolidation;
  const again = { ...input, policy, decisions };
  const asked = whatIsAsked(again);
  const items = consolidation.items.map((item) => ({ ...item, sources: item.sources.map(keyOf) }));
  const proved = certify(asked.planInput, { items, derivations: consolidation.derivations }, policy);
  const made = consolidateAsked(again, asked);
  const names = namesOf(consolidation, made);
  const failures = [...proved.failures.map((failure) => byName(failure, names)), ...differences(consolidation, made)];
  return { ...proved, ok: failures.length === 0, failures };
}

const keyOf = ({ requirement, sheet, cell }: Place): string => `${requirement}|${sheet}|${cell}`;

/** A failure of the proof with the words and the place of the item or element that it is about. */
function byName(failure: Problem, { word, origin }: Names): Problem {
  const ids = Object.values(failure.params).filter((value) => typeof value === 'string');
  return retold(failure, word, ids.map(origin).find(({ requirement }) => requirement !== undefined) ?? {});
}
