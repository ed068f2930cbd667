// The rules that can be judged while typing: those over answers of this section alone. The others are judged by the server after every save. A change judges only the
// rules that it concerns, a moment after the last keystroke.
import { shallowRef, watch, type ShallowRef } from 'vue';
import type { Cell } from './cell.ts';
import type { Sheet } from './sheet.ts';
import { compares, shownSum, sumOf, type Kept, type SectionForm } from './values.ts';

export type Rule = SectionForm['rules'][number];

export interface Broken {
  readonly checkId: string;
  readonly severity: string;
  readonly words: string;
  readonly owner: string;
  readonly items: readonly string[];
  /** What both sides come to. */
  readonly sides: { readonly left: string; readonly right: string } | null;
}

const MOMENT = 150;

export interface Judging {
  /** Rules that fail as the fields stand, in the order of the form; what a blank stands in the way of stays open. */
  readonly broken: ShallowRef<readonly Broken[]>;
  readonly stop: () => void;
}

/** Judges all rules now, then those that a change concerns. */
export function judging(sheet: Sheet): Judging {
  const { rules } = sheet.form;
  const failing = new Map(rules.flatMap((rule) => entryOf(sheet, rule)));
  const broken = shallowRef<readonly Broken[]>([...failing.values()]);
  const concerned = concernedBy(rules);
  const changed = new Set<Rule>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const stops = sheet.cells
    .filter(({ item }) => concerned.has(item))
    .map((cell) =>
      watch(
        () => judgedAs(cell),
        () => {
          for (const rule of concerned.get(cell.item) ?? []) changed.add(rule);
          clearTimeout(timer);
          timer = setTimeout(judge, MOMENT);
        },
      ),
    );

  function judge(): void {
    for (const rule of changed) {
      failing.delete(rule);
      for (const [, found] of entryOf(sheet, rule)) failing.set(rule, found);
    }
    changed.clear();
    broken.value = rules.flatMap((rule) => failing.get(rule) ?? []);
  }

  function stop(): void {
    clearTimeout(timer);
    for (const each of stops) each();
  }

  return { broken, stop };
}

function concernedBy(rules: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> {
  const concerned = new Map<string, Rule[]>();
  for (const rule of rules)
    for (const item of new Set([...rule.left, ...rule.right].map((term) => term.item))) {
      const known = concerned.get(item);
      if (known) known.push(rule);
      else concerned.set(item, [rule]);
    }
  return concerned;
}

/** What a cell counts for in a rule: one that cannot be kept counts as blank. */
export function judgedAs(cell: Cell | undefined): Kept {
  return !cell || cell.mark === 'faulty' ? null : cell.value;
}

function entryOf(sheet: Sheet, rule: Rule): [Rule, Broken][] {
  const valueOf = (item: string): Kept => judgedAs(sheet.byItem.get(item));
  const left = sumOf(rule.left, valueOf, sheet.notApplicable);
  const right = sumOf(rule.right, valueOf, sheet.notApplicable);
  if (left === null || right === null || compares(left, rule.comparison, right)) return [];
  const items = [...rule.left, ...rule.right].map(({ item }) => item);
  const { id, severity, words, owner } = rule;
  return [[rule, { checkId: id, severity, words, owner, items, sides: { left: shownSum(left), right: shownSum(right) } }]];
}
