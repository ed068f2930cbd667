// Words of the printed pages in both languages.
import type { DoubtKind, Evidence } from '../../engine/model/meaning.ts';
import type { ContextKind } from '../../engine/model/reading.ts';
import type { Language } from '../../engine/problem/index.ts';

type Bilingual = Readonly<Record<Language, string>>;

export const doubtWords: Record<DoubtKind, Bilingual> = {
  unknownWords: { zh: '词库里没有的词', en: 'words that no lexicon knows' },
  scopeNotStated: { zh: '口径未注明', en: 'the population is not stated' },
  ambiguousObject: { zh: '统计对象不止一种读法', en: 'more than one kind of thing fits' },
  conflictingLabels: { zh: '标签互相矛盾', en: 'the labels contradict each other' },
  boundNotStated: { zh: '是否包含边界未注明', en: 'whether the bound is included is not stated' },
  formulaDisagrees: { zh: '公式与文字不一致', en: 'the formula says something else than the words' },
  ratioNotResolved: { zh: '比率的分子分母不明', en: 'what is divided by what is not clear' },
  emptyConditions: { zh: '限定条件互相排斥', en: 'the conditions exclude each other' },
  indistinct: { zh: '同一张表里有两格读出来是同一件事,无法区分', en: 'two blanks of this sheet read the same and cannot be told apart' },
  unitNotStated: { zh: '计量单位未注明', en: 'the unit is not stated' },
};

export const contextWords: Record<ContextKind, Bilingual> = {
  'community.name': { zh: '填报单位(自动填写)', en: 'community (filled in by itself)' },
  'community.code': { zh: '单位代码(自动填写)', en: 'community code (filled in by itself)' },
  period: { zh: '报告期(自动填写)', en: 'period (filled in by itself)' },
  date: { zh: '日期(自动填写)', en: 'date (filled in by itself)' },
  person: { zh: '填表人等(签名)', en: 'who filled it in (signature)' },
  phone: { zh: '联系电话', en: 'telephone' },
};

export const evidenceWords: Record<Evidence['from'], Bilingual> = {
  row: { zh: '行', en: 'row' },
  column: { zh: '列', en: 'column' },
  section: { zh: '分段', en: 'section' },
  title: { zh: '标题', en: 'title' },
  corner: { zh: '表角', en: 'corner' },
  note: { zh: '说明', en: 'note' },
  formula: { zh: '公式', en: 'formula' },
  unit: { zh: '单位', en: 'unit' },
  decision: { zh: '人工认定', en: 'decision' },
};

export const particularWords: Record<'number' | 'issuer' | 'approver' | 'approval' | 'validUntil', Bilingual> = {
  number: { zh: '表号', en: 'form number' },
  issuer: { zh: '制定机关', en: 'issued by' },
  approver: { zh: '批准机关', en: 'approved by' },
  approval: { zh: '批准文号', en: 'approval' },
  validUntil: { zh: '有效期至', en: 'valid until' },
};

/** Headings and labels of the inspection, text and page. */
export const inspectWords = {
  title: { zh: '表样识读', en: 'What the engine sees' },
  understood: { zh: '已识别', en: 'understood' },
  doubtful: { zh: '有疑问', en: 'doubtful' },
  context: { zh: '自动填写', en: 'known without asking' },
  list: { zh: '台账列', en: 'column of a list' },
  loose: { zh: '未能归位', en: 'not placed' },
  blanks: { zh: '填报字段', en: 'blanks' },
  sheet: { zh: '工作表', en: 'Sheet' },
  particulars: { zh: '表头信息', en: 'Particulars' },
  definitions: { zh: '本表定义', en: 'Definitions of this form' },
  relations: { zh: '审核关系', en: 'Printed relations' },
  unread: { zh: '未能识别的审核关系', en: 'Printed relations that could not be read' },
  problems: { zh: '问题', en: 'Problems' },
  rosters: { zh: '台账', en: 'Lists' },
  notes: { zh: '说明', en: 'Notes' },
  cell: { zh: '单元格', en: 'Cell' },
  path: { zh: '标签路径', en: 'Label path' },
  unit: { zh: '单位', en: 'Unit' },
  reading: { zh: '数据点', en: 'Data point' },
  readFrom: { zh: '识别依据', en: 'Read from' },
  doubts: { zh: '疑问', en: 'Doubts' },
  rows: { zh: '行', en: 'rows' },
  members: { zh: '登记范围', en: 'who belongs on it' },
  none: { zh: '没有', en: 'none' },
  details: { zh: '逐格清单', en: 'Cell by cell' },
  hint: {
    zh: '把鼠标移到(或用 Tab 键选到)有颜色的填报字段上,可看到识别依据。',
    en: 'Point at a coloured blank (or move to it with Tab) to see what it was read from.',
  },
} satisfies Record<string, Bilingual>;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "2026-03" → "3月", "2026-Q2" → "2季度", "2026-H1" → "上半年", as short as the head of a narrow column. */
export function sayPeriod(period: string, language: Language): string {
  const [, kind = '', digits = ''] = /^\d{4}-([HQ]?)(\d+)$/u.exec(period) ?? [];
  const number = Number(digits);
  if (digits === '') return period;
  if (language === 'en') return kind === '' ? (MONTHS[number - 1] ?? period) : `${kind}${number}`;
  if (kind === 'H') return number === 1 ? '上半年' : '下半年';
  return `${number}${kind === 'Q' ? '季度' : '月'}`;
}

/** One language of a table of words. */
export function inLanguage<Key extends string>(table: Record<Key, Bilingual>, language: Language): Record<Key, string> {
  const entries = Object.entries<Bilingual>(table).map(([key, words]) => [key, words[language]]);
  return Object.fromEntries(entries);
}
