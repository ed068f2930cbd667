// The register of data elements (数据元目录) as a workbook of our own: one row for each datum, one for each blank that asks for it.
import ExcelJS from 'exceljs';
import { sayPoint, type Vocabulary } from '../../engine/interpret/index.ts';
import { fieldsByElement } from '../../engine/measure/index.ts';
import type { Consolidation } from '../../engine/model/consolidation.ts';
import type { Language } from '../../engine/problem/index.ts';
import { frequencyWords } from './report-words.ts';
import { head, safe } from './workbook.ts';

/** The bytes of an .xlsx with the sheets 数据元 and 填报字段. */
export async function elementsWorkbook(consolidation: Consolidation, vocabulary: Vocabulary, language: Language): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  addElements(book, consolidation, vocabulary, language);
  addFields(book, consolidation, vocabulary, language);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

function addElements(book: ExcelJS.Workbook, consolidation: Consolidation, vocabulary: Vocabulary, language: Language): void {
  const zh = language === 'zh';
  const sheet = book.addWorksheet(zh ? '数据元' : 'Data elements', { views: [{ state: 'frozen', ySplit: 1 }] });
  head(
    sheet,
    zh
      ? [
          ['编号', 18],
          ['含义', 56],
          ['原表措辞', 48],
          ['单位', 10],
          ['部门数', 8],
          ['报表数', 8],
          ['填报频次', 12],
          ['取得方式', 12],
        ]
      : [
          ['Id', 18],
          ['Meaning', 56],
          ['Words of a form', 48],
          ['Unit', 10],
          ['Departments', 12],
          ['Forms', 8],
          ['Asked', 12],
          ['Comes from', 12],
        ],
  );
  const byElement = fieldsByElement(consolidation.fields);
  const items = new Map(consolidation.items.map((item) => [item.element, item]));
  for (const { id, point, title } of consolidation.elements) {
    const fields = byElement.get(id) ?? [];
    const item = items.get(id);
    const count = (key: 'department' | 'requirement'): number => new Set(fields.map((field) => field[key])).size;
    sheet.addRow(
      [
        id,
        sayPoint(point, vocabulary, language),
        title,
        fields[0]?.unit ?? '',
        count('department'),
        count('requirement'),
        item ? frequencyWords[item.frequency][language] : '',
        item ? (zh ? '填报' : 'asked') : zh ? '推算' : 'derived',
      ].map(safe),
    );
  }
}

function addFields(book: ExcelJS.Workbook, { fields, pack }: Consolidation, vocabulary: Vocabulary, language: Language): void {
  const zh = language === 'zh';
  const sheet = book.addWorksheet(zh ? '填报字段' : 'Fields', { views: [{ state: 'frozen', ySplit: 1 }] });
  head(
    sheet,
    zh
      ? [
          ['部门', 20],
          ['报表', 34],
          ['工作表', 14],
          ['单元格', 8],
          ['标签', 48],
          ['单位', 10],
          ['数据元', 18],
          ['含义', 56],
        ]
      : [
          ['Department', 20],
          ['Form', 34],
          ['Sheet', 14],
          ['Cell', 8],
          ['Labels', 48],
          ['Unit', 10],
          ['Data element', 18],
          ['Meaning', 56],
        ],
  );
  const departments = new Map(pack.departments.map(({ id, name }) => [id, name]));
  const titles = new Map(pack.requirements.map(({ id, title }) => [id, title]));
  for (const field of fields) {
    if (field.point === null) continue;
    sheet.addRow(
      [
        departments.get(field.department) ?? '',
        titles.get(field.requirement) ?? '',
        field.sheet,
        field.cell,
        field.title,
        field.unit ?? '',
        field.element,
        sayPoint(field.point, vocabulary, language),
      ].map(safe),
    );
  }
}
