// The coordinating office's year, walked through in a browser on the sample district: admission, matching, the annual form, its publication, the year's map,
// the burden board; in Chinese from end to end, then every page once more in English and dark.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { handOf } from './answers.ts';
import { axeOf, CHROMIUM, faultsOf, openSite, picture, type Site } from './site.ts';

/** The engine reads 44 forms before the first page can say anything. */
const SLOW = { timeout: 120_000 };

/** A report, admitted, that does not say whether its bound belongs to those counted. */
async function admitUnclear(site: Site): Promise<void> {
  const [department, office] = [await handOf(site, 'wj'), await handOf(site, 'coordinator')];
  const { requirementId } = await department.send('POST', '/requirements', {
    code: 'wj-07',
    title: '未成年人情况半年表',
    frequency: 'half-yearly',
    legalBasis: '《未成年人保护法》',
  });
  const question = { label: '16周岁以下常住人口', kind: 'integer', unit: '人' };
  await department.send('PUT', `/requirements/${requirementId}/outline`, {
    title: '未成年人情况半年表',
    groups: [{ title: '人口', questions: [question] }],
    lists: [],
    notes: [],
  });
  await department.send('POST', `/requirements/${requirementId}/submit`, {});
  await office.send('POST', `/requirements/${requirementId}/admit`, {});
  await department.close();
  await office.close();
}

describe.skipIf(CHROMIUM === null)('the coordinating office', () => {
  let site: Site;
  let page: Page;
  beforeAll(async () => {
    site = await openSite();
    page = await site.page('coordinator');
    page.setDefaultTimeout(60_000);
  }, 240_000);
  afterAll(() => site?.close());

  const fine = async (name: string, guide = false): Promise<void> => {
    expect(await axeOf(page)).toEqual([]);
    expect(faultsOf(page)).toEqual([]);
    await picture(page, name, { guide });
  };

  test('admission: what each would cost, one decided on its own page, several at once', async () => {
    await page.goto('/');
    await page.waitForURL('**/admission');
    await expect.poll(() => page.locator('.case .cost svg').count(), SLOW).toBe(3);
    expect(await page.locator('.case', { hasText: '社区老年人口情况季度表' }).textContent()).toContain('触及负面清单 1 处');
    expect(await page.locator('.case', { hasText: '新就业形态劳动者入会摸底' }).textContent()).toContain('没有依据');
    await fine('coordinator-admission', true);

    await page.getByRole('link', { name: '特殊困难群体底数表' }).click();
    await expect.poll(() => page.locator('.overlaps li').count(), SLOW).toBeGreaterThan(0);
    await fine('coordinator-admission-case', true);
    await page.getByRole('button', { name: '准入' }).last().click();
    await page.getByRole('dialog').getByRole('button', { name: '准入' }).click();
    await expect.poll(() => page.locator('.history').textContent()).toContain('已准入');

    await page.getByRole('link', { name: '← 准入审核' }).click();
    await expect.poll(() => page.locator('.case').count()).toBe(2);
    await page.getByText('全选').click();
    await page.getByRole('button', { name: '退回' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: '退回' }).isDisabled()).toBe(true);
    await dialog.locator('textarea').fill('请补充依据文件');
    await dialog.getByRole('button', { name: '退回' }).click();
    await expect.poll(() => page.getByText('没有等候审核的报表').isVisible()).toBe(true);
    expect(faultsOf(page)).toEqual([]);
  }, 300_000);

  test('matching: from the keyboard, undone, split only after a look at what that changes', async () => {
    await admitUnclear(site);
    await page.goto('/matching');
    const list = page.getByRole('listbox');
    await expect.poll(() => list.isVisible(), SLOW).toBe(true);
    await fine('coordinator-matching', true);
    const count = async (): Promise<number> => Number(await page.locator('.filter[aria-pressed=true] span').textContent());
    const before = await count();
    // The keyboard is in the list on arrival.
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await expect.poll(() => page.getByRole('button', { name: '认定选中的 1 组' }).isVisible()).toBe(true);
    await page.keyboard.press('x');
    await expect.poll(() => page.getByRole('button', { name: '认定选中的 2 组' }).isVisible()).toBe(true);
    await page.keyboard.press('Enter');
    await expect.poll(count, SLOW).toBe(before - 2);
    await page.getByRole('status').getByRole('button', { name: '撤销' }).click();
    await expect.poll(count, SLOW).toBe(before);

    // After a filter was clicked the keys go on among what it shows, from the first on, which is in sight.
    const named = page.locator('.list li.here');
    const isInSight = async (): Promise<boolean> => {
      const [box, item] = [await list.boundingBox(), await named.boundingBox()];
      return box !== null && item !== null && item.y >= box.y && item.y + item.height <= box.y + box.height;
    };
    const filter = (name: string) => page.locator('.filter', { hasText: name });
    await filter('全部').click();
    await page.keyboard.press('End');
    await expect.poll(isInSight).toBe(true);
    expect(await list.evaluate((element) => element.scrollTop)).toBeGreaterThan(0);
    await filter('要看一眼').click();
    expect(await named.textContent()).toBe(await page.locator('.list li').first().textContent());
    await expect.poll(isInSight).toBe(true);
    const look = await count();
    await page.keyboard.press('j');
    expect(await named.textContent()).toBe(await page.locator('.list li').nth(1).textContent());
    await page.keyboard.press('Enter');
    await expect.poll(count, SLOW).toBe(look - 1);
    await page.getByRole('status').getByRole('button', { name: '撤销' }).click();
    await expect.poll(count, SLOW).toBe(look);
    await filter('清楚的').click();

    await page.locator('.detail tbody input').first().check();
    await page.getByRole('button', { name: '分成两个数' }).click();
    const dialog = page.getByRole('dialog');
    await expect.poll(() => dialog.locator('.change').textContent(), SLOW).toContain('增加');
    expect(await dialog.textContent()).toMatch(/一并作出:.*“不同”1 条/);
    await picture(page, 'coordinator-matching-split', { guide: true });
    await dialog.getByRole('button', { name: '取消' }).click();

    await page.getByRole('tab', { name: /口径待确认/ }).click();
    await page.getByRole('button', { name: '都按现在的读法' }).first().click();
    await page
      .getByRole('button', { name: /认定 \d+ 格/ })
      .first()
      .click();
    await expect.poll(() => dialog.locator('.change').isVisible(), SLOW).toBe(true);
    expect(await dialog.getByRole('button', { name: '作出认定' }).isDisabled()).toBe(true);
    await dialog.getByLabel('理由').fill('两部门电话核对一致');
    await dialog.getByRole('button', { name: '作出认定' }).click();
    await expect
      .poll(
        () =>
          page
            .getByRole('status')
            .filter({ hasText: /已作 \d+ 条认定/ })
            .isVisible(),
        SLOW,
      )
      .toBe(true);
    await fine('coordinator-questions');

    await page.getByRole('tab', { name: '看着像、没合并' }).click();
    await expect.poll(() => page.locator('.pairs li').count(), SLOW).toBeGreaterThan(10);
    await fine('coordinator-apart');
    await page.getByRole('tab', { name: '数据元目录' }).click();
    await page.getByPlaceholder('按含义、叫法、部门查找').fill('低保');
    await expect.poll(() => page.locator('.line').first().isVisible(), SLOW).toBe(true);
    await page.locator('.panel textarea').fill('指享受城乡最低生活保障的人员');
    await page.getByRole('button', { name: '保存' }).click();
    await expect.poll(() => page.getByText('定义已保存。').isVisible(), SLOW).toBe(true);
    await fine('coordinator-elements');
    await page.getByRole('tab', { name: /认定记录/ }).click();
    await expect.poll(() => page.locator('tbody tr').count(), SLOW).toBeGreaterThan(0);
    await fine('coordinator-rulings');
  }, 400_000);

  test('the annual form: in order, proved, drawn, published', async () => {
    await page.goto('/annual-form');
    const first = page.locator('.order ol li').first();
    await expect.poll(() => first.isVisible(), SLOW).toBe(true);
    const title = ((await first.locator('.go').textContent()) ?? '').trim();
    await first.getByRole('button', { name: /下移/ }).click();
    await expect.poll(() => page.locator('.order ol li').nth(1).locator('.go').textContent()).toContain(title.split(' ')[0] ?? '');
    await page.getByRole('status').getByRole('button', { name: '撤销' }).click();
    await expect.poll(() => first.locator('.go').textContent()).toContain(title.split(' ')[0] ?? '');
    await page.locator('.questions summary').first().click();
    await fine('coordinator-form', true);

    await page.getByRole('tab', { name: '少填多少' }).click();
    await page.getByRole('button', { name: '重新复核' }).click();
    await expect.poll(() => page.locator('.proof [role=status]').textContent(), SLOW).toContain('✓ 复核通过');
    await fine('coordinator-plan', true);
    await page.getByRole('tab', { name: '谁要什么' }).click();
    await expect.poll(() => page.locator('rect.asked').count(), SLOW).toBeGreaterThan(50);
    await fine('coordinator-matrix', true);
    await page.getByLabel('用表格看').check();
    await expect.poll(() => page.locator('tbody tr').count()).toBeGreaterThan(50);
    await page.getByRole('tab', { name: '怎样取数' }).click();
    await expect.poll(() => page.locator('.graph .edge').count(), SLOW).toBeGreaterThan(1);
    await fine('coordinator-derivation', true);

    await page.getByRole('tab', { name: /发布和版本/ }).click();
    await expect.poll(() => page.locator('.change').first().isVisible(), SLOW).toBe(true);
    await fine('coordinator-publish', true);
    await page.getByRole('button', { name: '发布修订版' }).click();
    await page.getByRole('dialog').locator('textarea').fill('增加特殊困难群体底数表');
    await page.getByRole('dialog').getByRole('button', { name: '发布' }).click();
    await expect.poll(() => page.getByText('已发布第 2 版。').isVisible(), SLOW).toBe(true);
    await expect.poll(() => page.getByText('增加特殊困难群体底数表').isVisible()).toBe(true);
  }, 400_000);

  test('the year: the map, longer time for everybody, the calendar', async () => {
    await page.goto('/year');
    await page.waitForURL(/period=2026-\d\d/);
    await page.goto('/year?period=2026');
    await expect.poll(() => page.locator('.tile').count(), SLOW).toBe(6);
    const tile = page.locator('.tile', { hasText: '柳岸社区' });
    const place = ((await tile.getAttribute('id')) ?? '').replace('place-', '');
    await page.goto(`/year?tab=map&period=2026&place=${place}`);
    await expect.poll(() => tile.getAttribute('aria-pressed'), SLOW).toBe('true');
    await page.getByRole('button', { name: '顺延截止时间' }).click();
    await page.getByPlaceholder('例如:系统故障 2 小时,统一顺延一天').fill('系统故障 2 小时');
    await page.getByRole('dialog').getByRole('button', { name: '顺延截止时间' }).click();
    await expect.poll(() => page.locator('.acts [role=status]').textContent()).toMatch(/截止时间/);
    await fine('coordinator-year', true);
    await page.getByRole('tab', { name: '按部门' }).click();
    await expect.poll(() => page.locator('.lines li').count()).toBeGreaterThan(5);
    await page.getByRole('tab', { name: '日历' }).click();
    await expect.poll(() => page.getByText('系统故障 2 小时').isVisible()).toBe(true);
    await fine('coordinator-calendar', true);
  }, 200_000);

  test('the late are nudged, all that are listed or one alone, once a day', async () => {
    await page.goto('/year?year=2026&period=2026-01&tab=late');
    const lines = page.locator('#panel-late tbody tr');
    await expect.poll(() => lines.count(), SLOW).toBe(6);
    await lines.first().getByRole('button', { name: '催办' }).click();
    await expect.poll(() => page.getByRole('textbox', { name: '给社区的话' }).inputValue()).toBe('请尽快上报2026年1月的数据。');
    await page.getByRole('button', { name: '发出' }).click();
    await expect.poll(() => lines.first().textContent()).toContain('催过');
    expect(await lines.first().getByRole('button').count()).toBe(0);
    await page.getByRole('button', { name: '催办未报的(5)' }).click();
    await fine('coordinator-nudge');
    await page.getByRole('button', { name: '发出' }).click();
    const all = page.getByRole('button', { name: '催办未报的(0)' });
    await expect.poll(() => all.isDisabled()).toBe(true);
    await fine('coordinator-late');
    const told = await site.page('community1');
    await told.goto('/my-year/2026-01');
    await expect.poll(() => told.locator('.remarks').textContent()).toMatch(/批注和催办.*请尽快上报2026年1月的数据。\s*统筹办/s);
    await told.context().close();
  }, 200_000);

  test('the burden board: a figure opens to its rows, which add up to it, and can be downloaded', async () => {
    await page.goto('/burden');
    await expect.poll(() => page.locator('.bars').first().isVisible(), SLOW).toBe(true);
    await fine('coordinator-burden', true);
    const figure = page.getByRole('button', { name: /民政局 原来/ });
    const value = ((await figure.textContent()) ?? '').trim();
    await figure.click();
    await expect.poll(() => page.getByRole('dialog').textContent(), SLOW).toContain(`合计 ${value}`);
    await picture(page, 'coordinator-burden-rows', { guide: true });
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('dialog').getByRole('button', { name: '下载 CSV' }).click()]);
    expect(file.suggestedFilename()).toMatch(/民政局-原来-\d+\.csv/);
    await page.keyboard.press('Escape');
    const all = page.getByRole('button', { name: /各部门合计 现在要填/ }).first();
    const whole = ((await all.textContent()) ?? '').trim();
    await all.click();
    await expect.poll(() => page.getByRole('dialog').textContent(), SLOW).toContain(`合计 ${whole}`);
    expect(faultsOf(page)).toEqual([]);
  }, 200_000);

  test('every page in English and dark', async () => {
    const dark = await site.page('coordinator', { dark: true, language: 'en' });
    for (const [path, sign] of [
      ['/admission?tab=decided', 'tbody tr'],
      ['/matching', '[role=listbox]'],
      ['/matching?tab=elements', '[role=option]'],
      ['/annual-form', '.order ol li'],
      ['/annual-form?tab=plan', '.picture'],
      ['/annual-form?tab=matrix', 'rect.asked'],
      ['/annual-form?tab=derivation', '.graph'],
      ['/year', '.tile'],
      ['/year?tab=calendar', '.calendar'],
      ['/burden', '.bars'],
      ['/code-lists', 'tbody tr'],
    ] as const) {
      await dark.goto(path);
      await expect.poll(() => dark.locator(sign).count(), SLOW).toBeGreaterThan(0);
      expect(await axeOf(dark), path).toEqual([]);
      await picture(dark, `coordinator-en${path.replace(/[/?=]/g, '-')}`);
    }
    expect(faultsOf(dark)).toEqual([]);
    await dark.context().close();
  }, 400_000);
});
