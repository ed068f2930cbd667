// Whom a blank counts – 户籍, 常住 or 流动 – from notes, remarks, the row's other blanks or the title; and the question when nobody says.
import type { DataPoint, PlainPoint, SumPoint, Where } from '../model/datapoint.ts';
import type { Facet, Knowledge } from '../model/knowledge.ts';
import { type Draft, lineOf, type Sheet } from './draft.ts';
import { type Lexicon, normalise } from './lexicon.ts';
import { contains, isOfPopulation, isRegistered, meet, meetAll, sameExtent, scopesIn } from './extents.ts';
import type { Part } from './parts.ts';
import { phraseOf, unknownOf, wordsOf } from './phrase.ts';
import { droppedBy } from './resolve.ts';
import { asideFacets, titleOfWhere, whereOf } from './says.ts';
import { type Applied, type Naming, scopeFor, speaksOf } from './scope.ts';
import { isPair, saysAll, titledPopulation } from './titles.ts';
import { NOT_STATED } from './unstated.ts';
import type { Scope } from './scopeNotes.ts';

export function layScope(sheet: Sheet, draft: Draft): void {
  const { resolution } = draft;
  if (!resolution) return;
  const { object } = resolution.measure;
  if (statesPopulation(draft.where, sheet.lexicon)) {
    layBounds(sheet, draft, object);
    return narrowed(sheet, draft, object);
  }
  const applied =
    remarkScope(sheet, draft, object) ??
    scopeFor(draft.naming, object, sheet.notes.scopes) ??
    titleScope(sheet, draft, object) ??
    unclaimedScope(sheet, draft, object);
  if (
    (resolution.released && !isForLists(sheet, object, applied)) ||
    (object !== 'person' &&
      applied?.where &&
      applied.everything !== true &&
      !namesThings(applied, object, sheet.lexicon) &&
      statesPopulation(applied.where, sheet.lexicon) &&
      isRegistered(draft.where, sheet.lexicon.knowledge))
  )
    return;
  if (applied?.where) {
    const where = withoutAsideFacets(ofWholeClass(applied, draft, object, sheet.lexicon), draft, object, sheet.lexicon.knowledge);
    draft.where = meetAll(where, draft.where);
    if (Object.keys(where).length > 0) draft.evidence.push({ says: titleOfWhere(where, sheet.lexicon), label: applied.source, from: 'note' });
    return;
  }
  if (applied?.release) {
    draft.evidence.push({ says: '在册', label: applied.source, from: 'note' });
    draft.doubts.push({ kind: 'scopeNotStated', words: 'released' });
    return;
  }
  const population = titledPopulation(sheet, object, isPair(draft));
  if (Object.keys(population).length > 0 && !isRegistered(draft.where, sheet.lexicon.knowledge)) draft.where = meetAll(population, draft.where);
}

/** 按实际居住地统计 on a sheet of nothing but people on lists (社区矫正对象 › 季末在册) can speak of nobody else. */
function isForLists(sheet: Sheet, object: string, applied: Applied | null): boolean {
  if (object !== 'person' || applied?.release !== false || applied.names?.length !== 0) return false;
  const known = listed.get(sheet) ?? sheet.drafts.every((draft) => draft.resolution?.measure.object !== object || isListed(draft, sheet.lexicon));
  listed.set(sheet, known);
  return known;
}

const listed = new WeakMap<Sheet, boolean>();

/** On a list, and not because its own label says that no population is meant (不限户籍). */
function isListed({ resolution, where, parts }: Draft, { knowledge, grammar }: Lexicon): boolean {
  const isFree = parts.some(({ label }) => grammar.freed.test(label.text));
  return !isFree && (resolution?.released === true || isRegistered(where, knowledge));
}

/** Lays over a blank what the notes say of its line by number (2—3项限16—59周岁); a line that contradicts it is left as it is. */
export function layConditions({ notes, lexicon }: Sheet, draft: Draft): void {
  for (const { subject, where, source } of notes.conditions) {
    const says = where.get(draft.resolution?.measure.object ?? '') ?? {};
    const isMet = Object.entries(says).every(([facet, extent]) => draft.where[facet] === undefined || meet(draft.where[facet], extent) !== null);
    if (Object.keys(says).length === 0 || !isMet || !speaksOf(subject, draft.naming)) continue;
    draft.where = meetAll(draft.where, says);
    draft.evidence.push({ says: titleOfWhere(says, lexicon), label: source, from: 'note' });
  }
}

/** 全部只统计常住的 over 住在村里的总人口, or a mark at that: a wider population than the one that the note counts is that one. */
function narrowed({ notes, lexicon }: Sheet, draft: Draft, object: string): void {
  const scope =
    notes.scopes.find(({ subject }) => subject.kind === 'marked' && speaksOf(subject, draft.naming)) ??
    notes.scopes.find(({ subject, exclusive, except }) => subject.kind === 'all' && exclusive === true && except === null);
  const says = Object.entries(scopesIn(scope?.where.get(object) ?? {}, lexicon.knowledge)).filter(([facet, extent]) => {
    const own = draft.where[facet];
    return own !== undefined && contains(own, extent) && !sameExtent(own, extent);
  });
  if (!scope || says.length === 0) return;
  draft.where = { ...draft.where, ...Object.fromEntries(says) };
  draft.evidence.push({ says: titleOfWhere(Object.fromEntries(says), lexicon), label: scope.source, from: 'note' });
}

/** 居住户按… is said of households, and so of 其中:低保户 too; 妇女按… of no household in the same part of the sheet. */
function namesThings({ names = [] }: Applied, object: string, lexicon: Lexicon): boolean {
  return names.some((name) => wordsOf(phraseOf(name, lexicon)).some(({ senses }) => senses.some((sense) => sense.object === object)));
}

/**
 * 家数按九小场所名单统计, said of a name and not of the whole table, says nothing of the row 全部工商户, whose population it may still state; nor does what is said
 * of the whole table of 辖区全部工商户.
 */
function ofWholeClass({ where, names = [] }: Applied, { parts }: Draft, object: string, lexicon: Lexicon): Where {
  const isRow = ({ axis, phrase }: Part): boolean => axis === 'row' && (names.length > 0 || lexicon.grammar.allOfPlace.test(phrase.text));
  if (!saysAll(parts, object, lexicon, isRow)) return where ?? {};
  return Object.fromEntries(Object.entries(where ?? {}).filter(([facet]) => isOfPopulation(facet, lexicon.knowledge)));
}

/**
 * 表中场所数只统计九小场所 says nothing of 持证单位(含非九小场所), nor 均为持证残疾人 of 残疾人总数(含未办证), which speak of that themselves; whom they count is left to
 * the note.
 */
function withoutAsideFacets(where: Where, { parts }: Draft, object: string, knowledge: Knowledge): Where {
  const asides = asideFacets(parts, object, knowledge).filter((facet) => !isOfPopulation(facet, knowledge));
  const dropped = droppedBy(parts, object, knowledge);
  return Object.fromEntries(Object.entries(where).filter(([facet]) => !asides.includes(facet) && !dropped.has(facet)));
}

/** 持证残疾人指户口在本村的… under the title 持证残疾人情况 is said of all whom the title makes so. */
function titleScope({ title, notes, lexicon }: Sheet, { where }: Draft, object: string): Applied | null {
  const names = (text: string): boolean => {
    const group = Object.entries(whereOf(phraseOf(text, lexicon), object, lexicon.knowledge) ?? {});
    const isMeant = ([facet, extent]: [string, Where[string]]): boolean => where[facet] !== undefined && sameExtent(where[facet], extent);
    return title?.text.includes(text) === true && group.length > 0 && group.every(isMeant);
  };
  const found = notes.scopes.find(({ subject, where: says }) => subject.kind === 'labels' && subject.texts.some(names) && says.has(object));
  return found ? { where: found.where.get(object) ?? null, release: false, source: found.source } : null;
}

/**
 * “人口”“老年人”“就业失业”各项按常住人口统计 on a sheet on which not all of these are labels names what blanks are about: it is the only population that notes
 * state, for blanks that state none. Registers are their own.
 */
function unclaimedScope(sheet: Sheet, { where }: Draft, object: string): Applied | null {
  if (isRegistered(where, sheet.lexicon.knowledge)) return null;
  const known = unclaimed.get(sheet) ?? new Map<string, Scope | null>();
  unclaimed.set(sheet, known);
  const scope = known.has(object) ? known.get(object) : unclaimedOf(sheet, object);
  known.set(object, scope ?? null);
  return scope ? { where: scope.where.get(object) ?? null, release: false, source: scope.source } : null;
}

const unclaimed = new WeakMap<Sheet, Map<string, Scope | null>>();

function unclaimedOf({ notes, drafts }: Sheet, object: string): Scope | null {
  const [scope, ...others] = notes.scopes.filter(({ subject, where, release }) => subject.kind === 'labels' && !release && where.has(object));
  if (!scope || others.length > 0 || scope.subject.kind !== 'labels') return null;
  const { texts, parts = [] } = scope.subject;
  const isLabel = (text: string): boolean => drafts.some(({ naming }) => speaksOf({ kind: 'labels', texts: [text] }, naming));
  const isPart = (text: string): boolean => drafts.some(({ naming }) => speaksOf({ kind: 'labels', texts: [], parts: [text] }, naming));
  const found = texts.filter(isLabel).length + parts.filter(isPart).length;
  const names = texts.length + parts.length;
  return names > 2 && found > 0 && found < names ? scope : null;
}

/**
 * 调查范围:16周岁以上户籍人口 bounds a row of another population (外出) too; 口径:户籍儿童按户口 prints no bound. So does what the note says as the
 * title does: 统计户口在本村、持有残疾人证的人员 under the title 持证残疾人.
 */
function layBounds(sheet: Sheet, draft: Draft, object: string): void {
  const { knowledge } = sheet.lexicon;
  const title = sheet.title ? (whereOf(sheet.title, object, knowledge) ?? {}) : {};
  for (const { subject, except, where, source } of sheet.notes.scopes) {
    if (except !== null || subject.kind === 'items' || !speaksOf(subject, draft.naming)) continue;
    const isNamed = subject.kind === 'labels' && draft.naming.own.some((label) => subject.texts.includes(label));
    const printed = new Set(phraseOf(source.text, sheet.lexicon).conjuncts.flatMap(({ intervals }) => intervals.map(({ facet }) => facet)));
    const bounds = Object.entries(where.get(object) ?? {}).filter(([facet, extent]) => {
      const titled = title[facet];
      const isBound = extent.kind === 'interval' ? printed.has(facet) : titled !== undefined && sameExtent(titled, extent);
      const before = draft.where[facet];
      // 留守儿童指不满16周岁的, of those that are children besides.
      const isNarrower = before !== undefined && isNamed && contains(before, extent) && !sameExtent(before, extent);
      return isBound && (before === undefined || isNarrower) && !isOfPopulation(facet, knowledge);
    });
    if (bounds.length === 0) continue;
    draft.where = meetAll(Object.fromEntries(bounds), draft.where);
    draft.evidence.push({ says: titleOfWhere(Object.fromEntries(bounds), sheet.lexicon), label: source, from: 'note' });
  }
}

/**
 * 外来人员② under a heading 常住, with ②不论居住时间: the mark at the label outranks what the heading lays over it. So does 除12行外均为常住人口 the head 常住人口中 over that row.
 */
export function liftedBy(
  scopes: readonly Scope[],
  naming: Naming,
  parts: readonly Part[],
  isOnce: (name: string) => boolean,
  { knowledge }: Lexicon,
): readonly Part[] {
  // 严重精神障碍患者(在册) under 服务人口, of whom a note says by name that they are not counted by 户籍.
  const freed = scopes.flatMap(({ subject, release }) => (release && subject.kind === 'labels' ? subject.texts.filter(isOnce) : []));
  const named = freed.length === 0 ? -1 : parts.findIndex(({ label }) => freed.includes(bareName(label.text)));
  const isFreed = named >= 0;
  const isMarked = scopes.some(({ subject, release }) => release && subject.kind === 'marked' && speaksOf(subject, naming));
  const excepted = scopes.filter(({ subject, except }) => subject.kind === 'all' && except?.kind === 'items' && speaksOf(except, naming));
  const isExcepted = ({ phrase }: Part): boolean =>
    excepted.some(({ where }) =>
      [...where].some(([object, says]) => {
        const own = Object.entries(whereOf(phrase, object, knowledge) ?? {});
        return own.length > 0 && own.every(([facet, extent]) => says[facet] !== undefined && sameExtent(says[facet], extent));
      }),
    );
  const leaf = parts.findLast(({ axis }) => axis === 'column');
  if (excepted.length > 0) return parts.filter((part) => part === leaf || part.axis !== 'column' || !isExcepted(part));
  if (!isMarked && !isFreed) return parts;
  const isPopulation = ({ phrase }: Part): boolean => {
    const facets = [...knowledge.objects.keys()].flatMap((object) => Object.keys(whereOf(phrase, object, knowledge) ?? {}));
    // A 小场所 that its note counts whatever its population is a 小场所 still.
    return facets.length > 0 && facets.every((facet) => (isMarked ? knowledge.facets.get(facet)?.scope : isOfPopulation(facet, knowledge)));
  };
  // What stands between the name and the blank divides those who are named.
  const isOver = ({ near, axis }: Part, index: number): boolean =>
    isMarked ? near === 'around' : index < named && (near === 'around' || (near === 'above' && axis === 'row'));
  return parts.filter((part, index) => !isOver(part, index) || !isPopulation(part));
}

/** 严重精神障碍患者 of 严重精神障碍患者(在册). */
export function bareName(label: string): string {
  return normalise(label).replace(/\([^()]*\)$/u, '');
}

/** A remark in the blank's own row (口径: 常住) speaks of that row alone. */
function remarkScope(sheet: Sheet, draft: Draft, object: string): Applied | null {
  for (const note of draft.field.notes) {
    const phrase = phraseOf(note.text.replace(sheet.lexicon.grammar.scopeWord, ''), sheet.lexicon);
    const says = scopesIn(whereOf(phrase, object, sheet.lexicon.knowledge) ?? {}, sheet.lexicon.knowledge);
    const isClear = unknownOf(phrase).join('').length <= note.text.length / 2;
    if (isClear && Object.keys(says).length > 0) return { where: says, release: false, source: note };
    if (phrase.releases) return { where: null, release: true, source: note };
  }
  return null;
}

/** 应参保人数按常住人口统计 holds for 已参保 and 未参保 beside it: blanks of one row share a population that all of the row's others agree on, but for parts (其中:外来). */
export function shareScope(sheet: Sheet, draft: Draft): void {
  const { resolution } = draft;
  if (
    !resolution ||
    draft.field.columnPath.length === 0 ||
    resolution.released ||
    statesPopulation(draft.where, sheet.lexicon) ||
    isRegistered(draft.where, sheet.lexicon.knowledge) ||
    draft.doubts.some(({ words }) => words === 'released')
  )
    return;
  const { object } = resolution.measure;
  const stated = lineOf(sheet, draft, 'column').flatMap((other) =>
    other !== draft &&
    other.field.table === draft.field.table &&
    other.field.columnPath.at(-1)?.relation !== 'ofWhich' &&
    (other.field.column < draft.field.column || !isOfColumn(other, object, sheet.lexicon)) &&
    other.resolution?.measure.object === object
      ? expectedOf(other.where, sheet.lexicon)
      : [],
  );
  const [first] = stated;
  if (first && stated.every((other) => other.facet === first.facet && sameExtent(other.extent, first.extent)))
    draft.where = { ...draft.where, [first.facet]: first.extent };
}

/** 流动 over a column behind those of 党员 is said of that column, and not of those before it. */
function isOfColumn({ parts }: Draft, object: string, lexicon: Lexicon): boolean {
  return parts.some(({ phrase, axis }) => axis === 'column' && statesPopulation(whereOf(phrase, object, lexicon.knowledge) ?? {}, lexicon));
}

function expectedOf(where: Where, lexicon: Lexicon): { facet: string; extent: Where[string] }[] {
  return Object.entries(where).flatMap(([facet, extent]) => (isOfPopulation(facet, lexicon.knowledge) ? [{ facet, extent }] : []));
}

function statesPopulation(where: Where, lexicon: Lexicon): boolean {
  return Object.keys(where).some((facet) => isOfPopulation(facet, lexicon.knowledge));
}

/** A population that departments are known to count differently must be stated somewhere; where it is not, a person is asked. */
export function checkScope(sheet: Sheet, draft: Draft): void {
  const released = draft.doubts.some(({ words }) => words === 'released') || draft.resolution?.released === true;
  for (let index = draft.doubts.length - 1; index >= 0; index--) if (draft.doubts[index]?.words === 'released') draft.doubts.splice(index, 1);
  if (released || !draft.point) return;
  const missing = new Set<string>();
  draft.point = mapPlain(draft.point, (point) => {
    const expected = unstatedOf(sheet, draft, point);
    for (const { title } of expected) missing.add(title);
    return expected.length === 0 ? point : { ...point, open: [...point.open, `${NOT_STATED}:${sheet.form.requirement}`].sort() };
  });
  if (missing.size > 0) draft.doubts.push({ kind: 'scopeNotStated', words: [...missing].join('、') });
}

/** Populations that a plain point should state and does not; a register is its own population. */
function unstatedOf(sheet: Sheet, draft: Draft, point: PlainPoint): readonly { readonly title: string }[] {
  if (
    point.measure.kind === 'value' ||
    isRegistered(point.where, sheet.lexicon.knowledge) ||
    scopeFor(draft.naming, point.object, sheet.notes.scopes)?.release === true
  )
    return [];
  return populationsOf(point.object, sheet.lexicon.knowledge).filter((facet) => !(facet.id in point.where));
}

function mapPlain(point: DataPoint, change: (plain: PlainPoint) => PlainPoint): DataPoint {
  const changed = (part: PlainPoint | SumPoint): PlainPoint | SumPoint =>
    part.kind === 'plain' ? change(part) : { ...part, terms: part.terms.map((term) => ({ ...term, point: change(term.point) })) };
  return point.kind === 'ratio' ? { ...point, numerator: changed(point.numerator), denominator: changed(point.denominator) } : changed(point);
}

/** The facets by which departments count things of a class differently; looked for once for each knowledge. */
export function populationsOf(object: string, knowledge: Knowledge): readonly Facet[] {
  const known = populations.get(knowledge) ?? [...knowledge.facets.values()].filter((facet) => facet.expected);
  populations.set(knowledge, known);
  return known.filter((facet) => facet.object === object);
}

const populations = new WeakMap<Knowledge, readonly Facet[]>();
