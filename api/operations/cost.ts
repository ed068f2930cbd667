// The admission desk's page about one requirement: what it would cost, who asks the same, what is nearly it, what it may not ask, on what it rests.
import { sql } from 'kysely';
import Type from 'typebox';
import { loadMeasureWords } from '../../forms/lexicon/form.ts';
import { legalStanding, type LegalStatus } from '../../engine/measure/index.ts';
import type { Consolidation } from '../../engine/model/consolidation.ts';
import { changeOf } from '../annual/change.ts';
import { draftInput, draftOf } from '../annual/draft.ts';
import { dayIn, daysAfter } from '../calendar/workdays.ts';
import { closed, Id, Line, oneOf, operation, orNull, YearText, type ActorContext } from '../http/operation.ts';
import { requirementCondition } from '../people/scope.ts';
import { admissionRules, negativeHits, setAdmissionRules } from '../requirements/admission.ts';
import { costOf, overlapsOf, type FieldStanding } from '../requirements/cost.ts';
import { likeOnes } from '../requirements/likeness.ts';
import { inForce } from '../requirements/standing.ts';
import type { RequirementRow } from '../storage/schema.ts';
import { FormChange, shownChange } from './forms.ts';
import { ById, registered, State } from './requirements.ts';

const Overlap = closed({ requirement: Type.String(), title: Type.String(), department: Type.String(), shared: Type.Integer() });
const NegativeEntry = { words: Line, why: Type.String({ maxLength: 500 }) };

const Cost = closed({
  /** Its blanks: asked = known + oftener + follows + new. */
  asked: Type.Integer(),
  known: Type.Integer(),
  oftener: Type.Integer(),
  follows: Type.Integer(),
  new: Type.Integer(),
  /** A community and year. Minutes: values × the seconds that the district reckons with. */
  valuesAsked: Type.Integer(),
  valuesMore: Type.Integer(),
  /** Of questions that need not be asked any more, which `valuesMore` has taken off. */
  valuesSpared: Type.Integer(),
  minutesMore: Type.Number(),
  secondsPerValue: Type.Integer(),
  fields: Type.Array(
    closed({
      key: Type.String(),
      sheet: Type.String(),
      cell: Type.String(),
      title: Type.String(),
      element: Type.String(),
      /** known: answered anyway · oftener: asked, but not as often · follows: worked out from what it asks anew · new: a question more. */
      standing: oneOf(['known', 'oftener', 'follows', 'new']),
      doubtful: Type.Boolean(),
      others: Type.Array(Type.String()),
    }),
  ),
  /** Its blanks that people ruled on. */
  corrected: Type.Integer(),
  columns: Type.Array(closed({ register: Type.String(), column: Type.String(), title: Type.String(), isNew: Type.Boolean() })),
  overlaps: Type.Array(Overlap),
  /** Other requirements, whatever became of them, that ask nearly the same. */
  nearDuplicates: Type.Array(
    closed({
      requirementId: Id,
      code: Type.String(),
      title: Type.String(),
      departmentId: Id,
      state: State,
      shared: Type.Integer(),
      here: Type.Integer(),
      there: Type.Integer(),
      /** The very same workbook. */
      identical: Type.Boolean(),
    }),
  ),
  negativeHits: Type.Array(closed({ ...NegativeEntry, label: Type.String(), sheet: orNull(Type.String()), cell: orNull(Type.String()) })),
  legal: closed({ status: oneOf(['none', 'expired', 'expiring', 'sound']), basis: Type.String(), validUntil: Type.String() }),
  /** What admitting it changes in the form; for a revision, against the form with what was admitted before. */
  change: FormChange,
});

export const burdenOfRequirement = operation({
  id: 'requirement.burden',
  method: 'GET',
  path: '/requirements/:requirementId/burden',
  zh: '准入前测算:要几个、已有几个、多问几个,与谁重复,负面清单和依据',
  en: 'What admitting it would cost: asked, known, new; who asks the same; negative list and legal basis',
  who: ['coordinator', 'department'],
  params: ById,
  query: closed({ year: YearText }),
  reply: Cost,
  run: async (context, { params, query }) => {
    const { row } = await registered(context, params.requirementId);
    const { db, actor, services, now } = context;
    const year = Number(query.year);
    const inputs = await Promise.all([
      draftInput(services, db, actor.districtId, year, { without: [row.requirementId] }),
      draftInput(services, db, actor.districtId, year, { with: [row.requirementId] }),
      draftInput(services, db, actor.districtId, year),
    ]);
    const [without, withIt, standing] = await Promise.all(inputs.map((input) => draftOf(services, input)));
    if (!without || !withIt || !standing) throw new Error('Three drafts were asked for.');
    const cost = costOf(without.consolidation, withIt.consolidation, row.code);
    const count = (wanted: FieldStanding): number => cost.fields.filter((field) => field.standing === wanted).length;
    const { secondsPerValue, negativeList } = await admissionRules(db, actor.districtId);
    const isRevision = inForce(row) !== null && row.state !== 'admitted';
    return {
      asked: cost.fields.length,
      known: count('known'),
      oftener: count('oftener'),
      follows: count('follows'),
      new: count('new'),
      valuesAsked: cost.valuesAsked,
      valuesMore: cost.valuesMore,
      valuesSpared: cost.valuesSpared,
      minutesMore: Math.round((cost.valuesMore * secondsPerValue) / 6) / 10,
      secondsPerValue,
      fields: cost.fields.map((field) => ({ ...field, others: [...field.others] })),
      corrected: ruledIn(withIt.consolidation, row.code),
      columns: [...cost.columns],
      overlaps: overlapsOf(cost, withIt.consolidation),
      nearDuplicates: await nearDuplicates(context, row, year, withIt.consolidation),
      negativeHits: negativeHits(withIt.consolidation, row.code, negativeList),
      legal: legalOf(withIt.consolidation, row, dayIn(now)),
      change: shownChange(changeOf(isRevision ? standing : without, withIt), context.language),
    };
  },
});

function ruledIn({ rulings }: Consolidation, requirement: string): number {
  return new Set(rulings.flatMap(({ fields }) => fields.filter((key) => key.startsWith(`${requirement}|`)))).size;
}

/** Compared with everything that this account may know of: what is in force, and what became of the others that it sees. */
async function nearDuplicates(context: ActorContext, row: RequirementRow, year: number, withIt: Consolidation) {
  const { db, actor, services } = context;
  const inForceIds = new Set(withIt.pack.requirements.map(({ id }) => id));
  const seen = await db
    .selectFrom('requirement')
    .selectAll()
    .where('districtId', '=', actor.districtId)
    .where((eb) => eb.or([eb('standing', 'is not', null), sql<boolean>`(${requirementCondition(actor)})`]))
    .execute();
  const others = seen.filter(({ code, revisionNo }) => revisionNo > 0 && !inForceIds.has(code)).map(({ requirementId }) => requirementId);
  const all =
    others.length === 0
      ? withIt
      : (await draftOf(services, await draftInput(services, db, actor.districtId, year, { with: [row.requirementId, ...others] }))).consolidation;
  const byCode = new Map(seen.map((each) => [each.code, each]));
  const hashes = await hashesOf(context);
  return likeOnes(all, row.code).flatMap(({ requirement, ...like }) => {
    const found = byCode.get(requirement);
    if (!found) return [];
    const { requirementId, code, title, departmentId, state } = inForce(found) ?? found;
    return [{ requirementId, code, title, departmentId, state, ...like, identical: hashes.get(requirementId) === hashes.get(row.requirementId) }];
  });
}

/** Requirement → the workbook that counts now. */
async function hashesOf({ db, actor }: ActorContext): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('requirement as r')
    .innerJoin('requirementRevision as v', (join) =>
      join.onRef('v.districtId', '=', 'r.districtId').onRef('v.requirementId', '=', 'r.requirementId').onRef('v.revisionNo', '=', 'r.revisionNo'),
    )
    .select(['r.requirementId', 'v.contentHash'])
    .where('r.districtId', '=', actor.districtId)
    .execute();
  return new Map(rows.map(({ requirementId, contentHash }) => [requirementId, contentHash]));
}

const EXPIRING_DAYS = 90;

/** What the form and its registration say of the basis, the worse of both. */
function legalOf(consolidation: Consolidation, { code, legalBasis, validUntil }: RequirementRow, today: string) {
  const printed = legalStanding(consolidation, loadMeasureWords()).find(({ requirement }) => requirement === code);
  const registered: LegalStatus =
    validUntil === null ? 'sound' : validUntil < today ? 'expired' : validUntil < daysAfter(today, EXPIRING_DAYS) ? 'expiring' : 'sound';
  const order: readonly LegalStatus[] = ['none', 'expired', 'expiring', 'sound'];
  const status = order.find((each) => each === printed?.status || each === registered) ?? 'sound';
  return { status, basis: printed?.basis ?? legalBasis ?? '', validUntil: validUntil ?? printed?.validUntil ?? '' };
}

const Rules = closed({
  secondsPerValue: Type.Integer({ minimum: 1, maximum: 3600 }),
  negativeList: Type.Array(closed(NegativeEntry), { maxItems: 500 }),
});

export const readAdmission = operation({
  id: 'admission.read',
  method: 'GET',
  path: '/admission-rules',
  zh: '准入规则:负面清单、每个数按几秒计',
  en: 'Rules of admission: the negative list, seconds reckoned for a value',
  who: ['coordinator', 'department'],
  reply: Rules,
  run: async ({ db, actor }) => {
    const { secondsPerValue, negativeList } = await admissionRules(db, actor.districtId);
    return { secondsPerValue, negativeList: [...negativeList] };
  },
});

export const changeAdmission = operation({
  id: 'admission.change',
  method: 'PUT',
  path: '/admission-rules',
  zh: '修改准入规则',
  en: 'Change the rules of admission',
  who: ['coordinator'],
  body: Rules,
  reply: Rules,
  run: async ({ db, actor, about }, { body }) => {
    await setAdmissionRules(db, actor.districtId, body);
    about('admission-rules', { secondsPerValue: body.secondsPerValue, negativeList: body.negativeList.length });
    return body;
  },
});
