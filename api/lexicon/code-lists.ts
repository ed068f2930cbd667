// The code lists (代码表) that an annual form goes by: the ways of dividing things that its forms count by or list, with the standard each comes from, and the lists
// that departments print on their own forms.
import type { Consolidation } from '../../engine/model/consolidation.ts';
import type { DataPoint, PlainPoint } from '../../engine/model/datapoint.ts';
import type { Knowledge } from '../../engine/model/knowledge.ts';
import type { Spellings } from '../../engine/register/index.ts';

export interface CodeList {
  /** Facet; null: a form's own. */
  readonly id: string | null;
  readonly title: string;
  /** What it divides, in words; '' for a form's own. */
  readonly object: string;
  /** Standard or law; null: none is told. */
  readonly source: string | null;
  readonly members: readonly string[];
  /** Titles of the forms that go by it. */
  readonly forms: readonly string[];
}

/** Those that most forms go by first. */
export function codeListsIn(consolidation: Consolidation, knowledge: Knowledge, spellings: Pick<Spellings, 'facetOf'>): CodeList[] {
  const titles = new Map(consolidation.pack.requirements.map(({ id, title }) => [id, title]));
  const known = [...formsByFacet(consolidation, spellings)].flatMap(([id, requirements]): CodeList[] => {
    const facet = knowledge.facets.get(id);
    if (facet?.kind !== 'partition') return [];
    const { title, object, source, members } = facet;
    return [
      {
        id,
        title,
        object: knowledge.objects.get(object)?.title ?? object,
        source: source ?? null,
        members: members.map((member) => member.title),
        forms: titled(requirements),
      },
    ];
  });
  return [...known, ...printedLists(consolidation, spellings, titled)].toSorted((a, b) => b.forms.length - a.forms.length || (a.title < b.title ? -1 : 1));

  function titled(requirements: Iterable<string>): string[] {
    return [...requirements].map((id) => titles.get(id) ?? id).sort();
  }
}

/** Facet → requirements that count by it, list it, or say by it who belongs on a list. */
function formsByFacet({ fields, registers }: Consolidation, { facetOf }: Pick<Spellings, 'facetOf'>): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const add = (facet: string, requirement: string): void => void found.set(facet, (found.get(facet) ?? new Set<string>()).add(requirement));
  for (const { point, requirement } of fields)
    for (const { where } of point ? plainPointsIn(point) : []) for (const facet of Object.keys(where)) add(facet, requirement);
  for (const { id, columns, memberships } of registers) {
    for (const { attribute, sources } of columns) {
      const facet = attribute === null ? null : facetOf(id, attribute);
      if (facet !== null) for (const { requirement } of sources) add(facet, requirement);
    }
    for (const { where, requirement } of memberships) for (const facet of Object.keys(where ?? {})) add(facet, requirement);
  }
  return found;
}

function plainPointsIn(point: DataPoint): readonly PlainPoint[] {
  switch (point.kind) {
    case 'plain':
      return [point];
    case 'sum':
      return point.terms.map((term) => term.point);
    case 'ratio':
      return [...plainPointsIn(point.numerator), ...plainPointsIn(point.denominator)];
  }
}

/** Lists to choose from that forms print for blanks and columns of their own. */
function printedLists(
  { fields, registers }: Consolidation,
  { facetOf }: Pick<Spellings, 'facetOf'>,
  titled: (requirements: Iterable<string>) => string[],
): CodeList[] {
  const asked = fields.flatMap(({ point, title, choices, requirement }) =>
    point !== null && choices !== null ? [{ title, choices, requirements: [requirement] }] : [],
  );
  const listed = registers.flatMap(({ id, columns }) =>
    columns.flatMap(({ title, attribute, choices, sources }) =>
      choices === null || (attribute !== null && facetOf(id, attribute) !== null)
        ? []
        : [{ title, choices, requirements: sources.map(({ requirement }) => requirement) }],
    ),
  );
  const found = new Map<string, { title: string; choices: readonly string[]; requirements: Set<string> }>();
  for (const { title, choices, requirements } of [...asked, ...listed]) {
    const key = JSON.stringify([title, choices]);
    const list = found.get(key) ?? { title, choices, requirements: new Set<string>() };
    for (const requirement of requirements) list.requirements.add(requirement);
    found.set(key, list);
  }
  return [...found.values()].map(({ title, choices, requirements }) => ({
    id: null,
    title,
    object: '',
    source: null,
    members: choices,
    forms: titled(requirements),
  }));
}
