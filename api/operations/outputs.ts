// Outputs: every department gets its own form back, for any place and period, with where each number comes from.
import Type from 'typebox';
import { describe } from '../../engine/problem/index.ts';
import { isFrequency, periodsOf } from '../../engine/model/period.ts';
import { currentForm, frequencyOf, yearOf, type Published } from '../annual/published.ts';
import { registeredIn, type Registered } from '../annual/draft.ts';
import { closed, Download, Id, operation, Period, type ActorContext } from '../http/operation.ts';
import { filledForm, filledWorkbook } from '../outputs/output.ts';
import { communityIds } from '../people/scope.ts';
import { hidden, refused } from '../problem.ts';
import { isFinal } from '../submissions/states.ts';
import type { Community } from '../submissions/values.ts';
import { XLSX } from './requirements.ts';

const Place = closed({ requirementId: Id, period: Period, communityId: Id });

interface Wanted {
  readonly registered: Registered;
  readonly form: Published;
  readonly community: Community;
  /** Every period that it draws on is approved. */
  readonly final: boolean;
}

/** A department sees the outputs of its own requirements; the coordinator all; a street and a community what became of their own answers. */
async function wanted(
  context: ActorContext,
  { requirementId, period, communityId }: { readonly requirementId: string; readonly period: string; readonly communityId: string },
): Promise<Wanted> {
  const { db, actor, services } = context;
  const registered = (await registeredIn(db, actor.districtId)).find(({ row }) => row.requirementId === requirementId);
  if (!registered || (actor.role === 'department' && registered.row.departmentId !== actor.unitId)) throw hidden('报表 / output');
  const community = await db
    .selectFrom('orgUnit')
    .select(['unitId', 'code', 'name'])
    .where('districtId', '=', actor.districtId)
    .where('unitId', '=', communityId)
    .where('unitId', 'in', communityIds(actor))
    .executeTakeFirst();
  if (!community) throw hidden('社区 / community');
  const { frequency } = registered.row;
  if (!isFrequency(frequency) || frequencyOf(period) !== frequency) throw refused('request.notFound', { what: `${period}(${registered.row.title})` });
  const form = await currentForm(services, db, actor.districtId, yearOf(period));
  if (!form.consolidation.pack.requirements.some(({ id }) => id === registered.row.code))
    throw refused('request.notFound', { what: `${registered.row.title}(${form.row.year})` });
  return { registered, form, community, final: await isApproved(context, form, communityId) };
}

/** Everything that the community had to answer in the year so far is approved. */
async function isApproved({ db, actor }: ActorContext, form: Published, communityId: string): Promise<boolean> {
  const year = form.row.year;
  const needed = new Set(form.form.parts.flatMap(({ frequency }) => periodsOf(year, frequency)));
  const rows = await db
    .selectFrom('submission')
    .select(['period', 'state'])
    .where('districtId', '=', actor.districtId)
    .where('year', '=', year)
    .where('communityId', '=', communityId)
    .execute();
  const states = new Map(rows.map(({ period, state }) => [period, state]));
  return [...needed].every((period) => isFinal(states.get(period) ?? 'open'));
}

export const downloadOutput = operation({
  id: 'output.workbook',
  method: 'GET',
  path: '/outputs/:requirementId/:period/:communityId/workbook',
  zh: '部门自己的工作簿,已填好',
  en: 'The department’s own workbook, filled',
  who: ['coordinator', 'department', 'street', 'community'],
  params: Place,
  reply: Type.Unknown(),
  download: true,
  exports: true,
  run: async (context, { params }) => {
    const { db, actor, services, about, header, language } = context;
    const { registered, form, community, final } = await wanted(context, params);
    const filled = await filledForm(services, db, actor.districtId, form, registered.row.code, community, params.period);
    const { bytes, problems } = await filledWorkbook(db, actor.districtId, registered.revision, filled);
    if (!bytes) throw refused('request.notFound', { what: problems.map((each) => describe(each, language)).join(' ') });
    about(`output/${params.requirementId}/${params.period}/${params.communityId}`, { final });
    header('onetable-state', final ? 'approved' : 'provisional');
    return new Download(`${registered.row.title}-${community.name}-${params.period}${final ? '' : '-暂定'}.xlsx`, XLSX, bytes);
  },
});

export const readOutput = operation({
  id: 'output.read',
  method: 'GET',
  path: '/outputs/:requirementId/:period/:communityId',
  zh: '部门视图的数据(JSON)',
  en: 'An output’s cells as JSON',
  who: ['coordinator', 'department', 'street', 'community'],
  params: Place,
  reply: Type.Unknown(),
  exports: true,
  run: async (context, { params }) => {
    const { db, actor, services, about, language } = context;
    const { registered, form, community, final } = await wanted(context, params);
    const { edits, problems } = await filledForm(services, db, actor.districtId, form, registered.row.code, community, params.period);
    about(`output/${params.requirementId}/${params.period}/${params.communityId}`, { final });
    return {
      requirement: registered.row.code,
      community: community.code,
      period: params.period,
      provisional: !final,
      sheets: edits,
      problems: problems.map((each) => describe(each, language)),
    };
  },
});
