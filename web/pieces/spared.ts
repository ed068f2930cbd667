// Why values that a report adds are fewer than its new questions come to: others need not be asked any more.
import type { Reply } from '../client/client.ts';

type Cost = Pick<Reply<'requirement.burden'>, 'valuesMore' | 'valuesSpared'>;

/** added − spared = more. */
export function sparedIn({ valuesMore, valuesSpared }: Cost): Record<'added' | 'spared' | 'more', number> {
  return { added: valuesMore + valuesSpared, spared: valuesSpared, more: valuesMore };
}
