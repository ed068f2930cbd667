// A draft that was never handed in can be taken away by its department and brought back; what was handed in once stays on record.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { place, POPULATION, workbook, type Json, type Place } from './place.ts';

let at: Place;
let id = '';
beforeAll(async () => {
  at = await place();
  id = await draft('ga-9');
});
afterAll(() => at.close());

async function draft(code: string): Promise<string> {
  const { requirementId } = await at.done('ga', 'POST /requirements', { body: { code, title: `草稿${code}`, frequency: 'annual', legalBasis: '统计法' } });
  await at.done('ga', `PUT /requirements/${requirementId}/workbook`, { file: { name: 'a.xlsx', bytes: await workbook(POPULATION) } });
  return requirementId as string;
}
const codes = async (): Promise<string[]> => (await at.done('ga', 'GET /requirements')).items.map(({ code }: Json) => code as string);
const standing = async (): Promise<number> => (await at.done('ga', 'GET /decisions')).items.filter(({ revokedAt }: Json) => revokedAt === null).length;
const remove = (who: string) => at.ask(who, `DELETE /requirements/${id}`);
const restore = (who: string, which = id) => at.ask(who, `POST /requirements/${which}/restore`, { body: {} });

describe('a draft that was never handed in', () => {
  it('goes with its form, documents and rulings, and is on the audit log', async () => {
    await at.done('ga', `POST /requirements/${id}/bases`, { file: { name: '依据.pdf', bytes: Buffer.from('%PDF-1.4') } });
    await at.done('ga', 'POST /decisions', { body: { ruling: { kind: 'notABlank', field: { requirement: 'ga-9', cell: 'C3' } }, why: '是说明' } });
    expect(await standing()).toBe(1);
    expect((await remove('mz')).statusCode).toBe(404);
    expect((await at.ask('ga', `DELETE /requirements/${id}`, { headers: { 'if-match': '"999"' } })).statusCode).toBe(412);
    expect((await remove('ga')).json()).toEqual({ requirementId: id, code: 'ga-9', title: '草稿ga-9' });
    expect((await at.ask('ga', `GET /requirements/${id}`)).statusCode).toBe(404);
    expect([await codes(), await standing()]).toEqual([[], 0]);
    const { items } = await at.done('auditor', 'GET /audit?act=requirement.remove');
    expect(items.filter(({ outcome }: Json) => outcome === 'done')).toMatchObject([{ target: `requirement/${id}`, detail: { removed: 'ga-9' } }]);
  });

  it('leaves its number free, and comes back only while nobody else has it', async () => {
    const other = await draft('ga-9');
    expect((await restore('ga')).json()).toMatchObject({ status: 409, code: 'state.taken' });
    expect((await at.ask('ga', `DELETE /requirements/${other}`)).statusCode).toBe(200);
    expect((await restore('mz')).statusCode).toBe(404);
    expect((await restore('ga')).statusCode).toBe(200);
    expect([await codes(), await standing()]).toEqual([['ga-9'], 1]);
    expect((await at.done('ga', `GET /requirements/${id}/bases`)).items).toHaveLength(1);
    expect((await at.ask('ga', `GET /requirements/${id}/workbook`)).statusCode).toBe(200);
    expect((await restore('ga')).statusCode).toBe(404);
  });
});

describe('what was handed in', () => {
  it('cannot be removed, not even after it was taken back', async () => {
    await at.done('ga', `POST /requirements/${id}/submit`, { body: {} });
    expect((await remove('ga')).json()).toMatchObject({ status: 409, code: 'state.wrong' });
    await at.done('ga', `POST /requirements/${id}/withdraw`, { body: {} });
    expect((await remove('ga')).json()).toMatchObject({ status: 409, code: 'requirement.onRecord' });
    expect(await codes()).toEqual(['ga-9']);
  });
});
