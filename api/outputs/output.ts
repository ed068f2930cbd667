// One output: a requirement's own form for a community, a street or the district in one period, filled on demand from what is stored.
import {
  answersAt,
  createPlaceView,
  createView,
  type AnsweredPlace,
  type Earlier,
  type Needs,
  type PlacedCell,
  type PlaceView,
  type PlannedCell,
  type RolledForm,
  type View,
} from '../../engine/view/index.ts';
import type { SheetEdit } from '../../engine/model/edits.ts';
import type { Problem } from '../../engine/problem/index.ts';
import type { Column } from '../../engine/rollup/index.ts';
import { loadCheckValue } from '../../forms/lexicon/form.ts';
import { loadLearning } from '../../forms/lexicon/load.ts';
import { earlierForms } from '../annual/earlier.ts';
import type { Published } from '../annual/published.ts';
import type { Actor } from '../people/roles.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import type { RequirementRow, RevisionRow } from '../storage/schema.ts';
import { approvalOf, approvedPeriods, type Approval } from './approval.ts';
import { periodsNeeded, readColumns, type ColumnsWanted } from './columns.ts';
import { maskedEdits, seesWhole } from './masking.ts';
import type { OutputPlace, PlacedCommunity } from './places.ts';
import { registerContribution } from './registers.ts';

const views = new WeakMap<Published, View>();
const placeViews = new WeakMap<Published, PlaceView>();

/** The view of a published form: its derivations are prepared once. */
export function viewOf(form: Published): View {
  const known = views.get(form) ?? createView(rulesOf(form));
  views.set(form, known);
  return known;
}

/** The same for places, with what older versions of the form tell. */
export async function placeViewOf(services: Services, db: Db, form: Published): Promise<PlaceView> {
  const known = placeViews.get(form) ?? createPlaceView(rulesOf(form), await earlierForms(services, db, form));
  placeViews.set(form, known);
  return known;
}

function rulesOf({ consolidation, form }: Published): Parameters<typeof createPlaceView>[0] {
  return { consolidation, form, spellings: loadLearning().spellings, checkValue: loadCheckValue() };
}

/** Which output, for whom. What is wanted has been found to be the caller's to see. */
export interface OutputWanted {
  readonly actor: Actor;
  readonly requirement: RequirementRow;
  /** The workbook that the published form was made from. */
  readonly revision: RevisionRow;
  readonly form: Published;
  readonly period: string;
  readonly place: OutputPlace;
}

export interface Output {
  readonly edits: readonly SheetEdit[];
  readonly problems: readonly Problem[];
  /** The communities that have something unapproved; none: the output is final. */
  readonly unapproved: readonly PlacedCommunity[];
  readonly waitingFor: Approval<PlacedCommunity>['waitingFor'];
  /** The communities that lack something of the form's own period, with the number of cells that lack it. */
  readonly missing: readonly { readonly community: PlacedCommunity; readonly cells: number }[];
  /** Every cell that lacks something. */
  readonly wanting: readonly WantingCell[];
  /** The cells of a roll-up, with how each came about; null for a community. */
  readonly cells: readonly PlacedCell[] | null;
}

export interface WantingCell {
  readonly sheet: string;
  readonly cell: string;
  /** How many communities lack it. */
  readonly missing: number;
  /** The longer period whose form is not filled in that far; null: something of the form's own period is wanting. */
  readonly awaits: string | null;
}

/** Is anything in it not approved? */
export function isProvisional(output: Output): boolean {
  return output.unapproved.length > 0;
}

/** Everything there, and approved? */
export function isComplete(output: Output): boolean {
  return output.unapproved.length === 0 && output.wanting.length === 0;
}

/** What an output is made from: columns of answers, rows and counts of registers. */
export interface Ingredients {
  readonly view: PlaceView;
  readonly needs: Needs;
  readonly columns: readonly Column[];
  readonly earlier: Earlier;
  readonly rosters: AnsweredPlace['registers'];
  readonly problems: readonly Problem[];
}

async function ingredientsOf(services: Services, db: Db, { actor, requirement, form, period, place }: OutputWanted): Promise<Ingredients> {
  const { districtId } = actor;
  const { communities } = place;
  const view = await placeViewOf(services, db, form);
  const needs = view.needs(requirement.code, period);
  const { counted, rosters, problems } = await registerContribution(services, db, {
    districtId,
    form,
    requirement: requirement.code,
    period,
    needs,
    communities,
  });
  const wanted = { districtId, form, view, needs: needs.values, communities, counted };
  const told = await earlierTold(services, db, wanted, view.cells(requirement.code), period, await readColumns(services, db, wanted));
  return { view, needs, ...told, rosters, problems };
}

/** The columns, and where something in them is wanting or not approved what older versions of the form tell of it, with the columns for that. */
export async function earlierTold(
  services: Services,
  db: Db,
  wanted: ColumnsWanted,
  cells: readonly PlannedCell[],
  period: string,
  columns: readonly Column[],
): Promise<{ readonly columns: readonly Column[]; readonly earlier: Earlier }> {
  const { view, districtId, communities } = wanted;
  const needs = view.earlierNeeds(cells, period);
  if (needs.length === 0) return { columns, earlier: new Map() };
  const more = [...columns, ...(await readColumns(services, db, { ...wanted, needs }))];
  const approved = await approvedPeriods(db, districtId, periodsNeeded([...wanted.needs, ...needs], period), communities);
  const isFinal = (place: number, of: string): boolean => approved.get(communities[place]?.unitId ?? '')?.has(of) ?? false;
  return { columns: more, earlier: view.earlier(cells, period, more, isFinal) };
}

/** Place of a community → the periods whose answers it draws on, for those of whom an older version tells something. */
export function drawnOtherwise(view: PlaceView, cells: readonly PlannedCell[], period: string, earlier: Earlier): ReadonlyMap<number, ReadonlySet<string>> {
  const drawn = new Map<number, Set<string>>();
  const places = new Set([...earlier.values()].flatMap((found) => [...found.keys()]));
  const own = new Map(cells.map((planned) => [planned, periodsNeeded(view.cellNeeds(planned, period), period)]));
  for (const place of places) {
    const periods = new Set<string>();
    for (const planned of cells) {
      const found = earlier.get(planned)?.get(place);
      const steps = found?.steps.flatMap((step) => view.stepNeeds(step));
      for (const each of steps ? periodsNeeded(steps, period) : (own.get(planned) ?? [])) periods.add(each);
    }
    drawn.set(place, periods);
  }
  return drawn;
}

/** Makes the output. */
export async function makeOutput(services: Services, db: Db, wanted: OutputWanted): Promise<Output> {
  const { actor, requirement, form, period, place } = wanted;
  const ingredients = await ingredientsOf(services, db, wanted);
  const { view, needs, earlier } = ingredients;
  const otherwise = drawnOtherwise(view, view.cells(requirement.code), period, earlier);
  const approval = await approvalOf(services, db, actor.districtId, { form, needs, period, otherwise }, place.communities);
  const output = place.kind === 'community' ? ofCommunity(wanted, ingredients) : ofCommunities(wanted, ingredients, approval.unapproved.length);
  const edits = seesWhole(actor, requirement.departmentId, place) ? output.edits : maskedEdits(output.edits, requirement.code, form.consolidation.registers);
  return { ...output, edits, problems: [...ingredients.problems, ...output.problems], ...approval };
}

type Filled = Pick<Output, 'edits' | 'problems' | 'missing' | 'wanting' | 'cells'>;

function ofCommunity({ requirement, period, place }: OutputWanted, { view, columns, rosters, earlier }: Ingredients): Filled {
  const { name, code, communities } = place;
  const { edits, problems } = view.fill(requirement.code, period, { name, code, registers: rosters, answers: answersAt(columns, 0), earlier });
  const wanting = problems.flatMap((problem) => wantingBy(problem));
  const cells = wanting.filter(({ awaits }) => awaits === null).length;
  return { edits, problems, missing: cells === 0 ? [] : communities.map((community) => ({ community, cells })), wanting, cells: null };
}

/** A cell that a community's own form lacks. */
function wantingBy({ code, params, origin: { sheet, cell } }: Problem): WantingCell[] {
  if (sheet === undefined || cell === undefined) return [];
  switch (code) {
    case 'view.missing':
    case 'view.notANumber':
      return [{ sheet, cell, missing: 1, awaits: null }];
    case 'view.awaits':
      return [{ sheet, cell, missing: 1, awaits: params.period }];
    default:
      return [];
  }
}

function ofCommunities({ requirement, period, place }: OutputWanted, { view, columns, rosters, earlier }: Ingredients, waiting: number): Filled {
  const { name, code, communities } = place;
  const names = distinctNames(communities);
  const titled = (missing: number, awaiting: number): string => name + mark(missing, awaiting, waiting);
  const rolled = view.rollUp(requirement.code, period, { name, code, titled, registers: rosters, communities: names, columns, earlier });
  const wanting = rolled.cells.flatMap(({ sheet, cell, value, awaits }) =>
    value.kind === 'incomplete' ? [{ sheet, cell, missing: value.missing.length, awaits }] : [],
  );
  return { edits: rolled.edits, problems: rolled.problems, missing: missingIn(rolled, communities, names), wanting, cells: rolled.cells };
}

/** What a sum on paper says of itself. */
function mark(missing: number, awaiting: number, waiting: number): string {
  const marks = [
    ...(waiting > 0 ? ['暂定'] : []),
    ...(missing > 0 ? [`不完整,缺 ${missing} 个社区`] : []),
    ...(awaiting > 0 ? [`${awaiting} 格待年度表`] : []),
  ];
  return marks.length > 0 ? `(${marks.join(';')})` : '';
}

/** Names by which communities can be told apart: with the code where two are called alike. */
export function distinctNames(communities: readonly PlacedCommunity[]): string[] {
  const seen = new Map<string, number>();
  for (const { name } of communities) seen.set(name, (seen.get(name) ?? 0) + 1);
  return communities.map(({ name, code }) => (seen.get(name) === 1 ? name : `${name}(${code})`));
}

function missingIn({ cells }: RolledForm, communities: readonly PlacedCommunity[], names: readonly string[]): Output['missing'] {
  const counts = new Map<string, number>();
  for (const { value, awaits } of cells)
    if (value.kind === 'incomplete' && awaits === null) for (const name of value.missing) counts.set(name, (counts.get(name) ?? 0) + 1);
  return communities.flatMap((community, index) => {
    const count = counts.get(names[index] ?? '') ?? 0;
    return count > 0 ? [{ community, cells: count }] : [];
  });
}
