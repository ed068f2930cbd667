// Signing in: by hand, by the demo's list, in both languages, light and dark; an expired sign-in is asked for again without losing the page.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeOf, CHROMIUM, faultsOf, openSite, picture, type Site } from './site.ts';

describe.skipIf(CHROMIUM === null)('signing in', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  }, 120_000);
  afterAll(() => site?.close());

  test.each([
    { dark: false, language: 'zh' as const },
    { dark: true, language: 'en' as const },
  ])('by login and password: %o', async (look) => {
    const page = await site.page(null, look);
    await page.goto('/');
    await page.waitForURL('**/sign-in');
    await picture(page, `sign-in-${look.language}`);
    expect(await axeOf(page)).toEqual([]);
    await page.fill('#sign-in-login', 'coordinator');
    await page.fill('#sign-in-password', 'wrong-password');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('[role=alert]').textContent()).toMatch(/密码不对|password is wrong/);
    await page.fill('#sign-in-password', 'onetable-demo');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.includes('sign-in'));
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  test('a page that does not come says so and can be loaded anew; a sign-out that was not heard, too', async () => {
    const page = await site.page('mz');
    // The page first asked for is still on its way when another is chosen that does not come.
    let comes = (): void => {};
    const asked = new Promise<void>((resolve) => (comes = resolve));
    await page.route('**/MyReports-*.js', (route) => asked.then(() => route.continue()));
    await page.goto('/reports', { waitUntil: 'commit' });
    await page.route('**/Results-*.js', (route) => route.abort());
    await page.locator('nav a[href="/results"]').click();
    const alert = page.getByRole('alert').filter({ hasText: '这一页没有打开' });
    await expect.poll(() => alert.count()).toBe(1);
    const came = page.waitForEvent('requestfinished', (request) => request.url().includes('/MyReports-'));
    comes();
    await came;
    await page.waitForLoadState('networkidle');
    expect(await alert.count()).toBe(1);
    await page.unroute('**/MyReports-*.js');
    await page.unroute('**/Results-*.js');
    await alert.getByRole('button', { name: '重新打开' }).click();
    await page.waitForURL('**/results');
    await page.locator('nav a[href="/reports"]').click();
    await expect.poll(() => page.locator('main:focus').count()).toBe(1);

    await page.route('**/api/v1/session', (route) => route.abort());
    await page.getByRole('button', { name: '退出登录' }).click();
    await expect.poll(() => page.locator('.el-message--error').textContent()).toContain('没有退出。连不上服务器');
    await page.unroute('**/api/v1/session');
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.waitForURL('**/sign-in');
    await page.context().close();
  });

  test('a community searches its questions, on a phone too; a search that failed says so', async () => {
    const page = await site.page('community1', { phone: true });
    await page.goto('/my-year');
    await page.route('**/api/v1/forms/*', (route) => route.abort());
    const box = page.getByRole('combobox', { name: '搜索填报项' });
    await box.fill('人数');
    await expect.poll(() => page.locator('.search .none').textContent()).toContain('连不上服务器');
    await page.unroute('**/api/v1/forms/*');
    await page.locator('.search .none').getByRole('button', { name: '重试' }).click();
    await page.locator('#search-hits li').first().waitFor();
    await picture(page, 'search-phone');
    expect(await axeOf(page)).toEqual([]);
    await box.press('Enter');
    await page.waitForURL(/\/my-year\/[^/]+\/[^/]+\?item=/);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    await page.context().close();
  });

  test('what a department and a street search for is shown', async () => {
    const page = await site.page('mz');
    await page.goto('/reports');
    await page.locator('.search input').fill('残疾');
    await page.locator('#search-hits li', { hasText: '数据元' }).first().click();
    await page.waitForURL('**/reports?element=*');
    await expect.poll(() => page.locator('section.element li').count()).toBeGreaterThan(0);
    expect(await axeOf(page)).toEqual([]);
    await page.context().close();
    const street = await site.page('street1');
    await street.goto('/review');
    await expect.poll(() => street.locator('tbody tr').count()).toBe(3);
    await street.locator('.search input').fill('柳岸');
    await street.locator('#search-hits li').first().click();
    await expect.poll(() => street.locator('tbody tr').count()).toBe(1);
    await street.getByRole('button', { name: '全部' }).click();
    await expect.poll(() => street.locator('tbody tr').count()).toBe(3);
    await street.context().close();
  });
});
