// Fields become data elements: all fields that ask the same are one element, whatever forms, units and frequencies they come from.
import type { DataPoint } from '../model/datapoint.ts';
import type { Knowledge } from '../model/knowledge.ts';
import type { FieldMeaning } from '../model/meaning.ts';
import type { Kind, Reading } from '../model/plan.ts';
import { shortHash } from './hash.ts';
import { identityOf, marked, type Content, type Identity, type SlowFacts } from './identity.ts';

/** A datum that fields ask for (数据元). */
export interface DataElement {
  /** Short and stable: it depends on what is asked alone. */
  readonly id: string;
  /** The canonical text behind the id. */
  readonly key: string;
  readonly content: Content;
  readonly kind: Kind;
  readonly reading: Reading;
  readonly point: DataPoint;
  /** In the order of their keys. */
  readonly fields: readonly FieldMeaning[];
}

/** All elements, sorted by id; the order of the fields does not matter. */
export function elementsOf(fields: readonly FieldMeaning[], knowledge: Knowledge, slowFacts: SlowFacts = 'once'): DataElement[] {
  const groups = new Map<string, { identity: Identity; fields: FieldMeaning[] }>();
  for (const { identity, field } of withOrdinals([...fields].sort(byKey), knowledge, slowFacts)) {
    const group = groups.get(identity.key);
    if (group) group.fields.push(field);
    else groups.set(identity.key, { identity, fields: [field] });
  }
  return [...groups.values()].map(({ identity, fields: members }) => elementOf(identity, members)).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function byKey(a: FieldMeaning, b: FieldMeaning): number {
  return a.key < b.key ? -1 : 1;
}

function elementOf({ key, content, reading, point }: Identity, fields: readonly FieldMeaning[]): DataElement {
  return { id: `e${shortHash(key)}`, key, content, kind: kindOf(content), reading, point, fields };
}

function kindOf(content: Content): Kind {
  switch (content.kind) {
    case 'plain':
      return content.time;
    case 'ratio':
      return ratioKind(content.times);
    case 'text':
      return 'standing';
  }
}

function ratioKind({ numerator, denominator }: { readonly numerator: Kind; readonly denominator: Kind }): Kind {
  if (numerator === 'flow' || denominator === 'flow') return 'flow';
  return numerator === 'stock' || denominator === 'stock' ? 'stock' : 'standing';
}

/** Blanks of which nothing is known are never held to be the same, not even when one form prints the same words twice. */
function withOrdinals(fields: readonly FieldMeaning[], knowledge: Knowledge, slowFacts: SlowFacts): { identity: Identity; field: FieldMeaning }[] {
  const seen = new Map<string, number>();
  return fields.map((field) => {
    const identity = identityOf(field, knowledge, slowFacts);
    if (field.point.kind !== 'plain' || field.point.object !== UNKNOWN) return { identity, field };
    const ordinal = seen.get(identity.key) ?? 0;
    seen.set(identity.key, ordinal + 1);
    return { identity: ordinal === 0 ? identity : repeated(field, ordinal, knowledge, slowFacts), field };
  });
}

const UNKNOWN = 'unknown';

function repeated(field: FieldMeaning, ordinal: number, knowledge: Knowledge, slowFacts: SlowFacts): Identity {
  return identityOf({ ...field, point: marked(field.point, `第${ordinal + 1}处`) }, knowledge, slowFacts);
}
