// consolidation.json, written and read again. Its shape is checked to the last property; whether
// what it says is true is for `certify`.
import { CONSOLIDATION_VERSION, type Consolidation } from '../../engine/model/consolidation.ts';
import { periodsOf } from '../../engine/model/period.ts';
import type { Derivation, Term } from '../../engine/model/plan.ts';
import { selectPeriods } from '../../engine/plan/index.ts';
import { problem, type Problem } from '../../engine/problem/index.ts';
import { checked, readJson, schemaOf, type Parsed } from '../json.ts';

/** A consolidation to work with: of the right shape, and whatever it refers to is in it. */
export function readConsolidation(path: string): Parsed<Consolidation> {
  const parsed = readAnyConsolidation(path);
  const broken = parsed.value ? brokenParts(parsed.value, path) : [];
  return broken.length > 0 ? { value: null, problems: broken } : parsed;
}

/** A consolidation of the right shape, for one who will say what is wrong with it. */
export function readAnyConsolidation(path: string): Parsed<Consolidation> {
  const json = readJson(path, path);
  if (json.value === null) return { value: null, problems: json.problems };
  const { version }: { version?: unknown } = Object(json.value);
  if (version !== undefined && version !== CONSOLIDATION_VERSION) {
    const why = { zh: `本程序只读第 ${CONSOLIDATION_VERSION} 版`, en: `this program reads version ${CONSOLIDATION_VERSION}` };
    return { value: null, problems: [problem('pack.invalid', { at: '/version', why }, { file: path })] };
  }
  return checked(json.value, schemaOf<Consolidation>('consolidation'), path);
}

/** What does not hold together in the file, so that no form could be filled by it: it was cut or changed by hand. */
export function brokenParts(consolidation: Consolidation, file: string): Problem[] {
  return [...danglingReferences(consolidation, file), ...untimelyTerms(consolidation, file)];
}

/** What the file refers to and does not hold. */
function danglingReferences(consolidation: Consolidation, file: string): Problem[] {
  const { pack, fields, elements, items, registers, counts, derivations, relations, context } = consolidation;
  const known = {
    items: new Set(items.map(({ id }) => id)),
    elements: new Set(elements.map(({ id }) => id)),
    counts: new Set(counts.map(({ reference }) => reference)),
    registers: new Set(registers.map(({ id }) => id)),
    memberships: new Set(registers.flatMap(({ id, memberships }) => memberships.map((membership) => `${id} ${membership.id}`))),
    columns: new Set(registers.flatMap(({ id, columns }) => columns.map((column) => `${id} ${column.id}`))),
    departments: new Set(pack.departments.map(({ id }) => id)),
    requirements: new Set(pack.requirements.map(({ id }) => id)),
  };
  type Reference = readonly [keyof typeof known, string];
  const wanted: Reference[] = [
    ...[...derivations.flatMap(termsOf), ...relations.flatMap(({ terms }) => terms)].map(({ from }): Reference =>
      from.kind === 'item' ? ['items', from.item] : ['counts', from.reference],
    ),
    ...derivations.map(({ element }): Reference => ['elements', element]),
    ...items.map(({ element }): Reference => ['elements', element]),
    ...fields.flatMap(({ element, point }): Reference[] => (point === null ? [] : [['elements', element]])),
    ...counts.map(({ register, membership }): Reference => ['memberships', `${register} ${membership}`]),
    ...counts.flatMap(({ register, conditions, sum }) =>
      [...conditions.map(({ column }) => column), ...(sum === null ? [] : [sum])].map((column): Reference => ['columns', `${register} ${column}`]),
    ),
    ...registers.flatMap(({ id, memberships }) =>
      memberships.flatMap((membership) => membership.columns.map(({ column }): Reference => ['columns', `${id} ${column}`])),
    ),
    ...pack.requirements.map(({ department }): Reference => ['departments', department]),
    ...[...fields, ...context, ...registers.flatMap(({ memberships }) => memberships), ...items.flatMap(({ sources }) => sources)].map(
      ({ requirement }): Reference => ['requirements', requirement],
    ),
  ];
  const missing = new Map(wanted.filter(([section, id]) => !known[section].has(id)).map((each) => [each.join(' '), each]));
  return [...missing.values()].map(([section, id]) => problem('consolidation.dangling', { section, id }, { file }));
}

/** Derivations that call for periods which their items are not asked for. */
function untimelyTerms({ derivations, items, elements, pack }: Consolidation, file: string): Problem[] {
  const frequencies = new Map(items.map(({ id, frequency }) => [id, frequency]));
  const titles = new Map(elements.map(({ id, title }) => [id, title]));
  return derivations.flatMap((derivation) => {
    const { element, frequency } = derivation;
    const isUntimely = ({ from, over }: Term): boolean =>
      periodsOf(pack.year, frequency).some(
        (period) => !selectPeriods(over, from.kind === 'item' ? (frequencies.get(from.item) ?? 'annual') : 'annual', period),
      );
    return termsOf(derivation).some(isUntimely) ? [problem('consolidation.untimely', { title: titles.get(element) ?? element }, { file })] : [];
  });
}

function termsOf(derivation: Derivation): readonly Term[] {
  return derivation.kind === 'linear' ? derivation.terms : [...derivation.numerator, ...derivation.denominator];
}

/** One entry a line, so that two consolidations can be compared with ordinary tools. */
export function consolidationText(consolidation: Consolidation): string {
  const sections = Object.entries(consolidation).map(([key, value]: [string, unknown]) => `${JSON.stringify(key)}: ${sectionText(value)}`);
  return `{\n${sections.join(',\n')}\n}\n`;
}

function sectionText(value: unknown): string {
  if (!Array.isArray(value) || value.length === 0) return JSON.stringify(value);
  return `[\n${value.map((entry) => JSON.stringify(entry)).join(',\n')}\n]`;
}
