// People's rulings and the questions that wait for one. A ruling is never deleted: it is revoked, with a reason.
import Type, { type Static } from 'typebox';
import { requirementsNamed } from '../../engine/decide/index.ts';
import type { Decision as Ruling } from '../../engine/model/decision.ts';
import { describe, type Language } from '../../engine/problem/index.ts';
import { decisionsFrom } from '../../forms/pack/decisions.ts';
import { loadVocabulary } from '../../forms/lexicon/form.ts';
import { draftInput, draftOf, reachIn } from '../annual/draft.ts';
import { pageAsked, pageFrom } from '../http/page.ts';
import { closed, Id, operation, orNull, Words, YearText, type ActorContext, pageOf, PageQuery } from '../http/operation.ts';
import { questionsIn } from '../desk/questions.ts';
import { hidden, refused } from '../problem.ts';
import { answerReferrals, reopenReferrals } from '../requirements/answer.ts';
import { KeptRuling, saidBy } from '../requirements/ruling.ts';
import { routedQuestions } from '../requirements/routing.ts';
import type { DecisionRow } from '../storage/schema.ts';
import { ReachedBlanks } from './reached.ts';
import { registered } from './requirements.ts';

const Decision = closed({
  decisionId: Id,
  kind: Type.String(),
  ruling: KeptRuling,
  /** What it says that the blank asks, or a word means, in words; null where it says nothing of the kind. */
  said: orNull(Type.String()),
  accountId: Type.String(),
  at: Type.String(),
  revokedAt: orNull(Type.String()),
  revokedBy: orNull(Type.String()),
  revokedWhy: orNull(Type.String()),
});

function shown({ districtId: _district, ruling, ...row }: DecisionRow, language: Language) {
  const kept = JSON.parse(ruling) as Static<typeof KeptRuling>;
  return { ...row, ruling: kept, said: saidBy(kept, language) };
}

export const listDecisions = operation({
  id: 'decision.list',
  method: 'GET',
  path: '/decisions',
  zh: '人工认定',
  en: 'Rulings',
  who: ['coordinator', 'department'],
  query: closed(PageQuery),
  reply: pageOf(Decision),
  run: async (context, { query }) => {
    const { db, actor, language } = context;
    const { limit, unseen } = pageAsked(query, { columns: ['decisionId'], way: 'up' });
    const rulings = db.selectFrom('decision').selectAll().where('districtId', '=', actor.districtId).where(unseen).orderBy('decisionId');
    const own = actor.role === 'department' ? await ownCodes(context) : null;
    // Whose a ruling is stands within it: those that name a form of the department are looked at, and kept where they name no other.
    const rows = await (
      own === null ? rulings.limit(limit + 1) : rulings.where(({ or, eb }) => or([...own].map((code) => eb('ruling', 'like', naming(code)))))
    ).execute();
    const seen = rows.map((row) => shown(row, language)).filter(({ ruling }) => own === null || isOnlyOn(ruling, own));
    const { lines, next } = pageFrom(seen, limit, ({ decisionId }) => [decisionId]);
    return { items: [...lines], next };
  },
});

/** What stands in a kept ruling on a requirement. A number with % or _ finds too many, never too few. */
function naming(code: string): string {
  return `%"requirement":${JSON.stringify(code)}%`;
}

/** Numbers of the requirements of the actor's department. */
async function ownCodes({ db, actor }: ActorContext): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('requirement')
    .select('code')
    .where('districtId', '=', actor.districtId)
    .where('departmentId', '=', actor.unitId ?? '')
    .execute();
  return new Set(rows.map(({ code }) => code));
}

/** Is all that a kept ruling names on these requirements? One that cannot be read is nobody's. */
function isOnlyOn(ruling: unknown, codes: ReadonlySet<string>): boolean {
  const { value } = decisionsFrom([ruling], 'ruling');
  return value !== null && value.flatMap(requirementsNamed).every((code) => codes.has(code));
}

export const decideRuling = operation({
  id: 'decision.create',
  method: 'POST',
  path: '/decisions',
  zh: '作一条认定(相同、不同、含义、不是填报字段、是填报字段、计量单位、口径)',
  en: 'Rule: same, different, means, not a blank, is a blank, its unit, a definition',
  who: ['coordinator', 'department'],
  body: closed({ ruling: Type.Object({}, { additionalProperties: true }), why: Words }),
  reply: Decision,
  status: 201,
  run: async (context, { body }) => {
    const { db, actor, now, newId, about, language } = context;
    const ruling = { ...body.ruling, who: actor.name, when: now, why: body.why };
    const { value, problems } = decisionsFrom([ruling], 'ruling');
    if (!value) throw refused('request.invalid', { at: 'body/ruling', why: problems.map((each) => describe(each, language)).join(' ') }, {}, problems);
    await seeOwn(context, 'decision.create', value);
    const kind = value[0]?.kind ?? '';
    const row: DecisionRow = {
      districtId: actor.districtId,
      decisionId: newId(),
      kind,
      ruling: JSON.stringify(ruling),
      accountId: actor.accountId,
      at: now,
      revokedAt: null,
      revokedBy: null,
      revokedWhy: null,
    };
    await db.insertInto('decision').values(row).execute();
    if (actor.role === 'coordinator') await answerReferrals(context, value);
    about(`decision/${row.decisionId}`, { kind });
    return shown(row, language);
  },
});

/** A department rules on its own forms alone. */
async function seeOwn(context: ActorContext, act: string, rulings: readonly Ruling[]): Promise<void> {
  if (context.actor.role !== 'department') return;
  const own = await ownCodes(context);
  const foreign = rulings.flatMap(requirementsNamed).find((code) => !own.has(code));
  if (foreign !== undefined) throw refused('auth.role', { act: `${act} ${foreign}` });
}

export const reachOfRulings = operation({
  id: 'decision.reach',
  method: 'POST',
  path: '/forms/:year/decisions/reach',
  zh: '几条认定会改变哪些填报字段的读法',
  en: 'Blanks that rulings would change the reading of',
  who: ['coordinator', 'department'],
  params: closed({ year: YearText }),
  body: closed({
    rulings: Type.Array(Type.Object({}, { additionalProperties: true }), { maxItems: 500 }),
    /** A requirement that counts as it is now, admitted or not. */
    requirementId: Type.Optional(Id),
  }),
  reply: closed({ items: ReachedBlanks }),
  pure: true,
  run: async (context, { params, body }) => {
    const { db, actor, services, language } = context;
    const { value, problems } = decisionsFrom(body.rulings, 'rulings');
    if (!value) throw refused('request.invalid', { at: 'body/rulings', why: problems.map((each) => describe(each, language)).join(' ') }, {}, problems);
    await seeOwn(context, 'decision.reach', value);
    const seen = body.requirementId === undefined ? [] : [(await registered(context, body.requirementId)).row.requirementId];
    const input = await draftInput(services, db, actor.districtId, Number(params.year), { with: seen });
    return { items: await reachIn(services, input, { decisions: value, terms: [] }, language) };
  },
});

export const revokeDecision = operation({
  id: 'decision.revoke',
  method: 'POST',
  path: '/decisions/:decisionId/revoke',
  zh: '撤销一条认定',
  en: 'Revoke a ruling',
  who: ['coordinator', 'department'],
  params: closed({ decisionId: Id }),
  body: closed({ why: Type.String({ minLength: 1, maxLength: 4000 }) }),
  reply: Decision,
  run: async (context, { params, body }) => {
    const { db, actor, now, about } = context;
    const row = await db
      .selectFrom('decision')
      .selectAll()
      .where('districtId', '=', actor.districtId)
      .where('decisionId', '=', params.decisionId)
      .executeTakeFirst();
    if (!row) throw refused('request.notFound', { what: '认定 / ruling' });
    if (actor.role === 'department' && !(await isOwnRuling(context, row))) throw hidden('认定 / ruling');
    if (row.revokedAt !== null) throw refused('state.wrong', { what: '认定 / ruling', is: '已撤销 / revoked', needs: '有效 / standing' });
    const changed = { revokedAt: now, revokedBy: actor.accountId, revokedWhy: body.why };
    await db.updateTable('decision').set(changed).where('districtId', '=', actor.districtId).where('decisionId', '=', row.decisionId).execute();
    await reopenReferrals(context, row);
    about(`decision/${row.decisionId}`);
    return shown({ ...row, ...changed }, context.language);
  },
});

const Question = closed({
  id: Type.String(),
  kind: Type.String(),
  /** The words of the form that it is about. */
  words: Type.String(),
  /** The question in words. */
  asks: Type.String(),
  departments: Type.Array(Type.String()),
  fields: Type.Array(
    closed({
      key: Type.String(),
      requirement: Type.String(),
      form: Type.String(),
      sheet: Type.String(),
      cell: Type.String(),
      title: Type.String(),
      label: Type.Array(Type.String()),
      department: Type.String(),
      meaning: Type.String(),
      /** What it may mean, each as a ruling spells it; the first is as it is read now. */
      readings: Type.Array(closed({ meaning: Type.String(), term: Type.String() })),
      /** What the blank would ask, were the question decided one way: each with a field that asks it. */
      candidates: Type.Array(closed({ element: Type.String(), meaning: Type.String(), field: Type.String() })),
    }),
  ),
  /** Sent to the departments concerned, with a note. */
  routed: orNull(closed({ at: Type.String(), note: Type.String() })),
});
/** Made by the actor's department, about its own requirements alone: what the coordinating office ruled stands. */
async function isOwnRuling(context: ActorContext, { accountId, ruling }: DecisionRow): Promise<boolean> {
  const { db, actor } = context;
  const by = await db.selectFrom('account').select('unitId').where('districtId', '=', actor.districtId).where('accountId', '=', accountId).executeTakeFirst();
  if (by?.unitId !== actor.unitId) return false;
  const own = await ownCodes(context);
  return isOnlyOn(JSON.parse(ruling), own);
}

export const listQuestions = operation({
  id: 'question.list',
  method: 'GET',
  path: '/forms/:year/questions',
  zh: '口径待确认清单',
  en: 'Questions for people',
  who: ['coordinator', 'department'],
  params: closed({ year: YearText }),
  reply: closed({ items: Type.Array(Question) }),
  run: async ({ db, actor, services, language }, { params }) => {
    const input = await draftInput(services, db, actor.districtId, Number(params.year));
    if (input.papers.length === 0) return { items: [] };
    const { consolidation } = await draftOf(services, input);
    const told = questionsIn(consolidation, loadVocabulary(), language);
    const routed = await routedQuestions(db, actor.districtId, Number(params.year));
    const unit =
      actor.unitId === null
        ? undefined
        : await db.selectFrom('orgUnit').select('code').where('districtId', '=', actor.districtId).where('unitId', '=', actor.unitId).executeTakeFirst();
    const items = told.map((question) => ({ ...question, routed: routed[question.id] ?? null }));
    return { items: items.filter(({ departments }) => actor.role === 'coordinator' || departments.includes(unit?.code ?? '')) };
  },
});
