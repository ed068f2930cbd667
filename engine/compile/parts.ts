// Checks that follow from meaning alone: a part is no more than its whole. Only nearest wholes, so that there are few and clear ones.
import { functionalKey, functionalOf, mergeWhere } from '../match/index.ts';
import type { LinearCheck } from '../model/check.ts';
import type { Extent, PlainPoint } from '../model/datapoint.ts';
import type { Knowledge } from '../model/knowledge.ts';
import { isFinerOrEqual, type Frequency } from '../model/period.ts';
import type { Over, Term } from '../model/plan.ts';
import type { Asked } from './questions.ts';
import { type FormWords, worded } from './wording.ts';

const MOST_WHOLES = 2;

/** For each question the nearest questions that count all it counts; severity B, since departments may read words differently. */
export function partChecks(asked: readonly Asked[], knowledge: Knowledge, words: FormWords): LinearCheck[] {
  return [...spacesOf(asked).values()].flatMap((space) => space.flatMap((part) => checksOf(part, space, knowledge, words)));
}

interface Counted {
  readonly asked: Asked;
  readonly plain: PlainPoint;
}

/** Questions that count or add up the same of the same class; only these can contain each other. */
function spacesOf(asked: readonly Asked[]): Map<string, Counted[]> {
  const spaces = new Map<string, Counted[]>();
  for (const each of asked) {
    const { plain, item } = each;
    if (!plain || plain.open.length > 0 || plain.measure.kind === 'value' || item.reading === 'toDate') continue;
    const key = `${plain.object}|${plain.measure.kind === 'count' ? 'count' : plain.measure.of}|${item.kind}`;
    const space = spaces.get(key);
    if (space) space.push({ asked: each, plain });
    else spaces.set(key, [{ asked: each, plain }]);
  }
  return spaces;
}

function checksOf(part: Counted, space: readonly Counted[], knowledge: Knowledge, words: FormWords): LinearCheck[] {
  const wholes = space.filter((other) => other !== part && isPart(part.plain, other.plain, knowledge));
  const nearest = wholes.filter(
    (whole) => !wholes.some((other) => other !== whole && isPart(other.plain, whole.plain, knowledge) && !isPart(whole.plain, other.plain, knowledge)),
  );
  return nearest
    .toSorted((a, b) => Object.keys(b.plain.where).length - Object.keys(a.plain.where).length || (a.asked.item.id < b.asked.item.id ? -1 : 1))
    .slice(0, MOST_WHOLES)
    .map((whole) => checkOf(part.asked, whole.asked, words));
}

/** Does everything that a counts have what b asks for? */
function isPart(a: PlainPoint, b: PlainPoint, knowledge: Knowledge): boolean {
  const open = Object.entries(b.where).filter(([facet, extent]) => {
    const own = a.where[facet];
    return !own || !isWithin(own, extent);
  });
  if (open.length === 0) return Object.keys(b.where).length < Object.keys(a.where).length || JSON.stringify(a.where) !== JSON.stringify(b.where);
  const implied = mayFollow(a.where, knowledge);
  if (open.some(([facet]) => facet in a.where || !implied.has(facet))) return false;
  const both = { ...a, where: mergeWhere(a.where, b.where) };
  return functionalKey(functionalOf(both, knowledge)) === functionalKey(functionalOf(a, knowledge));
}

/** Facets of which something may follow from the conditions; cheap, to spare the exact test. */
function mayFollow(where: PlainPoint['where'], knowledge: Knowledge): Set<string> {
  const found = new Set<string>();
  const waiting = Object.keys(where);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const facet = knowledge.facets.get(id);
    const next = [...Object.keys(facet?.within ?? {}), ...(facet?.members ?? []).flatMap(({ implies }) => Object.keys(implies ?? {}))].filter(
      (other) => !found.has(other),
    );
    for (const other of next) found.add(other);
    waiting.push(...next);
  }
  return found;
}

function isWithin(inner: Extent, outer: Extent): boolean {
  if (inner.kind === 'members') return outer.kind === 'members' && inner.members.every((member) => outer.members.includes(member));
  if (outer.kind !== 'interval') return false;
  return (outer.from ?? 0) <= (inner.from ?? 0) && (outer.to === null || (inner.to !== null && inner.to <= outer.to));
}

function checkOf(part: Asked, whole: Asked, words: FormWords): LinearCheck {
  const frequency = isFinerOrEqual(part.item.frequency, whole.item.frequency) ? whole.item.frequency : part.item.frequency;
  return {
    kind: 'part',
    id: `part ${part.item.id} ${whole.item.id}`,
    severity: 'B',
    owner: '',
    origin: {},
    words: worded(words.partOf, { part: part.question.title, whole: whole.question.title }),
    frequency,
    left: [termOf(part, frequency)],
    comparison: '≤',
    right: [termOf(whole, frequency)],
  };
}

function termOf({ item }: Asked, frequency: Frequency): Term {
  const over: Over = item.kind === 'standing' ? 'year' : item.kind === 'flow' && item.frequency !== frequency ? 'sum' : 'end';
  return { coefficient: { numerator: '1', denominator: '1' }, from: { kind: 'item', item: item.id }, over };
}
