// A meaning as a person writes it: "person sex=female residence=resident,settled", "business measure=staff trade=catering",
// "community measure=officeArea"; a ratio as "person sex=female / person * 100". The notation is that of the lexicon's terms.
import { extentOf, type Lexicon } from '../interpret/index.ts';
import type { MeasureDef } from '../interpret/lexicon.ts';
import type { DataPoint, Extent, Measure, PlainPoint, RatioPoint } from '../model/datapoint.ts';
import { formatExact, parseExact } from '../model/exact.ts';

type Read<Point extends DataPoint> = { readonly point: Point; readonly fault: null } | { readonly point: null; readonly fault: string };

export type ReadTerm = Read<PlainPoint | RatioPoint>;

/** The data point that a term spells, or what in it nobody knows. */
export function readTerm(term: string, lexicon: Lexicon): ReadTerm {
  const ratio = RATIO.exec(term.trim().replace(/\s+/gu, ' '))?.groups;
  return ratio ? readRatio(ratio, lexicon) : readPlain(term, lexicon);
}

/** Of what, out of what, told in how many parts of the whole (1), rounded to how many places (2): "… / … * 100 round=1". */
const RATIO = /^(?<numerator>.+?) \/ (?<denominator>.+?)(?: \* (?<factor>\S+))?(?: round=(?<decimals>\S+))?$/u;
const OFTEN_ROUNDED = 2;

function readRatio({ numerator = '', denominator = '', factor = '1', decimals = `${OFTEN_ROUNDED}` }: Record<string, string>, lexicon: Lexicon): ReadTerm {
  const parts = [readPart(numerator, lexicon), readPart(denominator, lexicon)] as const;
  const [of, out] = parts;
  if (of.point === null) return of;
  if (out.point === null) return out;
  const scale = canonicalFactor(factor);
  if (scale === null) return { point: null, fault: `"* ${factor}": * 100, * 1000, * 10000?` };
  if (!/^[0-8]$/u.test(decimals)) return { point: null, fault: `"round=${decimals}": round=0 … round=8?` };
  return { point: { kind: 'ratio', numerator: of.point, denominator: out.point, factor: scale, decimals: Number(decimals) }, fault: null };
}

/** Texts divide nothing. */
function readPart(term: string, lexicon: Lexicon): Read<PlainPoint> {
  const read = readPlain(term, lexicon);
  return read.point && isText(read.point, lexicon) ? { point: null, fault: `"${term}"?` } : read;
}

/** "100" for "100.0"; null for what is no number above 0. */
function canonicalFactor(factor: string): string | null {
  const exact = parseExact(factor);
  return exact && exact.greaterThan(0) ? formatExact(exact) : null;
}

/** Is what it asks answered in words? */
export function isText(point: DataPoint, { measures }: Lexicon): boolean {
  if (point.kind !== 'plain' || point.measure.kind !== 'value') return false;
  return measures.get(`${point.object}.${point.measure.of}`)?.units.includes('文本') ?? false;
}

/** `period=toDate` asks for what happened since January. */
function readPlain(term: string, lexicon: Lexicon): Read<PlainPoint> {
  const [object = '', ...specs] = term.trim().split(/\s+/u);
  const fault = meaningFault(object, specs, lexicon) ?? termFault(term, lexicon);
  if (fault !== null) return { point: null, fault };
  const stated = new Map(specs.map((spec): [string, string] => [spec.split('=')[0] ?? '', spec.split('=')[1] ?? '']));
  const where: Record<string, Extent> = {};
  for (const [name, value] of stated) if (!MODIFIERS.has(name)) where[`${object}.${name}`] = extentOf(`${object}.${name}`, value, lexicon.knowledge);
  return {
    point: {
      kind: 'plain',
      object,
      measure: measureOf(stated.get('measure'), object, lexicon),
      where,
      open: [],
      period: periodOf(object, stated.get('period'), lexicon),
    },
    fault: null,
  };
}

/** A point as a term, so that `readTerm` gives it back; null for one that no term can say (sums, words that nobody knows). */
export function termOf(point: DataPoint, lexicon: Lexicon): string | null {
  switch (point.kind) {
    case 'plain':
      return plainTerm(point, lexicon);
    case 'ratio':
      return ratioTerm(point, lexicon);
    case 'sum':
      return null;
  }
}

function ratioTerm({ numerator, denominator, factor, decimals }: RatioPoint, lexicon: Lexicon): string | null {
  const [of, out] = [termOf(numerator, lexicon), termOf(denominator, lexicon)];
  if (of === null || out === null || canonicalFactor(factor) !== factor) return null;
  return [of, '/', out, ...(factor === '1' ? [] : ['*', factor]), ...(decimals === OFTEN_ROUNDED ? [] : [`round=${decimals}`])].join(' ');
}

function plainTerm(point: PlainPoint, lexicon: Lexicon): string | null {
  if (point.open.length > 0 || !lexicon.knowledge.objects.has(point.object)) return null;
  const { object, measure, where, period } = point;
  const named = measure.kind === 'count' ? undefined : definitionOf(point, lexicon);
  if (measure.kind !== 'count' && !named) return null;
  const specs = [
    ...(named ? [`measure=${nameOf(named)}`] : []),
    ...Object.entries(where).map(([facet, extent]) => `${facet.slice(object.length + 1)}=${extentText(extent)}`),
    ...(period === 'toDate' ? ['period=toDate'] : []),
  ];
  return [object, ...specs].join(' ');
}

/** The lexicon's measure of which the point is told. */
export function definitionOf({ object, measure }: PlainPoint, { measures }: Lexicon): MeasureDef | undefined {
  return [...measures.values()].find(
    (each) => each.object === object && each.kind === measure.kind && (measure.kind === 'count' || (each.of ?? nameOf(each)) === measure.of),
  );
}

/** "officeArea" of community.officeArea. */
function nameOf({ id, object }: MeasureDef): string {
  return id.slice(object.length + 1);
}

function extentText(extent: Extent): string {
  return extent.kind === 'interval' ? `${extent.from ?? ''}..${extent.to ?? ''}` : extent.members.join(',');
}

/** What a term of the lexicon may have and the meaning of one blank may not: several meanings, roles, a condition twice or an empty one. */
function meaningFault(object: string, specs: readonly string[], lexicon: Lexicon): string | null {
  const several = /[|;]/u.exec([object, ...specs].join(' '));
  if (several) return `"${several[0]}"?`;
  if (!lexicon.knowledge.objects.has(object)) return `"${object}": ${[...lexicon.knowledge.objects.keys()].join(', ')}?`;
  const names = specs.map((spec) => spec.split('=')[0] ?? '');
  const odd = specs.find((spec, index) => spec.split('=').length !== 2 || names.indexOf(names[index] ?? '') !== index || ROLE_WORDS.has(names[index] ?? ''));
  if (odd !== undefined) return `"${odd}"?`;
  return specs.map((spec) => emptyFault(object, spec, lexicon)).find((fault) => fault !== null) ?? null;
}

const ROLE_WORDS = new Set(['head', 'plain', 'topic']);

/** A period that such things do not have, or an interval without anything in it. */
function emptyFault(object: string, spec: string, { knowledge }: Lexicon): string | null {
  const [name, value = ''] = spec.split('=');
  const periods = knowledge.objects.get(object)?.kind === 'flow' ? ['flow', 'toDate'] : ['instant'];
  if (name === 'period') return periods.includes(value) ? null : `"${spec}": ${periods.join(', ')}?`;
  const [, from = '', to = ''] = /^(\d*)\.\.(\d*)$/u.exec(value) ?? [];
  const isEmpty = value === '..' || (from !== '' && to !== '' && Number(from) > Number(to)) || from.length + to.length > 20;
  return isEmpty ? `"${spec}": 60.., ..17, 15..49?` : null;
}

const MODIFIERS = new Set(['measure', 'period', 'head', 'plain', 'topic']);

function measureOf(name: string | undefined, object: string, { measures }: Lexicon): Measure {
  const measure = name === undefined ? undefined : measures.get(`${object}.${name}`);
  if (!measure || measure.kind === 'count') return { kind: 'count' };
  return { kind: measure.kind, of: measure.of ?? name ?? '' };
}

function periodOf(object: string, stated: string | undefined, { knowledge }: Lexicon): PlainPoint['period'] {
  if (knowledge.objects.get(object)?.kind !== 'flow') return 'instant';
  return stated === 'toDate' ? 'toDate' : 'flow';
}

const ROLES = new Set(['noise', 'total', 'release', 'neutral', 'period instant', 'period flow', 'period toDate']);

/** What in a term of the lexicon ("person sex=female; household head") nobody knows; null when all of it is known. */
export function termFault(means: string, lexicon: Lexicon): string | null {
  if (ROLES.has(means)) return null;
  return (
    means
      .split(';')
      .map((part) => partFault(part.trim(), lexicon))
      .find((fault) => fault !== null) ?? null
  );
}

function partFault(part: string, lexicon: Lexicon): string | null {
  const [objects = '', ...specs] = part.split(/\s+/u);
  const classes = objects.split('|');
  const unknown = classes.find((object) => !lexicon.knowledge.objects.has(object));
  if (unknown !== undefined) return `"${unknown}": ${[...lexicon.knowledge.objects.keys()].join(', ')}?`;
  return specs.map((spec) => specFault(classes, spec, lexicon)).find((fault) => fault !== null) ?? null;
}

function specFault(classes: readonly string[], spec: string, lexicon: Lexicon): string | null {
  const [names = '', value] = spec.split('=');
  if (names === 'head' || names === 'plain' || names === 'topic' || names === 'period') return null;
  if (value === undefined || value === '') return `"${spec}": ${names}=…?`;
  return classes.flatMap((object) => names.split('|').map((name) => facetFault(object, name, value, lexicon))).find((fault) => fault !== null) ?? null;
}

function facetFault(object: string, name: string, value: string, { knowledge, measures }: Lexicon): string | null {
  const id = `${object}.${name}`;
  if (name === 'measure')
    return measures.has(`${object}.${value}`)
      ? null
      : `"${object}.${value}": ${[...measures.keys()].filter((known) => known.startsWith(`${object}.`)).join(', ')}?`;
  const facet = knowledge.facets.get(id);
  if (!facet) return `"${id}": ${[...knowledge.facets.keys()].filter((known) => known.startsWith(`${object}.`)).join(', ')}?`;
  if (facet.kind === 'interval') return /^\d*\.\.\d*$/u.test(value) ? null : `"${value}": 60.., ..17, 15..49?`;
  const members = new Set([...facet.members.map((member) => member.id), 'no', 'yes']);
  const unknown = value
    .replace(/^!/u, '')
    .split(',')
    .find((member) => !members.has(member));
  return unknown === undefined ? null : `"${unknown}": ${facet.members.map((member) => member.id).join(', ')}?`;
}
