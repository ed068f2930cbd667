// The words by which a form's furniture is told from its questions: who fills it in, when, notes, units, codes. They come from a
// lexicon file, as regular expressions in text, and are compiled once.
import type { ContextKind } from '../model/reading.ts';

/**
 * Nouns of who signs, in one place for all expressions that need them. roles: wherever they stand (填表人) · inspectors (调查员) and
 * occupations (网格员): where nobody is counted; over a column only occupations are · titles: with a colon (书记:) · acts: with a colon, or beside others
 * who sign (审核).
 */
export type SignerKind = 'roles' | 'inspectors' | 'occupations' | 'titles' | 'acts';

/** The file's form: each entry a regular expression over text without spaces, full-width forms folded. */
export interface ReadingWordsData {
  readonly blank: string;
  readonly closed: string;
  /** Who signs a form: {roles} and the like in the other entries stand for one of them. */
  readonly signers: Readonly<Record<SignerKind, readonly string[]>>;
  /** What a label asks for that is known; `then` is what a second blank behind it is for (填表人及电话). */
  readonly context: readonly { readonly kind: ContextKind; readonly then?: ContextKind; readonly label: string }[];
  readonly particulars: Readonly<Record<'number' | 'issuer' | 'approver' | 'approval' | 'validUntil', string>>;
  readonly note: string;
  readonly scopeLine: string;
  readonly aside: string;
  readonly sentence: string;
  readonly bareNumber: string;
  readonly equation: string;
  readonly occupation: string;
  readonly countable: string;
  readonly countHead: string;
  readonly act: string;
  readonly signature: string;
  readonly attachment: string;
  readonly continuation: string;
  readonly tableUnit: string;
  readonly unitHead: string;
  readonly codeHead: string;
  readonly serialHead: string;
  readonly remarkHead: string;
  readonly labelHead: string;
  readonly listHead: string;
  readonly communityHead: string;
  readonly partHeading: string;
  /** 以下为月末数: it speaks of the rows below, and has nothing to fill. */
  readonly announcement: string;
  readonly tableHeading: string;
  readonly signatureLabel: string;
  readonly placeLabel: string;
  readonly notPlaceLabel: string;
  readonly unitInNote: string;
  readonly periodBlank: string;
  readonly periodGap: string;
  readonly unit: string;
  readonly numberRow: string;
  readonly code: string;
  readonly choice: string;
  readonly inlineBlank: string;
  readonly ofWhich: string;
  readonly ofWhichHead: string;
  readonly isGroup: string;
  readonly countedLabel: string;
  readonly beginsTable: string;
  readonly cumulative: string;
  readonly ofNamed: string;
  readonly wholeOf: string;
  readonly member: string;
  readonly whole: string;
  readonly ageHead: string;
  readonly counted: string;
  readonly partCode: string;
  /** Joins the names of several groups in a title. */
  readonly several: string;
  readonly countWord: string;
  /** 取得食品经营许可, 已建工会: says what some of them have, and names nothing that could be divided. */
  readonly predicate: string;
  readonly partOfNumber: string;
  readonly band: string;
  readonly memberNames: readonly string[];
  readonly spacedBreakdown: string;
  readonly breakdown: string;
  readonly division: string;
  readonly prefix: string;
  readonly numbering: readonly string[];
  readonly spacedNumber: string;
  readonly dateLine: string;
}

export interface ReadingWords {
  readonly blankPattern: RegExp;
  readonly closedPattern: RegExp;
  readonly context: readonly { readonly kind: ContextKind; readonly then?: ContextKind; readonly label: RegExp }[];
  readonly particulars: Readonly<Record<'number' | 'issuer' | 'approver' | 'approval' | 'validUntil', RegExp>>;
  readonly note: RegExp;
  /** 对象:…, (按常住人口统计): a note where nothing is to be filled behind it. */
  readonly scopeLine: RegExp;
  /** 对象: or 范围: among the particulars above a table. */
  readonly aside: RegExp;
  readonly sentence: RegExp;
  /** A 表号 alone above the title, without the word (民基03). */
  readonly bareNumber: RegExp;
  readonly equation: RegExp;
  /** 网格员, 民警: people who may sign a form, and whom a column may count. */
  readonly occupation: RegExp;
  /** 网格员, 社区民警, 民政专干: of whom a row may say how many there are. */
  readonly countable: RegExp;
  /** 人数, 数量 over a column. */
  readonly countHead: RegExp;
  /** 填表, 审核: what who signs has done; over or before other blanks no more than a word. */
  readonly act: RegExp;
  readonly signature: RegExp;
  readonly attachment: RegExp;
  readonly continuation: RegExp;
  readonly tableUnit: RegExp;
  readonly unitHead: RegExp;
  readonly codeHead: RegExp;
  readonly serialHead: RegExp;
  readonly remarkHead: RegExp;
  readonly labelHead: RegExp;
  readonly listHead: RegExp;
  /** 村（社区）, 社区名称: of the heads that ask for who fills the form in, one that names a community and no other body. */
  readonly communityHead: RegExp;
  readonly partHeading: RegExp;
  readonly announcement: RegExp;
  readonly tableHeading: RegExp;
  readonly signatureLabel: RegExp;
  readonly placeLabel: RegExp;
  readonly notPlaceLabel: RegExp;
  readonly unitInNote: RegExp;
  readonly periodBlank: RegExp;
  /** Gaps for the numbers of a period among printed words: 年 月, 20 年 半年. */
  readonly periodGap: RegExp;
  readonly unit: RegExp;
  readonly numberRow: RegExp;
  readonly code: RegExp;
  readonly choice: RegExp;
  readonly inlineBlank: RegExp;
  readonly ofWhich: RegExp;
  readonly ofWhichHead: RegExp;
  /** 二、… begins another table of the sheet. */
  readonly beginsTable: RegExp;
  /** 常住人口中: names people or things, of whom the labels behind it are parts. */
  readonly isGroup: RegExp;
  /** 合计, 低保人口, 女性: a label that reads like something counted. */
  readonly countedLabel: RegExp;
  /** 年内累计(场), 累计人次: since when, and at most in what it is counted. */
  readonly cumulative: RegExp;
  /** 户籍人口中: before what it divides into. */
  readonly ofNamed: RegExp;
  /** 全部常住人口, 常住人口总数: what a label says besides its name to mean all of them. */
  readonly wholeOf: RegExp;
  /** 男, 女: members of a division that is always whole. */
  readonly member: RegExp;
  /** 一、中: before a part of 一. */
  readonly partOfNumber: RegExp;
  readonly several: RegExp;
  /** 户数, 人数: nothing but what is counted. */
  readonly countWord: RegExp;
  readonly predicate: RegExp;
  /** 一, A: the number of a part of the sheet in a column of numbers. */
  readonly partCode: RegExp;
  /** 年龄, 周岁: what stands below are ages. */
  readonly ageHead: RegExp;
  /** 小区数, 小区个数: what is counted. */
  readonly counted: RegExp;
  /** 合计, 小计: what the words behind it are parts of. */
  readonly whole: RegExp;
  /** 0—17周岁: members of a division by numbers. */
  readonly band: RegExp;
  /** Words for each of them, wherever they stand in a label. */
  readonly memberNames: readonly RegExp[];
  /** 按性别 before 男, parted by a space. */
  readonly spacedBreakdown: RegExp;
  readonly breakdown: RegExp;
  /** 性别, 年龄段: nothing but the name of a way to divide. */
  readonly division: RegExp;
  readonly prefix: RegExp;
  readonly numbering: readonly RegExp[];
  /** The numbers before a blank (09　户籍人口) that number the labels of the sheet that is read. */
  readonly codes: ReadonlySet<number>;
  readonly spacedNumber: RegExp;
  readonly dateLine: RegExp;
}

/** Is the text a unit, by itself or in brackets: 场, (场)? */
export function isUnitText(folded: string, { unit }: ReadingWords): boolean {
  return unit.test(withoutBrackets(folded));
}

export function withoutBrackets(text: string): string {
  return text.replace(/^\s*[(（]([^()（）]*)[)）]\s*$/u, '$1');
}

/** A folded label without the brackets at its end. */
export function withoutAside(folded: string): string {
  return folded.replace(/\([^()]*\)$/u, '');
}

/** 退役军人(在册,人) says in what it is counted. */
export function printsUnit(folded: string, { unit }: ReadingWords): boolean {
  const inside = /\(([^()]+)\)$/u.exec(folded)?.[1] ?? '';
  return inside.split(/[,、;]/u).some((text) => unit.test(text));
}

/** The kind of context that a label announces, or null when it is no such label: 网格员(人) counts, and asks for nobody's name. */
export function contextOf(text: string, words: ReadingWords): ContextKind | null {
  return contextsOf(text, words)[0] ?? null;
}

/** The same for each of the blanks behind the label, in their order: 填表人及电话 announces two. */
export function contextsOf(text: string, words: ReadingWords): ContextKind[] {
  // A2 期别: a questionnaire numbers these too.
  const folded = fold(text).replace(/^[A-Z]\d{1,2}[.、:]?(?=\p{Script=Han}{2})/u, '');
  if (printsUnit(folded, words)) return [];
  const found = words.context.find(({ label }) => label.test(folded));
  return found ? [found.kind, ...(found.then ? [found.then] : [])] : [];
}

/** Compiles the words of a lexicon; throws when an expression in the shipped data is malformed. */
export function readingWords(data: ReadingWordsData): ReadingWords {
  const re = (source: string): RegExp => new RegExp(withSigners(source, data.signers), 'u');
  return {
    blankPattern: re(data.blank),
    closedPattern: re(data.closed),
    context: data.context.map((entry) => ({ ...entry, label: re(entry.label) })),
    particulars: {
      number: re(data.particulars.number),
      issuer: re(data.particulars.issuer),
      approver: re(data.particulars.approver),
      approval: re(data.particulars.approval),
      validUntil: re(data.particulars.validUntil),
    },
    note: re(data.note),
    scopeLine: re(data.scopeLine),
    aside: re(data.aside),
    sentence: re(data.sentence),
    bareNumber: re(data.bareNumber),
    equation: re(data.equation),
    occupation: re(data.occupation),
    countable: re(data.countable),
    countHead: re(data.countHead),
    act: re(data.act),
    signature: re(data.signature),
    attachment: re(data.attachment),
    continuation: re(data.continuation),
    tableUnit: re(data.tableUnit),
    unitHead: re(data.unitHead),
    codeHead: re(data.codeHead),
    serialHead: re(data.serialHead),
    remarkHead: re(data.remarkHead),
    labelHead: re(data.labelHead),
    listHead: re(data.listHead),
    communityHead: re(data.communityHead),
    partHeading: re(data.partHeading),
    announcement: re(data.announcement),
    tableHeading: re(data.tableHeading),
    signatureLabel: re(data.signatureLabel),
    placeLabel: re(data.placeLabel),
    notPlaceLabel: re(data.notPlaceLabel),
    unitInNote: re(data.unitInNote),
    periodBlank: re(data.periodBlank),
    periodGap: re(data.periodGap),
    unit: re(data.unit),
    numberRow: re(data.numberRow),
    code: re(data.code),
    choice: re(data.choice),
    inlineBlank: re(data.inlineBlank),
    ofWhich: re(data.ofWhich),
    ofWhichHead: re(data.ofWhichHead),
    isGroup: re(data.isGroup),
    countedLabel: re(data.countedLabel),
    beginsTable: re(data.beginsTable),
    cumulative: re(data.cumulative),
    ofNamed: re(data.ofNamed),
    wholeOf: re(data.wholeOf),
    member: re(data.member),
    whole: re(data.whole),
    several: re(data.several),
    countWord: re(data.countWord),
    predicate: re(data.predicate),
    ageHead: re(data.ageHead),
    counted: re(data.counted),
    partCode: re(data.partCode),
    partOfNumber: re(data.partOfNumber),
    band: re(data.band),
    memberNames: data.memberNames.map(re),
    spacedBreakdown: re(data.spacedBreakdown),
    breakdown: re(data.breakdown),
    division: re(data.division),
    prefix: re(data.prefix),
    numbering: data.numbering.map(re),
    codes: new Set(),
    spacedNumber: re(data.spacedNumber),
    dateLine: re(data.dateLine),
  };
}

/** {roles} in an expression stands for one of them; anything else in braces counts letters. */
function withSigners(source: string, signers: ReadingWordsData['signers']): string {
  return Object.entries(signers).reduce((text, [kind, nouns]) => text.replaceAll(`{${kind}}`, `(?:${nouns.join('|')})`), source);
}

/** Folds full-width letters, digits and punctuation to half-width and drops all spaces; ①, ² and their like stay. */
export function fold(text: string): string {
  return FOLDABLE.test(text) ? foldWidth(text).replaceAll(' ', '') : text;
}

/** The same, but each space stays, as one plain space: it may part a number from what it numbers ("5.2 7岁"). */
export function foldWidth(text: string): string {
  return FOLDABLE.test(text) ? text.replace(WIDE_OR_BLANK, foldSign) : text;
}

/** 【65岁以上】 and ｛65岁以上｝ in a label are brackets like any other. Notes keep them, since theirs may stand around what they define. */
export function roundBrackets(text: string): string {
  return ODD_BRACKET.test(text) ? text.replace(/[【〖{｛]/gu, '(').replace(/[】〗}｝]/gu, ')') : text;
}

const ODD_BRACKET = /[【〖{｛】〗}｝]/u;

/** Full-width forms, those for vertical text (︵人︶) and small ones (﹙人﹚), and blanks. */
const WIDE_OR_BLANK = /[\uff01-\uff5e\ufe10-\ufe6f\s]/g;

function foldSign(sign: string): string {
  const code = sign.charCodeAt(0);
  if (code >= 0xff01) return String.fromCharCode(code - 0xfee0);
  return code >= 0xfe10 ? sign.normalize('NFKC') : ' ';
}

const FOLDABLE = /[\s\uff01-\uff5e\ufe10-\ufe6f]/u;
