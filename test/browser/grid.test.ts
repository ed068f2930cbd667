// A grid worker's phone: rows found and changed with big targets, without network too; conflicts side by side; nothing left after signing out.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handOf } from './answers.ts';
import { person, rosterOf, sound } from './people.ts';
import { axeOf, CHROMIUM, faultsOf, openSite, picture, type Site } from './site.ts';

describe.skipIf(CHROMIUM === null)('a grid worker', () => {
  let site: Site;
  let page: Page;
  beforeAll(async () => {
    site = await openSite();
    const hand = await handOf(site, 'community1');
    const bytes = await rosterOf(
      Array.from({ length: 70 }, (_, index) => person(index)),
      { 网格: '柳岸社区第一网格' },
    );
    const path = `/registers/${hand.unitId}/person/import`;
    const { key } = await hand.upload(`${path}/preview`, 'people.xlsx', bytes);
    await hand.upload(`${path}?key=${key}`, 'people.xlsx', bytes);
    await hand.close();
    page = await site.page('grid1', { phone: true });
  }, 400_000);
  afterAll(() => site?.close());

  const state = () => page.locator('.state').textContent();
  const sheet = () => page.getByRole('dialog');
  const card = (name: string) => page.locator('.card', { hasText: name });
  const save = () => sheet().getByRole('button', { name: '保存' }).click();

  /** What the phone's own store holds, as text; 'none' when there is no store. */
  async function keptText(): Promise<string> {
    return page.evaluate(`new Promise((done) => {
      indexedDB.databases().then((all) => {
        if (!all.some(({ name }) => name === 'onetable-grid')) return done('none');
        const opening = indexedDB.open('onetable-grid');
        opening.onsuccess = () => {
          const db = opening.result;
          const names = [...db.objectStoreNames];
          if (names.length === 0) { db.close(); return done('none'); }
          const found = [];
          const transaction = db.transaction(names);
          for (const name of names) transaction.objectStore(name).getAll().onsuccess = (event) => found.push(event.target.result);
          transaction.oncomplete = () => { db.close(); done(JSON.stringify(found)); };
        };
      });
    })`);
  }

  test('sees the rows of the grid, one screen, and finds one', async () => {
    await page.goto('/');
    await page.waitForURL('**/my-grid');
    await expect.poll(() => page.locator('.card').count()).toBe(50);
    await picture(page, 'grid-rows', { guide: true });
    expect(await axeOf(page)).toEqual([]);
    for (const target of await page.locator('main button, main input').all()) expect((await target.boundingBox())?.height ?? 48).toBeGreaterThanOrEqual(32);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.getByRole('searchbox').fill(person(3).name);
    await expect.poll(() => page.locator('.card').count()).toBe(1);
    await page.getByRole('searchbox').fill('查无此人');
    await page.getByText('没有找到“查无此人”').waitFor();
    const chosen = await page.locator('.tabs [aria-pressed=true]').boundingBox();
    expect((chosen?.x ?? 0) + (chosen?.width ?? 999)).toBeLessThanOrEqual(390);
    await page.getByRole('searchbox').fill('');
    expect(await keptText()).not.toContain(person(0).idCard);
    expect(await keptText()).toContain(person(0).name);
  });

  test('without network: adds, changes, removes; all is sent when it is back', async () => {
    await page.context().setOffline(true);
    await page.getByRole('button', { name: '新增一行' }).click();
    await sheet().getByLabel('姓名').fill('离线新人');
    await sheet().getByLabel('身份证号').fill(sound('11010519490101002'));
    await expect.poll(() => sheet().locator('.said').allTextContents()).toContainEqual(expect.stringContaining('校验通过'));
    await picture(page, 'grid-add', { guide: true });
    expect(await axeOf(page)).toEqual([]);
    await save();
    await expect.poll(() => card('离线新人').textContent()).toContain('待上传');
    await card(person(1).name).first().click();
    await sheet().getByLabel('民族').fill('回族');
    await save();
    await card(person(2).name).first().click();
    await sheet().getByRole('button', { name: '注销…' }).click();
    await sheet().getByText('迁出', { exact: true }).click();
    await picture(page, 'grid-remove');
    await sheet().getByRole('button', { name: '注销', exact: true }).click();
    await expect.poll(state).toContain('没有网络,可以继续登记(3 条待上传)');
    await picture(page, 'grid-offline', { guide: true });
    expect(await axeOf(page)).toEqual([]);
    await page.context().setOffline(false);
    await expect.poll(state).toContain('全部已上传');
    const hand = await handOf(site, 'community1');
    const { items } = await hand.get(`/registers/${hand.unitId}/person/rows?limit=500`);
    const names = items.map(({ values }: { values: Record<string, string> }) => values['name']);
    expect(names).toContain('离线新人');
    expect(names).not.toContain(person(2).name);
    expect(items.find(({ values }: { values: Record<string, string> }) => values['name'] === person(1).name).values.ethnic).toBe('回族');
    await hand.close();
  });

  test('an age that nobody has, and a sex that the identity number contradicts, are refused at the cell; what the number tells need not be typed', async () => {
    await page.getByRole('button', { name: '新增一行' }).click();
    const said = () => sheet().locator('.said').allTextContents();
    const saving = () => sheet().getByRole('button', { name: '保存' });
    await sheet().getByLabel('姓名').fill('张三');
    await sheet().getByLabel('身份证号').fill('33010619900101123X');
    await expect.poll(said).toContainEqual(expect.stringContaining('由身份证号得出:男,不必填'));
    await sheet().getByLabel('年龄').fill('-5');
    await expect.poll(said).toContainEqual(expect.stringContaining('年龄应为 0—150 的整数'));
    expect(await saving().isDisabled()).toBe(true);
    await sheet().getByLabel('年龄').fill('');
    await sheet().getByRole('group', { name: '性别' }).getByRole('button', { name: '女' }).click();
    await expect.poll(said).toContainEqual(expect.stringContaining('与身份证号对不上:按号码应为“男”'));
    expect(await saving().isDisabled()).toBe(true);
    await picture(page, 'grid-contradicted');
    expect(await axeOf(page)).toEqual([]);
    await sheet().getByRole('group', { name: '性别' }).getByRole('button', { name: '女' }).click();
    await save();
    await expect.poll(state).toContain('全部已上传');
    // Among more rows than are drawn at first.
    await page.getByRole('searchbox').fill('张三');
    await expect.poll(() => card('张三').count()).toBe(1);
    await page.getByRole('searchbox').fill('');
  });

  test('a row that somebody else changed meanwhile: both side by side, then mine', async () => {
    const { name } = person(4);
    await page.context().setOffline(true);
    await card(name).first().click();
    await sheet().getByLabel('民族').fill('壮族');
    await save();
    const hand = await handOf(site, 'community1');
    const rows = `/registers/${hand.unitId}/person/rows`;
    const { items } = await hand.get(`${rows}?limit=500`);
    const row = items.find(({ values }: { values: Record<string, string> }) => values['name'] === name);
    await hand.send('PATCH', `${rows}/${row.rowId}`, { values: { ethnic: '满族' } });
    await page.context().setOffline(false);
    await expect.poll(() => page.locator('.troubles').textContent()).toContain(name);
    await page.getByRole('button', { name: '看一看' }).click();
    await expect.poll(() => sheet().locator('.conflict').textContent()).toMatch(/民族.*壮族.*满族/s);
    await picture(page, 'grid-conflict', { guide: true });
    expect(await axeOf(page)).toEqual([]);
    await save();
    await expect.poll(state).toContain('全部已上传');
    const after = await hand.get(`${rows}/${row.rowId}/masked`);
    expect(after.values.ethnic).toBe('壮族');
    await hand.close();
  });

  test('a new row whose answer was lost is mended meanwhile: one row, as mended', async () => {
    await page.route('**/person/rows', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.getByRole('button', { name: '新增一行' }).click();
    await sheet().getByLabel('姓名').fill('回音一');
    await save();
    await expect.poll(state).toContain('没有网络');
    await card('回音一').click();
    await sheet().getByLabel('姓名').fill('回音二');
    await save();
    await expect.poll(() => page.locator('.card', { hasText: '回音' }).count()).toBe(1);
    await page.unrouteAll({ behavior: 'wait' });
    // It is tried again without being asked, too: then the button is gone.
    await page
      .getByRole('button', { name: '现在上传' })
      .click({ timeout: 3000 })
      .catch(() => undefined);
    await expect.poll(state).toContain('全部已上传');
    const hand = await handOf(site, 'community1');
    const { items } = await hand.get(`/registers/${hand.unitId}/person/rows?limit=500`);
    const names = items.map(({ values }: { values: Record<string, string> }) => values['name']);
    expect(names.filter((name: string) => name.startsWith('回音'))).toEqual(['回音二']);
    await hand.close();
  });

  test('a removal that was refused is looked at as a removal, beside what somebody else changed', async () => {
    const { name } = person(6);
    await page.context().setOffline(true);
    await card(name).first().click();
    await sheet().getByRole('button', { name: '注销…' }).click();
    await sheet().getByText('迁出', { exact: true }).click();
    await sheet().getByRole('button', { name: '注销', exact: true }).click();
    const hand = await handOf(site, 'community1');
    const rows = `/registers/${hand.unitId}/person/rows`;
    const { items } = await hand.get(`${rows}?limit=500`);
    const row = items.find(({ values }: { values: Record<string, string> }) => values['name'] === name);
    await hand.send('PATCH', `${rows}/${row.rowId}`, { values: { ethnic: '满族' } });
    await page.context().setOffline(false);
    await expect.poll(() => page.locator('.troubles').textContent()).toContain(name);
    await page.getByRole('button', { name: '看一看' }).click();
    await expect.poll(() => sheet().locator('.conflict').textContent()).toMatch(/民族.*满族/s);
    await sheet().getByRole('button', { name: '注销', exact: true }).click();
    await expect.poll(state).toContain('全部已上传');
    await expect.poll(() => card(name).count()).toBe(0);
    await hand.close();
  });

  test('signing out takes everything off the phone, and says first what was not sent', async () => {
    await page.context().setOffline(true);
    await card(person(5).name).first().click();
    await sheet().getByLabel('民族').fill('藏族');
    await save();
    await expect.poll(state).toContain('1 条待上传');
    await page.getByRole('button', { name: '退出登录' }).click();
    await expect.poll(() => page.locator('.el-message-box').textContent()).toContain('还有 1 条没有上传');
    await page.getByRole('button', { name: '先不退出' }).click();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.waitForURL('**/sign-in');
    expect(await keptText()).toBe('none');
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  test('in English, in the dark', async () => {
    const dark = await site.page('grid1', { phone: true, dark: true, language: 'en' });
    await dark.goto('/my-grid');
    await expect.poll(() => dark.locator('.card').count()).toBe(50);
    await picture(dark, 'grid-rows-en');
    expect(await axeOf(dark)).toEqual([]);
    expect(faultsOf(dark)).toEqual([]);
    await dark.context().close();
  });
});
