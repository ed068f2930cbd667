// The second pair of eyes on a whole consolidation: trusts nothing in it. What is asked is worked out again from the forms alone;
// the plan's own checker then proves that everything follows from the items, exactly, and that no smaller set would do; and every
// field, item and register count of the file must be what the forms say.
import { whatIsAsked, type Asked, type ConsolidateInput } from './consolidate.ts';
import { describeItems } from './describe.ts';
import type { Consolidation } from './model/consolidation.ts';
import type { FieldMeaning } from './model/meaning.ts';
import type { Place } from './model/register.ts';
import { certify, type Certification } from './plan/index.ts';
import { problem, type Problem } from './problem/index.ts';

/** Checks a consolidation against the forms, under the rulings and the policy that it says it was made by. */
export function certifyConsolidation(consolidation: Consolidation, input: ConsolidateInput): Certification {
  const { policy, rulings } = consolidation;
  const asked = whatIsAsked({ ...input, policy, decisions: rulings.map(({ decision }) => decision) });
  const items = consolidation.items.map((item) => ({ ...item, sources: item.sources.map(keyOf) }));
  const certified = certify(asked.planInput, { items, derivations: consolidation.derivations }, policy);
  const failures = [
    ...certified.failures,
    ...fieldFailures(consolidation, asked),
    ...itemFailures(consolidation, asked),
    ...countFailures(consolidation, asked),
  ];
  return { ...certified, ok: failures.length === 0, failures };
}

/** Every blank of the forms is in the file, once, with its own element, frequency and unit. */
function fieldFailures({ fields }: Consolidation, { elements }: Asked): Problem[] {
  const told = new Map(fields.filter(({ point }) => point !== null).map((field) => [field.key, field]));
  const blanks = elements.flatMap(({ id, fields: members }) => members.map((field) => ({ element: id, field })));
  const known = new Set(blanks.map(({ field }) => field.key));
  const invented = [...told.values()]
    .filter(({ key }) => !known.has(key))
    .map(({ title, ...place }) => problem('certificate.fieldChanged', { label: title }, originOf(place)));
  return [...invented, ...blanks.flatMap(({ element, field }) => blankFailures(field, element, told.get(field.key)))];
}

function blankFailures(field: FieldMeaning, element: string, told: Consolidation['fields'][number] | undefined): Problem[] {
  const origin = originOf({ requirement: field.requirement, sheet: field.reading.sheet, cell: field.reading.cell });
  if (!told) return [problem('certificate.fieldMissing', { label: field.title }, origin)];
  const isSame =
    told.element === element &&
    told.frequency === field.frequency &&
    told.factor === (field.unit?.factor ?? '1') &&
    told.formula === (field.reading.formula !== null);
  return isSame ? [] : [problem('certificate.fieldChanged', { label: field.title }, origin)];
}

const keyOf = ({ requirement, sheet, cell }: Place): string => `${requirement}|${sheet}|${cell}`;
const originOf = ({ requirement, sheet, cell }: Place): Problem['origin'] => ({ requirement, sheet, cell });

/** The file's items stand for the fields and the unit that the forms give them. */
function itemFailures({ items }: Consolidation, { elements }: Asked): Problem[] {
  const fields = new Map(elements.map((element) => [element.id, element.fields.map(({ key }) => key)]));
  const again = new Map(
    describeItems(
      items.map((item) => ({ ...item, sources: sourcesOf(item, fields) })),
      elements,
    ).map((item) => [item.id, item]),
  );
  return items.flatMap((item) => {
    const { factor, unit, sources } = again.get(item.id) ?? { factor: '', unit: '', sources: [] };
    const [first] = sources;
    const isSame = factor === item.factor && unit === item.unit && JSON.stringify(first) === JSON.stringify(item.sources[0]);
    return isSame ? [] : [problem('certificate.unitChanged', { item: item.title }, {})];
  });
}

/** Fields of the item's element that the file names as its sources. */
function sourcesOf({ element, sources }: Consolidation['items'][number], fields: ReadonlyMap<string, readonly string[]>): string[] {
  const named = new Set(sources.map(keyOf));
  return (fields.get(element) ?? []).filter((key) => named.has(key));
}

/** What registers are counted by is what follows from the forms. */
function countFailures({ counts }: Consolidation, asked: Asked): Problem[] {
  const known = new Map(asked.counts.map(({ count }) => [count.reference, JSON.stringify(count)]));
  return counts
    .filter((count) => known.get(count.reference) !== JSON.stringify(count))
    .map(({ reference }) => problem('certificate.countChanged', { reference }, {}));
}
