// Where a thing that was found is shown, for whoever looks.
import type { AnnualForm } from '../../engine/model/annual.ts';
import type { Reply } from '../client/client.ts';
import { questionsIn } from '../pieces/questions.ts';
import type { Role } from '../session.ts';

type Named = Reply<'search'>['items'][number];

/** A thing with a name, and the address of its page. */
export interface Found {
  readonly kind: Named['kind'] | 'question';
  readonly id: string;
  readonly name: string;
  readonly more: string;
  readonly to: string;
}

/** Those of the names that this role has a page for. */
export function foundBy(role: Role, names: readonly Named[]): Found[] {
  return names.flatMap((named) => {
    const to = placeOf(named, role);
    return to === null ? [] : [{ ...named, to }];
  });
}

function placeOf({ kind, id, name }: Named, role: Role): string | null {
  if (role === 'department')
    return {
      requirement: `/reports/${id}`,
      element: `/reports?element=${encodeURIComponent(id)}`,
      community: `/results?place=${id}`,
      street: `/results?place=${id}`,
    }[kind];
  if (role === 'coordinator')
    return {
      requirement: `/admission/${id}`,
      element: `/matching?tab=elements&q=${encodeURIComponent(name)}`,
      community: `/year?tab=map&place=${id}`,
      street: `/year?tab=map&place=${id}`,
    }[kind];
  if (role === 'street' && kind === 'community') return `/review?place=${id}`;
  return null;
}

/** Every question of a community's form, where it is answered: in the last period that has begun. */
export function questionsFound({ parts }: AnnualForm, periods: Reply<'year.read'>['periods']): Found[] {
  return parts.flatMap(({ frequency, sections }) => {
    const begun = periods.filter((each) => each.frequency === frequency && each.begun);
    const last = begun[begun.length - 1];
    if (!last) return [];
    return sections.flatMap((section) =>
      questionsIn(section).map(({ item, title }): Found => ({
        kind: 'question',
        id: item,
        name: title,
        more: section.title,
        to: `/my-year/${last.period}/${section.code}?item=${encodeURIComponent(item)}`,
      })),
    );
  });
}
