// The forms of the sample districts, drawn otherwise: what they ask must not change.
import { expect, test } from 'vitest';
import { loadPack, type LoadedPack } from '../../../forms/pack/load.ts';
import type { Cell, Sheet, Workbook } from '../../../engine/model/sheet.ts';
import { understand } from '../../../engine/understand.ts';
import { asks } from './meaning.ts';

const packs = await Promise.all(['linjiang', 'binhai'].map((name) => loadPack(decodeURI(new URL(`../../../forms/samples/${name}`, import.meta.url).pathname))));
const loaded = packs.flatMap((pack): LoadedPack[] => (pack.loaded ? [pack.loaded] : []));

/** Every fifth form of a district; all of them with VARIATIONS=all. */
const STEP = process.env['VARIATIONS'] === 'all' ? 1 : 5;
const FORMS = loaded.flatMap(({ pack, books, learning }) =>
  pack.requirements.flatMap((requirement, index) => {
    const book = books.get(requirement.id);
    return book && index % STEP === 0 ? [{ requirement, book, learning }] : [];
  }),
);

type Form = (typeof FORMS)[number];

/** What a workbook's blanks and lists ask, without their places. */
function meanings({ requirement, learning }: Form, book: Workbook): string[] {
  const { fields, rosters } = understand(requirement, null, book, learning);
  return [
    requirement.id,
    ...fields.map(({ point, unit }) => JSON.stringify([point, unit?.base ?? null, unit?.factor ?? null]).replace(/合计=[^"]*/gu, '合计')),
    ...rosters.map(({ object, where, columns }) => JSON.stringify([object, where, columns.map(({ attribute }) => attribute)])),
  ].sort();
}

function withCells(book: Workbook, change: (cell: Cell) => Cell): Workbook {
  return { ...book, sheets: book.sheets.map((sheet): Sheet => ({ ...sheet, cells: sheet.cells.map(change) })) };
}

function withText(book: Workbook, change: (text: string) => string): Workbook {
  return withCells(book, (cell) => (typeof cell.value === 'string' ? { ...cell, value: change(cell.text), text: change(cell.text) } : cell));
}

const WIDE: Readonly<Record<string, string>> = { '(': '（', ')': '）', ':': '：', ',': '，' };
const widened = (text: string): string =>
  text.replace(/[(),:]/gu, (letter) => WIDE[letter] ?? letter).replace(/\d/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
const narrowed = (text: string): string => text.replace(/（/gu, '(').replace(/）/gu, ')').replace(/：/gu, ':');
const isLabel = (text: string): boolean => text.length <= 12 && !/^[一二三四五六七八九十(（]/u.test(text) && !/[。；;：:\d_ ]/u.test(text);

/** Longer texts are sentences: they stay as they are. */
const VARIATIONS: readonly (readonly [string, (book: Workbook) => Workbook])[] = [
  ['full-width brackets and digits', (book) => withText(book, (text) => (text.length <= 30 ? widened(text) : text))],
  ['half-width brackets', (book) => withText(book, narrowed)],
  ['spaces inside labels', (book) => withText(book, (text) => (isLabel(text) ? [...text].join(' ') : text))],
  ['周岁 for 岁', (book) => withText(book, (text) => text.replace(/(?<=\d)岁/gu, '周岁'))],
  ['岁 for 周岁', (book) => withText(book, (text) => text.replace(/(?<=\d)周岁/gu, '岁'))],
  ['以上 for 及以上', (book) => withText(book, (text) => text.replace(/(?<=岁)及以上/gu, '以上'))],
  ['其中: for 其中：', (book) => withText(book, (text) => text.replace(/其中：/gu, '其中:'))],
  ['line breaks in labels', (book) => withText(book, (text) => (isLabel(text) && text.length > 4 ? `${text.slice(0, 3)}\n${text.slice(3)}` : text))],
];

test.each(VARIATIONS)(
  '%s',
  (_, vary) => {
    for (const form of FORMS) expect(meanings(form, vary(form.book))).toEqual(meanings(form, form.book));
  },
  60_000,
);

/** Everything down and to the right, with the blank rows and columns before it. */
function moved(sheet: Sheet, down: number, right: number): Sheet {
  const cells = sheet.cells.map((cell): Cell => ({
    ...cell,
    row: cell.row + down,
    column: cell.column + right,
    formula:
      cell.formula?.replace(/\$?([A-Z]{1,2})\$?(\d+)/gu, (_, letters: string, row: string) => `${shiftedLetters(letters, right)}${Number(row) + down}`) ?? null,
  }));
  const shift = ({ top, left, bottom, right: last }: Sheet['merges'][number]): Sheet['merges'][number] => ({
    top: top + down,
    left: left + right,
    bottom: bottom + down,
    right: last + right,
  });
  return {
    ...sheet,
    cells,
    merges: sheet.merges.map(shift),
    notes: sheet.notes.map((note) => ({ ...note, row: note.row + down, column: note.column + right })),
    validations: sheet.validations.map((validation) => ({ ...validation, ranges: validation.ranges.map(shift) })),
    hiddenRows: new Set([...sheet.hiddenRows].map((row) => row + down)),
    hiddenColumns: new Set([...sheet.hiddenColumns].map((column) => column + right)),
  };
}

function shiftedLetters(letters: string, by: number): string {
  let number = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) + by;
  let name = '';
  for (; number > 0; number = Math.floor((number - 1) / 26)) name = String.fromCharCode(65 + ((number - 1) % 26)) + name;
  return name;
}

test.each([
  [3, 0],
  [0, 2],
  [2, 1],
])(
  'blank rows (%i) and columns (%i) before the form',
  (down, right) => {
    for (const form of FORMS) {
      const book = { ...form.book, sheets: form.book.sheets.map((sheet) => moved(sheet, down, right)) };
      expect(meanings(form, book)).toEqual(meanings(form, form.book));
    }
  },
  60_000,
);

/** Sorted meanings of a drawn table. */
const drawn = (picture: string): string[] => Object.values(asks(picture, { title: '人口情况表' })).sort();
const NOTE = '| . 说明：本表按户籍人口统计。 | ~ | ~ |';
const PLAIN = `\n| 项目 | 男 | 女 |\n| 60—79岁 | | |\n| 80岁及以上 | | |\n| 残疾人 | | |\n${NOTE}`;

test.each([
  ['transposed', `\n| 项目 | 60—79岁 | 80岁及以上 | 残疾人 |\n| 男 | | | |\n| 女 | | | |\n| . 说明：本表按户籍人口统计。 | ~ | ~ | ~ |`],
  ['columns in another order', PLAIN.replace('| 男 | 女 |', '| 女 | 男 |')],
  ['one head over two levels', `\n| 项目 | 人数 | ~ |\n| ^ | 男 | 女 |\n| 60—79岁 | | |\n| 80岁及以上 | | |\n| 残疾人 | | |\n${NOTE}`],
  ['a break with 续表', `\n| 项目 | 男 | 女 |\n| 60—79岁 | | |\n| . （续表） | ~ | ~ |\n| 项目 | 男 | 女 |\n| 80岁及以上 | | |\n| 残疾人 | | |\n${NOTE}`],
  ['a blank row and column', `\n| 项目 | 男 | 女 |\n| 60—79岁 | | |\n| 80岁及以上 | | |\n| 残疾人 | | |\n| . | . | . |\n${NOTE}`],
])('%s', (_, picture) => {
  expect(drawn(picture)).toEqual(drawn(PLAIN));
});

test.each(['失能、半失能', '失能和半失能', '失能及半失能', '失能或半失能', '失能与半失能', '失能 、 半失能'])('%s', (label) => {
  expect(drawn(`\n| 项目 | 人数 |\n| ${label} | |\n${NOTE}`)).toEqual(drawn(`\n| 项目 | 人数 |\n| 失能、半失能 | |\n${NOTE}`));
});

test.each(['其中：女', '其中:女', '其中女', '  其中：女', '#女', '其中： 女'])('%s', (label) => {
  const table = (part: string): string => `\n| 项目 | 人数 |\n| 老年人 | |\n| ${part} | |\n| . 说明：本表按户籍人口统计。 | ~ |`;
  expect(drawn(table(label))).toEqual(drawn(table('其中：女')));
});
