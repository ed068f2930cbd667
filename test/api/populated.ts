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
  /** A list of persons, its column of names, and a row in each community; the first stands in grid 1. */
  readonly register: string;
  readonly column: string;
  readonly rows: { readonly community1: string; readonly community3: string };
  readonly feed: { readonly mz: string; readonly wj: string };
  readonly job: { readonly mz: string; readonly wj: string };
  readonly section: string;
  readonly items: readonly string[];
  readonly formVersionId: string;
  readonly webhookId: string;
  readonly decisionId: { readonly mz: string; readonly wj: string };
  readonly referral: { readonly mz: string; readonly wj: string };
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
const ROSTER = `
  | 残疾人名册 | ~ | ~ | ~ |
  | 序号 | 姓名 | 身份证号 | 联系电话 |
  | | | | |
  | | | | |`;
const PICTURE_OF_HEALTH = PICTURE.replace('养老机构数', '卫生室数');

export async function populated(under: StoreUnderTest): Promise<Populated> {
  const on = await rig(under);
  const roster = await register(on, 'mz', 'mz-03', ROSTER);
  await done(on, 'coordinator', `/requirements/${roster}/admit`, { method: 'POST', body: {} });
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
  const { register: list, column } = await registerOf(on);
  const rows = { community1: await rowIn(on, 'community1', list, column), community3: await rowIn(on, 'community3', list, column) };
  const feed = { mz: await feedOf(on, 'mz', items[0] ?? ''), wj: await feedOf(on, 'wj', items[0] ?? '') };
  const job = { mz: await jobOf(on, 'mz', requirement.mz), wj: await jobOf(on, 'wj', requirement.wj) };
  const { webhook } = (await done(on, 'administrator', '/webhooks', { method: 'POST', body: { url: 'http://127.0.0.1:9/', events: ['form.published'] } })) as {
    webhook: { webhookId: string };
  };
  const referral = { mz: await referred(on, 'mz', requirement.mz), wj: await referred(on, 'wj', requirement.wj) };
  const decisionId = { mz: await rule(on, 'mz'), wj: await rule(on, 'wj') };
  return {
    ...on,
    things: {
      register: list,
      column,
      rows,
      feed,
      job,
      requirement,
      draft,
      section: section.code,
      items,
      formVersionId: version.formVersionId,
      webhookId: webhook.webhookId,
      decisionId,
      referral,
    },
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

async function referred(on: Rig, department: 'mz' | 'wj', requirementId: string): Promise<string> {
  const body = { requirementId, about: { sheet: '表', cell: 'C3', label: ['女'] }, question: null, words: '请认定' };
  return String((await done(on, department, '/referrals', { method: 'POST', body }))['referralId']);
}

async function rule(on: Rig, department: 'mz' | 'wj'): Promise<string> {
  const body = { ruling: { kind: 'notABlank', field: { requirement: `${department}-02`, cell: 'C9' } }, why: '不是空格' };
  return String((await done(on, department, '/decisions', { method: 'POST', body }))['decisionId']);
}

async function registerOf(on: Rig): Promise<{ register: string; column: string }> {
  const { items } = (await done(on, 'community1', `/registers/${on.unit('001001')}`)) as {
    items: { register: string; columns: { column: string; title: string }[] }[];
  };
  const [found] = items;
  const column = found?.columns.find(({ title }) => title.includes('姓名'));
  if (!found || !column) throw new Error(`No register of names: ${JSON.stringify(items)}`);
  return { register: found.register, column: column.column };
}

async function rowIn(on: Rig, who: 'community1' | 'community3', list: string, column: string): Promise<string> {
  const [place, gridId] = who === 'community1' ? [on.unit('001001'), on.unit('00100101')] : [on.unit('002001'), null];
  const { row } = (await done(on, who, `/registers/${place}/${list}/rows`, { method: 'POST', body: { values: { [column]: `${who}的人` }, gridId } })) as {
    row: { rowId: string };
  };
  return row.rowId;
}

async function feedOf(on: Rig, department: 'mz' | 'wj', item: string): Promise<string> {
  const values = [{ community: department === 'mz' ? '001001' : '002001', item, value: 3 }];
  return String((await done(on, department, '/feeds', { method: 'POST', body: { period: '2026', values } }))['feedId']);
}

async function jobOf(on: Rig, department: 'mz' | 'wj', requirementId: string): Promise<string> {
  return String((await done(on, department, '/jobs/output-zip', { method: 'POST', body: { requirementId, period: '2026' } }))['jobId']);
}

/** What must succeed. */
export async function done(on: Rig, who: Login, path: string, wish: Wish = {}): Promise<Record<string, unknown>> {
  const reply = await on.ask(who, path, wish);
  if (reply.statusCode >= 300) throw new Error(`${who} ${wish.method ?? 'GET'} ${path}: ${reply.statusCode} ${reply.body}`);
  return reply.json();
}
