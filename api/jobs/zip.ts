// All workbooks of a requirement and period — or of all requirements of a department — in one zip: by street and community, with a list of
// what is in it. Filled one after the other in a thread of their own; the zip is written away piece by piece, so that no district is too large.
import { Zip, ZipPassThrough } from 'fflate';
import { stringify } from 'csv-stringify/sync';
import { currentForm, yearOf } from '../annual/published.ts';
import { makeOutput, isComplete, isProvisional, type Output, type OutputWanted } from '../outputs/output.ts';
import { harmless } from '../outputs/csv.ts';
import { outputFileName, safeName } from '../outputs/names.ts';
import { communitiesSeen, DISTRICT } from '../outputs/places.ts';
import { asPublished, OUTPUT, outputWanted, periodsReported, type OutputNamed } from '../outputs/wanted.ts';
import { requirementSeen } from '../requirements/seen.ts';
import { filledForm } from '../outputs/workbook.ts';
import { requirementCondition } from '../people/scope.ts';
import type { Actor } from '../people/roles.ts';
import { hidden, refused } from '../problem.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import type { JobRow, RequirementRow } from '../storage/schema.ts';
import { yieldTurn } from '../turn.ts';
import { writeResult } from './results.ts';
import { Hopeless, type Result, type Task } from './task.ts';

/** What is to be in the zip: one requirement or all of a department, for the periods within one, a workbook for each of these places. */
export interface ZipParams {
  readonly requirementId?: string | undefined;
  readonly departmentId?: string | undefined;
  readonly period: string;
  readonly per: 'community' | 'street' | 'district';
}

/** The outputs that the caller may have of what is asked for; refuses what is not there or not the caller's. */
export async function outputsAsked(services: Services, db: Db, actor: Actor, params: ZipParams): Promise<readonly OutputNamed[]> {
  const form = await currentForm(services, db, actor.districtId, yearOf(params.period));
  const requirements = (await requirementsAsked(db, actor, params)).flatMap((requirement) => asPublished(form, requirement) ?? []);
  const places = await placesAsked(db, actor, params);
  const outputs = requirements.flatMap((requirement) =>
    periodsReported(requirement, params.period).flatMap((period) => places.map((placeId) => ({ requirementId: requirement.requirementId, period, placeId }))),
  );
  if (outputs.length === 0) throw refused('job.nothing', {});
  return outputs;
}

async function requirementsAsked(db: Db, actor: Actor, { requirementId, departmentId }: ZipParams): Promise<readonly RequirementRow[]> {
  if (requirementId !== undefined) return [await requirementSeen(db, actor, requirementId, OUTPUT)];
  return db
    .selectFrom('requirement')
    .selectAll()
    .where('districtId', '=', actor.districtId)
    .where('departmentId', '=', departmentId ?? '')
    .where(requirementCondition(actor))
    .orderBy('code')
    .execute();
}

async function placesAsked(db: Db, actor: Actor, { per, period }: ZipParams): Promise<readonly string[]> {
  if (per === 'district') {
    if (actor.role === 'street') throw hidden('地方 / place');
    return [DISTRICT];
  }
  const communities = await communitiesSeen(db, actor, period);
  if (per === 'community') return communities.map(({ unitId }) => unitId);
  return [...new Set(communities.flatMap(({ streetId }) => streetId ?? []))];
}

/** The job. The account that asked for it is looked up again: it sees what it may see now. */
export async function zipOutputs(task: Task): Promise<Result> {
  const { services, job, lease, progress } = task;
  const { db } = services.store;
  const params = JSON.parse(job.params) as ZipParams;
  const actor = await actorOf(db, job);
  const outputs = await outputsAsked(services, db, actor, params);
  const result = await writeResult(services, lease);
  const zip = createZip(job.createdAt, result.write);
  const folders = await streetNames(db, actor);
  const lines: string[][] = [];
  for (const [index, named] of outputs.entries()) {
    await progress(index, outputs.length);
    const wanted = await outputWanted(services, db, actor, named);
    const output = await makeOutput(services, db, wanted);
    const { made: bytes } = await filledForm('workbook', services, db, wanted.revision, { edits: output.edits }, 'thread');
    const path = pathOf(wanted, output, folders);
    lines.push(lineOf(path, wanted, output, bytes !== null));
    if (bytes) await zip.add(path, bytes);
    await yieldTurn();
  }
  await zip.add('目录.csv', Buffer.from(stringify([HEAD, ...lines], { bom: true, record_delimiter: 'windows' })));
  await zip.end();
  await progress(outputs.length, outputs.length);
  return { name: `${safeName(`${await titleOf(db, actor, params)}-${params.period}`)}.zip`, hash: await result.end() };
}

async function actorOf(db: Db, { districtId, createdBy }: JobRow): Promise<Actor> {
  const account = await db.selectFrom('account').selectAll().where('districtId', '=', districtId).where('accountId', '=', createdBy).executeTakeFirst();
  if (!account || account.disabledAt !== null) throw new Hopeless('账号已停用 / the account is disabled');
  const { accountId, name, role, unitId } = account;
  return { districtId, accountId, name, role, unitId };
}

async function streetNames(db: Db, { districtId }: Actor): Promise<ReadonlyMap<string, string>> {
  const streets = await db.selectFrom('orgUnit').select(['unitId', 'name']).where('districtId', '=', districtId).where('kind', '=', 'street').execute();
  return new Map(streets.map(({ unitId, name }) => [unitId, name]));
}

/** "低保月报/望江街道/001002-低保月报-柳岸社区-2026-07.xlsx": the code keeps communities apart that are called alike. */
function pathOf(wanted: OutputWanted, output: Output, streets: ReadonlyMap<string, string>): string {
  const { requirement, place } = wanted;
  const street = place.kind === 'community' ? (streets.get(place.communities[0]?.streetId ?? '') ?? '') : '';
  const name = `${place.code}-${outputFileName(wanted, output, 'xlsx')}`;
  return [`${requirement.code} ${requirement.title}`, street, name]
    .filter((part) => part !== '')
    .map(safeName)
    .join('/');
}

const HEAD = ['文件', '报表', '地方', '编码', '期', '状态', '是否完整'];

function lineOf(path: string, { requirement, place, period }: OutputWanted, output: Output, isThere: boolean): string[] {
  const state = isProvisional(output) ? '暂定' : '已审核';
  const complete = isComplete(output) ? '完整' : output.wanting.length > 0 ? '不完整' : '待审核';
  return [isThere ? path : '表样无法填写', requirement.title, place.name, place.code, period, state, complete].map(harmless);
}

async function titleOf(db: Db, actor: Actor, { requirementId, departmentId = '' }: ZipParams): Promise<string> {
  if (requirementId !== undefined) return (await requirementSeen(db, actor, requirementId, OUTPUT)).title;
  const unit = await db.selectFrom('orgUnit').select('name').where('districtId', '=', actor.districtId).where('unitId', '=', departmentId).executeTakeFirst();
  return unit?.name ?? '';
}

/** A zip written as it grows. Workbooks are compressed already, so they are only packed. The same files make the same bytes. */
function createZip(
  at: string,
  write: (bytes: Uint8Array) => Promise<void>,
): { add: (path: string, bytes: Uint8Array) => Promise<void>; end: () => Promise<void> } {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    ready.push(bytes);
  });
  const flush = async (): Promise<void> => {
    for (const bytes of ready.splice(0)) await write(bytes);
  };
  return {
    add: async (path, bytes) => {
      const file = new ZipPassThrough(path);
      file.mtime = Date.parse(at);
      zip.add(file);
      file.push(bytes, true);
      await flush();
    },
    end: async () => {
      zip.end();
      await flush();
    },
  };
}
