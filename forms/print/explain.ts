// Why two fields are held the same, different or doubtful: both data points side by side, and what decides, with the words it was read from.
import { joined, saying, sayPoint, type Saying, type Vocabulary } from '../../engine/interpret/index.ts';
import { type Overlap, type Verdict, verdict } from '../../engine/match/index.ts';
import type { Evidence, FieldMeaning } from '../../engine/model/meaning.ts';
import type { Pack } from '../../engine/model/pack.ts';
import type { Language } from '../../engine/problem/index.ts';
import { sayDoubt } from './inspection.ts';
import { evidenceWords } from './words.ts';

export interface Explanation {
  readonly verdict: Verdict['kind'];
  readonly relation: Overlap;
  /** What decides; empty when they are the same. */
  readonly decides: readonly string[];
  readonly fields: readonly [ExplainedField, ExplainedField];
  /** Line by line: what is compared, both sides, and whether they agree. */
  readonly lines: readonly { readonly name: string; readonly a: string; readonly b: string; readonly agrees: boolean }[];
}

export interface ExplainedField {
  readonly key: string;
  readonly department: string;
  readonly form: string;
  readonly words: string;
  readonly unit: string;
  readonly asks: string;
  readonly readFrom: readonly string[];
  readonly doubts: readonly string[];
}

/** Compares two fields. */
export function explanation(a: FieldMeaning, b: FieldMeaning, pack: Pack, vocabulary: Vocabulary, language: Language): Explanation {
  const [left, right] = [plainly(a), plainly(b)];
  const found = verdict(left, right, vocabulary.lexicon.knowledge);
  const compared = linesOf(left, right, vocabulary, language);
  const lines = found.kind === 'SAME' ? compared.map((line) => withImplied(line, language)) : compared;
  const deciding = found.kind === 'SAME' ? [] : lines.filter(({ agrees }) => !agrees).map(({ name, a: one, b: other }) => `${name}: ${one} ≠ ${other}`);
  const decides = deciding.length > 0 ? deciding : found.differences.map(({ title, a: one, b: other }) => `${title}: ${one ?? '—'} ≠ ${other ?? '—'}`);
  return {
    verdict: found.kind,
    relation: found.relation,
    decides,
    fields: [fieldOf(a, pack, vocabulary, language), fieldOf(b, pack, vocabulary, language)],
    lines,
  };
}

/** 独居老人 on one form and 60周岁及以上独居老人 on another: of one datum the one says what the other implies. */
function withImplied(line: Explanation['lines'][number], language: Language): Explanation['lines'][number] {
  const implied = (own: string, other: string): string => (own === NOTHING && other !== NOTHING ? `${other}${IMPLIED[language]}` : own);
  return { ...line, a: implied(line.a, line.b), b: implied(line.b, line.a), agrees: true };
}

const NOTHING = '—';
const IMPLIED: Record<Language, string> = { zh: '(由其他条件得出)', en: ' (follows from the rest)' };

/** A sum of parts that make up one whole is that whole. */
function plainly(field: FieldMeaning): FieldMeaning {
  return field.point.kind === 'sum' ? { ...field, point: joined(field.point) ?? field.point } : field;
}

function fieldOf(field: FieldMeaning, pack: Pack, vocabulary: Vocabulary, language: Language): ExplainedField {
  const { key, point, evidence, doubts, unit, title } = field;
  return {
    key,
    department: pack.departments.find(({ id }) => id === field.department)?.name ?? field.department,
    form: pack.requirements.find(({ id }) => id === field.requirement)?.title ?? field.requirement,
    words: title,
    unit: unit?.text ?? '',
    asks: sayPoint(point, vocabulary, language),
    readFrom: evidence.map((each) => sayEvidence(each, language)),
    doubts: doubts.map(({ kind, words }) => sayDoubt(kind, words, language)),
  };
}

function sayEvidence({ says, label, from }: Evidence, language: Language): string {
  return `${says} ← ${evidenceWords[from][language]} “${label.text.replace(/\s+/gu, ' ').slice(0, 80)}” (${label.cell})`;
}

const NAMES = {
  object: { zh: '对象', en: 'object' },
  measure: { zh: '计量', en: 'measure' },
  period: { zh: '时期', en: 'period' },
  words: { zh: '未识别的词', en: 'words not known' },
  point: { zh: '数据点', en: 'data point' },
} satisfies Record<string, Record<Language, string>>;

function linesOf(a: FieldMeaning, b: FieldMeaning, vocabulary: Vocabulary, language: Language): Explanation['lines'] {
  const line = (name: string, one: string, other: string) => ({ name, a: one || NOTHING, b: other || NOTHING, agrees: one === other });
  if (a.point.kind !== 'plain' || b.point.kind !== 'plain')
    return [line(NAMES.point[language], sayPoint(a.point, vocabulary, language), sayPoint(b.point, vocabulary, language))];
  const [one, other] = [saying(a.point, vocabulary, language), saying(b.point, vocabulary, language)];
  const facets = [...new Set([...one.conditions, ...other.conditions].map(({ facet }) => facet))];
  const valueOf = ({ conditions }: typeof one, facet: string): string => conditions.find((each) => each.facet === facet)?.value ?? '';
  const nameOf = (facet: string): string => [...one.conditions, ...other.conditions].find((each) => each.facet === facet)?.name ?? facet;
  return [
    line(NAMES.object[language], one.object, other.object),
    line(NAMES.measure[language], one.measure, other.measure),
    ...facets.map((facet) => line(nameOf(facet), valueOf(one, facet), valueOf(other, facet))),
    ...(wordsOf(one) + wordsOf(other) === '' ? [] : [line(NAMES.words[language], wordsOf(one), wordsOf(other))]),
    line(NAMES.period[language], one.period, other.period),
  ];
}

function wordsOf({ open, apart }: Saying): string {
  return [...open, ...apart].join('、');
}

const VERDICTS: Record<Verdict['kind'], Record<Language, string>> = {
  SAME: { zh: '同一个数', en: 'SAME: one datum' },
  DIFFERENT: { zh: '不是一个数', en: 'DIFFERENT' },
  UNDERSPECIFIED: { zh: '口径待确认', en: 'UNDERSPECIFIED: a person decides' },
};

/** What was read is compared; whether it was read right is another question. */
const DOUBTFUL: Record<Language, string> = { zh: '但读法有疑问,待人确认(见下面的 ?)', en: 'but what was read is doubtful (see ? below)' };

const RELATIONS: Record<Overlap, Record<Language, string>> = {
  equal: { zh: '', en: '' },
  subset: { zh: '甲是乙的一部分', en: 'A is part of B' },
  superset: { zh: '乙是甲的一部分', en: 'B is part of A' },
  disjoint: { zh: '互不重叠', en: 'they do not overlap' },
  complement: { zh: '互不重叠,合起来是全部', en: 'they do not overlap and together are all' },
  overlapping: { zh: '部分重叠', en: 'they overlap in part' },
  unrelated: { zh: '', en: '' },
};

/** The explanation as text. */
export function explanationText({ verdict: kind, relation, decides, fields, lines }: Explanation, language: Language): string {
  const [a, b] = language === 'zh' ? ['甲', '乙'] : ['A', 'B'];
  const widths = [Math.max(...lines.map(({ name }) => widthOf(name))), Math.max(...lines.map((line) => widthOf(line.a)))];
  const table = lines.map((line) => `  ${line.agrees ? '=' : '≠'} ${padded(line.name, widths[0] ?? 0)}  ${padded(line.a, widths[1] ?? 0)}  ${line.b}`);
  const isDoubtful = kind !== 'UNDERSPECIFIED' && fields.some(({ doubts }) => doubts.length > 0);
  const said = [VERDICTS[kind][language], RELATIONS[relation][language], isDoubtful ? DOUBTFUL[language] : '']
    .filter((text) => text !== '')
    .join(language === 'zh' ? ',' : '; ');
  return [said, ...decides.map((line) => `  ${line}`), '', ...table, '', ...fieldLines(a ?? '', fields[0]), '', ...fieldLines(b ?? '', fields[1])].join('\n');
}

function fieldLines(mark: string, { key, department, form, words, unit, asks, readFrom, doubts }: ExplainedField): string[] {
  return [
    `${mark}  ${department} · ${form} · ${key}`,
    `    ${words}${unit ? ` [${unit}]` : ''}`,
    `    → ${asks}`,
    ...readFrom.map((line) => `      ${line}`),
    ...doubts.map((line) => `      ? ${line}`),
  ];
}

/** Chinese letters take two columns of a terminal. */
function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (/[\u1100-\uffe6]/u.test(letter) && !/[—…]/u.test(letter) ? 2 : 1), 0);
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}
