// What the pages on which communities fill need beyond the answers themselves: the year at a glance, a section as it is drawn, and what becomes of an answer.
import Type from 'typebox';
import { FREQUENCIES } from '../../engine/model/period.ts';
import { currentForm, publishedYears, type SectionLayout } from '../annual/published.ts';
import { dayIn } from '../calendar/workdays.ts';
import { closed, Id, Line, oneOf, operation, orNull, Period, YearText, Day } from '../http/operation.ts';
import { seesCommunity } from '../people/scope.ts';
import { hidden, refused } from '../problem.ts';
import { checksOff } from '../submissions/checks-off.ts';
import { followingIn } from '../submissions/following.ts';
import { loadAnswerWords } from '../../forms/lexicon/form.ts';
import { lastTaken } from '../outputs/taken.ts';
import { usesOf } from '../submissions/uses.ts';
import { admissionRules } from '../requirements/admission.ts';
import { savedBy, yearOfCommunity, type PeriodProgress } from '../submissions/year.ts';
import { inForce } from '../requirements/standing.ts';
import { visit } from './submissions.ts';

const READERS = ['coordinator', 'street', 'community'] as const;
const Frequency = oneOf(FREQUENCIES);
const Due = closed({ dueAt: Type.String(), movedFrom: orNull(Day), reason: orNull(Type.String()), provisional: Type.Boolean() });

export const readYear = operation({
  id: 'year.read',
  method: 'GET',
  path: '/communities/:communityId/years/:year',
  zh: '一个社区的一年:各期何时截止、填到哪里、什么待确认;往年还没有上报的各期也在其中',
  en: 'A community’s year: what is due when, how far it is, what waits for a nod; and the periods of earlier years that were not handed in',
  who: READERS,
  params: closed({ communityId: Id, year: YearText }),
  reply: closed({
    /** null: the form of this year is not published yet. */
    formVersionId: orNull(Id),
    today: Day,
    /** Years with a published form. */
    years: Type.Array(Type.Integer()),
    /** Those of earlier years come first. */
    periods: Type.Array(
      closed({
        period: Type.String(),
        frequency: Frequency,
        state: oneOf(['open', 'submitted', 'returned', 'approved', 'locked']),
        due: orNull(Due),
        begun: Type.Boolean(),
        /** Why it was returned; '' when it was not. */
        returnedFor: Type.String(),
        /** What it was last nudged with and has not answered by handing in; '' where it was not. */
        nudgedWith: Type.String(),
        sections: Type.Array(
          closed({
            code: Type.String(),
            title: Type.String(),
            asked: Type.Integer(),
            answered: Type.Integer(),
            offered: Type.Integer(),
            remarks: Type.Integer(),
          }),
        ),
      }),
    ),
    /** Values a year: on the departments' own forms, and with one table; and how long one value takes, as the district assumes. */
    saved: orNull(closed({ forms: Type.Integer(), departments: Type.Integer(), before: Type.Integer(), now: Type.Integer(), secondsPerValue: Type.Integer() })),
  }),
  run: async ({ db, actor, services, now }, { params }) => {
    if (!(await seesCommunity(db, actor, params.communityId))) throw hidden('社区 / community');
    const year = Number(params.year);
    const years = await publishedYears(db, actor.districtId);
    const earlier = years.filter((each) => each < year);
    const place = { districtId: actor.districtId, communityId: params.communityId, today: dayIn(now) };
    const periods: PeriodProgress[] = [];
    for (const each of earlier) {
      const form = await currentForm(services, db, actor.districtId, each);
      periods.push(...(await yearOfCommunity(services, db, { ...place, form, only: 'unfinished' })));
    }
    // Where no year before has a form either, it is refused.
    const form = years.includes(year) || earlier.length === 0 ? await currentForm(services, db, actor.districtId, year) : null;
    if (form) periods.push(...(await yearOfCommunity(services, db, { ...place, form, only: 'all' })));
    const { secondsPerValue } = await admissionRules(db, actor.districtId);
    return {
      formVersionId: form && form.row.formVersionId,
      today: place.today,
      years,
      periods: periods.map((each) => ({ ...each, sections: [...each.sections] })),
      saved: form && { ...savedBy(form), secondsPerValue },
    };
  },
});

const Weighted = Type.Array(closed({ item: Type.String(), weight: Type.String() }));
const Question = closed({
  item: Type.String(),
  title: Type.String(),
  /** In the words of the form that it was taken from. */
  words: Type.String(),
  unit: orNull(Type.String()),
  answers: oneOf(['count', 'decimal', 'date', 'text', 'any']),
  choices: orNull(Type.Array(Type.String())),
  period: Type.String(),
  definitions: Type.Array(Type.String()),
  neededBy: Type.Array(Type.String()),
});

export const readSectionForm = operation({
  id: 'section.form',
  method: 'GET',
  path: '/forms/:year/:frequency/sections/:section',
  zh: '一个章节怎样排:表格、单位、口径、谁要、由填报值得出的数和可即时判断的审核关系',
  en: 'A section as it is drawn: blocks, units, definitions, who needs it, what follows, rules that can be judged while typing',
  who: READERS,
  params: closed({ year: YearText, frequency: Frequency, section: Type.String({ pattern: '^[0-9A-Za-z_-]{1,60}$' }) }),
  reply: closed({
    formVersionId: Id,
    code: Type.String(),
    title: Type.String(),
    blocks: Type.Array(
      Type.Union([
        closed({ kind: Type.Literal('list'), heading: Type.String(), questions: Type.Array(Question) }),
        closed({
          kind: Type.Literal('crossTab'),
          heading: Type.String(),
          rowHead: Type.String(),
          rows: Type.Array(Type.String()),
          columnHead: Type.String(),
          columns: Type.Array(Type.String()),
          cells: Type.Array(Type.Array(orNull(Question))),
        }),
      ]),
    ),
    following: Type.Array(closed({ title: Type.String(), unit: orNull(Type.String()), departments: Type.Array(Type.String()), terms: Weighted })),
    rules: Type.Array(
      closed({
        id: Type.String(),
        severity: oneOf(['A', 'B', 'C', 'D']),
        words: Type.String(),
        owner: Type.String(),
        left: Weighted,
        comparison: oneOf(['=', '≥', '≤', '>', '<']),
        right: Weighted,
      }),
    ),
    /** The forms that need something here, by code. */
    requirements: Type.Array(
      closed({ code: Type.String(), requirementId: orNull(Id), title: Type.String(), department: Type.String(), legalBasis: Type.String() }),
    ),
    /** Words that people write where a number or a date belongs, for judging a value while it is typed. */
    valueWords: closed({
      notApplicable: Type.Array(Type.String()),
      approximateBefore: Type.Array(Type.String()),
      approximateAfter: Type.Array(Type.String()),
      dateMarks: Type.Array(Type.String()),
    }),
  }),
  run: async ({ db, actor, services }, { params }) => {
    const form = await currentForm(services, db, actor.districtId, Number(params.year));
    const layout = form.sections.find(({ code, frequency }) => code === params.section && frequency === params.frequency);
    const section = form.form.parts.find(({ frequency }) => frequency === params.frequency)?.sections.find(({ code }) => code === params.section);
    if (!layout || !section) throw refused('request.notFound', { what: `章节 ${params.section} / section` });
    const { following, rules } = followingIn(form, layout);
    const off = await checksOff(db, actor.districtId, form.row.year);
    const { notApplicable, approximateBefore, approximateAfter, dateMarks } = loadAnswerWords();
    return {
      formVersionId: form.row.formVersionId,
      code: section.code,
      title: section.title,
      blocks: section.blocks.map((block) =>
        block.kind === 'list'
          ? { kind: 'list' as const, heading: block.heading, questions: block.questions.map(asked) }
          : {
              kind: 'crossTab' as const,
              heading: block.heading,
              rowHead: block.rowHead,
              rows: [...block.rows],
              columnHead: block.columnHead,
              columns: [...block.columns],
              cells: block.cells.map((row) => row.map((question) => question && asked(question))),
            },
      ),
      following: following.map((each) => ({ ...each, departments: [...each.departments], terms: [...each.terms] })),
      rules: rules.filter(({ id }) => !off.has(id)).map((rule) => ({ ...rule, left: [...rule.left], right: [...rule.right] })) as never,
      requirements: await requirementsFor(db, actor.districtId, layout),
      valueWords: {
        notApplicable: [...notApplicable],
        approximateBefore: [...approximateBefore],
        approximateAfter: [...approximateAfter],
        dateMarks: [...dateMarks],
      },
    };
  },
});

function asked({ item, title, words, unit, answers, choices, period, definitions, neededBy }: SectionLayout['questions'][number]) {
  return {
    item,
    title,
    words,
    unit,
    answers,
    choices: choices && [...choices],
    period,
    definitions: [...definitions],
    neededBy: [...new Set(neededBy.map(({ requirement }) => requirement))],
  };
}

/** The forms behind a section, with the basis on which they are asked as it stands now. */
async function requirementsFor(db: Parameters<typeof currentForm>[1], districtId: string, { questions }: SectionLayout) {
  const needed = new Map(questions.flatMap(({ neededBy }) => neededBy).map((each) => [each.requirement, each]));
  if (needed.size === 0) return [];
  const rows = await db
    .selectFrom('requirement')
    .selectAll()
    .where('districtId', '=', districtId)
    .where('code', 'in', [...needed.keys()])
    .execute();
  const standing = new Map(rows.flatMap((row) => inForce(row) ?? []).map((row) => [row.code, row]));
  return [...needed.values()].map(({ requirement, title, department }) => {
    const row = standing.get(requirement);
    return { code: requirement, requirementId: row?.requirementId ?? null, title, department, legalBasis: row?.legalBasis ?? '' };
  });
}

export const readUses = operation({
  id: 'item.uses',
  method: 'GET',
  path: '/submissions/:communityId/:period/uses',
  zh: '一个填报值用到了哪里',
  en: 'What becomes of an answer: the blanks of departments’ forms that it goes into',
  who: READERS,
  params: closed({ communityId: Id, period: Period }),
  query: closed({ item: Line }),
  reply: closed({
    items: Type.Array(
      closed({
        requirement: Type.String(),
        title: Type.String(),
        department: Type.String(),
        sheet: Type.String(),
        cell: Type.String(),
        label: Type.String(),
        level: Type.String(),
        /** When the department last took this form filled, of whichever period of the year; null: not yet. */
        taken: orNull(closed({ period: Type.String(), at: Type.String() })),
      }),
    ),
  }),
  run: async (context, { params, query }) => {
    const { form } = await visit(context, params);
    const uses = usesOf(form).get(query.item) ?? [];
    const codes = [...new Set(uses.map(({ requirement }) => requirement))];
    const taken = await lastTaken(context.db, context.actor.districtId, codes, params.period.slice(0, 4));
    return { items: uses.map((use) => ({ ...use, taken: taken.get(use.requirement) ?? null })) };
  },
});
