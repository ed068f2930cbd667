// For every operation, how to ask for it: of one's own and of somebody else's. An operation that is missing here fails the tests.
import type { Role } from '../../api/people/roles.ts';
import type { Populated } from './populated.ts';
import type { Login, Wish } from './rig.ts';

/** Whose thing is asked for. */
export type Whose = 'mz' | 'wj' | 'community1' | 'community3';

/** What a thing belongs to; `account`: to who made it, and to nobody else. */
export type Owner = 'department' | 'place' | 'account' | null;

export interface Trial {
  /** Below /api/v1. */
  readonly path: (on: Populated, whose: Whose) => string;
  readonly wish?: (on: Populated, whose: Whose) => Wish;
  /** A department is mz or wj; a place community1 of street 1 or community3 of street 2; null: the district. */
  readonly of: Owner;
  /** Roles to which all of them are shown, whoever they belong to: admitted requirements are no secret. */
  readonly open?: readonly Role[];
}

const UNIT: Record<Whose, string> = { mz: 'mz', wj: 'wj', community1: '001001', community3: '002001' };
const department = (whose: Whose): 'mz' | 'wj' => (whose === 'wj' || whose === 'community3' ? 'wj' : 'mz');
const place = (on: Populated, whose: Whose): string => on.unit(UNIT[whose]);
const plain = (path: string, wish?: Trial['wish']): Trial => ({ path: () => path, of: null, ...(wish ? { wish } : {}) });
const body =
  (content: unknown): NonNullable<Trial['wish']> =>
  () => ({ body: content });

const ADMITTED_IS_SHOWN: readonly Role[] = ['street', 'community', 'gridWorker'];

function requirement(
  rest: string,
  { state = 'admitted', wish, open }: { readonly state?: 'admitted' | 'draft'; readonly wish?: Trial['wish']; readonly open?: readonly Role[] } = {},
): Trial {
  const path: Trial['path'] = ({ things }, whose) => `/requirements/${(state === 'admitted' ? things.requirement : things.draft)[department(whose)]}${rest}`;
  return { path, of: 'department', ...(wish ? { wish } : {}), ...(open ? { open } : {}) };
}

function submission(rest: string, wish?: Trial['wish']): Trial {
  return { path: (on, whose) => `/submissions/${place(on, whose)}/2026${rest}`, of: 'place', ...(wish ? { wish } : {}) };
}

function section(rest: string, wish?: Trial['wish']): Trial {
  return { path: (on, whose) => `/submissions/${place(on, whose)}/2026/sections/${on.things.section}${rest}`, of: 'place', ...(wish ? { wish } : {}) };
}

function output(rest: string): Trial {
  return {
    path: (on, whose) => `/outputs/${on.things.requirement[department(whose)]}/2026/${on.unit(department(whose) === 'wj' ? '002001' : '001001')}${rest}`,
    of: 'department',
  };
}

function register(rest: string | ((on: Populated, whose: Whose) => string), wish?: Trial['wish']): Trial {
  const path: Trial['path'] = (on, whose) => `/registers/${place(on, whose)}/${on.things.register}${typeof rest === 'string' ? rest : rest(on, whose)}`;
  return { path, of: 'place', ...(wish ? { wish } : {}) };
}

const row = ({ things }: Populated, whose: Whose): string => `/rows/${things.rows[whose === 'community3' ? 'community3' : 'community1']}`;

function job(rest: string, wish?: Trial['wish']): Trial {
  return { path: ({ things }, whose) => `/jobs/${things.job[department(whose)]}${rest}`, of: 'account', ...(wish ? { wish } : {}) };
}

const NO_WORKBOOK: Trial['wish'] = () => ({ file: { name: 'a.xlsx', bytes: new Uint8Array([1, 2, 3]) } });
const PASSWORD = 'a-long-enough-one';

/** Operation id → how to try it. */
export const TRIALS: Readonly<Record<string, Trial>> = {
  'session.begin': plain('/session', body({ login: 'nobody', password: PASSWORD })),
  'demo.accounts': plain('/demo'),
  'session.read': plain('/session'),
  'session.end': plain('/session'),
  'system.state': plain('/system'),
  'lexicon.read': plain('/lexicon'),
  'lexicon.codeLists': plain('/lexicon/code-lists'),
  'lexicon.try': plain('/lexicon/words/try', body({ words: ['红袖标'], means: 'noise' })),
  'lexicon.add': plain('/lexicon/words', body({ words: ['红袖标'], means: 'noise' })),
  'lexicon.remove': plain('/lexicon/words/0198'),
  'invitation.accept': plain('/invitations/accept', body({ token: 'main.x', password: PASSWORD })),
  'password.change': plain('/session/password', body({ old: PASSWORD, new: `${PASSWORD}2` })),
  'totp.start': plain('/session/totp'),
  'totp.confirm': plain('/session/totp', body({ code: '000000' })),
  'unit.list': plain('/units'),
  'unit.create': plain('/units', body({ kind: 'street', code: 'x1', name: '新街道' })),
  'unit.change': { path: (on) => `/units/${on.unit('wj')}`, wish: body({ name: '卫健局' }), of: null },
  'unit.previewImport': plain('/units/import/preview', NO_WORKBOOK),
  'unit.import': plain(`/units/import?key=${'0'.repeat(64)}`, () => ({
    file: { name: 'units.csv', bytes: Buffer.from('类别,编码,名称,上级编码\n街道,x2,二街,\n') },
  })),
  'calendar.read': plain('/calendar/2026'),
  'calendar.import': plain('/calendar/import', () => ({ file: { name: 'days.csv', bytes: Buffer.from('日期,类型,名称\n2027-01-01,休,元旦\n') } })),
  'calendar.day': plain('/calendar/days/2027-05-06', body({ works: false, name: '防汛' })),
  'calendar.window': plain('/calendar/declaration-window', body({ from: '03-01', to: '03-31', strict: false })),
  'account.list': plain('/accounts'),
  'account.create': plain('/accounts', body({ login: 'newone', name: '新人', role: 'auditor' })),
  'account.change': { path: (on) => `/accounts/${on.accountIds.get('grid1')}`, wish: body({ name: '网格员' }), of: null },
  'account.invite': { path: (on) => `/accounts/${on.accountIds.get('grid1')}/invitation`, wish: body({}), of: null },
  'requirement.list': plain('/requirements'),
  'requirement.create': plain('/requirements', body({ code: 'z-1', title: '一张表', frequency: 'annual' })),
  'requirement.read': requirement('', { open: ADMITTED_IS_SHOWN }),
  'requirement.change': requirement('', { state: 'draft', wish: body({ title: '新题目' }) }),
  'requirement.createFrom': plain('/requirements/workbook?code=z-2&title=x&frequency=annual', NO_WORKBOOK),
  'requirement.upload': requirement('/workbook', { state: 'draft', wish: () => ({ file: { name: 'a.xlsx', bytes: new Uint8Array([1, 2, 3]) } }) }),
  'requirement.outline': requirement('/outline', {
    state: 'draft',
    wish: body({ title: '新表', groups: [{ title: '人口', questions: [{ label: '常住人口', kind: 'integer' }] }] }),
  }),
  'requirement.drawing': requirement('/drawing', {
    state: 'draft',
    wish: body({ title: '新表', sheets: [{ name: '表', cells: [{ cell: 'A1', text: '常住人口' }], blanks: ['B1'] }] }),
  }),
  'requirement.xlsform': requirement('/xlsform', { state: 'draft', wish: NO_WORKBOOK }),
  'requirement.revisions': requirement('/revisions'),
  'requirement.changes': requirement('/revisions/1/changes'),
  'requirement.workbook': requirement('/workbook', { open: ADMITTED_IS_SHOWN }),
  'requirement.inspect': requirement('/reading'),
  'requirement.burden': requirement('/burden?year=2026'),
  'requirement.overview': plain('/requirements-overview?year=2026'),
  'requirement.sheets': requirement('/sheets'),
  'requirement.blanks': requirement('/blanks'),
  'requirement.tryRuling': requirement('/blanks/try', {
    wish: (_on, whose) => ({ body: { ruling: { kind: 'definition', requirement: `${department(whose)}-01`, word: '常住人口', text: '户籍人口' } } }),
  }),
  'requirement.matches': requirement('/matches?year=2026'),
  'requirement.findFields': requirement(`/fields?year=2026&words=${encodeURIComponent('人口')}`),
  'requirement.questions': requirement('/questions?year=2026'),
  'lexicon.choices': plain('/lexicon/choices'),
  'basis.list': requirement('/bases'),
  'basis.add': requirement('/bases', { state: 'draft', wish: () => ({ file: { name: '依据.pdf', bytes: Buffer.from('%PDF-1.4') } }) }),
  'basis.download': requirement('/bases/none'),
  'basis.remove': requirement('/bases/none', { state: 'draft' }),
  'referral.create': {
    path: () => '/referrals',
    wish: ({ things }, whose) => ({
      body: { requirementId: things.requirement[department(whose)], about: { sheet: '表', cell: 'C3', label: ['女'] }, question: null, words: '请认定' },
    }),
    of: 'department',
  },
  'referral.list': plain('/referrals'),
  'referral.settle': { path: ({ things }, whose) => `/referrals/${things.referral[department(whose)]}/settle`, wish: body({ answer: '已认定' }), of: null },
  'referral.withdraw': { path: ({ things }, whose) => `/referrals/${things.referral[department(whose)]}/withdraw`, wish: body({}), of: 'department' },
  'admission.read': plain('/admission-rules'),
  'admission.change': plain('/admission-rules', body({ secondsPerValue: 30, negativeList: [{ words: '台账', why: '负面清单第 3 条' }] })),
  'requirement.submit': requirement('/submit', { state: 'draft', wish: body({}) }),
  'requirement.review': requirement('/review', { wish: body({}) }),
  'requirement.admit': requirement('/admit', { wish: body({}) }),
  'requirement.return': requirement('/return', { wish: body({ remarks: '补充' }) }),
  'requirement.refuse': requirement('/refuse', { wish: body({ remarks: '负面清单' }) }),
  'requirement.revise': requirement('/revise', { state: 'draft', wish: body({}) }),
  'requirement.withdraw': requirement('/withdraw', { wish: body({}) }),
  'requirement.abandon': requirement('/abandon', { state: 'draft', wish: body({}) }),
  'requirement.retire': requirement('/retire', { state: 'draft', wish: body({ remarks: '不再需要' }) }),
  // A stale version: the draft has to be there for the trials that follow.
  'requirement.remove': requirement('', { state: 'draft', wish: () => ({ headers: { 'if-match': '"999"' } }) }),
  'requirement.restore': { path: ({ things }) => `/requirements/${things.draft.mz}/restore`, wish: body({}), of: null },
  'requirement.history': requirement('/history'),
  'decision.list': plain('/decisions'),
  'decision.create': {
    path: () => '/decisions',
    wish: (_on, whose) => ({ body: { ruling: { kind: 'notABlank', field: { requirement: `${department(whose)}-02`, cell: 'C9' } }, why: '不是空格' } }),
    of: 'department',
  },
  'decision.revoke': { path: (on, whose) => `/decisions/${on.things.decisionId[department(whose)]}/revoke`, wish: body({ why: '作废' }), of: 'department' },
  'question.list': plain('/forms/2026/questions'),
  'element.list': plain('/elements?year=2026'),
  'element.read': plain('/elements/none?year=2026'),
  search: plain(`/search?q=${encodeURIComponent('社区')}`),
  'question.route': plain('/forms/2026/questions/q0/route', body({ note: '请确认' })),
  'match.groups': plain('/forms/2026/groups'),
  'match.apart': plain('/forms/2026/apart'),
  'decision.reach': plain('/forms/2026/decisions/reach', body({ rulings: [] })),
  'decision.try': plain('/forms/2026/decisions/try', body({ rulings: [] })),
  'decision.settle': plain('/decisions/settle', body({ rulings: [], why: '' })),
  'form.elements': plain('/forms/2026/catalogue'),
  'form.define': plain('/forms/2026/catalogue/e0', body({ definition: '指居住半年以上的人' })),
  'form.draft': plain('/forms/2026/draft'),
  'form.outline': plain('/forms/2026/outline'),
  'form.pending': plain('/forms/2026/pending'),
  'form.certify': plain('/forms/2026/certify', body({})),
  'form.order': plain('/forms/2026/order', body({ sections: [] })),
  'form.matrix': plain('/forms/2026/matrix'),
  'form.blanks': plain('/forms/2026/blanks'),
  'form.derivation': plain(`/forms/2026/derivation?field=${encodeURIComponent('mz-01|表|C3')}`),
  'burden.read': plain('/forms/2026/burden'),
  'burden.rows': plain('/forms/2026/burden/mz/before'),
  'submission.filling': plain('/filling/2026'),
  'form.dryRun': plain('/forms/2026/dry-run', body({})),
  'form.publish': plain('/forms/2026/versions', body({ draftKey: 'stale' })),
  'form.versions': plain('/forms/2026/versions'),
  'form.diff': plain('/forms/2026/versions/1/changes/1'),
  'form.read': plain('/forms/2026'),
  'submission.read': submission(''),
  'year.read': { path: (on, whose) => `/communities/${place(on, whose)}/years/2026`, of: 'place' },
  'year.workbook': { path: (on, whose) => `/communities/${place(on, whose)}/years/2026/workbook`, of: 'place' },
  'year.compare': { path: (on, whose) => `/communities/${place(on, whose)}/years/2026/compare?period=2026`, wish: NO_WORKBOOK, of: 'place' },
  'section.form': { path: ({ things }) => `/forms/2026/annual/sections/${things.section}`, of: null },
  'item.uses': { path: (on, whose) => `/submissions/${place(on, whose)}/2026/uses?item=${encodeURIComponent(on.things.items[0] ?? '')}`, of: 'place' },
  'section.read': section(''),
  'section.save': section('', ({ things }) => ({ body: { baseVersion: 1, cells: [{ item: things.items[0], value: 1 }] } })),
  'section.replace': section('', ({ things }) => ({
    body: { baseVersion: 1, formVersionId: things.formVersionId, answers: things.items.map((_item, index) => index + 1) },
  })),
  'section.history': section('/history'),
  'submission.checks': submission('/checks'),
  'submission.explain': submission('/explanations', body({ checkId: 'x', words: '属实' })),
  'cell.note': submission('/notes', ({ things }) => ({ body: { item: things.items[0] ?? '', words: '含新建小区' } })),
  'check.report': submission('/check-reports', body({ checkId: 'none', words: '外嫁女不在本社区' })),
  'check.reports': plain('/check-reports'),
  'check.answer': plain('/check-reports/none/answer', body({ words: '已停用' })),
  'check.list': plain('/forms/2026/checks'),
  'check.switch': plain('/forms/2026/checks', body({ checkId: 'none', off: true, why: '规则有误' })),
  'submission.submit': submission('/submit', body({})),
  'submission.return': submission('/return', body({ reason: '核对' })),
  'submission.approve': submission('/approve', body({})),
  'submission.lock': submission('/lock', body({})),
  'submission.reopen': submission('/reopen', body({ reason: '更正' })),
  'form.incomplete': plain('/forms/2026/incomplete'),
  'form.reopenIncomplete': plain('/forms/2026/incomplete/reopen', body({ reason: '新增填报项' })),
  'deadline.set': plain('/deadlines/2027', body({ dueAt: '2027-03-01T00:00:00Z', reason: '制度' })),
  'submission.progress': plain('/progress/2026'),
  'review.periods': plain('/reviews'),
  'review.queue': plain('/reviews/2026'),
  'submission.review': submission('/review'),
  'remark.create': submission('/remarks', ({ things }) => ({ body: { item: things.items[0], words: '请核对' } })),
  'remark.remove': submission('/remarks/none'),
  'submission.nudge': submission('/nudge', body({ words: '请尽快上报' })),
  'output.workbook': output('/workbook'),
  'output.read': output(''),
  'output.csv': output('/csv'),
  'output.lineage': output(`/lineage?sheet=${encodeURIComponent('表')}&cell=C3`),
  'output.sheets': output('/sheets'),
  'feed.create': plain('/feeds', ({ things }) => ({ body: { period: '2026', values: [{ community: '001001', item: things.items[0] ?? '', value: 3 }] } })),
  'feed.import': plain('/feeds/import?period=2026', ({ things }) => ({
    file: { name: 'feed.csv', bytes: Buffer.from(`社区编码,${things.items[0] ?? ''}\n001001,3\n`) },
  })),
  'feed.list': plain('/feeds'),
  'feed.withdraw': { path: ({ things }, whose) => `/feeds/${things.feed[department(whose)]}`, of: 'department' },
  'section.prefill': section('/prefill', body({ baseVersion: 1, from: 'last' })),
  'register.list': { path: (on, whose) => `/registers/${place(on, whose)}`, of: 'place' },
  'register.rows': register('/rows'),
  'register.row': register(row),
  'register.add': register('/rows', ({ things }) => ({ body: { values: { [things.column]: '新人' } } })),
  'register.change': register(row, ({ things }) => ({ body: { values: { [things.column]: '改名' } } })),
  'register.remove': register((on, whose) => `${row(on, whose)}/removal`, body({ reason: 'died' })),
  'register.changes': register((on, whose) => `${row(on, whose)}/changes`),
  'register.find': register('/find', body({ identityNumber: '430102195503071234' })),
  'register.duplicates': register('/duplicates'),
  'register.none': register('/none', body({ membership: null })),
  'register.noneTakenBack': register('/none/withdrawal', body({ membership: null })),
  'register.table': register('/table'),
  'register.look': register((on, whose) => `${row(on, whose)}/masked`),
  'register.log': register('/log'),
  'register.counts': register('/counts'),
  'register.previewImport': register('/import/preview', NO_WORKBOOK),
  'register.import': register(`/import?key=${'0'.repeat(64)}`, NO_WORKBOOK),
  'job.zipOutputs': {
    path: () => '/jobs/output-zip',
    wish: ({ things }, whose) => ({ body: { requirementId: things.requirement[department(whose)], period: '2026' } }),
    of: 'department',
    open: ['street'],
  },
  'job.list': plain('/jobs'),
  'job.read': job(''),
  'job.cancel': job('/cancel', body({})),
  'job.result': job('/result'),
  'webhook.list': plain('/webhooks'),
  'webhook.create': plain('/webhooks', body({ url: 'http://127.0.0.1:9/', events: ['form.published'] })),
  'webhook.remove': { path: (on) => `/webhooks/${on.things.webhookId}`, of: null },
  'webhook.rotate': { path: (on) => `/webhooks/${on.things.webhookId}/secret`, wish: body({}), of: null },
  'webhook.test': { path: (on) => `/webhooks/${on.things.webhookId}/test`, wish: body({}), of: null },
  'webhook.deliveries': { path: (on) => `/webhooks/${on.things.webhookId}/deliveries`, of: null },
  'audit.list': plain('/audit'),
  'audit.verify': plain('/audit/chain'),
};

/** May this account see the thing, as far as place and department go? What `api/people/scope.ts` must say, said another way. */
export function isOwn(login: Login, role: Role, whose: Whose, { of, open = [] }: Trial): boolean {
  if (of === null || open.includes(role)) return true;
  if (of === 'account') return login === whose;
  if (role === 'coordinator') return true;
  if (of === 'department' && role === 'department') return login === department(whose);
  const at: Partial<Record<Login, Whose>> = {
    community1: 'community1',
    colleague1: 'community1',
    community3: 'community3',
    street1: 'community1',
    street2: 'community3',
    grid1: 'community1',
  };
  return role !== 'department' && at[login] === (whose === 'mz' ? 'community1' : whose === 'wj' ? 'community3' : whose);
}
