// What a ruling names: the blanks that it points at, and the requirements that it is about.
import type { Decision, FieldReference } from '../model/decision.ts';

/** All blanks that a ruling points at, those among them that only say a meaning last. */
export function blanksNamed(decision: Decision): readonly FieldReference[] {
  switch (decision.kind) {
    case 'same':
    case 'different':
      return decision.fields;
    case 'means':
    case 'isABlank':
      return decision.meaning?.kind === 'field' ? [decision.field, decision.meaning.field] : [decision.field];
    case 'notABlank':
    case 'unit':
      return [decision.field];
    case 'definition':
      return [];
  }
}

export function requirementsNamed(decision: Decision): string[] {
  return decision.kind === 'definition' ? [decision.requirement] : blanksNamed(decision).map(({ requirement }) => requirement);
}
