// One requirement's workbook, read, becomes one requirement understood: labels and notes together give every blank its data point.
//
// First each blank is resolved by itself (resolve.ts) and the notes' populations are laid over it (scope.ts); then what only its
// neighbours can tell is added: whose participants 参加人次 counts, what a formula adds up, what a bare 合计 stands for, and ratios.
import type { DataPoint, PlainPoint, SumPoint, Where } from '../model/datapoint.ts';
import type { Facet, Knowledge } from '../model/knowledge.ts';
import type { Doubt, Evidence, FieldMeaning, FieldRelation, FieldUnit, FormMeaning, RosterMeaning } from '../model/meaning.ts';
import type { Frequency } from '../model/period.ts';
import type { FieldReading, FormParticulars, Label, SheetReading } from '../model/reading.ts';
import { type CellTerm, formulaMeaning } from './formula.ts';
import { type Lexicon, type MeasureDef, normalise, type Unit, type Word, withDefinitions } from './lexicon.ts';
import { type NoteGrammar, type NoteReadings, type PrintedRatio, type PrintedRelation, readNotes, type SignedRef } from './notes.ts';
import { contains, isEmptyPhrase, meet, meetAll, type Phrase, phraseOf, union, unknownOf, whereOf, wordsOf } from './phrase.ts';
import { type Part, partsOf, resolve, type Resolution, type Surroundings, unitOf } from './resolve.ts';
import { type Attributes, columnMeanings, membershipOf, rosterObject } from './rosters.ts';
import { type Applied, type Naming, namingOf, scopeFor } from './scope.ts';

export interface FormInput {
  readonly requirement: string;
  readonly department: string;
  readonly title: string;
  readonly frequency: Frequency;
  readonly sheets: readonly SheetInput[];
}

export interface SheetInput {
  readonly reading: SheetReading;
  /** Cell → text as printed. */
  readonly texts: ReadonlyMap<string, string>;
}

export interface Interpreter {
  readonly lexicon: Lexicon;
  readonly notes: NoteGrammar;
  readonly attributes: Attributes;
}

/** What every blank and list of a requirement asks. Pure; the same input gives the same meaning. */
export function interpret(form: FormInput, interpreter: Interpreter): FormMeaning {
  const sheets = form.sheets.filter(({ reading }) => !reading.hidden).map((sheet) => interpretSheet(form, sheet, interpreter));
  return {
    requirement: form.requirement,
    department: form.department,
    frequency: form.frequency,
    title: form.title,
    particulars: particularsOf(form.sheets.map(({ reading }) => reading.particulars)),
    fields: sheets.flatMap(({ fields }) => fields),
    rosters: sheets.flatMap(({ rosters }) => rosters),
    context: form.sheets.flatMap(({ reading }) => reading.context),
    loose: form.sheets.flatMap(({ reading }) => reading.loose),
    relations: sheets.flatMap(({ relations }) => relations),
    definitions: sheets.flatMap(({ definitions }) => definitions),
  };
}

function particularsOf(found: readonly FormParticulars[]): FormParticulars {
  const first = (key: keyof FormParticulars): string | null => found.map((particulars) => particulars[key]).find((value) => value !== null) ?? null;
  return { number: first('number'), issuer: first('issuer'), approver: first('approver'), approval: first('approval'), validUntil: first('validUntil') };
}

/** A field on its way to a meaning. */
interface Draft {
  readonly field: FieldReading;
  readonly parts: readonly Part[];
  readonly naming: Naming;
  resolution: Resolution | null;
  point: DataPoint | null;
  where: Where;
  readonly evidence: Evidence[];
  readonly doubts: Doubt[];
}

interface Sheet {
  readonly form: FormInput;
  readonly input: SheetInput;
  readonly lexicon: Lexicon;
  readonly notes: NoteReadings;
  readonly title: Phrase | null;
  /** Class → what the title says of it, as far as it was asked. */
  readonly titles: Map<string, TitleSays>;
  readonly drafts: Draft[];
  readonly byCell: Map<string, Draft>;
  readonly byRow: ReadonlyMap<number, readonly Draft[]>;
  readonly byColumn: ReadonlyMap<number, readonly Draft[]>;
}

interface SheetMeaning {
  readonly fields: readonly FieldMeaning[];
  readonly rosters: readonly RosterMeaning[];
  readonly relations: readonly FieldRelation[];
  readonly definitions: readonly { readonly word: string; readonly source: Label }[];
}

function interpretSheet(form: FormInput, input: SheetInput, interpreter: Interpreter): SheetMeaning {
  const { reading } = input;
  const notes = notesOf(reading, interpreter);
  const lexicon = withDefinitions(interpreter.lexicon, notes.definitions);
  const title = phraseOf(reading.title?.text ?? form.title, lexicon);
  const printed = new Map([...input.texts].map(([cell, text]) => [cell, normalise(text)]));
  const raw = (cell: string): string => printed.get(cell) ?? '';
  const drafts = reading.fields.map((field): Draft => ({
    field,
    parts: partsOf(field, lexicon),
    naming: namingOf(field, raw),
    resolution: null,
    point: null,
    where: {},
    evidence: [],
    doubts: [],
  }));
  const sheet: Sheet = {
    form,
    input,
    lexicon,
    notes,
    title,
    titles: new Map(),
    drafts,
    byCell: new Map(drafts.map((draft) => [draft.field.cell, draft])),
    byRow: linesOf(drafts, ({ row }) => row),
    byColumn: linesOf(drafts, ({ column }) => column),
  };
  resolveAll(sheet);
  for (const draft of drafts) layScope(sheet, draft);
  for (const draft of drafts) shareScope(sheet, draft);
  for (const draft of drafts) restrictOthers(sheet, draft);
  for (const draft of drafts) restrictTotals(sheet, draft);
  for (const draft of drafts) lendEventKind(sheet, draft);
  for (const draft of drafts) draft.point ??= plainPoint(sheet, draft);
  addUp(sheet);
  for (const draft of drafts) if (isRatio(sheet, draft)) readRatio(sheet, draft);
  for (const draft of drafts) checkScope(sheet, draft);
  return {
    fields: drafts.map((draft) => meaningOf(sheet, draft)),
    rosters: reading.rosters.map((roster) => rosterMeaning(sheet, roster, interpreter.attributes)),
    relations: relationsOf(sheet),
    definitions: [...notes.definitionSources].map(([word, source]) => ({ word, source })),
  };
}

/** The sheet's notes; remarks beside single rows define and compute too, but their populations are theirs alone (see layScope). */
function notesOf(reading: SheetReading, { lexicon, notes }: Interpreter): NoteReadings {
  const ofSheet = readNotes(distinctTexts(reading.notes), lexicon, notes);
  const beside = readNotes(distinctTexts(reading.fields.flatMap((field) => field.notes)), lexicon, notes);
  return {
    definitions: [...ofSheet.definitions, ...beside.definitions],
    definitionSources: new Map([...beside.definitionSources, ...ofSheet.definitionSources]),
    scopes: ofSheet.scopes,
    relations: [...ofSheet.relations, ...beside.relations],
    ratios: [...ofSheet.ratios, ...beside.ratios],
  };
}

function distinctTexts(notes: readonly Label[]): Label[] {
  return [...new Map(notes.map((note) => [note.text, note])).values()];
}

// ---- each blank by itself -------------------------------------------------------------------------------------------

function resolveAll(sheet: Sheet): void {
  const counted = new Set(sheet.drafts.flatMap(({ field }) => [field.rowPath.at(-1)?.cell, field.columnPath.at(-1)?.cell].filter((cell) => cell !== undefined)));
  const around = (tableObject: string | null, corner: Label | null): Surroundings => ({
    lexicon: sheet.lexicon,
    title: sheet.title,
    corner: corner ? phraseOf(corner.text, sheet.lexicon) : null,
    tableUnit: sheet.input.reading.tableUnit?.text ?? null,
    tableObject,
    counted,
  });
  for (const draft of sheet.drafts) draft.resolution = resolve(draft.field, around(null, draft.field.corner), draft.parts);
  const votes = votesOf(sheet.drafts);
  for (const draft of sheet.drafts) {
    const majority = votes.get(draft.field.table) ?? null;
    if (!draft.resolution || draft.resolution.ambiguous || draft.resolution.score < 4 || (majority !== null && draft.resolution.measure.object !== majority))
      draft.resolution = resolve(draft.field, around(majority, draft.field.corner), draft.parts) ?? draft.resolution;
    draft.where = draft.resolution ? withTitle(sheet, draft, draft.resolution) : {};
  }
}

/** The class of things most blanks of each table are about. */
function votesOf(drafts: readonly Draft[]): Map<number, string> {
  const counts = new Map<number, Map<string, number>>();
  for (const { field, resolution } of drafts) {
    if (!resolution || resolution.ambiguous) continue;
    const table = counts.get(field.table) ?? new Map<string, number>();
    table.set(resolution.measure.object, (table.get(resolution.measure.object) ?? 0) + 1);
    counts.set(field.table, table);
  }
  return new Map([...counts].map(([table, objects]) => [table, [...objects].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '']));
}

/** A title that names one group says whom a bare 合计 or 女 is about; a title never narrows a blank that names its own. */
function withTitle(sheet: Sheet, draft: Draft, resolution: Resolution): Where {
  const { where, measure } = resolution;
  const { knowledge } = sheet.lexicon;
  const corner = draft.field.corner ? whereOf(phraseOf(draft.field.corner.text, sheet.lexicon), measure.object, knowledge) : null;
  const known = corner ? meetAll(onlyNew(corner, where, sheet, true), where) : where;
  const fromTitle = sheet.title && measure.object !== 'event' ? whereOf(sheet.title, measure.object, knowledge) : null;
  if (!sheet.title || !fromTitle) return known;
  const { printed, namesOne } = titleSays(sheet, sheet.title, measure.object);
  const says = resolution.released ? Object.fromEntries(Object.entries(fromTitle).filter(([facet]) => !knowledge.facets.get(facet)?.scope)) : fromTitle;
  const bands = Object.fromEntries(
    Object.entries(says).filter(
      ([facet, extent]) => extent.kind === 'interval' && printed.has(facet) && !(facet in known) && !impliesFacet(known, facet, sheet.lexicon),
    ),
  );
  const withBands = meetAll(bands, known);
  const groups = Object.keys(says).filter((facet) => says[facet]?.kind === 'members');
  if (!namesOne || !groups.every((facet) => namesGroup(facet, sheet.lexicon))) return withBands;
  if (!namesOwnGroup(draft.parts, measure.object)) return meetAll(says, withBands);
  const mentioned = new Set(
    draft.parts.flatMap(({ phrase }) =>
      [phrase, ...phrase.qualifiers].flatMap((part) => wordsOf(part).flatMap((word) => word.senses.flatMap((sense) => Object.keys(sense.where)))),
    ),
  );
  const refines =
    groups.every((facet) => !mentioned.has(facet)) &&
    groups.some((facet) =>
      Object.keys(knowledge.facets.get(facet)?.members[0]?.implies ?? knowledge.facets.get(facet)?.within ?? {}).some((other) => mentioned.has(other)),
    );
  return refines ? meetAll(says, withBands) : withBands;
}

interface TitleSays {
  /** Facets of the bands that the title prints, when it is about one thing. */
  readonly printed: ReadonlySet<string>;
  /** It names one group of things of the class. */
  readonly namesOne: boolean;
}

/** The same for all blanks of a sheet that are about one class. */
function titleSays(sheet: Sheet, title: Phrase, object: string): TitleSays {
  const known = sheet.titles.get(object);
  if (known) return known;
  const isAbout = (word: Word): boolean => word.senses.some((sense) => sense.object === object && Object.keys(sense.where).length > 0);
  const printed =
    title.conjuncts.filter((part) => part.words.length > 0).length <= 1
      ? title.conjuncts.concat(title.qualifiers.flatMap((qualifier) => qualifier.conjuncts)).flatMap((part) => part.intervals.map(({ facet }) => facet))
      : [];
  const about = title.conjuncts.filter((part) => part.words.some(isAbout));
  const words = new Set(about.flatMap((part) => part.words.filter(isAbout).map((word) => word.text)));
  const made = { printed: new Set(printed), namesOne: about.length === 1 && words.size === 1 };
  sheet.titles.set(object, made);
  return made;
}

/** Does a value already stated fix this facet by what it implies (孤儿 ⇒ under 18)? */
function impliesFacet(where: Where, facet: string, lexicon: Lexicon): boolean {
  return Object.entries(where).some(
    ([id, extent]) =>
      extent.kind === 'members' &&
      extent.members.some((member) => lexicon.knowledge.facets.get(id)?.members.find((other) => other.id === member)?.implies?.[facet] !== undefined),
  );
}

/** Facets by which a title can say whom the whole sheet is about: registers, populations, ages. */
function namesGroup(facet: string, lexicon: Lexicon): boolean {
  const definition = lexicon.knowledge.facets.get(facet);
  return (
    definition?.registered === true || definition?.expected === true || definition?.kind === 'interval' || definition?.kind === 'flag' || facet === 'person.sex'
  );
}

/** Of a corner's words only populations (实住) hold for every row. */
function onlyNew(says: Where, where: Where, sheet: Sheet, expectedOnly: boolean): Where {
  return Object.fromEntries(
    Object.entries(says).filter(([facet]) => !(facet in where) && (!expectedOnly || sheet.lexicon.knowledge.facets.get(facet)?.expected === true)),
  );
}

/** 人数 over a column says what is counted, not who. */
const COUNT_HEAD = /^总?[人户]数$/u;

/** Does any label name a group or the class itself, more than sex and age do? */
function namesOwnGroup(parts: readonly Part[], object: string): boolean {
  return parts.some(
    ({ phrase, near }) =>
      near !== 'around' &&
      wordsOf(phrase).some((word) =>
        word.senses.some(
          (sense) =>
            sense.object === object &&
            sense.measure === null &&
            ((sense.head && !COUNT_HEAD.test(word.text)) || Object.keys(sense.where).some((facet) => facet !== 'person.sex')),
        ),
      ),
  );
}

// ---- notes' populations ---------------------------------------------------------------------------------------------

function layScope(sheet: Sheet, draft: Draft): void {
  const { resolution } = draft;
  if (!resolution) return;
  const { object } = resolution.measure;
  const states = statesPopulation(draft.where, sheet.lexicon);
  if (states) return;
  const applied = remarkScope(sheet, draft, object) ?? scopeFor(draft.naming, object, sheet.notes.scopes);
  if (resolution.released || (object !== 'person' && applied?.where && isRegistered(draft.where, sheet.lexicon))) return;
  if (applied?.where) {
    draft.where = meetAll(applied.where, draft.where);
    draft.evidence.push({ says: titleOfWhere(applied.where, sheet.lexicon), label: applied.source, from: 'note' });
    return;
  }
  if (applied?.release) {
    draft.evidence.push({ says: '在册', label: applied.source, from: 'note' });
    draft.doubts.push({ kind: 'scopeNotStated', words: 'released' });
    return;
  }
  const title = sheet.title ? whereOf(sheet.title, object, sheet.lexicon.knowledge) : null;
  const population = title ? Object.fromEntries(Object.entries(title).filter(([facet]) => sheet.lexicon.knowledge.facets.get(facet)?.expected)) : {};
  if (Object.keys(population).length > 0 && !isRegistered(draft.where, sheet.lexicon)) draft.where = meetAll(population, draft.where);
}

/** A remark in the blank's own row (口径: 常住) speaks of that row alone. */
function remarkScope(sheet: Sheet, draft: Draft, object: string): Applied | null {
  for (const note of draft.field.notes) {
    const phrase = phraseOf(note.text.replace(/口径/gu, ''), sheet.lexicon);
    const says = Object.fromEntries(
      Object.entries(whereOf(phrase, object, sheet.lexicon.knowledge) ?? {}).filter(([facet]) => sheet.lexicon.knowledge.facets.get(facet)?.scope),
    );
    const isClear = unknownOf(phrase).join('').length <= note.text.length / 2;
    if (isClear && Object.keys(says).length > 0) return { where: says, release: false, source: note };
    if (phrase.releases) return { where: null, release: true, source: note };
  }
  return null;
}

/** 应参保人数按常住人口统计 holds for 已参保 and 未参保 beside it: blanks of one row share a population that all of the row's others agree on. */
function shareScope(sheet: Sheet, draft: Draft): void {
  const { resolution } = draft;
  if (
    !resolution ||
    draft.field.columnPath.length === 0 ||
    resolution.released ||
    statesPopulation(draft.where, sheet.lexicon) ||
    isRegistered(draft.where, sheet.lexicon) ||
    draft.doubts.some(({ words }) => words === 'released')
  )
    return;
  const { object } = resolution.measure;
  const stated = lineOf(sheet, draft, 'column').flatMap((other) =>
    other !== draft && other.field.table === draft.field.table && other.resolution?.measure.object === object ? expectedOf(other.where, sheet.lexicon) : [],
  );
  const [first] = stated;
  if (first && stated.every((other) => other.facet === first.facet && contains(other.extent, first.extent) && contains(first.extent, other.extent)))
    draft.where = { ...draft.where, [first.facet]: first.extent };
}

function expectedOf(where: Where, lexicon: Lexicon): { facet: string; extent: Where[string] }[] {
  return Object.entries(where).flatMap(([facet, extent]) => (lexicon.knowledge.facets.get(facet)?.expected ? [{ facet, extent }] : []));
}

function statesPopulation(where: Where, lexicon: Lexicon): boolean {
  return Object.keys(where).some((facet) => lexicon.knowledge.facets.get(facet)?.expected);
}

function isRegistered(where: Where, lexicon: Lexicon): boolean {
  return Object.keys(where).some((facet) => lexicon.knowledge.facets.get(facet)?.registered === true);
}

/** A population that departments are known to count differently must be stated somewhere; where it is not, a person is asked. */
function checkScope(sheet: Sheet, draft: Draft): void {
  const released = draft.doubts.some(({ words }) => words === 'released') || draft.resolution?.released === true;
  for (let index = draft.doubts.length - 1; index >= 0; index--) if (draft.doubts[index]?.words === 'released') draft.doubts.splice(index, 1);
  if (released || !draft.point) return;
  const missing = new Set<string>();
  draft.point = mapPlain(draft.point, (point) => {
    const expected = unstatedOf(sheet, draft, point);
    for (const { title } of expected) missing.add(title);
    return expected.length === 0 ? point : { ...point, open: [...point.open, `口径未注明:${sheet.form.requirement}`].sort() };
  });
  if (missing.size > 0) draft.doubts.push({ kind: 'scopeNotStated', words: [...missing].join('、') });
}

/** Populations that a plain point should state and does not; a register is its own population. */
function unstatedOf(sheet: Sheet, draft: Draft, point: PlainPoint): readonly { readonly title: string }[] {
  if (point.measure.kind === 'value' || isRegistered(point.where, sheet.lexicon) || scopeFor(draft.naming, point.object, sheet.notes.scopes)?.release === true)
    return [];
  return populationsOf(point.object, sheet.lexicon.knowledge).filter((facet) => !(facet.id in point.where));
}

function mapPlain(point: DataPoint, change: (plain: PlainPoint) => PlainPoint): DataPoint {
  const changed = (part: PlainPoint | SumPoint): PlainPoint | SumPoint =>
    part.kind === 'plain' ? change(part) : { ...part, terms: part.terms.map((term) => ({ ...term, point: change(term.point) })) };
  return point.kind === 'ratio' ? { ...point, numerator: changed(point.numerator), denominator: changed(point.denominator) } : changed(point);
}

/** The facets by which departments count things of a class differently; looked for once for each knowledge. */
function populationsOf(object: string, knowledge: Knowledge): readonly Facet[] {
  const known = populations.get(knowledge) ?? [...knowledge.facets.values()].filter((facet) => facet.expected);
  populations.set(knowledge, known);
  return known.filter((facet) => facet.object === object);
}

const populations = new WeakMap<Knowledge, readonly Facet[]>();

// ---- what neighbours tell -------------------------------------------------------------------------------------------

const PURE_TOTAL = (phrase: Phrase): boolean => phrase.isTotal && isEmptyPhrase(phrase);

/** 其他X beside named kinds of X is every X but those. */
function restrictOthers(sheet: Sheet, draft: Draft): void {
  const { resolution } = draft;
  const { lexicon } = sheet;
  if (!resolution) return;
  const { object } = resolution.measure;
  for (const axis of ['row', 'column'] as const) {
    const own = lastPart(draft, axis);
    const rest = own ? lexicon.grammar.others.exec(normalise(own.label.text)) : null;
    if (!own || !rest || wordsOf(own.phrase).some((word) => lexicon.grammar.others.test(word.text))) continue;
    const peers = lineOf(sheet, draft, axis).filter(
      (other) => other.field.table === draft.field.table && other.resolution?.measure.object === object && other.parts.some((part) => part.axis === axis),
    );
    const named = peers.map((peer) => whereOf(lastPart(peer, axis)?.phrase ?? own.phrase, object, lexicon.knowledge) ?? {});
    const facet = mostCommon(named.flatMap((where) => Object.keys(where).filter((id) => where[id]?.kind === 'members')));
    const members = facet ? (lexicon.knowledge.facets.get(facet)?.members.map(({ id }) => id) ?? []) : [];
    if (!facet || members.length < 3) continue;
    const within = whereOf(phraseOf(rest[1] ?? '', lexicon), object, lexicon.knowledge)?.[facet];
    const whole = within?.kind === 'members' ? within.members : members.filter((id) => id !== 'none');
    const taken = new Set(
      named.flatMap((where) => {
        const extent = where[facet];
        return extent?.kind === 'members' && extent.members.length < whole.length ? extent.members : [];
      }),
    );
    const left = whole.filter((id) => !taken.has(id));
    if (left.length === 0 || taken.size === 0) continue;
    draft.where = { ...draft.where, [facet]: { kind: 'members', members: left } };
    draft.resolution = { ...resolution, unknown: resolution.unknown.filter((text) => !/^[其它他余外]+$/u.test(text)) };
  }
}

function mostCommon(texts: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const best = [...counts].sort((a, b) => b[1] - a[1])[0];
  return best && best[1] >= 2 ? best[0] : null;
}

/** A bare 合计 stands for all its parts: those that a printed equation adds up, or age bands that follow one another. */
function restrictTotals(sheet: Sheet, draft: Draft): void {
  const { resolution } = draft;
  if (!resolution) return;
  const { object } = resolution.measure;
  for (const axis of ['row', 'column'] as const) {
    const own = draft.parts.filter((part) => part.axis === axis);
    const total = [...own].reverse().find(({ phrase }) => PURE_TOTAL(phrase));
    if (
      !total ||
      draft.field.formula !== null ||
      own.some((part) => part !== total && axis === 'column' && whereOf(part.phrase, object, sheet.lexicon.knowledge) !== null && !isSexOnly(part.phrase))
    )
      continue;
    const isLeaf = own.at(-1) === total;
    const peers = lineOf(sheet, draft, axis).filter((other) => other.field.table === draft.field.table && other.resolution?.measure.object === object);
    const extents = partExtents(sheet, draft, total, peers, axis, isLeaf);
    for (const [facet, extent] of extents) {
      const before = draft.where[facet];
      if (!before) draft.where = { ...draft.where, [facet]: extent };
      else if (meet(before, extent)) draft.where = meetAll(draft.where, { [facet]: extent });
    }
  }
}

function isSexOnly(phrase: Phrase): boolean {
  return wordsOf(phrase).every((word) => word.senses.every((sense) => Object.keys(sense.where).join() === 'person.sex'));
}

/** Blanks that differ from this one only along an axis: the same column for rows, the same row for columns. */
function lineOf(sheet: Sheet, { field }: Draft, axis: 'row' | 'column'): Draft[] {
  const line = axis === 'row' ? sheet.byColumn.get(field.column) : sheet.byRow.get(field.row);
  return (line ?? []).filter((other) => other.field.cell !== field.cell);
}

function linesOf(drafts: readonly Draft[], lineNumber: (field: FieldReading) => number): Map<number, Draft[]> {
  const lines = new Map<number, Draft[]>();
  for (const draft of drafts) {
    const line = lines.get(lineNumber(draft.field));
    if (line) line.push(draft);
    else lines.set(lineNumber(draft.field), [draft]);
  }
  return lines;
}

function partExtents(
  sheet: Sheet,
  draft: Draft,
  total: Part,
  peers: readonly Draft[],
  axis: 'row' | 'column',
  isLeaf: boolean,
): Map<string, ReturnType<typeof union>> {
  const result = new Map<string, ReturnType<typeof union>>();
  const code = axis === 'row' ? draft.field.rowCode : draft.field.columnCode;
  for (const relation of code ? sheet.notes.relations : []) {
    if (relation.comparison !== '=' || relation.left.length !== 1 || !isLeaf || !sameRef(relation.left[0]?.ref, code)) continue;
    const parts = relation.right.map(({ ref }) => peers.find((peer) => sameRef(ref, axis === 'row' ? peer.field.rowCode : peer.field.columnCode)));
    for (const [facet, extent] of unionOfParts(parts, axis, total, sheet.lexicon, false)) result.set(facet, extent);
  }
  if (result.size > 0) return result;
  if (!isLeaf) return extentsOfGroup(sheet, draft, total, peers, axis);
  const siblings = peers.filter((peer) => isSibling(peer, draft, axis));
  const isAfter = siblings.length > 0 && siblings.every((peer) => (axis === 'row' ? peer.field.row < draft.field.row : peer.field.column < draft.field.column));
  return unionOfParts(siblings, axis, total, sheet.lexicon, !isAfter);
}

/** 合计 over 小计, 男, 女: what its first column stands for holds for all of them. */
function extentsOfGroup(sheet: Sheet, draft: Draft, total: Part, peers: readonly Draft[], axis: 'row' | 'column'): Map<string, ReturnType<typeof union>> {
  const first = peers.find(
    (peer) =>
      peer.parts.some((part) => part.axis === axis && part.label.cell === total.label.cell) &&
      PURE_TOTAL(lastPart(peer, axis)?.phrase ?? total.phrase) &&
      lastPart(peer, axis)?.label.cell !== total.label.cell,
  );
  const leaf = first ? lastPart(first, axis) : undefined;
  return first && leaf ? partExtents(sheet, first, leaf, [...peers.filter((peer) => peer !== first), draft], axis, true) : new Map();
}

function lastPart(draft: Draft, axis: 'row' | 'column'): Part | undefined {
  return draft.parts.filter((part) => part.axis === axis).at(-1);
}

function isSibling(peer: Draft, draft: Draft, axis: 'row' | 'column'): boolean {
  const [a, b] = [lastPart(peer, axis), lastPart(draft, axis)];
  if (!a || !b || a.label.relation === 'ofWhich' || PURE_TOTAL(a.phrase)) return false;
  const outer = (other: Draft): string[] =>
    other.parts
      .filter((part) => part.axis === axis)
      .slice(0, -1)
      .map(({ label }) => label.cell);
  const [inner, whole] = [outer(peer), outer(draft)];
  return whole.every((cell, index) => inner[index] === cell);
}

function sameRef(ref: string | undefined, code: string | null): boolean {
  return ref !== undefined && code !== null && (ref === code || plainRef(ref) === plainRef(code));
}

/** "(03)", "03" and "3" name the same row. */
function plainRef(ref: string): string {
  const plain = normalise(ref).replace(/^\((.*)\)$/u, '$1');
  return /^\d+$/.test(plain) ? String(Number(plain)) : plain;
}

/**
 * What the parts cover together, facet by facet that all of them state: nothing for a facet that they exhaust or in which they
 * overlap. A total that stands before its parts (`guess`) may have parts that are not printed, so only bands and "all but none" count.
 */
function unionOfParts(
  parts: readonly (Draft | undefined)[],
  axis: 'row' | 'column',
  total: Part,
  lexicon: Lexicon,
  guess: boolean,
): Map<string, Where[string]> {
  const result = new Map<string, Where[string]>();
  if (parts.length < 2 || parts.some((part) => !part?.resolution)) return result;
  const object = parts[0]?.resolution?.measure.object ?? '';
  const own = parts.map(
    (part) =>
      part?.parts
        .filter((other) => other.axis === axis && other.label.cell !== total.label.cell)
        .reduce<Where>((where, other) => meetAll(where, whereOf(other.phrase, object, lexicon.knowledge) ?? {}), {}) ?? {},
  );
  for (const facet of new Set(own.flatMap((where) => Object.keys(where)))) {
    const extents = own.every((where) => facet in where) ? distinct(own.flatMap((where) => where[facet] ?? [])) : [];
    if (extents.length < 2 || !extents.every((extent, index) => extents.slice(index + 1).every((other) => meet(extent, other) === null))) continue;
    const whole = covered(facet, extents, lexicon, guess);
    if (whole) result.set(facet, whole);
  }
  return result;
}

function covered(facet: string, extents: readonly Where[string][], lexicon: Lexicon, guess: boolean): Where[string] | null {
  const whole = extents.reduce((a, b) => union(a, b));
  if (whole.kind === 'interval') return isContiguous(extents) ? whole : null;
  const members = lexicon.knowledge.facets.get(facet)?.members ?? [];
  const missing = members.filter(({ id }) => !whole.members.includes(id));
  if (missing.length === 0 || (guess && !(missing.length === 1 && (missing[0]?.id === 'none' || missing[0]?.id === 'other')))) return null;
  return { kind: 'members', members: members.filter(({ id }) => whole.members.includes(id)).map(({ id }) => id) };
}

function distinct(extents: readonly Where[string][]): Where[string][] {
  return extents.filter((extent, index) => !extents.slice(0, index).some((other) => contains(other, extent) && contains(extent, other)));
}

function isContiguous(extents: readonly { kind: string }[]): boolean {
  const bands = extents
    .flatMap((extent) => (extent.kind === 'interval' ? [extent as { kind: 'interval'; from: number | null; to: number | null }] : []))
    .sort((a, b) => (a.from ?? -1) - (b.from ?? -1));
  return bands.every((band, index) => index === 0 || (bands[index - 1]?.to ?? Infinity) + 1 === band.from);
}

/** 参加人次 without an event of its own belongs to the event named last before it. */
function lendEventKind(sheet: Sheet, draft: Draft): void {
  const { resolution } = draft;
  if (resolution?.measure.object !== 'event' || 'event.kind' in draft.where) return;
  const index = sheet.drafts.indexOf(draft);
  const before = sheet.drafts.slice(0, index).filter((other) => other.resolution?.measure.object === 'event' && 'event.kind' in other.where);
  const sameRow = before.filter((other) => other.field.row === draft.field.row && draft.field.columnPath.length === 0).at(-1);
  const above = before.filter((other) => other.field.column === draft.field.column).at(-1);
  const kind = (sameRow ?? above ?? before.at(-1))?.where['event.kind'];
  const fromTitle = sheet.title ? whereOf(sheet.title, 'event', sheet.lexicon.knowledge)?.['event.kind'] : undefined;
  const lent = kind ?? fromTitle;
  if (lent) draft.where = { ...draft.where, 'event.kind': lent };
}

function plainPoint(sheet: Sheet, draft: Draft): PlainPoint | null {
  const { resolution } = draft;
  if (!resolution) return null;
  const { measure } = resolution;
  if (resolution.conflict !== null) draft.doubts.push({ kind: 'conflictingLabels', words: resolution.conflict });
  if (resolution.unknown.length > 0) draft.doubts.push({ kind: 'unknownWords', words: resolution.unknown.join('、') });
  if (resolution.doubtfulBound !== null) draft.doubts.push({ kind: 'boundNotStated', words: resolution.doubtfulBound });
  if (resolution.ambiguous) draft.doubts.push({ kind: 'ambiguousObject', words: draft.parts.at(-1)?.label.text ?? '' });
  return {
    kind: 'plain',
    object: measure.object,
    measure: measureOf(measure),
    where: measure.kind === 'value' ? {} : draft.where,
    open: resolution.unknown,
    period:
      sheet.lexicon.knowledge.objects.get(measure.object)?.kind === 'flow'
        ? resolution.period === 'toDate' && sheet.form.frequency !== 'annual'
          ? 'toDate'
          : 'flow'
        : 'instant',
  };
}

function measureOf(measure: MeasureDef): PlainPoint['measure'] {
  switch (measure.kind) {
    case 'count':
      return { kind: 'count' };
    case 'sum':
      return { kind: 'sum', of: measure.of ?? measure.id };
    case 'value':
      return { kind: 'value', of: measure.of ?? measure.id };
  }
}

// ---- formulas and printed equations ---------------------------------------------------------------------------------

/** A formula that adds up understood blanks says what its cell is; so does a printed equation, for words no lexicon knows. */
function addUp(sheet: Sheet): void {
  const waiting = new Map(
    sheet.drafts.flatMap((draft) => {
      const terms = termsOf(sheet, draft);
      return terms ? [[draft, terms] as const] : [];
    }),
  );
  for (let before = -1; waiting.size !== before;) {
    before = waiting.size;
    for (const [draft, terms] of waiting)
      if (!terms.some(({ cell }) => isWaiting(sheet, waiting, cell, draft)) && becomesSum(sheet, draft, terms)) waiting.delete(draft);
  }
}

function isWaiting(sheet: Sheet, waiting: ReadonlyMap<Draft, unknown>, cell: string, draft: Draft): boolean {
  const other = sheet.byCell.get(cell);
  return other !== undefined && other !== draft && waiting.has(other);
}

function becomesSum(sheet: Sheet, draft: Draft, terms: readonly CellTerm[]): boolean {
  const sum = sumOf(sheet, terms);
  if (!sum) return true;
  draft.point = sum;
  draft.evidence.push({ says: 'Σ', label: { text: draft.field.formula ?? '', cell: draft.field.cell }, from: 'formula' });
  draft.doubts.splice(0, draft.doubts.length, ...draft.doubts.filter(({ kind }) => kind !== 'unknownWords' && kind !== 'conflictingLabels'));
  return true;
}

function termsOf(sheet: Sheet, draft: Draft): readonly CellTerm[] | null {
  const formula = draft.field.formula ? formulaMeaning(draft.field.formula) : null;
  if (formula?.kind === 'sum') return formula.terms;
  const needsHelp = draft.point === null || (draft.point.kind === 'plain' && draft.point.open.length > 0);
  if (!needsHelp || draft.field.formula !== null || isRatio(sheet, draft)) return null;
  for (const relation of sheet.notes.relations) {
    const terms = relation.comparison === '=' && relation.left.length === 1 ? relationTerms(sheet, draft, relation) : null;
    if (terms) return terms;
  }
  return null;
}

function relationTerms(sheet: Sheet, draft: Draft, relation: PrintedRelation): readonly CellTerm[] | null {
  for (const axis of ['row', 'column'] as const) {
    const code = axis === 'row' ? draft.field.rowCode : draft.field.columnCode;
    if (!sameRef(relation.left[0]?.ref, code)) continue;
    const peers = lineOf(sheet, draft, axis);
    const found = relation.right.map(({ ref, sign }) => ({
      sign,
      cell: peers.find((peer) => sameRef(ref, axis === 'row' ? peer.field.rowCode : peer.field.columnCode))?.field.cell,
    }));
    if (found.every((term): term is CellTerm => term.cell !== undefined)) return found;
  }
  return null;
}

/** Understood plain or summed blanks added up, in units that agree; null when one of them is not understood. */
function sumOf(sheet: Sheet, terms: readonly CellTerm[]): SumPoint | PlainPoint | null {
  const parts: { coefficient: number; point: PlainPoint }[] = [];
  for (const { cell, sign } of terms) {
    const point = sheet.byCell.get(cell)?.point;
    if (point?.kind === 'plain' && point.open.length === 0) parts.push({ coefficient: sign, point });
    else if (point?.kind === 'sum') parts.push(...point.terms.map((term) => ({ ...term, coefficient: term.coefficient * sign })));
    else return null;
  }
  const [first] = parts;
  if (!first || parts.some(({ point }) => point.object !== first.point.object || point.period !== first.point.period)) return null;
  return parts.length === 1 && first.coefficient === 1 ? first.point : { kind: 'sum', terms: parts, period: first.point.period };
}

// ---- ratios ---------------------------------------------------------------------------------------------------------

function isRatio(sheet: Sheet, draft: Draft): boolean {
  const { lexicon } = sheet;
  const { unit } = unitOf(draft.field, draft.parts, null, lexicon);
  if (unit && lexicon.ratioUnits.has(unit.base)) return true;
  if (draft.field.formula && formulaMeaning(draft.field.formula)?.kind === 'ratio') return true;
  return unit === null && ratioLabel(draft, lexicon) !== null;
}

function ratioLabel(draft: Draft, lexicon: Lexicon): string | null {
  const own = [lastPart(draft, 'column'), lastPart(draft, 'row')].flatMap((part) =>
    part ? [normalise(part.label.text).replace(lexicon.grammar.footnoteMarks, '')] : [],
  );
  return own.find((text) => lexicon.grammar.ratioLabel.test(text)) ?? null;
}

/** By its formula, else as printed in the notes, else by its words (X占Y比例, 人均X, X率). */
function readRatio(sheet: Sheet, draft: Draft): void {
  const found = ratioFromFormula(sheet, draft) ?? ratioFromNotes(sheet, draft) ?? ratioFromWords(sheet, draft);
  draft.doubts.splice(0, draft.doubts.length, ...draft.doubts.filter(({ words }) => words === 'released'));
  if (found) {
    draft.point = { kind: 'ratio', ...found };
    return;
  }
  draft.doubts.push({ kind: 'ratioNotResolved', words: draft.parts.at(-1)?.label.text ?? '' });
  draft.point = null;
}

type Fraction = { numerator: PlainPoint | SumPoint; denominator: PlainPoint | SumPoint; factor: string; decimals: number };

function ratioFromFormula(sheet: Sheet, draft: Draft): Fraction | null {
  const formula = draft.field.formula ? formulaMeaning(draft.field.formula) : null;
  if (formula?.kind !== 'ratio') return null;
  const numerator = sumOf(sheet, formula.numerator);
  const denominator = sumOf(sheet, formula.denominator);
  return numerator && denominator
    ? { numerator, denominator, factor: unitFactor(sheet, formula.factor, formula.numerator, formula.denominator), decimals: formula.decimals }
    : null;
}

/** A formula divides numbers in the form's units; the ratio is of base units. */
function unitFactor(sheet: Sheet, factor: string, numerator: readonly CellTerm[], denominator: readonly CellTerm[]): string {
  const scale = (terms: readonly CellTerm[]): number => Number(sheet.byCell.get(terms[0]?.cell ?? '')?.resolution?.unit?.factor ?? 1);
  const value = (Number(factor) * scale(denominator)) / scale(numerator);
  return Number.isFinite(value) ? String(Number(value.toPrecision(12))) : factor;
}

function ratioFromNotes(sheet: Sheet, draft: Draft): Fraction | null {
  const names = [...draft.naming.own, ...draft.naming.texts];
  const code = draft.field.rowCode;
  const column = draft.field.columnCode;
  const candidates = sheet.notes.ratios.filter(({ name }) => {
    const plain = name.replace(/^第|[项行列栏]$/gu, '');
    return (
      names.some((text) => text.includes(name) || text.replace(/\(.*\)/gu, '') === name || (name.length > 2 && text.replace(/\(.*?\)/gu, '').endsWith(name))) ||
      sameRef(plain, code) ||
      sameRef(plain, column)
    );
  });
  for (const ratio of candidates) {
    const numerator = operand(sheet, draft, ratio.numerator);
    const denominator = operand(sheet, draft, ratio.denominator);
    if (numerator && denominator) return { numerator, denominator, factor: factorOf(draft, ratio), decimals: 2 };
  }
  return null;
}

function factorOf(draft: Draft, ratio: PrintedRatio): string {
  if (ratio.factor !== '1') return ratio.factor;
  const isPercent = [draft.field.unit?.text, ...draft.parts.map(({ phrase }) => phrase.unit)].some((unit) => unit === '%' || unit === '％');
  return isPercent ? '100' : '1';
}

/** "5", "城乡居民+城镇职工" or "应参保人数" of a printed ratio: blanks of this row or column, else words in this row's context. */
function operand(sheet: Sheet, draft: Draft, text: string): PlainPoint | SumPoint | null {
  const parts = text
    .replace(/^\(|\)$/gu, '')
    .replace(/[()]/gu, '')
    .split(/[+＋]/u);
  const cells = parts.map((part) => blankNamed(sheet, draft, part.replace(/^第|[项行列栏]$/gu, '')));
  if (cells.every((cell) => cell !== null))
    return sumOf(
      sheet,
      cells.map((cell) => ({ sign: 1, cell })),
    );
  return parts.length === 1 ? pointOfWords(sheet, draft, parts[0] ?? '') : null;
}

function blankNamed(sheet: Sheet, draft: Draft, name: string): string | null {
  const ref = /^第?([\dA-Za-z.①-⑳]+)[项行列栏]/u.exec(name)?.[1] ?? name.replace(/^第|[项行列栏]$/gu, '');
  const inColumn = lineOf(sheet, draft, 'row').filter((other) => other.field.table === draft.field.table);
  const inRow = lineOf(sheet, draft, 'column').filter((other) => other.field.table === draft.field.table);
  if (/^[\d()①-⑳A-Za-z.]+$/u.test(ref)) {
    return (
      (
        inColumn.find((other) => sameRef(ref, other.field.rowCode)) ??
        inRow.find((other) => sameRef(ref, other.field.columnCode)) ??
        sheet.drafts.find((other) => sameRef(ref, other.field.rowCode))
      )?.field.cell ?? null
    );
  }
  const bare = (text: string): string =>
    normalise(text)
      .replace(/\(.*?\)/gu, '')
      .replace(/(?:人数|件数|户数|数量|总数|数)$/u, '')
      .replace(/^(?:本半年|本季|本月|本年|本期|全年|当月)/u, '');
  const named = (others: readonly Draft[], axis: 'row' | 'column'): Draft | undefined =>
    others.find((other) => bare(lastPart(other, axis)?.label.text ?? '') === bare(ref)) ??
    others.find((other) => bare(ref).length >= 2 && bare(lastPart(other, axis)?.label.text ?? '').endsWith(bare(ref)));
  const pairs = sheet.drafts.filter((other) => other !== draft && other.field.columnPath.length === 0);
  return (named(inRow, 'column') ?? named(inColumn, 'row') ?? named(pairs, 'row'))?.field.cell ?? null;
}

/** Words alone as a data point, within what the blank's own outer labels and the notes say. */
function pointOfWords(sheet: Sheet, draft: Draft, text: string): PlainPoint | null {
  const words = text.replace(/^(?:本半年|本季|本月|本年|本期|全年|当月|期末|年末)/u, '');
  const field: FieldReading = {
    ...draft.field,
    section: [],
    rowPath: [{ text: words, cell: draft.field.cell, relation: 'below' }],
    columnPath: [],
    unit: null,
    formula: null,
  };
  const resolution = resolve(field, { lexicon: sheet.lexicon, title: null, corner: null, tableUnit: null, tableObject: null });
  if (!resolution || resolution.unknown.length > 0) return null;
  const other: Draft = { ...draft, field, parts: resolution.parts, resolution, where: resolution.where, point: null, evidence: [], doubts: [] };
  layScope(sheet, other);
  if (Object.keys(other.where).length === 0 && resolution.measure.kind === 'count') return null;
  return plainPoint(sheet, other);
}

function ratioFromWords(sheet: Sheet, draft: Draft): Fraction | null {
  const { grammar } = sheet.lexicon;
  const label = ratioLabel(draft, sheet.lexicon) ?? normalise(draft.parts.at(-1)?.label.text ?? '');
  const text = label.replace(/\((?:%|％|人\/户|[^()]*\/[^()]*)\)/gu, '');
  const share = grammar.ratioOf.exec(text);
  if (share?.[1] && share[2]) return fraction(sheet, draft, share[1], share[2], '100');
  const each = grammar.perPerson.exec(text)?.[1];
  if (each) return fraction(sheet, draft, each, '常住人口', '1');
  const perHousehold = grammar.perHousehold.exec(text)?.[1];
  if (perHousehold) return householdFraction(sheet, draft, perHousehold);
  return rateOf(sheet, draft, grammar.rate.exec(text)?.[1] ?? '');
}

function fraction(sheet: Sheet, draft: Draft, numeratorWords: string, denominatorWords: string, factor: string): Fraction | null {
  const numerator = operand(sheet, draft, numeratorWords);
  const denominator = operand(sheet, draft, denominatorWords);
  return numerator && denominator ? { numerator, denominator, factor, decimals: 2 } : null;
}

/** 平均每户人口: persons and households of one population. */
function householdFraction(sheet: Sheet, draft: Draft, words: string): Fraction | null {
  const scope = draft.parts
    .flatMap(({ phrase }) => Object.entries(whereOf(phrase, 'person', sheet.lexicon.knowledge) ?? {}))
    .find(([facet]) => facet === 'person.residence')?.[1];
  if (!scope || !/人口|人数/u.test(words)) return fraction(sheet, draft, words, '常住户数', '1');
  const point = (object: string): PlainPoint => ({
    kind: 'plain',
    object,
    measure: { kind: 'count' },
    where: { [`${object}.residence`]: scope },
    open: [],
    period: 'instant',
  });
  return { numerator: point('person'), denominator: point('household'), factor: '1', decimals: 2 };
}

/** X率: those of the row's population that are X, out of the row's population. */
function rateOf(sheet: Sheet, draft: Draft, words: string): Fraction | null {
  const field: FieldReading = {
    ...draft.field,
    unit: null,
    formula: null,
    rowPath: draft.field.rowPath.map((label) => ({ ...label, text: stripRate(label.text, words) })),
    columnPath: draft.field.columnPath.map((label) => ({ ...label, text: stripRate(label.text, words) })),
  };
  const resolution = resolve(field, { lexicon: sheet.lexicon, title: sheet.title, corner: null, tableUnit: null, tableObject: null });
  if (!resolution || resolution.unknown.length > 0) return null;
  const other: Draft = { ...draft, field, parts: resolution.parts, resolution, where: resolution.where, point: null, evidence: [], doubts: [] };
  layScope(sheet, other);
  lendEventKind(sheet, other);
  const numerator = plainPoint(sheet, other);
  const rated = lastStatement(words, resolution.measure.object, sheet.lexicon);
  if (!numerator || Object.keys(rated).length === 0) return null;
  const keep = Object.entries(numerator.where).filter(([facet]) => !(facet in rated) || facet === 'event.kind');
  const population = Object.fromEntries(keep.filter(([facet]) => facet !== 'event.kind' || numerator.object === 'event'));
  return { numerator, denominator: { ...numerator, where: population }, factor: '100', decimals: 2 };
}

/** Of 小场所合格 what is rated is the last word: 合格. */
function lastStatement(words: string, object: string, lexicon: Lexicon): Where {
  const senses = wordsOf(phraseOf(words, lexicon)).flatMap(
    (word) => word.senses.find((sense) => sense.object === object && Object.keys(sense.where).length > 0) ?? [],
  );
  return senses.at(-1)?.where ?? {};
}

function stripRate(text: string, words: string): string {
  const plain = normalise(text);
  return plain.includes(`${words}率`) ? plain.replace(/率.*$/u, '') : text;
}

// ---- results --------------------------------------------------------------------------------------------------------

function meaningOf(sheet: Sheet, draft: Draft): FieldMeaning {
  const { field, resolution } = draft;
  const point = draft.point ?? openPoint(sheet, draft);
  const unit = resolution?.unit ?? ratioUnit(draft, sheet.lexicon);
  return {
    key: `${sheet.form.requirement}|${field.sheet}|${field.cell}`,
    requirement: sheet.form.requirement,
    department: sheet.form.department,
    frequency: sheet.form.frequency,
    reading: field,
    title: [...field.section, ...field.rowPath, ...field.columnPath].map(({ text }) => text.replace(/\s+/gu, '')).join(' › '),
    point,
    textual: point.kind === 'plain' && point.measure.kind === 'value' && (resolution?.measure.units.includes('文本') ?? false),
    unit: unit ? fieldUnit(unit) : null,
    evidence: [...evidenceOf(sheet, draft), ...draft.evidence],
    doubts: draft.doubts,
  };
}

function fieldUnit(unit: Unit): FieldUnit {
  return { text: unit.text, base: unit.base, factor: unit.factor };
}

function ratioUnit(draft: Draft, lexicon: Lexicon): Unit | null {
  const text = draft.field.unit?.text ?? draft.parts.map(({ phrase }) => phrase.unit).find((unit) => unit !== null) ?? null;
  return text === null ? null : (lexicon.units.get(normalise(text)) ?? null);
}

/** Nothing known fits: the words themselves are the identity, within this requirement's own table. */
function openPoint(sheet: Sheet, draft: Draft): PlainPoint {
  const words = [...draft.field.section, ...draft.field.rowPath, ...draft.field.columnPath].map(({ text }) => normalise(text));
  if (draft.doubts.length === 0) draft.doubts.push({ kind: 'unknownWords', words: words.at(-1) ?? '' });
  return { kind: 'plain', object: 'unknown', measure: { kind: 'count' }, where: {}, open: [sheet.form.requirement, ...words], period: 'instant' };
}

function evidenceOf(sheet: Sheet, draft: Draft): Evidence[] {
  const object = draft.resolution?.measure.object;
  if (!object) return [];
  return draft.parts.flatMap(({ phrase, label, axis }): Evidence[] => {
    const says = whereOf(phrase, object, sheet.lexicon.knowledge);
    return says && Object.keys(says).length > 0 ? [{ says: titleOfWhere(says, sheet.lexicon), label: { text: label.text, cell: label.cell }, from: axis }] : [];
  });
}

/** "性别=女, 年龄(周岁) 60—69" for people. */
export function titleOfWhere(where: Where, lexicon: Lexicon): string {
  return Object.entries(where)
    .map(([id, extent]) => {
      const facet = lexicon.knowledge.facets.get(id);
      const values =
        extent.kind === 'interval'
          ? `${extent.from ?? ''}—${extent.to ?? ''}`
          : extent.members.map((member) => facet?.members.find((other) => other.id === member)?.title ?? member).join('/');
      return `${facet?.title ?? id}=${values}`;
    })
    .join(', ');
}

function rosterMeaning(sheet: Sheet, roster: SheetReading['rosters'][number], attributes: Attributes): RosterMeaning {
  const title = sheet.input.reading.title?.text ?? roster.sheet;
  const object = rosterObject(roster, title, sheet.lexicon, attributes);
  const about = sheet.input.reading.notes
    .flatMap((note) => note.text.split(/[。；;\n]/u))
    .map(normalise)
    .filter((text) => /(?:登记|发放|采集|填报|列入|统计|只)[^,]{0,6}(?:范围|对象|的|填|登记)|^注?[:]?登记|只/u.test(text))
    .map((text) => text.replace(/^.*?(?:范围|对象)[:为是]?|^.*?(?:只登记|只填|登记)/u, ''));
  return {
    key: `${sheet.form.requirement}|${roster.sheet}|${roster.columns[0]?.cell ?? ''}`,
    requirement: sheet.form.requirement,
    department: sheet.form.department,
    frequency: sheet.form.frequency,
    reading: roster,
    title,
    object,
    where: membershipOf(title, about, object, sheet.lexicon),
    columns: columnMeanings(roster, object, attributes),
  };
}

/** Printed relations as relations between fields, along rows (every column) or columns (every row). */
function relationsOf(sheet: Sheet): FieldRelation[] {
  if (sheet.notes.relations.length === 0) return [];
  const columns = [...sheet.byColumn.values()].map((line) => byCode(line, ({ rowCode }) => rowCode));
  const rows = [...sheet.byRow.values()].map((line) => byCode(line, ({ columnCode }) => columnCode));
  return sheet.notes.relations.flatMap((relation) => [...columns, ...rows].flatMap((line) => alongLine(sheet, relation, line)));
}

function byCode(line: readonly Draft[], codeOf: (field: FieldReading) => string | null): Map<string, Draft> {
  return new Map(
    [...line].reverse().flatMap((draft) => {
      const code = codeOf(draft.field);
      return code === null ? [] : [[plainRef(code), draft] as const];
    }),
  );
}

function alongLine(sheet: Sheet, { left, comparison, right, source }: PrintedRelation, line: ReadonlyMap<string, Draft>): FieldRelation[] {
  const side = (refs: readonly SignedRef[]): { sign: 1 | -1; field: string }[] | null => {
    const found = refs.map(({ sign, ref }) => ({ sign, field: line.get(plainRef(ref))?.field }));
    return found.every((term): term is { sign: 1 | -1; field: FieldReading } => term.field !== undefined)
      ? found.map(({ sign, field }) => ({ sign, field: `${sheet.form.requirement}|${field.sheet}|${field.cell}` }))
      : null;
  };
  const [from, to] = [side(left), side(right)];
  return from && to ? [{ left: from, comparison, right: to, source }] : [];
}

export { contains, unknownOf };
