// Where a thing that was found is shown, for whoever looks.
import type { Role } from '../session.ts';

export interface Found {
  readonly kind: 'requirement' | 'element' | 'community' | 'street';
  readonly id: string;
  readonly name: string;
  readonly more: string;
}

/** The address of its page; null where this role has none. */
export function placeOf({ kind, id, name }: Found, role: Role): string | null {
  if (role === 'department')
    return {
      requirement: `/reports/${id}`,
      element: `/reports?element=${encodeURIComponent(name)}`,
      community: `/results?place=${id}`,
      street: `/results?place=${id}`,
    }[kind];
  if (role === 'coordinator')
    return { requirement: `/admission/${id}`, element: `/matching?q=${encodeURIComponent(name)}`, community: `/year?place=${id}`, street: `/year?place=${id}` }[
      kind
    ];
  if (role === 'street' && kind === 'community') return `/review?place=${id}`;
  return null;
}
