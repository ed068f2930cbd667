// What the audit log tells of, by name instead of by id.
import type { Reply } from '../../client/client.ts';

type Entry = Reply<'audit.list'>['items'][number];
type Named = Entry['named'];

/** The text with the names of those ids that have one. */
export function withNames(text: string, named: Named): string {
  return named.reduce((said, { id, name }) => said.split(id).join(name), text);
}

/** "submission/<id>/2026-Q3" → "柳岸社区 · 2026-Q3": the act says already of what kind it is. */
export function targetWords(target: string, named: Named): string {
  const [, ...parts] = target.split('/');
  return parts.map((part) => withNames(part, named)).join(' · ');
}

/** One thing that an entry says of itself. */
export interface DetailLine {
  readonly name: string;
  readonly value: string;
}

/** Words for a key, in the language that is shown; null where there are none. */
export type Say = (key: string) => string | null;

/** What an entry says of itself, each with its name; what has no words stands as it is kept. What was not given is left out. */
export function detailLines(detail: Entry['detail'], named: Named, say: Say): DetailLine[] {
  return Object.entries(detail)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([key, value]) => ({ name: say(`administration.audit.details.${key}`) ?? key, value: valueWords(value, named, say) }));
}

function valueWords(value: unknown, named: Named, say: Say): string {
  if (typeof value === 'boolean') return say(value ? 'common.yes' : 'common.no') ?? String(value);
  if (typeof value === 'string') return codeWords(value, say) ?? withNames(value, named);
  if (Array.isArray(value)) return value.map((each) => valueWords(each, named, say)).join(' · ');
  if (typeof value !== 'object' || value === null) return value === null ? '—' : String(value);
  if (isChange(value)) return `${valueWords(value.from, named, say)} → ${valueWords(value.to, named, say)}`;
  return Object.entries(value)
    .map(([key, each]) => `${key} ${valueWords(each, named, say)}`)
    .join(' · ');
}

/** States, roles and kinds of rulings are kept as codes. */
function codeWords(value: string, say: Say): string | null {
  return /^[a-zA-Z]+$/.test(value) ? (say(`common.states.${value}`) ?? say(`common.roles.${value}`) ?? say(`coordinator.matching.ruled.${value}`)) : null;
}

function isChange(value: object): value is { readonly from: unknown; readonly to: unknown } {
  return 'from' in value && 'to' in value && Object.keys(value).length === 2;
}
