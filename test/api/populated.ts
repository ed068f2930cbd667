// A rig in which something of every kind exists: for tests that try every operation.
import { questionsIn } from '../../engine/compile/index.ts';
import type { AnnualForm } from '../../engine/model/annual.ts';
import { draw } from '../draw.ts';
import { workbook } from '../forms/pack/folder.ts';
import { rig, type Login, type Rig, type Wish } from './rig.ts';
import type { StoreUnderTest } from './stores.ts';

/** The ids of what there is. */
export interface Things {
  /** Admitted: the 民政局's, and the 卫健局's. */
  readonly requirement: { readonly mz: string; readonly wj: string };
  /** Still a draft. */
  readonly draft: { readonly mz: string; readonly wj: string };
  readonly section: string;
  readonly items: readonly string[];
  readonly formVersionId: string;
  readonly webhookId: string;
  readonly decisionId: { readonly mz: string; readonly wj: string };
  /** Asked for by a department, and waiting. */
  readonly jobId: { readonly mz: string; readonly wj: string };
}

export interface Populated extends Rig {
  readonly things: Things;
}

const PICTURE = `
  | 社区基本情况统计表 | ~ | ~ |
  | 指标 | 计量单位 | 数量 |
  | 常住男性人口 | 人 | |
  | 常住女性人口 | 人 | |
  | 养老机构数 | 个 | |`;
const PICTURE_OF_HEALTH = PICTURE.replace('养老机构数', '卫生室数');

export async function populated(under: StoreUnderTest): Promise<Populated> {
  const on = await rig(under);
  const requirement = { mz: await register(on, 'mz', 'mz-01', PICTURE), wj: await register(on, 'wj', 'wj-01', PICTURE_OF_HEALTH) };
  for (const id of Object.values(requirement)) await done(on, 'coordinator', `/requirements/${id}/admit`, { method: 'POST', body: {} });
  const draft = { mz: await draftOf(on, 'mz', 'mz-02'), wj: await draftOf(on, 'wj', 'wj-02') };
  await done(on, 'coordinator', '/forms/2026/versions', { method: 'POST', body: {} });
  const { form, version } = (await done(on, 'coordinator', '/forms/2026')) as { form: AnnualForm; version: { formVersionId: string } };
  const sections = form.parts.flatMap((part) => part.sections);
  for (const community of ['community1', 'community3'] as const)
    for (const { code, questions } of sections.map((each) => ({ code: each.code, questions: questionsIn(each) })))
      await done(on, community, `/submissions/${on.unit(community === 'community1' ? '001001' : '002001')}/2026/sections/${code}`, {
        method: 'PATCH',
        body: { baseVersion: 0, cells: questions.map(({ item }, index) => ({ item, value: index + 1 })) },
      });
  const section = sections.find((each) => questionsIn(each).length > 1);
  if (!section) throw new Error('The form has no section.');
  const items = questionsIn(section).map(({ item }) => item);
  const { webhook } = (await done(on, 'administrator', '/webhooks', { method: 'POST', body: { url: 'http://127.0.0.1:9/', events: ['form.published'] } })) as {
    webhook: { webhookId: string };
  };
  const zip = async (login: 'mz' | 'wj'): Promise<string> =>
    String((await done(on, login, '/jobs/output-zip', { method: 'POST', body: { requirementId: requirement[login], period: '2026' } }))['jobId']);
  const jobId = { mz: await zip('mz'), wj: await zip('wj') };
  const decisionId = { mz: await rule(on, 'mz'), wj: await rule(on, 'wj') };
  return {
    ...on,
    things: { requirement, draft, section: section.code, items, formVersionId: version.formVersionId, webhookId: webhook.webhookId, decisionId, jobId },
  };
}

async function register(on: Rig, department: Login, code: string, picture: string): Promise<string> {
  const id = await draftOf(on, department, code);
  await done(on, department, `/requirements/${id}/workbook`, { method: 'PUT', file: { name: `${code}.xlsx`, bytes: await workbook(draw(picture)) } });
  await done(on, department, `/requirements/${id}/submit`, { method: 'POST', body: {} });
  return id;
}

async function draftOf(on: Rig, department: Login, code: string): Promise<string> {
  const { requirementId } = await done(on, department, '/requirements', {
    method: 'POST',
    body: { code, title: `${code}报表`, frequency: 'annual', legalBasis: '统计法' },
  });
  return String(requirementId);
}

async function rule(on: Rig, department: 'mz' | 'wj'): Promise<string> {
  const body = { ruling: { kind: 'notABlank', field: { requirement: `${department}-02`, cell: 'C9' } }, why: '不是空格' };
  return String((await done(on, department, '/decisions', { method: 'POST', body }))['decisionId']);
}

/** What must succeed. */
export async function done(on: Rig, who: Login, path: string, wish: Wish = {}): Promise<Record<string, unknown>> {
  const reply = await on.ask(who, path, wish);
  if (reply.statusCode >= 300) throw new Error(`${who} ${wish.method ?? 'GET'} ${path}: ${reply.statusCode} ${reply.body}`);
  return reply.json();
}
