// The burden board: what each department asks and costs, and the rows behind every figure.
import Type from 'typebox';
import { loadVocabulary } from '../../forms/lexicon/form.ts';
import { bookOf } from '../desk/book.ts';
import { departmentLines, MEASURES, rowLines } from '../desk/burden.ts';
import { closed, oneOf, operation, YearText } from '../http/operation.ts';
import { admissionRules } from '../requirements/admission.ts';
import { FrequencyName, OfYear, WhichVersion } from './annual.ts';

const Department = closed({
  department: Type.String(),
  name: Type.String(),
  requirements: Type.Integer(),
  fields: Type.Integer(),
  before: Type.Integer(),
  /** A question that several departments need is shared equally among them. */
  now: Type.Number(),
  least: Type.Number(),
  own: Type.Integer(),
  shared: Type.Integer(),
});

export const readBurden = operation({
  id: 'burden.read',
  method: 'GET',
  path: '/forms/:year/burden',
  zh: '填报负担:全部和各部门,原来、现在、最少,独有和共用',
  en: 'The burden: of all and of each department, before, now and least, own and shared',
  who: ['coordinator'],
  params: OfYear,
  query: closed(WhichVersion),
  reply: closed({
    valuesBefore: Type.Integer(),
    valuesNow: Type.Integer(),
    least: Type.Integer(),
    secondsPerValue: Type.Integer(),
    departments: Type.Array(Department),
    /** The published versions of the year, and the draft at the end. */
    overTime: Type.Array(
      closed({
        version: Type.String(),
        at: Type.String(),
        note: Type.String(),
        valuesBefore: Type.Integer(),
        valuesNow: Type.Integer(),
        least: Type.Integer(),
      }),
    ),
  }),
  run: async (context, { params, query }) => {
    const { db, actor } = context;
    const year = Number(params.year);
    const { consolidation } = await bookOf(context, year, query.version);
    const { valuesBefore, valuesNow, least } = consolidation.certificate;
    const { secondsPerValue } = await admissionRules(db, actor.districtId);
    const versions = await db
      .selectFrom('formVersion')
      .select(['versionNo', 'publishedAt', 'note', 'certificate'])
      .where('districtId', '=', actor.districtId)
      .where('year', '=', year)
      .orderBy('versionNo')
      .execute();
    const past = versions.map(({ versionNo, publishedAt, note, certificate }) => {
      const figures = JSON.parse(certificate) as { valuesBefore: number; valuesNow: number; least: number };
      return { version: String(versionNo), at: publishedAt, note, valuesBefore: figures.valuesBefore, valuesNow: figures.valuesNow, least: figures.least };
    });
    const now = query.version === undefined ? [{ version: '', at: context.now, note: '', valuesBefore, valuesNow, least }] : [];
    return { valuesBefore, valuesNow, least, secondsPerValue, departments: departmentLines(consolidation), overTime: [...past, ...now] };
  },
});

export const readBurdenRows = operation({
  id: 'burden.rows',
  method: 'GET',
  path: '/forms/:year/burden/:department/:measure',
  zh: '一个数背后的逐行明细',
  en: 'The rows behind one figure',
  who: ['coordinator'],
  /** Of a department by its code; `*` is all of them together. */
  params: closed({ year: YearText, department: Type.String({ pattern: '^[^/]{1,60}$' }), measure: oneOf(MEASURES) }),
  query: closed(WhichVersion),
  reply: closed({
    items: Type.Array(
      closed({
        key: Type.String(),
        title: Type.String(),
        meaning: Type.String(),
        form: Type.String(),
        place: Type.String(),
        frequency: FrequencyName,
        values: Type.Integer(),
        share: Type.Number(),
        departments: Type.Array(Type.String()),
      }),
    ),
  }),
  run: async (context, { params, query }) => {
    const { consolidation } = await bookOf(context, Number(params.year), query.version);
    return { items: rowLines(consolidation, params.department, params.measure, loadVocabulary(), context.language) };
  },
});
