// A consolidation as a file has it against the same as the forms give it: section by section, entry by entry, with the words and the
// place of what differs. The order of properties does not matter; everything else does.
import type { Consolidation } from './model/consolidation.ts';
import type { Term } from './model/plan.ts';
import type { Place } from './model/register.ts';
import { problem, type Origin, type Problem, type Section } from './problem/index.ts';

/** Says in words what an id stands for, and where it stands on the forms. */
export interface Names {
  readonly word: (id: string) => string;
  readonly origin: (id: string) => Origin;
}

/** An entry of a section: what it is found by, what people call it, and where it stands. */
interface Entry {
  readonly key: string;
  readonly title: string;
  readonly origin: Origin;
  readonly value: unknown;
}

/** All that `told` has otherwise than `made`; policy and decisions are what both were made by. */
export function differences(told: Consolidation, made: Consolidation): Problem[] {
  const names = namesOf(told, made);
  const [file, forms] = [asJson(told), asJson(made)];
  const entries = (of: Consolidation): ReturnType<typeof sectionsOf> => sectionsOf(of, names);
  const [ours, theirs] = [entries(forms), entries(file)];
  const unknown = Object.keys(file).filter((section) => !(section in forms));
  return [
    ...SECTIONS.flatMap((section) => sectionDifferences(section, theirs[section], ours[section], names)),
    ...unknown.map((section) => problem('certificate.surplus', { section: 'unknown', title: section }, {})),
  ];
}

/** What a file can hold of it: what is undefined is left out. */
function asJson(consolidation: Consolidation): Consolidation {
  return JSON.parse(JSON.stringify(consolidation));
}

/** Names of fields, elements, items, counts and requirements: those that the forms give, else the file's own. */
export function namesOf(told: Consolidation, made: Consolidation): Names {
  const titles = new Map<string, string>();
  const places = new Map<string, Place>();
  const put = (id: string, title: string, place: Place | undefined): void => {
    titles.set(id, title);
    if (place) places.set(id, place);
  };
  for (const { fields, elements, items, registers, counts } of [told, made]) {
    for (const field of fields) put(field.key, field.title, field);
    for (const { id, title, fields: keys } of elements) put(id, title, places.get(keys[0] ?? ''));
    for (const { id, title, sources } of items) put(id, title, sources[0]);
    const memberships = registers.flatMap((register) => register.memberships);
    for (const { id, title, requirement, sheet } of memberships) put(id, title, { requirement, sheet, cell: '' });
    for (const { reference, membership } of counts) put(reference, titles.get(membership) ?? membership, places.get(membership));
  }
  const { requirements, departments } = made.pack;
  const departmentNames = new Map(departments.map(({ id, name }) => [id, name]));
  const forms = new Map(
    requirements.map(({ id, department, file }): [string, Origin] => [
      id,
      { department: departmentNames.get(department) ?? department, requirement: id, file },
    ]),
  );
  return {
    word: (id) => titles.get(id) ?? id,
    origin: (id) => {
      const { requirement = id, sheet = '', cell = '' } = places.get(id) ?? placeIn(id);
      const form = forms.get(requirement);
      return form ? { ...form, ...(sheet === '' ? {} : { sheet }), ...(cell === '' ? {} : { cell }) } : {};
    },
  };
}

/** The place that a field's key spells. */
function placeIn(key: string): Partial<Place> {
  const [requirement, sheet, cell] = key.split('|');
  return { ...(requirement === undefined ? {} : { requirement }), ...(sheet === undefined ? {} : { sheet }), ...(cell === undefined ? {} : { cell }) };
}

const SECTIONS = [
  'version',
  'pack',
  'fields',
  'elements',
  'items',
  'registers',
  'counts',
  'derivations',
  'relations',
  'printed',
  'context',
  'questions',
  'loose',
  'particulars',
  'prints',
  'rulings',
  'aliases',
  'certificate',
  'problems',
] as const satisfies readonly (keyof Consolidation)[];

/** Every section as entries that can be found again and be called by name. */
function sectionsOf(of: Consolidation, { word, origin }: Names): Record<(typeof SECTIONS)[number], Entry[]> {
  const list = <T>(values: readonly T[], key: (value: T) => string, title: (value: T) => string, place = key): Entry[] =>
    values.map((value) => ({ key: key(value), title: title(value), origin: origin(place(value)), value }));
  const at = ({ requirement, sheet, cell }: Place): string => `${requirement}|${sheet}|${cell}`;
  const { departments, requirements, ...registration } = of.pack;
  const { pivots, stages, ...figures } = of.certificate;
  return {
    version: list([of.version], () => 'version', String),
    pack: [
      ...list(
        [registration],
        () => 'registration',
        ({ name }) => name,
      ),
      ...list(
        departments,
        ({ id }) => `department ${id}`,
        ({ name }) => name,
      ),
      ...list(
        requirements,
        ({ id }) => `requirement ${id}`,
        ({ title }) => title,
        ({ id }) => id,
      ),
    ],
    fields: list(
      of.fields,
      ({ key }) => key,
      ({ title }) => title,
    ),
    elements: list(
      of.elements,
      ({ id }) => id,
      ({ title }) => title,
    ),
    items: list(
      of.items,
      ({ id }) => id,
      ({ title }) => title,
    ),
    registers: list(
      of.registers,
      ({ id }) => id,
      ({ title }) => title,
      ({ memberships: [first] }) => first?.id ?? '',
    ),
    counts: list(
      of.counts,
      ({ reference }) => reference,
      ({ reference }) => word(reference),
    ),
    derivations: list(
      of.derivations,
      ({ element, frequency }) => `${element}@${frequency}`,
      ({ element }) => word(element),
      ({ element }) => element,
    ),
    relations: list(
      of.relations,
      ({ left, frequency, terms }) => `${idOf(left)}@${frequency} ${sourcesIn(terms)}`,
      ({ left }) => word(idOf(left)),
      ({ left }) => idOf(left),
    ),
    printed: list(
      of.printed,
      ({ requirement, source }) => `${requirement}||${source.cell}`,
      ({ source }) => source.text,
    ),
    context: list(of.context, at, ({ label }) => label),
    questions: list(
      of.questions,
      ({ id }) => id,
      ({ words }) => words,
      ({ fields: [first] }) => first ?? '',
    ),
    loose: list(of.loose, at, ({ text }) => text),
    particulars: list(
      of.particulars,
      ({ requirement }) => requirement,
      ({ requirement }) => origin(requirement).file ?? requirement,
    ),
    prints: list(
      of.prints ?? [],
      ({ requirement }) => requirement,
      ({ requirement }) => origin(requirement).file ?? requirement,
    ),
    rulings: list(
      of.rulings,
      ({ decision }) => JSON.stringify(decision),
      ({ decision: { kind, who, when } }) => [kind, who, when].filter(Boolean).join(' '),
      ({ fields: [first] }) => first ?? '',
    ),
    aliases: list(
      of.aliases,
      ({ from }) => from,
      ({ label }) => label.join(' › '),
    ),
    certificate: [
      ...list(
        [figures],
        () => 'figures',
        () => of.pack.name,
      ),
      ...list(
        stages,
        ({ stage }) => stage,
        ({ stage }) => stage,
      ),
      ...list(
        pivots,
        ({ item }) => item,
        ({ item }) => word(item),
      ),
    ],
    problems: list(
      of.problems,
      (value) => JSON.stringify(value),
      ({ code }) => code,
      ({ origin: { requirement } }) => requirement ?? '',
    ),
  };
}

function idOf(left: Consolidation['relations'][number]['left']): string {
  return left.kind === 'element' ? left.element : left.reference;
}

function sourcesIn(terms: readonly Term[]): string {
  return terms.map(({ from }) => (from.kind === 'item' ? from.item : from.reference)).join(' ');
}

/** Entries too few, too many, other than they should be; or all right but in another order. */
function sectionDifferences(section: Section, told: readonly Entry[], made: readonly Entry[], names: Names): Problem[] {
  const left = new Map<string, Entry[]>();
  for (const entry of told) left.set(entry.key, [...(left.get(entry.key) ?? []), entry]);
  const found = made.flatMap((entry): Problem[] => {
    const same = left.get(entry.key)?.shift();
    if (!same) return [problem('certificate.lacks', { section, title: entry.title }, entry.origin)];
    const difference = firstDifference(same.value, entry.value);
    return difference ? [problem('certificate.differs', { section, title: entry.title, ...wordsOf(difference, names) }, entry.origin)] : [];
  });
  const surplus = [...left.values()].flat().map(({ title, origin }) => problem('certificate.surplus', { section, title }, origin));
  if (found.length + surplus.length > 0) return [...found, ...surplus];
  const moved = made.find(({ key }, index) => told[index]?.key !== key);
  return moved ? [problem('certificate.reordered', { section, title: moved.title }, moved.origin)] : [];
}

interface Difference {
  /** resolution.item, columns.3.title */
  readonly property: string;
  readonly told: unknown;
  readonly made: unknown;
}

/** Where two JSON values first differ; undefined is what is not there. */
function firstDifference(told: unknown, made: unknown, property = ''): Difference | null {
  if (told === made) return null;
  if (!isTree(told) || !isTree(made) || Array.isArray(told) !== Array.isArray(made)) return { property, told, made };
  const [mine, theirs] = [new Map(Object.entries(made)), new Map(Object.entries(told))];
  for (const name of new Set([...mine.keys(), ...theirs.keys()])) {
    const difference = firstDifference(theirs.get(name), mine.get(name), property === '' ? name : `${property}.${name}`);
    if (difference) return difference;
  }
  return null;
}

function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function wordsOf({ property, told, made }: Difference, { word }: Names): { property: string; told: string | null; made: string | null } {
  const shown = (value: unknown): string | null => {
    if (value === undefined) return null;
    const text = typeof value === 'string' ? `“${word(value)}”` : JSON.stringify(value);
    return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
  };
  return { property, told: shown(told), made: shown(made) };
}

const MOST_SHOWN = 80;
