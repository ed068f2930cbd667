// The three separate powers at work: the administrator adds a community and an account, whose owner sets a password; the security officer looks at the system; the auditor finds it all in the log.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeOf, CHROMIUM, faultsOf, openSite, picture, type Look, type Site } from './site.ts';

const ZH = {
  add: '新增接收地址',
  save: '保存',
  test: '发一条测试消息',
  refresh: '刷新送达情况',
  noAnswer: '没有回应',
  rotate: '更换密钥',
  remove: '停用',
  yes: '确定',
};
const EN = {
  add: 'Add an address',
  save: 'Save',
  test: 'Send a test message',
  refresh: 'Refresh the deliveries',
  noAnswer: 'no answer',
  rotate: 'New secret',
  remove: 'Stop',
  yes: 'OK',
};

/** Away from the secret; the question before it may still be fading, and takes the key. */
async function leave(page: Page): Promise<boolean> {
  await page.keyboard.press('Escape');
  return page.locator('.secret').isVisible();
}

describe.skipIf(CHROMIUM === null)('administration', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  }, 120_000);
  afterAll(() => site?.close());

  async function isSound(page: Page, name: string, { guide = false } = {}): Promise<void> {
    await picture(page, name, { guide });
    expect(await axeOf(page), name).toEqual([]);
    expect(faultsOf(page), name).toEqual([]);
  }

  /** Opens a list by the keyboard and takes one of its entries. */
  async function choose(page: Page, list: string, entry: { name: string; exact?: boolean }): Promise<void> {
    await page.getByRole('combobox', { name: list }).press('Enter');
    await page.getByRole('option', entry).click();
  }

  test('the administrator adds a community and an account; its owner sets a password and signs in', async () => {
    const page = await site.page('admin');
    await page.goto('/');
    await page.waitForURL('**/org');
    await page.getByText('柳岸社区', { exact: true }).waitFor();
    await isSound(page, 'administration-org', { guide: true });

    await page.getByRole('button', { name: '新增机构' }).click();
    await choose(page, '上级', { name: '望江街道' });
    await page.locator('#unit-name').fill('新桥社区');
    await page.locator('#unit-code').fill('001009');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('cell', { name: '新桥社区', exact: true }).waitFor();

    await page.getByRole('link', { name: '账号' }).click();
    await page.getByRole('cell', { name: 'community1', exact: true }).waitFor();
    await picture(page, 'administration-accounts', { guide: true });
    await page.getByRole('button', { name: '新增账号' }).click();
    await choose(page, '角色', { name: '社区', exact: true });
    await choose(page, '单位', { name: '新桥社区' });
    await page.locator('#account-login').fill('xinqiao');
    await page.locator('#account-name').fill('新桥社区');
    await page.getByRole('button', { name: '保存' }).click();
    const token = (await page.locator('.token').textContent())?.trim() ?? '';
    expect(token.length).toBeGreaterThan(20);
    await isSound(page, 'accounts-token');

    const stranger = await site.page(null);
    await stranger.goto(`/invitation#${encodeURIComponent(token)}`);
    await stranger.locator('#invitation-password').fill('long-enough-2026');
    await stranger.locator('#invitation-again').fill('long-enough-2026');
    await isSound(stranger, 'invitation');
    await stranger.getByRole('button', { name: '设置密码' }).click();
    await stranger.getByRole('button', { name: '登录' }).click();
    await stranger.locator('#sign-in-login').fill('xinqiao');
    await stranger.locator('#sign-in-password').fill('long-enough-2026');
    await stranger.keyboard.press('Enter');
    await stranger.getByText('新桥社区').first().waitFor();

    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '修改 xinqiao' }).click();
    await isSound(page, 'accounts-change');
    await choose(page, '角色', { name: '街道', exact: true });
    await choose(page, '单位', { name: '望江街道' });
    await page.locator('#account-name').fill('李静');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('cell', { name: '李静', exact: true }).waitFor();
    expect(await page.getByRole('row', { name: /xinqiao/ }).textContent()).toContain('望江街道');
    await page
      .getByRole('row', { name: /xinqiao/ })
      .getByRole('button', { name: '停用' })
      .click();
    await page.getByRole('button', { name: '取消' }).click();
    expect(await page.locator('[role=alert]').count()).toBe(0);
  });

  test('what is wrong is said in words at its place, and nothing typed is lost', async () => {
    const page = await site.page('admin');
    await page.goto('/org');
    await page.getByRole('button', { name: '新增机构' }).click();
    await choose(page, '上级', { name: '城东街道' });
    await page.locator('#unit-name').fill('重码社区');
    await page.locator('#unit-code').fill('002001');
    await page.getByRole('button', { name: '保存' }).click();
    await expect.poll(() => page.locator('[role=alert]').textContent()).toContain('请换一个编码');
    expect(await page.locator('#unit-name').inputValue()).toBe('重码社区');
  });

  test.each<[string, Look]>([
    ['zh', {}],
    ['en dark', { language: 'en', dark: true }],
    ['zh phone', { phone: true }],
  ])('another system is told: its secret once, a test, what became of it: %s', async (name, look) => {
    const words = look.language === 'en' ? EN : ZH;
    // Nobody listens at port 9: the attempt fails at once, and the next one is named.
    const address = `http://127.0.0.1:9/${encodeURIComponent(name)}`;
    const page = await site.page('admin', look);
    await page.goto('/webhooks');
    await page.getByRole('button', { name: words.add }).click();
    await page.locator('#webhook-url').fill(address);
    await isSound(page, `webhooks-add-${name}`);
    await page.getByRole('button', { name: words.save }).click();
    const secret = await page.locator('.secret').textContent();
    expect(secret?.length).toBeGreaterThan(40);
    await isSound(page, `webhooks-secret-${name}`);
    await expect.poll(() => leave(page)).toBe(false);
    const hook = page.locator('section', { hasText: address });
    await hook.getByRole('button', { name: words.test }).click();
    await expect
      .poll(
        async () => {
          await hook.getByRole('button', { name: words.refresh }).click();
          return hook.getByRole('row').nth(1).textContent();
        },
        { timeout: 20_000 },
      )
      .toContain(words.noAnswer);
    await isSound(page, `webhooks-${name}`);
    await hook.getByRole('button', { name: words.rotate }).click();
    await page.getByRole('button', { name: words.yes, exact: true }).click();
    await expect.poll(() => page.locator('.secret').textContent()).not.toBe(secret);
    await page.locator('.secret').waitFor();
    await expect.poll(() => leave(page)).toBe(false);
    await hook.getByRole('button', { name: words.remove, exact: true }).click();
    await page.getByRole('button', { name: words.yes, exact: true }).click();
    await expect.poll(() => hook.count()).toBe(0);
  });

  test.each<[string, Look]>([
    ['zh', {}],
    ['en-dark', { language: 'en', dark: true }],
    ['zh-phone', { phone: true }],
  ])('the work calendar, the words and the code lists: %s', async (name, look) => {
    const guide = name === 'zh';
    const page = await site.page('admin', look);
    await page.goto('/calendar');
    await page.locator('.months caption').first().waitFor();
    await isSound(page, `administration-calendar-${name}`, { guide });
    await page.goto('/lexicon');
    await page.locator('tbody tr').first().waitFor();
    await isSound(page, `administration-lexicon-${name}`, { guide });
    await page.goto('/code-lists');
    await page.locator('tbody tr').first().waitFor();
    await isSound(page, `administration-code-lists-${name}`, { guide });
  });

  test.each<[string, Look]>([
    ['zh', {}],
    ['en-dark', { language: 'en', dark: true }],
  ])('the system and the log: %s', async (name, look) => {
    const officer = await site.page('security', look);
    await officer.goto('/system');
    await officer.getByText('SQLite').waitFor();
    await isSound(officer, `administration-system-${name}`, { guide: name === 'zh' });
    const auditor = await site.page('auditor', look);
    await auditor.goto('/audit');
    await auditor
      .getByRole('cell', { name: /session.begin/ })
      .first()
      .waitFor();
    await auditor.getByRole('button', { name: look.language === 'en' ? 'Check the chain' : '校验日志链' }).click();
    await expect.poll(() => auditor.getByRole('status').textContent()).toMatch(/完整|is whole/);
    await isSound(auditor, `administration-audit-${name}`, { guide: name === 'zh' });
  });

  test.each<[string, Look]>([
    ['zh dark phone', { dark: true, phone: true }],
    ['en', { language: 'en' }],
  ])('the own account: %s', async (name, look) => {
    const page = await site.page('coordinator', look);
    await page.goto('/me');
    await page.locator('#password-old').waitFor();
    await isSound(page, `me-${name}`);
  });
});
