// Days and moments are Beijing's wherever the machine stands, and periods are said the same on all pages.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { periodWords } from '../../web/pieces/period.ts';
import { clockOf, dayOf, minuteOf, momentAt, timeOf } from '../../web/pieces/time.ts';
import { words } from '../../web/words/index.ts';
import en from '../../web/words/en/index.ts';
import zh from '../../web/words/zh/index.ts';

describe('a moment', () => {
  const late = '2026-12-31T16:30:00.000Z';
  test('is on the day that it is in Beijing, where it is 2027 already', () => {
    expect(timeOf(late)).toBe('2027-01-01 00:30');
    expect([dayOf(late), minuteOf(late), clockOf(late), timeOf(null)]).toEqual(['2027-01-01', '01-01 00:30', '00:30', '—']);
  });
  test('that a person says is the one that the pages show', () => {
    expect(momentAt('2027-01-01', '00:30')).toBe(late);
  });
});

describe('a period', () => {
  beforeAll(() => words.global.setLocaleMessage('zh', zh as never));
  test.each([
    ['2026', '2026年'],
    ['2026-H1', '2026年上半年'],
    ['2026-H2', '2026年下半年'],
    ['2026-Q4', '2026年第4季度'],
    ['2026-07', '2026年7月'],
  ])('%s is %s', (period, said) => expect(periodWords(period)).toBe(said));

  test.each([
    ['2026', '2026'],
    ['2026-H1', 'first half of 2026'],
    ['2026-Q4', 'quarter 4 of 2026'],
    ['2026-10', 'October 2026'],
  ])('in English %s is %s', (period, said) => {
    const { locale } = words.global as unknown as { locale: { value: string } };
    words.global.setLocaleMessage('en', en as never);
    locale.value = 'en';
    expect(periodWords(period)).toBe(said);
    locale.value = 'zh';
  });
});

describe('no page', () => {
  const root = fileURLToPath(new URL('../../web', import.meta.url));
  const pages = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (path) => /^(pages|shell|pieces)\/.*\.(vue|ts)$/.test(path) && path !== 'pieces/time.ts',
  );
  test.each(pages)('tells time by the clock of the machine or a period by its code: %s', (path) => {
    const source = readFileSync(join(root, path), 'utf8');
    expect(source).not.toMatch(/toLocale(Date|Time)?String\(\)|\bd\(new Date|\$d\(|getFullYear\(|getHours\(|toISOString\(\)\.slice/);
    expect(source).not.toMatch(/\{\{\s*([\w.]+\.)?(?<!question\.)period\s*\}\}/);
  });
});
