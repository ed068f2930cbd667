// How a ruling points at a blank of a form.

export interface Pointed {
  readonly requirement: string;
  readonly label: readonly string[];
  readonly sheet: string;
  readonly cell: string;
}

/** By its words, and by its place for when they change; where a blank has no words, by its place alone. */
export function pointAt({ requirement, label, sheet, cell }: Pointed): Record<string, unknown> {
  const words = label.filter((word) => word !== '');
  return { requirement, ...(words.length > 0 ? { label: words } : {}), sheet, cell };
}
