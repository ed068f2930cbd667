// What stands beside the cells of a section for the person who fills it: what departments gave, what the own registers count, and what was answered last period.
import { monthsOf, periodName, periodsAYear } from '../../engine/model/period.ts';
import { frequencyOf, placesOf, yearOf, type Published, type SectionLayout } from '../annual/published.ts';
import { refused } from '../problem.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import type { CellChange, Kept, Where } from '../submissions/section.ts';
import { countedBeside, type Counted } from './counted.ts';
import { elementsOf } from './feed.ts';

export interface FedValue {
  readonly value: Kept;
  readonly department: string;
  readonly at: string;
}

/** For one cell: the newest value of each department, newest first; what a register counts; and last period's answer. */
export interface Beside {
  readonly fed: readonly FedValue[];
  readonly counted: Counted | null;
  /** `again`: it may hold still. What happened in a period is counted anew in the next one. */
  readonly last: { readonly period: string; readonly value: Kept; readonly again: boolean } | null;
}

/** By position in the section. */
export async function besideSection(services: Services, db: Db, where: Where, form: Published, section: SectionLayout): Promise<readonly Beside[]> {
  const beside = await besidePeriod(services, db, where, form);
  const counted = await countedBeside(services, db, where, form, section);
  return section.questions.map(({ item }) => ({ ...beside(item), counted: counted.get(item) ?? null }));
}

/** For any cell of the period, without what registers count. */
export async function besidePeriod(services: Services, db: Db, where: Where, form: Published): Promise<(item: string) => Beside> {
  const elements = elementsOf(form);
  const flows = new Set(form.consolidation.items.flatMap(({ id, kind }) => (kind === 'flow' ? [id] : [])));
  const fed = await fedValues(db, where);
  const period = previousPeriod(where.period);
  const last = await answersThen(services, db, { ...where, period });
  return (item) => {
    const value = last.get(item) ?? null;
    return { fed: fed.get(elements.get(item) ?? '') ?? [], counted: null, last: value === null ? null : { period, value, again: !flows.has(item) } };
  };
}

async function fedValues(db: Db, { districtId, communityId, period }: Where): Promise<ReadonlyMap<string, readonly FedValue[]>> {
  const rows = await db
    .selectFrom('feedValue as v')
    .innerJoin('feed as f', (join) => join.onRef('f.districtId', '=', 'v.districtId').onRef('f.feedId', '=', 'v.feedId'))
    .innerJoin('orgUnit as u', (join) => join.onRef('u.districtId', '=', 'v.districtId').onRef('u.unitId', '=', 'v.departmentId'))
    .select(['v.element', 'v.kept', 'v.departmentId', 'f.givenAt', 'u.name'])
    .where('v.districtId', '=', districtId)
    .where('v.period', '=', period)
    .where('v.communityId', '=', communityId)
    .where('f.withdrawnAt', 'is', null)
    .orderBy('v.feedId', 'desc')
    .execute();
  const found = new Map<string, FedValue[]>();
  const seen = new Set<string>();
  for (const { element, kept, departmentId, givenAt, name } of rows) {
    const key = `${departmentId}/${element}`;
    if (seen.has(key)) continue;
    seen.add(key);
    found.set(element, [...(found.get(element) ?? []), { value: JSON.parse(kept) as Kept, department: name, at: givenAt }]);
  }
  return found;
}

/** Item → what was answered in a period, whichever version of the form it was answered on. */
async function answersThen(services: Services, db: Db, { districtId, communityId, period }: Where): Promise<ReadonlyMap<string, Kept>> {
  const rows = await db
    .selectFrom('section')
    .select(['sectionCode', 'formVersionId', 'answers'])
    .where('districtId', '=', districtId)
    .where('period', '=', period)
    .where('communityId', '=', communityId)
    .execute();
  const found = new Map<string, Kept>();
  for (const { sectionCode, formVersionId, answers } of rows) {
    const places = await placesOf(services, db, { districtId, formVersionId, sectionCode, period });
    const values = JSON.parse(answers) as Kept[];
    for (const [position, item] of (places?.items ?? []).entries()) found.set(item, values[position] ?? null);
  }
  return found;
}

/** 2026-01 → 2025-12, 2026 → 2025. */
export function previousPeriod(period: string): string {
  const frequency = frequencyOf(period);
  const size = 12 / periodsAYear(frequency);
  const index = ((monthsOf(period)?.first ?? 1) - 1) / size;
  return index > 0 ? periodName(yearOf(period), frequency, index - 1) : periodName(yearOf(period) - 1, frequency, periodsAYear(frequency) - 1);
}

/** What may be confirmed without typing. */
export function isOffered({ fed, counted, last }: Beside | undefined = { fed: [], counted: null, last: null }, value: Kept): boolean {
  return fed.some((each) => each.value === value) || counted?.value === value || last?.value === value;
}

/** The one value that is offered for a cell: what departments and the own register agree on, else what held last period; null where there is none or they differ. */
export function soleOffer({ fed, counted, last }: Beside): Kept {
  const [value, ...others] = new Set([...fed.map((each) => each.value), ...(counted ? [counted.value] : [])]);
  if (others.length > 0) return null;
  return value ?? (last?.again ? last.value : null);
}

/** Cells said to be prefilled must hold what was offered: otherwise somebody typed them. */
export async function requireOffered(
  services: Services,
  db: Db,
  where: Where,
  form: Published,
  section: SectionLayout,
  cells: readonly CellChange[],
): Promise<void> {
  const prefilled = cells.filter(({ origin, value }) => origin === 'p' && value !== null);
  if (prefilled.length === 0) return;
  const beside = await besideSection(services, db, where, form, section);
  const wrong = prefilled.filter(({ item, value }) => !isOffered(beside[section.positions.get(item) ?? -1], typeof value === 'boolean' ? null : value));
  if (wrong.length > 0) throw refused('feed.notFed', { items: wrong.map(({ item }) => section.questions[section.positions.get(item) ?? -1]?.title ?? item) });
}
