// Checks that departments print (审核关系), and equalities found by the planner, as relations between what is asked.
import type { CheckSeverity, LinearCheck } from '../model/check.ts';
import type { Consolidation, ConsolidatedField } from '../model/consolidation.ts';
import type { Derivation, Relation, Term } from '../model/plan.ts';
import { parseCellName } from '../model/sheet.ts';
import type { Knowledge } from '../model/knowledge.ts';
import { isConfirmed } from './confirmed.ts';
import { type FormWords, worded } from './wording.ts';
import { ONE } from '../model/fraction.ts';
import { shortened } from './shortened.ts';
import { add, inverse, linearTerms, negative, sides, sumOf, type Sum } from './terms.ts';

interface Known {
  readonly fields: ReadonlyMap<string, ConsolidatedField>;
  readonly derivations: ReadonlyMap<string, Derivation>;
  readonly departments: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Printed relations that do not hold by themselves. Those that follow from what their blanks mean must be fixed (A); those that nothing but
 * the print vouches for may have been read along the wrong axis, so they must be explained (B) and stop nobody.
 */
export function printedChecks(consolidation: Consolidation, knowledge: Knowledge, words: FormWords): LinearCheck[] {
  const known = knownOf(consolidation);
  const reckoned = consolidation.printed.map((relation) => ({ relation, difference: differenceOf(relation, known) }));
  const misread = misreadAxes(reckoned);
  const seen = new Set<string>();
  return reckoned.flatMap(({ relation, difference }) => {
    if (!difference || holdsByItself(difference, relation.comparison) || misread.has(`${textKey(relation)}|${axisOf(relation)}`)) return [];
    const field = known.fields.get(relation.left[0]?.field ?? '');
    const severity: CheckSeverity = isConfirmed(relation, known.fields, knowledge) ? 'A' : 'B';
    const check = printedCheck(relation, difference, field, severity, known, words);
    const key = JSON.stringify([check.frequency, check.left, check.comparison, check.right]);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew ? [check] : [];
  });
}

/** Equalities with answers or register counts on both sides. Against a register they want a reason (C), among questions they must be explained (B). */
export function circuitChecks(consolidation: Consolidation, titleOf: (item: string) => string, words: FormWords): LinearCheck[] {
  const { derivations } = knownOf(consolidation);
  const live = consolidation.relations.flatMap((relation) => {
    const left = relation.live ? leftTerms(relation, derivations) : null;
    const difference = left && add(sumOf(left), relation.terms, negative(ONE));
    return difference && difference.size > 0 ? [{ relation, difference, hasRegister: namesRegister(difference) }] : [];
  });
  // What is shortened together is of one frequency and one severity, so that none becomes graver or comes at another time.
  const families = new Map<string, Sum[]>();
  for (const { relation, difference, hasRegister } of live) {
    const family = `${relation.frequency} ${hasRegister}`;
    const known = families.get(family);
    if (known) known.push(difference);
    else families.set(family, [difference]);
  }
  const short = new Map<Sum, Sum>();
  for (const family of families.values()) for (const [index, sum] of shortened(family).entries()) short.set(family[index] ?? sum, sum);
  return live.map(({ relation: { left, frequency }, difference, hasRegister }) => {
    const both = sides(short.get(difference) ?? difference);
    const severity: CheckSeverity = hasRegister ? 'C' : 'B';
    const said = worded(words.equals, { left: sumWords(both.left, titleOf), right: sumWords(both.right, titleOf) });
    const id = `circuit ${left.kind === 'element' ? left.element : left.reference}@${frequency}`;
    return { kind: 'circuit', id, severity, owner: '', origin: {}, words: said, frequency, comparison: '=', ...both };
  });
}

function namesRegister(difference: Sum): boolean {
  return [...difference.values()].some(({ term }) => term.from.kind === 'free');
}

/**
 * "1=2+3" may number rows or columns. Where a form numbers both, one printed line gives relations along both axes, and one of them was
 * not meant: not the one that holds by itself by the meaning of its blanks, else not the columns. A wrong rule that blocks is worse than none.
 */
function misreadAxes(reckoned: readonly { readonly relation: Printed; readonly difference: Sum | null }[]): Set<string> {
  const axes = new Map<string, { row: boolean[]; column: boolean[] }>();
  for (const { relation, difference } of reckoned) {
    const both = axes.get(textKey(relation)) ?? { row: [], column: [] };
    both[axisOf(relation)].push(difference !== null && holdsByItself(difference, relation.comparison));
    axes.set(textKey(relation), both);
  }
  const ambiguous = [...axes].filter(([, { row, column }]) => row.length > 0 && column.length > 0);
  return new Set(ambiguous.map(([key, { column, row }]) => `${key}|${column.every(Boolean) && !row.every(Boolean) ? 'row' : 'column'}`));
}

function textKey({ requirement, source, left }: Printed): string {
  return `${requirement}|${left[0]?.field.split('|')[1] ?? ''}|${source.text}`;
}

/** Relations along rows compare cells of one column. */
function axisOf({ left, right }: Printed): 'row' | 'column' {
  const columns = new Set([...left, ...right].map(({ field }) => parseCellName(field.split('|').at(-1) ?? '')?.column));
  return columns.size === 1 ? 'row' : 'column';
}

function knownOf({ fields, derivations, pack }: Consolidation): Known {
  return {
    fields: new Map(fields.map((field) => [field.key, field])),
    derivations: new Map(derivations.map((derivation) => [`${derivation.element}@${derivation.frequency}`, derivation])),
    departments: new Map(pack.departments.map(({ id, name }) => [id, name])),
    files: new Map(pack.requirements.map(({ id, file }) => [id, file])),
  };
}

type Printed = Consolidation['printed'][number];

/** left − right as a sum of answers in the form's own units; null when a blank on either side is no sum of answers. */
function differenceOf({ left, right }: Printed, known: Known): Sum | null {
  let sum: Sum = new Map();
  for (const [terms, factor] of [
    [left, ONE],
    [right, negative(ONE)],
  ] as const)
    for (const { sign, field: key } of terms) {
      const field = known.fields.get(key);
      const derived = field && linearTerms(known.derivations.get(`${field.element}@${field.frequency}`));
      if (!field || !derived) return null;
      const scale = inverse(field.factor);
      sum = add(sum, derived, sign * Number(factor.numerator) > 0 ? scale : negative(scale));
    }
  return sum;
}

/** An identity, or something that cannot be negative. */
function holdsByItself(difference: Sum, comparison: Printed['comparison']): boolean {
  const coefficients = [...difference.values()].map(({ coefficient }) => coefficient.numerator);
  if (coefficients.length === 0) return comparison === '=' || comparison === '≥' || comparison === '≤';
  if (comparison === '≥') return coefficients.every((value) => value > 0n);
  return comparison === '≤' && coefficients.every((value) => value < 0n);
}

function printedCheck(
  relation: Printed,
  difference: Sum,
  field: ConsolidatedField | undefined,
  severity: CheckSeverity,
  known: Known,
  words: FormWords,
): LinearCheck {
  const { comparison, source, requirement } = relation;
  const text = `${cellsOf(relation.left)} ${comparison} ${cellsOf(relation.right)}`;
  const owner = known.departments.get(field?.department ?? '') ?? '';
  return {
    kind: 'printed',
    id: `printed ${requirement} ${field?.sheet ?? ''} ${text}`,
    severity,
    owner,
    origin: { department: owner, requirement, file: known.files.get(requirement) ?? '', sheet: field?.sheet ?? '', cell: field?.cell ?? '' },
    words: worded(words.printed, {
      left: spelt(relation.left, known),
      is: words.comparisons[comparison],
      right: spelt(relation.right, known),
      text: source.text.replace(/\s+/gu, ' '),
    }),
    frequency: field?.frequency ?? 'annual',
    comparison,
    ...sides(difference),
  };
}

function cellsOf(terms: Printed['left']): string {
  return terms.map(({ sign, field }, index) => (sign < 0 ? '− ' : index > 0 ? '+ ' : '') + (field.split('|').at(-1) ?? field)).join(' ');
}

/** The blanks by their labels; in which cells they stand is in the check's id. */
function spelt(terms: Printed['left'], { fields }: Known): string {
  const titleOf = (key: string): string => `“${fields.get(key)?.title ?? ''}”`;
  return terms.map(({ sign, field }, index) => (sign < 0 ? '− ' : index > 0 ? '+ ' : '') + titleOf(field)).join(' ');
}

function leftTerms({ left, frequency }: Relation, derivations: Known['derivations']): readonly Term[] | null {
  if (left.kind === 'free') return [{ coefficient: { numerator: '1', denominator: '1' }, from: left, over: 'end' }];
  return linearTerms(derivations.get(`${left.element}@${frequency}`));
}

/** "2 × “A” + “B”". */
export function sumWords(terms: readonly Term[], titleOf: (item: string) => string): string {
  if (terms.length === 0) return '0';
  return terms
    .map(({ coefficient: { numerator, denominator }, from }) => {
      const size = numerator === '1' && denominator === '1' ? '' : `${numerator}${denominator === '1' ? '' : `/${denominator}`} × `;
      return `${size}“${titleOf(from.kind === 'item' ? from.item : from.reference)}”`;
    })
    .join(' + ');
}
