// Words of the annual workbook in both languages. Ticks are read in either, whatever the workbook was written in.
import type { Language } from '../../engine/problem/index.ts';

type Bilingual = Readonly<Record<Language, string>>;

export const annualWords = {
  cover: { zh: '填表说明', en: 'How to fill it in' },
  community: { zh: '社区(村)名称', en: 'Name of the community' },
  code: { zh: '社区(村)代码', en: 'Code of the community' },
  howTo: {
    zh: '只填浅绿色的格。没有的填 0;没有这类事物的填“不适用”;暂时不知道的留空(空白不等于 0)。\n只填数字,不写单位、“约”“左右”。请不要插入、删除、移动行列;各页加了保护,没有密码。\n台账一人(一户、一处)一行,向下续填;在哪些名册上,就在那一栏选“是”。\n填好后保存,整份交回。',
    en: 'Fill in the light green cells only. Where there is none, fill in 0; where there is no such thing, n/a; what you do not know yet stays blank (blank is not 0).\nNumbers only, without units and without “about”. Do not insert, delete or move rows or columns; the sheets are protected, without a password.\nRegisters have one row for each person (household, place); say yes under each roster that it belongs on.\nThen save it and hand it back whole.',
  },
  sheet: { zh: '工作表', en: 'Sheet' },
  cells: { zh: '要填的格数', en: 'Cells to fill in' },
  perRow: { zh: '每行一条', en: 'one row each' },
  question: { zh: '填报项', en: 'Question' },
  unit: { zh: '单位', en: 'Unit' },
  neededBy: { zh: '需要的部门', en: 'Needed by' },
  onRoster: { zh: '在册:', en: 'On: ' },
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
  notWhole: { zh: '这里应填非负整数。没有这类事物的填“不适用”。', en: 'A whole number that is not negative belongs here, or n/a.' },
  notNumber: { zh: '这里应填非负数。没有这类事物的填“不适用”。', en: 'A number that is not negative belongs here, or n/a.' },
  notListed: { zh: '一般从列表中选一项。', en: 'Usually one of the list.' },
} satisfies Record<string, Bilingual>;

export type AnnualWord = keyof typeof annualWords;

/** How a tick may be written. */
export const TICKS: ReadonlyMap<string, boolean> = new Map([
  ...['是', '有', '√', '✓', '✔', '☑', '1', 'y', 'yes', 'true'].map((text): [string, boolean] => [text, true]),
  ...['', '否', '无', '×', 'x', '✗', '0', 'n', 'no', 'false'].map((text): [string, boolean] => [text, false]),
]);
