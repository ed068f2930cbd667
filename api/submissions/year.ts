// A community's year at a glance: every period of the annual form with when it is due, how far it is, what is offered and waits for a nod,
// what was remarked; and what it would have cost on the old forms.
import { countsOf } from '../../engine/measure/index.ts';
import { monthsOf, periodsOf, type Frequency } from '../../engine/model/period.ts';
import { frequenciesIn, sectionsFor, type Published } from '../annual/published.ts';
import { duesOf, type Due } from '../calendar/due.ts';
import { besidePeriod, soleOffer } from '../feeds/beside.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import type { SubmissionState } from '../storage/schema.ts';
import { readSection, type Where } from './section.ts';
import { isWritable } from './states.ts';

export interface SectionProgress {
  readonly code: string;
  readonly title: string;
  readonly asked: number;
  readonly answered: number;
  /** Blanks for which there is exactly one value to take over. */
  readonly offered: number;
  readonly remarks: number;
}

export interface PeriodProgress {
  readonly period: string;
  readonly frequency: Frequency;
  readonly state: SubmissionState;
  readonly due: Due | null;
  /** Has it begun? What has not is asked of nobody yet. */
  readonly begun: boolean;
  readonly returnedFor: string;
  /** What it was last nudged with and has not answered by handing in; '' where it was not. */
  readonly nudgedWith: string;
  readonly sections: readonly SectionProgress[];
}

/** Values a year: on the departments' own forms, and with one table. */
export interface Saved {
  readonly forms: number;
  readonly departments: number;
  readonly before: number;
  readonly now: number;
}

/** `only` unfinished: the periods that are still with the community. */
export async function yearOfCommunity(
  services: Services,
  db: Db,
  place: Omit<Where, 'period'> & { readonly form: Published; readonly today: string; readonly only: 'all' | 'unfinished' },
): Promise<PeriodProgress[]> {
  const { districtId, communityId, form, today, only } = place;
  const year = form.row.year;
  const periods = frequenciesIn(form).flatMap((frequency) => periodsOf(year, frequency).map((period) => ({ period, frequency })));
  const dues = await duesOf(
    db,
    districtId,
    periods.map(({ period }) => period),
  );
  const { states, remarks, returns } = await toldOf(db, place, year);
  const found: PeriodProgress[] = [];
  for (const { period, frequency } of periods) {
    const state = states.get(period) ?? 'open';
    if (only === 'unfinished' && !isWritable(state)) continue;
    const begun = (firstDay(period) ?? '') <= today;
    const where = { districtId, communityId, period };
    const beside = begun && isWritable(state) ? await besidePeriod(services, db, where, form) : null;
    const sections: SectionProgress[] = [];
    for (const section of sectionsFor(form, period)) {
      const { answers } = begun ? await readSection(services, db, where, form, section) : { answers: [] };
      const blank = section.questions.filter((_question, at) => (answers[at] ?? null) === null);
      sections.push({
        code: section.code,
        title: section.title,
        asked: section.questions.length,
        answered: section.questions.length - blank.length,
        offered: beside ? blank.filter(({ item }) => soleOffer(beside(item)) !== null).length : 0,
        remarks: remarks.filter((remark) => remark.period === period && remark.item !== null && section.positions.has(remark.item)).length,
      });
    }
    const returned = state === 'returned' ? returns.filter((each) => each.period === period && each.toState === 'returned').at(-1) : undefined;
    const nudge = isWritable(state) ? remarks.filter((remark) => remark.period === period && remark.item === null).at(-1) : undefined;
    const told = { returnedFor: returned?.reason ?? '', nudgedWith: nudge?.words ?? '' };
    found.push({ period, frequency, state, due: dues.get(period) ?? null, begun, ...told, sections });
  }
  return found;
}

/** What became of the year's submissions so far. */
async function toldOf(db: Db, { districtId, communityId }: Omit<Where, 'period'>, year: number) {
  const [from, to] = [String(year), String(year + 1)];
  const submissions = await db
    .selectFrom('submission')
    .select(['period', 'state'])
    .where('districtId', '=', districtId)
    .where('communityId', '=', communityId)
    .where('period', '>=', from)
    .where('period', '<', to)
    .execute();
  const remarks = await db
    .selectFrom('remark')
    .select(['period', 'item', 'words'])
    .where('districtId', '=', districtId)
    .where('communityId', '=', communityId)
    .where('period', '>=', from)
    .where('period', '<', to)
    .where('resolvedAt', 'is', null)
    .orderBy('at')
    .execute();
  const returns = await db
    .selectFrom('submissionEvent')
    .select(['period', 'reason', 'toState'])
    .where('districtId', '=', districtId)
    .where('communityId', '=', communityId)
    .where('period', '>=', from)
    .where('period', '<', to)
    .orderBy('eventId')
    .execute();
  return { states: new Map(submissions.map(({ period, state }) => [period, state])), remarks, returns };
}

function firstDay(period: string): string | null {
  const months = monthsOf(period);
  return months && `${months.year}-${String(months.first).padStart(2, '0')}-01`;
}

/** What one table saves: every blank of every form against every question, each as often as it comes in a year. */
export function savedBy({ consolidation }: Published): Saved {
  const { requirements, departments, valuesBefore, valuesNow } = countsOf(consolidation);
  return { forms: requirements, departments, before: valuesBefore, now: valuesNow };
}
