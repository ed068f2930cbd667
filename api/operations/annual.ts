// The annual form on the coordinating office's desk: as communities will see it, what every question serves, the proof, and pictures of the plan.
import Type from 'typebox';
import { countsOf } from '../../engine/measure/index.ts';
import { FREQUENCIES, periodsOf } from '../../engine/model/period.ts';
import { describe } from '../../engine/problem/index.ts';
import { loadVocabulary } from '../../forms/lexicon/form.ts';
import { arrangementOf, isRearranged, keepArrangement } from '../annual/arrangement.ts';
import { draftInput, draftOf, isSameForm, teach } from '../annual/draft.ts';
import { changeOf, type ItemLine } from '../annual/change.ts';
import { numbersLost } from '../annual/lost.ts';
import { lastUntil, lastVersion, published } from '../annual/published.ts';
import { bookOf } from '../desk/book.ts';
import { catalogueOf, groupsIn } from '../desk/groups.ts';
import { standingRulings } from '../desk/rulings.ts';
import { derivationOf, matrixOf, servingParts } from '../desk/served.ts';
import { closed, oneOf, operation, orNull, YearText, type ActorContext } from '../http/operation.ts';
import { hidden, refused } from '../problem.ts';
import { HANDED_IN } from '../submissions/states.ts';
import { FormChange, shownChange, submissionsTouched } from './forms.ts';

export const OfYear = closed({ year: YearText });
/** Absent: the draft. */
export const WhichVersion = { version: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,3}$' })) };
export const FrequencyName = oneOf(['monthly', 'quarterly', 'half-yearly', 'annual']);
const Texts = Type.Array(Type.String());

const Question = closed({
  item: Type.String(),
  element: Type.String(),
  title: Type.String(),
  words: Type.String(),
  unit: orNull(Type.String()),
  answers: Type.String(),
  choices: orNull(Texts),
  period: Type.String(),
  definitions: Texts,
  neededBy: Type.Array(closed({ requirement: Type.String(), title: Type.String(), department: Type.String(), basis: Type.String() })),
  /** Blanks on departments' forms that draw on it. */
  blanks: Type.Integer(),
});
const Block = closed({
  kind: oneOf(['list', 'crossTab']),
  heading: Type.String(),
  rows: Texts,
  columns: Texts,
  /** A list has one row; null where nothing is asked. */
  cells: Type.Array(Type.Array(orNull(Question))),
});
const Part = closed({
  frequency: FrequencyName,
  title: Type.String(),
  sections: Type.Array(closed({ code: Type.String(), title: Type.String(), questions: Type.Integer(), blocks: Type.Array(Block) })),
});
const Stage = closed({
  stage: Type.String(),
  fields: Type.Integer(),
  valuesBefore: Type.Integer(),
  items: Type.Integer(),
  valuesNow: Type.Integer(),
  least: Type.Integer(),
});

export const readOutline = operation({
  id: 'form.outline',
  method: 'GET',
  path: '/forms/:year/outline',
  zh: '一张表(草案或某一版):部分、章节、填报项,每项为谁服务',
  en: 'The form, draft or version: parts, sections, questions, and what each serves',
  who: ['coordinator'],
  params: OfYear,
  query: closed(WhichVersion),
  reply: closed({
    title: Type.String(),
    versionNo: orNull(Type.Integer()),
    /** Of the draft: to be given when publishing, so that nothing else is published than was looked at. */
    key: orNull(Type.String()),
    parts: Type.Array(Part),
    registers: Type.Array(closed({ title: Type.String(), columns: Texts, lists: Texts })),
    certificate: closed({
      valuesBefore: Type.Integer(),
      valuesNow: Type.Integer(),
      least: Type.Integer(),
      complete: Type.Boolean(),
      independent: Type.Integer(),
      prime: Type.Integer(),
      stages: Type.Array(Stage),
    }),
    counts: closed({
      requirements: Type.Integer(),
      departments: Type.Integer(),
      fields: Type.Integer(),
      elements: Type.Integer(),
      items: Type.Integer(),
      questions: Type.Integer(),
      checks: Type.Integer(),
    }),
    problems: Type.Array(closed({ severity: Type.String(), words: Type.String() })),
  }),
  run: async (context, { params, query }) => {
    const { consolidation, form, versionNo, key } = await bookOf(context, Number(params.year), query.version);
    const { complete, pivots, prime, stages } = consolidation.certificate;
    const { requirements, departments, fields, elements, items, questions, valuesBefore, valuesNow, least } = countsOf(consolidation);
    return {
      title: form.title,
      versionNo,
      key,
      parts: servingParts(form, consolidation),
      registers: form.registers.map(({ title, columns, memberships }) => ({
        title,
        columns: columns.map((column) => column.title),
        lists: memberships.map((membership) => membership.title),
      })),
      certificate: { valuesBefore, valuesNow, least, complete, independent: pivots.length, prime, stages: [...stages] },
      counts: {
        requirements,
        departments,
        fields,
        elements,
        items,
        questions,
        checks: form.checks.length,
      },
      problems: consolidation.problems.map((each) => ({ severity: each.severity, words: describe(each, context.language) })),
    };
  },
});

export const readPending = operation({
  id: 'form.pending',
  method: 'GET',
  path: '/forms/:year/pending',
  zh: '若现在发布:与上一版、与往年的差别,还有多少没有认定',
  en: 'What publishing now would change against the last version and against the year before, and what is still unsettled',
  who: ['coordinator'],
  params: OfYear,
  reply: closed({
    /** To be given when publishing, so that nothing else is published than was looked at. */
    key: Type.String(),
    /** Publishing would give the very same form again. */
    same: Type.Boolean(),
    /** What communities are asked stays as it is, to the word; only rulings behind it are others. */
    otherRulings: Type.Boolean(),
    /** null: nothing was published yet. */
    change: orNull(FormChange),
    /** Sections that stay stand in another order. */
    rearranged: Type.Boolean(),
    /** Against the form with which the last year that had one ended. */
    before: orNull(closed({ year: Type.Integer(), versionNo: Type.Integer(), change: FormChange })),
    /** Sections of the year that hold answers already; they are carried over. */
    sections: Type.Integer(),
    /** Submissions of the year that were handed in and would have blanks, because more is asked. */
    incomplete: Type.Integer(),
    /** Numbers of approved periods that departments' forms would show no more, since their blank goes or asks something else. */
    lost: Type.Array(closed({ requirement: Type.String(), title: Type.String(), periods: Texts, cells: Type.Integer() })),
    /** Groups of several departments that nobody ruled on. */
    unsettled: Type.Integer(),
    questions: Type.Integer(),
  }),
  run: async (context, { params }) => {
    const { db, actor, services } = context;
    const year = Number(params.year);
    const input = await draftInput(services, db, actor.districtId, year);
    if (input.papers.length === 0) throw refused('form.nothing', {});
    const draft = await draftOf(services, input);
    const last = await lastVersion(db, actor.districtId, year);
    const old = await lastUntil(db, actor.districtId, year - 1);
    const groups = groupsIn(draft.consolidation, await standingRulings(context, draft.consolidation.rulings), loadVocabulary(), context.language);
    const before = last && (await published(services, db, last));
    const same = before !== undefined && isSameForm(before, draft);
    const change = before ? changeOf(before, draft) : null;
    return {
      key: input.key,
      same,
      otherRulings: !same && before !== undefined && JSON.stringify(before.form) === JSON.stringify(draft.form),
      change: change && shownChange(change, context.language),
      rearranged: before !== undefined && isRearranged(before.form, draft.form),
      before: old
        ? { year: old.year, versionNo: old.versionNo, change: shownChange(changeOf(await published(services, db, old), draft), context.language) }
        : null,
      sections: await submissionsTouched(context, year),
      incomplete: await leftIncomplete(context, year, change?.added ?? []),
      lost: before ? (await numbersLost(services, db, before, draft)).map((each) => ({ ...each, periods: [...each.periods] })) : [],
      unsettled: groups.filter(({ settledBy }) => settledBy.length === 0).length,
      questions: draft.consolidation.questions.length,
    };
  },
});

/** How many were handed in for a period of which more is asked. */
async function leftIncomplete({ db, actor }: ActorContext, year: number, added: readonly ItemLine[]): Promise<number> {
  const periods = FREQUENCIES.filter((frequency) => added.some((line) => line.frequency === frequency)).flatMap((frequency) => periodsOf(year, frequency));
  if (periods.length === 0) return 0;
  const found = await db
    .selectFrom('submission')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('districtId', '=', actor.districtId)
    .where('period', 'in', periods)
    .where('state', 'in', HANDED_IN)
    .executeTakeFirstOrThrow();
  return Number(found.count);
}

export const certifyDraft = operation({
  id: 'form.certify',
  method: 'POST',
  path: '/forms/:year/certify',
  zh: '复核草案:另一程序从空白表样重新验算一遍',
  en: 'Check the draft again: a second program works it out from the blank forms',
  who: ['coordinator'],
  params: OfYear,
  reply: closed({
    key: Type.String(),
    ok: Type.Boolean(),
    items: Type.Integer(),
    derivations: Type.Integer(),
    valuesNow: Type.Integer(),
    least: Type.Integer(),
    minimal: Type.Boolean(),
    failures: Texts,
  }),
  pure: true,
  run: async ({ db, actor, services, language }, { params }) => {
    const input = await draftInput(services, db, actor.districtId, Number(params.year));
    if (input.papers.length === 0) throw refused('form.nothing', {});
    const { consolidation } = await draftOf(services, input);
    await teach(services, actor.districtId, input.papers);
    const { ok, failures, summary } = await services.thinker.certify(input.pack, input.papers, consolidation);
    return { key: input.key, ok, ...summary, failures: failures.slice(0, 50).map((each) => describe(each, language)) };
  },
});

const Code = Type.String({ pattern: '^[0-9A-Za-z_-]{1,60}$' });

export const orderSections = operation({
  id: 'form.order',
  method: 'PUT',
  path: '/forms/:year/order',
  zh: '排定各章节的先后(发布时照此)',
  en: 'Say in which order the sections come; publishing follows it',
  who: ['coordinator'],
  params: OfYear,
  body: closed({ sections: Type.Array(Code, { maxItems: 200, uniqueItems: true }) }),
  reply: closed({ sections: Type.Array(Type.String()) }),
  run: async ({ db, actor, about }, { params, body }) => {
    const year = Number(params.year);
    await keepArrangement(db, actor.districtId, year, { ...(await arrangementOf(db, actor.districtId, year)), order: body.sections });
    about(`arrangement/${year}`, { sections: body.sections.length });
    return { sections: [...body.sections] };
  },
});

export const readMatrix = operation({
  id: 'form.matrix',
  method: 'GET',
  path: '/forms/:year/matrix',
  zh: '谁要什么:部门 × 数据元',
  en: 'Who asks what: departments × data elements',
  who: ['coordinator'],
  params: OfYear,
  query: closed(WhichVersion),
  reply: closed({
    departments: Type.Array(closed({ id: Type.String(), name: Type.String(), elements: Type.Integer() })),
    sections: Type.Array(
      closed({
        title: Type.String(),
        elements: Type.Array(closed({ element: Type.String(), title: Type.String(), asked: Type.Boolean(), by: Type.Array(Type.Integer()) })),
      }),
    ),
  }),
  run: async (context, { params, query }) => {
    const { departments, sections } = matrixOf(await bookOf(context, Number(params.year), query.version), loadVocabulary(), context.language);
    return { departments: [...departments], sections: [...sections].map(({ title, elements }) => ({ title, elements: [...elements] })) };
  },
});

const Term = closed({
  sign: Type.String(),
  coefficient: Type.String(),
  over: oneOf(['end', 'sum', 'toDate', 'difference', 'year']),
  part: oneOf(['sum', 'numerator', 'denominator']),
  kind: oneOf(['item', 'register']),
  id: Type.String(),
  title: Type.String(),
  frequency: orNull(FrequencyName),
  section: Type.String(),
  serves: Texts,
});

export const readDerivation = operation({
  id: 'form.derivation',
  method: 'GET',
  path: '/forms/:year/derivation',
  zh: '某个填报字段的取数规则:由哪些填报项得来',
  en: 'How one blank comes about, from which questions',
  who: ['coordinator'],
  params: OfYear,
  query: closed({ ...WhichVersion, field: Type.String({ minLength: 1, maxLength: 300 }) }),
  reply: closed({
    field: closed({
      key: Type.String(),
      title: Type.String(),
      unit: orNull(Type.String()),
      requirement: Type.String(),
      form: Type.String(),
      department: Type.String(),
    }),
    meaning: Type.String(),
    /** null: it is asked by nobody and follows from nothing. */
    level: orNull(oneOf(['same', 'rollup', 'sum', 'register', 'differenceOwn', 'differenceAcross'])),
    needsApproval: Type.Boolean(),
    ratio: Type.Boolean(),
    terms: Type.Array(Term),
  }),
  run: async (context, { params, query }) => {
    const tree = derivationOf(await bookOf(context, Number(params.year), query.version), query.field, loadVocabulary(), context.language);
    if (!tree) throw hidden('填报字段 / blank');
    return { ...tree, terms: [...tree.terms] };
  },
});

export const listBlanks = operation({
  id: 'form.blanks',
  method: 'GET',
  path: '/forms/:year/blanks',
  zh: '各部门表上的填报字段,怎样得来',
  en: 'The blanks on departments’ forms, and how each comes about',
  who: ['coordinator'],
  params: OfYear,
  query: closed(WhichVersion),
  reply: closed({
    forms: Type.Array(
      closed({
        requirement: Type.String(),
        title: Type.String(),
        department: Type.String(),
        blanks: Type.Array(closed({ key: Type.String(), title: Type.String(), place: Type.String(), how: Type.String() })),
      }),
    ),
  }),
  run: async (context, { params, query }) => {
    const { consolidation } = await bookOf(context, Number(params.year), query.version);
    const { pack, fields } = consolidation;
    const names = new Map(pack.departments.map(({ id, name }) => [id, name]));
    const forms = pack.requirements.map(({ id, title, department }) => ({
      requirement: id,
      title,
      department: names.get(department) ?? department,
      blanks: fields
        .filter((field) => field.requirement === id && field.point !== null)
        .map((field) => ({
          key: field.key,
          title: field.title,
          place: `${field.sheet}!${field.cell}`,
          how: field.resolution.kind === 'derived' ? field.resolution.level : field.resolution.kind,
        })),
    }));
    return { forms: forms.filter(({ blanks }) => blanks.length > 0) };
  },
});

export const listCatalogue = operation({
  id: 'form.elements',
  method: 'GET',
  path: '/forms/:year/catalogue',
  zh: '数据元目录:含义、各表的叫法、统一定义',
  en: 'The catalogue of data elements: meaning, names on forms, definition',
  who: ['coordinator'],
  params: OfYear,
  reply: closed({
    items: Type.Array(
      closed({
        element: Type.String(),
        meaning: Type.String(),
        unit: orNull(Type.String()),
        kind: Type.String(),
        names: Texts,
        departments: Texts,
        requirements: Type.Integer(),
        fields: Type.Integer(),
        asked: orNull(FrequencyName),
        definition: orNull(Type.String()),
      }),
    ),
  }),
  run: async (context, { params }) => {
    const year = Number(params.year);
    const { consolidation } = await bookOf(context, year);
    const { definitions } = await arrangementOf(context.db, context.actor.districtId, year);
    const lines = catalogueOf(consolidation, definitions, loadVocabulary(), context.language);
    return { items: lines };
  },
});

export const defineElement = operation({
  id: 'form.define',
  method: 'PUT',
  path: '/forms/:year/catalogue/:element',
  zh: '写一个数据元的统一定义(填报时显示);空白即删去',
  en: 'Write a data element’s definition, shown with its questions; blank takes it away',
  who: ['coordinator'],
  params: closed({ year: YearText, element: Type.String({ pattern: '^[0-9a-z]{2,40}$' }) }),
  body: closed({ definition: Type.String({ maxLength: 1000 }) }),
  reply: closed({ element: Type.String(), definition: orNull(Type.String()) }),
  run: async ({ db, actor, about }, { params, body }) => {
    const year = Number(params.year);
    const before = await arrangementOf(db, actor.districtId, year);
    const definition = body.definition.trim();
    const { [params.element]: _gone, ...others } = before.definitions;
    await keepArrangement(db, actor.districtId, year, { ...before, definitions: definition === '' ? others : { ...others, [params.element]: definition } });
    about(`element/${params.element}`, { defined: definition !== '' });
    return { element: params.element, definition: definition === '' ? null : definition };
  },
});
