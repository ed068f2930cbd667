// Ways to corrupt a JSON document: every property dropped and altered, every entry dropped, doubled and swapped with the next.

export interface Mutation {
  /** drop items.3.factor */
  readonly name: string;
  /** items.*.factor */
  readonly shape: string;
  readonly kind: 'drop' | 'alter' | 'duplicate' | 'swap';
  readonly mutated: unknown;
}

type Path = readonly (string | number)[];

/** All mutations; `most` of each kind for each shape of path, so that long lists of the same do not repeat themselves. */
export function mutationsOf(document: unknown, most: number): Mutation[] {
  const tried = new Map<string, number>();
  return [...walk(document, [])].flatMap((path) =>
    mutationsAt(document, path).flatMap(([kind, change]) => {
      const shape = path.map((step) => (typeof step === 'number' ? '*' : step)).join('.');
      const times = tried.get(`${kind} ${shape}`) ?? 0;
      const mutated = times < most ? changed(document, path, change) : document;
      if (times >= most || JSON.stringify(mutated) === JSON.stringify(document)) return [];
      tried.set(`${kind} ${shape}`, times + 1);
      return [{ name: `${kind} ${path.join('.')}`, shape, kind, mutated }];
    }),
  );
}

/** Every place below the root. */
function* walk(value: unknown, path: Path): Generator<Path> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, child] of Object.entries(value)) {
    const below = [...path, Array.isArray(value) ? Number(name) : name];
    yield below;
    yield* walk(child, below);
  }
}

/** Changes the tree or list that holds the place in question. */
type Change = (parent: Record<string, unknown> | unknown[], step: string | number) => void;

function mutationsAt(document: unknown, path: Path): [Mutation['kind'], Change][] {
  const inList = typeof path.at(-1) === 'number';
  const isLeaf = typeof at(document, path) !== 'object' || at(document, path) === null;
  const drop: Change = (parent, step) => (Array.isArray(parent) ? parent.splice(Number(step), 1) : Reflect.deleteProperty(parent, step));
  const alter: Change = (parent, step) => Reflect.set(parent, step, altered(Reflect.get(parent, step)));
  const duplicate: Change = (parent, step) => Array.isArray(parent) && parent.splice(Number(step), 0, structuredClone(parent[Number(step)]));
  const swap: Change = (parent, step) => {
    const index = Number(step);
    if (Array.isArray(parent) && index + 1 < parent.length) parent.splice(index, 2, parent[index + 1], parent[index]);
  };
  return [
    ['drop', drop],
    ...(isLeaf ? [['alter', alter] as [Mutation['kind'], Change]] : []),
    ...(inList
      ? ([
          ['duplicate', duplicate],
          ['swap', swap],
        ] as [Mutation['kind'], Change][])
      : []),
  ];
}

/** Another value of the same kind, so that the shape of the file does not give it away where that can be avoided. */
function altered(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (value === null) return 'x';
  const text = String(value);
  const other = ALTERNATIVES.find((words) => words.includes(text))?.find((word) => word !== text);
  if (other !== undefined) return other;
  if (/^-?\d+$/u.test(text)) return String(BigInt(text) + 1n);
  return /^[A-Z]+\d+$/u.test(text) ? `${text}9` : /^[A-Z]{1,2}$/u.test(text) ? `${text}A` : `${text}x`;
}

/** Words of closed lists, so that an alteration stays within them. */
const ALTERNATIVES = [
  ['annual', 'monthly', 'quarterly', 'half-yearly'],
  ['stock', 'flow', 'standing'],
  ['own', 'toDate'],
  ['same', 'sum', 'rollup'],
  ['independent', 'policy', 'budget'],
  ['opaque', 'ratio', 'empty'],
  ['end', 'sum', 'year'],
  ['instant', 'flow'],
  ['number', 'text', 'any'],
  ['row', 'column'],
  ['unknownWords', 'scopeNotStated'],
  ['warning', 'hint'],
  ['=', '≥'],
];

function at(document: unknown, path: Path): unknown {
  return path.reduce((value: unknown, step) => Reflect.get(Object(value), step), document);
}

function changed(document: unknown, path: Path, change: Change): unknown {
  const copy: unknown = structuredClone(document);
  const parent = at(copy, path.slice(0, -1));
  if (typeof parent === 'object' && parent !== null && path.length > 0) change(parent as unknown[], path.at(-1) ?? '');
  return copy;
}
