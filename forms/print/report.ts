// The report for people who would rather look than read: one page, built from a consolidation.
import { facetName, sayExtent, sayPoint, type Vocabulary } from '../../engine/interpret/index.ts';
import {
  burdens,
  countsOf,
  type DepartmentBurden,
  legalStanding,
  type LookAlike,
  lookAlikes,
  type MeasureWords,
  repetitions,
  type SharedElement,
  sharedElements,
} from '../../engine/measure/index.ts';
import type { Consolidation, ConsolidatedField } from '../../engine/model/consolidation.ts';
import type { Extent } from '../../engine/model/datapoint.ts';
import { describe, type Language } from '../../engine/problem/index.ts';
import { frequencyWords, legalWords, relationWords, reportWords } from './report-words.ts';
import { sayDoubt } from './inspection.ts';
import { proposals } from './rulings.ts';
import { render } from './template.ts';
import { evidenceWords, inLanguage } from './words.ts';

const MOST_SHARED = 80;

interface Telling {
  readonly consolidation: Consolidation;
  readonly vocabulary: Vocabulary;
  readonly measureWords: MeasureWords;
  readonly language: Language;
}

/** A self-contained HTML page. */
export function reportPage(consolidation: Consolidation, vocabulary: Vocabulary, measureWords: MeasureWords, language: Language): string {
  const telling = { consolidation, vocabulary, measureWords, language };
  const words = inLanguage(reportWords, language);
  const { pack } = consolidation;
  return render('report', {
    language,
    pageTitle: `${pack.district} ${pack.year} · ${words.title}`,
    title: `${pack.district} ${pack.year} ${words.title}`,
    subtitle: subtitleOf(telling),
    words,
    contents: (['burden', 'shared', 'apart', 'questions', 'legal', 'repeated'] as const).map((id) => ({ id, name: words[id] })),
    figures: figuresOf(telling),
    bars: barsOf(burdens(consolidation), language),
    stages: stagesOf(telling),
    certificate: certificateText(telling),
    shared: sharedOf(telling),
    apart: apartOf(telling),
    questions: questionsOf(telling),
    legal: legalOf(telling),
    repeated: repeatedOf(telling),
    problems: consolidation.problems.map((found) => describe(found, language)),
  });
}

function subtitleOf({ consolidation, language }: Telling): string {
  const { departments, requirements, fields, registers } = countsOf(consolidation);
  return language === 'zh'
    ? `${departments} 个部门、${requirements} 张表、${fields} 个填报字段、${registers} 本台账`
    : `${departments} departments, ${requirements} forms, ${fields} blanks, ${registers} registers`;
}

function figuresOf({ consolidation: { certificate }, language }: Telling): Record<'before' | 'now' | 'least' | 'saved' | 'note', string> {
  const { valuesBefore, valuesNow, least } = certificate;
  const saved = valuesBefore === 0 ? 0 : Math.round((100 * (valuesBefore - valuesNow)) / valuesBefore);
  const note =
    language === 'zh'
      ? '每个社区每年。名册不在其内:名册并入台账,一人一行只登记一次。'
      : 'For each community and year. Rosters are not in it: they are kept as registers, one row for each person, entered once.';
  return { before: grouped(valuesBefore), now: grouped(valuesNow), least: grouped(least), saved: `${saved}%`, note };
}

// ---- bars -----------------------------------------------------------------------------------------------------------

const BAR = { left: 240, width: 640, step: 28 };

function barsOf(found: readonly DepartmentBurden[], language: Language): object {
  const longest = Math.max(1, ...found.map(({ before, now }) => Math.max(before, now)));
  const pixels = (values: number): number => Math.round((BAR.width * values * 10) / longest) / 10;
  const rows = found.map(({ name, before, now, least, requirements }, index) => ({
    y: index * BAR.step,
    name,
    before: pixels(before),
    now: pixels(now),
    least: least > 0 ? BAR.left + pixels(least) : 0,
    labelX: BAR.left + pixels(Math.max(before, now)) + 8,
    label: `${grouped(before)} → ${grouped(Math.round(now))}${language === 'zh' ? ` · ${requirements} 张表` : ` · ${requirements} form${requirements === 1 ? '' : 's'}`}`,
  }));
  return { height: Math.max(BAR.step, found.length * BAR.step), rows };
}

function stagesOf({ consolidation, language }: Telling): object[] {
  return consolidation.certificate.stages
    .filter(({ fields, items }) => fields + items > 0)
    .map((stage) => ({ ...stage, name: frequencyWords[stage.stage][language] }));
}

function certificateText({ consolidation: { certificate }, language }: Telling): string {
  const { prime, pivots, complete } = certificate;
  if (language === 'zh')
    return `证明:${pivots.length} 个填报项互相独立(模 ${prime} 验证),其余各数都由它们推出,逐条用整数验算${complete ? '' : ';有一部分因互相牵连过多没有验完'}。可用 onetable certify 另行复核。`;
  return `Proof: ${pivots.length} items are independent of each other (shown modulo ${prime}), and all else follows from them, each derivation verified in whole numbers${complete ? '' : '; a part was too entangled to finish'}. Check it again with onetable certify.`;
}

// ---- shared data ----------------------------------------------------------------------------------------------------

function sharedOf(telling: Telling): object {
  const found = sharedElements(telling.consolidation);
  const rest = found.slice(MOST_SHARED);
  const { language } = telling;
  return {
    first: found.slice(0, MOST_SHARED).map((each) => sharedEntry(each, telling)),
    more: rest.length === 0 ? '' : language === 'zh' ? `另有 ${rest.length} 个` : `${rest.length} more`,
    rest: rest.map(({ element, fields }) => ({
      title: sayPoint(element.point, telling.vocabulary, language),
      where: fields.map((field) => `${formName(field, telling)} ${field.cell}`).join(language === 'zh' ? '、' : ', '),
    })),
  };
}

function sharedEntry({ element, fields, departments, requirements, repeated }: SharedElement, telling: Telling): object {
  const { language, vocabulary } = telling;
  const count =
    language === 'zh'
      ? `${departments} 个部门 · ${requirements} 张表 · 每年少填 ${repeated}`
      : `${departments} departments · ${requirements} forms · ${repeated} fewer a year`;
  const isDoubtful = fields.some(({ doubts }) => doubts.length > 0);
  return {
    title: sayPoint(element.point, vocabulary, language),
    count,
    doubt: isDoubtful ? reportWords.doubtful[language] : '',
    asked: fields.map((field) => askedEntry(field, telling)),
  };
}

function askedEntry(field: ConsolidatedField, telling: Telling): object {
  const { language } = telling;
  const readFrom = field.evidence.map(({ says, label, from }) => `${says} ← ${evidenceWords[from][language]} “${clipped(label.text)}”`);
  const doubts = field.doubts.map(({ kind, words }) => sayDoubt(kind, words, language));
  return { ...placeOf(field, telling), doubts, frequency: frequencyWords[field.frequency][language], words: wordsOf(field), readFrom };
}

function placeOf(field: ConsolidatedField, telling: Telling): { department: string; form: string; cell: string } {
  const { pack } = telling.consolidation;
  const department = pack.departments.find(({ id }) => id === field.department)?.name ?? field.department;
  return { department, form: formName(field, telling), cell: `${field.sheet}!${field.cell}` };
}

function formName({ requirement }: { readonly requirement: string }, { consolidation }: Telling): string {
  return consolidation.pack.requirements.find(({ id }) => id === requirement)?.title ?? requirement;
}

function wordsOf({ label, unit }: ConsolidatedField): string {
  return label.map((text) => text.replace(/\s+/gu, '')).join(' › ') + (unit === null ? '' : ` [${unit}]`);
}

// ---- look-alikes ----------------------------------------------------------------------------------------------------

/** Pairs shown at once, and of each facet; the rest is folded, for whoever wants to see all. */
const MOST_APART = { shown: 15, ofFacet: 5 };

/** By the facet that decides, the telling ones open to see, the others folded. */
function apartOf(telling: Telling): object {
  const { consolidation, vocabulary, measureWords, language } = telling;
  const found = lookAlikes({ consolidation, knowledge: vocabulary.lexicon.knowledge, words: measureWords });
  const ofFacet = new Map<string, number>();
  const first = found.filter(({ facet, isTelling }) => {
    const before = ofFacet.get(facet) ?? 0;
    if (!isTelling || before >= MOST_APART.ofFacet) return false;
    ofFacet.set(facet, before + 1);
    return true;
  });
  const shownFirst = first.slice(0, MOST_APART.shown);
  const rest = found.filter((pair) => !shownFirst.includes(pair));
  const grouped = (pairs: readonly LookAlike[]): object[] =>
    [...new Set(pairs.map(({ facet }) => facet))].map((facet) => ({
      facet: facetName(facet, vocabulary, language),
      pairs: pairs.filter((pair) => pair.facet === facet).map((pair) => pairOf(pair, telling)),
    }));
  return {
    first: grouped(shownFirst),
    more:
      rest.length === 0 ? '' : language === 'zh' ? `另有 ${rest.length} 对差别明显或较远的` : `${rest.length} more pairs, plainly different or further apart`,
    rest: grouped(rest),
  };
}

function pairOf({ a, b, facet, sides }: LookAlike, telling: Telling): object {
  const { vocabulary, language } = telling;
  const say = (extent: Extent | null): string => (extent ? sayExtent(facet, extent, vocabulary, language) : relationWords.unstated[language]);
  const [left, right] = sides;
  return {
    a: { ...placeOf(a, telling), words: wordsOf(a), side: say(left) },
    b: { ...placeOf(b, telling), words: wordsOf(b), side: say(right) },
    relation: relationWords[relationOf(left, right)][language],
  };
}

/** How what two data points state of one facet relates. */
export function relationOf(a: Extent | null, b: Extent | null): 'part' | 'whole' | 'disjoint' | 'overlap' {
  if (a === null || b === null) return a === null ? 'whole' : 'part';
  if (a.kind === 'members' && b.kind === 'members') {
    if (a.members.every((member) => b.members.includes(member))) return 'part';
    if (b.members.every((member) => a.members.includes(member))) return 'whole';
    return a.members.some((member) => b.members.includes(member)) ? 'overlap' : 'disjoint';
  }
  if (a.kind !== 'interval' || b.kind !== 'interval') return 'overlap';
  const [low, high] = [(extent: typeof a): number => extent.from ?? 0, (extent: typeof a): number => extent.to ?? Infinity];
  if (low(a) >= low(b) && high(a) <= high(b)) return 'part';
  if (low(b) >= low(a) && high(b) <= high(a)) return 'whole';
  return high(a) < low(b) || high(b) < low(a) ? 'disjoint' : 'overlap';
}

// ---- questions, legal basis, repetitions ----------------------------------------------------------------------------

function questionsOf(telling: Telling): object[] {
  const { consolidation, language } = telling;
  const byKey = new Map(consolidation.fields.map((field) => [field.key, field]));
  return consolidation.questions.map((question) => {
    const { kind, words, fields } = question;
    const found = fields.flatMap((key) => byKey.get(key) ?? []);
    const forms = [...new Set(found.map(({ requirement }) => requirement))];
    return {
      what: sayDoubt(kind, words, language),
      proposals: proposals(question, found, telling.vocabulary, language),
      forms: forms.map((requirement) => ({
        name: formName({ requirement }, telling),
        cells: clipped(
          found
            .filter((field) => field.requirement === requirement)
            .map(({ cell }) => cell)
            .join(' '),
          90,
        ),
      })),
    };
  });
}

function legalOf(telling: Telling): object[] {
  const { consolidation, language } = telling;
  const grave = { none: 0, expired: 1, expiring: 2 } as const;
  return legalStanding(consolidation, telling.measureWords)
    .flatMap(({ status, ...standing }) => (status === 'sound' ? [] : [{ ...standing, status }]))
    .toSorted((a, b) => grave[a.status] - grave[b.status])
    .map(({ requirement, status, basis, validUntil }) => ({
      ...requirementEntry(requirement, telling),
      basis: basis === '' ? '—' : basis,
      validUntil: validUntil === '' ? '—' : validUntil,
      status: legalWords[status][language],
      tag: { none: 'loose', expired: 'loose', expiring: 'soon' }[status],
    }));
}

function requirementEntry(id: string, { consolidation: { pack }, language }: Telling): { id: string; title: string; department: string; frequency: string } {
  const found = pack.requirements.find((other) => other.id === id);
  const department = pack.departments.find((other) => other.id === found?.department)?.name ?? '';
  return { id, title: found?.title ?? id, department, frequency: found ? frequencyWords[found.frequency][language] : '' };
}

function repeatedOf(telling: Telling): object[] {
  return repetitions(telling.consolidation).map(({ requirement, elements, repeated, like }) => ({
    ...requirementEntry(requirement, telling),
    elements,
    share: `${Math.round((100 * repeated) / elements)}%`,
    like: like.map((other) => `${formName(other, telling)} (${other.shared})`),
  }));
}

function clipped(text: string, most = 70): string {
  const plain = text.replace(/\s+/gu, ' ').trim();
  return plain.length > most ? `${plain.slice(0, most)}…` : plain;
}

/** 12345 → "12,345". */
function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
