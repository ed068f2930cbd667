// The plan's proof in figures: what was asked before, what is asked now, and what no plan could do without.
import { periodsAYear } from '../model/period.ts';
import { STAGES, type Stage } from './classes.ts';
import type { Asking, Kind, PlanInput } from './input.ts';
import { PRIME } from './modular.ts';
import { kindOf } from './ratios.ts';
import type { Certificate, Item, Reason, StageCount } from './result.ts';

/** Reasons that would hold for any plan that asks only questions which departments ask. */
const UNAVOIDABLE: readonly Reason[] = ['independent', 'opaque', 'ratio'];

export function certificateOf(input: PlanInput, items: readonly Item[], pivots: Certificate['pivots']): Certificate {
  const asked = [...input.elements, ...input.opaque, ...input.ratios.map((ratio) => ({ kind: kindOf(ratio), asked: ratio.asked }))].flatMap(
    ({ kind, asked: askings }) => askings.map((asking) => ({ stage: stageOf(kind, asking), times: periodsAYear(asking.frequency) })),
  );
  const stages = STAGES.map((stage) => countStage(stage, asked, items));
  const total = (pick: (stage: StageCount) => number): number => stages.reduce((sum, stage) => sum + pick(stage), 0);
  return {
    prime: PRIME,
    pivots: [...pivots].sort((a, b) => (a.item < b.item ? -1 : 1)),
    stages,
    valuesBefore: total(({ valuesBefore }) => valuesBefore),
    valuesNow: total(({ valuesNow }) => valuesNow),
    least: total(({ least }) => least),
    complete: items.every(({ reason }) => reason !== 'budget'),
  };
}

function countStage(stage: Stage, asked: readonly { stage: Stage; times: number }[], items: readonly Item[]): StageCount {
  const before = asked.filter((asking) => asking.stage === stage);
  const now = items.filter((item) => stageOf(item.kind, item) === stage);
  const values = (of: readonly Item[]): number => of.reduce((sum, { frequency }) => sum + periodsAYear(frequency), 0);
  return {
    stage,
    fields: before.length,
    valuesBefore: before.reduce((sum, { times }) => sum + times, 0),
    items: now.length,
    valuesNow: values(now),
    least: values(now.filter(({ reason }) => UNAVOIDABLE.includes(reason))),
  };
}

function stageOf(kind: Kind, { frequency }: Pick<Asking, 'frequency'>): Stage {
  return kind === 'standing' ? 'standing' : frequency;
}
