// The life of a submission: the community fills and submits, the street returns or approves, the coordinator locks and reopens.
import type { Role } from '../people/roles.ts';
import type { SubmissionState } from '../storage/schema.ts';

export interface SubmissionStep {
  readonly from: readonly SubmissionState[];
  readonly to: SubmissionState;
  readonly who: readonly Role[];
  readonly reason: boolean;
  readonly zh: string;
  readonly en: string;
}

export const SUBMISSION_STEPS = {
  submit: { from: ['open', 'returned'], to: 'submitted', who: ['community'], reason: false, zh: '上报', en: 'Submit' },
  return: { from: ['submitted', 'approved'], to: 'returned', who: ['street'], reason: true, zh: '退回', en: 'Return' },
  approve: { from: ['submitted'], to: 'approved', who: ['street'], reason: false, zh: '审核通过', en: 'Approve' },
  lock: { from: ['approved'], to: 'locked', who: ['coordinator'], reason: false, zh: '锁定', en: 'Lock' },
  reopen: { from: ['approved', 'locked'], to: 'returned', who: ['coordinator'], reason: true, zh: '重新开放', en: 'Reopen' },
} as const satisfies Record<string, SubmissionStep>;

export type SubmissionStepName = keyof typeof SUBMISSION_STEPS;

export const SUBMISSION_STATE_NAMES: Record<SubmissionState, string> = {
  open: '填报中 / open',
  submitted: '已上报 / submitted',
  returned: '已退回 / returned',
  approved: '已通过 / approved',
  locked: '已锁定 / locked',
};

/** States in which the community may type. */
export function isWritable(state: SubmissionState): boolean {
  return state === 'open' || state === 'returned';
}

/** States of what its community has handed in and not got back. */
export const HANDED_IN: readonly SubmissionState[] = ['submitted', 'approved', 'locked'];

/** States whose values a department may take as final. */
export const FINAL: readonly SubmissionState[] = ['approved', 'locked'];

/** May a department take its values as final? */
export function isFinal(state: SubmissionState): boolean {
  return FINAL.includes(state);
}

/** Past due and still with the community — not handed in, or returned and not handed in again —, or handed in too late. */
export function isLate(state: SubmissionState, submittedAt: string | null, dueAt: string | null, now: string): boolean {
  return dueAt !== null && (isWritable(state) || submittedAt === null ? now : submittedAt) > dueAt;
}
