// A department takes a draft away that it never handed in, and brings it back.
import Type from 'typebox';
import { closed, Id, operation } from '../http/operation.ts';
import { hidden, refused } from '../problem.ts';
import { removeDraft, restoreDraft, wasHandedIn } from '../requirements/removed.ts';
import { STATE_NAMES } from '../requirements/states.ts';
import { ById, visible } from './requirements.ts';

const Removed = closed({ requirementId: Id, code: Type.String(), title: Type.String() });

export const removeRequirement = operation({
  id: 'requirement.remove',
  method: 'DELETE',
  path: '/requirements/:requirementId',
  zh: '删除从未提交过的草稿(可恢复)',
  en: 'Remove a draft that was never handed in; it can be restored',
  who: ['department'],
  params: ById,
  reply: Removed,
  run: async (context, { params }) => {
    const { db, actor, now, ifMatch, about, language } = context;
    const row = await visible(context, params.requirementId);
    ifMatch(row.version, row.title);
    if (row.state !== 'draft') throw refused('state.wrong', { what: row.title, is: STATE_NAMES[row.state], needs: STATE_NAMES.draft });
    if (await wasHandedIn(db, row)) throw refused('requirement.onRecord', { title: row.title });
    const { requirementId, code, title } = row;
    const why = language === 'zh' ? `报表草稿“${title}”已删除` : `The draft “${title}” was removed`;
    await removeDraft(db, row, { accountId: actor.accountId, now, why });
    about(`requirement/${requirementId}`, { removed: code, title });
    return { requirementId, code, title };
  },
});

export const restoreRequirement = operation({
  id: 'requirement.restore',
  method: 'POST',
  path: '/requirements/:requirementId/restore',
  zh: '恢复删除的草稿',
  en: 'Bring a removed draft back',
  who: ['department'],
  params: ById,
  body: closed({}),
  reply: Removed,
  run: async ({ db, actor, about }, { params }) => {
    const row = await db
      .selectFrom('removedDraft')
      .selectAll()
      .where('districtId', '=', actor.districtId)
      .where('requirementId', '=', params.requirementId)
      .executeTakeFirst();
    if (!row) throw refused('request.notFound', { what: '删除的草稿 / removed draft' });
    if (row.departmentId !== actor.unitId) throw hidden('删除的草稿 / removed draft');
    const { requirementId, code, title } = await restoreDraft(db, actor.districtId, row.kept);
    about(`requirement/${requirementId}`, { restored: code, title });
    return { requirementId, code, title };
  },
});
