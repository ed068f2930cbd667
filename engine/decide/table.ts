// The fields on the table while rulings are applied to them one after another.
import type { Lexicon } from '../interpret/index.ts';
import type { DataPoint } from '../model/datapoint.ts';
import type { Alias, Decision, FieldReference, Ruling } from '../model/decision.ts';
import type { Evidence, FieldMeaning, FormMeaning } from '../model/meaning.ts';
import { problem, type Origin, type Problem } from '../problem/index.ts';
import { locate, pathOf } from './locate.ts';
import type { Papers } from './paper.ts';
import type { Lesson } from './siblings.ts';

/** Changed in place by the rulings; `decide` begins with a fresh one. */
export interface Table {
  readonly lexicon: Lexicon;
  readonly papers: Papers;
  readonly forms: ReadonlyMap<string, FormMeaning>;
  readonly fields: Map<string, FieldMeaning>;
  /** Keys of fields that a person has said the meaning of. */
  readonly ruled: Set<string>;
  /** What rulings on single blanks say of others like them. */
  readonly lessons: Lesson[];
  readonly rulings: Ruling[];
  readonly aliases: Alias[];
  readonly problems: Problem[];
}

export function tableOf(forms: readonly FormMeaning[], lexicon: Lexicon, papers: Papers): Table {
  return {
    lexicon,
    papers,
    forms: new Map(forms.map((form) => [form.requirement, form])),
    fields: new Map(forms.flatMap(({ fields }) => fields.map((field) => [field.key, field] as const))),
    ruled: new Set(),
    lessons: [],
    rulings: [],
    aliases: [],
    problems: [],
  };
}

/** The field that a ruling points at; null with a problem when it fits none, or more than one. */
export function find(table: Table, reference: FieldReference, decision: Decision): FieldMeaning | null {
  const found = locate(reference, [...table.fields.values()]);
  if (found.kind === 'none' || found.kind === 'ambiguous') {
    const code = found.kind === 'ambiguous' ? 'decision.ambiguous' : table.forms.has(reference.requirement) ? 'decision.noField' : 'decision.noRequirement';
    tell(table, code, reference, decision);
    return null;
  }
  if (found.kind === 'cell' && reference.label === null) {
    const { requirement, reading } = found.field;
    const ready = JSON.stringify({ requirement, label: pathOf(found.field), sheet: reading.sheet, cell: reading.cell });
    table.problems.push(problem('decision.noLabel', { by: byOf(decision), label: found.field.title, ready }, originOf(reference), 'hint'));
  }
  if (found.kind === 'cell' && reference.label !== null) {
    const params = { by: byOf(decision), label: reference.label.join(' › '), now: found.field.title };
    table.problems.push(problem('decision.byCell', params, originOf(reference), 'hint'));
  }
  if (found.kind === 'words') {
    const { sheet, cell } = found.field.reading;
    const params = { by: byOf(decision), label: reference.label?.join(' › ') ?? '', now: `${sheet}!${cell}` };
    table.problems.push(problem('decision.moved', params, originOf(reference), 'hint'));
  }
  return found.field;
}

type Unplaced = 'decision.noField' | 'decision.ambiguous' | 'decision.noRequirement' | 'decision.noSheet' | 'decision.noCell' | 'decision.taken';

export function tell(table: Table, code: Unplaced, reference: FieldReference, decision: Decision): void {
  const label = reference.label?.join(' › ') ?? reference.cell ?? '';
  table.problems.push(problem(code, { by: byOf(decision), label }, originOf(reference), 'warning'));
}

/** Who ruled, and when: what people know a ruling by. */
export function byOf({ who, when }: Decision): string {
  return [who, when].filter(Boolean).join(' ');
}

/** What a ruling says about a field: its data point, and whether the answer is a text. */
export interface Said {
  readonly point: DataPoint;
  readonly textual: boolean;
  readonly term: string | null;
}

/** The field asks this now and its doubts are settled; words of it that no lexicon knew are taught. A ratio is not told in the persons or 万元 of its table. */
export function settle(table: Table, field: FieldMeaning, { point, textual, term }: Said, decision: Decision): void {
  if (isOpen(field)) table.aliases.push({ label: pathOf(field), point, textual, term, from: field.key });
  const unit = point.kind === 'ratio' && field.unit && !table.lexicon.ratioUnits.has(field.unit.base) ? null : field.unit;
  table.fields.set(field.key, { ...field, point, textual, unit, doubts: [], evidence: [...field.evidence, evidenceOf(decision, field)] });
  table.ruled.add(field.key);
}

/** Does it hold words that no lexicon knows? */
export function isOpen({ doubts }: FieldMeaning): boolean {
  return doubts.some(({ kind }) => kind === 'unknownWords');
}

export function evidenceOf({ who, when, why, kind }: Decision, field: FieldMeaning): Evidence {
  return {
    says: `${kind}: ${[who, when, why].filter(Boolean).join(' ')}`,
    label: { text: pathOf(field).at(-1) ?? '', cell: field.reading.cell },
    from: 'decision',
  };
}

export function originOf({ requirement, sheet, cell }: FieldReference): Origin {
  return { requirement, ...(sheet === null ? {} : { sheet }), ...(cell === null ? {} : { cell }) };
}
