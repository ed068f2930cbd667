// Does a printed inequality follow from what its blanks mean? Then it was read rightly and can be insisted on. One that does not may have
// been read along the wrong axis, or name rows that are counted otherwise than their words say.
import { functionalKey, functionalOf, mergeWhere } from '../match/index.ts';
import type { Consolidation, ConsolidatedField } from '../model/consolidation.ts';
import type { PlainPoint } from '../model/datapoint.ts';
import type { Knowledge } from '../model/knowledge.ts';
import { plainOf } from './questions.ts';

type Printed = Consolidation['printed'][number];

/** True when one side is a whole, and the other are parts of it that have nothing in common. */
export function isConfirmed({ left, comparison, right }: Printed, fields: ReadonlyMap<string, ConsolidatedField>, knowledge: Knowledge): boolean {
  if (comparison !== '≥' && comparison !== '≤') return false;
  if ([...left, ...right].some(({ sign }) => sign < 0)) return false;
  const points = (terms: Printed['left']): (PlainPoint | null)[] => terms.map(({ field }) => understood(fields.get(field)));
  const [wholes, parts] = comparison === '≥' ? [points(left), points(right)] : [points(right), points(left)];
  const [whole] = wholes;
  if (!whole || wholes.length !== 1 || parts.length === 0) return false;
  return parts.every(
    (part, index) => part !== null && isPart(part, whole, knowledge) && !parts.slice(0, index).some((other) => other && meet(part, other, knowledge)),
  );
}

/** A plain point all of whose words are known. */
function understood(field: ConsolidatedField | undefined): PlainPoint | null {
  const plain = field?.point ? plainOf(field.point) : null;
  return plain && plain.open.length === 0 && plain.measure.kind !== 'value' ? plain : null;
}

/** Does the whole count all that the part counts, over the same time or longer? */
function isPart(part: PlainPoint, whole: PlainPoint, knowledge: Knowledge): boolean {
  const isOfOneKind = part.object === whole.object && JSON.stringify(part.measure) === JSON.stringify(whole.measure);
  if (!isOfOneKind || (part.period !== whole.period && whole.period !== 'toDate')) return false;
  return keyOf({ ...part, where: mergeWhere(part.where, whole.where) }, knowledge) === keyOf(part, knowledge);
}

/** Can anything be counted by both? */
function meet(a: PlainPoint, b: PlainPoint, knowledge: Knowledge): boolean {
  return keyOf({ ...a, where: mergeWhere(a.where, b.where) }, knowledge) !== '';
}

function keyOf(point: PlainPoint, knowledge: Knowledge): string {
  return functionalKey(functionalOf(point, knowledge));
}
