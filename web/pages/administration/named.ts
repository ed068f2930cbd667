// What the audit log tells of, by name instead of by id.
import type { Reply } from '../../client/client.ts';

type Named = Reply<'audit.list'>['items'][number]['named'];

/** The text with the names of those ids that have one. */
export function withNames(text: string, named: Named): string {
  return named.reduce((said, { id, name }) => said.split(id).join(name), text);
}
