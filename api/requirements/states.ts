// The life of a requirement: which step leads from where to where, who may take it, and what it needs.
import type { Role } from '../people/roles.ts';
import type { RequirementState } from '../storage/schema.ts';

export interface Step {
  readonly from: readonly RequirementState[];
  readonly to: RequirementState;
  readonly who: readonly Role[];
  /** The step needs words that say why. */
  readonly reason: boolean;
  /** The step is about what was admitted before, so there must be something. */
  readonly standing?: true;
  readonly zh: string;
  readonly en: string;
}

export const STEPS = {
  submit: { from: ['draft', 'returned'], to: 'submitted', who: ['department'], reason: false, zh: '提交审核', en: 'Submit for admission' },
  withdraw: { from: ['submitted'], to: 'draft', who: ['department'], reason: false, zh: '撤回未开始审核的报表', en: 'Take back what nobody began to review' },
  review: { from: ['submitted'], to: 'underReview', who: ['coordinator'], reason: false, zh: '开始审核', en: 'Begin review' },
  admit: { from: ['submitted', 'underReview'], to: 'admitted', who: ['coordinator'], reason: false, zh: '准入', en: 'Admit' },
  return: { from: ['submitted', 'underReview'], to: 'returned', who: ['coordinator'], reason: true, zh: '退回', en: 'Return' },
  refuse: { from: ['submitted', 'underReview'], to: 'refused', who: ['coordinator'], reason: true, zh: '不予准入', en: 'Refuse' },
  revise: {
    from: ['admitted'],
    to: 'draft',
    who: ['department'],
    reason: false,
    standing: true,
    zh: '开始修订(已准入的版本继续有效)',
    en: 'Begin a revision; what was admitted stands',
  },
  abandon: {
    from: ['draft', 'submitted', 'returned', 'refused'],
    to: 'admitted',
    who: ['department'],
    reason: false,
    standing: true,
    zh: '放弃修订,恢复已准入的版本',
    en: 'Give a revision up; what was admitted is back',
  },
  retire: {
    from: ['draft', 'submitted', 'underReview', 'admitted', 'returned', 'refused'],
    to: 'retired',
    who: ['coordinator', 'department'],
    reason: true,
    standing: true,
    zh: '停用已准入的报表',
    en: 'Retire an admitted requirement',
  },
} as const satisfies Record<string, Step>;

export type StepName = keyof typeof STEPS;

export const STATE_NAMES: Record<RequirementState, string> = {
  draft: '草稿 / draft',
  submitted: '已提交 / submitted',
  underReview: '审核中 / under review',
  admitted: '已准入 / admitted',
  returned: '已退回 / returned',
  refused: '不予准入 / refused',
  retired: '已停用 / retired',
};
