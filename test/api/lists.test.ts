// Lists come in pages that together hold everything once; the search finds what the lists show, and no more.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageFrom, pageOfList } from '../../api/http/page.ts';
import { OPERATIONS } from '../../api/operations/index.ts';
import { populated, type Populated } from './populated.ts';
import type { Login } from './rig.ts';
import { hasPostgres, onPostgres, onSqlite } from './stores.ts';

interface PageReply {
  readonly items: readonly Record<string, unknown>[];
  readonly next: string | null;
}

describe.each([onSqlite, onPostgres])('lists on $name', (under) => {
  const there = under.kind === 'sqlite' || hasPostgres;
  let on: Populated;
  beforeAll(async () => void (there && (on = await populated(under))));
  afterAll(() => (there ? on.close() : undefined));

  const page = async (login: Login, path: string): Promise<PageReply> => (await on.ask(login, path)).json();
  const walk = async (login: Login, path: string, limit: number): Promise<{ items: unknown[]; pages: number }> => {
    const items: unknown[] = [];
    const join = path.includes('?') ? '&' : '?';
    let pages = 0;
    for (let after: string | null = ''; after !== null && pages < 200; pages++) {
      const reply: PageReply = await page(login, `${path}${join}limit=${limit}${after === '' ? '' : `&after=${after}`}`);
      expect(reply.items.length).toBeLessThanOrEqual(limit);
      items.push(...reply.items);
      after = reply.next;
    }
    return { items, pages };
  };

  it.skipIf(!there).each([
    ['administrator', (): string => '/units', 8],
    ['administrator', (): string => '/accounts', 12],
    ['coordinator', (): string => '/requirements', 5],
    ['community1', (): string => '/requirements?state=admitted', 3],
    ['coordinator', (): string => '/decisions', 2],
    ['mz', (): string => '/decisions', 1],
    ['coordinator', (): string => '/progress/2026', 3],
    ['coordinator', (): string => '/feeds', 2],
    ['coordinator', (): string => '/referrals', 2],
    ['mz', (): string => `/referrals?requirementId=${on.things.requirement.mz}`, 1],
    ['mz', (): string => '/jobs', 1],
    ['community1', (): string => `/registers/${on.unit('001001')}/${on.things.register}/rows`, 1],
    ['community1', (): string => `/submissions/${on.unit('001001')}/2026/sections/${on.things.section}/history`, 1],
    ['coordinator', (): string => '/elements?year=2026', 3],
    ['coordinator', (): string => '/search?year=2026', 10],
    ['auditor', (): string => '/audit', 20],
  ] as const)('%s walks through %s page by page and misses nothing', async (login, path, least) => {
    const whole = await page(login, path());
    expect(whole.next).toBeNull();
    expect(whole.items.length).toBeGreaterThanOrEqual(least);
    for (const limit of [1, 2, whole.items.length]) {
      const { items, pages } = await walk(login, path(), limit);
      expect(items).toEqual(whole.items);
      expect(pages).toBe(Math.ceil(whole.items.length / limit));
    }
  });

  it.skipIf(!there)('a cursor of another list is refused', async () => {
    const { next } = await page('administrator', '/units?limit=1');
    expect((await on.ask('administrator', `/accounts?after=${next}`)).statusCode).toBe(400);
    const cursor = (...keys: unknown[]): string => Buffer.from(JSON.stringify(keys)).toString('base64url');
    expect((await on.ask('auditor', `/audit?after=${cursor('x')}`)).statusCode).toBe(400);
    expect((await on.ask('administrator', `/accounts?after=${cursor(7)}`)).statusCode).toBe(400);
    expect((await on.ask('auditor', `/audit?after=${cursor(2)}`)).json().items).toHaveLength(1);
  });

  it.skipIf(!there)('progress counts everybody, whatever the page', async () => {
    const { items, counts } = (await on.ask('coordinator', '/progress/2026?limit=1')).json();
    expect([items.length, counts.communities]).toEqual([1, 3]);
  });

  it.skipIf(!there)('the search finds requirements, elements and places by name and code, as far as the lists show them', async () => {
    const find = async (login: Login, q: string): Promise<string[]> =>
      (await page(login, `/search?year=2026&q=${encodeURIComponent(q)}`)).items.map(({ kind, name }) => `${String(kind)} ${String(name)}`);
    expect(await find('community1', '柳岸')).toEqual(['community 柳岸社区']);
    expect(await find('coordinator', 'MZ-01')).toEqual(['requirement mz-01报表']);
    expect((await find('coordinator', '男性')).some((each) => each.startsWith('element'))).toBe(true);
    expect((await find('community1', '男性')).some((each) => each.startsWith('element'))).toBe(true);
    expect(await find('wj', 'mz-02')).toEqual([]);
    expect(await find('mz', 'mz-02')).toEqual(['requirement mz-02报表']);
    expect(await find('coordinator', '没有这样的')).toEqual([]);
  });

  it.skipIf(!there)('an element tells which blanks ask it, in which words', async () => {
    const { items } = await page('coordinator', `/elements?year=2026&q=${encodeURIComponent('男性')}`);
    const { element } = items[0] as { element: string };
    const told = (await on.ask('wj', `/elements/${element}?year=2026`)).json();
    expect(told).toMatchObject({ departments: ['mz', 'wj'], requirements: ['mz-01', 'wj-01'], fields: 2 });
    expect(told.blanks.map(({ requirement, cell }: Record<string, string>) => `${requirement} ${cell}`)).toEqual(['mz-01 C3', 'wj-01 C3']);
    expect((await on.ask('coordinator', '/elements/none')).statusCode).toBe(404);
  });
});

describe('a page', () => {
  it('says that there is another only if there is', () => {
    expect(pageFrom([1, 2], 2, (each) => [each])).toEqual({ lines: [1, 2], next: null });
    expect(pageFrom([1, 2, 3], 2, (each) => [each]).next).not.toBeNull();
    expect(pageFrom([], 2, () => [])).toEqual({ lines: [], next: null });
  });
  it('of a list made anew goes on after the last line seen, even when that line is gone', () => {
    const first = pageOfList(['a', 'b', 'c'], { limit: '2' }, (each) => [each]);
    expect(pageOfList(['a', 'c', 'd'], { limit: '2', after: first.next ?? '' }, (each) => [each]).lines).toEqual(['c', 'd']);
  });
});

describe('the site', () => {
  /** Turned by a button; read for its sums beside all its lines. */
  const ONE_PAGE = ['audit.list', 'submission.progress'];
  const paged = OPERATIONS.filter(({ reply }) => {
    const { properties } = reply as { properties?: object };
    return properties && 'items' in properties && 'next' in properties;
  }).map(({ id }) => id);

  it('asks for all pages of every list that has pages', () => {
    const web = join(import.meta.dirname, '../../web');
    const sources = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(?:ts|vue)$/.test(path));
    const called = sources.flatMap((path) =>
      [...readFileSync(join(web, path), 'utf8').matchAll(/\bcall\('([\w.]+)'/g)].flatMap(([, id = '']) => (paged.includes(id) ? [`${path} ${id}`] : [])),
    );
    expect(called.filter((each) => !ONE_PAGE.some((id) => each.endsWith(` ${id}`)))).toEqual([]);
  });
});
