// The turns of phrase of notes, from a lexicon file, compiled once.

export interface NoteGrammar {
  readonly heading: RegExp;
  /** Turns of phrase and how they are said more plainly: 按户主算,户主… is 指户主…. */
  readonly plainer: readonly { readonly pattern: RegExp; readonly to: string }[];
  readonly numbering: RegExp;
  readonly defines: RegExp;
  readonly subjectNoise: RegExp;
  readonly scope: RegExp;
  /** 各人群, 所有重点对象: whoever the sheet counts. */
  readonly everyGroup: RegExp;
  readonly whole: RegExp;
  readonly exceptNamed: RegExp;
  readonly rest: RegExp;
  readonly items: RegExp;
  readonly columns: RegExp;
  /** Names of households, as a clause says whom it counts. */
  readonly households: RegExp;
  /** 第二部分: a table by its place on the sheet. */
  readonly part: RegExp;
  /** 前三部分. */
  readonly firstParts: RegExp;
  readonly within: RegExp;
  /** 残疾人亦同: the same population, and nothing else of what was said before. */
  readonly likewise: RegExp;
  readonly and: RegExp;
  readonly equation: RegExp;
  readonly ratio: RegExp;
  /** 调查区即村(居)辖区: a form's own name and the usual one. */
  readonly renames: RegExp;
  /** 人均收入按户籍人口计算: by what a ratio divides; and the words that name many ratios at once: 各项, 指标. */
  readonly basis: RegExp;
  readonly basisNoise: RegExp;
  /** 口径:… announces that the rest of the line is the population of the whole sheet. */
  readonly scopeHeading: RegExp;
  /** 甲、乙均为丙的其中数. */
  readonly partsOf: RegExp;
  /** 甲按乙统计 says how 甲 is counted, which 甲为乙 need not. */
  readonly countedBy: RegExp;
  /** …的不填 takes something away from what was said before. */
  readonly excludedAfter: RegExp;
  /** 不是…, 并非…: says what a word does not mean. */
  readonly denies: RegExp;
  /** (三)按…: a number that stands for what is numbered so. */
  readonly itemNumber: RegExp;
  /** 甲不含乙, 甲包括乙,不含丙, 甲不分乙: a word as the form means it. */
  readonly amendment: RegExp;
  /** …,2—3项限…: a piece that speaks of lines by their numbers. */
  readonly ofLines: RegExp;
  /** …,户籍含外出: a piece of a sentence that speaks of another word than the one before. */
  readonly ownAmendment: RegExp;
  /** …,优抚对象按在册数,不分户籍: a piece that says of other things than the one before that they are on a list. */
  readonly listed: RegExp;
  /** 登记失业人员:…, 户籍人口指…: what defines a word speaks of it alone, whatever else it says. */
  readonly ofWord: RegExp;
  /** What joins a word and its definition, the surest first. */
  readonly definers: readonly RegExp[];
  /** 居住半年以上: a length of stay and nothing else. */
  readonly staysOnly: RegExp;
  /** 常住, 实住: whoever lives here, whatever their register. */
  readonly livesHere: RegExp;
  /** 指常住,即…: what follows explains the word before it. */
  readonly explains: RegExp;
  /** Words that add one group to another: 加, 以及, 与. */
  readonly adds: RegExp;
  /** Letters of a definition that say nothing: 而, 则. */
  readonly filler: RegExp;
  /** 户籍在本村、已领取残疾人证的残疾人(含外出): a line that names nothing but people. */
  readonly namesPeople: RegExp;
  /** …不包括在内: in what was spoken of before. */
  readonly pointsInside: RegExp;
  /** 合计=…: says what is added up, and not what the word means. */
  readonly totals: RegExp;
  /** 全部人员: the definition of a word that lets nobody out. */
  readonly everyone: RegExp;
  /** Words that say that everyone concerned is meant. */
  readonly allCounted: RegExp;
  /** …,不论是否外出: takes nothing away. */
  readonly whatever: RegExp;
  /** …的也算 adds nothing that was not said. */
  readonly alsoCounted: RegExp;
  /** 只统计甲: nobody but this group is on the sheet. */
  readonly onlyCounted: RegExp;
  /** 栏, 项 behind the name of what a note does not hold for. */
  readonly lineWord: RegExp;
  /** 全部按…统计, 各类人员、家庭均按…: the population is laid over registers of other things than people too. */
  readonly everything: RegExp;
  /** 只统计…: and nobody else. */
  readonly exclusive: RegExp;
  /** 统计年末在册的…: what follows is whom the sheet counts. */
  readonly counted: RegExp;
  /** 以上人员均不含甲: nobody of this group is on the sheet. */
  readonly leavesOut: RegExp;
  /** 全部行业除上列外还含制造业, 合计指辖区全部单位: a total that is of more than the parts beside it. */
  readonly unlisted: RegExp;
  /** 妇女各项: the lines under a name, and not the name. */
  readonly itemsOf: RegExp;
  /** 标注…的: what is printed so. */
  readonly labelled: RegExp;
  /** 甲及以后各列均为乙: from one column on, nobody but this group. */
  readonly onwards: RegExp;
  /** 甲,包括乙、丙,不含丁: a definition that lists its groups … */
  readonly listing: RegExp;
  /** … and what stands between them. */
  readonly listJoint: RegExp;
  /** A remark that only includes or leaves out: 含群租. */
  readonly aside: RegExp;
  /** A remark that is the right side of an equation: 第3项+第4项. */
  readonly sumOnly: RegExp;
}

export type NoteGrammarData = Readonly<Record<Exclude<keyof NoteGrammar, 'definers' | 'plainer'>, string>> & {
  readonly definers: readonly string[];
  readonly plainer: readonly { readonly pattern: string; readonly to: string }[];
};

export function noteGrammar(data: NoteGrammarData): NoteGrammar {
  const re = (source: string, flags = 'u'): RegExp => new RegExp(source, flags);
  return {
    heading: re(data.heading),
    plainer: data.plainer.map(({ pattern, to }) => ({ pattern: re(pattern, 'gu'), to })),
    numbering: re(data.numbering),
    defines: re(data.defines),
    subjectNoise: re(data.subjectNoise, 'gu'),
    scope: re(data.scope),
    whole: re(data.whole),
    everyGroup: re(data.everyGroup),
    exceptNamed: re(data.exceptNamed),
    rest: re(data.rest),
    items: re(data.items),
    columns: re(data.columns),
    households: re(data.households),
    part: re(data.part),
    firstParts: re(data.firstParts),
    within: re(data.within),
    likewise: re(data.likewise),
    and: re(data.and),
    equation: re(data.equation),
    ratio: re(data.ratio),
    renames: re(data.renames),
    basis: re(data.basis),
    basisNoise: re(data.basisNoise, 'gu'),
    scopeHeading: re(data.scopeHeading),
    countedBy: re(data.countedBy),
    partsOf: re(data.partsOf),
    excludedAfter: re(data.excludedAfter),
    denies: re(data.denies),
    itemNumber: re(data.itemNumber),
    amendment: re(data.amendment),
    ofLines: re(data.ofLines),
    ownAmendment: re(data.ownAmendment),
    listed: re(data.listed),
    ofWord: re(data.ofWord),
    definers: data.definers.map((source) => re(source)),
    staysOnly: re(data.staysOnly),
    livesHere: re(data.livesHere),
    explains: re(data.explains),
    adds: re(data.adds, 'gu'),
    filler: re(data.filler),
    namesPeople: re(data.namesPeople),
    pointsInside: re(data.pointsInside),
    totals: re(data.totals),
    everyone: re(data.everyone),
    allCounted: re(data.allCounted),
    whatever: re(data.whatever, 'gu'),
    alsoCounted: re(data.alsoCounted),
    onlyCounted: re(data.onlyCounted),
    lineWord: re(data.lineWord),
    everything: re(data.everything),
    exclusive: re(data.exclusive),
    counted: re(data.counted),
    leavesOut: re(data.leavesOut),
    labelled: re(data.labelled),
    itemsOf: re(data.itemsOf),
    unlisted: re(data.unlisted),
    onwards: re(data.onwards),
    listing: re(data.listing),
    listJoint: re(data.listJoint),
    aside: re(data.aside),
    sumOnly: re(data.sumOnly),
  };
}
