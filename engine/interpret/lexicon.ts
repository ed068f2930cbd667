// The lexicon: what words mean. Data files become indexed senses once; a form's own definitions make a small lexicon of the same kind.
import type { Extent, Where } from '../model/datapoint.ts';
import type { Facet, FacetMember, Knowledge, ObjectClass } from '../model/knowledge.ts';
import { isOfPopulation, meet, meetAll, sameExtent } from './extents.ts';
import { fold } from '../read/index.ts';
import type { Plainer } from './plainer.ts';

/** One meaning of a word for one object class. */
export interface Sense {
  readonly object: string;
  readonly where: Where;
  /** Measure id, e.g. "event.people", when the word names what is counted or summed. */
  readonly measure: string | null;
  /** The word names things of this class (人口, 住户, 小区). */
  readonly head: boolean;
  /** Facet that the word is about without fixing its value (医疗保险): it decides between senses of other words. */
  readonly topic: string | null;
  /** Facet that the word takes away from its neighbours: beside 学龄人口, 小学 is a stage of age, not an attainment. */
  readonly drops: string | null;
  /** Facet that something else around the blank must speak of, or the word says something else: 已登记 of 失业 and not of 流动人口. */
  readonly needs?: string;
}

export type WordRole = 'sense' | 'open' | 'total' | 'noise' | 'release' | 'neutral' | 'period';
export type PeriodWord = 'instant' | 'flow' | 'toDate';

export interface Word {
  readonly text: string;
  readonly role: WordRole;
  readonly senses: readonly Sense[];
  readonly period: PeriodWord | null;
  /** True for words that the form itself defines. */
  readonly defined: boolean;
  /** A word of the lexicon that names several with a conjunction: 失能和半失能. */
  readonly isList?: boolean;
  /** What the form defines is written with some letters more or less: 老人 for 老年人. */
  readonly isShortened?: boolean;
}

export interface MeasureDef {
  readonly id: string;
  readonly object: string;
  readonly kind: 'count' | 'sum' | 'value';
  readonly of?: string;
  readonly title: string;
  readonly units: readonly string[];
}

export interface Unit {
  readonly text: string;
  /** The unit it is a multiple of. */
  readonly base: string;
  /** Multiple as an exact rational: "10000", "2000/3". */
  readonly factor: string;
}

export interface AgePattern {
  readonly kind: 'between' | 'from' | 'to' | 'below' | 'above' | 'exact';
  readonly pattern: RegExp;
  readonly toExclusive: boolean;
}

export interface Grammar {
  readonly conjunctions: readonly string[];
  /** Conjunctions that mean both at once (且); the others leave open whether either or both. */
  readonly both: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly negation: readonly string[];
  /** Negations that reach over all of a list: 不属于失业、在校. */
  readonly listNegation: readonly string[];
  /** Words in brackets that set free what stands behind them: (不论是否持证), (不限用途). */
  readonly whatever: readonly string[];
  /** Units of money and of areas, in which nothing is counted. */
  readonly measured: readonly string[];
  readonly ages: readonly AgePattern[];
  readonly sizes: readonly { readonly facet: string; readonly object: string; readonly patterns: readonly AgePattern[] }[];
  readonly bareAge: RegExp;
  readonly bareAgeFrom: RegExp;
  readonly bracketedAge: RegExp;
  /** Numbers that are ages under a head that says so, and what may stand behind them: 不满18, 3—5(幼儿园). */
  readonly underAgeHead: RegExp;
  /** 本社区 under 按户口登记地分: what is said in full of a label that says it only together with its head. */
  readonly underHeads: readonly { readonly head: RegExp; readonly pattern: RegExp; readonly to: string }[];
  /** 60—69(周岁): the unit in brackets behind the numbers. */
  readonly ageUnitBehind: RegExp;
  readonly ratioLabel: RegExp;
  /** 占比, 比重: nothing but a share of what other columns count. */
  readonly shareHead: RegExp;
  /** Rates that departments compute by a base of their own (失业率: of the labour force), which only a formula or a note tells. */
  readonly rateOfItsOwn: RegExp;
  readonly ratioOf: RegExp;
  /** 绿地率(绿地面积占辖区面积). */
  readonly ratioInBrackets: RegExp;
  readonly perPerson: RegExp;
  readonly perHousehold: RegExp;
  /** 平均每人…, 每万…, 套均…: an average, whatever its unit. */
  readonly average: RegExp;
  /** 每万X…: how many, and the words behind. */
  readonly perMany: RegExp;
  /** 万分比: into how many parts a whole is divided. */
  readonly partsOfWhole: RegExp;
  /** 万 → "10000". */
  readonly many: Readonly<Record<string, string>>;
  /** What may stand between the two words of an average: 拥有. */
  readonly owning: RegExp;
  readonly rate: RegExp;
  readonly footnoteMarks: RegExp;
  readonly definition: RegExp;
  /** 总计中…: a heading that divides the total before it. */
  readonly ofTotal: RegExp;
  /** What may stand round the name of a group that rows are of: 持证残疾人中. */
  readonly ofGroup: RegExp;
  readonly others: RegExp;
  /** 不分户籍, 不论住在哪里 …: nothing is restricted by them. */
  readonly release: RegExp;
  /** 不限户籍, 不分…: a label that says itself that it is laid under no population. */
  readonly freed: RegExp;
  /** A heading that holds for rows only where they do not say otherwise. */
  readonly byDefault: RegExp;
  /** Words that ask whether something is there. */
  readonly whether: RegExp;
  /** A label that ends in a family or household. */
  readonly familyEnding: RegExp;
  /** Headings printed before a colon (困难群体:孤儿) that say nothing of what is asked. */
  readonly heading: RegExp;
  /** 按年龄分: says along what things are divided, not which things. */
  readonly breakdownHead: RegExp;
  /** 出门在外的也算: widens nothing that the words before did not already cover. */
  readonly alsoCounted: RegExp;
  /** What is left of 其他 when it was understood. */
  readonly other: RegExp;
  /** Words of headings that name a field of work and nobody: 权益, 健康管理. */
  /** Headings that name something done for those under them: 免费体检, 医疗救助. */
  readonly act: RegExp;
  /** Headings that name a field of work and nobody: 房屋安全, or several of them (就业和失业, 走访议事和慰问帮扶). */
  readonly fieldOfWork: RegExp;
  /** Those that name a field of work and whom it is for: 就业, 残疾人事业. */
  readonly fieldOfGroup: RegExp;
  readonly topicWords: RegExp;
  /** 困难: those whom the labels below name, and no others. */
  readonly needWords: RegExp;
  /** …的: the noun is left out. */
  readonly elliptical: RegExp;
  /** 救助对象: whoever is named below, as a whole. */
  readonly collective: RegExp;
  /** 人数 over a column says what is counted, not who. */
  readonly countHead: RegExp;
  /** 2026年, and what to call this year and the one before: 本年, 上年. */
  readonly writtenYear: RegExp;
  readonly yearNames: readonly string[];
  /** The same of 2026年末 before other words: 本年末, 上年末. */
  readonly writtenYearEnd: RegExp;
  readonly yearEndNames: readonly string[];
  /** 全体: a total of all that there are, whatever stands under it. */
  readonly allOfThem: RegExp;
  /** 四行业合计, 三类小计: the number of kinds that a total takes together. */
  readonly countedTotal: RegExp;
  /** 该类人员, 上述家庭: says of whom another label speaks. */
  readonly pointsBack: RegExp;
  /** Behind a unit that is counted: 户数. */
  readonly countedUnit: RegExp;
  /** Heads under which bare numbers are sizes, not ages. */
  readonly sizeHead: RegExp;
  /** The same, over a column. */
  readonly sizeColumn: RegExp;
  /** Heads under which bare numbers are ages. */
  readonly ageHead: RegExp;
  /** 本村(社区): the two names for the place that fills the form in; the first of them says it. */
  readonly ownPlace: RegExp;
  /** 适龄: of the ages that are said beside it. */
  readonly ageEligible: RegExp;
  /** 小 before a line of business (小服务, 小培训), 患者 of a disease: says no more than the condition, where the blank is under it already (九小场所, 高血压). */
  readonly saidAgain: readonly { readonly words: RegExp; readonly facet: string; readonly member: string | null }[];
  /** Where the unit of an age is left out. */
  readonly ageBound: RegExp;
  /** Letters with which an age or a size can begin. */
  readonly intervalStart: RegExp;
  /** Words that make a range of numbers one of ages. */
  readonly ageWord: RegExp;
  /** What makes a bound that may or may not be included. */
  readonly boundWord: RegExp;
  /** What settles it. */
  readonly boundSettled: RegExp;
  /** Brackets that settle the bound before them: 3岁以下(不含3周岁), 3岁以下(0—2岁). */
  readonly boundSettledBehind: RegExp;
  /** The word for a population laid over a table. */
  readonly scopeWord: RegExp;
  /** What announces a unit in brackets. */
  readonly unitName: RegExp;
  /** 全部 before the name of things. */
  readonly saysAll: RegExp;
  /** Names those of the household register: a definition of such a word takes in nobody else. */
  readonly registeredWord: string;
  /** 全村: whatever group the title is about, all of the place. */
  readonly wholePlace: RegExp;
  /** 户籍总人口: everybody of a population, whatever group the sheet is about. */
  readonly wholePopulation: RegExp;
  /** 辖区全部经营单位: all things of a class in the place. */
  readonly allOfPlace: RegExp;
  /** 就业服务: what is done, and for nobody in particular. */
  readonly service: RegExp;
  /** 全部行业: whatever kinds stand beside it. */
  readonly allKinds: RegExp;
  /** 人次 at the end of a head. */
  readonly turns: RegExp;
  /** 附: before a heading. */
  readonly appended: RegExp;
  /** From one printed number to another: A至E. */
  readonly refRange: RegExp;
  /** Words around a printed number: 第5项. */
  readonly refWords: RegExp;
  /** A printed number with the word behind it. */
  readonly refLabel: RegExp;
  /** Endings that say only that something is counted. */
  readonly countEnding: RegExp;
  /** Periods with which a label can begin. */
  readonly periodStart: RegExp;
  /** The same, with 期末. */
  readonly periodOrEndStart: RegExp;
  /** Words for people, in 户均人口. */
  readonly peopleWord: RegExp;
  /** 面积, the units in which land is measured, and what a bare 面积 in them means. */
  readonly area: string;
  readonly landUnit: RegExp;
  readonly landArea: string;
  /** A name, and an explanation that adds up or lists; 常住人口(含外来满半年的) only takes in more. */
  readonly explained: RegExp;
  /** 的人, 人员, 居民 at the end of a name. */
  readonly ofPeople: RegExp;
  /** What makes a rate of a word. */
  readonly rateWord: RegExp;
  /** 岁, for numbers that leave it out; and what 人均 and 户均 divide by. */
  readonly ageUnit: string;
  readonly everyone: string;
  readonly everyHousehold: string;
  /** In brackets: what refers to something else and restricts nothing (详见附表, A+B). */
  readonly explanation: RegExp;
  /** Of words for a period: those for a year. */
  readonly ofYear: RegExp;
  /** A label that ends in its own unit: 参加人次. */
  readonly unitEnding: RegExp;
  /** Ways to say a label more plainly, in the order they are tried. */
  readonly plainer: readonly Plainer[];
  /** Ages written in words: 六十五 before 周岁. */
  readonly numeralAge: RegExp;
  /** 六 → 6, 十 → 10, 百 → 100. */
  readonly numerals: Readonly<Record<string, number>>;
}

export interface Lexicon {
  readonly knowledge: Knowledge;
  readonly measures: ReadonlyMap<string, MeasureDef>;
  readonly units: ReadonlyMap<string, Unit>;
  readonly ratioUnits: ReadonlySet<string>;
  readonly grammar: Grammar;
  readonly words: ReadonlyMap<string, Word>;
  /** First letter → lengths of words that begin with it, longest first. */
  readonly lengths: ReadonlyMap<string, readonly number[]>;
  /** Words that a form defines itself, over those of `base`; null in the lexicon proper. */
  readonly defined: ReadonlyMap<string, Word> | null;
  readonly base: Lexicon | null;
}

/** The data files as parsed JSON. */
export interface LexiconData {
  readonly knowledge: { readonly objects: readonly ObjectClass[]; readonly measures: readonly MeasureDef[]; readonly facets: readonly Facet[] };
  readonly terms: readonly { readonly means: string; readonly words: readonly string[] }[];
  readonly units: {
    readonly units: readonly { readonly base: string; readonly words: Readonly<Record<string, string>> }[];
    readonly ratios: readonly string[];
    /** Words before a unit → how many of it: 百 → "100". */
    readonly multipliers: Readonly<Record<string, string>>;
    /** Units of ratios: each of `of` per each of `per` (元/人, 人/平方公里), all multiples of `base`. */
    readonly quotients: { readonly base: string; readonly of: readonly string[]; readonly per: readonly string[] };
  };
  readonly grammar: GrammarData;
}

interface PatternData {
  readonly kind: AgePattern['kind'];
  readonly pattern: string;
  readonly toExclusive?: boolean;
}

export interface GrammarData {
  readonly conjunctions: readonly string[];
  /** Conjunctions that mean both at once (且); the others leave open whether either or both. */
  readonly both: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly negation: readonly string[];
  /** Negations that reach over all of a list: 不属于失业、在校. */
  readonly listNegation: readonly string[];
  readonly whatever: readonly string[];
  readonly measured: readonly string[];
  readonly ages: readonly PatternData[];
  readonly sizes: readonly PatternData[];
  readonly bareAge: string;
  readonly bareAgeFrom: string;
  readonly bracketedAge: string;
  readonly underAgeHead: string;
  readonly underHeads: readonly { readonly head: string; readonly pattern: string; readonly to: string }[];
  readonly ageUnitBehind: string;
  readonly ratioLabel: string;
  readonly shareHead: string;
  readonly rateOfItsOwn: string;
  readonly ratioOf: string;
  readonly ratioInBrackets: string;
  readonly perPerson: string;
  readonly perHousehold: string;
  readonly average: string;
  readonly perMany: string;
  readonly partsOfWhole: string;
  readonly many: Readonly<Record<string, string>>;
  readonly owning: string;
  readonly rate: string;
  readonly footnoteMarks: string;
  readonly definition: string;
  readonly ofTotal: string;
  readonly ofGroup: string;
  readonly others: string;
  readonly release: string;
  readonly freed: string;
  readonly byDefault: string;
  readonly whether: string;
  readonly familyEnding: string;
  /** Headings printed before a colon (困难群体:孤儿) that say nothing of what is asked. */
  readonly heading: string;
  readonly breakdownHead: string;
  readonly alsoCounted: string;
  readonly other: string;
  readonly act: string;
  readonly fields: {
    readonly work: readonly string[];
    readonly group: readonly string[];
    readonly together: readonly (readonly string[])[];
    readonly joints: string;
    readonly endings: string;
  };
  readonly topicWords: string;
  readonly needWords: string;
  readonly elliptical: string;
  readonly collective: string;
  readonly countHead: string;
  readonly allOfThem: string;
  readonly countedTotal: string;
  readonly pointsBack: string;
  readonly writtenYear: string;
  readonly yearNames: readonly string[];
  readonly writtenYearEnd: string;
  readonly yearEndNames: readonly string[];
  readonly countedUnit: string;
  readonly sizeHead: string;
  readonly sizeColumn: string;
  readonly ageHead: string;
  readonly ownPlace: string;
  readonly ageEligible: string;
  readonly saidAgain: readonly { readonly words: string; readonly facet: string; readonly member: string | null }[];
  readonly ageBound: string;
  readonly intervalStart: string;
  readonly ageWord: string;
  readonly boundWord: string;
  readonly boundSettled: string;
  readonly boundSettledBehind: string;
  readonly scopeWord: string;
  readonly unitName: string;
  readonly saysAll: string;
  readonly wholePlace: string;
  readonly wholePopulation: string;
  readonly allOfPlace: string;
  readonly registeredWord: string;
  readonly service: string;
  readonly allKinds: string;
  readonly turns: string;
  readonly appended: string;
  readonly refRange: string;
  readonly refWords: string;
  readonly refLabel: string;
  readonly countEnding: string;
  readonly periodStart: string;
  readonly periodOrEndStart: string;
  readonly peopleWord: string;
  readonly area: string;
  readonly landUnit: string;
  readonly landArea: string;
  readonly explained: string;
  readonly ofPeople: string;
  readonly rateWord: string;
  readonly ageUnit: string;
  readonly everyone: string;
  readonly everyHousehold: string;
  /** Units of the three kinds of sizes. */
  readonly sizeUnits: { readonly staff: string; readonly area: string; readonly household: string };
  readonly explanation: string;
  readonly ofYear: string;
  readonly unitEnding: string;
  readonly plainer: readonly (Omit<Plainer, 'pattern'> & { readonly pattern: string })[];
  readonly numeralAge: string;
  readonly numerals: Readonly<Record<string, number>>;
}

/** Compiles the data files; throws when shipped data is malformed (an unknown facet or member). */
export function lexiconOf(data: LexiconData): Lexicon {
  const knowledge: Knowledge = {
    objects: new Map(data.knowledge.objects.map((object) => [object.id, object])),
    facets: new Map(data.knowledge.facets.map((facet) => [facet.id, facet])),
  };
  const units = unitsOf(data.units);
  const ownPlace = new RegExp(data.grammar.ownPlace, 'gu');
  const words = new Map<string, Word>();
  for (const { means, words: texts } of data.terms) {
    const meaning = meaningOf(means, knowledge);
    for (const text of texts.flatMap((word) => spellingsOf(normalise(word)).map((spelling) => spelling.replace(ownPlace, '$1'))))
      addWord(words, { text, ...meaning, isList: data.grammar.conjunctions.some((joint) => text.includes(joint)) });
  }
  return {
    knowledge,
    measures: new Map(data.knowledge.measures.map((measure) => [measure.id, measure])),
    units,
    ratioUnits: new Set(data.units.ratios),
    grammar: grammarOf(data.grammar),
    words,
    lengths: lengthsOf(words),
    defined: null,
    base: null,
  };
}

/** The units as written, and every whole one with each multiplier in front (百人次), where that is not listed itself. */
function unitsOf({ units, multipliers, quotients }: LexiconData['units']): Map<string, Unit> {
  const listed = units.flatMap(({ base, words }) => Object.entries(words).map(([text, factor]): Unit => ({ text, base, factor })));
  const multiplied = listed
    .filter(({ factor }) => factor === '1')
    .flatMap(({ text, base }) => Object.entries(multipliers).map(([prefix, factor]): Unit => ({ text: prefix + text, base, factor })));
  const divided = quotients.of.flatMap((of) => quotients.per.map((per): Unit => ({ text: `${of}/${per}`, base: quotients.base, factor: '1' })));
  return new Map([...divided, ...multiplied, ...listed].map((unit) => [normalise(unit.text), unit]));
}

/** One field of work, or several with conjunctions between them; or several words of one kind that name one only together: 老人儿童, 救助优抚. */
function fieldOfWork({ work, group, together, joints, endings }: LexiconData['grammar']['fields']): RegExp {
  const any = [...work, ...group].join('|');
  const ofOneKind = together.map((kind) => kind.join('|')).map((kind) => `(?:${kind})(?:${joints}?(?:${kind}))+`);
  return new RegExp(`^(?:(?:${work.join('|')})|(?:${any})(?:${joints}(?:${any}))+|${ofOneKind.join('|')})${endings}$`, 'u');
}

function grammarOf(data: GrammarData): Grammar {
  const re = (source: string): RegExp => new RegExp(source, 'u');
  const sticky = ({ kind, pattern, toExclusive }: PatternData, unit = ''): AgePattern => ({
    kind,
    pattern: new RegExp(pattern.replaceAll('{unit}', unit), 'uy'),
    toExclusive: toExclusive ?? false,
  });
  return {
    conjunctions: data.conjunctions.map(normalise),
    both: data.both.map(normalise),
    include: data.include,
    exclude: data.exclude,
    negation: data.negation,
    listNegation: data.listNegation,
    whatever: data.whatever,
    measured: data.measured,
    ages: data.ages.map((age) => sticky(age)),
    sizes: [
      { facet: 'business.staff', object: 'business', patterns: data.sizes.map((size) => sticky(size, data.sizeUnits.staff)) },
      { facet: 'area', object: 'any', patterns: data.sizes.map((size) => sticky(size, data.sizeUnits.area)) },
      { facet: 'household.size', object: 'household', patterns: data.sizes.map((size) => sticky(size, data.sizeUnits.household)) },
    ],
    bareAge: re(data.bareAge),
    bareAgeFrom: re(data.bareAgeFrom),
    bracketedAge: re(data.bracketedAge),
    underAgeHead: re(data.underAgeHead),
    underHeads: data.underHeads.map(({ head, pattern, to }) => ({ head: re(head), pattern: re(pattern), to })),
    ageUnitBehind: re(data.ageUnitBehind),
    ratioLabel: re(data.ratioLabel),
    shareHead: re(data.shareHead),
    rateOfItsOwn: re(data.rateOfItsOwn),
    ratioOf: re(data.ratioOf),
    ratioInBrackets: re(data.ratioInBrackets),
    perPerson: re(data.perPerson),
    perHousehold: re(data.perHousehold),
    average: re(data.average),
    perMany: re(data.perMany),
    partsOfWhole: new RegExp(data.partsOfWhole, 'gu'),
    many: data.many,
    owning: re(data.owning),
    rate: re(data.rate),
    footnoteMarks: new RegExp(data.footnoteMarks, 'gu'),
    definition: re(data.definition),
    ofTotal: re(data.ofTotal),
    ofGroup: new RegExp(data.ofGroup, 'gu'),
    others: re(data.others),
    release: new RegExp(data.release, 'gu'),
    freed: re(data.freed),
    byDefault: re(data.byDefault),
    whether: re(data.whether),
    familyEnding: re(data.familyEnding),
    heading: re(data.heading),
    breakdownHead: re(data.breakdownHead),
    alsoCounted: new RegExp(data.alsoCounted, 'gu'),
    other: re(data.other),
    act: re(data.act),
    fieldOfWork: fieldOfWork(data.fields),
    fieldOfGroup: re(`^(?:${data.fields.group.join('|')})${data.fields.endings}$`),
    topicWords: re(data.topicWords),
    needWords: re(data.needWords),
    elliptical: re(data.elliptical),
    collective: re(data.collective),
    countHead: re(data.countHead),
    allOfThem: re(data.allOfThem),
    countedTotal: re(data.countedTotal),
    pointsBack: re(data.pointsBack),
    writtenYear: re(data.writtenYear),
    yearNames: data.yearNames,
    writtenYearEnd: re(data.writtenYearEnd),
    yearEndNames: data.yearEndNames,
    countedUnit: re(data.countedUnit),
    sizeHead: re(data.sizeHead),
    sizeColumn: re(data.sizeColumn),
    ageHead: re(data.ageHead),
    ownPlace: new RegExp(data.ownPlace, 'gu'),
    ageEligible: re(data.ageEligible),
    saidAgain: data.saidAgain.map((again) => ({ ...again, words: re(again.words) })),
    ageBound: re(data.ageBound),
    intervalStart: re(data.intervalStart),
    ageWord: re(data.ageWord),
    boundWord: re(data.boundWord),
    boundSettled: re(data.boundSettled),
    boundSettledBehind: re(data.boundSettledBehind),
    scopeWord: new RegExp(data.scopeWord, 'gu'),
    unitName: re(data.unitName),
    saysAll: re(data.saysAll),
    wholePlace: re(data.wholePlace),
    wholePopulation: re(data.wholePopulation),
    allOfPlace: re(data.allOfPlace),
    registeredWord: data.registeredWord,
    service: re(data.service),
    allKinds: re(data.allKinds),
    turns: re(data.turns),
    appended: re(data.appended),
    refRange: re(data.refRange),
    refWords: new RegExp(data.refWords, 'gu'),
    refLabel: re(data.refLabel),
    countEnding: re(data.countEnding),
    periodStart: re(data.periodStart),
    periodOrEndStart: re(data.periodOrEndStart),
    peopleWord: re(data.peopleWord),
    area: data.area,
    landUnit: re(data.landUnit),
    landArea: data.landArea,
    explained: re(data.explained),
    ofPeople: re(data.ofPeople),
    rateWord: re(data.rateWord),
    ageUnit: data.ageUnit,
    everyone: data.everyone,
    everyHousehold: data.everyHousehold,
    explanation: re(data.explanation),
    ofYear: re(data.ofYear),
    unitEnding: re(data.unitEnding),
    plainer: data.plainer.map((plainer) => ({ ...plainer, pattern: re(plainer.pattern) })),
    numeralAge: new RegExp(data.numeralAge, 'gu'),
    numerals: data.numerals,
  };
}

/** The words of a form laid over the lexicon; they win over the lexicon's own. */
export function withDefinitions(lexicon: Lexicon, words: readonly Word[]): Lexicon {
  if (words.length === 0) return lexicon;
  const defined = new Map([...words.flatMap((word) => shortenedOf(word, lexicon)), ...words].map((word) => [word.text, withOtherSenses(word, lexicon)]));
  const lengths = new Map(lexicon.lengths);
  for (const [first, own] of lengthsOf(defined))
    lengths.set(
      first,
      [...new Set([...(lengths.get(first) ?? []), ...own])].sort((a, b) => b - a),
    );
  return { ...lexicon, lengths, defined, base: lexicon };
}

/** 志愿者 are people, of whom a form may say which it means, and what takes part in events; 常住 is said of people and of households. */
function withOtherSenses(word: Word, { words, knowledge, grammar }: Lexicon): Word {
  const usual = word.role === 'sense' ? (words.get(word.text)?.senses ?? []) : [];
  const isBeside = ({ object, where }: Sense): boolean =>
    knowledge.objects.get(object)?.kind === 'flow' ||
    (!grammar.peopleWord.test(word.text) && Object.keys(where).some((facet) => isOfPopulation(facet, knowledge)));
  const others = usual.filter((sense) => isBeside(sense) && !word.senses.some(({ object }) => object === sense.object));
  return others.length === 0 ? word : { ...word, senses: [...word.senses, ...others] };
}

/** 老人 on a form that says who its 老年人 are: what the lexicon holds to be one and is written with letters in between. */
function shortenedOf(word: Word, { words }: Lexicon): Word[] {
  const known = alike.get(words) ?? alikeIn(words);
  alike.set(words, known);
  const usual = words.get(word.text)?.senses;
  const isSaid = (sense: Sense): boolean =>
    Object.keys(sense.where).length > 0 &&
    word.senses.some(({ object, where }) => object === sense.object && Object.keys(sense.where).every((facet) => facet in where));
  const texts = word.role === 'sense' && usual?.every(isSaid) ? (known.get(usual) ?? []) : [];
  return texts.flatMap((text) => (isWithin(text, word.text) || isWithin(word.text, text) ? { ...word, text, isShortened: true } : []));
}

/** By what the lexicon says of them, the words without figures and brackets that it says it of. */
function alikeIn(words: ReadonlyMap<string, Word>): Map<readonly Sense[], string[]> {
  const texts = new Map<readonly Sense[], string[]>();
  for (const { text, senses } of words.values()) if (senses.length > 0 && !/[\d()]/u.test(text)) texts.set(senses, [...(texts.get(senses) ?? []), text]);
  return texts;
}

const alike = new WeakMap<ReadonlyMap<string, Word>, ReadonlyMap<readonly Sense[], string[]>>();

/** Are the letters of one word, in their order, among those of another, though not side by side? */
function isWithin(short: string, long: string): boolean {
  let from = 0;
  for (const letter of long) if (letter === short[from]) from += 1;
  return from === short.length && short.length < long.length && !long.includes(short);
}

/** The word that is written so, or undefined. */
export function wordAt({ words, defined }: Lexicon, text: string): Word | undefined {
  if (defined === null) return words.get(text);
  const own = defined.get(text);
  if (own) return own;
  const word = words.get(text);
  if (!word || word.defined) return word;
  const known = amidst.get(defined) ?? new Map<Word, Word | undefined>();
  amidst.set(defined, known);
  if (!known.has(word)) known.set(word, isTwoWords(word, words, defined) ? undefined : compoundOf(word, words, defined));
  return known.get(word);
}

/** What becomes of the lexicon's words amidst the words that a form defines. */
const amidst = new WeakMap<ReadonlyMap<string, Word>, Map<Word, Word | undefined>>();

/** 市场主体从业人员 is two words on a form that says what its 市场主体 are. */
function isTwoWords(word: Word, words: ReadonlyMap<string, Word>, defined: ReadonlyMap<string, Word>): boolean {
  return [...defined.values()].some(({ text, senses, isShortened }) => {
    if (isShortened || !word.text.startsWith(text) || !isOf(senses, word)) return false;
    const rest = words.get(word.text.slice(text.length));
    return rest?.role === 'noise' || (isOf(senses, rest) && !excludesAll(senses, rest?.senses ?? []));
  });
}

/** 在村境外人员, where 在村 is defined and takes in no foreigners: nothing is both. */
function excludesAll(senses: readonly Sense[], others: readonly Sense[]): boolean {
  const isApart = (one: Sense, other: Sense): boolean =>
    Object.entries(one.where).some(([facet, extent]) => other.where[facet] !== undefined && meet(extent, other.where[facet]) === null);
  return senses.some((one) => others.some((other) => one.object === other.object && isApart(one, other)));
}

/** 独居老年人 on a form that says who its 老年人 are: one of these, besides what the word says itself. A bare head such as 人员 is no such word. */
function compoundOf(word: Word, words: ReadonlyMap<string, Word>, defined: ReadonlyMap<string, Word>): Word {
  const ends = [...defined.values()].filter(
    ({ text, role }) => role === 'sense' && text.length > 1 && text.length < word.text.length && word.text.endsWith(text),
  );
  const [end] = ends.sort((a, b) => b.text.length - a.text.length);
  const usual = words.get(end?.text ?? '')?.senses ?? [];
  // 户籍在住, on a form on which 在住 takes in more: what stands before it still holds.
  const before = words.get(word.text.slice(0, -(end?.text.length ?? 0)))?.senses ?? [];
  const senses = word.senses.map((sense): Sense => {
    const [as, was] = [end?.senses, usual].map((found) => found?.find(({ object }) => object === sense.object)?.where);
    if (!as || !was || Object.keys(was).length === 0) return sense;
    const own = Object.entries(sense.where).filter(([facet, extent]) => !(facet in as) || !was[facet] || !sameExtent(was[facet], extent));
    const met = own.map(([facet, extent]) => [facet, as[facet] ? (meet(as[facet], extent) ?? extent) : extent] as const);
    const where = { ...as, ...Object.fromEntries(met) };
    const said = Object.entries(before.find(({ object }) => object === sense.object)?.where ?? {}).filter(([facet]) => facet in as);
    return { ...sense, where: meetAll(where, Object.fromEntries(said)) };
  });
  return end && !word.isList ? { ...word, senses } : word;
}

/** Can the word be about the things that these senses are about? */
function isOf(senses: readonly Sense[], word: Word | undefined): boolean {
  return word?.senses.some(({ object }) => senses.some((sense) => sense.object === object)) ?? false;
}

function lengthsOf(words: ReadonlyMap<string, Word>): Map<string, readonly number[]> {
  const lengths = new Map<string, Set<number>>();
  for (const text of words.keys()) {
    const first = text[0] ?? '';
    const known = lengths.get(first);
    if (known) known.add(text.length);
    else lengths.set(first, new Set([text.length]));
  }
  return new Map([...lengths].map(([first, set]) => [first, [...set].sort((a, b) => b - a)]));
}

/** {慰问|走访慰问}{资金|支出|}: one of each pair of braces, in every combination. */
function spellingsOf(word: string): string[] {
  const [whole = '', choices = ''] = /\{([^{}]*)\}/u.exec(word) ?? [];
  return whole === '' ? [word] : choices.split('|').flatMap((choice) => spellingsOf(word.replace(whole, choice)));
}

function addWord(words: Map<string, Word>, word: Word): void {
  const before = words.get(word.text);
  if (!before) words.set(word.text, word);
  else if (before.role === 'sense' && word.role === 'sense')
    words.set(word.text, { ...before, senses: [...before.senses, ...word.senses.filter(isNewTo(before))] });
  else if (before.role !== 'sense' && word.role === 'sense') words.set(word.text, word);
}

function isNewTo({ senses }: Word): (sense: Sense) => boolean {
  const known = new Set(senses.map((sense) => JSON.stringify(sense)));
  return (sense) => !known.has(JSON.stringify(sense));
}

/** "person residence=resident,away; household head" → senses; "noise", "total", "period flow" → roles. */
function meaningOf(means: string, knowledge: Knowledge): Omit<Word, 'text'> {
  const plain = { senses: [], period: null, defined: false };
  if (means === 'noise' || means === 'total' || means === 'release' || means === 'neutral' || means === 'open') return { ...plain, role: means };
  if (means === 'open flow') return { ...plain, role: 'open', period: 'flow' };
  if (means.startsWith('period ')) return { ...plain, role: 'period', period: means.slice(7) as PeriodWord };
  return { ...plain, role: 'sense', senses: means.split(';').flatMap((part) => sensesOf(part.trim().split(' '), knowledge)) };
}

function sensesOf([objects = '', ...specs]: readonly string[], knowledge: Knowledge): Sense[] {
  const facetChoices = specs.filter((spec) => /^[\w|]+\|/.test(spec.split('=')[0] ?? ''));
  if (facetChoices.length > 0) {
    const [names = '', value = ''] = (facetChoices[0] ?? '').split('=');
    return names.split('|').flatMap((name) => sensesOf([objects, ...specs.map((spec) => (spec === facetChoices[0] ? `${name}=${value}` : spec))], knowledge));
  }
  return objects.split('|').map((object) => senseOf(object, specs, knowledge));
}

function senseOf(object: string, specs: readonly string[], knowledge: Knowledge): Sense {
  const where: Record<string, Extent> = {};
  let measure: string | null = null;
  for (const spec of specs) {
    const [name = '', value = ''] = spec.split('=');
    if (name === 'head' || name === 'topic' || name === 'plain' || name === 'drops' || name === 'needs') continue;
    if (name === 'measure') measure = `${object}.${value}`;
    else where[`${object}.${name}`] = extentOf(`${object}.${name}`, value, knowledge);
  }
  const named = (prefix: string): string | null => {
    const value = specs.find((spec) => spec.startsWith(prefix))?.slice(prefix.length);
    return value === undefined ? null : `${object}.${value}`;
  };
  const needs = named('needs=');
  return { object, where, measure, head: specs.includes('head'), topic: named('topic='), drops: named('drops='), ...(needs === null ? {} : { needs }) };
}

/** "a,b" members · "!a" all but a · "60..", "..17", "15..49" intervals. */
export function extentOf(facetId: string, value: string, knowledge: Knowledge): Extent {
  const range = /^(\d*)\.\.(\d*)$/.exec(value);
  if (range) return { kind: 'interval', from: range[1] ? Number(range[1]) : null, to: range[2] ? Number(range[2]) : null };
  const all = knowledge.facets.get(facetId)?.members.map((member: FacetMember) => member.id) ?? [];
  if (value === 'no') return { kind: 'members', members: ['no'] };
  if (value.startsWith('!')) return { kind: 'members', members: all.filter((id) => id !== value.slice(1)) };
  const members = value.split(',');
  return { kind: 'members', members: all.length > 1 ? all.filter((id) => members.includes(id)) : members };
}

/** Folds width and spaces, and writes every dash and tilde as —, so that words and labels compare letter by letter. */
export function normalise(text: string): string {
  return !UNEVEN.test(text) ? text : normaliseUneven(text);
}

/** Most labels are even already. */
const UNEVEN = /[\s\uff01-\uff5e\ufe10-\ufe6f–~〜−‐\-—“”"「」『』]/u;

function normaliseUneven(text: string): string {
  return fold(text)
    .replace(/[–－~～〜−‐-]/gu, '—')
    .replace(/—+/gu, '—')
    .replace(/[“”"「」『』]/gu, '');
}
