// After an amendment: which submissions it leaves incomplete, and all of them given back to their communities in one act.
import Type from 'typebox';
import { currentForm } from '../annual/published.ts';
import { closed, Id, operation, pageOf, PageQuery, YearText } from '../http/operation.ts';
import { pageOfList } from '../http/page.ts';
import { refused } from '../problem.ts';
import { incompleteIn } from '../submissions/incomplete.ts';
import { moveTo } from '../submissions/steps.ts';
import { State } from './submissions.ts';

const OfYear = closed({ year: YearText });

export const listIncomplete = operation({
  id: 'form.incomplete',
  method: 'GET',
  path: '/forms/:year/incomplete',
  zh: '修订一张表后,已上报而又有空项的填报单',
  en: 'Submissions that were handed in and have blanks since the form was amended',
  who: ['coordinator'],
  params: OfYear,
  query: closed(PageQuery),
  reply: pageOf(closed({ communityId: Id, code: Type.String(), name: Type.String(), period: Type.String(), state: State, blank: Type.Integer() })),
  run: async (context, { params, query }) => {
    const { db, actor, services } = context;
    const found = await incompleteIn(context, await currentForm(services, db, actor.districtId, Number(params.year)));
    const { lines, next } = pageOfList(found, query, ({ submission: { period }, community: { code } }) => [period, code]);
    const items = lines.map(({ community: { unitId, code, name }, submission: { period, state }, blank }) => ({
      communityId: unitId,
      code,
      name,
      period,
      state,
      blank,
    }));
    return { items, next };
  },
});

export const reopenIncomplete = operation({
  id: 'form.reopenIncomplete',
  method: 'POST',
  path: '/forms/:year/incomplete/reopen',
  zh: '把修订后有空项的填报单一次全部重新开放,写明理由',
  en: 'Reopen at once all submissions that an amendment left incomplete, with a reason',
  who: ['coordinator'],
  params: OfYear,
  body: closed({ reason: Type.String({ minLength: 1, maxLength: 2000 }) }),
  reply: closed({ reopened: Type.Integer() }),
  prepare: async (context, { params }) => {
    const { db, actor, services } = context;
    return incompleteIn(context, await currentForm(services, db, actor.districtId, Number(params.year)));
  },
  run: async (context, { params, body }, found) => {
    const reason = body.reason.trim();
    if (reason === '') throw refused('state.reasonNeeded', {});
    let reopened = 0;
    for (const { submission } of found) if (await moveTo(context, submission, 'returned', reason)) reopened++;
    context.about(`form/${params.year}`, { reopened });
    return { reopened };
  },
});
