// Questions of the annual form that come and go, told so that one that only changed is told once.
import type { Reply } from '../../client/client.ts';

type Change = Pick<Reply<'form.diff'>, 'added' | 'removed'>;
type Line = Change['added'][number];

/** A question that goes and one that comes under the same words. */
export interface Changed {
  readonly from: Line;
  readonly to: Line;
}

/** Those that only changed, and what is left of the others. */
export function changedIn({ added, removed }: Change): Change & { readonly changed: readonly Changed[] } {
  const waiting = new Map<string, Line[]>();
  for (const line of removed) waiting.set(line.title, [...(waiting.get(line.title) ?? []), line]);
  const changed = added.flatMap((to): Changed[] => {
    const from = waiting.get(to.title)?.shift();
    return from ? [{ from, to }] : [];
  });
  const paired = new Set(changed.flatMap(({ from, to }) => [from, to]));
  return { changed, added: added.filter((line) => !paired.has(line)), removed: removed.filter((line) => !paired.has(line)) };
}
