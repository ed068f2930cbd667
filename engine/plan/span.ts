// The span of what is already known, growing as elements are inserted. Functionals that share monomials, directly or through
// others, form a component; components never meet, so each has its own elimination and its own budget.
import type { Functional } from '../match/functional.ts';
import { createExactSpan, type ExactOutcome, type ExactSpan } from './exact.ts';
import type { Kind } from './input.ts';
import { createModularSpan, type ModularSpan, type Outcome, type SparseVector } from './modular.ts';
import type { Rational } from './rational.ts';
import { isIdentity, reconstruct } from './reconstruct.ts';

/** A functional of a kind: stocks, flows and standing facts never combine. */
export interface Vector {
  readonly kind: Kind;
  readonly functional: Functional;
}

/** Coefficients are exact and verified; `vector` is an index into the vectors that the span was made for. */
export type Combination = readonly { readonly vector: number; readonly coefficient: Rational }[];

export type Found =
  | { readonly kind: 'independent'; readonly column: string }
  | { readonly kind: 'dependent'; readonly combination: Combination }
  /** The component's budget is spent: nothing more can be told of it. */
  | { readonly kind: 'exhausted' };

export interface Span {
  /** Adds the index-th vector unless it follows from those added before. */
  readonly insert: (index: number) => Found;
  /** Does any other functional follow from those added? Leaves the span as it is. */
  readonly express: (vector: Vector) => Found;
}

interface Component {
  readonly columns: string[];
  /** Vectors that stood out, in order; the eliminations count members in the same order. */
  readonly members: { readonly index: number; readonly vector: SparseVector }[];
  modular: ModularSpan;
  exact: ExactSpan | null;
  readonly budget: number;
}

/** A span in which any of `vectors` may be inserted; `budget` counts elimination steps for each component. */
export function createSpan(vectors: readonly Vector[], budget: number): Span {
  const { placed, place } = placement(vectors, budget);

  function insert(index: number): Found {
    const at = placed(index);
    if (!at) return { kind: 'dependent', combination: [] };
    const { component, sparse } = at;
    const found = component.exact ? exactly(component, component.exact.insert(sparse)) : modularly(component, component.modular.insert(sparse), sparse, true);
    if (found.kind === 'independent') component.members.push({ index, vector: sparse });
    return found;
  }

  function express(vector: Vector): Found {
    const found = place(vector);
    if (!found) return { kind: 'independent', column: '' };
    const parts = [...found].map(([component, sparse]) =>
      component.exact ? exactly(component, component.exact.express(sparse)) : modularly(component, component.modular.express(sparse), sparse, false),
    );
    return (
      parts.find(({ kind }) => kind !== 'dependent') ?? {
        kind: 'dependent',
        combination: parts.flatMap((part) => (part.kind === 'dependent' ? part.combination : [])),
      }
    );
  }

  return { insert, express };
}

function modularly(component: Component, outcome: Outcome, sparse: SparseVector, inserting: boolean): Found {
  if (outcome.kind === 'exhausted') return outcome;
  if (outcome.kind === 'independent') return { kind: 'independent', column: component.columns[outcome.pivot] ?? '' };
  const parts = outcome.combination.flatMap(({ member, residue }) => {
    const coefficient = reconstruct(residue);
    const known = component.members[member];
    return coefficient && known ? [{ coefficient, vector: known.vector, index: known.index }] : [];
  });
  if (parts.length === outcome.combination.length && isIdentity(sparse, parts))
    return { kind: 'dependent', combination: parts.map(({ coefficient, index }) => ({ vector: index, coefficient })) };
  const exact = toExact(component);
  return exactly(component, inserting ? exact.insert(sparse) : exact.express(sparse));
}

/** The prime misled: from here on this component is reckoned in fractions. */
function toExact(component: Component): ExactSpan {
  const exact = createExactSpan(component.budget);
  for (const { vector } of component.members) exact.insert(vector);
  component.exact = exact;
  return exact;
}

function exactly(component: Component, outcome: ExactOutcome): Found {
  if (outcome.kind === 'exhausted') return outcome;
  if (outcome.kind === 'independent') return { kind: 'independent', column: component.columns[outcome.pivot] ?? '' };
  return {
    kind: 'dependent',
    combination: outcome.combination.map(({ member, coefficient }) => ({ vector: component.members[member]?.index ?? -1, coefficient })),
  };
}

interface Placement {
  /** The index-th vector in its one component; null when it is empty. */
  readonly placed: (index: number) => { readonly component: Component; readonly sparse: SparseVector } | null;
  /** Any other functional, which may lie in several components; null when it has a monomial that nobody asks. */
  readonly place: (vector: Vector) => Map<Component, SparseVector> | null;
}

/** Sorts monomials into components: those of one vector belong together. */
function placement(vectors: readonly Vector[], budget: number): Placement {
  const idOf = new Map<string, number>();
  const parent: number[] = [];
  const uses: number[] = [];
  const monomials = vectors.map(({ kind, functional }) => {
    const ids: number[] = [];
    for (const key of functional.keys()) {
      const name = columnName(kind, key);
      let id = idOf.get(name);
      if (id === undefined) {
        id = parent.length;
        idOf.set(name, id);
        parent.push(id);
        uses.push(0);
      }
      uses[id] = (uses[id] ?? 0) + 1;
      parent[root(parent, id)] = root(parent, ids[0] ?? id);
      ids.push(id);
    }
    return ids;
  });
  const seats = seat([...idOf.keys()], parent, uses, budget);
  return {
    placed(index) {
      const ids = monomials[index] ?? [];
      const component = seats[ids[0] ?? -1]?.component;
      if (!component) return null;
      return {
        component,
        sparse: { columns: ids.map((id) => seats[id]?.column ?? -1), values: [...(vectors[index]?.functional.values() ?? [])] },
      };
    },
    place({ kind, functional }) {
      const lists = new Map<Component, { columns: number[]; values: number[] }>();
      for (const [key, coefficient] of functional) {
        const found = seats[idOf.get(columnName(kind, key)) ?? -1];
        if (!found) return null;
        const list = lists.get(found.component) ?? { columns: [], values: [] };
        list.columns.push(found.column);
        list.values.push(coefficient);
        lists.set(found.component, list);
      }
      return lists;
    },
  };
}

/** Gives every monomial its component and its column there. */
function seat(names: readonly string[], parent: number[], uses: readonly number[], budget: number): readonly { component: Component; column: number }[] {
  const rarity = new Map<number, number[]>();
  const components = new Map<number, Component>();
  const seats = names.map((name, id) => {
    const group = root(parent, id);
    const counts = rarity.get(group) ?? [];
    const component = components.get(group) ?? { columns: [], members: [], modular: NONE, exact: null, budget };
    rarity.set(group, counts);
    components.set(group, component);
    counts.push(uses[id] ?? 0);
    component.columns.push(name);
    return { component, column: component.columns.length - 1 };
  });
  for (const [group, component] of components) component.modular = createModularSpan(rarity.get(group) ?? [], budget);
  return seats;
}

const NONE: ModularSpan = { insert: () => ({ kind: 'exhausted' }), express: () => ({ kind: 'exhausted' }) };

function root(parent: number[], id: number): number {
  let at = id;
  for (let above = parent[at] ?? at; above !== at; above = parent[at] ?? at) {
    parent[at] = parent[above] ?? above;
    at = above;
  }
  return at;
}

function columnName(kind: Kind, key: string): string {
  return `${kind} ${key}`;
}
