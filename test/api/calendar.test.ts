// Working days, what follows from them, and the window in which departments declare.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDays } from '../../api/calendar/import.ts';
import { dayIn, daysAfter, endOf, movedTo, workdaysOf } from '../../api/calendar/workdays.ts';
import { admit, place, POPULATION, workbook, type Json, type Place } from './server/place.ts';

describe('working days', () => {
  const { isWorkday, onOrAfter, isProvisional } = workdaysOf([
    {
      year: 2026,
      provisional: false,
      days: [
        { day: '2026-10-01', works: false, name: '国庆节' },
        { day: '2026-10-02', works: false, name: '国庆节' },
        { day: '2026-10-10', works: true, name: '国庆节' },
      ],
    },
  ]);
  it('are weekdays, without holidays, with the weekends that are worked instead', () => {
    expect(['2026-09-30', '2026-10-01', '2026-10-03', '2026-10-10'].map(isWorkday)).toEqual([true, false, false, true]);
    expect([onOrAfter('2026-09-30'), onOrAfter('2026-10-01'), onOrAfter('2026-12-31')]).toEqual(['2026-09-30', '2026-10-05', '2026-12-31']);
  });
  it('of a year that is not made known are those that never change, and said to be provisional', () => {
    expect([isWorkday('2031-05-01'), isWorkday('2031-05-06'), isProvisional('2031-05-01'), isProvisional('2026-05-01')]).toEqual([false, true, true, false]);
    expect(onOrAfter('2027-01-01')).toBe('2027-01-04');
  });
  it('are days in Beijing', () => {
    expect([dayIn('2026-03-31T15:59:59Z'), dayIn('2026-03-31T16:00:00Z'), daysAfter('2026-02-28', 1)]).toEqual(['2026-03-31', '2026-04-01', '2026-03-01']);
    expect([endOf('2026-03-31'), movedTo('2026-03-31T20:30:00.000Z', '2026-04-03')]).toEqual(['2026-03-31T15:59:59.000Z', '2026-04-02T20:30:00.000Z']);
  });
});

describe('files of holidays', () => {
  const csv = (text: string) => readDays('days.csv', Buffer.from(text));
  it('are tables as people write them, or the JSON of chinese-days', async () => {
    expect(await csv('日期,类型,名称\n2027年1月1日,休,元旦\n2027/1/3,班,元旦\n')).toEqual([
      { day: '2027-01-01', works: false, name: '元旦' },
      { day: '2027-01-03', works: true, name: '元旦' },
    ]);
    const json = JSON.stringify({ holidays: { '2027-01-01': "New Year's Day,元旦,1" }, workdays: {} });
    expect(await readDays('2027.json', Buffer.from(json))).toEqual([{ day: '2027-01-01', works: false, name: '元旦' }]);
  });
  it.each([
    ['日期\n2027-01-01\n', '日期、类型、名称'],
    ['日期,类型\n2027-02-30,休\n', 'days.csv 2'],
    ['日期,类型\n2027-02-03,也许\n', '也许'],
    ['日期,类型\n2027-02-03,休\n2027-2-3,班\n', '两次'],
    ['日期,类型\n', '没有日期'],
  ])('%j is refused with the line', async (text, words) => {
    const told = await csv(text).then(
      () => '',
      (error: Json) => JSON.stringify(error.problem),
    );
    expect(told).toContain(words);
  });
  it('JSON of something else is refused', async () => {
    for (const text of ['{', '[]', '{"holidays":1}', 'null']) await expect(readDays('a.json', Buffer.from(text))).rejects.toThrow('request.invalid');
  });
});

describe('the year', () => {
  let at: Place;
  let id = '';
  beforeAll(async () => {
    at = await place();
    id = await admit(at, 'ga', 'ga-1', await workbook(POPULATION));
    await admit(at, 'mz', 'mz-1', await workbook(POPULATION.replace('社区办公用房面积', '本月新增就业人数')), 'monthly');
    await at.done('coordinator', 'POST /forms/2026/versions', { body: {} });
  });
  afterAll(() => at.close());
  const dueOf = async (period: string): Promise<Json> => (await at.done('community1', `GET /submissions/${at.unit('001001')}/${period}`)).due;

  it('comes with the holidays that are known, and says which are not', async () => {
    const known = await at.done('community1', 'GET /calendar/2026');
    expect(known).toMatchObject({ provisional: false, source: 'chinese-days', declaration: { from: '2026-03-01', to: '2026-03-31', open: false } });
    expect(known.days).toContainEqual({ day: '2026-10-01', works: false, name: '国庆节' });
    expect(known.days).toContainEqual({ day: '2026-10-10', works: true, name: '国庆节' });
    expect(await at.done('mz', 'GET /calendar/2027')).toMatchObject({ provisional: true });
    expect(known.dues).toHaveLength(13);
    expect(known.dues[0]).toEqual({ period: '2026-01', dueAt: '2026-02-24T15:59:59.000Z', movedFrom: '2026-02-15', reason: null, provisional: false });
  });

  it('gives every period a due day that is worked, and counts who is late by it', async () => {
    expect(await dueOf('2026-07')).toMatchObject({ dueAt: '2026-08-17T15:59:59.000Z', movedFrom: '2026-08-15' });
    expect(await dueOf('2026')).toMatchObject({ dueAt: '2027-01-15T15:59:59.000Z', movedFrom: null, provisional: true });
    expect((await at.done('coordinator', 'GET /progress/2026-07')).counts.late).toBe(3);
    expect((await at.done('coordinator', 'GET /progress/2026-09')).counts.late).toBe(0);
  });

  it('a deadline that is set moves off a holiday too, at the same hour', async () => {
    const set = await at.done('coordinator', 'PUT /deadlines/2026-08', { body: { dueAt: '2026-10-01T04:00:00Z', reason: '系统故障顺延' } });
    expect(set).toMatchObject({ dueAt: '2026-10-08T04:00:00.000Z', movedFrom: '2026-10-01' });
    expect(await dueOf('2026-08')).toMatchObject({ dueAt: '2026-10-08T04:00:00.000Z', reason: '系统故障顺延' });
  });

  it('is imported when the next one is made known, and changed day by day', async () => {
    const file = { name: '2027.csv', bytes: Buffer.from('日期,类型,名称\n2027-01-15,休,试\n2027-01-16,班,试\n') };
    expect((await at.done('admin', 'POST /calendar/import', { file })).years).toEqual([{ year: 2027, days: 2 }]);
    expect(await dueOf('2026')).toMatchObject({ dueAt: '2027-01-16T15:59:59.000Z', movedFrom: '2027-01-15', provisional: false });
    await at.done('admin', 'PUT /calendar/days/2027-01-16', { body: { works: null, name: '' } });
    expect((await dueOf('2026')).dueAt).toBe('2027-01-18T15:59:59.000Z');
    expect((await at.ask('coordinator', 'PUT /calendar/days/2027-01-18', { body: { works: false, name: '' } })).statusCode).toBe(403);
    expect((await at.ask('admin', 'PUT /calendar/days/2027-02-30', { body: { works: false, name: '' } })).statusCode).toBe(400);
  });

  it('has a window for declaring; what is declared outside it is marked, or wants a reason where the district is strict', async () => {
    const window = (body: object) => at.ask('coordinator', 'PUT /calendar/declaration-window', { body });
    const submit = async (body: object) => at.ask('ga', `POST /requirements/${id}/submit`, { body });
    await at.done('ga', `POST /requirements/${id}/revise`, { body: {} });
    expect((await window({ from: '03-01', to: '02-01', strict: true })).statusCode).toBe(400);
    expect((await window({ from: '02-30', to: '03-01', strict: true })).json().title).toContain('02-30');
    expect((await window({ from: '03-01', to: '03-28', strict: true })).statusCode).toBe(200);
    expect((await at.done('ga', 'GET /calendar/2026')).declaration).toEqual({ from: '2026-03-01', to: '2026-03-30', strict: true, open: false });
    expect((await submit({})).json()).toMatchObject({ status: 422, code: 'requirement.outsideWindow' });
    expect((await submit({ remarks: '上级新部署' })).json()).toMatchObject({ state: 'submitted', outsideWindow: true });
    await at.done('coordinator', `POST /requirements/${id}/return`, { body: { remarks: '补充' } });
    await window({ from: '09-01', to: '09-30', strict: true });
    expect((await submit({})).json()).toMatchObject({ state: 'submitted', outsideWindow: false });
  });
});
