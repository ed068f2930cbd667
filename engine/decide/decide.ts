// Rulings laid over what the forms were understood to ask. A ruling outranks the engine; one that fits nothing any more is told,
// never silently dropped. What is ruled on words that no lexicon knows also holds for equal labels of other forms.
import { KEPT_APART, normalise, type Lexicon } from '../interpret/index.ts';
import { identityOf, marked, needsReview } from '../match/index.ts';
import type { DataPoint } from '../model/datapoint.ts';
import type {
  Alias,
  Decision,
  DefinitionRuling,
  DifferentRuling,
  FieldReference,
  IsABlankRuling,
  Meaning,
  MeansRuling,
  NotABlankRuling,
  Ruling,
  SameRuling,
  UnitRuling,
} from '../model/decision.ts';
import type { FieldMeaning, FormMeaning } from '../model/meaning.ts';
import { problem, type Problem } from '../problem/index.ts';
import { blankOf } from './blank.ts';
import { contradictions, groupsOf, type Aimed, type Contradiction, type Groups } from './contradict.ts';
import { wordOf } from './definitions.ts';
import { locate, pathOf } from './locate.ts';
import { placeBlank, type Papers } from './paper.ts';
import { byOf, evidenceOf, find, isOpen, originOf, settle, tableOf, tell, type Said, type Table } from './table.ts';
import { learnt, lessonOf, type Lesson } from './siblings.ts';
import { isText, readTerm } from './term.ts';
import { unitNamed, unitsOf } from './unit.ts';

export interface Decided {
  readonly forms: readonly FormMeaning[];
  /** Rulings that took effect, and on which fields. */
  readonly rulings: readonly Ruling[];
  readonly aliases: readonly Alias[];
  readonly problems: readonly Problem[];
}

/**
 * Applies rulings: first what is a blank at all, then what blanks mean, then which are the same, then which are not. The order of the
 * list does not matter. Of rulings that contradict each other one has no effect (`contradict.ts`).
 */
export function decide(forms: readonly FormMeaning[], decisions: readonly Decision[], lexicon: Lexicon, papers: Papers = () => null): Decided {
  const table = tableOf(forms, lexicon, papers);
  const ordered = ORDER.flatMap((kind) => decisions.filter((decision) => decision.kind === kind).sort(byContent));
  const blanks = new Map(ordered.flatMap((decision) => (decision.kind === 'isABlank' ? [[decision, add(table, decision)] as const] : [])));
  const aimed = ordered.map((decision) => ({ decision, keys: keysOf(table, decision, blanks) }));
  const contradicted = contradictions(aimed, (decision) => spelled(decision, lexicon));
  for (const each of contradicted) tellContradiction(table, each);
  const effective = aimed.filter((each) => contradicted.every(({ aside }) => aside !== each.decision) && isOfOneKind(table, each));
  const groups = groupsOf(effective);
  const [single, several] = [effective.filter(({ decision }) => !isOnSeveral(decision)), effective.filter(({ decision }) => isOnSeveral(decision))];
  for (const { decision } of single) rule(table, decision, blanks, groups);
  teachSiblings(table);
  for (const { decision } of several) rule(table, decision, blanks, groups);
  teach(table);
  const added = addedBlanks(table);
  return {
    forms: decisions.length > 0 ? forms.map((form) => formOf(form, table, added)) : forms,
    rulings: table.rulings,
    aliases: table.aliases,
    problems: table.problems,
  };
}

const ORDER = ['definition', 'isABlank', 'notABlank', 'means', 'unit', 'same', 'different'] as const;

/** Terms before meanings that other fields give; then by what they say, not by where they stand in the list. */
function byContent(a: Decision, b: Decision): number {
  const borrows = (decision: Decision): number => ('meaning' in decision && decision.meaning?.kind === 'field' ? 1 : 0);
  return borrows(a) - borrows(b) || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
}

function isOnSeveral({ kind }: Decision): boolean {
  return kind === 'same' || kind === 'different';
}

type Blanks = ReadonlyMap<Decision, string | null>;

/** The fields that a ruling points at, as far as they are there; what is not is told when the ruling is applied. */
function keysOf({ fields }: Table, decision: Decision, blanks: Blanks): string[] {
  const locatedKey = (reference: FieldReference): string[] => {
    const found = locate(reference, [...fields.values()]);
    return 'field' in found ? [found.field.key] : [];
  };
  switch (decision.kind) {
    case 'same':
    case 'different':
      return [...new Set(decision.fields.flatMap(locatedKey))].sort();
    case 'isABlank':
    case 'means': {
      const blank = blanks.get(decision);
      const other = decision.meaning?.kind === 'field' ? locatedKey(decision.meaning.field) : [];
      return [...(decision.kind === 'means' ? locatedKey(decision.field) : typeof blank === 'string' ? [blank] : []), ...other];
    }
    case 'notABlank':
    case 'unit':
      return locatedKey(decision.field);
    case 'definition':
      return [];
  }
}

/** What a ruling says a blank asks, so that equal meanings are spelled alike; null when it says nothing that can be followed. */
function spelled(decision: Decision, lexicon: Lexicon): string | null {
  const meaning = decision.kind === 'means' || decision.kind === 'isABlank' ? decision.meaning : null;
  if (!meaning) return null;
  if (meaning.kind === 'field') return JSON.stringify(meaning.field);
  const { point } = readTerm(meaning.term, lexicon);
  return point && JSON.stringify(spelledPoint(point));
}

function spelledPoint(point: DataPoint): unknown {
  switch (point.kind) {
    case 'plain':
      return [point.object, point.measure, Object.entries(point.where).sort(([a], [b]) => (a < b ? -1 : 1)), point.period];
    case 'sum':
      return point.terms.map((term) => [term.coefficient, spelledPoint(term.point)]);
    case 'ratio':
      return [spelledPoint(point.numerator), spelledPoint(point.denominator), point.factor, point.decimals];
  }
}

function tellContradiction({ fields, problems }: Table, { aside, other, key }: Contradiction): void {
  const label = aside.kind === 'definition' ? aside.word : (fields.get(key)?.title ?? key);
  const params = { by: byOf(aside), kind: aside.kind, other: other.kind, otherBy: byOf(other), label };
  const [requirement = '', sheet = null, cell = null] = key.split('|');
  problems.push(problem('decision.contradiction', params, originOf({ requirement, label: null, sheet, cell }), 'warning'));
}

/**
 * Persons and buildings are never one number, whoever says so: such a ruling has no effect. Other units that do not go together are told,
 * since 个 and 所 may well count the same.
 */
function isOfOneKind({ fields, lexicon, problems }: Table, { decision, keys }: Aimed): boolean {
  if (decision.kind !== 'same') return true;
  const known = keys.flatMap((key) => fields.get(key) ?? []).filter(({ unit }) => unit !== null);
  const [first] = known;
  const other = known.find(({ unit }) => unit?.base !== first?.unit?.base);
  if (!first || !other) return true;
  const isUnlike = isKnown(first) && isKnown(other) && objectOf(first) !== objectOf(other);
  const named = [first, other].map(({ title, unit }) => `${title}(${unit?.text ?? ''})`);
  const params = { by: byOf(decision), one: named[0] ?? '', other: named[1] ?? '', used: !isUnlike };
  problems.push(problem('decision.otherUnits', params, originOf(decision.fields[0] ?? NOWHERE), 'warning'));
  return !isUnlike;

  function isKnown(field: FieldMeaning): boolean {
    return !isOpen(field) && lexicon.knowledge.objects.has(objectOf(field));
  }
}

const NOWHERE: FieldReference = { requirement: '', label: null, sheet: null, cell: null };

function objectOf({ point }: FieldMeaning): string {
  return point.kind === 'plain' ? point.object : '';
}

function rule(table: Table, decision: Decision, blanks: Blanks, groups: Groups): void {
  switch (decision.kind) {
    case 'definition':
      return tellDefinition(table, decision);
    case 'notABlank':
      return remove(table, decision);
    case 'isABlank':
      return explain(table, decision, blanks.get(decision) ?? null);
    case 'means':
      return define(table, decision);
    case 'unit':
      return measureIn(table, decision);
    case 'same':
      return join(table, decision, groups);
    case 'different':
      return split(table, decision, groups);
  }
}

/** The form was read with it already; here it is told what became of it. Throws where the form was read without. */
function tellDefinition(table: Table, decision: DefinitionRuling): void {
  const { requirement, word, text } = decision;
  const form = table.forms.get(requirement);
  if (!form) return tell(table, 'decision.noRequirement', { ...NOWHERE, requirement, label: [word] }, decision);
  const ruled = wordOf(decision, form.ruledWords);
  if (!ruled) throw new Error(`The form ${requirement} was read without what “${word}” was ruled to mean.`);
  const params = { by: byOf(decision), word, text };
  if (!ruled.isFollowed) table.problems.push(problem('decision.badDefinition', params, { requirement }, 'warning'));
  else if (ruled.fields.length === 0) table.problems.push(problem('decision.noWord', params, { requirement }, 'warning'));
  else table.rulings.push({ decision, fields: ruled.fields });
  for (const key of ruled.fields) {
    const field = table.fields.get(key);
    if (field) table.fields.set(key, { ...field, evidence: [...field.evidence, evidenceOf(decision, field)] });
  }
}

function remove(table: Table, decision: NotABlankRuling): void {
  const field = find(table, decision.field, decision);
  if (!field) return;
  table.fields.delete(field.key);
  table.rulings.push({ decision, fields: [field.key] });
}

/** Puts a blank on the table that only a person saw; its key, or null with a problem when the form has no such place. */
function add(table: Table, decision: IsABlankRuling): string | null {
  const { field: reference } = decision;
  const form = table.forms.get(reference.requirement);
  const place = placeBlank(reference, table.papers(reference.requirement));
  if (!form || place.kind !== 'place') {
    tell(table, form && place.kind !== 'place' ? `decision.${place.kind}` : 'decision.noRequirement', reference, decision);
    return null;
  }
  const blank = blankOf(form, reference, place.sheet, place.cell);
  const there = table.fields.get(blank.key);
  if (there && reference.label !== null && !reference.label.some((word) => pathOf(there).includes(normalise(word)))) {
    tell(table, 'decision.taken', reference, decision);
    return null;
  }
  if (place.moved)
    table.problems.push(
      problem('decision.moved', { by: byOf(decision), label: blank.title, now: `${place.sheet}!${place.cell}` }, originOf(reference), 'hint'),
    );
  table.fields.set(blank.key, there ?? blank);
  return blank.key;
}

/** What an added blank asks, if the ruling says so. */
function explain(table: Table, decision: IsABlankRuling, key: string | null): void {
  const field = key === null ? undefined : table.fields.get(key);
  if (!field) return;
  const said = decision.meaning && saidBy(table, decision.meaning, decision.field, decision);
  if (said) settle(table, field, said, decision);
  table.rulings.push({ decision, fields: [field.key] });
}

function define(table: Table, decision: MeansRuling): void {
  const field = find(table, decision.field, decision);
  const said = field && saidBy(table, decision.meaning, decision.field, decision);
  if (!field || !said) return;
  const lesson = lessonOf(field, said, decision);
  if (lesson) table.lessons.push(lesson);
  settle(table, field, said, decision);
  table.rulings.push({ decision, fields: [field.key] });
}

/** What the blank asks stays, and so does every doubt but that about its unit. */
function measureIn(table: Table, decision: UnitRuling): void {
  const field = find(table, decision.field, decision);
  if (!field) return;
  const unit = unitNamed(decision.unit, field.point, table.lexicon);
  if (!unit) {
    const params = { by: byOf(decision), unit: decision.unit, label: field.title, known: unitsOf(field.point, table.lexicon) };
    table.problems.push(problem('decision.badUnit', params, originOf(decision.field), 'warning'));
    return;
  }
  const doubts = field.doubts.filter(({ kind }) => kind !== 'unitNotStated');
  table.fields.set(field.key, { ...field, unit, doubts, evidence: [...field.evidence, evidenceOf(decision, field)] });
  table.rulings.push({ decision, fields: [field.key] });
}

/** What a ruling says a blank asks; null with a problem when that cannot be followed. */
function saidBy(table: Table, meaning: Meaning, about: FieldReference, decision: Decision): Said | null {
  if (meaning.kind === 'field') {
    const other = find(table, meaning.field, decision);
    return other && { point: other.point, textual: other.textual, term: null };
  }
  const { point, fault } = readTerm(meaning.term, table.lexicon);
  if (point) return { point, textual: isText(point, table.lexicon), term: meaning.term };
  table.problems.push(problem('decision.badTerm', { by: byOf(decision), term: meaning.term, why: fault }, originOf(about), 'warning'));
  return null;
}

/** All of a group get the meaning of the one that is understood best: by a person, else by the engine without doubt, else the first by key. */
function join(table: Table, decision: SameRuling, groups: Groups): void {
  const fields = two(table, decision);
  const group = groups.get(fields[0]?.key ?? '');
  const members = [...groups].flatMap(([key, first]) => (first === group ? (table.fields.get(key) ?? []) : [])).sort((a, b) => (a.key < b.key ? -1 : 1));
  const best = members.find(({ key }) => table.ruled.has(key)) ?? members.find((field) => !needsReview(field) && !isOpen(field)) ?? members[0];
  if (!best || fields.length < 2) return;
  for (const field of fields) settle(table, field, { point: best.point, textual: best.textual, term: null }, decision);
  table.rulings.push({ decision, fields: fields.map(({ key }) => key) });
}

/** The fields of a ruling on several, sorted by key; none with a problem when they are one and the same. */
function two(table: Table, decision: SameRuling | DifferentRuling): FieldMeaning[] {
  const found = decision.fields.map((reference) => find(table, reference, decision));
  const fields = [...new Map(found.flatMap((field) => (field ? [[field.key, field] as const] : []))).values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  if (fields.length > 1) return fields;
  const [first] = decision.fields;
  if (first && fields[0] && found.every((field) => field !== null))
    table.problems.push(problem('decision.oneField', { by: byOf(decision), label: fields[0].title }, originOf(first), 'warning'));
  return [];
}

/** Of fields that are held to be one datum, all but the first by key get a mark of their own, with all that is ruled to be the same as they. */
function split(table: Table, decision: DifferentRuling, groups: Groups): void {
  const fields = two(table, decision);
  const seen = new Set<string>();
  for (const { key } of fields) {
    const field = table.fields.get(key);
    if (!field) continue;
    const identity = identityOf(field, table.lexicon.knowledge).key;
    const group = groups.get(key);
    const joined = [...table.fields.values()].filter((each) => each.key === key || (group !== undefined && groups.get(each.key) === group));
    if (seen.has(identity)) for (const each of joined) table.fields.set(each.key, setApart(each, markOf(joined[0] ?? each, table), decision));
    seen.add(identity);
  }
  if (fields.length > 1) table.rulings.push({ decision, fields: fields.map(({ key }) => key) });
}

/** A mark that stays when the form changes a little: its words, and its cell only where the form has the words twice. */
function markOf(field: FieldMeaning, { fields }: Table): string {
  const path = pathOf(field).join('›');
  const twins = [...fields.values()].filter((each) => each.requirement === field.requirement && pathOf(each).join('›') === path);
  return `${KEPT_APART}:${field.requirement}:${path}${twins.length > 1 ? `:${field.reading.sheet}!${field.reading.cell}` : ''}`;
}

function setApart(field: FieldMeaning, mark: string, decision: DifferentRuling): FieldMeaning {
  return { ...field, point: marked(field.point, mark), evidence: [...field.evidence, evidenceOf(decision, field)] };
}

/** Doubts about the same words on the same form are settled alike; where two rulings would settle them differently, neither does. */
function teachSiblings(table: Table): void {
  const told = new Map<Lesson, string[]>();
  for (const field of table.lessons.length > 0 ? [...table.fields.values()] : []) {
    if (table.ruled.has(field.key)) continue;
    const taught = table.lessons.flatMap((lesson) => {
      const point = learnt(field, lesson);
      return point ? [{ lesson, point }] : [];
    });
    const [first] = taught;
    const isOne = new Set(taught.map(({ point }) => identityOf({ ...field, point, doubts: [] }, table.lexicon.knowledge).key)).size === 1;
    if (!first || !isOne) continue;
    const { lesson, point } = first;
    table.fields.set(field.key, { ...field, point, doubts: [], evidence: [...field.evidence, evidenceOf(lesson.decision, field)] });
    told.set(lesson, [...(told.get(lesson) ?? []), field.key]);
  }
  for (const [lesson, keys] of told) tellSiblings(table, lesson, keys);
}

/** The ruling took effect on them too. */
function tellSiblings({ rulings, problems, fields }: Table, { decision, from, requirement }: Lesson, keys: readonly string[]): void {
  const at = rulings.findIndex((ruling) => ruling.decision === decision);
  const ruling = rulings[at];
  if (ruling) rulings[at] = { ...ruling, fields: [...ruling.fields, ...keys] };
  const params = { by: byOf(decision), label: fields.get(from)?.title ?? from, cells: keys.map((key) => key.split('|').slice(1).join('!')) };
  problems.push(problem('decision.siblings', params, { requirement }, 'hint'));
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
