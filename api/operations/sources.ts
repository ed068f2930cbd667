// Forms that were not made as workbooks — our own JSON, XLSForm, a sheet drawn in the editor — and what a changed form changes.
import { Type } from 'typebox';
import { readWorkbooks } from '../../forms/excel/guard.ts';
import { workbookOfDrawing, workbookOfOutline } from '../../forms/sources/workbook.ts';
import { readXlsForm } from '../../forms/sources/xlsform.ts';
import { parseRange } from '../../engine/model/sheet.ts';
import { describe } from '../../engine/problem/index.ts';
import { paperOf, standingDecisions, teach } from '../annual/draft.ts';
import { closed, Line, oneOf, operation, orNull } from '../http/operation.ts';
import { districtTerms } from '../lexicon/words.ts';
import { refused } from '../problem.ts';
import { RULING_KINDS } from '../requirements/ruling.ts';
import { standingOf } from '../requirements/standing.ts';
import type { Paper } from '../thinking/thinker.ts';
import { ById, keepRevision, readForm, requireOwn, Taken, visible } from './requirements.ts';

const Label = Type.String({ minLength: 1, maxLength: 500 });
const Choices = Type.Array(Type.String({ minLength: 1, maxLength: 100, pattern: '^[^,]*$' }), { minItems: 1, maxItems: 100 });
const Question = closed({
  label: Label,
  kind: oneOf(['integer', 'decimal', 'text', 'choice']),
  unit: Type.Optional(Type.String({ maxLength: 30 })),
  choices: Type.Optional(Choices),
  part: Type.Optional(Type.Boolean()),
});
const Outline = closed({
  title: Line,
  groups: Type.Array(closed({ title: Type.String({ maxLength: 200 }), questions: Type.Array(Question, { maxItems: 1000 }) }), { maxItems: 100 }),
  lists: Type.Optional(
    Type.Array(closed({ title: Line, columns: Type.Array(closed({ label: Label, choices: Type.Optional(Choices) }), { minItems: 1, maxItems: 100 }) }), {
      maxItems: 20,
    }),
  ),
  notes: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 2000 }), { maxItems: 50 })),
});

export const putOutline = operation({
  id: 'requirement.outline',
  method: 'PUT',
  path: '/requirements/:requirementId/outline',
  zh: '以 JSON 提交表样(问题分组和名册),生成工作簿后照常识读',
  en: 'Hand in a form as JSON: questions in groups, lists with columns',
  who: ['department'],
  params: ById,
  body: Outline,
  reply: Taken,
  prepare: async (context, { params, body }) => {
    await requireOwn(context, params.requirementId);
    requireChoices(body.groups.flatMap(({ questions }) => questions));
    const file = { name: `${fileName(body.title)}.xlsx`, bytes: await workbookOfOutline(body) };
    return readForm(context, file, { kind: 'json', bytes: Buffer.from(JSON.stringify(body)) });
  },
  run: (context, { params }, form) => keepRevision(context, params.requirementId, form),
});

/** A choice without choices, and choices for a number, are mistakes that nobody would see on paper. */
function requireChoices(questions: readonly { readonly label: string; readonly kind: string; readonly choices?: readonly string[] }[]): void {
  const wrong = questions.find(({ kind, choices }) => (kind === 'choice') !== (choices !== undefined));
  if (wrong) throw refused('request.invalid', { at: wrong.label, why: 'choice 须有 choices,其他类型不能有 / choices go with kind choice, and only with it' });
  if (questions.length > 5000) throw refused('request.invalid', { at: 'groups', why: '> 5000' });
}

function fileName(title: string): string {
  return title.replace(/[\\/<>:"|?*\p{Cc}]/gu, '_').slice(0, 100);
}

const CellName = Type.String({ pattern: '^[A-Z]{1,2}[1-9][0-9]{0,3}$' });
const RangeName = Type.String({ pattern: '^[A-Z]{1,2}[1-9][0-9]{0,3}(:[A-Z]{1,2}[1-9][0-9]{0,3})?$' });
const Drawing = closed({
  title: Line,
  sheets: Type.Array(
    closed({
      name: Type.String({ minLength: 1, maxLength: 31, pattern: "^[^\\\\/*?:\\[\\]']+$" }),
      cells: Type.Array(closed({ cell: CellName, text: Label }), { maxItems: 5000 }),
      merges: Type.Optional(Type.Array(RangeName, { maxItems: 1000 })),
      blanks: Type.Array(RangeName, { maxItems: 2000 }),
    }),
    { minItems: 1, maxItems: 20 },
  ),
});

export const putDrawing = operation({
  id: 'requirement.drawing',
  method: 'PUT',
  path: '/requirements/:requirementId/drawing',
  zh: '提交在编辑器里画的空白表(文字、合并、填报字段)',
  en: 'Hand in a blank form drawn in the editor: words, merges, blanks',
  who: ['department'],
  params: ById,
  body: Drawing,
  reply: Taken,
  prepare: async (context, { params, body }) => {
    await requireOwn(context, params.requirementId);
    for (const { merges = [], blanks, name } of body.sheets) requireSmall(name, merges, blanks);
    const bytes = await workbookOfDrawing(body);
    return readForm(context, { name: `${fileName(body.title)}.xlsx`, bytes }, { kind: 'editor', bytes: Buffer.from(JSON.stringify(body)) });
  },
  run: (context, { params }, form) => keepRevision(context, params.requirementId, form),
});

const MOST_CELLS = 50_000;

/** Merges that overlap cannot be drawn, and blanks without end would exhaust us. */
function requireSmall(name: string, merges: readonly string[], blanks: readonly string[]): void {
  const ranges = merges.flatMap((text) => parseRange(text) ?? []);
  for (const [index, a] of ranges.entries())
    for (const b of ranges.slice(index + 1))
      if (a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom)
        throw refused('request.invalid', { at: `${name} merges`, why: '合并区域重叠 / merges overlap' });
  const cells = blanks
    .flatMap((text) => parseRange(text) ?? [])
    .reduce((sum, { top, left, bottom, right }) => sum + (bottom - top + 1) * (right - left + 1), 0);
  if (cells > MOST_CELLS)
    throw refused('request.invalid', {
      at: `${name} blanks`,
      why: `有 ${cells} 格,最多 ${MOST_CELLS} 格,请分成几张表 / ${cells} cells, at most ${MOST_CELLS}: make several sheets of it`,
    });
}

export const putXlsForm = operation({
  id: 'requirement.xlsform',
  method: 'PUT',
  path: '/requirements/:requirementId/xlsform',
  zh: '上传 XLSForm(integer、decimal、text、select_one、note,可分组;其余拒收并指明)',
  en: 'Upload an XLSForm: integer, decimal, text, select_one, note, in groups; anything else is refused by name',
  who: ['department'],
  params: ById,
  upload: true,
  reply: Taken,
  prepare: async (context, { params, file }) => {
    if (!file) throw refused('upload.noFile', {});
    await requireOwn(context, params.requirementId);
    const [read] = await readWorkbooks([{ file: file.name, bytes: file.bytes }], { filled: true });
    const found = read?.workbook ? readXlsForm(read.workbook) : null;
    if (!found) {
      const why = read?.workbook
        ? '没有带 type 列的 survey 工作表 / no sheet survey with a column type'
        : (read?.problems ?? []).map((each) => describe(each, context.language)).join(' ');
      throw refused('request.invalid', { at: file.name, why });
    }
    if (found.unsupported.length > 0) throw refused('source.unsupported', { what: found.unsupported.slice(0, 50) });
    if (found.outline.groups.length === 0) throw refused('request.invalid', { at: file.name, why: '没有问题 / no questions' });
    const made = { name: `${fileName(found.outline.title) || 'xlsform'}.xlsx`, bytes: await workbookOfOutline(found.outline) };
    return readForm(context, made, { kind: 'xlsform', bytes: file.bytes });
  },
  run: (context, { params }, form) => keepRevision(context, params.requirementId, form),
});

const Revision = closed({
  revisionNo: Type.Integer(),
  fileName: Type.String(),
  contentHash: Type.String(),
  sourceKind: oneOf(['workbook', 'json', 'xlsform', 'editor']),
  uploadedAt: Type.String(),
});

export const listRevisions = operation({
  id: 'requirement.revisions',
  method: 'GET',
  path: '/requirements/:requirementId/revisions',
  zh: '表样的各个版本',
  en: 'Revisions of the form',
  who: ['coordinator', 'department'],
  params: ById,
  reply: closed({ items: Type.Array(Revision) }),
  run: async (context, { params }) => {
    const row = await visible(context, params.requirementId);
    const items = await context.db
      .selectFrom('requirementRevision')
      .select(['revisionNo', 'fileName', 'contentHash', 'sourceKind', 'uploadedAt'])
      .where('districtId', '=', context.actor.districtId)
      .where('requirementId', '=', row.requirementId)
      .orderBy('revisionNo')
      .execute();
    return { items };
  },
});

const FieldLine = orNull(closed({ sheet: Type.String(), cell: Type.String(), label: Type.Array(Type.String()) }));

const RevisionNo = Type.String({ pattern: '^[1-9][0-9]{0,4}$' });

export const revisionChanges = operation({
  id: 'requirement.changes',
  method: 'GET',
  path: '/requirements/:requirementId/revisions/:revisionNo/changes',
  zh: '与已准入的版本(没有则与上一版,或指定的版本)逐格对比:未变、移动、改写、新增、删除;已作的认定是否仍对得上',
  en: 'Field by field against the admitted revision, the one before or the one named: same, moved, reworded, new, gone; and which rulings still find their field',
  who: ['coordinator', 'department'],
  params: closed({ ...ById.properties, revisionNo: RevisionNo }),
  /** Compared with what was admitted, if that is older, or else with the revision before, unless one is named. */
  query: closed({ from: Type.Optional(RevisionNo) }),
  reply: closed({
    from: Type.Integer(),
    to: Type.Integer(),
    counts: closed({ same: Type.Integer(), moved: Type.Integer(), reworded: Type.Integer(), new: Type.Integer(), gone: Type.Integer() }),
    fields: Type.Array(closed({ kind: oneOf(['same', 'moved', 'reworded', 'new', 'gone']), before: FieldLine, after: FieldLine, asksOther: Type.Boolean() })),
    /** Rulings about the form: its kind, the words and the cell that it names, and how its field is found now. */
    rulings: Type.Array(
      closed({
        ruling: Type.Integer(),
        kind: oneOf(RULING_KINDS),
        label: orNull(Type.Array(Type.String())),
        cell: orNull(Type.String()),
        found: oneOf(['label', 'words', 'cell', 'none', 'ambiguous']),
      }),
    ),
  }),
  run: async (context, { params, query }) => {
    const { db, actor, services } = context;
    const row = await visible(context, params.requirementId);
    const to = Number(params.revisionNo);
    const admitted = standingOf(row)?.revisionNo ?? to;
    const from = query.from !== undefined ? Number(query.from) : admitted < to ? admitted : to - 1;
    const revisions = await db
      .selectFrom('requirementRevision')
      .selectAll()
      .where('districtId', '=', actor.districtId)
      .where('requirementId', '=', row.requirementId)
      .where('revisionNo', 'in', [from, to])
      .execute();
    const terms = await districtTerms(db, actor.districtId);
    const revisionPaper = (no: number): Paper => {
      const revision = revisions.find(({ revisionNo }) => revisionNo === no);
      if (!revision) throw refused('request.notFound', { what: `第 ${no} 版表样 / revision ${no}` });
      return paperOf(row, revision, row.departmentId, terms);
    };
    const [before, after] = [revisionPaper(from), revisionPaper(to)];
    await teach(services, actor.districtId, [before, after], 'reader');
    const decisions = await standingDecisions(db, actor.districtId);
    const { fields, rulings } = await services.reader.compare(before, after, decisions);
    const count = (wanted: string): number => fields.filter(({ kind }) => kind === wanted).length;
    const counts = { same: count('same'), moved: count('moved'), reworded: count('reworded'), new: count('new'), gone: count('gone') };
    const line = (each: (typeof fields)[number]['before']) => (each === null ? null : { ...each, label: [...each.label] });
    return {
      from,
      to,
      counts,
      fields: fields.map((each) => ({ ...each, before: line(each.before), after: line(each.after) })),
      rulings: rulings.flatMap((each) => {
        const kind = decisions[each.ruling]?.kind;
        return kind === undefined ? [] : [{ ...each, kind, label: each.label && [...each.label] }];
      }),
    };
  },
});
