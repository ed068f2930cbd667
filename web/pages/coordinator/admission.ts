// What the admission pages share: the steps of the office, and what a requirement would cost, asked one after the other so that the engine's thread is not crowded.
import { reactive } from 'vue';
import { call, type Reply } from '../../client/client.ts';

export type Requirement = Reply<'requirement.list'>['items'][number];
export type Cost = Reply<'requirement.burden'>;
export type Act = 'admit' | 'return' | 'refuse';

export const WAITING: readonly Requirement['state'][] = ['submitted', 'underReview'];

/** Does the act want a reason? */
export const NEEDS_REASON: Readonly<Record<Act, boolean>> = { admit: false, return: true, refuse: true };

export async function perform(act: Act, { requirementId, version }: Requirement, remarks: string): Promise<void> {
  const input = { params: { requirementId }, body: remarks === '' ? {} : { remarks }, ifMatch: version };
  switch (act) {
    case 'admit':
      return void (await call('requirement.admit', input));
    case 'return':
      return void (await call('requirement.return', input));
    case 'refuse':
      return void (await call('requirement.refuse', input));
  }
}

export interface Costs {
  /** By requirement; null: it could not be told, `faults` says why. */
  readonly known: Map<string, Cost | null>;
  readonly faults: Map<string, unknown>;
  readonly ask: (requirementIds: readonly string[], year: number) => Promise<void>;
}

export function useCosts(): Costs {
  const known = reactive(new Map<string, Cost | null>());
  const faults = reactive(new Map<string, unknown>());
  let round = 0;
  async function ask(requirementIds: readonly string[], year: number): Promise<void> {
    const mine = ++round;
    for (const requirementId of requirementIds) {
      if (mine !== round) return;
      try {
        known.set(requirementId, await call('requirement.burden', { params: { requirementId }, query: { year: String(year) } }));
        faults.delete(requirementId);
      } catch (refusal) {
        known.set(requirementId, null);
        faults.set(requirementId, refusal);
      }
    }
  }
  return { known: known as Map<string, Cost | null>, faults, ask };
}

export const STANDINGS = ['known', 'oftener', 'follows', 'new'] as const;
/** Colours of the standings, as desk.css names them. */
export const LEGAL_TONES = { none: 'bad', expired: 'bad', expiring: 'warn', sound: 'good' } as const;

export function partsOf(cost: Cost): { kind: string; value: number }[] {
  return STANDINGS.map((kind) => ({ kind, value: cost[kind] }));
}

/** Why a person should look twice, as keys of words, the gravest first. */
export function alarmsOf(cost: Cost): { key: string; tone: 'bad' | 'warn' | 'doubt' | 'accent'; count: number }[] {
  const alarms: { key: string; tone: 'bad' | 'warn' | 'doubt' | 'accent'; count: number }[] = [];
  if (cost.negativeHits.length > 0) alarms.push({ key: 'negative', tone: 'bad', count: cost.negativeHits.length });
  if (cost.legal.status !== 'sound') alarms.push({ key: `legal.${cost.legal.status}`, tone: LEGAL_TONES[cost.legal.status] as 'bad' | 'warn', count: 1 });
  if (cost.nearDuplicates.length > 0) alarms.push({ key: 'duplicates', tone: 'warn', count: cost.nearDuplicates.length });
  if (cost.corrected > 0) alarms.push({ key: 'corrected', tone: 'accent', count: cost.corrected });
  const doubtful = cost.fields.filter((field) => field.doubtful).length;
  if (doubtful > 0) alarms.push({ key: 'doubtful', tone: 'doubt', count: doubtful });
  return alarms;
}
