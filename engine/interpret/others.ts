// 其他X beside named kinds of X is every X but those.
import type { Where } from '../model/datapoint.ts';
import { isAmbiguous } from './ambiguous.ts';
import { less, meet, namesKind } from './extents.ts';
import { type Draft, lastPart, lineOf, type Sheet } from './draft.ts';
import { type Lexicon, normalise } from './lexicon.ts';
import type { Part } from './parts.ts';
import { type Phrase, phraseOf, unknownOf, wordsOf } from './phrase.ts';
import { whereOf } from './says.ts';

/** 其他X beside named kinds of X is every X but those. */
export function restrictOthers(sheet: Sheet, draft: Draft): void {
  const { resolution } = draft;
  const { lexicon } = sheet;
  if (!resolution) return;
  const { object } = resolution.measure;
  for (const axis of ['row', 'column'] as const) {
    const own = lastPart(draft, axis);
    const rest = own ? lexicon.grammar.others.exec(normalise(own.label.text)) : null;
    if (!own || !rest || wordsOf(own.phrase).some((word) => lexicon.grammar.others.test(word.text))) continue;
    const { unknown } = draft.resolution ?? resolution;
    const peers = siblingsOf(
      draft,
      axis,
      lineOf(sheet, draft, axis).filter((other) => other.field.table === draft.field.table && other.resolution?.measure.object === object),
    );
    const others = [...new Set(peers.flatMap((peer) => lastPart(peer, axis)?.phrase.text ?? []))].sort();
    const named = peers.map((peer) => whereOf(lastPart(peer, axis)?.phrase ?? own.phrase, object, lexicon.knowledge) ?? {});
    const facet = mostCommon(named.flatMap((where) => Object.keys(where).filter((id) => where[id]?.kind === 'members')));
    const members = facet ? (lexicon.knowledge.facets.get(facet)?.members.map(({ id }) => id) ?? []) : [];
    if (!facet || members.length < 3) continue;
    if (!peers.every((peer, index) => speaksAlone(lastPart(peer, axis)?.phrase, named[index] ?? {}, facet, object, lexicon))) {
      draft.resolution = {
        ...resolution,
        unknown: [...unknown.filter((text) => !lexicon.grammar.other.test(text)), `${own.phrase.text}≠${others.join('+')}`].sort(),
      };
      continue;
    }
    const within = whereOf(phraseOf(rest[1] ?? '', lexicon), object, lexicon.knowledge)?.[facet];
    const whole = (within?.kind === 'members' ? within.members : members.filter((id) => id !== 'none')).filter((id) =>
      isWithin(draft, own, id, facet, object, lexicon),
    );
    const taken = new Set(
      named.flatMap((where) => {
        const extent = where[facet];
        return extent?.kind === 'members' && extent.members.length < whole.length ? extent.members : [];
      }),
    );
    const left = whole.filter((id) => !taken.has(id));
    // 其他社会组织 behind 企业 and 个体工商户, which are none: all of them.
    const areOthers = within !== undefined && named.length > 1 && named.every((where) => where[facet] !== undefined && meet(where[facet], within) === null);
    if (left.length === 0 || (taken.size === 0 && !areOthers)) continue;
    draft.where = { ...draft.where, [facet]: { kind: 'members', members: left } };
    draft.resolution = { ...resolution, unknown: unknown.filter((text) => !lexicon.grammar.other.test(text)) };
  }
}

/** 其他小区 beside 老旧小区, over rows of each: those that are none of the one kind named beside it; what cannot be told from the rest is left to people. */
export function restrictOuterOthers(sheet: Sheet, draft: Draft): void {
  const { resolution } = draft;
  const { lexicon, drafts } = sheet;
  const outer = draft.parts.filter(({ axis }) => axis !== 'column').slice(0, -1);
  for (const part of outer) {
    const name = normalise(part.label.text);
    const rest = lexicon.grammar.others.exec(name)?.[1] ?? '';
    if (!resolution || rest === '' || wordsOf(part.phrase).some((word) => lexicon.grammar.others.test(word.text))) continue;
    const { object } = resolution.measure;
    // 其他救助 heads what is done, and names nothing that there could be others of.
    if (!wordsOf(phraseOf(rest, lexicon)).some(({ senses }) => senses.some((sense) => sense.object === object && sense.head))) {
      // 其他重点儿童 over 困境儿童 and 孤儿: the rows say which others.
      if (namesKindBelow(sheet, draft, part, object))
        draft.resolution = { ...resolution, unknown: resolution.unknown.filter((text) => !lexicon.grammar.other.test(text)) };
      continue;
    }
    const depth = draft.parts.indexOf(part);
    const beside = drafts.flatMap(({ parts, field }) =>
      field.table === draft.field.table && parts[depth]?.axis === 'row' && parts.length > depth + 1 ? parts[depth] : [],
    );
    const kinds = new Map(beside.filter(({ label }) => label.cell !== part.label.cell).map((kind) => [kind.label.cell, kind.phrase]));
    const [kind, ...others] = [...kinds.values()].filter(({ isTotal }) => !isTotal);
    const [said, ...besides] = Object.entries((kind && whereOf(kind, object, lexicon.knowledge)) ?? {});
    const facet = lexicon.knowledge.facets.get(said?.[0] ?? '');
    const isAlone = kind !== undefined && unknownOf(kind).length + kind.qualifiers.length === 0;
    const left = said && isAlone && others.length === 0 && besides.length === 0 && facet?.kind === 'flag' ? less(undefined, said[1], facet) : undefined;
    if (left && facet) draft.where = { ...draft.where, [facet.id]: left };
    else if (kind && !(facet && facet.id in draft.where)) draft.resolution = { ...resolution, unknown: [...resolution.unknown, name].sort() };
  }
}

/** Does a heading without a blank of its own stand over a row that is one kind of its things, and more than their sex, age and population? */
function namesKindBelow({ counted, lexicon }: Sheet, { parts }: Draft, heading: Part, object: string): boolean {
  const own = parts.findLast(({ axis }) => axis !== 'column');
  if (!own || own === heading || counted.has(heading.label.cell) || own.phrase.isTotal) return false;
  return namesKind(whereOf(own.phrase, object, lexicon.knowledge) ?? {}, lexicon.knowledge);
}

/** 其他 under the head 少数民族 is of these alone. */
function isWithin({ parts }: Draft, own: Part, member: string, facet: string, object: string, { knowledge }: Lexicon): boolean {
  return parts.every((part) => {
    const extent = part === own ? undefined : whereOf(part.phrase, object, knowledge)?.[facet];
    return extent?.kind !== 'members' || extent.members.includes(member);
  });
}

/** Is the label understood to the last letter, and a kind of the facet's and nothing more? */
function speaksAlone(phrase: Phrase | undefined, where: Where, facet: string, object: string, { knowledge }: Lexicon): boolean {
  return phrase !== undefined && unknownOf(phrase).length === 0 && Object.keys(where).join() === facet && !isAmbiguous(phrase, object, knowledge);
}

/** The kinds named beside it, under the same outer labels where there are several such; a 合计 of them is no kind. */
function siblingsOf(draft: Draft, axis: 'row' | 'column', peers: readonly Draft[]): readonly Draft[] {
  const kinds = peers.filter((other) => lastPart(other, axis)?.phrase.isTotal === false);
  const outer = (other: Draft): string =>
    other.parts
      .filter((part) => part.axis === axis && part !== lastPart(other, axis))
      .map(({ label }) => label.cell)
      .join();
  const here = outer(draft);
  const close = kinds.filter((other) => outer(other) === here);
  return close.length >= 2 ? close : kinds;
}

function mostCommon(texts: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const best = [...counts].sort((a, b) => b[1] - a[1])[0];
  return best && best[1] >= 2 ? best[0] : null;
}
