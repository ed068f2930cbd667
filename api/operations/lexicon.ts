// What the engine knows of the field — facets, code lists, their standards — and the words that this district has added.
import Type from 'typebox';
import { termFault } from '../../engine/decide/index.ts';
import { loadLearning } from '../../forms/lexicon/load.ts';
import { closed, Id, Nothing, operation, orNull } from '../http/operation.ts';
import { draftInput, reachIn } from '../annual/draft.ts';
import { lastUntil, published } from '../annual/published.ts';
import { codeListsIn } from '../lexicon/code-lists.ts';
import { refused } from '../problem.ts';
import { termWords } from '../requirements/ruling.ts';
import { ReachedBlanks } from './reached.ts';

const Words = Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { minItems: 1, maxItems: 20 });
const Own = closed({
  wordId: Id,
  words: Type.Array(Type.String()),
  means: Type.String(),
  /** What they mean in words; as it is written where that cannot be said. */
  said: Type.String(),
  who: Type.String(),
  createdAt: Type.String(),
});

export const readLexicon = operation({
  id: 'lexicon.read',
  method: 'GET',
  path: '/lexicon',
  zh: '词语和分类:系统认得的分类、代码和出处,本区补充的词',
  en: 'Words and code lists: facets, codes and sources that are known, and the district’s own words',
  who: ['administrator', 'coordinator', 'department'],
  reply: closed({
    facets: Type.Array(
      closed({
        id: Type.String(),
        title: Type.String(),
        object: Type.String(),
        kind: Type.String(),
        source: orNull(Type.String()),
        members: Type.Array(closed({ id: Type.String(), title: Type.String() })),
      }),
    ),
    own: Type.Array(Own),
  }),
  run: async ({ db, actor, language }) => {
    const { knowledge } = loadLearning();
    const own = await db
      .selectFrom('districtWord as w')
      .leftJoin('account as a', (join) => join.onRef('a.districtId', '=', 'w.districtId').onRef('a.accountId', '=', 'w.createdBy'))
      .select(['w.wordId', 'w.words', 'w.means', 'w.createdAt', 'a.name'])
      .where('w.districtId', '=', actor.districtId)
      .where('w.removedAt', 'is', null)
      .orderBy('w.wordId')
      .execute();
    return {
      facets: [...knowledge.facets.values()].map((facet) => ({
        id: facet.id,
        title: facet.title,
        object: knowledge.objects.get(facet.object)?.title ?? facet.object,
        kind: facet.kind,
        source: facet.source ?? null,
        members: 'members' in facet ? (facet.members ?? []).map(({ id, title }) => ({ id, title })) : [],
      })),
      own: own.map(({ wordId, words, means, createdAt, name }) => ({
        wordId,
        words: JSON.parse(words) as string[],
        means,
        said: termWords(means, language),
        who: name ?? '',
        createdAt,
      })),
    };
  },
});

export const listCodeLists = operation({
  id: 'lexicon.codeLists',
  method: 'GET',
  path: '/lexicon/code-lists',
  zh: '代码表:最近发布的一张表用到的分类和选项,取值、出处、哪些报表在用',
  en: 'Code lists that the annual form published last goes by: members, source, forms',
  who: ['administrator', 'coordinator', 'department'],
  reply: closed({
    /** null: nothing was published yet. */
    form: orNull(closed({ year: Type.Integer(), versionNo: Type.Integer() })),
    items: Type.Array(
      closed({
        /** null: a list that a form prints for itself. */
        id: orNull(Type.String()),
        title: Type.String(),
        object: Type.String(),
        source: orNull(Type.String()),
        members: Type.Array(Type.String()),
        forms: Type.Array(Type.String()),
      }),
    ),
  }),
  run: async ({ db, actor, services }) => {
    const row = await lastUntil(db, actor.districtId, LAST_YEAR);
    if (!row) return { form: null, items: [] };
    const { consolidation } = await published(services, db, row);
    const { knowledge, spellings } = loadLearning();
    const lists = codeListsIn(consolidation, knowledge, spellings);
    return {
      form: { year: row.year, versionNo: row.versionNo },
      items: lists.map(({ members, forms, ...list }) => ({ ...list, members: [...members], forms: [...forms] })),
    };
  },
});

/** Years are written with four figures. */
const LAST_YEAR = 9999;

const Taught = closed({ words: Words, means: Type.String({ minLength: 1, maxLength: 400 }) });

/** Throws Refused where the notation says nothing that the engine knows. */
function seeMeaning(means: string): void {
  const fault = termFault(means, loadLearning().interpreter.lexicon);
  if (fault !== null) throw refused('request.invalid', { at: 'body/means', why: fault });
}

export const tryWords = operation({
  id: 'lexicon.try',
  method: 'POST',
  path: '/lexicon/words/try',
  zh: '试一试补充的词:已登记的表有哪些填报字段会读得不同',
  en: 'Try words before they are taught: the blanks of registered forms that would read otherwise',
  who: ['administrator', 'coordinator'],
  body: Taught,
  reply: closed({ items: ReachedBlanks }),
  pure: true,
  run: async ({ db, actor, services, now, language }, { body }) => {
    seeMeaning(body.means);
    const input = await draftInput(services, db, actor.districtId, Number(now.slice(0, 4)));
    return { items: await reachIn(services, input, { decisions: [], terms: [body] }, language) };
  },
});

export const addWords = operation({
  id: 'lexicon.add',
  method: 'POST',
  path: '/lexicon/words',
  zh: '补充本区的词:同义词和意思',
  en: 'Teach words: synonyms and what they mean',
  who: ['administrator', 'coordinator'],
  body: Taught,
  reply: closed({ wordId: Id }),
  status: 201,
  run: async ({ db, actor, now, newId, about }, { body }) => {
    seeMeaning(body.means);
    const wordId = newId();
    await db
      .insertInto('districtWord')
      .values({
        districtId: actor.districtId,
        wordId,
        words: JSON.stringify(body.words),
        means: body.means,
        createdBy: actor.accountId,
        createdAt: now,
        removedBy: null,
        removedAt: null,
      })
      .execute();
    about(`word/${wordId}`, body);
    return { wordId };
  },
});

export const removeWords = operation({
  id: 'lexicon.remove',
  method: 'DELETE',
  path: '/lexicon/words/:wordId',
  zh: '去掉补充的词(留有记录)',
  en: 'Take back words that were taught; the record stays',
  who: ['administrator', 'coordinator'],
  params: closed({ wordId: Id }),
  reply: Nothing,
  run: async ({ db, actor, now, about }, { params }) => {
    const { numUpdatedRows } = await db
      .updateTable('districtWord')
      .set({ removedAt: now, removedBy: actor.accountId })
      .where('districtId', '=', actor.districtId)
      .where('wordId', '=', params.wordId)
      .where('removedAt', 'is', null)
      .executeTakeFirst();
    if (Number(numUpdatedRows) === 0) throw refused('request.notFound', { what: '补充的词 / words' });
    about(`word/${params.wordId}`);
    return {};
  },
});
