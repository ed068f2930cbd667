// A person's rulings (人工认定): they outrank the engine and are kept with who, when and why.

/** A field as a person points at it: by its words on the form, and by its cell for when the words have changed. */
export interface FieldReference {
  readonly requirement: string;
  /** The label path as `fields[].label` of a consolidation gives it; null when only the cell is known. */
  readonly label: readonly string[] | null;
  readonly sheet: string | null;
  readonly cell: string | null;
}

interface Ruled {
  readonly who: string;
  readonly when: string;
  readonly why: string;
}

/** What a blank asks: the same as another field, or a term such as "person sex=female residence=resident,settled". */
export type Meaning = { readonly kind: 'field'; readonly field: FieldReference } | { readonly kind: 'term'; readonly term: string };

/**
 * same: all fields ask one datum · different: no two of the fields do · means: the field asks this ·
 * notABlank: the cell is not to be filled · isABlank: the cell is to be filled although the engine saw no blank.
 */
export type Decision =
  | (Ruled & { readonly kind: 'same' | 'different'; readonly fields: readonly FieldReference[] })
  | (Ruled & { readonly kind: 'means'; readonly field: FieldReference; readonly meaning: Meaning })
  | (Ruled & { readonly kind: 'notABlank'; readonly field: FieldReference })
  | (Ruled & { readonly kind: 'isABlank'; readonly field: FieldReference; readonly meaning: Meaning | null });
