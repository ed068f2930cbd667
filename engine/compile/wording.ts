// Sentences with names in them, filled in.
export type { FormWords } from '../model/words.ts';

/** "{part} of {whole}" with its names filled in; a name that is not given stays. */
export function worded(template: string, names: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(names, name) ? String(names[name]) : whole));
}
