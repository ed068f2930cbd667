// A resolved blank becomes a data point, with the doubts that its words leave.
import type { PlainPoint } from '../model/datapoint.ts';
import type { Draft, Sheet } from './draft.ts';
import { type MeasureDef, normalise } from './lexicon.ts';
import { whereOf } from './says.ts';

/** 参加人次 without an event of its own belongs to the event named last before it. */
export function lendEventKind(sheet: Sheet, draft: Draft): void {
  const { resolution } = draft;
  if (resolution?.measure.object !== 'event' || 'event.kind' in draft.where) return;
  const index = sheet.drafts.indexOf(draft);
  const before = sheet.drafts.slice(0, index).filter((other) => other.resolution?.measure.object === 'event' && 'event.kind' in other.where);
  const sameRow = before.filter((other) => other.field.row === draft.field.row && draft.field.columnPath.length === 0).at(-1);
  const above = before.filter((other) => other.field.column === draft.field.column).at(-1);
  const kind = (sameRow ?? above ?? before.at(-1))?.where['event.kind'];
  const fromTitle = sheet.title ? whereOf(sheet.title, 'event', sheet.lexicon.knowledge)?.['event.kind'] : undefined;
  const lent = kind ?? fromTitle;
  if (lent) draft.where = { ...draft.where, 'event.kind': lent };
}

export function plainPoint(sheet: Sheet, draft: Draft): PlainPoint | null {
  const { resolution } = draft;
  if (!resolution) return null;
  const { measure } = resolution;
  if (resolution.conflict !== null) draft.doubts.push({ kind: 'conflictingLabels', words: resolution.conflict });
  if (resolution.unknown.length > 0) draft.doubts.push({ kind: 'unknownWords', words: resolution.unknown.join('、') });
  if (resolution.doubtfulBound !== null) draft.doubts.push({ kind: 'boundNotStated', words: resolution.doubtfulBound });
  if (resolution.ambiguous) draft.doubts.push({ kind: 'ambiguousObject', words: draft.parts.at(-1)?.label.text ?? '' });
  return {
    kind: 'plain',
    object: measure.object,
    measure: measureOf(measure),
    where: measure.kind === 'value' ? {} : draft.where,
    open: resolution.unknown,
    period:
      sheet.lexicon.knowledge.objects.get(measure.object)?.kind === 'flow'
        ? resolution.period === 'toDate' && sheet.form.frequency !== 'annual'
          ? 'toDate'
          : 'flow'
        : 'instant',
  };
}

function measureOf(measure: MeasureDef): PlainPoint['measure'] {
  switch (measure.kind) {
    case 'count':
      return { kind: 'count' };
    case 'sum':
      return { kind: 'sum', of: measure.of ?? measure.id };
    case 'value':
      return { kind: 'value', of: measure.of ?? measure.id };
  }
}

/** Nothing known fits: the words themselves are the identity, within this requirement's own table. */
export function openPoint(sheet: Sheet, draft: Draft): PlainPoint {
  const words = [...draft.field.section, ...draft.field.rowPath, ...draft.field.columnPath].map(({ text }) => normalise(text));
  if (draft.doubts.length === 0) draft.doubts.push({ kind: 'unknownWords', words: words.at(-1) ?? '' });
  return { kind: 'plain', object: 'unknown', measure: { kind: 'count' }, where: {}, open: [sheet.form.requirement, ...words], period: 'instant' };
}
