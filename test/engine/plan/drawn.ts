// A tiny world for tests: persons by sex, age, residence (five ways) and disability, events by kind; and a short hand for elements.
import type { Frequency } from '../../../engine/model/period.ts';
import type { Extent, Measure, Where } from '../../../engine/model/datapoint.ts';
import type { Facet, Knowledge, ObjectClass } from '../../../engine/model/knowledge.ts';
import { functionalOf, type Functional } from '../../../engine/match/functional.ts';
import type { FreeElement, Kind, PlainElement, PlanInput, Reading } from '../../../engine/plan/index.ts';

const facet = (id: string, object: string, kind: Facet['kind'], members: readonly string[] = [], within?: Where): Facet => ({
  id,
  title: id,
  object,
  kind,
  members: members.map((member) => ({ id: member, title: member })),
  ...(within ? { within } : {}),
});

const object = (id: string, kind: ObjectClass['kind']): ObjectClass => ({ id, title: id, kind, unit: '个' });

export const only = (...members: string[]): Extent => ({ kind: 'members', members });
export const from = (age: number, to: number | null = null): Extent => ({ kind: 'interval', from: age, to });

export const RESIDENCE = ['户籍常住', '户籍外出', '外来常住', '外来暂住', '境外'] as const;

export const world: Knowledge = {
  objects: new Map([object('person', 'stock'), object('event', 'flow'), object('community', 'stock')].map((each) => [each.id, each])),
  facets: new Map(
    [
      facet('sex', 'person', 'partition', ['男', '女']),
      facet('age', 'person', 'interval'),
      facet('residence', 'person', 'partition', RESIDENCE),
      facet('disabled', 'person', 'flag', ['yes']),
      facet('level', 'person', 'partition', ['一级', '二级', '三级', '四级'], { disabled: only('yes') }),
      facet('kind', 'event', 'partition', ['调解', '走访', '演练']),
    ].map((each) => [each.id, each]),
  ),
};

export function persons(where: Where, measure: Measure = { kind: 'count' }): Functional {
  return functionalOf({ kind: 'plain', object: 'person', measure, where, open: [], period: 'instant' }, world);
}

export function events(where: Where, measure: Measure = { kind: 'count' }): Functional {
  return functionalOf({ kind: 'plain', object: 'event', measure, where, open: [], period: 'flow' }, world);
}

/** "民政:monthly" asks an element monthly for 民政; each asking is a field of its own. */
export function element(id: string, functional: Functional, asked: readonly string[], kind: Kind = 'stock', reading: Reading = 'own'): PlainElement {
  return { id, title: id, functional, kind, reading, asked: asked.map((each, index) => asking(id, each, index)) };
}

export function asking(id: string, text: string, index: number) {
  const [department = '', frequency = 'annual'] = text.split(':');
  return { field: `${id}#${index}`, department, requirement: `${department}-${frequency}`, frequency: frequency as Frequency };
}

export function input(elements: readonly PlainElement[], more: Partial<PlanInput> = {}): PlanInput {
  return { elements, ratios: [], opaque: [], free: [] as FreeElement[], ...more };
}
