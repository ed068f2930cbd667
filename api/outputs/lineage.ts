// Where the content of an output's cell comes from (溯源): the terms of its derivation, the answers behind each of them, and who saved them
// when — as far as the caller may see it.
import type { Derivation, Source, Term } from '../../engine/model/plan.ts';
import { parseCellName } from '../../engine/model/sheet.ts';
import type { Column, RolledUp } from '../../engine/rollup/index.ts';
import { answersAt, type Earlier, type Found, type Need, type PlaceView, type PlannedCell, type Step } from '../../engine/view/index.ts';
import { earlierForms, type EarlierForm } from '../annual/earlier.ts';
import { hidden } from '../problem.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import { changesIn } from '../submissions/changes.ts';
import { approvalOf } from './approval.ts';
import { readColumns } from './columns.ts';
import { distinctNames, drawnOtherwise, earlierTold, placeViewOf, type OutputWanted } from './output.ts';
import type { PlacedCommunity } from './places.ts';
import { registerContribution } from './registers.ts';

export interface Save {
  readonly who: string;
  readonly at: string;
  /** t typed · i imported · p prefilled and confirmed. */
  readonly origin: string;
}

/** One community's part of an ingredient. */
export interface Contribution {
  readonly communityId: string;
  readonly name: string;
  readonly value: string | null;
  /** A register would tell it, but the community had entered nothing in it by then. */
  readonly unkept: boolean;
  /** null for what a register tells, and where nothing was ever saved. */
  readonly save: Save | null;
}

export interface LineagePart {
  readonly part: 'term' | 'numerator' | 'denominator';
  /** In the form's unit for each of the answer's: "1", "-1", "1/10000". */
  readonly coefficient: string;
  readonly source: 'item' | 'register';
  readonly id: string;
  readonly title: string;
  readonly unit: string | null;
  readonly period: string;
  /** The caller may not see what others were told; only that this is drawn on. */
  readonly hidden: boolean;
  /** Over all communities of the place that gave a number; the answer itself for one community. */
  readonly total: string | null;
  readonly communities: readonly Contribution[];
}

export interface Lineage {
  readonly kind: 'derived' | 'context' | 'roster' | 'formula';
  readonly title: string;
  readonly label: readonly string[];
  readonly unit: string | null;
  readonly value: string | null;
  readonly state: RolledUp['kind'] | 'text' | 'missing' | 'notANumber';
  readonly provisional: boolean;
  readonly level: string | null;
  /** The rule in words. */
  readonly words: string;
  readonly parts: readonly LineagePart[];
  /** Code of the last community shown, to go on from; null at the end. */
  readonly next: string | null;
}

export interface LineagePage {
  /** Communities whose code comes after this one. */
  readonly after: string;
  readonly limit: number;
}

export async function lineageOf(services: Services, db: Db, wanted: OutputWanted, sheet: string, cell: string, page: LineagePage): Promise<Lineage> {
  const planned = (await placeViewOf(services, db, wanted.form)).cell(wanted.requirement.code, sheet, cell);
  return planned ? derivedLineage(services, db, wanted, planned, page) : plainLineage(wanted, sheet, cell);
}

/** What a cell is that nothing is derived for. */
function plainLineage({ form, requirement }: OutputWanted, sheet: string, cell: string): Lineage {
  const { consolidation } = form;
  const nothing = { unit: null, value: null, state: 'notAsked', provisional: false, level: null, words: '', parts: [], next: null } as const;
  const context = consolidation.context.find((blank) => blank.requirement === requirement.code && blank.sheet === sheet && blank.cell === cell);
  if (context) return { ...nothing, kind: 'context', title: context.label, label: [context.label], words: context.kind };
  const field = consolidation.fields.find((each) => each.requirement === requirement.code && each.sheet === sheet && each.cell === cell);
  if (field?.formula) return { ...nothing, kind: 'formula', title: field.title, label: field.label };
  const place = parseCellName(cell);
  for (const register of consolidation.registers)
    for (const { columns, ...membership } of register.memberships)
      if (place && membership.requirement === requirement.code && membership.sheet === sheet && place.row >= membership.firstRow)
        for (const { letters, column } of columns)
          if (cell.startsWith(letters) && /^\d+$/.test(cell.slice(letters.length))) {
            const title = register.columns.find(({ id }) => id === column)?.title ?? '';
            return { ...nothing, kind: 'roster', title, label: [register.title, membership.title, title] };
          }
  throw hidden(`${sheet} ${cell}`);
}

async function derivedLineage(services: Services, db: Db, wanted: OutputWanted, planned: PlannedCell, page: LineagePage): Promise<Lineage> {
  const { actor, form, requirement, period, place } = wanted;
  const { districtId } = actor;
  const { communities } = place;
  const view = await placeViewOf(services, db, form);
  const needs = { values: view.cellNeeds(planned, period), rosters: [] };
  const { counted, unkept } = await registerContribution(services, db, { districtId, form, requirement: requirement.code, period, needs, communities });
  const columnsWanted = { districtId, form, view, needs: needs.values, communities, counted };
  const own = await readColumns(services, db, columnsWanted);
  const { columns, earlier } = await earlierTold(services, db, columnsWanted, [planned], period, own);
  const otherwise = drawnOtherwise(view, [planned], period, earlier);
  const { unapproved: waiting } = await approvalOf(services, db, districtId, { form, needs, period, otherwise }, communities);
  const from = communities.findIndex(({ code }) => code > page.after);
  const shown = from < 0 ? [] : communities.slice(from, from + page.limit);
  const older = await earlierForms(services, db, form);
  const steps = stepsTaken(planned, period, earlier.get(planned), communities.length);
  const terms = steps.flatMap((step) => termsOf(step.derivation, view.stepNeeds(step)));
  const sees = await seesIngredients(db, wanted, older, terms.length);
  const byNeed = new Map(columns.map((column) => [needKey(column), column]));
  const parts: LineagePart[] = [];
  for (const { term, part, need } of terms) {
    const column = byNeed.get(needKey(need));
    if (column)
      parts.push(
        await partOf(
          services,
          db,
          wanted,
          { term, part, column, need, isHidden: !sees(need.source), unkept: unkept.get(registerOf(wanted, need.source) ?? ''), older },
          shown,
          from,
        ),
      );
  }
  const { field, derivation } = planned;
  const resolved = place.kind === 'community' ? valueHere(view, planned, period, columns, earlier) : valueOver(view, wanted, planned, columns, earlier);
  return {
    kind: 'derived',
    title: field.title,
    label: field.label,
    unit: field.unit,
    ...resolved,
    provisional: waiting.length > 0,
    level: derivation.level,
    words: 'expression' in field.resolution ? field.resolution.expression : field.title,
    parts,
    next: from >= 0 && from + page.limit < communities.length ? (shown.at(-1)?.code ?? null) : null,
  };
}

function valueHere(view: PlaceView, planned: PlannedCell, period: string, columns: readonly Column[], earlier: Earlier): Pick<Lineage, 'value' | 'state'> {
  const value = view.deriveCell(planned, period, answersAt(columns, 0), earlier);
  return { value: value.kind === 'number' || value.kind === 'text' ? value.text : null, state: value.kind };
}

function valueOver(
  view: PlaceView,
  { period, place }: OutputWanted,
  planned: PlannedCell,
  columns: readonly Column[],
  earlier: Earlier,
): Pick<Lineage, 'value' | 'state'> {
  const { value } = view.rollUpCell(planned, period, columns, distinctNames(place.communities), earlier);
  return { value: value.kind === 'number' ? value.text : value.kind === 'incomplete' ? (value.partial?.text ?? null) : null, state: value.kind };
}

function needKey({ source, period }: Pick<Need, 'source' | 'period'>): string {
  return `${source.kind} ${source.kind === 'item' ? source.item : source.reference}\n${period}`;
}

/** The steps by which communities came to the value: as the version in force has it, unless nobody did, then as older versions do. */
function stepsTaken({ derivation }: PlannedCell, period: string, found: ReadonlyMap<number, Found> | undefined, communities: number): readonly Step[] {
  const own = found?.size === communities ? [] : [{ derivation, period }];
  const others = new Map<string, Step>();
  for (const { steps } of found?.values() ?? []) for (const step of steps) others.set(JSON.stringify(step), step);
  return [...own, ...others.values()];
}

interface TermNeed {
  readonly term: Term;
  readonly part: LineagePart['part'];
  readonly need: Need;
}

/** Each need with its term; a term over several periods has several needs. */
function termsOf(derivation: Derivation, needs: readonly Need[]): TermNeed[] {
  const terms: { term: Term; part: LineagePart['part'] }[] =
    derivation.kind === 'linear'
      ? derivation.terms.map((term) => ({ term, part: 'term' as const }))
      : [
          ...derivation.numerator.map((term) => ({ term, part: 'numerator' as const })),
          ...derivation.denominator.map((term) => ({ term, part: 'denominator' as const })),
        ];
  let at = 0;
  return needs.flatMap((need) => {
    while (at < terms.length && terms[at]?.term.from !== need.source) at++;
    const found = terms[at];
    return found ? [{ ...found, need }] : [];
  });
}

/**
 * A department sees the answers to what its own forms ask; what other departments ask and its cell is only derived from stays hidden from
 * it, unless the cell is that one value.
 */
async function seesIngredients(
  db: Db,
  { actor, form }: OutputWanted,
  older: readonly EarlierForm[],
  ingredients: number,
): Promise<(source: Source) => boolean> {
  if (actor.role !== 'department' || ingredients === 1) return () => true;
  const { consolidation } = form;
  const unit = await db.selectFrom('orgUnit').select('code').where('districtId', '=', actor.districtId).where('unitId', '=', actor.unitId).executeTakeFirst();
  const own = new Set(consolidation.pack.requirements.filter(({ department }) => department === unit?.code).map(({ id }) => id));
  const elements = new Set(consolidation.fields.filter(({ requirement }) => own.has(requirement)).map(({ element }) => element));
  const items = new Map([...older.flatMap((each) => each.items), ...consolidation.items].map(({ id, element }) => [id, element]));
  const memberships = new Map(consolidation.registers.flatMap((register) => register.memberships.map(({ id, requirement }) => [id, requirement] as const)));
  const counts = new Map(consolidation.counts.map(({ reference, membership }) => [reference, memberships.get(membership) ?? '']));
  return (source) => (source.kind === 'item' ? elements.has(items.get(source.item) ?? '') : own.has(counts.get(source.reference) ?? ''));
}

interface PartInput extends TermNeed {
  readonly column: Column;
  readonly isHidden: boolean;
  /** Communities without entries in the register that tells it. */
  readonly unkept: ReadonlySet<string> | undefined;
  readonly older: readonly EarlierForm[];
}

async function partOf(
  services: Services,
  db: Db,
  wanted: OutputWanted,
  { term, part, need, column, isHidden, unkept, older }: PartInput,
  shown: readonly PlacedCommunity[],
  from: number,
): Promise<LineagePart> {
  const { source, period, sign } = need;
  const { denominator } = term.coefficient;
  const numerator = sign === 1 ? term.coefficient.numerator : `${-BigInt(term.coefficient.numerator)}`;
  const saves = source.kind === 'item' && !isHidden ? await savesOf(services, db, wanted, older, source.item, period, shown) : new Map<string, Save>();
  return {
    part,
    coefficient: denominator === '1' ? numerator : `${numerator}/${denominator}`,
    source: source.kind === 'item' ? 'item' : 'register',
    id: source.kind === 'item' ? source.item : source.reference,
    ...namesOf(wanted, older, source),
    period,
    hidden: isHidden,
    total: isHidden ? null : totalOf(column),
    communities: isHidden
      ? []
      : shown.map(({ unitId, name }, index) => ({
          communityId: unitId,
          name,
          value: textAt(column, from + index),
          unkept: unkept?.has(unitId) ?? false,
          save: saves.get(unitId) ?? null,
        })),
  };
}

function registerOf({ form }: OutputWanted, source: Source): string | null {
  return source.kind === 'item' ? null : (form.consolidation.counts.find(({ reference }) => reference === source.reference)?.register ?? null);
}

function namesOf({ form }: OutputWanted, older: readonly EarlierForm[], source: Source): { title: string; unit: string | null } {
  const { items, counts, registers } = form.consolidation;
  if (source.kind === 'item') {
    const item = [...items, ...older.flatMap((each) => each.items)].find(({ id }) => id === source.item);
    return { title: item?.title ?? source.item, unit: item?.unit ?? null };
  }
  const count = counts.find(({ reference }) => reference === source.reference);
  const register = registers.find(({ id }) => id === count?.register);
  const membership = register?.memberships.find(({ id }) => id === count?.membership);
  return { title: [register?.title, membership?.title].filter(Boolean).join(' · '), unit: null };
}

function totalOf(column: Column): string | null {
  if (column.without.length < column.size) return column.total.toFixed();
  return column.size === 1 ? textAt(column, 0) : null;
}

function textAt({ at }: Column, place: number): string | null {
  const value = at(place);
  return value === null ? null : String(value);
}

/** Community → the save that made the item's answer what it is. */
async function savesOf(
  services: Services,
  db: Db,
  { actor, form }: OutputWanted,
  older: readonly EarlierForm[],
  item: string,
  period: string,
  communities: readonly PlacedCommunity[],
): Promise<Map<string, Save>> {
  const sectionCode = form.sectionOf.get(item)?.code ?? older.find(({ sectionOf }) => sectionOf.has(item))?.sectionOf.get(item);
  if (sectionCode === undefined || communities.length === 0) return new Map();
  const place = { districtId: actor.districtId, period, sectionCode };
  const saves = new Map<string, Save>();
  for (const { unitId } of communities) {
    const save = await lastSaveOf(services, db, place, unitId, item);
    if (save) saves.set(unitId, save);
  }
  return saves;
}

/** Changes read at a time: mostly the newest of them is the one. */
const CHANGES_AT_ONCE = 4;

/** From the newest change of the section back to the one that the item is in. */
async function lastSaveOf(
  services: Services,
  db: Db,
  place: { readonly districtId: string; readonly period: string; readonly sectionCode: string },
  communityId: string,
  item: string,
): Promise<Save | null> {
  const { districtId, period, sectionCode } = place;
  for (let below = Number.MAX_SAFE_INTEGER; ;) {
    const rows = await db
      .selectFrom('sectionChange as c')
      .innerJoin('account as a', (join) => join.onRef('a.districtId', '=', 'c.districtId').onRef('a.accountId', '=', 'c.accountId'))
      .select(['c.version', 'c.at', 'a.name', 'c.changes'])
      .where('c.districtId', '=', districtId)
      .where('c.period', '=', period)
      .where('c.communityId', '=', communityId)
      .where('c.sectionCode', '=', sectionCode)
      .where('c.version', '<', below)
      .orderBy('c.version', 'desc')
      .limit(CHANGES_AT_ONCE)
      .execute();
    for (const { at, name, changes } of rows) {
      const change = (await changesIn(services, db, place, changes)).find(([changed]) => changed === item);
      if (change) return { who: name, at, origin: change[3] };
    }
    const last = rows.at(-1);
    if (!last || rows.length < CHANGES_AT_ONCE) return null;
    below = last.version;
  }
}
