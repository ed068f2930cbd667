// What of an output waits for the form of a longer period: plain facts of the year on a quarterly form.

export interface WantingCell {
  readonly awaits: string | null;
}

/** Period → how many cells wait for its form, each period once. */
export function awaited(wanting: readonly WantingCell[]): { readonly period: string; readonly cells: number }[] {
  const periods = new Set(wanting.flatMap(({ awaits }) => awaits ?? []));
  return [...periods].map((period) => ({ period, cells: wanting.filter(({ awaits }) => awaits === period).length }));
}
