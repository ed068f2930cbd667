// What the audit log tells of, by name instead of by id.
import type { Reply } from '../../client/client.ts';

type Named = Reply<'audit.list'>['items'][number]['named'];

/** The text with the names of those ids that have one. */
export function withNames(text: string, named: Named): string {
  return named.reduce((said, { id, name }) => said.split(id).join(name), text);
}

/** "submission/<id>/2026-Q3" → "柳岸社区 · 2026-Q3": the act says already of what kind it is. */
export function targetWords(target: string, named: Named): string {
  const [, ...parts] = target.split('/');
  return parts.map((part) => withNames(part, named)).join(' · ');
}
