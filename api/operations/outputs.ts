// Outputs: every department gets its own form back, for a community, a street or the district, with where each value comes from.
import { Type } from 'typebox';
import { describe, type Problem, sayExpression } from '../../engine/problem/index.ts';
import type { EditValue } from '../../engine/model/edits.ts';
import { closed, Download, Id, oneOf, operation, orNull, Period, type ActorContext } from '../http/operation.ts';
import type { Shape, Shapes } from '../outputs/filled.ts';
import { lineageOf } from '../outputs/lineage.ts';
import { outputFileName } from '../outputs/names.ts';
import { isComplete, isProvisional, makeOutput, type Output, type OutputWanted } from '../outputs/output.ts';
import type { PlacedCommunity } from '../outputs/places.ts';
import { noteTaken } from '../outputs/taken.ts';
import { outputWanted } from '../outputs/wanted.ts';
import { filledForm } from '../outputs/workbook.ts';
import { refused } from '../problem.ts';
import { XLSX } from './requirements.ts';

const READERS = ['coordinator', 'department', 'street', 'community'] as const;
/** A community's or street's id, or "district". */
const ByPlace = closed({ requirementId: Id, period: Period, placeId: Id });

interface Made {
  readonly wanted: OutputWanted;
  readonly output: Output;
}

/** The output, made before the transaction: what takes long must not hold up those who write. */
async function prepare(
  { services, db, actor }: ActorContext,
  { params }: { readonly params: { requirementId: string; period: string; placeId: string } },
): Promise<Made> {
  const wanted = await outputWanted(services, db, actor, params);
  return { wanted, output: await makeOutput(services, db, wanted) };
}

/** Says in the log and in the headers what was taken out, and whether it is final. */
async function tell({ db, actor, now, about, header }: ActorContext, { wanted, output }: Made, format: string): Promise<void> {
  const { requirement, period, place } = wanted;
  await noteTaken(db, actor, [{ requirementId: requirement.requirementId, period }], now);
  about(`output/${requirement.requirementId}/${period}/${place.id}`, { format, provisional: isProvisional(output), complete: isComplete(output) });
  header('onetable-state', isProvisional(output) ? 'provisional' : 'approved');
  header('onetable-complete', String(isComplete(output)));
}

/** The department's own form filled, in the shape that is wanted; refused when it cannot be made. */
async function formAs<As extends Shape>(as: As, { services, db, language }: ActorContext, { wanted, output }: Made, sheet?: string): Promise<Shapes[As]> {
  const { made, problems } = await filledForm(as, services, db, wanted.revision, { edits: output.edits, sheet });
  if (made === null) throw refused('output.noWorkbook', { why: problems.map((each) => describe(each, language)).join(' ') });
  return made;
}

export const downloadOutput = operation({
  id: 'output.workbook',
  method: 'GET',
  path: '/outputs/:requirementId/:period/:placeId/workbook',
  zh: '部门自己的工作簿,已填好(社区、街道或全区汇总)',
  en: 'The department’s own workbook, filled for a community, a street or the district',
  who: READERS,
  params: ByPlace,
  reply: Type.Unknown(),
  download: true,
  exports: true,
  prepare: async (context, input) => {
    const made = await prepare(context, input);
    return { ...made, bytes: await formAs('workbook', context, made) };
  },
  run: async (context, _input, made) => {
    await tell(context, made, 'workbook');
    return new Download(outputFileName(made.wanted, made.output, 'xlsx'), XLSX, made.bytes);
  },
});

export const downloadCsv = operation({
  id: 'output.csv',
  method: 'GET',
  path: '/outputs/:requirementId/:period/:placeId/csv',
  zh: '填好的一张工作表(CSV,UTF-8)',
  en: 'One filled sheet as CSV',
  who: READERS,
  params: ByPlace,
  query: closed({ sheet: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })) }),
  reply: Type.Unknown(),
  download: true,
  exports: true,
  prepare: async (context, input) => {
    const made = await prepare(context, input);
    const { bytes } = await formAs('csv', context, made, input.query.sheet);
    if (!bytes) throw refused('request.notFound', { what: `工作表 ${input.query.sheet ?? ''} / sheet` });
    return { ...made, bytes };
  },
  run: async (context, _input, made) => {
    await tell(context, made, 'csv');
    return new Download(outputFileName(made.wanted, made.output, 'csv'), 'text/csv; charset=utf-8', made.bytes);
  },
});

const Community = closed({ communityId: Type.String(), code: Type.String(), name: Type.String() });
const Missing = closed({ communityId: Type.String(), code: Type.String(), name: Type.String(), cells: Type.Integer() });
const CellValue = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]);
const Place = closed({
  kind: oneOf(['community', 'street', 'district']),
  id: Type.String(),
  code: Type.String(),
  name: Type.String(),
  communities: Type.Integer(),
});
const Requirement = closed({ requirementId: Type.String(), code: Type.String(), title: Type.String() });

function communityOf({ unitId, code, name }: PlacedCommunity) {
  return { communityId: unitId, code, name };
}

/** A decimal beyond what a number holds exactly goes out as its digits. */
function plain(value: EditValue): string | number | boolean | null {
  return value !== null && typeof value === 'object' ? value.decimal : value;
}

/** What the form says of a cell. */
function labelsOf({ form, requirement }: OutputWanted): (sheet: string, cell: string) => string[] {
  const own = form.consolidation.fields.filter((field) => field.requirement === requirement.code);
  const labels = new Map(own.map(({ sheet, cell, label }) => [`${sheet}!${cell}`, label]));
  return (sheet, cell) => [...(labels.get(`${sheet}!${cell}`) ?? [])];
}

/** To whoever looks at one output, without its department, file and period. */
function asSeen(found: Problem): Problem {
  const { department: _department, file: _file, period: _period, ...origin } = found.origin;
  return { ...found, origin };
}

export const readOutput = operation({
  id: 'output.read',
  method: 'GET',
  path: '/outputs/:requirementId/:period/:placeId',
  zh: '部门视图的数据(JSON):社区、街道或全区汇总',
  en: 'An output’s cells as JSON',
  who: READERS,
  params: ByPlace,
  reply: closed({
    requirement: Requirement,
    period: Type.String(),
    place: Place,
    provisional: Type.Boolean(),
    complete: Type.Boolean(),
    sheets: Type.Array(
      closed({
        sheet: Type.String(),
        /** Each with its labels, from the outermost to the innermost. */
        cells: Type.Array(closed({ cell: Type.String(), label: Type.Array(Type.String()), value: CellValue })),
        rosters: Type.Array(closed({ firstRow: Type.Integer(), columns: Type.Array(Type.String()), rows: Type.Array(Type.Array(CellValue)) })),
      }),
    ),
    unapproved: Type.Array(Community),
    /** The periods it draws on that are not approved everywhere, with how many communities. */
    waitingFor: Type.Array(closed({ period: Type.String(), communities: Type.Integer() })),
    missing: Type.Array(Missing),
    /** With how many communities lack it; `awaits`: all that is wanting is an answer on the form of that longer period, the year's mostly. */
    incompleteCells: Type.Array(closed({ sheet: Type.String(), cell: Type.String(), missing: Type.Integer(), awaits: orNull(Type.String()) })),
    lists: Type.Array(closed({ sheet: Type.String(), cell: Type.String(), entries: Type.Array(closed({ place: Type.String(), text: Type.String() })) })),
    problems: Type.Array(Type.String()),
  }),
  exports: true,
  prepare,
  run: async (context, _input, made) => {
    await tell(context, made, 'json');
    const { wanted, output } = made;
    const { requirementId, code, title } = wanted.requirement;
    const { kind, id, name, communities } = wanted.place;
    const labels = labelsOf(wanted);
    return {
      requirement: { requirementId, code, title },
      period: wanted.period,
      place: { kind, id, code: wanted.place.code, name, communities: communities.length },
      provisional: isProvisional(output),
      complete: isComplete(output),
      sheets: output.edits.map(({ sheet, cells, rosters }) => ({
        sheet,
        cells: cells.map(({ cell, value }) => ({ cell, label: labels(sheet, cell), value: plain(value) })),
        rosters: rosters.map(({ firstRow, columns, rows }) => ({ firstRow, columns: [...columns], rows: rows.map((row) => row.map(plain)) })),
      })),
      unapproved: output.unapproved.map(communityOf),
      waitingFor: output.waitingFor.map((each) => ({ ...each })),
      missing: output.missing.map(({ community, cells }) => ({ ...communityOf(community), cells })),
      incompleteCells: output.wanting.map((each) => ({ ...each })),
      lists: (output.cells ?? []).flatMap(({ sheet, cell, value }) =>
        value.kind === 'list' ? [{ sheet, cell, entries: value.entries.map(({ place, text }) => ({ place, text })) }] : [],
      ),
      problems: output.problems.map((each) => describe(asSeen(each), context.language)),
    };
  },
});

const LineagePart = closed({
  part: oneOf(['term', 'numerator', 'denominator']),
  coefficient: Type.String(),
  source: oneOf(['item', 'register']),
  id: Type.String(),
  title: Type.String(),
  unit: orNull(Type.String()),
  period: Type.String(),
  hidden: Type.Boolean(),
  total: orNull(Type.String()),
  communities: Type.Array(
    closed({
      communityId: Type.String(),
      name: Type.String(),
      value: orNull(Type.String()),
      /** Its register has no entries yet. */
      unkept: Type.Boolean(),
      save: orNull(closed({ who: Type.String(), at: Type.String(), origin: Type.String() })),
    }),
  ),
});

export const readLineage = operation({
  id: 'output.lineage',
  method: 'GET',
  path: '/outputs/:requirementId/:period/:placeId/lineage',
  zh: '一格的溯源:取数规则、填报项、谁在何时填的',
  en: 'Where a cell’s value comes from: its derivation, the answers, who saved them when',
  who: READERS,
  params: ByPlace,
  query: closed({
    sheet: Type.String({ minLength: 1, maxLength: 60 }),
    cell: Type.String({ pattern: '^[A-Z]{1,3}[1-9][0-9]{0,6}$' }),
    after: Type.Optional(Type.String({ maxLength: 60 })),
    limit: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,2}$' })),
  }),
  reply: closed({
    requirement: Requirement,
    period: Type.String(),
    place: Place,
    sheet: Type.String(),
    cell: Type.String(),
    kind: oneOf(['derived', 'context', 'roster', 'formula']),
    title: Type.String(),
    label: Type.Array(Type.String()),
    unit: orNull(Type.String()),
    value: orNull(Type.String()),
    state: Type.String(),
    provisional: Type.Boolean(),
    level: orNull(Type.String()),
    words: Type.String(),
    parts: Type.Array(LineagePart),
    next: orNull(Type.String()),
  }),
  run: async ({ services, db, actor, language }, { params, query }) => {
    const wanted = await outputWanted(services, db, actor, params);
    const { sheet, cell, after = '', limit = String(CONTRIBUTIONS) } = query;
    const { parts, label, ...lineage } = await lineageOf(services, db, wanted, sheet, cell, { after, limit: Number(limit) });
    const { requirementId, code, title } = wanted.requirement;
    const { kind, id, name, communities } = wanted.place;
    return {
      requirement: { requirementId, code, title },
      period: wanted.period,
      place: { kind, id, code: wanted.place.code, name, communities: communities.length },
      sheet,
      cell,
      ...lineage,
      words: sayExpression(lineage.words, language),
      label: [...label],
      parts: parts.map((part) => ({ ...part, communities: part.communities.map((each) => ({ ...each })) })),
    };
  },
});

const CONTRIBUTIONS = 100;
