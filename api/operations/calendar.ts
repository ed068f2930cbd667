// The year's calendar: working days, when each period is due, and when departments declare what they want to ask.
import Type from 'typebox';
import { FREQUENCIES, periodsOf } from '../../engine/model/period.ts';
import { duesOf } from '../calendar/due.ts';
import { readDays } from '../calendar/import.ts';
import { declarationWindow, isOpen, setDeclarationWindow, windowIn } from '../calendar/window.ts';
import { fixedHolidays, workdaysOf, type SpecialDay } from '../calendar/workdays.ts';
import { daysByYear, putYear, workYears } from '../calendar/years.ts';
import { closed, Day, operation, orNull, YearText } from '../http/operation.ts';
import { ROLES } from '../people/roles.ts';
import { refused } from '../problem.ts';

const Special = closed({ day: Day, works: Type.Boolean(), name: Type.String({ maxLength: 50 }) });
const MonthDay = Type.String({ pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' });
const Window = closed({ from: MonthDay, to: MonthDay, strict: Type.Boolean() });

const Calendar = closed({
  year: Type.Integer(),
  /** Holidays of this year are not made known yet, or were not imported: what is here may change. */
  provisional: Type.Boolean(),
  source: Type.String(),
  days: Type.Array(Special),
  declaration: closed({ from: Day, to: Day, strict: Type.Boolean(), open: Type.Boolean() }),
  /** What is due for the periods of this year, in the order in which it is. */
  dues: Type.Array(closed({ period: Type.String(), dueAt: Type.String(), movedFrom: orNull(Day), reason: orNull(Type.String()), provisional: Type.Boolean() })),
});

export const readCalendar = operation({
  id: 'calendar.read',
  method: 'GET',
  path: '/calendar/:year',
  zh: '一年的日历:节假日和调休、各期截止时间、集中申报期',
  en: 'A year: holidays, worked weekends, what is due when, the declaration window',
  who: ROLES,
  params: closed({ year: YearText }),
  reply: Calendar,
  run: async ({ db, actor, now }, { params }) => {
    const year = Number(params.year);
    const years = await workYears(db, actor.districtId);
    const found = years.find((each) => each.year === year) ?? { year, provisional: true, days: fixedHolidays(year), source: '' };
    const days = workdaysOf(years);
    const window = await declarationWindow(db, actor.districtId);
    const dues = await duesOf(
      db,
      actor.districtId,
      FREQUENCIES.flatMap((frequency) => periodsOf(year, frequency)),
    );
    return {
      year,
      provisional: found.provisional,
      source: found.source,
      days: [...found.days],
      declaration: { ...windowIn(window, year, days), strict: window.strict, open: isOpen(window, now, days) },
      dues: [...dues].map(([period, due]) => ({ period, ...due })).sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0)),
    };
  },
});

export const importCalendar = operation({
  id: 'calendar.import',
  method: 'POST',
  path: '/calendar/import',
  zh: '导入节假日安排(CSV 或 Excel:日期、类型 休/班、名称;或 chinese-days 的 JSON),按年整体替换',
  en: 'Import holidays (CSV or Excel: day, type, name; or the JSON of chinese-days); whole years are replaced',
  who: ['administrator'],
  upload: true,
  reply: closed({ years: Type.Array(closed({ year: Type.Integer(), days: Type.Integer() })) }),
  prepare: (_context, { file }): Promise<readonly SpecialDay[]> => {
    if (!file) throw refused('upload.noFile', {});
    return readDays(file.name, file.bytes);
  },
  run: async ({ db, actor, now, about }, { file }, days) => {
    const years = [...daysByYear(days)].map(([year, own]) => ({ year, days: own }));
    for (const { year, days: own } of years) await putYear(db, actor.districtId, { year, days: own, provisional: false }, { source: file?.name ?? '', now });
    about('calendar', { years: years.map(({ year }) => year) });
    return { years: years.map(({ year, days: own }) => ({ year, days: own.length })) };
  },
});

export const setDay = operation({
  id: 'calendar.day',
  method: 'PUT',
  path: '/calendar/days/:day',
  zh: '改一天(临时放假或上班;works 为 null 即恢复平常)',
  en: 'Change one day: off, worked, or (null) as its weekday says',
  who: ['administrator'],
  params: closed({ day: Day }),
  body: closed({ works: orNull(Type.Boolean()), name: Type.String({ maxLength: 50 }) }),
  reply: closed({ day: Day, works: orNull(Type.Boolean()), name: Type.String() }),
  run: async ({ db, actor, now, about }, { params, body }) => {
    const year = Number(params.day.slice(0, 4));
    const found = (await workYears(db, actor.districtId)).find((each) => each.year === year);
    const others = (found?.days ?? fixedHolidays(year)).filter(({ day }) => day !== params.day);
    const days = body.works === null ? others : [...others, { day: params.day, works: body.works, name: body.name }];
    await putYear(db, actor.districtId, { year, days, provisional: found?.provisional ?? true }, { source: found?.source ?? '', now });
    about('calendar', { day: params.day, works: body.works });
    return { day: params.day, ...body };
  },
});

export const setWindow = operation({
  id: 'calendar.window',
  method: 'PUT',
  path: '/calendar/declaration-window',
  zh: '设定集中申报期(月-日);strict 为真时,期外申报须写明理由',
  en: 'Set the declaration window; where strict, what is declared outside it needs a reason',
  who: ['coordinator'],
  body: Window,
  reply: Window,
  run: async ({ db, actor, about }, { body }) => {
    if (body.from > body.to) throw refused('request.invalid', { at: 'body/to', why: `早于开始 / before ${body.from}` });
    for (const at of ['from', 'to'] as const)
      if (new Date(`2024-${body[at]}T00:00:00Z`).toISOString().slice(5, 10) !== body[at])
        throw refused('request.invalid', { at: `body/${at}`, why: `没有 ${body[at]} 这一天 / no such day` });
    await setDeclarationWindow(db, actor.districtId, body);
    about('calendar', { window: `${body.from}–${body.to}`, strict: body.strict });
    return body;
  },
});
