// A first start of the demo that is broken off: the next one goes on where it stopped, and the one after it is done changes nothing.
import { expect, test } from 'vitest';
import { currentForm, sectionsFor } from '../../api/annual/published.ts';
import { seedDemo } from '../../api/demo.ts';
import { acceptCells } from '../../api/registers/accept.ts';
import { contradictions } from '../../api/registers/contradictions.ts';
import { openRow } from '../../api/registers/rows.ts';
import { registerTables } from '../../api/registers/table.ts';
import { createServices, type Services } from '../../api/services.ts';
import { ensureDistrict } from '../../api/start.ts';
import { openStore } from '../../api/storage/database.ts';
import { migrate } from '../../api/storage/migrate.ts';
import { acceptValue, type Kept } from '../../api/submissions/section.ts';
import type { Thinker } from '../../api/thinking/thinker.ts';
import { CONFIG, directThinker } from './rig.ts';

test('whenever it is broken off, it goes on where it stopped', async () => {
  const store = openStore(':memory:');
  await migrate(store);
  let left = Infinity;
  let mayThink = true;
  const direct = directThinker();
  const draft: Thinker['draft'] = (...wanted) => (mayThink ? direct.draft(...wanted) : Promise.reject(new Error('the power is cut')));
  const clock = (): number => {
    left -= 1;
    if (left < 0) throw new Error('the power is cut');
    return Date.parse('2026-11-22T00:00:00Z');
  };
  const services = createServices({ ...CONFIG, demo: true }, store, { ...direct, draft }, clock);
  const districtId = await ensureDistrict(services, '样例区');
  const reached = async (): Promise<number[]> => {
    const [accounts, versions, answered] = await Promise.all([
      store.db.selectFrom('account').select('accountId').execute(),
      store.db.selectFrom('formVersion').select('formVersionId').execute(),
      store.db.selectFrom('submission').select('communityId').distinct().execute(),
    ]);
    return [Math.min(accounts.length, 1), versions.length, answered.length];
  };
  const cutOff = async (): Promise<number[]> => {
    await expect(seedDemo(services, districtId, true)).rejects.toThrow('the power is cut');
    return reached();
  };
  left = 20;
  expect(await cutOff(), 'among the papers').toEqual([0, 0, 0]);
  left = Infinity;
  mayThink = false;
  expect(await cutOff(), 'before the form is published').toEqual([1, 0, 0]);
  mayThink = true;
  left = 1;
  expect(await cutOff(), 'before the year is answered').toEqual([1, 1, 0]);
  left = Infinity;
  await seedDemo(services, districtId, true);
  expect(await reached()).toEqual([1, 1, 6]);
  expect(await seedDemo(services, districtId, true)).toBe(false);
  expect(await answersKeptOtherwise(services, districtId)).toEqual([]);
  expect(await registersKept(services, districtId)).toEqual({ communities: ['柳岸社区', '梅园社区'], faulty: [] });
  await store.close();
}, 180_000);

/** Answers that stand otherwise than a person's would who typed them: a comparison would show them as changed. */
async function answersKeptOtherwise(services: Services, districtId: string): Promise<unknown[]> {
  const { db } = services.store;
  const form = await currentForm(services, db, districtId, 2026);
  const rows = await db.selectFrom('section').select(['sectionCode', 'period', 'answers']).execute();
  return rows.flatMap(({ sectionCode, period, answers }) => {
    const section = sectionsFor(form, period).find(({ code }) => code === sectionCode);
    return (JSON.parse(answers) as Kept[]).flatMap((value, position) => {
      const question = section?.questions[position];
      const typed = section && question && acceptValue(value, question, section);
      return typed?.kind === 'taken' && typed.value === value ? [] : [{ question: question?.title, value }];
    });
  });
}

/** Who keeps registers, and what a person who typed their rows would be told to mend. */
async function registersKept(
  services: Services,
  districtId: string,
): Promise<{ readonly communities: readonly string[]; readonly faulty: readonly unknown[] }> {
  const { db } = services.store;
  const rows = await db
    .selectFrom('registerRow as r')
    .innerJoin('orgUnit as u', 'u.unitId', 'r.communityId')
    .selectAll('r')
    .select('u.name')
    .orderBy('u.code')
    .execute();
  const tables = await registerTables(services, db, districtId);
  const faulty = rows.flatMap(({ register, rowId, rowValues }) => {
    const table = tables.find((each) => each.register === register);
    const values = openRow(services, rowId, rowValues);
    return table ? [...acceptCells(table, values).faults, ...contradictions(table, values, '2026-12')] : [];
  });
  return { communities: [...new Set(rows.map(({ name }) => name))], faulty };
}
