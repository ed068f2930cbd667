// Rulings that stand, with the fields that they took effect on: what the engine tells of each is joined with its id by what it says.
import type { Ruling } from '../../engine/model/decision.ts';
import { decisionsFrom } from '../../forms/pack/decisions.ts';
import type { ActorContext } from '../http/operation.ts';
import type { StandingRuling } from './groups.ts';

export async function standingRulings({ db, actor }: ActorContext, effective: readonly Ruling[]): Promise<StandingRuling[]> {
  const rows = await db
    .selectFrom('decision')
    .select(['decisionId', 'ruling'])
    .where('districtId', '=', actor.districtId)
    .where('revokedAt', 'is', null)
    .orderBy('decisionId')
    .execute();
  const ids = new Map(rows.map(({ decisionId, ruling }) => [JSON.stringify(decisionsFrom([JSON.parse(ruling)], 'decision').value?.[0]), decisionId] as const));
  return effective.flatMap(({ decision, fields }) => {
    const decisionId = ids.get(JSON.stringify(decision));
    return decisionId === undefined ? [] : [{ decisionId, kind: decision.kind, fields }];
  });
}
