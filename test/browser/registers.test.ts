// A community keeps its registers: a roster taken in, rows found, added, changed, removed, and the numbers that follow; ten thousand rows.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handOf } from './answers.ts';
import { person, rosterOf, sound } from './people.ts';
import { axeOf, CHROMIUM, faultsOf, openSite, picture, type Site } from './site.ts';

const PEOPLE = Array.from({ length: 60 }, (_, index) => person(index));

describe.skipIf(CHROMIUM === null)('a community keeps its registers', () => {
  let site: Site;
  let page: Page;
  beforeAll(async () => {
    site = await openSite();
    page = await site.page('community1');
    page.setDefaultTimeout(15_000);
  }, 400_000);
  afterAll(() => site?.close());

  const lines = () => page.locator('.grid .line');
  const cell = (name: string) => page.locator('.grid .cell.first', { hasText: name });
  const drawer = () => page.getByRole('dialog');

  test('an empty register says how to fill it', async () => {
    await page.goto('/registers');
    await expect.poll(() => page.locator('main a.panel').count()).toBe(3);
    await picture(page, 'registers-list');
    expect(await axeOf(page)).toEqual([]);
    await page.locator('main a.panel', { hasText: '人台账' }).click();
    await expect.poll(() => page.locator('main').textContent()).toContain('还没有登记');
    await picture(page, 'registers-empty');
    expect(await axeOf(page)).toEqual([]);
  });

  test('a roster is taken in as it was shown: faults named by line, the rest accepted', async () => {
    const wrong = { ...person(60), idCard: '110105194912310021' };
    await page.getByRole('button', { name: '导入名册' }).click();
    await drawer().locator('select').first().selectOption({ label: '持证残疾人名册' });
    const file = { name: '残疾人.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(await rosterOf([...PEOPLE, wrong])) };
    await drawer().locator('input[type=file]').setInputFiles(file);
    await expect.poll(() => drawer().textContent()).toContain('新增 60 行 · 修改 0 行 · 不变 0 行 · 有错 1 行');
    expect(await drawer().locator('.columns').textContent()).toMatch(/身份证号码.*身份证号.*爱好.*不导入/s);
    expect(await drawer().locator('.lines tr').first().textContent()).toMatch(/第 63 行.*有错.*末位校验码/s);
    await picture(page, 'registers-import', { guide: true });
    expect(await axeOf(page)).toEqual([]);
    expect(
      await drawer()
        .getByRole('button', { name: /照此导入/ })
        .isDisabled(),
    ).toBe(true);
    await drawer().getByText('跳过有错的').click();
    await drawer().getByRole('button', { name: '照此导入 60 行' }).click();
    await expect.poll(() => page.getByRole('status').textContent()).toBe('显示 60 / 60 行');
  });

  test('rows are found, sorted and filtered; identity numbers are masked', async () => {
    const [first] = PEOPLE;
    if (!first) throw new Error('Nobody is there.');
    expect(await page.locator('.grid').textContent()).not.toContain(first.idCard);
    await page.getByRole('searchbox').fill(PEOPLE[5]?.name ?? '');
    await expect.poll(() => lines().count()).toBe(1);
    await page.getByRole('searchbox').fill(first.idCard);
    await expect.poll(() => page.locator('.cell.first[role=rowheader]').allTextContents()).toEqual([expect.stringContaining(first.name)]);
    await page.getByRole('searchbox').fill('');
    await page.getByLabel('按栏目筛选').check();
    await page.getByLabel('筛选:残疾等级').fill('一级');
    await expect.poll(() => page.getByRole('status').textContent()).toBe('显示 15 / 60 行');
    await picture(page, 'registers-grid', { guide: true });
    expect(await axeOf(page)).toEqual([]);
    await page.getByLabel('筛选:残疾等级').fill('');
    await page.getByLabel('按栏目筛选').uncheck();
    await page
      .getByRole('button', { name: '按姓名排序' })
      .or(page.getByRole('button', { name: '按姓名排序' }))
      .first()
      .click();
    const names = PEOPLE.map(({ name }) => name).toSorted(new Intl.Collator('zh-CN', { numeric: true }).compare);
    await expect.poll(async () => (await lines().first().locator('.cell.first').textContent())?.trim()).toBe(names[0]);
  });

  test('by keyboard: arrows move, Enter opens, Esc closes', async () => {
    await page.locator('.grid').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.locator('.grid').getAttribute('aria-activedescendant')).toBe('cell-1-1');
    await page.keyboard.press('Enter');
    await expect.poll(() => drawer().count()).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => drawer().count()).toBe(0);
  });

  test('by keyboard: the heads are above the first row, and Enter sorts', async () => {
    const headOf = () => page.locator('[role=columnheader][aria-sort=ascending], [role=columnheader][aria-sort=descending]');
    await page.locator('.grid').focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => page.locator('.grid').getAttribute('aria-activedescendant')).toBe('head-0');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(() => headOf().getAttribute('id')).toBe('head-1');
    await page.keyboard.press(' ');
    await expect.poll(() => headOf().getAttribute('aria-sort')).toBe('descending');
    await page.keyboard.press('Enter');
    await expect.poll(() => headOf().count()).toBe(0);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.locator('.grid').getAttribute('aria-activedescendant')).toBe('cell-0-1');
  });

  test('at twice the size the rows can still be read, and on A4 all of them stand', async () => {
    await page.setViewportSize({ width: 683, height: 384 });
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await lines().nth(3).scrollIntoViewIfNeeded();
    const box = await page.locator('.grid').boundingBox();
    expect(box?.height).toBeGreaterThan(200);
    expect(await lines().nth(3).isVisible()).toBe(true);
    await picture(page, 'registers-twice-the-size');
    // A4 across, without its margins, at 96 dots an inch.
    await page.setViewportSize({ width: 1047, height: 718 });
    await page.evaluate(`window.dispatchEvent(new Event('beforeprint'))`);
    await page.emulateMedia({ media: 'print' });
    await expect.poll(() => page.locator('.paper tbody tr').count()).toBe(60);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await picture(page, 'registers-paper');
    await page.emulateMedia({ media: 'screen' });
    await page.evaluate(`window.dispatchEvent(new Event('afterprint'))`);
    await page.setViewportSize({ width: 1366, height: 768 });
    await expect.poll(() => page.locator('.paper').count()).toBe(0);
  });

  test('one is added: the identity number is tested while it is typed, rosters are ticks', async () => {
    await page.getByRole('button', { name: '新增', exact: true }).click();
    await drawer().getByLabel('姓名').fill('新来的人');
    await drawer().getByLabel('身份证号').fill('1101051955');
    await expect.poll(() => drawer().locator('.said.bad').textContent()).toContain('应为 18 位,现在 10 位');
    await drawer().getByLabel('身份证号').fill('110105194912310021');
    await expect.poll(() => drawer().locator('.said.bad').textContent()).toContain('末位校验码不符');
    expect(await drawer().getByRole('button', { name: '保存', exact: true }).isDisabled()).toBe(true);
    await drawer().getByLabel('身份证号').fill(sound('11010519490101002'));
    await expect.poll(() => drawer().locator('.said').allTextContents()).toContainEqual(expect.stringContaining('1949-01-01 出生,女'));
    await drawer().getByText('社区党员花名册').click();
    await expect.poll(() => drawer().getByRole('group', { name: '党员类别' }).count()).toBe(1);
    await picture(page, 'registers-add', { guide: true });
    expect(await axeOf(page)).toEqual([]);
    await drawer().getByRole('button', { name: '保存', exact: true }).click();
    await expect.poll(() => page.getByRole('status').textContent()).toBe('显示 61 / 61 行');
  });

  test('the same person is not entered twice', async () => {
    await page.getByRole('button', { name: '新增', exact: true }).click();
    await drawer().getByLabel('姓名').fill('同一个人');
    await drawer().getByLabel('身份证号').fill(sound('11010519490101002'));
    await drawer().getByRole('button', { name: '保存', exact: true }).click();
    await expect.poll(() => drawer().getByRole('alert').textContent()).toContain('同一身份证号已在');
    await drawer().getByLabel('关闭此对话框').or(drawer().locator('.el-drawer__close-btn')).first().click();
    await page.locator('.el-message-box').getByRole('button', { name: '不保存' }).click();
    await expect.poll(() => drawer().count()).toBe(0);
  });

  test('two people change one row: both are shown, nothing is overwritten unseen', async () => {
    await page.getByRole('searchbox').fill('新来的人');
    await cell('新来的人').click();
    await drawer().getByLabel('民族').fill('回族');
    const hand = await handOf(site, 'community1');
    const { items } = await hand.get(`/registers/${hand.unitId}/person/rows?limit=500`);
    const row = items.find((each: { values: Record<string, unknown> }) => each.values['name'] === '新来的人');
    await hand.send('PATCH', `/registers/${hand.unitId}/person/rows/${row.rowId}`, { values: { ethnic: '满族' } });
    await hand.close();
    await drawer().getByRole('button', { name: '保存', exact: true }).click();
    await expect.poll(() => drawer().locator('.conflict').textContent()).toMatch(/民族.*回族.*满族/s);
    await expect.poll(() => drawer().locator('.is-loading').count()).toBe(0);
    await picture(page, 'registers-conflict');
    expect(await axeOf(page)).toEqual([]);
    await drawer().getByRole('button', { name: '保存', exact: true }).click();
    await expect.poll(() => drawer().count()).toBe(0);
  });

  test('one is removed with why and when; the log tells it', async () => {
    await cell('新来的人').click();
    await drawer().getByRole('button', { name: '显示全部(会记录)' }).click();
    await expect.poll(() => drawer().getByLabel('身份证号').inputValue()).toBe(sound('11010519490101002'));
    await drawer().getByRole('button', { name: '注销…' }).click();
    await drawer().getByText('迁出', { exact: true }).click();
    await picture(page, 'registers-removal');
    expect(await axeOf(page)).toEqual([]);
    await drawer().getByRole('button', { name: '注销', exact: true }).click();
    await expect.poll(() => page.getByRole('status').textContent()).toBe('显示 0 / 60 行');
    await page.getByRole('searchbox').fill('');
    await page.getByRole('button', { name: '变动记录' }).click();
    await expect.poll(() => drawer().locator('tbody tr').first().textContent()).toMatch(/新来的人.*迁出/s);
    await page.keyboard.press('Escape');
  });

  test('the numbers that follow are shown', async () => {
    await page.getByRole('button', { name: '自动得出的数' }).click();
    await expect.poll(() => drawer().locator('tbody tr').count()).toBeGreaterThan(5);
    await expect.poll(() => drawer().locator('tbody tr', { hasText: /60/ }).count()).toBeGreaterThan(0);
    await picture(page, 'registers-counts', { guide: true });
    expect(await axeOf(page)).toEqual([]);
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  test('ten thousand rows open and scroll', { timeout: 240_000 }, async () => {
    const hand = await handOf(site, 'community2');
    const columns = { 民族: '汉族', 学历: '本科及以上', 政治面貌: '群众', 婚姻状况: '已婚', 户口性质: '城镇', 年龄: '60' };
    const bytes = await rosterOf(
      Array.from({ length: 10_000 }, (_, index) => person(index)),
      columns,
    );
    const path = `/registers/${hand.unitId}/person/import`;
    const { key, counts } = await hand.upload(`${path}/preview`, 'people.xlsx', bytes);
    expect(counts).toMatchObject({ added: 10_000, faulty: 0 });
    await hand.upload(`${path}?key=${key}`, 'people.xlsx', bytes);
    await hand.close();
    const many = await site.page('community2', { dark: true, language: 'en' });
    await many.goto('/registers');
    const panel = many.locator('main a.panel', { hasText: '10000' });
    await expect.poll(() => panel.count()).toBe(1);
    await panel.click();
    await many.locator('.grid .line').first().waitFor();
    expect(await many.locator('.grid .line').count()).toBeLessThan(80);
    await many.locator('.grid').focus();
    await many.keyboard.press('Control+End');
    await expect.poll(() => many.locator('.grid [aria-rowindex="10001"]').count()).toBe(1);
    await picture(many, 'registers-many-en');
    expect(await axeOf(many)).toEqual([]);
    expect(faultsOf(many)).toEqual([]);
    await many.context().close();
  });
});
