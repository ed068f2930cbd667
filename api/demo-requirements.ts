// The requirements of the demo: those of the sample district, admitted, and three that wait at the admission desk — one that mostly repeats what others ask,
// one without a legal basis, and one, drawn up in the editor, with something in it that may not be asked.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Frequency } from '../engine/model/period.ts';
import type { Outline } from '../forms/sources/outline.ts';
import { workbookOfOutline } from '../forms/sources/workbook.ts';
import type { readPackFile } from '../forms/pack/load.ts';
import { timeText, type Services } from './services.ts';
import { keepBlob } from './storage/blobs.ts';
import type { Db } from './storage/database.ts';
import type { RequirementState } from './storage/schema.ts';

type SamplePack = NonNullable<ReturnType<typeof readPackFile>['pack']>;

/** Where it goes, and as whose. */
export interface Seeding {
  readonly db: Db;
  readonly services: Services;
  readonly districtId: string;
  /** "department/mz" → its id. */
  readonly units: ReadonlyMap<string, string>;
  readonly owner: string;
}

interface Seeded {
  readonly code: string;
  readonly department: string;
  readonly title: string;
  readonly frequency: Frequency;
  readonly legalBasis: string | null;
  readonly description: string | null;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly state: Extract<RequirementState, 'admitted' | 'submitted'>;
}

/** The sample district's own, admitted. */
export async function seedAdmitted(seeding: Seeding, sample: string, pack: SamplePack): Promise<void> {
  for (const { id, department, title, frequency, legalBasis, description, file } of pack.requirements)
    await seed(seeding, {
      code: id,
      department,
      title,
      frequency,
      legalBasis,
      description,
      fileName: file.split('/').at(-1) ?? file,
      bytes: readFileSync(join(sample, file)),
      state: 'admitted',
    });
}

const OTHER_DISTRICT = fileURLToPath(new URL('../forms/samples/binhai/forms', import.meta.url));

/** Those that wait for the coordinating office. */
export async function seedWaiting(seeding: Seeding): Promise<void> {
  const waiting = { description: null, state: 'submitted' } as const;
  await seed(seeding, {
    ...waiting,
    code: 'wj-06',
    department: 'wj',
    title: SURVEY.title,
    frequency: 'quarterly',
    legalBasis: '《关于开展老年人口情况摸底的通知》(卫老龄〔2026〕3号)',
    fileName: `${SURVEY.title}.xlsx`,
    bytes: await workbookOfOutline(SURVEY),
  });
  const drawn = [
    { code: 'mz-07', department: 'mz', title: '特殊困难群体底数表', frequency: 'half-yearly', legalBasis: '《社会救助暂行办法》' },
    { code: 'rs-04', department: 'rs', title: '新就业形态劳动者入会摸底', frequency: 'half-yearly', legalBasis: null },
  ] as const;
  for (const each of drawn)
    await seed(seeding, { ...waiting, ...each, fileName: `${each.title}.xlsx`, bytes: readFileSync(join(OTHER_DISTRICT, `${each.title}.xlsx`)) });
}

/** A form as a department might draw it up in the editor; most of it is asked by others. */
const SURVEY: Outline = {
  title: '社区老年人口情况季度表',
  groups: [
    {
      title: '人口',
      questions: [
        { label: '常住人口', kind: 'integer', unit: '人' },
        { label: '60周岁及以上常住老年人', kind: 'integer', unit: '人' },
        { label: '65周岁及以上常住老年人', kind: 'integer', unit: '人' },
        { label: '80周岁及以上常住老年人', kind: 'integer', unit: '人' },
        { label: '享受最低生活保障人数', kind: 'integer', unit: '人' },
        { label: '持证残疾人', kind: 'integer', unit: '人' },
      ],
    },
    {
      title: '服务',
      questions: [
        { label: '养老机构数', kind: 'integer', unit: '个' },
        { label: '本季度上门巡诊', kind: 'integer', unit: '人次' },
        { label: '微信公众号关注人数', kind: 'integer', unit: '人' },
      ],
    },
  ],
  lists: [],
  notes: ['常住人口指居住半年以上的人口。'],
};

/** What the demo's district does not allow to be asked, after the ministries' rules against formalism at the base. */
export const DEMO_NEGATIVE_LIST = [
  { words: '关注人数', why: '整治“指尖上的形式主义”:不得摊派关注量、点赞量' },
  { words: 'APP下载', why: '整治“指尖上的形式主义”:不得摊派下载量' },
];

async function seed(
  { db, services: { newId, clock }, districtId, units, owner }: Seeding,
  { code, department, fileName, bytes, state, ...said }: Seeded,
): Promise<void> {
  const now = timeText(clock());
  const requirementId = newId();
  const particulars = { ...said, validUntil: null, dueDays: 15, recipients: '', revisionNo: 1 };
  const contentHash = await keepBlob(db, districtId, bytes, now);
  await db
    .insertInto('requirement')
    .values({
      districtId,
      requirementId,
      code,
      departmentId: units.get(`department/${department}`) ?? '',
      ...particulars,
      state,
      createdBy: owner,
      createdAt: now,
      updatedAt: now,
      version: 1,
      standing: state === 'admitted' ? JSON.stringify(particulars) : null,
    })
    .execute();
  await db
    .insertInto('requirementRevision')
    .values({ districtId, requirementId, revisionNo: 1, fileName, contentHash, uploadedBy: owner, uploadedAt: now })
    .execute();
  await db
    .insertInto('requirementEvent')
    .values({ districtId, requirementId, eventId: newId(), at: now, accountId: owner, fromState: null, toState: state, remarks: '' })
    .execute();
}
