// What communities answered and what registers tell: blank, zero, not applicable and not asked are four different things.

/** An answer as given. A period without an answer is blank: not yet filled in, never zero. */
export type Answer =
  /** Exact decimal text, or a finite number. */
  | { readonly kind: 'number'; readonly value: string | number }
  | { readonly kind: 'text'; readonly text: string }
  /** There is no such thing in this community. */
  | { readonly kind: 'notApplicable' }
  /** The community was not asked (another form version, another kind of community). */
  | { readonly kind: 'notAsked' };

/** Item id (or register reference) → period → answer, in the element's base unit. */
export interface Answers {
  readonly items: ReadonlyMap<string, ReadonlyMap<string, Answer>>;
  readonly free: ReadonlyMap<string, ReadonlyMap<string, Answer>>;
}
