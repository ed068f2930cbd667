// A rig whose district reports: four forms of two departments published, communities that have answered.
import { questionsIn } from '../../../engine/compile/index.ts';
import type { AnnualForm, FormQuestion } from '../../../engine/model/annual.ts';
import type { Scalar } from '../../../engine/model/sheet.ts';
import { sealRow } from '../../../api/registers/rows.ts';
import { timeText } from '../../../api/services.ts';
import { draw } from '../../draw.ts';
import { workbook } from '../../forms/pack/folder.ts';
import { DISTRICT, rig, type Login, type Rig, type Wish } from '../rig.ts';
import type { StoreUnderTest } from '../stores.ts';

const table = (title: string, ...rows: readonly (readonly [string, string])[]): string =>
  [`| ${title} | ~ | ~ |`, '| 填报单位:________ | ~ | ~ |', '| 指标 | 计量单位 | 数量 |', ...rows.map(([label, unit]) => `| ${label} | ${unit} | |`)].join(
    '\n',
  );

/** Code → frequency and picture. The 卫健局's total and share follow from what the 民政局 asks; its count from the roster. */
const FORMS: Readonly<Record<string, readonly [string, string]>> = {
  'mz-01': ['annual', table('人口情况统计表', ['常住男性人口', '人'], ['常住女性人口', '人'], ['办公地址', ''], ['绿地面积', '平方米'])],
  'mz-02': ['monthly', table('矛盾纠纷调解月报', ['矛盾纠纷调解', '件'])],
  'wj-01': ['annual', table('人口总量统计表', ['常住人口', '人'], ['常住女性人口占常住人口比例', '%'], ['矛盾纠纷调解', '件'])],
  'wj-02': ['annual', '| 持证残疾人名册 | ~ | ~ | ~ | ~ |\n| 序号 | 姓名 | 性别 | 身份证号码 | 残疾类别 |\n| | | | | |\n| | | | | |'],
  'mz-03': ['annual', table('残疾人情况统计表', ['持证残疾人', '人'], ['持证残疾人中女性', '人'])],
};

export type FormCode = keyof typeof FORMS & string;

export interface Reported extends Rig {
  readonly requirement: (code: string) => string;
  readonly form: AnnualForm;
  /** Saves answers by a word of their questions, as the community's own account. */
  readonly tell: (login: Login, code: string, period: string, answers: Readonly<Record<string, Scalar>>) => Promise<void>;
  readonly approve: (code: string, ...periods: readonly string[]) => Promise<void>;
  readonly enrol: (code: string, people: readonly Readonly<Record<string, Scalar>>[]) => Promise<void>;
  /** What must succeed, as JSON. */
  readonly done: <Reply = Record<string, unknown>>(login: Login, path: string, wish?: Wish) => Promise<Reply>;
}

export async function reported(under: StoreUnderTest, codes: readonly string[] = Object.keys(FORMS)): Promise<Reported> {
  const on = await rig(under);
  const done = async <Reply>(login: Login, path: string, wish: Wish = {}): Promise<Reply> => {
    const reply = await on.ask(login, path, wish);
    if (reply.statusCode >= 300) throw new Error(`${login} ${wish.method ?? 'GET'} ${path}: ${reply.statusCode} ${reply.body}`);
    return reply.json<Reply>();
  };
  const requirements = new Map<string, string>();
  for (const code of codes) requirements.set(code, await register(done, code));
  for (const id of requirements.values()) await done('coordinator', `/requirements/${id}/admit`, { method: 'POST', body: {} });
  await done('coordinator', '/forms/2026/versions', { method: 'POST', body: {} });
  const { form } = await done<{ form: AnnualForm }>('coordinator', '/forms/2026');
  return {
    ...on,
    done,
    form,
    requirement: (code) => requirements.get(code) ?? code,
    tell: (login, code, period, answers) => tell(on, done, form, { login, code, period }, answers),
    approve: (code, ...periods) => approve(on, code, periods),
    enrol: (code, people) => enrol(on, code, people),
  };
}

async function register(done: Reported['done'], code: string): Promise<string> {
  const [frequency = 'annual', picture = ''] = FORMS[code] ?? [];
  const department: Login = code.startsWith('mz') ? 'mz' : 'wj';
  const body = { code, title: `${code}报表`, frequency, legalBasis: '统计法' };
  const { requirementId } = await done<{ requirementId: string }>(department, '/requirements', { method: 'POST', body });
  await done(department, `/requirements/${requirementId}/workbook`, { method: 'PUT', file: { name: `${code}.xlsx`, bytes: await workbook(draw(picture)) } });
  await done(department, `/requirements/${requirementId}/submit`, { method: 'POST', body: {} });
  return requirementId;
}

async function tell(
  on: Rig,
  done: Reported['done'],
  form: AnnualForm,
  { login, code, period }: { readonly login: Login; readonly code: string; readonly period: string },
  answers: Readonly<Record<string, Scalar>>,
): Promise<void> {
  for (const [words, value] of Object.entries(answers)) {
    const { section, question } = questionFor(form, words);
    const path = `/submissions/${on.unit(code)}/${period}/sections/${section}`;
    const { version } = await done<{ version: number }>(login, path);
    await done(login, path, { method: 'PATCH', body: { baseVersion: version, cells: [{ item: question.item, value }] } });
  }
}

function questionFor(form: AnnualForm, words: string): { section: string; question: FormQuestion } {
  for (const section of form.parts.flatMap(({ sections }) => sections))
    for (const question of questionsIn(section))
      if (question.words.includes(words) || question.title.includes(words)) return { section: section.code, question };
  const known = form.parts.flatMap(({ sections }) => sections.flatMap((section) => questionsIn(section).map((question) => question.words)));
  throw new Error(`Nobody is asked for ${words}: ${known.join(', ')}`);
}

async function approve({ services, unit }: Rig, code: string, periods: readonly string[]): Promise<void> {
  const now = timeText(services.clock());
  const row = {
    districtId: DISTRICT,
    communityId: unit(code),
    year: 2026,
    state: 'approved' as const,
    submittedAt: now,
    approvedAt: now,
    lockedAt: null,
    version: 9,
  };
  for (const period of periods) {
    await services.store.db
      .insertInto('submission')
      .values({ ...row, period })
      .onConflict((conflict) => conflict.columns(['districtId', 'period', 'communityId']).doUpdateSet({ state: 'approved' }))
      .execute();
  }
}

/** Rows of the register of persons, on the roster of the disabled; put into the store as they would stand there. */
async function enrol({ services, unit }: Rig, code: string, people: readonly Readonly<Record<string, Scalar>>[]): Promise<void> {
  const { store, newId, clock } = services;
  for (const person of people) {
    const rowId = newId();
    const row = {
      districtId: DISTRICT,
      communityId: unit(code),
      register: 'person',
      rowId,
      gridId: null,
      identityIndex: null,
      rowValues: sealRow(services, rowId, new Map(Object.entries(person))),
      version: 1,
      updatedBy: '',
      updatedAt: timeText(clock()),
      removedAt: null,
      removedWhy: null,
      month: '2026-01',
    };
    await store.db.insertInto('registerRow').values(row).execute();
  }
}
