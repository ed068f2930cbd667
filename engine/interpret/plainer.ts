// Turns of phrase said more plainly: examples in brackets (零售(商超、便利店等)) and before 等 (高血压等慢性病) name nothing that the
// word they explain does not, and 党组织和工会都已建 says of each what it says of both.
import type { Grammar } from './lexicon.ts';

/**
 * One way to say a label more plainly. `known`: where the rest is understood to name something; `clearer`: where that leaves nothing
 * unknown; `always`: what it drops speaks of other blanks (除注明常住的以外).
 */
export interface Plainer {
  readonly pattern: RegExp;
  readonly to: string;
  readonly when: 'known' | 'clearer' | 'always';
}

/** What a wording says: whether it fixes or measures anything, and whether every letter of it is known. */
export interface Understood {
  readonly isTelling: boolean;
  readonly isClear: boolean;
}

/** The label said as plainly as it can be without losing anything; a bare 人员 would be whatever its examples are, so it keeps them. */
export function plainly(text: string, { plainer }: Grammar, understand: (text: string) => Understood): string {
  return plainer.reduce((before, { pattern, to, when }) => {
    const after = before.replace(pattern, to);
    if (after === before || when === 'always') return after;
    const { isTelling, isClear } = understand(after);
    return (when === 'known' ? isTelling : isClear && !understand(before).isClear) ? after : before;
  }, text);
}
