// One requirement's workbook, read, becomes one requirement understood: labels and notes together give every blank its data point. This is
// the order of it all: first each blank by itself, then what only its neighbours, notes and titles tell.
import type { Where } from '../model/datapoint.ts';
import type { FieldMeaning, FieldRelation, FormMeaning, RosterMeaning } from '../model/meaning.ts';
import type { FieldReading, FormParticulars, Label, SheetReading } from '../model/reading.ts';
import { withSettledBounds } from './bounds.ts';
import { explainedPopulations } from './bracketed.ts';
import { restrictCounted } from './countedTotals.ts';
import { separateDivided, separateParts } from './disjoint.ts';
import { saidIn } from './definitions.ts';
import { layDefined } from './concerned.ts';
import { type Draft, linesOf, type Sheet } from './draft.ts';
import { withWholeTerms } from './halves.ts';
import { withPlainHeadings } from './headings.ts';
import type { FormInput, Interpreter, SheetInput } from './input.ts';
import { type Lexicon, normalise, withDefinitions, type Word } from './lexicon.ts';
import { inheritFromWholes } from './inherited.ts';
import { leaveOut } from './limits.ts';
import { meaningOf, rosterMeaning } from './meanings.ts';
import { type NoteReadings, readNotes } from './notes.ts';
import { restrictToTotal } from './ofTotal.ts';
import { restrictOthers, restrictOuterOthers } from './others.ts';
import { phraseOf } from './phrase.ts';
import { restrictParts } from './partsOfTotal.ts';
import { freeSiblings } from './siblings.ts';
import { lendEventKind, lendPeriod, plainPoint } from './points.ts';
import { bareName, checkScope, layConditions, layScope, liftedBy, shareScope } from './populations.ts';
import { shareByPrint } from './printed.ts';
import { unprefixed } from './prefixes.ts';
import { isRatio } from './rates.ts';
import { readRatio } from './ratios.ts';
import { relationsOf, withAxis } from './relations.ts';
import { partsOf } from './parts.ts';
import { withNames } from './renames.ts';
import { remarkedSums, withAsides } from './remarks.ts';
import { resolve } from './resolve.ts';
import { isFollowed, readWith, type RuledReading, ruledReading, withRuled } from './ruled.ts';
import { type Surroundings } from './surroundings.ts';
import { namingOf } from './scope.ts';
import { addUp } from './sums.ts';
import { openTitle, withTitle } from './titles.ts';
import { restrictTotals } from './totals.ts';
import { openTwins } from './twins.ts';
import { widenWholes } from './wholes.ts';
import { restrictWithin } from './within.ts';
import { withYearsNamed } from './years.ts';

/** What every blank and list of a requirement asks. Pure; the same input gives the same meaning. */
export function interpret(form: FormInput, interpreter: Interpreter): FormMeaning {
  const elsewhere = notesElsewhere(form, interpreter);
  const ruled = form.definitions.map((definition) => ruledReading(definition, interpreter));
  const shown = form.sheets.filter(({ reading }) => !reading.hidden);
  const read = shown.map((sheet) => ({ sheet, notes: withRuled(notesOf(sheet.reading, elsewhere, interpreter), ruled) }));
  const words = wordsOfForm(
    read.map(({ notes }) => notes),
    interpreter.lexicon,
  );
  const sheets = read.map(({ sheet, notes }) => interpretSheet(form, sheet, withWordsOf(words, notes), ruled, interpreter));
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
    unread: unreadIn(sheets),
    definitions: sheets.flatMap(({ definitions }) => definitions),
    ruledWords: ruled.map((reading) => ({
      ...reading.definition,
      isFollowed: isFollowed(reading),
      fields: sheets.flatMap(({ readWithRuled }) => readWithRuled.get(reading) ?? []),
    })),
  };
}

/** The texts of a sheet that only explains (填报说明): they are notes to all the others. */
function notesElsewhere({ sheets }: FormInput, { notes }: Interpreter): Label[] {
  const explains = ({ reading }: SheetInput): boolean =>
    reading.fields.length === 0 && reading.rosters.length === 0 && !reading.hidden && notes.heading.test(normalise(reading.title?.text ?? reading.sheet));
  return sheets.filter(explains).flatMap(({ texts }) => [...texts].map(([cell, text]) => ({ text, cell })));
}

function particularsOf(found: readonly FormParticulars[]): FormParticulars {
  const first = (key: keyof FormParticulars): string | null => found.map((particulars) => particulars[key]).find((value) => value !== null) ?? null;
  return { number: first('number'), issuer: first('issuer'), approver: first('approver'), approval: first('approval'), validUntil: first('validUntil') };
}

/** A relation may be printed for all sheets and be about one of them. */
function unreadIn(sheets: readonly SheetMeaning[]): Label[] {
  const read = new Set(sheets.flatMap(({ relations }) => relations.map(({ source }) => source.text)));
  return distinctTexts(sheets.flatMap(({ unread }) => unread).filter(({ text }) => !read.has(text)));
}

interface SheetMeaning {
  readonly fields: readonly FieldMeaning[];
  readonly rosters: readonly RosterMeaning[];
  readonly relations: readonly FieldRelation[];
  readonly unread: readonly Label[];
  readonly definitions: FormMeaning['definitions'];
  /** Keys of the blanks and lists that each ruled definition holds for. */
  readonly readWithRuled: ReadonlyMap<RuledReading, readonly string[]>;
}

function labelsOf(fields: readonly FieldReading[]): Set<string> {
  return new Set(fields.flatMap(({ section, rowPath, columnPath }) => [...section, ...rowPath, ...columnPath].map(({ text }) => text)));
}

function interpretSheet(form: FormInput, input: SheetInput, notes: NoteReadings, ruled: readonly RuledReading[], interpreter: Interpreter): SheetMeaning {
  const { reading } = input;
  const explained = explainedPopulations(labelsOf(reading.fields), interpreter.lexicon);
  const lexicon = withDefinitions(interpreter.lexicon, [...explained, ...notes.definitions]);
  const title = phraseOf(reading.title?.text ?? form.title, lexicon);
  const printed = new Map([...input.texts].map(([cell, text]) => [cell, normalise(text)]));
  const raw = (cell: string): string => printed.get(cell) ?? '';
  const counted = countedLabels(reading.fields);
  const unprefixedOf = unprefixed(reading.fields, lexicon);
  const parts = withSettledBounds(
    withPlainHeadings(
      reading.fields
        .map((field) => withNames(withYearsNamed(field, form.year, lexicon.grammar), notes.renames))
        .map((field) => withWholeTerms(partsOf(field, lexicon, unprefixedOf, withAsides(field, lexicon, interpreter.notes)), lexicon)),
      counted,
      lexicon,
    ),
  );
  const cellsNamed = new Map<string, Set<string>>();
  for (const { section, rowPath, columnPath } of reading.fields)
    for (const { text, cell } of [...section, ...rowPath, ...columnPath])
      cellsNamed.set(bareName(text), (cellsNamed.get(bareName(text)) ?? new Set()).add(cell));
  const isSectioned = reading.fields.some(({ section }) => section.length > 0);
  const partOf = ({ section, table }: FieldReading): string | number => (isSectioned ? (section[0]?.cell ?? '') : table);
  const order = [...new Set(reading.fields.map(partOf))];
  const drafts = reading.fields.map((field, index): Draft => {
    const naming = namingOf(field, raw, order.indexOf(partOf(field)) + 1);
    const read = liftedBy(notes.scopes, naming, parts[index] ?? [], (name) => cellsNamed.get(name)?.size === 1, lexicon);
    return { field, parts: read, naming, resolution: null, point: null, where: {}, evidence: [], doubts: [] };
  });
  const sheet: Sheet = {
    form,
    input,
    lexicon,
    notes,
    title,
    titles: new Map(),
    counted,
    drafts,
    byCell: new Map(drafts.map((draft) => [draft.field.cell, draft])),
    byRow: linesOf(drafts, ({ row }) => row),
    byColumn: linesOf(drafts, ({ column }) => column),
  };
  resolveAll(sheet);
  freeSiblings(sheet);
  for (const draft of drafts) restrictParts(sheet, draft);
  for (const draft of drafts) layScope(sheet, draft);
  for (const draft of drafts) layConditions(sheet, draft);
  for (const draft of drafts) shareScope(sheet, draft);
  shareByPrint(sheet);
  inheritFromWholes(sheet);
  for (const draft of drafts) restrictWithin(sheet, draft);
  for (const draft of drafts) restrictOthers(sheet, draft);
  for (const draft of drafts) restrictOuterOthers(sheet, draft);
  for (const draft of drafts) restrictTotals(sheet, draft);
  for (const draft of drafts) restrictCounted(sheet, draft);
  for (const draft of drafts) restrictToTotal(sheet, draft);
  for (const draft of drafts) widenWholes(sheet, draft);
  for (const draft of drafts) separateParts(sheet, draft);
  separateDivided(sheet);
  for (const draft of drafts) leaveOut(sheet, draft);
  layDefined(sheet);
  for (const draft of drafts) openTitle(sheet, draft);
  for (const draft of drafts) lendEventKind(sheet, draft);
  for (const draft of drafts) forgetSaidAgain(sheet, draft);
  for (const draft of drafts) lendPeriod(sheet, draft);
  for (const draft of drafts) draft.point ??= plainPoint(sheet, draft);
  addUp(sheet);
  for (const draft of drafts) if (isRatio(sheet, draft)) readRatio(sheet, draft);
  for (const draft of drafts) checkScope(sheet, draft);
  openTwins(drafts, form);
  const rosters = reading.rosters.map((roster) => rosterMeaning(sheet, roster, interpreter.attributes));
  return {
    fields: drafts.map((draft) => meaningOf(sheet, draft)),
    rosters,
    ...relationsOf(sheet),
    definitions: [...notes.definitionSources].map(([word, source]) => ({ word, says: saidIn(source.text, interpreter.notes), source })),
    readWithRuled: new Map(ruled.map((each) => [each, readWith(each, sheet, rosters, interpreter)])),
  };
}

/** The groups that the sheets of a form define, each in one way only: 流入人口 is the same on each of them. */
function wordsOfForm(notes: readonly NoteReadings[], { words }: Lexicon): Word[] {
  // 社区:… at the head of a list names who fills it in.
  const isGroup = ({ text, role }: Word): boolean =>
    role === 'sense' && (words.get(text)?.senses.some(({ where }) => Object.keys(where).length > 0) ?? text.length > 2);
  const ways = new Map<string, Map<string, Word>>();
  for (const word of notes.flatMap(({ definitions }) => definitions.filter(isGroup))) {
    const known = ways.get(word.text) ?? new Map<string, Word>();
    ways.set(word.text, known.set(JSON.stringify(word.senses), word));
  }
  return [...ways.values()].flatMap((known) => (known.size === 1 ? [...known.values()] : []));
}

/** The notes of one sheet with what only other sheets of its form define. */
function withWordsOf(form: readonly Word[], own: NoteReadings): NoteReadings {
  const texts = new Set(own.definitions.map(({ text }) => text));
  const borrowed = form.filter(({ text }) => !texts.has(text));
  return borrowed.length === 0 ? own : { ...own, definitions: [...own.definitions, ...borrowed] };
}

/** The sheet's notes; remarks beside single rows define and compute too, but their populations are theirs alone (see layScope). */
function notesOf(reading: SheetReading, elsewhere: readonly Label[], { lexicon, notes }: Interpreter): NoteReadings {
  const printed = reading.fields.flatMap(({ section, rowPath, columnPath }) => [...section, ...rowPath, ...columnPath]);
  const labels = printed.map(({ text }) => text);
  // A comment on a label speaks of that label alone.
  const labelCells = new Set(printed.map(({ cell }) => cell));
  const ofSheet = readNotes(distinctTexts([...reading.notes, ...elsewhere]), labels, lexicon, notes);
  const beside = readNotes(distinctTexts(reading.fields.flatMap((field) => field.notes)), labels, lexicon, notes);
  return {
    definitions: [...ofSheet.definitions, ...beside.definitions],
    definitionSources: new Map([...beside.definitionSources, ...ofSheet.definitionSources]),
    scopes: ofSheet.scopes,
    conditions: ofSheet.conditions,
    relations: [...ofSheet.relations, ...beside.relations, ...reading.fields.flatMap((field) => remarkedSums(field, notes))].map((relation) =>
      withAxis(relation, reading.fields),
    ),
    named: [...ofSheet.named, ...beside.named],
    ratios: [...ofSheet.ratios, ...beside.ratios],
    bases: [...ofSheet.bases, ...beside.bases],
    renames: [...ofSheet.renames, ...beside.renames],
    only: ofSheet.only.filter(({ cell }) => !labelCells.has(cell)),
    limits: ofSheet.limits,
    within: ofSheet.within,
    unlisted: [...ofSheet.unlisted, ...beside.unlisted],
  };
}

function distinctTexts(notes: readonly Label[]): Label[] {
  return [...new Map(notes.map((note) => [note.text, note])).values()];
}

/** Cells of the labels that stand right at a blank. */
function countedLabels(fields: readonly FieldReading[]): Set<string> {
  return new Set(fields.flatMap(({ rowPath, columnPath }) => [rowPath.at(-1)?.cell, columnPath.at(-1)?.cell].filter((cell) => cell !== undefined)));
}

function resolveAll(sheet: Sheet): void {
  const { counted } = sheet;
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
    if (!draft.resolution) continue;
    draft.where = withoutSchooling(withTitle(sheet, draft, draft.resolution));
    forgetSaidAgain(sheet, draft);
  }
}

/** 小学 over 6周岁, 初中 over 12—14周岁: the school that children of these ages go to, and no degree that they hold. */
function withoutSchooling(where: Where): Where {
  const age = where['person.age'];
  const isOfChildren = age?.kind === 'interval' && age.to !== null && age.to < ADULT;
  return isOfChildren ? Object.fromEntries(Object.entries(where).filter(([facet]) => facet !== 'person.education')) : where;
}

const ADULT = 18;

/** 小服务 | 小培训 under 九小场所: words that say only what the blank's condition says already are not unknown. */
function forgetSaidAgain({ lexicon: { grammar } }: Sheet, draft: Draft): void {
  const { resolution, where } = draft;
  if (!resolution || resolution.unknown.length === 0) return;
  const isSaid = ({ facet, member }: (typeof grammar.saidAgain)[number]): boolean => {
    const extent = where[facet];
    return extent !== undefined && (member === null || (extent.kind === 'members' && extent.members.every((id) => id === member)));
  };
  const isAgain = (text: string): boolean => grammar.saidAgain.some((again) => again.words.test(text) && isSaid(again));
  if (resolution.unknown.some(isAgain)) draft.resolution = { ...resolution, unknown: resolution.unknown.filter((text) => !isAgain(text)) };
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
