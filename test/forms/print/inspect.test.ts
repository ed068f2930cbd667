// The inspection of a department's form: every blank in words, and a page that stands by itself.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../../engine/problem/index.ts';
import { readSheet } from '../../../engine/read/index.ts';
import { understand } from '../../../engine/understand.ts';
import { readWorkbook } from '../../../forms/excel/read.ts';
import { loadVocabulary } from '../../../forms/lexicon/form.ts';
import { loadLearning } from '../../../forms/lexicon/load.ts';
import { type Inspection, inspection } from '../../../forms/print/inspection.ts';
import { inspectPage, inspectText } from '../../../forms/print/inspect.ts';

const learning = loadLearning();
const vocabulary = loadVocabulary();

function inspected(file: string, language: Language = 'zh'): Inspection {
  const { workbook, problems } = readWorkbook(readFileSync(new URL(`../../../forms/samples/linjiang/forms/${file}`, import.meta.url)), file);
  if (!workbook) throw new Error(`${file} is not read`);
  const meaning = understand(
    { id: 'r', department: 'd', title: file, file, frequency: 'annual', legalBasis: null, description: null },
    null,
    workbook,
    learning,
  );
  return inspection({ workbook, readings: workbook.sheets.map((sheet) => readSheet(sheet, learning.words)), meaning, problems }, vocabulary, language);
}

const elderly = 'mz-03-老年人口基本情况统计表.xlsx';

describe('inspecting the form on old people', () => {
  it('says what a cell of the cross-tab asks and from which words that was read', () => {
    const blank = inspected(elderly).sheets[0]?.blanks.find(({ cell }) => cell === 'C13');
    expect(blank).toMatchObject({ kind: 'understood', path: '60—69周岁 › 户籍老年人 › 男', unit: '人', brief: '户籍 男 60—69周岁 人数' });
    expect(blank?.readFrom).toContain('性别=男 ← 列 “男” (C10)');
  });

  it('says a total of age bands as one band', () => {
    expect(inspected(elderly).sheets[0]?.blanks.find(({ cell }) => cell === 'B12')?.brief).toBe('户籍 60周岁及以上 人数');
  });

  it('speaks English', () => {
    expect(inspected(elderly, 'en').sheets[0]?.blanks.find(({ cell }) => cell === 'C13')?.reading).toBe(
      'residence resident/away, sex male, age 60 to 69 · number of people · at the end of the period',
    );
  });

  it('prints particulars and every blank as text', () => {
    const text = inspectText(inspected(elderly), 'zh');
    expect(text).toContain('有效期至 2026年12月');
    expect(text).toContain('· C13   60—69周岁 › 户籍老年人 › 男 [人]');
  });
});

describe('the page', () => {
  const page = inspectPage(inspected(elderly), 'zh');

  it('stands by itself: nothing is fetched and no script runs', () => {
    expect(page).not.toMatch(/<script|<link|https?:\/\/|url\(/u);
    expect(page).toContain("default-src 'none'");
  });

  it('draws merges as spans', () => {
    expect(page).toMatch(/rowspan="2" colspan="1"[^>]*><span class="own">年龄分组<\/span>/u);
  });

  it('escapes what is written on a form', () => {
    const seen = inspected(elderly);
    const hostile = { ...seen, problems: ['<img src=x onerror=alert(1)>'] };
    expect(inspectPage(hostile, 'zh')).not.toContain('<img');
  });
});

it('a cell that a formula fills is marked in the text as it is on the page', () => {
  const seen = inspected(elderly);
  const [sheet] = seen.sheets;
  const [first, ...rest] = sheet?.blanks ?? [];
  if (!sheet || !first) throw new Error('Nothing is read.');
  const filled = { ...seen, sheets: [{ ...sheet, blanks: [{ ...first, formula: 'C5+C6' }, ...rest] }] };
  expect(inspectText(filled, 'zh')).toContain('ƒ =C5+C6');
});
