// A pack written to a temporary folder: drawn forms as real workbooks, and whatever else a test puts beside them.
import ExcelJS from 'exceljs';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Sheet } from '../../../engine/model/sheet.ts';
import { draw } from '../../draw.ts';

/** Path within the pack → a drawing (for .xlsx), bytes, or anything that becomes JSON. */
export type Contents = Readonly<Record<string, unknown>>;

/** Writes a pack; it is gone when the test is over. */
export async function folder(contents: Contents): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'pack-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), await bytesOf(path, content));
  }
  return dir;
}

async function bytesOf(path: string, content: unknown): Promise<Uint8Array | string> {
  if (content instanceof Uint8Array) return content;
  if (path.endsWith('.xlsx') && typeof content === 'string') return workbook(draw(content));
  return typeof content === 'string' ? content : JSON.stringify(content);
}

/** A drawn sheet as the bytes of a real workbook. */
export async function workbook(sheet: Sheet): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const page = book.addWorksheet(sheet.name);
  for (const { row, column, value, formula, style } of sheet.cells) {
    const cell = page.getCell(row, column);
    cell.value = formula === null ? value : { formula };
    if (style.bordered) cell.border = { top: { style: 'thin' }, bottom: { style: 'thin' }, left: { style: 'thin' }, right: { style: 'thin' } };
  }
  for (const { top, left, bottom, right } of sheet.merges) page.mergeCells(top, left, bottom, right);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** pack.json for forms/<id>.xlsx, one for each requirement. */
export function packJson(...requirements: readonly { readonly id: string; readonly frequency?: string; readonly [key: string]: unknown }[]): object {
  const departments = [...new Set(requirements.map(({ id }) => id.split('-')[0] ?? id))].map((id) => ({ id, name: `${id}局` }));
  return {
    name: '测试区',
    year: 2026,
    departments,
    requirements: requirements.map((each) => ({
      department: each.id.split('-')[0],
      title: each.id,
      file: `forms/${each.id}.xlsx`,
      frequency: 'annual',
      ...each,
    })),
  };
}

export const LIST = (...labels: readonly string[]): string =>
  ['| 情况统计表 | ~ | ~ |', '| 指标 | 计量单位 | 数量 |', ...labels.map((label) => `| ${label} | 人 | |`)].join('\n');
