// What the title and the corner of a table say about blanks that do not say it themselves: a sheet titled 持证残疾人 is about nobody else.
import type { Extent, Where } from '../model/datapoint.ts';
import { type Draft, leaveOpen, type Sheet } from './draft.ts';
import { type Lexicon, normalise, type Word } from './lexicon.ts';
import { isAmbiguous } from './ambiguous.ts';
import { contains, impliedExtents, isOfPopulation, isPlainFacet, meet, meetAll, namesKind, sameExtent } from './extents.ts';
import { fixes, type Phrase, phraseOf, unknownOf, wordsOf } from './phrase.ts';
import { asideFacets, titleOfWhere, whereOf } from './says.ts';
import type { Part } from './parts.ts';
import { droppedBy, type Resolution } from './resolve.ts';
import { speaksOf } from './scope.ts';
import type { Scope } from './scopeNotes.ts';

/** A title that names one group says whom a bare 合计 or 女 is about; a title never narrows a blank that names its own. */
export function withTitle(sheet: Sheet, draft: Draft, resolution: Resolution): Where {
  const { where, measure } = resolution;
  const { knowledge } = sheet.lexicon;
  const known = saidOfAll(where, draft, resolution, sheet);
  const titled = sheet.title && measure.object !== 'event' ? whereOf(sheet.title, measure.object, knowledge) : null;
  const isPopulationOnly = (phrase: Phrase): boolean =>
    Object.keys(whereOf(phrase, measure.object, knowledge) ?? {}).every((facet) => knowledge.facets.get(facet)?.scope === true);
  const isEverybody = draft.parts.some(
    ({ near, phrase }) => near === 'own' && sheet.lexicon.grammar.wholePopulation.test(phrase.text) && isPopulationOnly(phrase),
  );
  if (!sheet.title || !titled || isEverybody || isAppended(draft, measure.object, sheet.lexicon)) return known;
  const { printed, ofPopulation, namesOne, belied, restated, parted, namesAll, population } = titleSays(sheet, sheet.title, measure.object, isPair(draft));
  const dropped = droppedBy(draft.parts, measure.object, knowledge);
  // 养老服务和独居老人: what the title names beside the group has rows of its own, and one that says whom it counts may be among them.
  const isOneOfSeveral = namesSeveral(sheet.title);
  // 其中:低保 without anything that it divides is a part of what the sheet is about.
  const isOwn = draft.field.rowPath[0]?.relation !== 'ofWhich' && namesOwnGroup(draft.parts, measure.object, sheet.lexicon);
  // 独居老人 names people; 业主组织 names what 小区 have or lack, and none of them.
  const isTrait = (facet: string): boolean => measure.object !== 'person' || knowledge.facets.get(facet)?.kind !== 'flag';
  const isBelied = (facet: string): boolean => (belied.get(facet) ?? Infinity) <= draft.field.table && (isOwn || isTrait(facet));
  const isPopulation = (facet: string): boolean => isOfPopulation(facet, knowledge);
  // 全村 beside 监测户 and 脱贫户 on a sheet on 防返贫监测, 全部从业人员 beside those of 持证单位 on one on 食品经营.
  const isAll = saysAll(draft.parts, measure.object, sheet.lexicon) || isDefinedAsAll(draft, measure.object, sheet.lexicon);
  const isSaidOfSome = (): boolean =>
    sheet.drafts.some(({ resolution: other }) => other?.measure === measure && Object.keys(titled ?? {}).some((facet) => facet in other.where));
  const isOfPlace =
    (isAll && isSaidOfSome()) || draft.parts.some(({ near, phrase }) => near !== 'around' && sheet.lexicon.grammar.wholePlace.test(phrase.text));
  const isMeant = (facet: string): boolean =>
    !dropped.has(facet) && (isPopulation(facet) ? facet in population : !(isOfPlace && restated.has(facet)) && !isBelied(facet));
  const fromTitle = Object.fromEntries(Object.entries({ ...titled, ...population }).filter(([facet]) => isMeant(facet)));
  const says = resolution.released ? Object.fromEntries(Object.entries(fromTitle).filter(([facet]) => !knowledge.facets.get(facet)?.scope)) : fromTitle;
  const isOfTitled =
    ofPopulation.size > 0 && !draft.parts.some(({ phrase }) => Object.keys(whereOf(phrase, measure.object, knowledge) ?? {}).some(isPopulation));
  const bands = Object.fromEntries(
    Object.entries(says).filter(
      ([facet, extent]) =>
        extent.kind === 'interval' &&
        (printed.has(facet) || (isOfTitled && ofPopulation.has(facet))) &&
        !(facet in known) &&
        !impliesFacet(known, facet, sheet.lexicon),
    ),
  );
  const withBands = meetAll(bands, known);
  const groups = Object.keys(says).filter((facet) => says[facet]?.kind === 'members');
  const explained = explainedByForm(sheet.title, measure.object, sheet.lexicon);
  const isOutgrown = explained !== null && namesAll && Object.keys(explained.where).every((facet) => restated.has(facet) && !(facet in known));
  const isOfGroup =
    explained &&
    !(isOutgrown && namesWhole(draft.parts, measure.object, sheet.lexicon)) &&
    !isAll &&
    // 小区合计 beside 老旧小区 and 非老旧小区.
    !(namesTotalOfClass(draft, measure.object, sheet.lexicon) && Object.keys(explained.where).some(isBelied)) &&
    !namesOthers(draft.parts, explained, restated, measure.object, sheet.lexicon) &&
    !reachesBeyond(draft.parts, explained, measure.object, sheet.lexicon);
  if (isOfGroup && isOutgrown) {
    leaveOpen(draft, resolution, sheet.title.text);
    return withBands;
  }
  if (explained && isOfGroup && (namesOne || isOnlyGroup(sheet.title, explained, measure.object))) return meetAll(explained.where, withBands);
  if (!namesOne || !groups.every((facet) => namesGroup(facet, sheet.lexicon))) return withBands;
  if (isElliptical(draft, measure.object, sheet.lexicon)) return meetAll(fittingOf(says, known), withBands);
  if (!isOwn && !cornerNamesGroup(draft, measure.object, sheet.lexicon)) {
    const changes = sheet.title.conjuncts.flatMap(({ unknown }) => unknown.filter((text) => sheet.lexicon.words.get(text)?.role === 'open'));
    // A title that speaks of newcomers (新增残疾人) is not about all.
    if (changes.length > 0) leaveOpen(draft, resolution, sheet.title.text);
    return meetAll(fittingOf(says, known), withBands);
  }
  const mentioned = new Set(
    draft.parts.flatMap(({ phrase }) =>
      [phrase, ...phrase.qualifiers].flatMap((part) => wordsOf(part).flatMap((word) => word.senses.flatMap((sense) => Object.keys(sense.where)))),
    ),
  );
  const isPart = (facet: string): boolean => known[facet] !== undefined && says[facet] !== undefined && contains(says[facet], known[facet]);
  const isFree = groups.every((facet) => !mentioned.has(facet) || isPart(facet));
  const refines =
    isFree &&
    groups.some((facet) =>
      Object.keys(knowledge.facets.get(facet)?.members[0]?.implies ?? knowledge.facets.get(facet)?.within ?? {}).some((other) => mentioned.has(other)),
    );
  const isSaidElsewhere = groups.every((facet) => restated.has(facet) && knowledge.facets.get(facet)?.service === true);
  // 户籍未成年人 beside 留守儿童 and 孤儿 on a sheet of 关爱儿童 are all minors.
  const isWhole = groups.some((facet) => parted.has(facet)) && Object.keys(where).some((facet) => isOfPopulation(facet, knowledge));
  // 最低生活保障 on a sheet on 残疾人, of whom a note says that they are those of 户籍 with a certificate.
  const isOfExplained = isFree && isOfWelfare(Object.keys(known)) && isExplained(sheet, groups);
  return (refines || isOfExplained) && !isSaidElsewhere && !isWhole && !isOneOfSeveral ? meetAll(says, withBands) : withBands;
}

/** 低保, 养老保险, 就业, of women and ages too: what people of any group may have; not who they are (党员, 孕妇, 老年人). */
function isOfWelfare(facets: readonly string[]): boolean {
  const isCore = (facet: string): boolean => ['person.aid', 'person.medical', 'person.pension', 'person.employment'].includes(facet);
  const isBeside = (facet: string): boolean => ['person.sex', 'person.age', 'person.disabilityLevel'].includes(facet);
  return facets.some(isCore) && facets.every((facet) => isCore(facet) || isBeside(facet));
}

/** Does a note say of more than their population who the people are whom the title names by one of the facets? */
function isExplained({ notes, title, lexicon }: Sheet, facets: readonly string[]): boolean {
  const isNamed = (text: string): boolean =>
    text.length > 1 &&
    title?.text.includes(text) === true &&
    Object.keys(whereOf(phraseOf(text, lexicon), 'person', lexicon.knowledge) ?? {}).some((facet) => facets.includes(facet));
  const isKind = (facet: string): boolean => !isOfPopulation(facet, lexicon.knowledge);
  const isSaid = ({ subject, where }: Scope): boolean =>
    subject.kind === 'labels' && subject.texts.some(isNamed) && Object.keys(where.get('person') ?? {}).some(isKind);
  const isDefined = ({ text, senses }: Word): boolean =>
    title?.text.includes(text) === true &&
    senses.some(({ object, where }) => object === 'person' && Object.keys(where).some((facet) => facets.includes(facet) && isKind(facet)));
  return notes.scopes.some(isSaid) || notes.definitions.some(isDefined);
}

/** 经营单位, of which the form says that it means 企业, 个体工商户, 民办非企业 and 社会组织: all kinds that there are. */
function isDefinedAsAll({ parts }: Draft, object: string, { knowledge }: Lexicon): boolean {
  const coversAll = ([facet, extent]: [string, Where[string]]): boolean =>
    extent.kind === 'members' && (knowledge.facets.get(facet)?.members ?? []).every(({ id }) => extent.members.includes(id));
  return parts.some(
    ({ phrase, near }) =>
      near === 'own' &&
      wordsOf(phrase).some(({ defined, senses }) => defined && senses.some((sense) => sense.object === object && Object.entries(sense.where).some(coversAll))),
  );
}

/** 小区合计: the total of a class that it names, and of nothing more. */
function namesTotalOfClass({ parts }: Draft, object: string, { knowledge }: Lexicon): boolean {
  return parts.some(({ phrase, near }) => {
    const isName = wordsOf(phrase).some(({ senses }) => senses.some((sense) => sense.object === object && sense.head));
    return near === 'own' && phrase.isTotal && isName && Object.keys(whereOf(phrase, object, knowledge) ?? {}).length === 0;
  });
}

/** 户籍不在本地、来此居住的 on a sheet on 退役军人: it says where they live, and leaves it to the title who they are. */
function isElliptical({ parts }: Draft, object: string, { grammar, knowledge }: Lexicon): boolean {
  const label = parts.findLast(({ axis }) => axis === 'row');
  if (!label || label.phrase.qualifiers.length > 0 || !grammar.elliptical.test(label.label.text)) return false;
  const said = parts.flatMap(({ phrase, near }) => (near === 'around' ? [] : Object.keys(whereOf(phrase, object, knowledge) ?? {})));
  return said.length > 0 && said.every((facet) => isOfPopulation(facet, knowledge));
}

/** 附:户籍人口 below a table of 适龄青年 counts everybody: what is appended names a population of its own; 附:女性 divides the table's. */
function isAppended({ naming, parts }: Draft, object: string, { grammar, knowledge }: Lexicon): boolean {
  const namesPopulation = ({ axis, phrase }: Part): boolean =>
    axis === 'section' && Object.keys(whereOf(phrase, object, knowledge) ?? {}).some((facet) => isOfPopulation(facet, knowledge));
  return grammar.appended.test(naming.outermost) && parts.some(namesPopulation);
}

/** The population that the title names. */
export function titledPopulation(sheet: Sheet, object: string, ofPairs: boolean): Where {
  return sheet.title ? titleSays(sheet, sheet.title, object, ofPairs).population : {};
}

/** One that the title names further back, and a label names again (劳动力就业和外出务工), is of that label. */
function populationIn(title: Phrase, restated: ReadonlySet<string>, object: string, { knowledge }: Lexicon): Where {
  const [first, ...others] = title.conjuncts;
  const saidBy = (conjuncts: Phrase['conjuncts']): Where => whereOf({ ...title, conjuncts }, object, knowledge) ?? {};
  const [before, behind] = [saidBy(first ? [first] : []), saidBy(others)];
  const said = Object.entries(whereOf(title, object, knowledge) ?? {}).flatMap(([facet, extent]) => {
    const own = restated.has(facet) && facet in behind ? before[facet] : extent;
    return own && isOfPopulation(facet, knowledge) ? [[facet, own] as const] : [];
  });
  return Object.fromEntries(said);
}

/** 全部商户, 隐患未整改的全部商户 on a sheet on 小场所. */
export function saysAll(
  parts: readonly Part[],
  object: string,
  { grammar }: Lexicon,
  isMeant: (part: Part) => boolean = ({ near }) => near !== 'around',
): boolean {
  const namesClass = (phrase: Phrase): boolean => wordsOf(phrase).some(({ senses }) => senses.some((sense) => sense.object === object));
  return parts.some((part) => isMeant(part) && grammar.saysAll.test(part.phrase.text) && namesClass(part.phrase));
}

function namesSeveral({ conjuncts }: Phrase): boolean {
  return conjuncts.filter(({ words, unknown }) => words.length + unknown.length > 0).length > 1;
}

/** 16—20岁 on a sheet titled 残疾儿童 reaches beyond the children: a row that says of a facet more than the title does is only of the rest of its group. */
function fittingOf(title: Where, where: Where): Where {
  return Object.fromEntries(
    Object.entries(title).filter(([facet, extent]) => {
      const own = where[facet];
      return own === undefined || contains(extent, own) || contains(own, extent);
    }),
  );
}

interface Explained {
  readonly text: string;
  readonly where: Where;
}

/** The group that a title names by a word which the form's own notes explain (“九小”场所指…), or by one that marks things out (老旧小区): the whole sheet is about it. */
function explainedByForm({ words }: Phrase, object: string, { knowledge }: Lexicon): Explained | null {
  for (const { text, defined, senses } of words) {
    const facets = Object.entries(senses.find((sense) => sense.object === object)?.where ?? {});
    const isKind = (facet: string): boolean => {
      const { kind, expected, scope } = knowledge.facets.get(facet) ?? {};
      if (defined !== true) return kind === 'flag' && scope === true;
      return kind === 'flag' || (kind === 'partition' && expected !== true && object !== 'person');
    };
    if (facets.length > 0 && facets.every(([facet]) => isKind(facet))) return { text, where: Object.fromEntries(facets) };
  }
  return null;
}

/** 经营主体和食品经营许可: what stands beside the group in the title names no other things of the class. */
function isOnlyGroup({ conjuncts }: Phrase, { text }: Explained, object: string): boolean {
  const others = conjuncts.filter(({ words }) => !words.some((word) => word.text === text));
  return others.every(({ words }) => words.every(({ senses }) => senses.every((sense) => sense.object !== object || !sense.head)));
}

/** Do labels name a group of their own, kept in a register or counted by another population, or other things of the class? */
function namesOthers(parts: readonly Part[], { text, where }: Explained, restated: ReadonlySet<string>, object: string, lexicon: Lexicon): boolean {
  const { countedUnit, countHead } = lexicon.grammar;
  /** 场所数 on a sheet on 小场所 counts these, unless another label says 小场所 again, or it says more (辖区小区数). */
  const isCounted = (phrase: Phrase, name: string): boolean =>
    text.includes(name) ||
    (phrase.text.replace(BRACKETS, '') === name && text.endsWith(name.replace(countedUnit, '')) && !Object.keys(where).some((facet) => restated.has(facet)));
  return parts.some(
    ({ phrase, near }) =>
      near !== 'around' &&
      wordsOf(phrase).some((word) =>
        word.senses.some(
          (sense) =>
            sense.object === object &&
            ((sense.head && !isCounted(phrase, word.text) && !countHead.test(word.text) && !isKind(phrase, object, lexicon)) ||
              Object.keys(sense.where).some((facet) => {
                const { registered, expected, kind } = lexicon.knowledge.facets.get(facet) ?? {};
                return registered === true || expected === true || kind === 'flag';
              })),
        ),
      ),
  );
}

/** 持证单位(含非九小场所): what a label takes in or leaves out of the group, it says itself. */
function reachesBeyond(parts: readonly Part[], explained: Explained, object: string, { knowledge }: Lexicon): boolean {
  return asideFacets(parts, object, knowledge).some((facet) => facet in explained.where);
}

/** 商铺(零售) is one kind of things, and no other group than the title's. */
function isKind(phrase: Phrase, object: string, { knowledge }: Lexicon): boolean {
  return Object.keys(whereOf(phrase, object, knowledge) ?? {}).some((facet) => knowledge.facets.get(facet)?.kind === 'partition');
}

/** Of several groups that a title names (残疾人、退役军人), a bare 女 may be of any or all; nothing else may have said of which. */
export function openTitle(sheet: Sheet, draft: Draft): void {
  const { resolution } = draft;
  const { title, lexicon } = sheet;
  if (!resolution || !title) return;
  const { object } = resolution.measure;
  const { namesOne, isAbout } = titleSays(sheet, title, object, isPair(draft));
  if (!isAbout || namesOne || object === 'event' || namesOwnGroup(draft.parts, object, lexicon)) return;
  const corner = cornerOf(draft, lexicon);
  if (corner && Object.keys(whereOf(corner, object, lexicon.knowledge) ?? {}).length > 0) return;
  const facets = wordsOf(title).flatMap((word) => word.senses.flatMap((sense) => (sense.object === object ? Object.keys(sense.where) : [])));
  if (!facets.some((facet) => facet in draft.where && !lexicon.knowledge.facets.get(facet)?.scope)) leaveOpen(draft, resolution, title.text);
}

export interface TitleSays {
  /** Facets of the bands that the title prints, when it is about one thing. */
  readonly printed: ReadonlySet<string>;
  /** Facets of the bands of the population that it names first, beside another subject: 15周岁及以上常住人口婚姻状况和家庭户. */
  readonly ofPopulation: ReadonlySet<string>;
  /** It names one group of things of the class. */
  readonly namesOne: boolean;
  /** It names at least one, and not all of them beside it (市场主体和食品经营单位). */
  readonly isAbout: boolean;
  /** Facets of which labels of the sheet name other values (社区党员 on a sheet that counts 流动党员 too, 办证 over the rows 已办证 and 未办证), from which table on. */
  readonly belied: ReadonlyMap<string, number>;
  /** Facets of which labels of the sheet say the same themselves: 享受居家养老服务的老年人 beside 60周岁以上老年人. */
  readonly restated: ReadonlySet<string>;
  /** Facets of which labels of the sheet name a part of what the title says. */
  readonly parted: ReadonlySet<string>;
  /** The population that it names for all rows. */
  readonly population: Where;
  /** A label says that it means all things of the class: 全部小区 on a sheet titled 老旧小区. */
  readonly namesAll: boolean;
}

/** The same for all blanks under heads, and for all others, that are about one class. */
function titleSays(sheet: Sheet, title: Phrase, object: string, ofPairs: boolean): TitleSays {
  const key = `${object} ${ofPairs}`;
  const known = sheet.titles.get(key);
  if (known) return known;
  const isAbout = (word: Word): boolean => word.senses.some((sense) => sense.object === object && Object.keys(sense.where).length > 0);
  const printed =
    title.conjuncts.filter((part) => part.words.length > 0).length <= 1
      ? title.conjuncts.concat(title.qualifiers.flatMap((qualifier) => qualifier.conjuncts)).flatMap((part) => part.intervals.map(({ facet }) => facet))
      : [];
  const [first] = title.conjuncts;
  const ofFirst = first ? (whereOf({ ...title, conjuncts: [first], qualifiers: [] }, object, sheet.lexicon.knowledge) ?? {}) : {};
  const namesPopulation = Object.keys(ofFirst).some((facet) => isOfPopulation(facet, sheet.lexicon.knowledge));
  const isWhole = (words: readonly Word[]): boolean =>
    !words.some(isAbout) && words.some(({ senses }) => senses.some((sense) => sense.object === object && sense.head));
  const about = title.conjuncts.some(({ words }) => isWhole(words)) ? [] : title.conjuncts.filter((part) => part.words.some(isAbout));
  const namesOne = about.length === 1 && !isAmbiguous(title, object, sheet.lexicon.knowledge);
  const restated = facetsSaid(sheet, title, object, sameExtent);
  const made = {
    printed: new Set(printed),
    ofPopulation: new Set(namesPopulation && first ? first.intervals.map(({ facet }) => facet) : []),
    namesOne,
    isAbout: about.length > 0,
    belied: beliedFrom(sheet, title, object, ofPairs),
    restated,
    population: populationIn(title, restated, object, sheet.lexicon),
    parted: facetsSaid(sheet, title, object, (said, titled) => contains(titled, said) && !sameExtent(titled, said)),
    namesAll: sheet.drafts.some(({ parts }) =>
      parts.some((part) => sheet.lexicon.grammar.allOfThem.test(part.phrase.text) && namesWhole([part], object, sheet.lexicon)),
    ),
  };
  sheet.titles.set(key, made);
  return made;
}

/** Facets of the title of which a label says something that stands so to what the title says. */
function facetsSaid({ drafts, lexicon: { knowledge } }: Sheet, title: Phrase, object: string, fits: (said: Extent, titled: Extent) => boolean): Set<string> {
  const titled = Object.entries(whereOf(title, object, knowledge) ?? {});
  if (titled.length === 0) return new Set();
  const phrases = [...new Set(drafts.flatMap(({ parts }) => parts.map(({ phrase }) => phrase)))];
  const said = phrases.map((phrase) => whereOf(phrase, object, knowledge) ?? {});
  return new Set(titled.flatMap(([facet, extent]) => (said.some((where) => where[facet] !== undefined && fits(where[facet], extent)) ? [facet] : [])));
}

/** Is it a pair of label and blank, with no head over it? */
export function isPair({ field }: Draft): boolean {
  return field.columnPath.length === 0;
}

/**
 * Facets of which labels say what contradicts the title, with the table from which on they do; 未办证 among pairs below a table, or in a later table of its own,
 * is only an addition to the table.
 */
function beliedFrom({ drafts, lexicon: { knowledge } }: Sheet, title: Phrase, object: string, ofPairs: boolean): Map<string, number> {
  const kinds = Object.entries(whereOf(title, object, knowledge) ?? {}).filter(([facet]) => {
    const { kind, expected } = knowledge.facets.get(facet) ?? {};
    return (kind === 'partition' || kind === 'flag') && expected !== true;
  });
  if (kinds.length === 0) return new Map();
  const firstIn = new Map<Phrase, number>();
  for (const draft of drafts) {
    if (!ofPairs && isPair(draft)) continue;
    for (const { phrase } of draft.parts) firstIn.set(phrase, Math.min(firstIn.get(phrase) ?? Infinity, draft.field.table));
  }
  const said = [...firstIn].map(([phrase, table]) => ({ where: whereOf(phrase, object, knowledge), table }));
  const firstWith = (facet: string, fits: (extent: Extent) => boolean): number =>
    Math.min(...said.flatMap(({ where, table }) => (where?.[facet] !== undefined && fits(where[facet]) ? [table] : [])));
  return new Map(
    kinds.flatMap(([facet, extent]) => {
      const contrary = firstWith(facet, (other) => meet(extent, other) === null);
      if (knowledge.facets.get(facet)?.kind === 'partition') return Number.isFinite(contrary) ? [[facet, 0] as const] : [];
      const from = Math.max(
        contrary,
        firstWith(facet, (other) => sameExtent(other, extent)),
      );
      return Number.isFinite(from) ? [[facet, from] as const] : [];
    }),
  );
}

/** Does a value already stated fix this facet by what it implies (孤儿 ⇒ under 18)? */
function impliesFacet(where: Where, facet: string, { knowledge }: Lexicon): boolean {
  return impliedExtents(where, facet, knowledge).length > 0;
}

/** Facets by which a title can say whom the whole sheet is about: registers, populations, ages. */
function namesGroup(facet: string, lexicon: Lexicon): boolean {
  const definition = lexicon.knowledge.facets.get(facet);
  return definition?.registered === true || definition?.kind === 'flag' || isPlainFacet(facet, lexicon.knowledge);
}

/** What the word over the row labels (妇女, 持证残疾人中) and the notes (只统计持证的) say of all rows, where a row does not speak of the same. */
function saidOfAll(where: Where, draft: Draft, { measure }: Resolution, sheet: Sheet): Where {
  const { lexicon, notes } = sheet;
  const { object } = measure;
  const corner = cornerOf(draft, lexicon);
  const ofCorner =
    corner && !lexicon.grammar.service.test(corner.text)
      ? {
          ...bandOf(corner, where, object, sheet),
          ...populationOf(corner, where, object, sheet),
          ...groupOf(corner, isBareName(corner, lexicon), where, draft, object, lexicon),
        }
      : {};
  return notes.only.reduce(
    (before, note) => {
      const { from, except } = note;
      if ((from !== null && !isFrom(from, draft, sheet)) || (except !== null && speaksOf(except, draft.naming))) return before;
      const phrase = phraseOf(note.text, lexicon);
      const added = groupOf(phrase, unknownOf(phrase).length === 0, before, draft, object, lexicon);
      if (Object.keys(added).length > 0) draft.evidence.push({ says: titleOfWhere(added, lexicon), label: { text: note.text, cell: note.cell }, from: 'note' });
      return meetAll(added, before);
    },
    meetAll(ofCorner, where),
  );
}

/** 重点群体(16周岁及以上), 青年(14—35岁,户籍口径): the band in the brackets of the word over the row labels, for rows that say nothing of it. */
function bandOf(corner: Phrase, where: Where, object: string, sheet: Sheet): Where {
  const printed = corner.qualifiers.flatMap(({ conjuncts }) => conjuncts.flatMap(({ intervals }) => intervals));
  const bands = Object.fromEntries(printed.flatMap(({ facet, extent }) => (facet.startsWith(`${object}.`) ? [[facet, extent] as const] : [])));
  if (Object.keys(bands).length === 0 || reachesBeyondCorner(corner, object, sheet)) return {};
  // 独居老人 are of the band 16周岁及以上 anyway; 党员 are not all of 14—35岁.
  const isSaid = (facet: string, band: Extent): boolean => {
    const implied = impliedExtents(where, facet, sheet.lexicon.knowledge);
    return facet in where || (implied.length > 0 && implied.every((extent) => contains(band, extent)));
  };
  return Object.fromEntries(Object.entries(bands).filter(([facet, band]) => !isSaid(facet, band)));
}

/** The words over the row labels. */
function cornerOf({ field }: Draft, lexicon: Lexicon): Phrase | null {
  return field.corner ? phraseOf(field.corner.text, lexicon) : null;
}

/** 退役军人 over the row labels of a table on a sheet titled 双拥优抚. */
function cornerNamesGroup(draft: Draft, object: string, lexicon: Lexicon): boolean {
  const corner = cornerOf(draft, lexicon);
  return (
    corner !== null &&
    isBareName(corner, lexicon) &&
    Object.keys(whereOf(corner, object, lexicon.knowledge) ?? {}).some((facet) => lexicon.knowledge.facets.get(facet)?.registered === true)
  );
}

/** Does the blank stand in the column of that name, or behind it? */
function isFrom(name: string, { field }: Draft, { drafts }: Sheet): boolean {
  const named = drafts.filter((other) => other.field.columnPath.some(({ text }) => normalise(text).includes(name)));
  return named.length > 0 && field.column >= Math.min(...named.map((other) => other.field.column));
}

/** Whom all rows live as (实住); where the form says so itself (农业人口指户籍在本村…的人), those of them that a head names (在村居住). */
function populationOf(phrase: Phrase, where: Where, object: string, sheet: Sheet): Where {
  const { knowledge } = sheet.lexicon;
  const says = whereOf(phrase, object, knowledge);
  const isPopulation = (facet: string): boolean => isOfPopulation(facet, knowledge);
  const added = newIn(says, where, isPopulation);
  if (!phrase.words.some(({ defined }) => defined) || reachesBeyondCorner(phrase, object, sheet)) return added;
  const met = Object.entries(where).flatMap(([facet, own]) => {
    const common = says?.[facet] && isPopulation(facet) ? meet(own, says[facet]) : null;
    return common ? [[facet, common] as const] : [];
  });
  return { ...added, ...Object.fromEntries(met) };
}

/** 实有人口 over 户籍人口 with 其中:人户分离: a head that rows below it leave is a subject, and no population of theirs. */
function reachesBeyondCorner(corner: Phrase, object: string, { drafts, lexicon }: Sheet): boolean {
  const known = leftCorners.get(drafts) ?? new Map<string, boolean>();
  leftCorners.set(drafts, known);
  const key = `${object} ${corner.text}`;
  const says = Object.entries(whereOf(corner, object, lexicon.knowledge) ?? {});
  // 人户分离 alone is counted besides, as a note may say; 户籍人口 reaches beyond.
  const isBeyond = (phrase: Phrase): boolean => {
    const row = whereOf(phrase, object, lexicon.knowledge) ?? {};
    return says.some(([facet, extent]) => row[facet] !== undefined && meet(extent, row[facet]) !== null && !contains(extent, row[facet]));
  };
  const made =
    known.get(key) ??
    drafts.some((draft) => cornerOf(draft, lexicon)?.text === corner.text && draft.parts.some(({ axis, phrase }) => axis === 'row' && isBeyond(phrase)));
  known.set(key, made);
  return made;
}

/** Every row below a corner asks for it. */
const leftCorners = new WeakMap<readonly Draft[], Map<string, boolean>>();

/** The one group that all rows are of; a row that names a whole of its own is not of it. */
function groupOf(phrase: Phrase, isClear: boolean, where: Where, { parts }: Draft, object: string, lexicon: Lexicon): Where {
  if (!isClear || isAmbiguous(phrase, object, lexicon.knowledge) || namesWhole(parts, object, lexicon, phrase.text)) return {};
  const dropped = droppedBy(parts, object, lexicon.knowledge);
  // 救助对象 over 低保对象, 持证残疾人 and 困境儿童 is what all of these are called, and no one of them is what the others are.
  const isCollective = lexicon.grammar.collective.test(phrase.text) && !phrase.words.some(({ defined }) => defined) && namesKind(where, lexicon.knowledge);
  if (isCollective) return {};
  const isGroup = (facet: string): boolean => !isOfPopulation(facet, lexicon.knowledge) && !dropped.has(facet);
  return newIn(whereOf(phrase, object, lexicon.knowledge), where, (facet) => isGroup(facet) && !impliesFacet(where, facet, lexicon));
}

function newIn(says: Where | null, where: Where, fits: (facet: string) => boolean): Where {
  return Object.fromEntries(Object.entries(says ?? {}).filter(([facet]) => !(facet in where) && fits(facet)));
}

/** Nothing but what a group is called: 监测指标 is about what is asked, not about whom. */
function isBareName({ text, words, conjuncts, qualifiers }: Phrase, { grammar }: Lexicon): boolean {
  const said = words.map((word) => word.text).join('') + conjuncts.flatMap(({ intervals }) => intervals.map((interval) => interval.text)).join('');
  // 妇女(女性)
  const facets = words.flatMap(({ senses }) => senses.flatMap(({ where }) => Object.keys(where)));
  const isAgain = (aside: Phrase): boolean =>
    aside.words.every(({ senses }) => senses.every(({ where }) => Object.keys(where).every((facet) => facets.includes(facet)))) &&
    aside.conjuncts.every(({ intervals }) => intervals.length === 0);
  const isPlain = qualifiers.every((aside) => (!fixes(aside) || isAgain(aside)) && unknownOf(aside).length === 0);
  // 已建工会的单位: a particle between two words says nothing.
  const named = text.replace(BRACKETS, '').replace(grammar.ofGroup, '');
  return words.length > 0 && isPlain && said.length >= named.length - (words.length > 1 && conjuncts.length === 1 ? 1 : 0);
}

const BRACKETS = /\([^()]*\)/gu;

/** Does a label name the class itself (常住人口), more than what is counted, and not what is `said` over it already (单位 below 已建工会的单位)? */
function namesWhole(parts: readonly Part[], object: string, { grammar }: Lexicon, said = ''): boolean {
  return parts.some(
    ({ phrase, near }) =>
      near !== 'around' &&
      wordsOf(phrase).some(({ text, senses }) =>
        senses.some(
          (sense) =>
            sense.object === object &&
            sense.head &&
            sense.measure === null &&
            Object.keys(sense.where).length === 0 &&
            !grammar.countHead.test(text) &&
            !(said.endsWith(text) && phrase.text.replace(BRACKETS, '') === text),
        ),
      ),
  );
}

/** Does any label name a group or the class itself, more than sex and age do? */
function namesOwnGroup(parts: readonly Part[], object: string, lexicon: Lexicon): boolean {
  return parts.some(
    ({ phrase, near }) =>
      near !== 'around' &&
      wordsOf(phrase).some((word) =>
        word.senses.some(
          (sense) =>
            sense.object === object &&
            ((sense.head && sense.measure === null && !lexicon.grammar.countHead.test(word.text)) ||
              Object.keys(sense.where).some((facet) => facet !== 'person.sex')),
        ),
      ),
  );
}
