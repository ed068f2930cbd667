// What the pages show of forms: a sheet drawn as it is, every blank with what it is held to ask, what it meets in the annual form, and the same sheet filled.
import Type, { type Static } from 'typebox';
import { requirementsNamed } from '../../engine/decide/index.ts';
import type { Decision } from '../../engine/model/decision.ts';
import { FREQUENCIES } from '../../engine/model/period.ts';
import { describe, sayExpression } from '../../engine/problem/index.ts';
import type { Drawing } from '../../forms/excel/drawing.ts';
import { insertionsFor } from '../../forms/excel/growth.ts';
import { loadVocabulary } from '../../forms/lexicon/form.ts';
import { decisionsFrom } from '../../forms/pack/decisions.ts';
import { draftInput, draftOf, paperOf, teach, type Registered } from '../annual/draft.ts';
import { dayIn } from '../calendar/workdays.ts';
import { closed, Id, oneOf, operation, orNull, Period, YearText, type ActorContext } from '../http/operation.ts';
import { districtTerms } from '../lexicon/words.ts';
import { makeOutput } from '../outputs/output.ts';
import { outputWanted } from '../outputs/wanted.ts';
import { filledForm } from '../outputs/workbook.ts';
import { refused } from '../problem.ts';
import { requirementCondition } from '../people/scope.ts';
import { choicesOf } from '../requirements/blanks.ts';
import { saidBy } from '../requirements/ruling.ts';
import { nextDue } from '../requirements/due.ts';
import { findFields, matchesOf, questionsAbout } from '../requirements/matches.ts';
import { blob } from '../storage/blobs.ts';
import { ById, OfRevision, registered } from './requirements.ts';

const WHO = ['coordinator', 'department'] as const;
const Line = oneOf(['-', '.', 't', 'm', 'k', 'd', 's']);
const Sheet = {
  name: Type.String(),
  columns: Type.Array(closed({ column: Type.Integer(), name: Type.String(), width: Type.Integer() })),
  rows: Type.Array(closed({ row: Type.Integer(), height: Type.Integer() })),
  cells: Type.Array(
    closed({
      row: Type.Integer(),
      column: Type.Integer(),
      rowspan: Type.Integer(),
      colspan: Type.Integer(),
      text: Type.String(),
      numeric: Type.Boolean(),
      look: Type.Integer(),
    }),
  ),
  looks: Type.Array(
    closed({
      bold: Type.Boolean(),
      italic: Type.Boolean(),
      underline: Type.Boolean(),
      size: Type.Number(),
      face: orNull(oneOf(['song', 'hei', 'kai', 'fang'])),
      shaded: Type.Boolean(),
      horizontal: oneOf(['left', 'center', 'right', 'general']),
      vertical: oneOf(['top', 'middle', 'bottom']),
      wrap: Type.Boolean(),
      indent: Type.Integer(),
      upright: Type.Boolean(),
      lines: Type.Array(Line),
      diagonal: orNull(oneOf(['down', 'up'])),
    }),
  ),
  cut: Type.Boolean(),
};
const Sheets = closed({ sheets: Type.Array(closed(Sheet)) });
/** With the rows that rosters took more than the blank form has: so many after that row of the blank form, from the top. */
const FilledSheets = closed({ sheets: Type.Array(closed({ ...Sheet, added: Type.Array(closed({ after: Type.Integer(), count: Type.Integer() })) })) });

/** Drawings as the reply has them. */
function shown(drawings: readonly Drawing[]) {
  return {
    sheets: drawings.map(({ columns, rows, cells, looks, ...rest }) => ({
      ...rest,
      columns: [...columns],
      rows: [...rows],
      cells: [...cells],
      looks: looks.map(({ lines, ...look }) => ({ ...look, lines: [...lines] })),
    })),
  };
}

async function drawn({ services, language }: ActorContext, bytes: Uint8Array, file: string): Promise<readonly Drawing[]> {
  const { drawings, problems } = await services.reader.draw(file, bytes);
  if (!drawings) throw refused('request.invalid', { at: file, why: problems.map((each) => describe(each, language)).join(' ') }, {}, problems);
  return drawings;
}

export const drawRequirement = operation({
  id: 'requirement.sheets',
  method: 'GET',
  path: '/requirements/:requirementId/sheets',
  zh: '空白表的样子:单元格、合并、线条、字体、宽高',
  en: 'How the blank form looks: cells, merges, lines, fonts, widths and heights',
  who: WHO,
  params: ById,
  query: OfRevision,
  reply: Sheets,
  run: async (context, { params, query }) => {
    const { revision } = await registered(context, params.requirementId, query.revision);
    return shown(await drawn(context, await blob(context.db, context.actor.districtId, revision.contentHash), revision.fileName));
  },
});

export const drawOutput = operation({
  id: 'output.sheets',
  method: 'GET',
  path: '/outputs/:requirementId/:period/:placeId/sheets',
  zh: '填好的表的样子(预览)',
  en: 'How the filled form looks: a preview',
  who: ['coordinator', 'department', 'street', 'community'],
  params: closed({ requirementId: Id, period: Period, placeId: Id }),
  reply: FilledSheets,
  exports: true,
  prepare: async ({ services, db, actor, language }, { params }) => {
    const wanted = await outputWanted(services, db, actor, params);
    const { edits } = await makeOutput(services, db, wanted);
    const { made: drawings, problems } = await filledForm('drawings', services, db, wanted.revision, { edits });
    if (!drawings) throw refused('output.noWorkbook', { why: problems.map((each) => describe(each, language)).join(' ') });
    return { drawings, edits };
  },
  run: ({ about }, { params }, { drawings, edits }) => {
    about(`output/${params.requirementId}/${params.period}/${params.placeId}`, { format: 'preview' });
    const addedIn = (name: string) => insertionsFor(edits.find(({ sheet }) => sheet === name)?.rosters ?? []).map(({ after, count }) => ({ after, count }));
    return Promise.resolve({ sheets: shown(drawings).sheets.map((sheet) => ({ ...sheet, added: addedIn(sheet.name) })) });
  },
});

const Reading = closed({ words: Type.String(), cell: Type.String(), where: Type.String() });
const Ruling = closed({
  decisionId: Id,
  kind: Type.String(),
  /** What it says that the blank asks, or a word means, in words. */
  said: orNull(Type.String()),
  who: Type.String(),
  at: Type.String(),
  why: Type.String(),
  /** May the caller take it back? A department may what its own people ruled. */
  revocable: Type.Boolean(),
});
const FormBlank = closed({
  sheet: Type.String(),
  cell: Type.String(),
  state: oneOf(['field', 'formula', 'context', 'list', 'loose', 'removed']),
  label: Type.Array(Type.String()),
  unit: orNull(Type.String()),
  /** Units that it could be told in, the usual ones first. */
  units: Type.Array(Type.String()),
  textual: Type.Boolean(),
  /** A share or another quotient, understood or not. */
  isRatio: Type.Boolean(),
  reading: Type.String(),
  parts: Type.Array(closed({ name: Type.String(), value: Type.String(), from: Type.Array(Reading) })),
  term: orNull(Type.String()),
  /** By which the form itself works it out. */
  formula: orNull(Type.String()),
  doubts: Type.Array(Type.String()),
  rows: orNull(closed({ from: Type.Integer(), to: Type.Integer() })),
  /** What the form says by itself; null where nobody ruled. `isBlank`: the engine saw a blank there. */
  before: orNull(closed({ isBlank: Type.Boolean(), reading: Type.String(), unit: orNull(Type.String()) })),
  /** What people ruled on it, the oldest first. */
  rulings: Type.Array(Ruling),
});

const FormBlanks = closed({
  blanks: Type.Array(FormBlank),
  definitions: Type.Array(closed({ word: Type.String(), says: Type.String(), text: Type.String(), cell: Type.String() })),
  /** What people ruled words of the form to mean, as far as it has effect. */
  defined: Type.Array(closed({ ...Ruling.properties, word: Type.String() })),
  /** Rulings that stand and have no effect. */
  idle: Type.Array(Ruling),
  /** What is to be told of the rulings. */
  problems: Type.Array(Type.String()),
});

export const readBlanks = operation({
  id: 'requirement.blanks',
  method: 'GET',
  path: '/requirements/:requirementId/blanks',
  zh: '每个填报字段问的是什么、依据哪些文字、有何疑问、有无人工认定',
  en: 'What every blank asks, from which words, what is doubtful, what was ruled',
  who: WHO,
  params: ById,
  query: OfRevision,
  reply: FormBlanks,
  run: async (context, { params, query }) => blanksIn(context, await registered(context, params.requirementId, query.revision)),
});

export const tryRuling = operation({
  id: 'requirement.tryRuling',
  method: 'POST',
  path: '/requirements/:requirementId/blanks/try',
  zh: '试看一条认定:这张表的填报字段会读成什么',
  en: 'Try a ruling: what the blanks of this form would be read as',
  who: WHO,
  params: ById,
  body: closed({ ruling: Type.Object({}, { additionalProperties: true }) }),
  reply: FormBlanks,
  pure: true,
  run: async (context, { params, body }) => {
    const { value, problems } = decisionsFrom([body.ruling], 'ruling');
    if (!value) throw refused('request.invalid', { at: 'body/ruling', why: problems.map((each) => describe(each, context.language)).join(' ') }, {}, problems);
    const form = await registered(context, params.requirementId);
    const foreign = value.flatMap(requirementsNamed).find((requirement) => requirement !== form.row.code);
    if (foreign !== undefined) throw refused('request.invalid', { at: 'body/ruling', why: `${foreign} ≠ ${form.row.code}` });
    return blanksIn(context, form, value);
  },
});

/** The blanks of a form with the rulings that stand, and those that are tried. */
async function blanksIn(context: ActorContext, { row, revision }: Registered, tried: readonly Decision[] = []) {
  const { actor, services, language } = context;
  const paper = paperOf(row, revision, row.departmentId, await districtTerms(context.db, actor.districtId));
  await teach(services, actor.districtId, [paper], 'reader');
  const { rows, decisions } = await rulingsOn(context, row.code);
  const { blanks, definitions, idle, problems } = await services.reader.blanks(paper, [...decisions, ...tried], language);
  const shownRulings = (at: readonly number[]) => at.flatMap((each) => rows[each] ?? []);
  return {
    blanks: blanks.map(({ rulings, label, units, parts, doubts, ...blank }) => ({
      ...blank,
      label: [...label],
      units: [...units],
      doubts: [...doubts],
      parts: parts.map((part) => ({ ...part, from: [...part.from] })),
      rulings: shownRulings(rulings),
    })),
    definitions: [...definitions],
    defined: definedIn(rows, decisions, new Set(idle)),
    idle: shownRulings(idle),
    problems: [...problems],
  };
}

/** Rulings on words, without those that have no effect. */
function definedIn(rows: readonly Static<typeof Ruling>[], decisions: readonly Decision[], idle: ReadonlySet<number>) {
  return rows.flatMap((row, index) => {
    const decision = decisions[index];
    return decision?.kind === 'definition' && !idle.has(index) ? [{ ...row, word: decision.word }] : [];
  });
}

/** Rulings that stand and are about this requirement alone, each with how it is shown. */
async function rulingsOn({ db, actor, language }: ActorContext, code: string) {
  const standing = await db
    .selectFrom('decision as d')
    .leftJoin('account as a', (join) => join.onRef('a.districtId', '=', 'd.districtId').onRef('a.accountId', '=', 'd.accountId'))
    .select(['d.decisionId', 'd.ruling', 'd.at', 'a.unitId'])
    .where('d.districtId', '=', actor.districtId)
    .where('d.revokedAt', 'is', null)
    .orderBy('d.decisionId')
    .execute();
  const isRevocable = (unitId: string | null): boolean => actor.role === 'coordinator' || (actor.role === 'department' && unitId === actor.unitId);
  const parsed = standing.flatMap((row) => {
    const { value } = decisionsFrom([JSON.parse(row.ruling) as unknown], row.decisionId);
    return (value ?? []).map((decision) => ({ row, decision, said: saidBy(JSON.parse(row.ruling), language) }));
  });
  const own = parsed.filter(({ decision }) => requirementsNamed(decision).every((requirement) => requirement === code));
  return {
    decisions: own.map(({ decision }) => decision),
    rows: own.map(({ row, decision, said }) => ({
      decisionId: row.decisionId,
      kind: decision.kind,
      said,
      who: decision.who,
      at: row.at,
      why: decision.why,
      revocable: isRevocable(row.unitId),
    })),
  };
}

const Asker = closed({
  requirement: Type.String(),
  title: Type.String(),
  department: Type.String(),
  frequency: Type.String(),
  sheet: Type.String(),
  cell: Type.String(),
  label: Type.Array(Type.String()),
});

export const readMatches = operation({
  id: 'requirement.matches',
  method: 'GET',
  path: '/requirements/:requirementId/matches',
  zh: '每个填报字段对应的数据元:已有还是新增、怎么得来、还有谁在问',
  en: 'The data element of every blank: known or new, how it is answered, who else asks it',
  who: WHO,
  params: ById,
  query: closed({ year: YearText }),
  reply: closed({
    items: Type.Array(
      closed({
        sheet: Type.String(),
        cell: Type.String(),
        state: oneOf(['known', 'new', 'context', 'list']),
        element: Type.String(),
        title: Type.String(),
        meaning: Type.String(),
        answered: oneOf(['collected', 'derived', 'review', 'context', 'register']),
        expression: Type.String(),
        others: Type.Array(Asker),
      }),
    ),
  }),
  run: async (context, { params, query }) => {
    const { row } = await registered(context, params.requirementId);
    const { db, actor, services, language } = context;
    const year = Number(query.year);
    const without = await draftOf(services, await draftInput(services, db, actor.districtId, year, { without: [row.requirementId] }));
    const withIt = await draftOf(services, await draftInput(services, db, actor.districtId, year, { with: [row.requirementId] }));
    const matches = matchesOf(without.consolidation, withIt.consolidation, row.code);
    return {
      items: matches.map((match) => ({
        ...match,
        expression: sayExpression(match.expression, language),
        others: match.others.map((each) => ({ ...each, label: [...each.label] })),
      })),
    };
  },
});

export const searchFields = operation({
  id: 'requirement.findFields',
  method: 'GET',
  path: '/requirements/:requirementId/fields',
  zh: '按文字找各部门表上的填报字段(认定相同、不同、含义时用)',
  en: 'Blanks of all forms by their words, to rule same, different or means',
  who: WHO,
  params: ById,
  query: closed({ year: YearText, words: Type.String({ minLength: 1, maxLength: 100 }) }),
  reply: closed({
    items: Type.Array(
      closed({ ...Asker.properties, element: Type.String(), meaning: Type.String(), unit: orNull(Type.String()), term: orNull(Type.String()) }),
    ),
  }),
  run: async (context, { params, query }) => {
    const { row } = await registered(context, params.requirementId);
    const { db, actor, services, language } = context;
    const { consolidation } = await draftOf(services, await draftInput(services, db, actor.districtId, Number(query.year), { with: [row.requirementId] }));
    const found = findFields(consolidation, query.words, loadVocabulary(), language, 30);
    return { items: found.map((each) => ({ ...each, label: [...each.label] })) };
  },
});

const AskedFields = Type.Array(closed({ sheet: Type.String(), cell: Type.String(), label: Type.Array(Type.String()), reading: Type.String() }));

function relabelled<Labelled extends { readonly label: readonly string[] }>(each: Labelled): Labelled & { label: string[] } {
  return { ...each, label: [...each.label] };
}

export const readQuestions = operation({
  id: 'requirement.questions',
  method: 'GET',
  path: '/requirements/:requirementId/questions',
  zh: '本表的口径待确认:自己的填报字段和可能相同的数据元,两边口径并列',
  en: 'What a person should decide about this form, with both definitions side by side',
  who: WHO,
  params: ById,
  query: closed({ year: YearText }),
  reply: closed({
    items: Type.Array(
      closed({
        id: Type.String(),
        kind: Type.String(),
        says: Type.String(),
        words: Type.String(),
        fields: AskedFields,
        candidates: Type.Array(
          closed({
            element: Type.String(),
            title: Type.String(),
            reading: Type.String(),
            term: orNull(Type.String()),
            /** Those of the blanks that may ask it. */
            fields: AskedFields,
            askers: Type.Array(Asker),
            readFrom: Type.Array(closed({ words: Type.String(), cell: Type.String() })),
          }),
        ),
      }),
    ),
  }),
  run: async (context, { params, query }) => {
    const { row } = await registered(context, params.requirementId);
    const { db, actor, services, language } = context;
    const { consolidation } = await draftOf(services, await draftInput(services, db, actor.districtId, Number(query.year), { with: [row.requirementId] }));
    const found = questionsAbout(consolidation, row.code, loadVocabulary(), language);
    return {
      items: found.map(({ fields, candidates, ...question }) => ({
        ...question,
        fields: fields.map(relabelled),
        candidates: candidates.map(({ fields: alike, askers, readFrom, ...candidate }) => ({
          ...candidate,
          fields: alike.map(relabelled),
          askers: askers.map((each) => ({ ...each, label: [...each.label] })),
          readFrom: [...readFrom],
        })),
      })),
    };
  },
});

export const overviewOfRequirements = operation({
  id: 'requirement.overview',
  method: 'GET',
  path: '/requirements-overview',
  zh: '各报表的填报字段数、待确认口径、下一个截止日',
  en: 'Blanks, questions waiting and the next deadline of each requirement',
  who: WHO,
  query: closed({ year: YearText }),
  reply: closed({
    items: Type.Array(
      closed({
        requirementId: Id,
        blanks: Type.Integer(),
        doubtful: Type.Integer(),
        questions: Type.Integer(),
        /** Blanks that no other report asks. */
        alone: Type.Integer(),
        due: closed({ period: Type.String(), day: Type.String() }),
      }),
    ),
  }),
  run: async ({ db, actor, services, now }, { query }) => {
    const rows = await db.selectFrom('requirement').selectAll().where('districtId', '=', actor.districtId).where(requirementCondition(actor)).execute();
    const underWay = rows.filter(({ state, revisionNo }) => revisionNo > 0 && state !== 'admitted' && state !== 'retired' && state !== 'refused');
    const input = await draftInput(services, db, actor.districtId, Number(query.year), { with: underWay.map(({ requirementId }) => requirementId) });
    const consolidation = input.papers.length > 0 ? (await draftOf(services, input)).consolidation : null;
    const askers = new Map<string, Set<string>>();
    for (const { element, requirement } of consolidation?.fields ?? []) askers.set(element, (askers.get(element) ?? new Set()).add(requirement));
    return {
      items: rows.map(({ requirementId, code, frequency, dueDays }) => {
        const asked = (consolidation?.fields ?? []).filter(({ requirement, point }) => requirement === code && point !== null);
        const keys = new Set(asked.map(({ key }) => key));
        return {
          requirementId,
          blanks: asked.length,
          doubtful: asked.filter(({ doubts }) => doubts.length > 0).length,
          questions: (consolidation?.questions ?? []).filter(({ fields }) => fields.some((key) => keys.has(key))).length,
          alone: asked.filter(({ element }) => askers.get(element)?.size === 1).length,
          due: nextDue(FREQUENCIES.find((each) => each === frequency) ?? 'annual', dueDays, dayIn(now)),
        };
      }),
    };
  },
});

export const readChoices = operation({
  id: 'lexicon.choices',
  method: 'GET',
  path: '/lexicon/choices',
  zh: '对象、计量、分面和它们的取值,供人工认定含义时选用',
  en: 'Objects, measures, facets and their values, to put a meaning together by hand',
  who: [...WHO, 'administrator'],
  reply: closed({
    objects: Type.Array(
      closed({
        id: Type.String(),
        title: Type.String(),
        isFlow: Type.Boolean(),
        measures: Type.Array(closed({ id: Type.String(), title: Type.String(), units: Type.Array(Type.String()) })),
        facets: Type.Array(
          closed({
            id: Type.String(),
            title: Type.String(),
            kind: oneOf(['partition', 'flag', 'interval']),
            members: Type.Array(closed({ id: Type.String(), title: Type.String() })),
          }),
        ),
      }),
    ),
  }),
  run: ({ language }) => {
    const { objects } = choicesOf(loadVocabulary(), language);
    return Promise.resolve({
      objects: objects.map(({ measures, facets, ...object }) => ({
        ...object,
        measures: measures.map((measure) => ({ ...measure, units: [...measure.units] })),
        facets: facets.map((facet) => ({ ...facet, members: [...facet.members] })),
      })),
    });
  },
});
