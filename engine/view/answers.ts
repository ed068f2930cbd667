// What was answered, read by rule: which writings of a number are accepted, which are refused, and that a blank stays a blank.
import { foldWidth } from '../check/index.ts';
import type { Answer, Answers } from '../derive/index.ts';
import type { ConsolidatedElement, ConsolidatedItem, Consolidation } from '../model/consolidation.ts';
import type { Scalar } from '../model/sheet.ts';
import type { CommunityValues } from '../model/values.ts';
import { problem, type Origin, type Problem } from '../problem/index.ts';
import { tallies, type Spellings } from '../register/index.ts';

export interface ReadAnswers {
  readonly answers: Answers;
  readonly problems: readonly Problem[];
}

/** A community's answers to items, and what its registers tell. */
export function readAnswers(consolidation: Consolidation, values: CommunityValues, spellings: Spellings): ReadAnswers {
  const problems: Problem[] = [];
  const elements = new Map(consolidation.elements.map((element) => [element.id, element]));
  const items = new Map(consolidation.items.map((item) => [item.id, readItem(item, elements.get(item.element), values, problems)]));
  return { answers: { items, free: countAll(consolidation, values, spellings, problems) }, problems };
}

function readItem(item: ConsolidatedItem, element: ConsolidatedElement | undefined, values: CommunityValues, problems: Problem[]): Map<string, Answer> {
  const given = new Map<string, Answer>();
  for (const [period, value] of values.items.get(item.id) ?? []) {
    const read = readAnswer(value, element?.answers ?? 'any');
    if (read.kind === 'answer') given.set(period, read.answer);
    else if (read.kind === 'refused')
      problems.push(problem('values.refused', { item: item.title, period, value: String(value).slice(0, 40), why: read.why }, originOf(item, values)));
  }
  return given;
}

function originOf(item: ConsolidatedItem, { name, code }: CommunityValues): Origin {
  const [source] = item.sources;
  return { department: name || code, ...(source ? { requirement: source.requirement } : {}) };
}

export type Refusal = 'notANumber' | 'tooLarge' | 'negative';
type ReadAnswer = { readonly kind: 'answer'; readonly answer: Answer } | { readonly kind: 'blank' } | { readonly kind: 'refused'; readonly why: Refusal };

/**
 * One answer. Numbers may come as numbers or as text with full-width digits, spaces around and commas between thousands; about 100,
 * 12人 or — are refused. "不适用" says that there is no such thing here.
 */
export function readAnswer(value: Scalar, expected: ConsolidatedElement['answers']): ReadAnswer {
  if (value === null || value === '') return { kind: 'blank' };
  const text = String(value).trim();
  if (/^(?:不适用|n\/a)$/iu.test(text)) return { kind: 'answer', answer: { kind: 'notApplicable' } };
  if (expected === 'text') return { kind: 'answer', answer: { kind: 'text', text } };
  if (text === '') return { kind: 'blank' };
  const number = typeof value === 'boolean' ? null : readNumber(text);
  if (number === null) return expected === 'any' ? { kind: 'answer', answer: { kind: 'text', text } } : { kind: 'refused', why: 'notANumber' };
  if (Number(number) < 0) return { kind: 'refused', why: 'negative' };
  if (Math.abs(Number(number)) >= TOO_LARGE) return { kind: 'refused', why: 'tooLarge' };
  return { kind: 'answer', answer: { kind: 'number', value: number } };
}

/** No community counts or spends this much; a spreadsheet could not show it exactly either. */
const TOO_LARGE = 1e15;

/** "1,234.5" → "1234.5" as an exact decimal; null for anything that is no plain number. */
function readNumber(text: string): string | null {
  const plain = foldWidth(text).trim();
  if (/^[+-]?\d+(?:\.\d+)?e[+-]?\d+$/iu.test(plain)) return exponential(plain);
  const found = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?$/.exec(plain);
  return found ? `${found[1] === '-' ? '-' : ''}${(found[2] ?? '').replaceAll(',', '')}${found[3] ?? ''}`.slice(0, 80) : null;
}

/** 1e308 as JSON writes it: only its size matters, for it is refused; small ones become plain decimals. */
function exponential(text: string): string | null {
  const number = Number(text);
  if (!Number.isFinite(number)) return null;
  return Math.abs(number) >= TOO_LARGE ? `${number}` : number.toFixed(12).replace(/\.?0+$/, '');
}

function countAll(consolidation: Consolidation, values: CommunityValues, spellings: Spellings, problems: Problem[]): Map<string, ReadonlyMap<string, Answer>> {
  const free = new Map<string, ReadonlyMap<string, Answer>>();
  const needed = neededReferences(consolidation);
  const counts = consolidation.counts.filter(({ reference }) => needed.has(reference));
  for (const register of consolidation.registers) {
    const rows = values.registers.get(register.id);
    if (!rows) continue;
    for (const [reference, result] of tallies(register, counts, rows, spellings)) {
      if (result.kind === 'counted') free.set(reference, new Map([[String(consolidation.pack.year), { kind: 'number', value: result.value }]]));
      else
        problems.push(
          problem(
            'register.unreadable',
            { register: register.title, row: result.row, column: titleOf(register.columns, result.column), value: String(result.value ?? '') },
            { department: values.name || values.code },
          ),
        );
    }
  }
  return free;
}

function titleOf(columns: readonly { readonly id: string; readonly title: string }[], id: string): string {
  return columns.find((column) => column.id === id)?.title ?? id;
}

/** Counts that some derivation really takes. */
function neededReferences({ derivations }: Consolidation): Set<string> {
  const terms = derivations.flatMap((derivation) => (derivation.kind === 'linear' ? derivation.terms : [...derivation.numerator, ...derivation.denominator]));
  return new Set(terms.flatMap(({ from }) => (from.kind === 'free' ? [from.reference] : [])));
}
