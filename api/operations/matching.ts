// The matching desk: groups held to be one datum, pairs kept apart, rulings made together — tried before they are made — and questions sent to departments.
import Type from 'typebox';
import { describe } from '../../engine/problem/index.ts';
import { decisionsFrom } from '../../forms/pack/decisions.ts';
import { loadVocabulary } from '../../forms/lexicon/form.ts';
import type { Decision } from '../../engine/model/decision.ts';
import { changeOf } from '../annual/change.ts';
import { draftInput, draftOf } from '../annual/draft.ts';
import { bookOf } from '../desk/book.ts';
import { apartIn, groupsIn } from '../desk/groups.ts';
import { standingRulings } from '../desk/rulings.ts';
import { closed, Id, oneOf, operation, orNull, Words, YearText, type ActorContext, pairOf } from '../http/operation.ts';
import { refused } from '../problem.ts';
import { answerReferrals, reopenReferrals } from '../requirements/answer.ts';
import { routedQuestions, routeQuestion } from '../requirements/routing.ts';
import { OfYear } from './annual.ts';
import { FormChange, shownChange } from './forms.ts';

const Texts = Type.Array(Type.String());
const Field = closed({
  key: Type.String(),
  requirement: Type.String(),
  form: Type.String(),
  department: Type.String(),
  sheet: Type.String(),
  cell: Type.String(),
  label: Texts,
  unit: orNull(Type.String()),
  frequency: Type.String(),
  doubts: Texts,
  evidence: Type.Array(closed({ says: Type.String(), words: Type.String(), cell: Type.String(), from: Type.String() })),
});

export const listGroups = operation({
  id: 'match.groups',
  method: 'GET',
  path: '/forms/:year/groups',
  zh: '跨部门判为同一个数的各组填报字段:口径、依据、是否已认定',
  en: 'Groups of blanks of several departments held to be one datum',
  who: ['coordinator'],
  params: OfYear,
  reply: closed({
    items: Type.Array(
      closed({
        element: Type.String(),
        meaning: Type.String(),
        facets: Type.Array(closed({ name: Type.String(), value: Type.String() })),
        departments: Type.Integer(),
        repeated: Type.Integer(),
        concerns: Type.Array(oneOf(['doubt', 'words', 'around'])),
        /** Rulings by which all its fields are one; empty: nobody ruled yet. */
        settledBy: Texts,
        fields: Type.Array(Field),
      }),
    ),
  }),
  run: async (context, { params }) => {
    const { consolidation } = await bookOf(context, Number(params.year));
    return { items: groupsIn(consolidation, await standingRulings(context, consolidation.rulings), loadVocabulary(), context.language) };
  },
});

export const listApart = operation({
  id: 'match.apart',
  method: 'GET',
  path: '/forms/:year/apart',
  zh: '看着像、没有合并的填报字段:差在哪一处',
  en: 'Blanks that look alike and were kept apart, and the facet that decides',
  who: ['coordinator'],
  params: OfYear,
  reply: closed({
    items: Type.Array(
      closed({
        fields: pairOf(Field),
        facet: Type.String(),
        sides: pairOf(orNull(Type.String())),
        likeness: Type.Number(),
      }),
    ),
  }),
  run: async (context, { params }) => {
    const { consolidation } = await bookOf(context, Number(params.year));
    const pairs = apartIn(consolidation, loadVocabulary(), context.language);
    return {
      items: pairs.map(({ fields: [a, b], sides: [left, right], ...pair }) => ({
        ...pair,
        fields: [a, b] as [typeof a, typeof b],
        sides: [left, right] as [typeof left, typeof right],
      })),
    };
  },
});

const Rulings = {
  rulings: Type.Array(Type.Object({}, { additionalProperties: true }), { maxItems: 500 }),
  /** Rulings that are taken back at the same time, by id. */
  revoke: Type.Optional(Type.Array(Id, { maxItems: 500 })),
};

function readRulings({ language }: ActorContext, rulings: readonly object[]): readonly Decision[] {
  const { value, problems } = decisionsFrom(rulings, 'rulings');
  if (!value) throw refused('request.invalid', { at: 'body/rulings', why: problems.map((each) => describe(each, language)).join(' ') }, {}, problems);
  return value;
}

export const tryRulings = operation({
  id: 'decision.try',
  method: 'POST',
  path: '/forms/:year/decisions/try',
  zh: '试算几条认定(和撤销):一张表会怎样变',
  en: 'Try rulings, made and taken back: how the form would change',
  who: ['coordinator'],
  params: OfYear,
  body: closed(Rulings),
  reply: closed({ ...FormChange.properties, warnings: Texts }),
  pure: true,
  run: async (context, { params, body }) => {
    const { db, actor, services, language } = context;
    const year = Number(params.year);
    const decisions = readRulings(context, body.rulings);
    const from = await draftOf(services, await draftInput(services, db, actor.districtId, year));
    const to = await draftOf(services, await draftInput(services, db, actor.districtId, year, { decisions, revoked: body.revoke ?? [] }));
    const known = new Set(from.problems.map((each) => describe(each, language)));
    const warnings = to.problems.map((each) => describe(each, language)).filter((words) => !known.has(words));
    return { ...shownChange(changeOf(from, to), language), warnings };
  },
});

export const settleRulings = operation({
  id: 'decision.settle',
  method: 'POST',
  path: '/decisions/settle',
  zh: '一并作出或撤销几条认定',
  en: 'Make or take back several rulings at once',
  who: ['coordinator'],
  body: closed({ ...Rulings, why: Words }),
  reply: closed({ made: Texts, revoked: Texts }),
  run: async (context, { body }) => {
    const { db, actor, now, newId, about } = context;
    const { districtId, accountId } = actor;
    const rulings = body.rulings.map((ruling) => ({ ...ruling, who: actor.name, when: now, why: body.why }));
    const decisions = readRulings(context, rulings);
    const made: string[] = [];
    for (const [index, ruling] of rulings.entries()) {
      const decisionId = newId();
      const kind = decisions[index]?.kind ?? '';
      const kept = { kind, ruling: JSON.stringify(ruling), accountId, at: now, revokedAt: null, revokedBy: null, revokedWhy: null };
      await db
        .insertInto('decision')
        .values({ districtId, decisionId, ...kept })
        .execute();
      made.push(decisionId);
    }
    const revoked = body.revoke ?? [];
    for (const decisionId of revoked) {
      const taken = await db
        .updateTable('decision')
        .set({ revokedAt: now, revokedBy: accountId, revokedWhy: body.why })
        .where('districtId', '=', districtId)
        .where('decisionId', '=', decisionId)
        .where('revokedAt', 'is', null)
        .returningAll()
        .executeTakeFirst();
      if (!taken) throw refused('state.changed', { what: '认定 / ruling' });
      await reopenReferrals(context, taken);
    }
    await answerReferrals(context, decisions);
    const [only, ...others] = [...made, ...revoked];
    const kinds = [...new Set(decisions.map(({ kind }) => kind))];
    about(only !== undefined && others.length === 0 ? `decision/${only}` : 'decision', { kind: kinds, made: made.length, revoked: revoked.length });
    return { made, revoked };
  },
});

export const sendQuestion = operation({
  id: 'question.route',
  method: 'PUT',
  path: '/forms/:year/questions/:question/route',
  zh: '把一条口径问题转给有关部门(附说明);空白即撤回',
  en: 'Send a question to the departments concerned, with a note; blank takes it back',
  who: ['coordinator'],
  params: closed({ year: YearText, question: Type.String({ pattern: '^[0-9a-z]{2,40}$' }) }),
  body: closed({ note: orNull(Type.String({ maxLength: 1000 })) }),
  reply: closed({ question: Type.String(), routed: orNull(closed({ at: Type.String(), note: Type.String() })) }),
  run: async ({ db, actor, now, about }, { params, body }) => {
    const year = Number(params.year);
    const routed = body.note === null ? null : { at: now, note: body.note };
    await routeQuestion(db, actor.districtId, year, params.question, routed);
    about(`question/${params.question}`, { routed: routed !== null });
    return { question: params.question, routed: (await routedQuestions(db, actor.districtId, year))[params.question] ?? null };
  },
});
