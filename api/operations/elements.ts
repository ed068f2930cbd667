// The catalogue of data elements (数据元目录), as the rulings and the admitted requirements make it, and one search over everything with a name.
import { sql } from 'kysely';
import Type from 'typebox';
import type { ConsolidatedElement, ConsolidatedField, Consolidation } from '../../engine/model/consolidation.ts';
import { normalise } from '../../engine/interpret/index.ts';
import { sayExpression } from '../../engine/problem/index.ts';
import { draftInput, draftOf } from '../annual/draft.ts';
import { currentForm } from '../annual/published.ts';
import { dayIn } from '../calendar/workdays.ts';
import { pageOfList } from '../http/page.ts';
import { closed, Line, oneOf, operation, orNull, pageOf, PageQuery, YearText, type ActorContext } from '../http/operation.ts';
import { requirementCondition } from '../people/scope.ts';
import { refused, Refused } from '../problem.ts';
import { standingOf } from '../requirements/standing.ts';

const OfYear = { year: Type.Optional(YearText) };
const Words = Type.Optional(Type.String({ minLength: 1, maxLength: 100 }));

const Element = {
  element: Type.String(),
  title: Type.String(),
  /** What it asks, in words. */
  meaning: Type.String(),
  kind: Type.String(),
  answers: oneOf(['number', 'text', 'any']),
  fields: Type.Integer(),
  /** Numbers of the requirements and codes of the departments that ask it. */
  requirements: Type.Array(Type.String()),
  departments: Type.Array(Type.String()),
};

export const listElements = operation({
  id: 'element.list',
  method: 'GET',
  path: '/elements',
  zh: '数据元目录(可按名称、含义查找)',
  en: 'The catalogue of data elements, by name and meaning',
  who: ['coordinator', 'department'],
  query: closed({ ...PageQuery, ...OfYear, q: Words }),
  reply: pageOf(closed(Element)),
  run: async (context, { query }) => {
    const consolidation = await catalogue(context, yearOf(context, query.year));
    const fields = fieldsOf(consolidation);
    const found = (consolidation?.elements ?? []).filter(({ title, meaning }) => matches(query.q, [title, meaning]));
    const { lines, next } = pageOfList(found, query, ({ id }) => [id]);
    return { items: lines.map((each) => shown(each, fields.get(each.id) ?? [])), next };
  },
});

export const readElement = operation({
  id: 'element.read',
  method: 'GET',
  path: '/elements/:element',
  zh: '一个数据元:哪些表的哪些填报字段问它、各自的口径、如何得到',
  en: 'One data element: which blanks ask it, in which words, and how it is answered',
  who: ['coordinator', 'department'],
  params: closed({ element: Line }),
  query: closed(OfYear),
  reply: closed({
    ...Element,
    /** Items that ask it, by frequency. */
    items: Type.Array(closed({ item: Type.String(), frequency: Type.String(), title: Type.String(), reason: Type.String() })),
    blanks: Type.Array(
      closed({
        key: Type.String(),
        requirement: Type.String(),
        department: Type.String(),
        sheet: Type.String(),
        cell: Type.String(),
        label: Type.Array(Type.String()),
        unit: orNull(Type.String()),
        frequency: Type.String(),
        explanation: Type.String(),
        confidence: Type.Number(),
        doubts: Type.Array(closed({ kind: Type.String(), words: Type.String() })),
        /** How it is answered: collected, derived (with the rule in words) or waiting for a person. */
        resolution: Type.String(),
        expression: orNull(Type.String()),
      }),
    ),
  }),
  run: async (context, { params, query }) => {
    const consolidation = await catalogue(context, yearOf(context, query.year));
    const found = consolidation?.elements.find(({ id }) => id === params.element);
    if (!consolidation || !found) throw refused('request.notFound', { what: `数据元 ${params.element} / data element` });
    const fields = fieldsOf(consolidation).get(found.id) ?? [];
    const items = consolidation.items.filter(({ element }) => element === found.id);
    return {
      ...shown(found, fields),
      items: items.map(({ id, frequency, title, reason }) => ({ item: id, frequency, title, reason })),
      blanks: fields.map((field) => ({
        key: field.key,
        requirement: field.requirement,
        department: field.department,
        sheet: field.sheet,
        cell: field.cell,
        label: [...field.label],
        unit: field.unit,
        frequency: field.frequency,
        explanation: field.explanation,
        confidence: field.confidence,
        doubts: field.doubts.map(({ kind, words }) => ({ kind, words })),
        resolution: field.resolution.kind,
        expression: 'expression' in field.resolution ? sayExpression(field.resolution.expression, context.language) : null,
      })),
    };
  },
});

function shown({ id, title, meaning, kind, answers }: ConsolidatedElement, fields: readonly ConsolidatedField[]) {
  const requirements = [...new Set(fields.map(({ requirement }) => requirement))].sort();
  const departments = [...new Set(fields.map(({ department }) => department))].sort();
  return { element: id, title, meaning, kind, answers, fields: fields.length, requirements, departments };
}

function fieldsOf(consolidation: Consolidation | null): ReadonlyMap<string, readonly ConsolidatedField[]> {
  const byElement = new Map<string, ConsolidatedField[]>();
  for (const field of consolidation?.fields ?? []) if (field.point !== null) byElement.set(field.element, [...(byElement.get(field.element) ?? []), field]);
  return byElement;
}

/** The draft's consolidation; null while nothing is admitted. */
async function catalogue({ db, actor, services }: ActorContext, year: number): Promise<Consolidation | null> {
  const input = await draftInput(services, db, actor.districtId, year);
  return input.papers.length === 0 ? null : (await draftOf(services, input)).consolidation;
}

function yearOf({ now }: ActorContext, year: string | undefined): number {
  return Number(year ?? dayIn(now).slice(0, 4));
}

function matches(wanted: string | undefined, texts: readonly string[]): boolean {
  return wanted === undefined || texts.some((text) => normalise(text).toLowerCase().includes(normalise(wanted).toLowerCase()));
}

const Found = closed({ kind: oneOf(['requirement', 'element', 'community', 'street']), id: Type.String(), name: Type.String(), more: Type.String() });
type FoundLine = { kind: 'requirement' | 'element' | 'community' | 'street'; id: string; name: string; more: string };

export const searchAll = operation({
  id: 'search',
  method: 'GET',
  path: '/search',
  zh: '按名称、编号查找报表、数据元、社区和街道;不给 q 即全部名称(供页面按拼音首字母匹配)',
  en: 'Find requirements, data elements, communities and streets by name or code; without q all names, for matching by pinyin initials',
  who: ['coordinator', 'department', 'street', 'community', 'gridWorker'],
  query: closed({ ...PageQuery, ...OfYear, q: Words }),
  reply: pageOf(Found),
  run: async (context, { query }) => {
    const all = [...(await requirementsSeen(context)), ...(await placesSeen(context)), ...(await elementsSeen(context, yearOf(context, query.year)))];
    const { lines, next } = pageOfList(
      all.filter(({ name, more }) => matches(query.q, [name, more])),
      query,
      ({ kind, name, id }) => [String(KINDS.indexOf(kind)), name, id],
    );
    return { items: [...lines], next };
  },
});

const KINDS: readonly FoundLine['kind'][] = ['requirement', 'community', 'street', 'element'];

/** Those that the list of requirements shows, as it shows them. */
async function requirementsSeen({ db, actor }: ActorContext): Promise<FoundLine[]> {
  const rows = await db.selectFrom('requirement').selectAll().where('districtId', '=', actor.districtId).where(requirementCondition(actor)).execute();
  const underWay = actor.role === 'coordinator' || actor.role === 'department';
  return rows.map((row) => ({
    kind: 'requirement',
    id: row.requirementId,
    name: underWay ? row.title : (standingOf(row)?.title ?? row.title),
    more: row.code,
  }));
}

/** Units are no secret: every role has the list of them. */
async function placesSeen({ db, actor, now }: ActorContext): Promise<FoundLine[]> {
  const rows = await db
    .selectFrom('orgUnit')
    .select(['unitId', 'kind', 'name', 'code'])
    .where('districtId', '=', actor.districtId)
    .where('kind', 'in', ['community', 'street'])
    .where(sql<boolean>`(valid_to is null or valid_to > ${dayIn(now)})`)
    .execute();
  return rows.map(({ unitId, kind, name, code }) => ({ kind: kind === 'street' ? 'street' : 'community', id: unitId, name, more: code }));
}

/** The catalogue for those who make it; for all others what the published form asks. */
async function elementsSeen(context: ActorContext, year: number): Promise<FoundLine[]> {
  const { actor } = context;
  if (actor.role === 'coordinator' || actor.role === 'department')
    return ((await catalogue(context, year))?.elements ?? []).map(({ id, title, meaning }) => ({ kind: 'element', id, name: title, more: meaning }));
  const items = await publishedItems(context, year);
  return [...new Map(items.map(({ element, title }) => [element, { kind: 'element' as const, id: element, name: title, more: '' }])).values()];
}

async function publishedItems({ services, db, actor }: ActorContext, year: number): Promise<Consolidation['items']> {
  try {
    return (await currentForm(services, db, actor.districtId, year)).consolidation.items;
  } catch (error) {
    if (error instanceof Refused && error.problem.code === 'form.notPublished') return [];
    throw error;
  }
}
