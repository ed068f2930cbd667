// The rules that can be judged while typing: those over answers of this section alone. The others are judged by the server after every save.
import type { Sheet } from './sheet.ts';
import { compares, shownSum, sumOf, type SectionForm } from './values.ts';

export type Rule = SectionForm['rules'][number];

export interface Broken {
  readonly checkId: string;
  readonly severity: string;
  readonly words: string;
  readonly owner: string;
  readonly items: readonly string[];
  /** What both sides come to; '' where the server judged. */
  readonly left: string;
  readonly right: string;
  readonly comparison: string;
}

/** Rules that fail as the fields stand; what a blank stands in the way of stays open. */
export function brokenIn(sheet: Sheet): Broken[] {
  const valueOf = (item: string) => {
    const cell = sheet.byItem.get(item);
    return !cell || cell.mark === 'faulty' ? null : cell.value;
  };
  return sheet.form.rules.flatMap((rule): Broken[] => {
    const left = sumOf(rule.left, valueOf, sheet.notApplicable);
    const right = sumOf(rule.right, valueOf, sheet.notApplicable);
    if (left === null || right === null || compares(left, rule.comparison, right)) return [];
    const items = [...rule.left, ...rule.right].map(({ item }) => item);
    const { id, severity, words, owner, comparison } = rule;
    return [{ checkId: id, severity, words, owner, comparison, items, left: shownSum(left), right: shownSum(right) }];
  });
}
