// The annual form: drafted anew at any change, tried dry, published for good, amended by the next version.
import Type from 'typebox';
import { countsOf } from '../../engine/measure/index.ts';
import type { Certificate } from '../../engine/model/plan.ts';
import { sayPoint } from '../../engine/interpret/index.ts';
import { describe, type Language } from '../../engine/problem/index.ts';
import { loadVocabulary } from '../../forms/lexicon/form.ts';
import { decisionsFrom } from '../../forms/pack/decisions.ts';
import { changeOf, type FormChange as Change, type ItemLine } from '../annual/change.ts';
import { draftInput, draftOf, hashOfParts, papersOf } from '../annual/draft.ts';
import { currentForm, lastVersion, published } from '../annual/published.ts';
import { AnnualFormShape, CertificateShape, QuestionShape } from '../annual/shape.ts';
import { closed, Id, operation, orNull, Words, YearText, type ActorContext } from '../http/operation.ts';
import { announce } from '../jobs/webhooks.ts';
import { refused } from '../problem.ts';
import { keepBlob } from '../storage/blobs.ts';
import type { FormVersionRow } from '../storage/schema.ts';

const OfYear = closed({ year: YearText });

const Version = closed({
  formVersionId: Id,
  year: Type.Integer(),
  versionNo: Type.Integer(),
  contentHash: Type.String(),
  certificate: CertificateShape,
  publishedAt: Type.String(),
  note: Type.String(),
});

function shown({ formVersionId, year, versionNo, contentHash: hash, certificate, publishedAt, note }: FormVersionRow) {
  return { formVersionId, year, versionNo, contentHash: hash, certificate: JSON.parse(certificate) as Certificate, publishedAt, note };
}

const Line = closed({ item: Type.String(), element: Type.String(), title: Type.String(), frequency: Type.String(), meaning: Type.String() });
const FromTo = closed({ from: Type.Integer(), to: Type.Integer() });

/** What a change does to the form. */
export const FormChange = closed({
  added: Type.Array(Line),
  removed: Type.Array(Line),
  /** Numbers of the requirements of which a blank is answered another way. */
  outputs: Type.Array(Type.String()),
  /** Items whose definition changed: a break in series. */
  breaks: Type.Array(Line),
  /** Values a community and year: as departments ask, as the form asks, and the least that would do. */
  valuesBefore: FromTo,
  valuesNow: FromTo,
  least: FromTo,
});

export function shownChange({ added, removed, outputs, breaks, ...figures }: Change, language: Language) {
  const vocabulary = loadVocabulary();
  const lines = (of: readonly ItemLine[]) => of.map(({ point, ...line }) => ({ ...line, meaning: sayPoint(point, vocabulary, language) }));
  return { added: lines(added), removed: lines(removed), outputs: [...outputs], breaks: lines(breaks), ...figures };
}

export const readDraft = operation({
  id: 'form.draft',
  method: 'GET',
  path: '/forms/:year/draft',
  zh: '一张表草案(随准入和认定即时重算)',
  en: 'The draft of the annual form',
  who: ['coordinator'],
  params: OfYear,
  reply: closed({
    /** To be given when publishing, so that nothing else is published than was looked at. */
    key: Type.String(),
    form: AnnualFormShape,
    certificate: CertificateShape,
    questions: Type.Array(QuestionShape),
    counts: closed({ requirements: Type.Integer(), fields: Type.Integer(), elements: Type.Integer(), items: Type.Integer() }),
    problems: Type.Array(closed({ severity: Type.String(), words: Type.String() })),
  }),
  run: async ({ db, actor, services, language }, { params }) => {
    const input = await draftInput(services, db, actor.districtId, Number(params.year));
    if (input.papers.length === 0) throw refused('form.nothing', {});
    const { consolidation, form, problems } = await draftOf(services, input);
    const { certificate, questions } = consolidation;
    const { requirements, fields, elements, items } = countsOf(consolidation);
    return {
      key: input.key,
      form,
      certificate,
      questions: [...questions],
      counts: { requirements, fields, elements, items },
      problems: problems.map((each) => ({ severity: each.severity, words: describe(each, language) })),
    };
  },
});

const Trial = closed({
  with: Type.Optional(Type.Array(Id, { maxItems: 200 })),
  without: Type.Optional(Type.Array(Id, { maxItems: 200 })),
  decisions: Type.Optional(Type.Array(Type.Unknown(), { maxItems: 200 })),
});

export const dryRun = operation({
  id: 'form.dryRun',
  method: 'POST',
  path: '/forms/:year/dry-run',
  zh: '试算一项变动:增删哪些填报项、影响哪些报表和填报单',
  en: 'Try a change: questions added and removed, outputs and submissions touched',
  who: ['coordinator'],
  params: OfYear,
  body: Trial,
  reply: closed({ ...FormChange.properties, submissions: Type.Integer() }),
  pure: true,
  run: async (context, { params, body }) => {
    const { db, actor, services } = context;
    const year = Number(params.year);
    const rulings = decisionsFrom(body.decisions ?? [], 'decisions');
    if (!rulings.value)
      throw refused(
        'request.invalid',
        { at: 'body/decisions', why: rulings.problems.map((each) => describe(each, context.language)).join(' ') },
        {},
        rulings.problems,
      );
    const change = { with: body.with ?? [], without: body.without ?? [], decisions: rulings.value };
    const from = await draftOf(services, await draftInput(services, db, actor.districtId, year));
    const to = await draftOf(services, await draftInput(services, db, actor.districtId, year, change));
    return { ...shownChange(changeOf(from, to), context.language), submissions: await submissionsTouched(context, year) };
  },
});

/** Submissions of the year that hold answers already: they would be carried over to the new version. */
export async function submissionsTouched({ db, actor }: ActorContext, year: number): Promise<number> {
  const found = await db
    .selectFrom('section')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('districtId', '=', actor.districtId)
    .where('period', '>=', String(year))
    .where('period', '<', String(year + 1))
    .executeTakeFirstOrThrow();
  return Number(found.count);
}

export const publishForm = operation({
  id: 'form.publish',
  method: 'POST',
  path: '/forms/:year/versions',
  zh: '发布一张表(不可更改的版本);年内再发布即为修订',
  en: 'Publish the annual form as an immutable version; a later one amends it',
  who: ['coordinator'],
  params: OfYear,
  body: closed({ note: Type.Optional(Words), draftKey: Type.Optional(Type.String({ maxLength: 64 })) }),
  reply: closed({ version: Version, change: orNull(FormChange) }),
  status: 201,
  prepare: async ({ db, actor, services }, { params, body }) => {
    const input = await draftInput(services, db, actor.districtId, Number(params.year));
    if (input.papers.length === 0) throw refused('form.nothing', {});
    if (body.draftKey !== undefined && body.draftKey !== input.key) throw refused('state.changed', { what: '草案 / draft' });
    const draft = await draftOf(services, input);
    return {
      key: input.key,
      papers: papersOf(input),
      draft,
      consolidation: Buffer.from(JSON.stringify(draft.consolidation)),
      form: Buffer.from(JSON.stringify(draft.form)),
    };
  },
  run: async (context, { params, body }, { key, papers, draft, consolidation, form }) => {
    const { db, actor, services, now, newId, about } = context;
    const year = Number(params.year);
    if ((await draftInput(services, db, actor.districtId, year)).key !== key) throw refused('state.changed', { what: '草案 / draft' });
    const last = await lastVersion(db, actor.districtId, year);
    const hashes = { consolidationHash: await keepBlob(db, actor.districtId, consolidation, now), formHash: await keepBlob(db, actor.districtId, form, now) };
    const row: FormVersionRow = {
      districtId: actor.districtId,
      formVersionId: newId(),
      year,
      versionNo: (last?.versionNo ?? 0) + 1,
      ...hashes,
      contentHash: hashOfParts(hashes),
      certificate: JSON.stringify(draft.consolidation.certificate),
      publishedBy: actor.accountId,
      publishedAt: now,
      note: body.note ?? '',
      papers,
    };
    await db.insertInto('formVersion').values(row).execute();
    about(`form/${row.formVersionId}`, { year, versionNo: row.versionNo, contentHash: row.contentHash });
    await announce(context, 'form.published', { formVersionId: row.formVersionId, year, versionNo: row.versionNo });
    const change = last ? shownChange(changeOf(await published(services, db, last), draft), context.language) : null;
    return { version: shown(row), change };
  },
});

export const listVersions = operation({
  id: 'form.versions',
  method: 'GET',
  path: '/forms/:year/versions',
  zh: '已发布的版本',
  en: 'Published versions',
  who: ['coordinator', 'department', 'street', 'community', 'gridWorker'],
  params: OfYear,
  reply: closed({ items: Type.Array(Version) }),
  run: async ({ db, actor }, { params }) => {
    const rows = await db
      .selectFrom('formVersion')
      .selectAll()
      .where('districtId', '=', actor.districtId)
      .where('year', '=', Number(params.year))
      .orderBy('versionNo')
      .execute();
    return { items: rows.map(shown) };
  },
});

export const readForm = operation({
  id: 'form.read',
  method: 'GET',
  path: '/forms/:year',
  zh: '当前版本的一张表:部分、章节、填报项、审核关系',
  en: 'The annual form that counts now',
  who: ['coordinator', 'street', 'community', 'gridWorker'],
  params: OfYear,
  reply: closed({ version: Version, form: AnnualFormShape }),
  run: async ({ db, actor, services, header }, { params }) => {
    const { row, form } = await currentForm(services, db, actor.districtId, Number(params.year));
    header('etag', `"${row.contentHash}"`);
    return { version: shown(row), form };
  },
});

export const diffVersions = operation({
  id: 'form.diff',
  method: 'GET',
  path: '/forms/:year/versions/:from/changes/:to',
  zh: '两个版本的差别',
  en: 'What changed from one version to another',
  who: ['coordinator'],
  params: closed({ year: YearText, from: Type.String({ pattern: '^[0-9]{1,4}$' }), to: Type.String({ pattern: '^[0-9]{1,4}$' }) }),
  reply: FormChange,
  run: async ({ db, actor, services, language }, { params }) => {
    const rows = await db.selectFrom('formVersion').selectAll().where('districtId', '=', actor.districtId).where('year', '=', Number(params.year)).execute();
    const find = (no: string): FormVersionRow => {
      const row = rows.find(({ versionNo }) => versionNo === Number(no));
      if (!row) throw refused('request.notFound', { what: `第 ${no} 版 / version ${no}` });
      return row;
    };
    return shownChange(changeOf(await published(services, db, find(params.from)), await published(services, db, find(params.to))), language);
  },
});
