// Rulings laid over what the forms were understood to ask. A ruling outranks the engine; one that fits nothing any more is told,
// never silently dropped. What is ruled on words that no lexicon knows also holds for equal labels of other forms.
import type { Lexicon } from '../interpret/index.ts';
import { identityOf, marked, needsReview } from '../match/index.ts';
import type { DataPoint } from '../model/datapoint.ts';
import type {
  Alias,
  Decision,
  DifferentRuling,
  FieldReference,
  IsABlankRuling,
  Meaning,
  MeansRuling,
  NotABlankRuling,
  Ruling,
  SameRuling,
} from '../model/decision.ts';
import type { FieldMeaning, FormMeaning } from '../model/meaning.ts';
import { problem, type Problem } from '../problem/index.ts';
import { blankOf } from './blank.ts';
import { pathOf } from './locate.ts';
import { evidenceOf, find, isOpen, originOf, settle, tableOf, tell, type Said, type Table } from './table.ts';
import { readTerm } from './term.ts';

export interface Decided {
  readonly forms: readonly FormMeaning[];
  /** Rulings that took effect, and on which fields. */
  readonly rulings: readonly Ruling[];
  readonly aliases: readonly Alias[];
  readonly problems: readonly Problem[];
}

/** Applies rulings: first what is a blank at all, then what blanks mean, then which are the same, then which are not. */
export function decide(forms: readonly FormMeaning[], decisions: readonly Decision[], lexicon: Lexicon): Decided {
  const table = tableOf(forms, lexicon);
  for (const kind of ORDER) for (const decision of decisions) if (decision.kind === kind) rule(table, decision);
  teach(table);
  const added = addedBlanks(table);
  return {
    forms: decisions.length > 0 ? forms.map((form) => formOf(form, table, added)) : forms,
    rulings: table.rulings,
    aliases: table.aliases,
    problems: table.problems,
  };
}

const ORDER = ['notABlank', 'isABlank', 'means', 'same', 'different'] as const;

function rule(table: Table, decision: Decision): void {
  switch (decision.kind) {
    case 'notABlank':
      return remove(table, decision);
    case 'isABlank':
      return add(table, decision);
    case 'means':
      return define(table, decision);
    case 'same':
      return join(table, decision);
    case 'different':
      return split(table, decision);
  }
}

function remove(table: Table, decision: NotABlankRuling): void {
  const field = find(table, decision.field);
  if (!field) return;
  table.fields.delete(field.key);
  table.rulings.push({ decision, fields: [field.key] });
}

function add(table: Table, decision: IsABlankRuling): void {
  const form = table.forms.get(decision.field.requirement);
  const blank = form && blankOf(form, decision.field);
  if (!blank) return tell(table, form ? 'decision.noField' : 'decision.noRequirement', decision.field);
  const field = table.fields.get(blank.key) ?? blank;
  table.fields.set(field.key, field);
  const said = decision.meaning && saidBy(table, decision.meaning, decision.field);
  if (said) settle(table, field, said, decision);
  table.rulings.push({ decision, fields: [field.key] });
}

function define(table: Table, decision: MeansRuling): void {
  const field = find(table, decision.field);
  const said = field && saidBy(table, decision.meaning, decision.field);
  if (!field || !said) return;
  settle(table, field, said, decision);
  table.rulings.push({ decision, fields: [field.key] });
}

/** What a ruling says a blank asks; null with a problem when that cannot be followed. */
function saidBy(table: Table, meaning: Meaning, about: FieldReference): Said | null {
  if (meaning.kind === 'field') {
    const other = find(table, meaning.field);
    return other && { point: other.point, textual: other.textual, term: null };
  }
  const { point, fault } = readTerm(meaning.term, table.lexicon);
  if (point) return { point, textual: isText(point, table.lexicon), term: meaning.term };
  table.problems.push(problem('decision.badTerm', { term: meaning.term, why: fault }, originOf(about), 'warning'));
  return null;
}

function isText(point: DataPoint, { measures }: Lexicon): boolean {
  if (point.kind !== 'plain' || point.measure.kind !== 'value') return false;
  return measures.get(`${point.object}.${point.measure.of}`)?.units.includes('文本') ?? false;
}

/** All get the meaning of the one that is understood best: by a person, else by the engine without doubt, else the first. */
function join(table: Table, decision: SameRuling): void {
  const fields = decision.fields.flatMap((reference) => find(table, reference) ?? []);
  const best = fields.find(({ key }) => table.ruled.has(key)) ?? fields.find((field) => !needsReview(field) && !isOpen(field)) ?? fields[0];
  if (!best || fields.length < 2) return;
  for (const field of fields) settle(table, field, { point: best.point, textual: best.textual, term: null }, decision);
  table.rulings.push({ decision, fields: fields.map(({ key }) => key) });
}

/** Of fields that are held to be one datum, all but the first get a mark of their own. */
function split(table: Table, decision: DifferentRuling): void {
  const fields = decision.fields.flatMap((reference) => find(table, reference) ?? []);
  const seen = new Set<string>();
  for (const field of fields) {
    const { key } = identityOf(field, table.lexicon.knowledge);
    if (seen.has(key)) table.fields.set(field.key, setApart(field, decision));
    seen.add(key);
  }
  if (fields.length > 1) table.rulings.push({ decision, fields: fields.map(({ key }) => key) });
}

function setApart(field: FieldMeaning, decision: DifferentRuling): FieldMeaning {
  const mark = `人工区分:${field.requirement}:${pathOf(field).join('›')}`;
  return { ...field, point: marked(field.point, mark), evidence: [...field.evidence, evidenceOf(decision, field)] };
}

/** Equal labels elsewhere that no lexicon knew either mean the same, unless their own form leaves more in doubt than whom it counts. */
function teach(table: Table): void {
  const byLabel = new Map(table.aliases.map((alias) => [alias.label.join('›'), alias]));
  for (const field of byLabel.size > 0 ? [...table.fields.values()] : []) {
    const isTeachable = isOpen(field) && field.doubts.every(({ kind }) => kind === 'unknownWords' || kind === 'scopeNotStated');
    const alias = isTeachable ? byLabel.get(pathOf(field).join('›')) : undefined;
    if (alias && !table.ruled.has(field.key)) table.fields.set(field.key, taught(field, alias));
  }
}

function taught(field: FieldMeaning, { point, textual, term, from, label }: Alias): FieldMeaning {
  const says = { says: term ?? from, label: { text: label.at(-1) ?? '', cell: field.reading.cell }, from: 'decision' as const };
  return { ...field, point, textual, doubts: [], evidence: [...field.evidence, says] };
}

/** Blanks that people added, by requirement. */
function addedBlanks({ forms, fields }: Table): Map<string, FieldMeaning[]> {
  const own = new Set([...forms.values()].flatMap((form) => form.fields.map(({ key }) => key)));
  const added = new Map<string, FieldMeaning[]>();
  for (const field of fields.values()) if (!own.has(field.key)) added.set(field.requirement, [...(added.get(field.requirement) ?? []), field]);
  return added;
}

/** The form with its fields as they are now; blanks that people added come last. */
function formOf(form: FormMeaning, { fields }: Table, blanks: ReadonlyMap<string, readonly FieldMeaning[]>): FormMeaning {
  const added = blanks.get(form.requirement) ?? [];
  const places = new Set(added.map(({ key }) => key));
  return {
    ...form,
    fields: [...form.fields.flatMap(({ key }) => fields.get(key) ?? []), ...added],
    loose: form.loose.filter(({ sheet, cell }) => !places.has(`${form.requirement}|${sheet}|${cell}`)),
  };
}
