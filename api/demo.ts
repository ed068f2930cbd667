// The sample district as a running system: its org tree, one account of each role, its requirements admitted and its form published.
// Only with --demo: the passwords are known to everybody.
import { fileURLToPath } from 'node:url';
import { draftInput, draftOf, hashOfParts, papersOf } from './annual/draft.ts';
import { liveYear } from './demo-year.ts';
import { DEMO_NEGATIVE_LIST, seedAdmitted, seedWaiting } from './demo-requirements.ts';
import { createAccount } from './people/accounts.ts';
import { hashPassword } from './people/passwords.ts';
import type { Role } from './people/roles.ts';
import { admissionRules, setAdmissionRules } from './requirements/admission.ts';
import { timeText, type Services } from './services.ts';
import { readPackFile } from '../forms/pack/load.ts';
import { keepBlob } from './storage/blobs.ts';
import type { Db } from './storage/database.ts';
import type { UnitKind } from './storage/schema.ts';
import { inTransaction } from './storage/transaction.ts';

const SAMPLE = fileURLToPath(new URL('../forms/samples/linjiang', import.meta.url));
export const DEMO_PASSWORD = 'onetable-demo';

/** Streets with their communities; the names are made up. */
const PLACES: readonly (readonly [string, readonly string[]])[] = [
  ['望江街道', ['柳岸社区', '书院社区', '石桥社区']],
  ['城东街道', ['梅园社区', '北苑社区', '柏杨村']],
];

/**
 * Fills an empty store, which takes a while and is told first; leaves one that has accounts alone, unless filling it was broken off: then it goes on
 * where it stopped. `living`: the year is answered as it would be by now, else nobody has begun.
 */
export async function seedDemo(services: Services, districtId: string, living: boolean, tell: () => void = () => undefined): Promise<boolean> {
  const { db } = services.store;
  const begun = await db.selectFrom('setting').select('value').where('districtId', '=', districtId).where('key', '=', SEEDING).executeTakeFirst();
  const somebody = await db.selectFrom('account').select('accountId').where('districtId', '=', districtId).limit(1).executeTakeFirst();
  if (somebody && !begun) return false;
  tell();
  const { pack } = readPackFile(SAMPLE);
  if (!pack) throw new Error('The sample district is not there.');
  if (!somebody) await seedPeopleAndPapers(services, districtId, pack, living);
  const published = await db.selectFrom('formVersion').select('formVersionId').where('districtId', '=', districtId).limit(1).executeTakeFirst();
  if (!published) await publish(services, districtId, pack.year);
  if (begun ? begun.value === LIVING : living) await liveYear(services, districtId, pack.year, SAMPLE);
  await db.deleteFrom('setting').where('districtId', '=', districtId).where('key', '=', SEEDING).execute();
  return true;
}

/** Stands in the settings from the first step to the last, with what was begun. */
const SEEDING = 'demo.seeding';
const LIVING = 'true';

async function seedPeopleAndPapers(
  services: Services,
  districtId: string,
  pack: NonNullable<ReturnType<typeof readPackFile>['pack']>,
  living: boolean,
): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  await inTransaction(services.store, districtId, async (db) => {
    await db
      .insertInto('setting')
      .values({ districtId, key: SEEDING, value: String(living) })
      .execute();
    const units = await seedUnits(db, services, districtId, pack.departments);
    const owner = await seedAccounts(db, services, districtId, pack.departments, units, passwordHash);
    const seeding = { db, services, districtId, units, owner };
    await seedAdmitted(seeding, SAMPLE, pack);
    await seedWaiting(seeding);
    await setAdmissionRules(db, districtId, { ...(await admissionRules(db, districtId)), negativeList: DEMO_NEGATIVE_LIST });
  });
}

type Units = ReadonlyMap<string, string>;

async function seedUnits(db: Db, { newId }: Services, districtId: string, departments: readonly { id: string; name: string }[]): Promise<Units> {
  const ids = new Map<string, string>();
  const add = async (kind: UnitKind, code: string, name: string, parentId: string | null): Promise<string> => {
    const unitId = newId();
    await db.insertInto('orgUnit').values({ districtId, unitId, kind, code, name, parentId, validFrom: '2026-01-01', validTo: null, version: 1 }).execute();
    ids.set(`${kind}/${code}`, unitId);
    return unitId;
  };
  for (const { id, name } of departments) await add('department', id, name, null);
  for (const [index, [street, communities]] of PLACES.entries()) {
    const streetId = await add('street', `00${index + 1}`, street, null);
    for (const [at, community] of communities.entries()) {
      const communityId = await add('community', `00${index + 1}00${at + 1}`, community, streetId);
      await add('grid', `00${index + 1}00${at + 1}01`, `${community}第一网格`, communityId);
    }
  }
  return ids;
}

async function seedAccounts(
  db: Db,
  services: Services,
  districtId: string,
  departments: readonly { id: string; name: string }[],
  units: Units,
  passwordHash: string,
): Promise<string> {
  const accounts: readonly (readonly [string, string, Role, string | null])[] = [
    ['admin', '系统管理员', 'administrator', null],
    ['security', '安全保密管理员', 'securityOfficer', null],
    ['auditor', '审计员', 'auditor', null],
    ['coordinator', '统筹办', 'coordinator', null],
    ...departments.map(({ id, name }) => [id, name, 'department', `department/${id}`] as const),
    ['street1', '望江街道', 'street', 'street/001'],
    ['street2', '城东街道', 'street', 'street/002'],
    ['community1', '柳岸社区', 'community', 'community/001001'],
    ['community2', '书院社区', 'community', 'community/001002'],
    ['community3', '梅园社区', 'community', 'community/002001'],
    ['grid1', '柳岸社区网格员', 'gridWorker', 'grid/00100101'],
  ];
  let owner = '';
  for (const [login, name, role, unit] of accounts) {
    const account = await createAccount(db, services, districtId, { login, name, role, unitId: unit === null ? null : (units.get(unit) ?? null) });
    await db.updateTable('account').set({ passwordHash }).where('districtId', '=', districtId).where('accountId', '=', account.accountId).execute();
    if (role === 'coordinator') owner = account.accountId;
  }
  return owner;
}

async function publish(services: Services, districtId: string, year: number): Promise<void> {
  const { store, clock, newId } = services;
  const input = await draftInput(services, store.db, districtId, year);
  const draft = await draftOf(services, input);
  const now = timeText(clock());
  await inTransaction(store, districtId, async (db) => {
    const hashes = {
      consolidationHash: await keepBlob(db, districtId, Buffer.from(JSON.stringify(draft.consolidation)), now),
      formHash: await keepBlob(db, districtId, Buffer.from(JSON.stringify(draft.form)), now),
    };
    const row = { districtId, formVersionId: newId(), year, versionNo: 1, ...hashes, contentHash: hashOfParts(hashes) };
    await db
      .insertInto('formVersion')
      .values({ ...row, certificate: JSON.stringify(draft.consolidation.certificate), publishedBy: '', publishedAt: now, note: '', papers: papersOf(input) })
      .execute();
  });
}
