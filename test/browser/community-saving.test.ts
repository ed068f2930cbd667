// Nothing typed is lost: a sign-in that is over while saving, a file instead of a network; and a rule that is wrong is said in one click and answered.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeOf, CHROMIUM, faultsOf, openSite, picture, type Site } from './site.ts';

describe.skipIf(CHROMIUM === null)('what a community types is safe', { timeout: 180_000 }, () => {
  let site: Site;
  let page: Page;
  let community = '';
  beforeAll(async () => {
    site = await openSite();
    page = await site.page('community2');
    page.setDefaultTimeout(20_000);
    community = (await get<{ unitId: string }>('/session')).unitId;
  }, 240_000);
  afterAll(() => site?.close());

  const get = async <Reply>(path: string): Promise<Reply> => (await page.context().request.get(`/api/v1${path}`)).json() as Promise<Reply>;
  const valuesAt = async (section: string): Promise<readonly unknown[]> => {
    const { answers } = await get<{ answers: unknown[] }>(`/submissions/${community}/2026/sections/${section}`);
    return answers.filter((value) => value !== null);
  };
  const field = (at: number) => page.locator('.tables [data-item]').nth(at);
  const line = () => page.locator('header [role=status]').textContent();
  const typeInto = async (at: number, ...numbers: readonly string[]): Promise<void> => {
    await field(at).click();
    for (const number of numbers) {
      await page.keyboard.type(number);
      await page.keyboard.press('Enter');
    }
  };

  test('the sign-in is over while saving: signed in again over the page, the queue drains', async () => {
    await page.goto('/my-year/2026/housing');
    await typeInto(0, '1');
    await expect.poll(line).toMatch(/已全部保存/);
    // The session ends behind the page's back, as after a long lunch.
    await page.context().request.delete('/api/v1/session');
    await typeInto(1, '21', '22');
    const dialog = page.getByRole('dialog');
    await expect.poll(() => dialog.count()).toBe(1);
    await picture(page, 'community-sign-in-again');
    expect(await axeOf(page)).toEqual([]);
    expect([await field(1).inputValue(), await field(2).inputValue()]).toEqual(['21', '22']);
    await dialog.locator('input[type=password]').fill('onetable-demo');
    await page.keyboard.press('Enter');
    await expect.poll(() => dialog.count()).toBe(0);
    await expect.poll(line).toMatch(/已全部保存/);
    expect(await valuesAt('housing')).toEqual([1, 21, 22]);
  });

  test('the sign-in is over and the page is reloaded: what was typed is sent after signing in', async () => {
    await page.context().request.delete('/api/v1/session');
    await typeInto(3, '31');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(1);
    await page.goto('/my-year/2026/housing');
    await page.waitForURL('**/sign-in?**');
    await page.locator('input[autocomplete=username]').fill('community2');
    await page.locator('input[type=password]').fill('onetable-demo');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/my-year/2026/housing');
    await expect.poll(() => valuesAt('housing')).toEqual([1, 21, 22, 31]);
    await expect.poll(line).toMatch(/已全部保存/);
  });

  test('what could not be saved goes into a file, and comes back from it on another machine', async () => {
    await page.goto('/my-year/2026/funds');
    await field(0).click();
    await page.context().setOffline(true);
    await typeInto(0, '41', '约42', '43');
    await expect.poll(line).toMatch(/2 处已存在本机.*1 处写法不对/s);
    const [kept] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '把没保存的存成文件' }).click()]);
    const bytes = readFileSync(await kept.path());
    expect(bytes.toString('utf8')).toMatch(/2026\/funds\//);
    // Another machine has the file and nothing else; this one still has no network.
    const other = await site.page('community2');
    await other.goto('/my-year/2026/file');
    await other.setInputFiles('input[type=file]', { name: kept.suggestedFilename(), mimeType: 'text/csv', buffer: bytes });
    await expect.poll(() => other.locator('main').textContent()).toMatch(/1 处不能采用/);
    await picture(other, 'community-brought-back');
    expect(await axeOf(other)).toEqual([]);
    await other.getByRole('button', { name: '全选', exact: true }).click();
    await other.getByRole('button', { name: /采用选中的 2 格/ }).click();
    await expect.poll(() => valuesAt('funds')).toEqual([41, 43]);
    await other.setInputFiles('input[type=file]', { name: 'other.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\r\n1,2\r\n') });
    await expect.poll(() => other.getByRole('alert').textContent()).toMatch(/没有认得出的填报值/);
    expect(faultsOf(other)).toEqual([]);
    await other.context().close();
    await page.context().setOffline(false);
    await expect.poll(line).toMatch(/其余已保存.*1 处写法不对/s);
    expect(await valuesAt('funds')).toEqual([41, 43]);
  });

  test('a rule that is wrong is said in one click, stands on the coordinator’s desk, is answered and switched off', async () => {
    await page.goto('/my-year/2026/workforce');
    interface Rule {
      readonly words: string;
      readonly left: readonly { readonly item: string }[];
      readonly right: readonly { readonly item: string }[];
    }
    const { rules } = await get<{ rules: readonly Rule[] }>('/forms/2026/annual/sections/workforce');
    const [rule] = rules;
    const cell = (item: string | undefined) => page.locator(`[data-item="${item}"]`);
    await cell(rule?.left[0]?.item).click();
    await page.keyboard.type('9');
    await cell(rule?.right[0]?.item).click();
    await page.keyboard.type('8');
    const finding = page.locator('.found li', { hasText: rule?.words ?? '' });
    await expect.poll(() => finding.count()).toBe(1);
    await finding.getByRole('button', { name: '这条规则不对?' }).click();
    await page.locator('.el-message-box').getByRole('button', { name: '反映给统筹办' }).click();
    await expect.poll(() => finding.getByRole('status').textContent()).toMatch(/已反映给统筹办/);

    const desk = await site.page('coordinator');
    await desk.goto('/year?year=2026');
    const tab = desk.getByRole('tab', { name: /规则反映/ });
    await expect.poll(() => tab.textContent()).toMatch(/1$/);
    await tab.click();
    const report = desk.locator('.report');
    await expect.poll(() => report.textContent()).toContain(rule?.words ?? '');
    expect(await report.textContent()).toMatch(/这条规则不符合实际情况/);
    await picture(desk, 'coordinator-reports', { guide: true });
    expect(await axeOf(desk)).toEqual([]);
    await report.locator('textarea').fill('两项口径不同,规则停用。');
    await report.getByText(/同时停用这条规则/).click();
    await report.getByRole('button', { name: '答复' }).click();
    await expect.poll(() => report.textContent()).toMatch(/已停用.*已答复:两项口径不同/s);
    expect(faultsOf(desk)).toEqual([]);
    await desk.context().close();

    await expect.poll(line).toMatch(/已全部保存/);
    await page.reload();
    await expect.poll(() => page.locator('.tables [data-item]').count()).toBeGreaterThan(0);
    await expect.poll(() => page.locator('.found li', { hasText: rule?.words ?? '' }).count()).toBe(0);
    expect(faultsOf(page)).toEqual([]);
  });
});
