// Headings that only name a subject: under 一、妇女 a row 户籍总人口 › 其中:女 counts everyone, else its part would divide nothing;
// and under 常住情况 the rows 常住人口 and 户籍人口 each say themselves whom they count, as 已建工会 beside 全部单位 does under 建立工会情况. Row by row, 退役军人和优抚对象
// says nothing more of the row 退役军人, nor 婴幼儿 of 0—6岁.
import type { Extent, Where } from '../model/datapoint.ts';
import type { ObjectClass } from '../model/knowledge.ts';
import { isAmbiguous } from './ambiguous.ts';
import { contains, impliedExtents, isOfPopulation, isPlainFacet, isSexOrBand, meet, namesKind, sameExtent } from './extents.ts';
import type { Lexicon, Sense, Word } from './lexicon.ts';
import type { Part } from './parts.ts';
import { fixes, type Phrase, phraseOf, unknownOf, wordsOf } from './phrase.ts';
import { populationsOf } from './populations.ts';
import { conjunctWhere, NO_TOPICS, whereOf } from './says.ts';
import { saysPopulation } from './scopeNotes.ts';

/** The parts of every blank, in which a heading that its own rows belie says nothing more. `counted`: cells of labels with a blank of their own. */
export function withPlainHeadings(blanks: readonly (readonly Part[])[], counted: ReadonlySet<string>, lexicon: Lexicon): readonly (readonly Part[])[] {
  const dividing = dividingOf(blanks, counted, lexicon);
  const belied = new Set(
    blanks.flatMap((parts) =>
      parts
        .filter(({ label }) => !counted.has(label.cell) && !dividing.has(label.cell))
        .filter((part) => isBelied(part, parts, lexicon))
        .map(({ label }) => label.cell),
    ),
  );
  const needed = neededBy(blanks, counted, lexicon);
  /** The group of each heading that a row contradicts, where what it contradicts is only what is asked of the group. */
  const groups = new Map<Phrase, Phrase>();
  const contradicted = new Map<readonly Part[], ReadonlyMap<Part, ObjectClass>>();
  for (const parts of blanks) {
    const found = parts.flatMap((part) => {
      const object = counted.has(part.label.cell) ? null : contradicts(part, parts, lexicon);
      return object ? [[part, object] as const] : [];
    });
    contradicted.set(parts, new Map(found));
    for (const [{ phrase }] of found) {
      const group = groupBesideTopics(phrase, lexicon);
      if (group) groups.set(phrase, group);
    }
    for (const [{ label }, { kind }] of found) if (kind === 'flow' || !needed.has(label.cell)) belied.add(label.cell);
  }
  for (const cell of outgrownBy(blanks, counted, lexicon)) belied.add(cell);
  for (const cell of restatedBy(blanks, counted, lexicon)) if (!dividing.has(cell)) belied.add(cell);
  for (const cell of toldApartBy(blanks, counted, lexicon)) if (!dividing.has(cell)) belied.add(cell);
  const silent = phraseOf('', lexicon);
  // 困难家庭情况(不分户籍): that the heading lays no population over its rows still holds.
  const released = { ...silent, releases: true };
  /** 妇女和婴幼儿(按常住人口): so does the population in its brackets, and 男青年 over 18—22岁 still says 男. */
  const without = ({ phrase, near }: Part): Phrase => {
    const qualifiers = phrase.qualifiers.filter((qualifier) => saysPopulation(qualifier, lexicon));
    const [only] = qualifiers;
    const isClear = only !== undefined && near === 'around' && qualifiers.length === 1 && only.period === null && unknownOf(only).length === 0;
    const sex = sexBesideAge(phrase, lexicon);
    if (sex !== null) return { ...phraseOf(isClear ? `${sex}(${only.text})` : sex, lexicon), unit: phrase.unit };
    if (isClear) return { ...only, unit: phrase.unit };
    const group = near === 'around' ? groups.get(phrase) : undefined;
    if (group) return group;
    return { ...(phrase.releases || phrase.qualifiers.some(({ releases }) => releases) ? released : silent), qualifiers, unit: phrase.unit };
  };
  const isSilent = (part: Part, parts: readonly Part[]): boolean =>
    (part.near === 'around' && groups.has(part.phrase)) ||
    belied.has(part.label.cell) ||
    contradicted.get(parts)?.has(part) === true ||
    isFieldOfWork(part, parts, counted, lexicon) ||
    listsPopulations(part, parts, lexicon) ||
    (!counted.has(part.label.cell) && listsSubjects(part, parts.slice(parts.indexOf(part) + 1), lexicon)) ||
    namesClasses(part, parts, counted, lexicon) ||
    isOvershot(part, parts, counted, lexicon) ||
    isNamedInside(part, parts, counted, lexicon) ||
    isReachedBeyond(part, parts, lexicon);
  return blanks.map((parts) => parts.map((part) => (isSilent(part, parts) ? { ...part, phrase: without(part) } : part)));
}

/** 持证残疾人年龄和就业 over 登记失业: of a group of people and what is asked of them, the group; null where what stands beside it names others. */
function groupBesideTopics(phrase: Phrase, { knowledge }: Lexicon): Phrase | null {
  const [group, ...topics] = phrase.conjuncts;
  const saysOf = (part: Phrase['conjuncts'][number]): Where => conjunctWhere(part, 'person', knowledge, NO_TOPICS) ?? {};
  const namesThings = ({ words }: Phrase['conjuncts'][number]): boolean => words.some(({ senses }) => senses.some(({ head }) => head));
  if (!group || topics.length === 0 || group.unknown.length > 0 || !namesKind(saysOf(group), knowledge)) return null;
  const own = Object.keys(saysOf(group));
  const isTopic = (topic: Phrase['conjuncts'][number]): boolean => {
    const facets = Object.keys(saysOf(topic));
    return topic.unknown.length === 0 && !namesThings(topic) && facets.length > 0 && facets.every((facet) => !own.includes(facet));
  };
  return topics.every(isTopic) ? { ...phrase, conjuncts: [group], words: [...group.words, ...group.negated] } : null;
}

/** The word for 男 in 男青年: of a heading that names one group, of one sex and of some ages. */
function sexBesideAge({ conjuncts }: Phrase, { knowledge }: Lexicon): string | null {
  const [only, ...others] = conjuncts;
  if (!only || others.length > 0) return null;
  const facetsOf = ({ senses }: Word): string[] => senses.flatMap(({ where }) => Object.keys(where));
  const sex = only.words.find((word) => facetsOf(word).length > 0 && facetsOf(word).every((facet) => facet === 'person.sex'));
  const isOfAge = (word: Word): boolean => facetsOf(word).length > 0 && facetsOf(word).every((facet) => knowledge.facets.get(facet)?.kind === 'interval');
  return sex && (only.intervals.length > 0 || only.words.some(isOfAge)) ? sex.text : null;
}

/** 餐饮 and 零售, one below the other before 业户数 and 其中:小餐饮: each is one value of the same facet, and all of its rows are of that. */
function dividingOf(blanks: readonly (readonly Part[])[], counted: ReadonlySet<string>, { knowledge }: Lexicon): ReadonlySet<string> {
  // 一、老年人 and 二、儿童 are subjects that 户籍总人口 below them does not keep to.
  const things = [...knowledge.objects.keys()].filter((object) => populationsOf(object, knowledge).length === 0);
  const seen = new Map<string, Phrase>();
  const values = new Map<string, { readonly column: string; readonly extent: Extent; readonly cells: string[] }>();
  for (const { near, axis, label, phrase } of blanks.flat()) {
    if (near === 'own' || axis !== 'row' || counted.has(label.cell) || seen.get(label.cell) === phrase) continue;
    seen.set(label.cell, phrase);
    for (const object of things)
      for (const [facet, extent] of Object.entries(whereOf(phrase, object, knowledge) ?? {})) {
        const column = `${facet} ${label.cell.replace(/\d+/u, '')}`;
        const key = `${column} ${JSON.stringify(extent)}`;
        const value = values.get(key) ?? { column, extent, cells: [] };
        value.cells.push(label.cell);
        values.set(key, value);
      }
  }
  const all = [...values.values()];
  return new Set(
    all.filter((own) => all.some((other) => other.column === own.column && meet(own.extent, other.extent) === null)).flatMap(({ cells }) => cells),
  );
}

/** Headings over rows of nothing but sex, ages or totals, which say nobody without them: 在职党员 over 34岁及以下, whatever 流动党员 among them says. */
function neededBy(blanks: readonly (readonly Part[])[], counted: ReadonlySet<string>, { grammar, knowledge }: Lexicon): ReadonlySet<string> {
  const saysNobody = ({ phrase }: Part): boolean =>
    wordsOf(phrase).every(
      ({ senses, text }) =>
        grammar.countHead.test(text) ||
        senses.every(({ where, measure, head }) => !head && measure === null && Object.keys(where).every((facet) => isSexOrBand(facet, knowledge))),
    );
  return new Set(
    blanks.flatMap((parts) =>
      parts
        .filter((part, index) => part.near !== 'own' && part.axis !== 'column' && !counted.has(part.label.cell) && parts.slice(index + 1).every(saysNobody))
        .map(({ label }) => label.cell),
    ),
  );
}

/** The class of things of which a part further in says the opposite of what the heading says. */
function contradicts(heading: Part, parts: readonly Part[], { knowledge }: Lexicon): ObjectClass | null {
  if (heading.near !== 'around' || heading.axis === 'column') return null;
  const inner = parts.slice(parts.indexOf(heading) + 1);
  const found = [...knowledge.objects].find(([object]) =>
    Object.entries(whereOf(heading.phrase, object, knowledge) ?? {}).some(([facet, extent]) =>
      inner.some(({ phrase }) => {
        const said = whereOf(phrase, object, knowledge)?.[facet];
        return said !== undefined && meet(extent, said) === null;
      }),
    ),
  );
  return found?.[1] ?? null;
}

/** Does a part further in say what the heading says already, of a whole that does not? */
function isBelied(heading: Part, parts: readonly Part[], lexicon: Lexicon): boolean {
  if (heading.near === 'own' || heading.axis === 'column') return false;
  const inner = parts.slice(parts.indexOf(heading) + 1);
  return [...lexicon.knowledge.objects.keys()].some((object) => {
    const facets = Object.entries(whereOf(heading.phrase, object, lexicon.knowledge) ?? {});
    return facets.some(([facet, extent]) =>
      inner.some((part, index) => {
        const says = whereOf(part.phrase, object, lexicon.knowledge) ?? {};
        const said = says[facet];
        const whole = inner[index - 1];
        if (!said)
          return (
            heading.near === 'around' &&
            !printsBand(heading.phrase) &&
            impliedExtents(says, facet, lexicon.knowledge).some((implied) => !contains(extent, implied) && !contains(implied, extent))
          );
        const saysMore = facets.some(([other]) => other !== facet && other in says);
        const repeats = part.label.relation === 'ofWhich' && whole?.axis === part.axis && contains(said, extent) && !saysMore;
        // 常住儿童 over 合计 and 其中:残疾儿童: a bare total is of whom the heading names.
        return repeats && wordsOf(whole.phrase).length > 0 && !(facet in (whereOf(whole.phrase, object, lexicon.knowledge) ?? {}));
      }),
    );
  });
}

/** 户籍和外出 over 户口在本村的家庭: several populations, of which the label itself says one. */
function listsPopulations(heading: Part, parts: readonly Part[], { knowledge }: Lexicon): boolean {
  if (heading.near !== 'around' || heading.phrase.conjuncts.length < 2) return false;
  const inner = parts.slice(parts.indexOf(heading) + 1);
  return [...knowledge.objects.keys()].some((object) => {
    const listed = heading.phrase.conjuncts.map((part) => Object.keys(conjunctWhere(part, object, knowledge, NO_TOPICS) ?? {}));
    const [facet, ...others] = new Set(listed.flat());
    const isListed = facet !== undefined && others.length === 0 && isOfPopulation(facet, knowledge) && listed.every(({ length }) => length === 1);
    return isListed && inner.some(({ phrase }) => facet in (whereOf(phrase, object, knowledge) ?? {}));
  });
}

/** 党员和组织 over 新就业群体: a group beside things of another class are subjects, of which a row that names a group of its own is neither. */
function listsSubjects({ near, phrase }: Part, inner: readonly Part[], { grammar, knowledge }: Lexicon): boolean {
  const { conjuncts } = phrase;
  // 组织 by itself says nothing.
  const bare = phrase.text.replace(/\([^()]*\)/gu, '');
  const isPaired = near === 'around' && conjuncts.length === 1 && grammar.conjunctions.some((joint) => bare.includes(joint));
  if (near === 'own' || !(conjuncts.length > 1 || isPaired) || phrase.qualifiers.some(fixes)) return false;
  return [...knowledge.objects.keys()].some((object) => {
    const listed = conjuncts.map((part) => conjunctWhere(part, object, knowledge, NO_TOPICS));
    const facets = new Set(listed.flatMap((where) => Object.keys(where ?? {})));
    const isForeign = ({ words }: Phrase['conjuncts'][number]): boolean =>
      words.length > 0 && words.every(({ senses }) => senses.every((sense) => sense.object !== object));
    // 保障和优抚对象: a word that says nothing is a subject too, where it comes first; 少数民族困难和帮扶 is what is done for a group.
    const isSubject = (part: Phrase['conjuncts'][number], index: number): boolean =>
      (near === 'around' && listed[index] === null && isForeign(part)) ||
      (index === 0 && part.unknown.length > 0 && part.words.length + part.negated.length + part.intervals.length === 0);
    const areGroups = facets.size > 0 && [...facets].every((facet) => !isPlainFacet(facet, knowledge));
    if (!areGroups || !(isPaired || conjuncts.some(isSubject))) return false;
    const own = inner.flatMap(({ phrase: said }) => Object.keys(whereOf(said, object, knowledge) ?? {}));
    return own.some((facet) => !facets.has(facet) && !isPlainFacet(facet, knowledge)) && !own.some((facet) => facets.has(facet));
  });
}

/**
 * 房屋安全 over 群租房, 就业和失业 over 离校未就业毕业生: a field of work says nothing of rows that name their own things, and more about them
 * than their sex, age and population. One that is for a group (残疾人事业, 就业) does so only of rows that speak of the same (持证残疾人, 登记失业).
 */
function isFieldOfWork(heading: Part, parts: readonly Part[], counted: ReadonlySet<string>, { grammar, knowledge }: Lexicon): boolean {
  const { near, axis, label, phrase } = heading;
  const isOfGroup = grammar.fieldOfGroup.test(phrase.text);
  const isOfWork = !isOfGroup && grammar.fieldOfWork.test(phrase.text);
  if (near === 'own' || counted.has(label.cell) || !(isOfWork || (isOfGroup && axis !== 'column'))) return false;
  const said = wordsOf(heading.phrase).flatMap(({ senses }) => senses.filter(({ where }) => Object.keys(where).length > 0));
  const objects = new Set(said.map(({ object }) => object));
  /** 房屋安全 over 辖区住房套数: people are all of one class, whatever group of them the heading is about. */
  const namesThings = ({ object, head }: Sense): boolean => head && object !== 'person' && object !== 'household';
  const saysAgain = ({ where }: Sense): boolean =>
    said.flatMap((sense) => Object.keys(sense.where)).some((facet) => facet in where || impliedExtents(where, facet, knowledge).length > 0);
  const isNamed = (sense: Sense): boolean =>
    isOfGroup || (knowledge.objects.get(sense.object)?.kind === 'flow' && objects.has(sense.object))
      ? saysAgain(sense)
      : sense.measure !== null || namesThings(sense) || namesKind(sense.where, knowledge) || !objects.has(sense.object);
  const isOfClass = ({ object, head }: Sense): boolean => head || objects.size === 0 || objects.has(object);
  return parts
    .slice(parts.indexOf(heading) + 1)
    .filter((part) => part.axis !== 'column' || axis === 'column')
    .some(({ phrase }) =>
      wordsOf(phrase).some(({ senses, text }) => !grammar.countHead.test(text) && senses.some((sense) => isNamed(sense) && isOfClass(sense))),
    );
}

/** 户籍、境外人员和房屋 over the rows of all of these: things of several classes are what the rows are about, one row about one of them. */
function namesClasses(heading: Part, parts: readonly Part[], counted: ReadonlySet<string>, { knowledge }: Lexicon): boolean {
  const { near, label, phrase } = heading;
  if (near === 'own' || counted.has(label.cell)) return false;
  const namesOwn = ({ senses }: Word): boolean =>
    senses.some(({ where, measure }) => measure !== null || Object.keys(where).some((facet) => !isSexOrBand(facet, knowledge)));
  const inner = parts.slice(parts.indexOf(heading) + 1).flatMap((part) => wordsOf(part.phrase));
  if (!inner.some((word) => namesOwn(word) || word.senses.some(({ head, object }) => head && object !== 'person' && object !== 'household'))) return false;
  // 少数民族困难和帮扶: what is done for people is no other class.
  const isThing = (object: string): boolean => knowledge.objects.get(object)?.kind === 'stock';
  const classes = phrase.conjuncts
    .map(({ words }) => new Set(words.flatMap(({ senses }) => senses.map(({ object }) => object).filter(isThing))))
    .filter(({ size }) => size > 0);
  return classes.some((one) => classes.some((other) => [...one].every((object) => !other.has(object))));
}

/** 青年(18—34周岁): a band in figures says who is meant, whatever the rows are called. */
function printsBand(phrase: Phrase): boolean {
  return [phrase, ...phrase.qualifiers].some(({ conjuncts }) => conjuncts.some(({ intervals }) => intervals.length > 0));
}

/** 0—6周岁 under 婴幼儿, 50—64周岁妇女 under 中老年妇女: a row that prints a band beyond what the word over it means is asked for all of its band. */
function isOvershot(heading: Part, parts: readonly Part[], counted: ReadonlySet<string>, { knowledge }: Lexicon): boolean {
  if (heading.near === 'own' || heading.axis === 'column' || counted.has(heading.label.cell) || printsBand(heading.phrase)) return false;
  const isUnder = (axis: Part['axis']): boolean => axis === heading.axis || (heading.axis === 'section' && axis === 'row');
  const printed = parts.slice(parts.indexOf(heading) + 1).filter(({ phrase, axis }) => isUnder(axis) && printsBand(phrase));
  return [...knowledge.objects.keys()].some((object) => {
    const said = Object.entries(whereOf(heading.phrase, object, knowledge) ?? {});
    return printed.some(({ phrase }) => {
      const row = whereOf(phrase, object, knowledge) ?? {};
      // 50—64周岁妇女 under 中老年妇女 says again whatever else the heading does.
      const isRestated = said.every(([facet, over]) => over.kind === 'interval' || (row[facet] !== undefined && sameExtent(row[facet], over)));
      const isBeyond = ([facet, over]: [string, Extent]): boolean => {
        const extent = row[facet];
        return over.kind === 'interval' && extent?.kind === 'interval' && meet(over, extent) !== null && !contains(over, extent);
      };
      return isRestated && said.some(isBeyond);
    });
  });
}

/** Headings of a population, said in their own words and not in brackets, that one row under them says again while another one reaches beyond it. */
function outgrownBy(blanks: readonly (readonly Part[])[], counted: ReadonlySet<string>, lexicon: Lexicon): string[] {
  const rowsUnder = new Map<string, Where[]>();
  const headings = new Map<string, Where>();
  for (const parts of blanks)
    for (const [index, heading] of parts.entries()) {
      if (heading.near === 'own' || heading.axis === 'column' || counted.has(heading.label.cell)) continue;
      const whole = parts.slice(index + 1).find(({ axis, label }) => axis === 'row' && counted.has(label.cell));
      if (whole === undefined || whole.label.relation !== 'below') continue;
      headings.set(heading.label.cell, populationOf(heading.phrase.qualifiers.length === 0 ? heading.phrase : phraseOf('', lexicon), lexicon));
      if (isNothingElse(whole.phrase, lexicon))
        rowsUnder.set(heading.label.cell, [...(rowsUnder.get(heading.label.cell) ?? []), populationOf(whole.phrase, lexicon)]);
    }
  return [...headings.keys()].filter((cell) => {
    const said = Object.entries(headings.get(cell) ?? {});
    return said.some(([facet, extent]) => {
      const rows = (rowsUnder.get(cell) ?? []).flatMap((row) => row[facet] ?? []);
      return rows.some((row) => sameExtent(row, extent)) && rows.some((row) => !contains(extent, row));
    });
  });
}

/**
 * 辖区单位建立工会情况 over 全部单位 and 已建工会, 健康档案与签约 over 常住居民 and 建立健康档案的: a group that one label under the heading
 * says again, while another one names all things of the class.
 */
function restatedBy(blanks: readonly (readonly Part[])[], counted: ReadonlySet<string>, lexicon: Lexicon): string[] {
  const { knowledge } = lexicon;
  const again = new Set<string>();
  const whole = new Set<string>();
  for (const parts of blanks)
    for (const [index, heading] of parts.entries()) {
      if (heading.near === 'own' || counted.has(heading.label.cell)) continue;
      const inner = parts.slice(index + 1);
      for (const [object, { kind }] of knowledge.objects) {
        if (kind === 'flow') continue;
        for (const [facet, extent] of Object.entries(whereOf(heading.phrase, object, knowledge) ?? {})) {
          if (isOfPopulation(facet, knowledge)) continue;
          const said = inner.flatMap((part) => whereOf(part.phrase, object, knowledge)?.[facet] ?? []);
          const key = `${heading.label.cell} ${facet}`;
          if (said.some((other) => sameExtent(other, extent))) again.add(key);
          else if (said.length === 0 && inner.some((part) => namesEverybody(part, object, knowledge.facets.get(facet)?.service === true, lexicon)))
            whole.add(key);
        }
      }
    }
  return [...again].flatMap((key) => (whole.has(key) ? [key.slice(0, key.indexOf(' '))] : []));
}

/**
 * 家庭医生 over 65岁及以上人数 and 65岁及以上签约人数: a row says what the heading does, and but for that is another row again, so the heading names a
 * field of work; else the form would ask the same twice.
 */
function toldApartBy(blanks: readonly (readonly Part[])[], counted: ReadonlySet<string>, { knowledge, grammar }: Lexicon): string[] {
  const saying = new Map<string, Set<string>>();
  const silent = new Map<string, Set<string>>();
  const note = (seen: Map<string, Set<string>>, key: string, rest: string): void => void seen.set(key, (seen.get(key) ?? new Set()).add(rest));
  for (const parts of blanks)
    for (const [index, heading] of parts.entries()) {
      if (heading.near === 'own' || heading.axis === 'column' || counted.has(heading.label.cell)) continue;
      const inner = parts.slice(index + 1);
      for (const [object, { kind }] of knowledge.objects) {
        const said = Object.entries(whereOf(heading.phrase, object, knowledge) ?? {});
        const [only, ...others] = said;
        if (kind === 'flow' || !only || others.length > 0 || knowledge.facets.get(only[0])?.service !== true) continue;
        const [facet, extent] = only;
        const own = inner.reduce<Where>((all, { phrase }) => ({ ...all, ...whereOf(phrase, object, knowledge) }), {});
        const rest = Object.entries(own).filter(([other]) => other !== facet && !isOfPopulation(other, knowledge));
        const words = inner.flatMap(({ phrase }) => [...unknownOf(phrase), ...measuresOf(phrase, object, grammar)]);
        const key = `${heading.label.cell} ${facet}`;
        const row = JSON.stringify([rest.sort(([a], [b]) => (a < b ? -1 : 1)), words.sort()]);
        if (own[facet] === undefined) note(silent, key, row);
        else if (sameExtent(own[facet], extent)) note(saying, key, row);
      }
    }
  return [...saying].flatMap(([key, rows]) => ([...rows].some((row) => silent.get(key)?.has(row)) ? [key.slice(0, key.indexOf(' '))] : []));
}

/** What a label counts or adds up, of things of a class, besides their number. */
function measuresOf(phrase: Phrase, object: string, { countHead }: Lexicon['grammar']): string[] {
  const counts = wordsOf(phrase).filter(({ text }) => !countHead.test(text));
  return [...new Set(counts.flatMap(({ senses }) => senses.flatMap((sense) => (sense.object === object && sense.measure ? [sense.measure] : []))))];
}

/**
 * 退役军人和优抚对象 over the row 退役军人: a heading of several groups says nothing more of a row that names one of them; and 单位和个体 names all things of the
 * class, then a group of them.
 */
function isNamedInside(heading: Part, parts: readonly Part[], counted: ReadonlySet<string>, lexicon: Lexicon): boolean {
  const { knowledge } = lexicon;
  if (heading.near === 'own' || counted.has(heading.label.cell)) return false;
  const inner = parts.slice(parts.indexOf(heading) + 1).filter(({ axis }) => axis === (heading.axis === 'column' ? 'column' : 'row'));
  return [...knowledge.objects.keys()].some(
    (object) =>
      namesClassFirst(heading.phrase, object) ||
      (isAmbiguous(heading.phrase, object, knowledge) && inner.some((row) => sharesGroup(heading.phrase, row.phrase, object, lexicon))),
  );
}

/** Is the first of several conjuncts a bare name of the class, and another one a group of it? */
function namesClassFirst({ conjuncts }: Phrase, object: string): boolean {
  const [first, ...others] = conjuncts;
  if (!first || first.unknown.length + first.intervals.length + first.negated.length > 0) return false;
  const isName = ({ text, senses }: Word): boolean =>
    text.length > 1 && senses.some((sense) => sense.object === object && sense.head && sense.measure === null && Object.keys(sense.where).length === 0);
  const isGroup = ({ senses }: Word): boolean => senses.some((sense) => sense.object === object && Object.keys(sense.where).length > 0);
  return first.words.length > 0 && first.words.every(isName) && others.some(({ words }) => words.some(isGroup));
}

/** Does the row say just what one of the heading's groups is, populations aside? */
function sharesGroup(heading: Phrase, row: Phrase, object: string, { knowledge }: Lexicon): boolean {
  const said = Object.entries(whereOf(row, object, knowledge) ?? {}).filter(([facet]) => !isOfPopulation(facet, knowledge));
  const groups = heading.conjuncts.map((part) => conjunctWhere(part, object, knowledge, NO_TOPICS) ?? {}).filter((group) => Object.keys(group).length > 0);
  return (
    groups.length > 1 &&
    said.length > 0 &&
    groups.some((group) => said.every(([facet, extent]) => group[facet] !== undefined && sameExtent(group[facet], extent)))
  );
}

/** Does the label name the class itself (常住居民, 全部单位), and no group of it but a population – under a service that the heading names, also the ages of one that it states (80岁以上户籍老人)? */
function namesEverybody({ phrase, near, label }: Part, object: string, ofAnyAge: boolean, { knowledge, grammar }: Lexicon): boolean {
  const where = whereOf(phrase, object, knowledge) ?? {};
  const isPopulation = (facet: string): boolean => isOfPopulation(facet, knowledge);
  const isPlain = (facet: string): boolean => isPopulation(facet) || (agesToo && knowledge.facets.get(facet)?.kind === 'interval');
  const agesToo = ofAnyAge && label.relation === 'below' && Object.keys(where).some(isPopulation);
  const isName = ({ text, senses }: Word): boolean =>
    !grammar.countHead.test(text) &&
    senses.some(
      (sense) =>
        sense.object === object &&
        sense.measure === null &&
        Object.keys(sense.where).every(isPlain) &&
        (sense.head || grammar.peopleWord.test(text) || Object.keys(sense.where).some((facet) => !isPopulation(facet))),
    );
  return near === 'own' && Object.keys(where).every(isPlain) && wordsOf(phrase).some(isName);
}

/** # 65岁及以上 below 80岁及以上: a band that begins below the one before it divides what that does. */
function isReachedBeyond(band: Part, parts: readonly Part[], { knowledge }: Lexicon): boolean {
  const next = parts[parts.indexOf(band) + 1];
  if (band.axis !== 'row' || next?.axis !== 'row' || next.label.relation !== 'ofWhich' || wordsOf(band.phrase).length > 0) return false;
  const [own, inner] = [band, next].map(({ phrase }) => Object.entries(whereOf(phrase, 'person', knowledge) ?? {}));
  const isBands = [own, inner].every((said) => said?.length === 1 && said[0]?.[1].kind === 'interval');
  const [[facet, extent] = [], [other, within] = []] = [own?.[0], inner?.[0]];
  // 65岁以上 below 60—69岁 is cut by it.
  const isBelow = extent?.kind === 'interval' && within?.kind === 'interval' && (within.from ?? 0) < (extent.from ?? 0);
  return isBands && facet === other && isBelow;
}

/** 户籍人口 beside 常住人口 reaches beyond the heading; 外来育龄妇女 are those of them that the heading speaks of. */
function isNothingElse(phrase: Phrase, { knowledge }: Lexicon): boolean {
  return [...knowledge.objects.keys()].every((object) =>
    Object.keys(whereOf(phrase, object, knowledge) ?? {}).every((facet) => isOfPopulation(facet, knowledge)),
  );
}

/** The populations, of whatever class of things, that a label names. */
function populationOf(phrase: Phrase, { knowledge }: Lexicon): Where {
  const said = [...knowledge.objects.keys()].flatMap((object) => Object.entries(whereOf(phrase, object, knowledge) ?? {}));
  return Object.fromEntries(said.filter(([facet]) => isOfPopulation(facet, knowledge)));
}
