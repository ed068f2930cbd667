// One output: a requirement's own form for a community, a street or the district in one period, filled on demand from what is stored.
import {
  createPlaceView,
  createView,
  type AnsweredPlace,
  type Needs,
  type PlacedCell,
  type PlaceView,
  type RolledForm,
  type View,
} from '../../engine/view/index.ts';
import type { Answer, Answers } from '../../engine/model/answers.ts';
import type { SheetEdit } from '../../engine/model/edits.ts';
import type { Problem } from '../../engine/problem/index.ts';
import type { Column } from '../../engine/rollup/index.ts';
import { loadCheckValue } from '../../forms/lexicon/form.ts';
import { loadLearning } from '../../forms/lexicon/load.ts';
import type { Published } from '../annual/published.ts';
import type { Actor } from '../people/roles.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import type { RequirementRow, RevisionRow } from '../storage/schema.ts';
import { approvalOf, type Approval } from './approval.ts';
import { readColumns } from './columns.ts';
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

/** The same for places. */
export function placeViewOf(form: Published): PlaceView {
  const known = placeViews.get(form) ?? createPlaceView(rulesOf(form));
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
  readonly needs: Needs;
  readonly columns: readonly Column[];
  readonly rosters: AnsweredPlace['registers'];
  readonly problems: readonly Problem[];
}

export async function ingredientsOf(services: Services, db: Db, { actor, requirement, form, period, place }: OutputWanted): Promise<Ingredients> {
  const { districtId } = actor;
  const { communities } = place;
  const view = placeViewOf(form);
  const needs = view.needs(requirement.code, period);
  const { counted, rosters, problems } = await registerContribution(services, db, {
    districtId,
    form,
    requirement: requirement.code,
    period,
    needs,
    communities,
  });
  const columns = await readColumns(services, db, { districtId, form, view, needs: needs.values, communities, counted });
  return { needs, columns, rosters, problems };
}

/** Makes the output. */
export async function makeOutput(services: Services, db: Db, wanted: OutputWanted): Promise<Output> {
  const { actor, requirement, form, period, place } = wanted;
  const ingredients = await ingredientsOf(services, db, wanted);
  const approval = await approvalOf(db, actor.districtId, form, ingredients.needs, period, place.communities);
  const output = place.kind === 'community' ? ofCommunity(wanted, ingredients) : ofCommunities(wanted, ingredients, approval.unapproved.length);
  const edits = seesWhole(actor, requirement.departmentId, place) ? output.edits : maskedEdits(output.edits, requirement.code, form.consolidation.registers);
  return { ...output, edits, problems: [...ingredients.problems, ...output.problems], ...approval };
}

type Filled = Pick<Output, 'edits' | 'problems' | 'missing' | 'wanting' | 'cells'>;

function ofCommunity({ form, requirement, period, place }: OutputWanted, { columns, rosters }: Ingredients): Filled {
  const { name, code, communities } = place;
  const { edits, problems } = placeViewOf(form).fill(requirement.code, period, { name, code, registers: rosters, answers: answersAt(columns, 0) });
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
/** The answers of the community at this place of the columns. */
export function answersAt(columns: readonly Column[], place: number): Answers {
  const [items, free] = [new Map<string, Map<string, Answer>>(), new Map<string, Map<string, Answer>>()];
  for (const { source, period, at, read } of columns) {
    const value = at(place);
    const answer = value === null ? null : read(value);
    if (answer === null) continue;
    const [kept, id] = source.kind === 'item' ? [items, source.item] : [free, source.reference];
    kept.set(id, (kept.get(id) ?? new Map<string, Answer>()).set(period, answer));
  }
  return { items, free };
}

function ofCommunities({ form, requirement, period, place }: OutputWanted, { columns, rosters }: Ingredients, waiting: number): Filled {
  const { name, code, communities } = place;
  const names = distinctNames(communities);
  const titled = (missing: number, awaiting: number): string => name + mark(missing, awaiting, waiting);
  const rolled = placeViewOf(form).rollUp(requirement.code, period, { name, code, titled, registers: rosters, communities: names, columns });
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
