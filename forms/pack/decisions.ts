// decisions.json: people's rulings. In: the file. Out: typed rulings, or problems that say where the file is wrong.
import type { Decision, FieldReference, Meaning } from '../../engine/model/decision.ts';
import { checked, readJson, schemaOf, type Parsed } from '../json.ts';

interface ReferenceJson {
  readonly requirement: string;
  readonly label?: readonly string[];
  readonly sheet?: string;
  readonly cell?: string;
}

interface RulingJson {
  readonly who?: string;
  readonly when?: string;
  readonly why?: string;
}

type DecisionJson = RulingJson &
  (
    | { readonly kind: 'same' | 'different'; readonly fields: readonly ReferenceJson[] }
    | { readonly kind: 'means'; readonly field: ReferenceJson; readonly means: string | ReferenceJson }
    | { readonly kind: 'notABlank'; readonly field: ReferenceJson }
    | { readonly kind: 'isABlank'; readonly field: ReferenceJson; readonly means?: string | ReferenceJson }
    | { readonly kind: 'unit'; readonly field: ReferenceJson; readonly unit: string }
    | { readonly kind: 'definition'; readonly requirement: string; readonly word: string; readonly text: string }
  );

export function readDecisions(path: string): Parsed<readonly Decision[]> {
  const json = readJson(path, path);
  if (json.value === null) return { value: null, problems: json.problems };
  return decisionsFrom(json.value, path);
}

/** Rulings from JSON that came some other way; `file` is what it is called in problems. */
export function decisionsFrom(json: unknown, file: string): Parsed<readonly Decision[]> {
  const parsed = checked(json, schemaOf<readonly DecisionJson[]>('decisions'), file);
  return parsed.value === null ? { value: null, problems: parsed.problems } : { value: parsed.value.map(decisionOf), problems: [] };
}

function decisionOf(json: DecisionJson): Decision {
  const ruled = { who: json.who ?? '', when: json.when ?? '', why: json.why ?? '' };
  switch (json.kind) {
    case 'same':
    case 'different':
      return { ...ruled, kind: json.kind, fields: json.fields.map(referenceOf) };
    case 'means':
      return { ...ruled, kind: json.kind, field: referenceOf(json.field), meaning: meaningOf(json.means) };
    case 'notABlank':
      return { ...ruled, kind: json.kind, field: referenceOf(json.field) };
    case 'isABlank':
      return { ...ruled, kind: json.kind, field: referenceOf(json.field), meaning: json.means === undefined ? null : meaningOf(json.means) };
    case 'unit':
      return { ...ruled, kind: json.kind, field: referenceOf(json.field), unit: json.unit };
    case 'definition':
      return { ...ruled, kind: json.kind, requirement: json.requirement, word: json.word, text: json.text };
  }
}

function referenceOf({ requirement, label, sheet, cell }: ReferenceJson): FieldReference {
  return { requirement, label: label ?? null, sheet: sheet ?? null, cell: cell ?? null };
}

function meaningOf(means: string | ReferenceJson): Meaning {
  return typeof means === 'string' ? { kind: 'term', term: means } : { kind: 'field', field: referenceOf(means) };
}
