// The round trip without a network: a community's form as a workbook, filled in anywhere, and what it would change laid beside what stands — nothing is changed by looking.
// A department's own form that was filled before is taken as well, where it asks the very same.
import Type from 'typebox';
import { periodsBeside } from '../../engine/model/period.ts';
import type { Scalar } from '../../engine/model/sheet.ts';
import { describe, type Language } from '../../engine/problem/index.ts';
import { readAnnualWorkbook } from '../../forms/annual/index.ts';
import { readWorkbooks } from '../../forms/excel/guard.ts';
import { loadCheckValue } from '../../forms/lexicon/form.ts';
import { currentForm, frequencyOf, sectionsFor, type Published, type SectionLayout } from '../annual/published.ts';
import { closed, Download, Id, operation, orNull, Period, YearText, type ActorContext } from '../http/operation.ts';
import { fillerOf } from '../outputs/filler.ts';
import { seesCommunity } from '../people/scope.ts';
import { hidden, refused } from '../problem.ts';
import { readOldForm } from '../submissions/old-form.ts';
import { acceptValue, readSection, type Kept } from '../submissions/section.ts';
import { communityValues, type Community } from '../submissions/values.ts';
import { XLSX } from './requirements.ts';
import { Value } from './submissions.ts';

const ByYear = closed({ communityId: Id, year: YearText });

interface Place {
  readonly form: Published;
  readonly unit: Community;
}

async function placeOf({ db, actor, services }: ActorContext, { communityId, year }: { readonly communityId: string; readonly year: string }): Promise<Place> {
  if (!(await seesCommunity(db, actor, communityId))) throw hidden('社区 / community');
  const unit = await db
    .selectFrom('orgUnit')
    .select(['unitId', 'code', 'name'])
    .where('districtId', '=', actor.districtId)
    .where('unitId', '=', communityId)
    .executeTakeFirstOrThrow();
  return { unit, form: await currentForm(services, db, actor.districtId, Number(year)) };
}

export const downloadYear = operation({
  id: 'year.workbook',
  method: 'GET',
  path: '/communities/:communityId/years/:year/workbook',
  zh: '本社区的一张表(Excel,已填的带上),可离线填写再上传',
  en: 'The community’s form as a workbook with what is filled so far, to be filled in without a network',
  who: ['community'],
  params: ByYear,
  reply: Type.Unknown(),
  download: true,
  exports: true,
  prepare: async (context, { params }) => {
    const { form, unit } = await placeOf(context, params);
    const values = await communityValues(context.services, context.db, context.actor.districtId, form, unit);
    return { unit, bytes: await fillerOf(context.services).year(form.form, context.language, values) };
  },
  run: ({ about }, { params }, { unit, bytes }) => {
    about(`community/${params.communityId}/${params.year}`, { format: 'workbook' });
    return Promise.resolve(new Download(`${unit.name}-${params.year}.xlsx`, XLSX, bytes));
  },
});

const Different = closed({
  period: Type.String(),
  section: Type.String(),
  sectionTitle: Type.String(),
  /** The version of the section beside which it was laid. */
  version: Type.Integer(),
  item: Type.String(),
  title: Type.String(),
  unit: orNull(Type.String()),
  now: Value,
  file: Value,
});

export const compareFile = operation({
  id: 'year.compare',
  method: 'POST',
  path: '/communities/:communityId/years/:year/compare',
  zh: '上传填好的表(离线填的一张表,或以前报给部门的表),逐格对照,不改动任何内容',
  en: 'Lay a filled workbook (this form, or one filled for a department before) beside what stands, cell by cell; nothing is changed',
  who: ['community'],
  params: ByYear,
  query: closed({ period: Period }),
  upload: true,
  pure: true,
  reply: closed({
    /** The department's form that it was recognised as; null: the annual form. */
    requirement: orNull(Type.String()),
    /** What that form says of whose it is, where it names another community. */
    otherCommunity: orNull(Type.String()),
    cells: Type.Array(Different),
    same: Type.Integer(),
    /** Of a department’s form: filled blanks that are not taken, asked at another time or following from other answers. */
    left: Type.Integer(),
    problems: Type.Array(Type.String()),
  }),
  run: async (context, { params, query, file }) => {
    if (!file) throw refused('upload.noFile', {});
    const place = await placeOf(context, params);
    const told = await valuesIn(context, place, query.period, file);
    return { requirement: told.requirement, otherCommunity: told.otherCommunity, left: told.left, ...(await beside(context, place, told)) };
  },
});

interface Told {
  readonly requirement: string | null;
  readonly otherCommunity: string | null;
  readonly left: number;
  /** Item → period → value. */
  readonly items: ReadonlyMap<string, ReadonlyMap<string, Scalar>>;
  readonly problems: readonly string[];
}

async function valuesIn(
  { db, actor, language }: ActorContext,
  { form, unit }: Place,
  period: string,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<Told> {
  const read = await readAnnualWorkbook(bytes, { form: form.form, checkValue: loadCheckValue(), file: name });
  const words = read.problems.map((each) => describe(each, language));
  if (read.values) {
    if (read.values.code !== unit.code) throw refused('offline.otherCommunity', { file: name, community: read.values.name });
    return { requirement: null, otherCommunity: null, left: 0, items: read.values.items, problems: words };
  }
  if (!read.problems.some(({ code }) => code === 'annual.notOurs')) throw refused('offline.unread', { why: words.join(' ') }, {}, read.problems);
  const [filled] = await readWorkbooks([{ file: name, bytes }], { filled: true });
  const old = filled?.workbook ? await readOldForm(db, actor.districtId, form, { unit, period }, filled.workbook) : null;
  if (!old) throw refused('offline.unknown', { file: name });
  const { title, frequency, otherCommunity, values, left } = old;
  if (frequency !== frequencyOf(period)) {
    const periods = periodsBeside(period, frequency);
    throw refused('offline.otherFrequency', { title, frequency, periods }, { periods });
  }
  return { requirement: title, otherCommunity, left, items: new Map([...values].map(([item, value]) => [item, new Map([[period, value]])])), problems: [] };
}

/** What differs from what stands, in the order of the form; and what cannot be taken, in words. */
async function beside(context: ActorContext, { form, unit }: Place, { items, problems }: Told) {
  const cells = [];
  const told = [...problems];
  let same = 0;
  const periods = [...new Set([...items.values()].flatMap((answers) => [...answers.keys()]))].sort();
  for (const period of periods)
    for (const section of sectionsFor(form, period)) {
      if (!section.questions.some(({ item }) => items.get(item)?.has(period))) continue;
      const where = { districtId: context.actor.districtId, communityId: unit.unitId, period };
      const { version, answers } = await readSection(context.services, context.db, where, form, section);
      for (const [position, { item, title, unit: measure }] of section.questions.entries()) {
        const value = items.get(item)?.get(period) ?? null;
        if (value === null) continue;
        const taken = accepted(value, section, position, context.language);
        if (typeof taken === 'object' && taken !== null) told.push(taken.why);
        else if (taken === (answers[position] ?? null)) same += 1;
        else if (taken !== null)
          cells.push({
            period,
            section: section.code,
            sectionTitle: section.title,
            version,
            item,
            title,
            unit: measure,
            now: answers[position] ?? null,
            file: taken,
          });
      }
    }
  return { cells, same, problems: told.slice(0, 200) };
}

function accepted(value: Scalar, section: SectionLayout, position: number, language: Language): Kept | { readonly why: string } {
  const question = section.questions[position];
  if (!question) return null;
  const judged = acceptValue(value, question, section);
  return judged.kind === 'taken' ? judged.value : { why: describe(judged.problem, language) };
}
