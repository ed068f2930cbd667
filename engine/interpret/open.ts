// Words that no lexicon knows, and labels that can be read two ways: they are part of what a blank asks, letter by letter.
import { isAmbiguous, takesInKind, unknownAdditions, unknownExceptions } from './ambiguous.ts';
import type { Where } from '../model/datapoint.ts';
import { contains, isOfPopulation, namesKind, union } from './extents.ts';
import type { Lexicon, MeasureDef, Sense, Unit, Word } from './lexicon.ts';
import type { Part } from './parts.ts';
import { fixes, isHeadOnly, type Phrase, saidOf, unknownOf, unknownTogether, wordsOf } from './phrase.ts';
import { fits, type Surroundings } from './surroundings.ts';
import { whereOf } from './says.ts';

/** Words that no lexicon knows, and labels that can be read two ways: they are part of the identity. */
export function openWords(
  parts: readonly Part[],
  measure: MeasureDef,
  unit: Unit | null,
  where: Where,
  around: Surroundings,
  occasions: readonly string[],
): string[] {
  const { lexicon } = around;
  const own = parts.filter(({ near }) => near === 'own');
  const outer = parts.filter((part, index) => part.near !== 'own' && bearsOn(part, index, parts, measure.object, around));
  const restated = own.some(({ phrase }) =>
    phrase.qualifiers.some((qualifier) => restates(qualifier, measure.object, lexicon) || namesOffice(qualifier, measure, lexicon)),
  );
  const unknown = restated
    ? []
    : own
        .filter((part) => !isField(part, own, measure.object, lexicon))
        .flatMap((part) => [...unknownTogether(part.phrase).filter((text) => !isEndOfOuter(text, part, parts)), ...foreignWords(part.phrase, measure.object)]);
  const doubtful = [...own, ...outer].flatMap(({ phrase }) => (isAmbiguous(phrase, measure.object, lexicon.knowledge) ? [phrase.text] : []));
  const open = [
    ...unknown,
    ...own.flatMap(({ phrase }) => [
      ...(lexicon.grammar.others.test(phrase.text) ? [] : untoldTopics(phrase, measure.object, where)),
      ...otherMeasures(phrase, measure),
    ]),
    ...outer.flatMap(({ phrase }) => unknownTogether(phrase)),
    ...parts.flatMap(({ phrase }) => outOfPlace(phrase, measure.object, where, parts, around)),
    ...own.flatMap((part) => (isFamily(part, measure, lexicon) ? [part.phrase.text] : [])),
    ...parts.filter((part, index) => pointsBack(part, index, parts, lexicon)).map(({ phrase }) => phrase.text),
    ...parts.filter(({ near }) => near !== 'own').flatMap((part) => peopleOver(part, measure, unit, lexicon)),
    ...parts
      .filter(isDivided)
      .flatMap((part) => [...factDivided(part, measure, lexicon), ...groupDivided(wholeOf(part, parts), measure), ...foreignBeside(part, measure.object)]),
    ...(restated ? [] : own.flatMap(({ phrase }) => (isByExample(phrase, measure.object, lexicon) ? [] : restrictions(phrase, measure.object, lexicon)))),
    ...[...own, ...outer].flatMap(({ phrase }) => [
      ...(isByExample(phrase, measure.object, lexicon) ? unknownExceptions(phrase, lexicon) : unknownAdditions(phrase, lexicon)),
      ...foreignAsides(phrase, measure, lexicon),
    ]),
    ...[...own, ...outer].flatMap((part) => (isHeadOfOthers(part, measure, unit, lexicon) ? [] : foreignBands(part.phrase, measure.object, lexicon))),
  ];
  // 适龄 says no more than the band beside it does.
  const isSaid = (text: string): boolean => lexicon.grammar.ageEligible.test(text) && parts.some(({ phrase }) => bandsIn(phrase).length > 0);
  // 有没有智慧平台 is what the fact of having one asks.
  const isAsked = (text: string): boolean => measure.kind === 'value' && lexicon.grammar.whether.test(text);
  const all = [
    ...open.filter((text) => !isSaid(text) && !isAsked(text) && !occasions.includes(text)),
    ...doubtful,
    ...otherUnit(own, measure, unit, lexicon),
    ...otherPeriod(own, measure, lexicon),
  ];
  return [...new Set(all.map((text) => text.replace(lexicon.grammar.footnoteMarks, '')).filter((text) => text !== ''))].sort();
}

/**
 * Words behind 含 that no lexicon knows, of a kind of event that has a name: 环境整治(含清冰雪) is 环境整治 on every other form, and 清冰雪 one more occasion of
 * it. Told, and no part of the identity; 走访入户(含上月), which is of another time, is.
 */
export function occasionsOf(parts: readonly Part[], { object }: MeasureDef, lexicon: Lexicon): string[] {
  const isOccasion = (text: string): boolean => lexicon.words.get(text.slice(1))?.role !== 'open';
  return parts.flatMap(({ phrase }) => {
    if (!isKindOfEvent(phrase, object, lexicon)) return [];
    const exceptions = unknownExceptions(phrase, lexicon);
    return unknownAdditions(phrase, lexicon).filter((text) => !exceptions.includes(text) && isOccasion(text));
  });
}

/** 消防工作 over 当月 is a field of work, where a label of the other axis names what is counted. */
function isField({ phrase, axis }: Part, own: readonly Part[], object: string, { grammar }: Lexicon): boolean {
  const unknown = unknownOf(phrase);
  const saysNothing = wordsOf(phrase).every(({ senses }) => senses.every(({ where, measure }) => measure === null && Object.keys(where).length === 0));
  return (
    saysNothing &&
    unknown.length > 0 &&
    unknown.every((text) => grammar.topicWords.test(text)) &&
    own.some((other) => other.axis !== axis && namesThings(other.phrase, object))
  );
}

/** 女司机 under 网约车司机: the end of what the label over it names, which is understood. */
function isEndOfOuter(text: string, own: Part, parts: readonly Part[]): boolean {
  const outer = parts.slice(0, parts.indexOf(own)).filter(({ axis, phrase }) => axis === own.axis && unknownOf(phrase).length === 0);
  return text.length > 1 && outer.some(({ phrase }) => phrase.text.length > text.length && phrase.text.endsWith(text));
}

/** 有电梯的小区: what could be counted of the things by itself says which of them are meant, and the lexicon does not know how. */
function otherMeasures({ conjuncts }: Phrase, { id, kind, object }: MeasureDef): string[] {
  const ofClass = ({ senses }: Word): readonly Sense[] => senses.filter((sense) => sense.object === object);
  const isHead = (word: Word): boolean => ofClass(word).some(({ head }) => head);
  const isOther = (word: Word): boolean =>
    ofClass(word).length > 0 && ofClass(word).every(({ measure, where }) => measure !== null && measure !== id && Object.keys(where).length === 0);
  if (kind !== 'count') return [];
  return conjuncts.flatMap(({ words, intervals }) => (intervals.length === 0 && words.some(isHead) ? words.filter(isOther).map(({ text }) => text) : []));
}

/** A bare 养老保险: it names what is spoken of, and no label says which value of it is meant. */
function untoldTopics(phrase: Phrase, object: string, where: Where): string[] {
  const isUntold = ({ senses }: Word): boolean => senses.some((sense) => sense.object === object && sense.topic !== null && !(sense.topic in where));
  return wordsOf(phrase).flatMap((word) => (isUntold(word) ? [word.text] : []));
}

/** 零售业(含茶叶果品店): the words before the brackets name one value of a facet that is told by example. */
function isByExample(phrase: Phrase, object: string, { knowledge }: Lexicon): boolean {
  const said = facetsNamed(phrase, object);
  return said.length > 0 && said.every((facet) => knowledge.facets.get(facet)?.byExample === true);
}

/** 环境整治: the name of a kind of event. */
function isKindOfEvent(phrase: Phrase, object: string, { knowledge }: Lexicon): boolean {
  return knowledge.objects.get(object)?.kind === 'flow' && facetsNamed(phrase, object).includes(`${object}.kind`);
}

/** Facets that the words of a phrase fix for things of a class, brackets excluded. */
function facetsNamed(phrase: Phrase, object: string): string[] {
  return wordsOf(phrase).flatMap(({ senses }) => senses.flatMap((sense) => (sense.object === object ? Object.keys(sense.where) : [])));
}

/** 已登记 under 流动人口: words in short for what nothing else around them speaks of. */
function outOfPlace(phrase: Phrase, object: string, where: Where, parts: readonly Part[], { title, corner, lexicon }: Surroundings): string[] {
  const needed = ({ senses }: Word): string[] => senses.flatMap((sense) => (sense.object === object && sense.needs !== undefined ? [sense.needs] : []));
  const words = [phrase, ...phrase.qualifiers].flatMap(wordsOf).filter((word) => needed(word).length > 0);
  if (words.length === 0) return [];
  const around = [...parts.map((part) => part.phrase), title, corner].flatMap((each) => (each ? [each, ...each.qualifiers].flatMap(wordsOf) : []));
  // 重度残疾 and 残疾人证 speak of 残疾 as 残疾人 does.
  const isAbout = (sense: Sense, facet: string): boolean => [sense.topic ?? '', ...Object.keys(sense.where)].some((own) => own.startsWith(facet));
  const speaksOf = ({ senses }: Word, facet: string): boolean => senses.some((sense) => sense.needs === undefined && isAbout(sense, facet));
  const isInterval = (facet: string): boolean => lexicon.knowledge.facets.get(facet)?.kind === 'interval';
  const isMet = (facet: string): boolean => (isInterval(facet) ? facet in where : around.some((word) => speaksOf(word, facet)));
  return words.filter((word) => !needed(word).some(isMet)).map(({ text }) => text);
}

/** 残疾人家庭 › 人数: everybody in these families, and not those after whom they are called. */
function isFamily({ axis, phrase }: Part, { object, kind }: MeasureDef, { grammar, knowledge }: Lexicon): boolean {
  const facets = facetsNamed(phrase, 'person');
  const namesPeople = facets.length > 0 && facets.every((facet) => knowledge.facets.get(facet)?.byFamily !== true);
  return axis === 'row' && object === 'person' && kind === 'count' && namesPeople && grammar.familyEnding.test(phrase.text);
}

/** 该类人员 without a label over it: which people are meant stands in another row, and no path leads there. */
function pointsBack({ phrase, axis }: Part, index: number, parts: readonly Part[], { grammar }: Lexicon): boolean {
  return axis === 'row' && grammar.pointsBack.test(phrase.text) && !parts.slice(0, index).some((part) => part.axis === axis);
}

/** Has the label a 其中 right under it? */
function isDivided({ near, axis }: Part, index: number, parts: readonly Part[]): boolean {
  const next = parts[index + 1];
  return near !== 'own' && next?.label.relation === 'ofWhich' && next.axis === axis;
}

/** 退役军人 over 总人数 and its 其中: what is divided is whom the label over the bare 总人数 names. */
function wholeOf(part: Part, parts: readonly Part[]): Part {
  const outer = !fixes(part.phrase) ? parts.slice(0, parts.indexOf(part)).findLast(({ axis }) => axis === part.axis) : undefined;
  return outer ?? part;
}

/** 退役军人(人) over 参加志愿服务: who of these people does so, and no number of those who came to an event. */
function peopleOver({ phrase }: Part, { object, kind }: MeasureDef, unit: Unit | null, { measures, units, knowledge }: Lexicon): string[] {
  const people = measures.get('person.count')?.units.map((name) => units.get(name)?.base) ?? [];
  const isOfPeople = phrase.unit !== null && people.includes(units.get(phrase.unit)?.base) && (unit === null || people.includes(unit.base));
  const isGroup = ({ senses }: Word): boolean => senses.length > 0 && senses.every((sense) => sense.object === 'person' && Object.keys(sense.where).length > 0);
  return kind === 'sum' && knowledge.objects.get(object)?.kind === 'flow' && isOfPeople
    ? wordsOf(phrase).flatMap((word) => (isGroup(word) ? [word.text] : []))
    : [];
}

/** 在册志愿者 over 其中:党员: parts of a plain fact of the place are not everybody of whom the part speaks. */
function factDivided({ phrase }: Part, { object }: MeasureDef, { measures }: Lexicon): string[] {
  const isFact = ({ senses }: Word): boolean =>
    senses.length > 0 && senses.every(({ object: other, measure }) => other !== object && measure !== null && measures.get(measure)?.kind === 'value');
  return wordsOf(phrase).every((word) => isFact(word)) ? saidOf(phrase, wordsOf(phrase)) : [];
}

/** 退役军人 over 其中:注册志愿者: the plain fact of the place that is called so is no part of a group. */
function groupDivided({ phrase }: Part, { object, kind }: MeasureDef): string[] {
  const isGroup = ({ senses }: Word): boolean => senses.length > 0 && senses.every((sense) => sense.object !== object && Object.keys(sense.where).length > 0);
  return kind === 'value' ? wordsOf(phrase).flatMap((word) => (isGroup(word) ? [word.text] : [])) : [];
}

/** Words of other classes of things than the blank is about. */
function foreignWords(phrase: Phrase, object: string): string[] {
  return saidOf(
    phrase,
    otherWords(phrase, object).filter((word) => !isHeadOnly(word)),
  );
}

/** 持证主体 over 其中:企业: beside the name of the class a word of another class says which of them are meant, and the lexicon does not know how. */
function foreignBeside({ phrase }: Part, object: string): string[] {
  const isHead = (word: Word): boolean => word.senses.some((sense) => sense.object === object && sense.head);
  const fixesOther = ({ senses }: Word): boolean =>
    senses.length > 0 && senses.every((sense) => sense.object !== object && !sense.head && sense.measure === null && Object.keys(sense.where).length > 0);
  return phrase.conjuncts.filter(({ words }) => words.some(isHead)).flatMap(({ words }) => words.filter(fixesOther).map(({ text }) => text));
}

function otherWords(phrase: Phrase, object: string): Word[] {
  const saysNothing = ({ senses }: Word): boolean =>
    senses.length > 0 && senses.every(({ where, measure, drops }) => drops !== null && measure === null && Object.keys(where).length === 0);
  return wordsOf(phrase).filter((word) => !word.senses.some((sense) => sense.object === object) && !saysNothing(word));
}

/** 60岁以上 over the column in which 日间照料中心 [个] stands too: nothing but a band of people, over a fact of the community that counts none. */
function isHeadOfOthers({ axis, phrase }: Part, { object, kind }: MeasureDef, unit: Unit | null, { knowledge }: Lexicon): boolean {
  const isBare = wordsOf(phrase).length === 0 && unknownOf(phrase).length === 0;
  return axis === 'column' && isBare && object === 'community' && kind === 'value' && unit !== null && unit.base !== knowledge.objects.get('person')?.unit;
}

/** 企业(10—49), 60岁以上居委会成员: a band that things of the class do not have. */
function foreignBands(phrase: Phrase, object: string, { knowledge }: Lexicon): string[] {
  return bandsIn(phrase)
    .filter(({ facet }) => facet !== 'area' && knowledge.facets.get(facet)?.object !== object)
    .map(({ text }) => text);
}

function bandsIn(phrase: Phrase): Phrase['conjuncts'][number]['intervals'] {
  return [phrase, ...phrase.qualifiers].flatMap(({ conjuncts }) => conjuncts.flatMap(({ intervals }) => intervals));
}

/** 居委会成员(不含党员), 停车位(含出租): what is taken in or left out by words of other classes, or of a thing that has no parts. */
function foreignAsides(phrase: Phrase, { id, kind, object }: MeasureDef, lexicon: Lexicon): string[] {
  /** 图书室(含农家书屋): another name of what is counted. */
  const namesSame = ({ words }: Phrase): boolean => words.length > 0 && words.every(({ senses }) => senses.some(({ measure }) => measure === id));
  /** 网格(不含微网格): what is counted by itself is nowhere counted with it. */
  const isCountedApart = ({ words }: Phrase): boolean =>
    words.length > 0 && words.every(({ senses }) => senses.some((sense) => isOtherFact(sense, id, lexicon)));
  const said = (sign: string, aside: Phrase): string[] => {
    if (sign === '+' ? namesSame(aside) || takesInKind(phrase, lexicon) : isCountedApart(aside)) return [];
    const isForeign = kind === 'value' || whereOf(aside, object, lexicon.knowledge) === null || foreignWords(aside, object).length > 0;
    const words = [...aside.words, ...aside.conjuncts.flatMap(({ intervals }) => intervals)].map(({ text }) => text);
    return isForeign && words.length > 0 ? [sign + words.join('')] : [];
  };
  return [phrase, ...phrase.qualifiers].flatMap(({ includes, excludes }) => [
    ...includes.flatMap((added) => said('+', added)),
    ...excludes.flatMap((taken) => said('−', taken)),
  ]);
}

/** Another plain fact of a place, counted in pieces: areas and money may well be part of each other. */
function isOtherFact({ measure }: Sense, id: string, { measures, units, grammar }: Lexicon): boolean {
  const other = measure === null || measure === id ? undefined : measures.get(measure);
  return other?.kind === 'value' && !other.units.some((unit) => grammar.measured.includes(units.get(unit)?.base ?? unit));
}

/**
 * Is an outer label with unknown words more than a heading? It is when it names a group itself (新增残疾人 › 男), when 其中 divides it
 * (传承人 › 其中:党员), when it is counted too, and when no label under it says what things are meant. Groups kept in a register are
 * nobody's parts, and 老年人健康管理 is a field of work; but 免费体检 over 65岁以上老人 is about those who came.
 */
function bearsOn({ phrase, near, axis, label }: Part, index: number, parts: readonly Part[], object: string, { lexicon, counted }: Surroundings): boolean {
  if (isAmbiguous(phrase, object, lexicon.knowledge)) return !isDividedInside(phrase, parts.slice(index + 1), axis, object, lexicon);
  if (unknownOf(phrase).length === 0 || label.relation === 'breakdown') return false;
  if (phrase.qualifiers.some((qualifier) => restates(qualifier, object, lexicon))) return false;
  const deeper = parts.slice(index + 1).filter((part) => part.axis === axis || (near === 'around' && part.near !== 'around'));
  const isTopic = unknownOf(phrase).every((text) => lexicon.grammar.topicWords.test(text));
  const isAct = near !== 'own' && lexicon.grammar.act.test(phrase.text);
  if (isTopic && !isAct && parts.some((part) => part.phrase !== phrase && namesThings(part.phrase, object))) return false;
  const isNeed = unknownOf(phrase).every((text) => lexicon.grammar.needWords.test(text));
  if (isNeed && counted?.has(label.cell) !== true && deeper.some((part) => namesKind(whereOf(part.phrase, object, lexicon.knowledge) ?? {}, lexicon.knowledge)))
    return false;
  const isDivided = deeper[0]?.label.relation === 'ofWhich' && deeper[0].axis === axis;
  const namesGroup = phrase.conjuncts.some((part) => part.unknown.length > 0 && part.words.some((word) => narrows(word, object)));
  const joinsTopics = near === 'around' && phrase.conjuncts.length > 1;
  if (isDivided || namesGroup || joinsTopics) return !joinsTopics || namesGroup;
  if (!deeper.some((part) => namesThings(part.phrase, object)) || isAct) return true;
  return counted?.has(label.cell) === true && !deeper.some((part) => namesRegister(part.phrase, object, lexicon));
}

/** 租住借住 over 租住 and 借住: an outer label whose every word speaks of one facet, which a label under it settles among them. */
function isDividedInside(phrase: Phrase, inner: readonly Part[], axis: Part['axis'], object: string, { knowledge }: Lexicon): boolean {
  const said = wordsOf(phrase).flatMap((word) => word.senses.flatMap((sense) => (sense.object === object ? Object.entries(sense.where) : [])));
  const [first] = said;
  if (!first || unknownOf(phrase).length > 0 || said.some(([facet]) => facet !== first[0])) return false;
  const whole = said.map(([, extent]) => extent).reduce((a, b) => union(a, b));
  return inner.some((part) => {
    const settled = part.axis === axis ? whereOf(part.phrase, object, knowledge)?.[first[0]] : undefined;
    return settled !== undefined && contains(whole, settled);
  });
}

/** Does the word fix anything about things of the class? 困难群众 are people in need, whatever 群众 is beside 政治面貌. */
function narrows(word: Word, object: string): boolean {
  const senses = word.senses.filter((sense) => sense.object === object);
  return senses.length > 0 && senses.every(({ where }) => Object.keys(where).length > 0);
}

/** Does it say what things are meant, more than their sex and age? */
function namesThings(phrase: Phrase, object: string): boolean {
  return wordsOf(phrase).some((word) =>
    word.senses.some(
      (sense) => sense.object !== object || sense.head || sense.measure !== null || Object.keys(sense.where).some((facet) => facet !== 'person.sex'),
    ),
  );
}

function namesRegister(phrase: Phrase, object: string, lexicon: Lexicon): boolean {
  return wordsOf(phrase).some((word) =>
    word.senses.some((sense) => sense.object === object && Object.keys(sense.where).some((facet) => lexicon.knowledge.facets.get(facet)?.registered)),
  );
}

/** 人次 beside a unit 人: the label counts something else than the unit says. */
function otherUnit(own: readonly Part[], measure: MeasureDef, unit: Unit | null, lexicon: Lexicon): string[] {
  return own.flatMap(({ phrase }) => {
    const ending = lexicon.grammar.unitEnding.exec(phrase.text)?.[1];
    const named = ending === undefined ? undefined : lexicon.units.get(ending);
    return ending !== undefined && named && unit?.base !== named.base && !fits(measure, named) ? [ending] : [];
  });
}

/**
 * 本年签约, 累计签约: those who came to a state in the period are others than those who are in it at its end. Only who is on a register
 * this month (当月低保对象) is who is on it.
 */
function otherPeriod(own: readonly Part[], measure: MeasureDef, { knowledge, grammar }: Lexicon): string[] {
  if (measure.kind === 'value' || knowledge.objects.get(measure.object)?.kind === 'flow') return [];
  return own.flatMap(({ phrase }) => {
    const { period, periodText } = [phrase, ...phrase.qualifiers].find((part) => part.period !== null) ?? phrase;
    if (period === null || period === 'instant') return [];
    const facets = wordsOf(phrase).flatMap((word) => word.senses.flatMap((sense) => (sense.object === measure.object ? Object.keys(sense.where) : [])));
    const isState = period === 'flow' && !grammar.ofYear.test(periodText) && facets.every((facet) => knowledge.facets.get(facet)?.registered);
    return facets.length > 0 && !isState ? [phrase.text] : [];
  });
}

/** 供水户(实住户): brackets that name a population say what the words before them stand for. */
function restates(qualifier: Phrase, object: string, lexicon: Lexicon): boolean {
  const says = unknownOf(qualifier).length === 0 ? whereOf(qualifier, object, lexicon.knowledge) : null;
  return says !== null && Object.keys(says).some((facet) => isOfPopulation(facet, lexicon.knowledge));
}

/** 防汛责任人(村主任): brackets that name an office say whose name is asked. */
function namesOffice(qualifier: Phrase, { id, units }: MeasureDef, lexicon: Lexicon): boolean {
  const isText = units.every((unit) => !lexicon.units.has(unit));
  return isText && unknownOf(qualifier).length === 0 && wordsOf(qualifier).some(({ senses }) => senses.some(({ measure }) => measure === id));
}

/** Unknown words in brackets and those of other classes (老年人(重点)), but for references and numbers (详见附表, 1+2). */
function restrictions(phrase: Phrase, object: string, { grammar }: Lexicon): string[] {
  return phrase.qualifiers.flatMap((qualifier) => [
    ...unknownOf(qualifier).filter((text) => !grammar.explanation.test(text)),
    ...saidOf(qualifier, otherWords(qualifier, object)),
  ]);
}
