// A department's day: a report registered by dropping its form, looked at and corrected, submitted, returned with remarks, followed; then its results.
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeOf, CHROMIUM, faultsOf, openSite, picture, type Site } from './site.ts';

const FORM = fileURLToPath(new URL('../../forms/samples/binhai/forms/妇女儿童和家庭情况调查表.xlsx', import.meta.url));
const SLOW = { timeout: 60_000 };

describe.skipIf(CHROMIUM === null)('a department', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  }, 180_000);
  afterAll(() => site?.close());

  test('registers a report, corrects what was read, submits it and follows it', { timeout: 240_000 }, async () => {
    const page = await site.page('mz');
    await page.goto('/reports');
    await expect.poll(() => page.locator('table.plain tbody tr').count(), SLOW).toBe(7);
    await expect.poll(() => page.locator('table.plain tbody tr').first().textContent(), SLOW).toContain('17');
    await picture(page, 'department-reports', { guide: true });
    expect(await axeOf(page)).toEqual([]);

    await closeWindow(site);
    await page.getByRole('link', { name: '登记新报表' }).click();
    await page.waitForURL('**/reports/new');
    await expect.poll(() => page.getByRole('note').textContent()).toMatch(/不在集中申报期内。新报表在 20\d\d-\d\d-01 至/);
    await picture(page, 'department-register', { guide: true });
    expect(await axeOf(page)).toEqual([]);
    // A file that cannot be read is told once; it leaves its name to nothing.
    await page.setInputFiles('input[type=file]', { name: '损坏的表.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('no workbook') });
    const told = page.getByRole('alert');
    await expect.poll(() => told.count(), SLOW).toBe(1);
    expect((await told.textContent())?.match(/损坏的表\.xlsx/g)?.length).toBe(1);
    expect(await told.textContent()).not.toContain('。。');
    expect(await told.locator('li').count()).toBe(0);
    expect(await told.getByRole('button', { name: '重试' }).count()).toBe(0);
    await picture(page, 'department-register-damaged');
    // Nothing is left of it: no draft, no number.
    const codes = async (): Promise<string[]> =>
      ((await (await page.request.get('/api/v1/requirements')).json()) as { items: { code: string }[] }).items.map(({ code }) => code);
    expect(await codes()).toHaveLength(7);
    const next = `mz-0${Math.max(...(await codes()).map((code) => Number(code.slice(3)))) + 1}`;
    await page.setInputFiles('input[type=file]', FORM);
    await page.waitForURL(/\/reports\/[0-9a-f-]{36}/, SLOW);
    await expect.poll(() => page.locator('.sheet td.mark').count(), SLOW).toBeGreaterThan(30);
    expect(await page.locator('h1').textContent()).toBe('妇女、儿童、家庭情况（村居填）');
    expect(await codes()).toContain(next);
    // Drawn as it is: the title spans all seven columns, 妇女 stands upright beside four rows.
    expect(await page.locator('[data-cell=A1]').getAttribute('colspan')).toBe('7');
    expect(await page.locator('[data-cell=A4]').getAttribute('rowspan')).toBe('4');
    await expect
      .poll(() => page.locator('.cost').textContent(), SLOW)
      .toMatch(/填报字段\s*38.*已有\s*9.*随新增得出\s*7.*新增\s*22.*每个社区每年多填\s*13 个数/s);
    await expect.poll(() => page.locator('.legend').textContent(), SLOW).toMatch(/已有\s*9.*随新增得出\s*7.*新增\s*22/s);

    await page.locator('[data-cell=C4]').click();
    const panel = page.locator('.blank');
    await expect.poll(() => panel.textContent(), SLOW).toContain('户籍且在住、女');
    await expect.poll(() => panel.textContent(), SLOW).toContain('数据元');
    await picture(page, 'department-reading', { guide: true });
    expect(await axeOf(page)).toEqual([]);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => panel.locator('h2').textContent(), SLOW).toContain('D4');

    // Not a blank, with a reason, and taken back: the legend and the cost follow.
    await rule(page, '不是填报字段', '填表说明');
    await expect.poll(() => page.locator('[data-cell=D4]').getAttribute('class'), SLOW).toContain('removed');
    await expect.poll(() => page.locator('.cost').textContent(), SLOW).toMatch(/填报字段\s*37/);
    await expect.poll(() => page.locator('.legend').textContent(), SLOW).toMatch(/随新增得出\s*6.*已排除\s*1/s);
    await page.getByRole('button', { name: '撤销' }).click();
    await expect.poll(() => page.locator('.cost').textContent(), SLOW).toMatch(/填报字段\s*38/);
    await expect.poll(() => page.locator('.legend').textContent(), SLOW).toMatch(/随新增得出\s*7.*已排除\s*0/s);

    // Another meaning, chosen and not written.
    await page.locator('[data-cell=D11]').click();
    await panel.getByRole('button', { name: '含义不对' }).click();
    // The form comes into sight, with its first control at hand and its button in sight.
    await expect.poll(() => panel.locator('form.correction :focus').count(), SLOW).toBe(1);
    const keep = await panel.getByRole('button', { name: '认定' }).boundingBox();
    expect((keep?.y ?? Infinity) + (keep?.height ?? 0)).toBeLessThanOrEqual(page.viewportSize()?.height ?? 0);
    await panel.getByLabel('对象').selectOption({ label: '人' });
    await panel.getByLabel('条件').selectOption({ label: '性别' });
    await panel.getByRole('group', { name: '性别' }).getByLabel('女').check();
    expect(await panel.locator('.words').textContent()).toMatch(/意思是:.*人 · 女 · 人数/);
    await picture(page, 'department-meaning', { guide: true });
    expect(await axeOf(page)).toEqual([]);
    await expect.poll(() => panel.locator('.reach').textContent(), SLOW).toMatch(/不改变别的格|还会改变 \d+ 格/);
    await panel.getByLabel('理由').fill('本格按人统计');
    await panel.getByRole('button', { name: '认定' }).click();
    await expect.poll(() => panel.textContent(), SLOW).toContain('已认定含义');
    await expect.poll(() => panel.locator('.reading').textContent(), SLOW).toMatch(/女 · 人数/);

    // A cell that was held to be no blank.
    await page.locator('[data-cell=G11]').click();
    await rule(page, '这是填报字段', '合计也要填');
    await expect.poll(() => page.locator('[data-cell=G11]').getAttribute('class'), SLOW).toContain('mark');

    // Another unit; the cell says that somebody corrected it.
    await page.locator('[data-cell=C4]').click();
    await panel.getByRole('button', { name: '单位不对' }).click();
    await panel.locator('.unit select').selectOption('百人');
    await panel.getByLabel('理由').fill('表头是百人');
    await panel.getByRole('button', { name: '认定' }).click();
    await expect.poll(() => panel.locator('.from-to').textContent(), SLOW).toMatch(/表上没写.*→\s*百人/);
    await expect.poll(() => page.locator('[data-cell=C4]').getAttribute('class'), SLOW).toContain('corrected');
    expect(await page.locator('[data-cell=C4]').getAttribute('aria-label')).toContain('已更正');
    await expect.poll(() => page.locator('.legend').textContent(), SLOW).toMatch(/已更正\s*3/);

    // What the department cannot decide is left to the office, in its own words.
    await panel.getByRole('button', { name: '请统筹办定' }).click();
    await panel.getByLabel('理由').fill('是否含寄养在外的?');
    await panel.getByRole('button', { name: '提请', exact: true }).click();
    await expect.poll(() => panel.locator('form').count(), SLOW).toBe(0);
    await expect.poll(() => panel.locator('.referred').textContent(), SLOW).toMatch(/已提请统筹办.*是否含寄养在外的.*待答复/s);
    expect(await panel.getByRole('button', { name: '请统筹办定' }).count()).toBe(0);

    // What is missing is told before it is submitted.
    const submit = page.getByRole('button', { name: '提交审核' });
    expect(await submit.isDisabled()).toBe(true);
    await page.getByRole('button', { name: '法律或制度依据' }).click();
    await page.getByLabel('依据(名称、文号)').fill('区政府办〔2026〕3号');
    const minutes = page.locator('.cost .minutes');
    const once = await minutes.textContent();
    await page.getByLabel('填报频率').selectOption('quarterly');
    await page.setInputFiles('.attach input', { name: '依据.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') });
    await expect.poll(() => page.getByRole('button', { name: '依据.pdf', exact: true }).count(), SLOW).toBe(1);
    await page.getByRole('button', { name: '保存' }).click();
    await expect.poll(() => submit.isDisabled(), SLOW).toBe(false);
    await expect.poll(() => minutes.textContent(), SLOW).not.toBe(once);
    await picture(page, 'department-particulars', { guide: true });
    expect(await axeOf(page)).toEqual([]);
    await page.getByLabel('提交说明').fill('今年新增');
    await submit.click();
    await expect.poll(() => page.locator('.line').textContent(), SLOW).toContain('待审核');
    await page.getByRole('button', { name: '办理情况' }).click();
    await expect.poll(() => page.locator('.course').textContent(), SLOW).toContain('今年新增');
    await picture(page, 'department-course', { guide: true, full: true });
    expect(await axeOf(page)).toEqual([]);
    expect(faultsOf(page)).toEqual([]);
    // What waits is taken back, and handed in again.
    await page.getByRole('button', { name: '登记信息' }).click();
    await expect.poll(() => page.locator('.said').textContent()).toContain('要改请先点右上角的“撤回”');
    await page.getByRole('button', { name: '撤回', exact: true }).click();
    await page.locator('.el-message-box').getByRole('button', { name: '撤回' }).click();
    await expect.poll(() => page.locator('.line').textContent(), SLOW).toContain('草稿');
    await expect.poll(() => page.getByRole('note').count()).toBe(1);
    await picture(page, 'department-withdrawn');
    await submit.click();
    await expect.poll(() => page.locator('.line').textContent(), SLOW).toContain('待审核');
    const path = new URL(page.url()).pathname.replace('/reports/', '/admission/');
    await page.context().close();
    await seenByTheOffice(site, path);
  });

  test('gets its results: by place, with what is provisional, where a number comes from, and all in a zip', { timeout: 240_000 }, async () => {
    await answer(site);
    const page = await site.page('mz');
    await page.goto('/results');
    await page.getByRole('combobox', { name: '报表', exact: true }).selectOption({ label: '老年人口基本情况统计表' });
    await page.getByRole('button', { name: '柳岸社区' }).click();
    await expect.poll(() => page.locator('.output h2').textContent(), SLOW).toContain('柳岸社区');
    await expect.poll(() => page.locator('.output .state').textContent(), SLOW).toContain('暂定');
    await expect.poll(() => page.locator('.sheet td.mark').count(), SLOW).toBeGreaterThan(10);
    const filled = page.locator('.sheet td.mark.value.numeric').first();
    await filled.click();
    await expect.poll(() => page.locator('.lineage').textContent(), SLOW).toContain('柳岸社区');
    await picture(page, 'department-results', { guide: true });
    expect(await axeOf(page)).toEqual([]);
    // On a small office screen the sheet has at least two thirds of the page, and where the number comes from is in sight beside it.
    for (const [width, height] of [
      [1366, 768],
      [1280, 900],
    ] as const) {
      await page.setViewportSize({ width, height });
      const [main, sheet, lineage] = await Promise.all(['main', '.sheet-box', '.lineage'].map((each) => page.locator(each).boundingBox()));
      expect((sheet?.width ?? 0) / (main?.width ?? 1), `${width}`).toBeGreaterThan(2 / 3);
      expect((lineage?.y ?? height) + (lineage?.height ?? 0), `${width}`).toBeLessThan(height);
    }
    await page.setViewportSize({ width: 1366, height: 768 });
    // A comparison that the server did not make is said, and tried again.
    const aYearBefore = `**/outputs/*/${new Date().getFullYear() - 1}*/*`;
    await page.route(aYearBefore, (route) => route.abort());
    await page.getByLabel('和上期比').check();
    const failed = page.locator('.view').getByRole('alert');
    await expect.poll(() => failed.textContent()).toContain('连不上服务器');
    expect(await page.locator('.output header').textContent()).not.toContain('没有上期可比');
    await page.unroute(aYearBefore);
    await failed.getByRole('button', { name: '重试' }).click();
    await expect.poll(() => page.locator('.output header').textContent(), SLOW).toContain('没有上期可比');

    const [workbook] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载工作簿' }).click()]);
    expect(workbook.suggestedFilename()).toMatch(/暂定.*\.xlsx$/);
    await page.getByRole('button', { name: '全部打包下载' }).click();
    await page.getByRole('button', { name: '下载压缩包' }).waitFor({ timeout: 90_000 });
    const [zip] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载压缩包' }).click()]);
    expect(zip.suggestedFilename()).toMatch(/\.zip$/);
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  test('deletes a draft that nobody else saw, and takes that back', { timeout: 120_000 }, async () => {
    const page = await site.page('mz');
    const made = await page.request.post('/api/v1/requirements', { data: { code: 'mz-draft', title: '删了再恢复的草稿', frequency: 'annual' } });
    const { requirementId } = (await made.json()) as { requirementId: string };
    await page.goto(`/reports/${requirementId}`);
    await page.getByRole('button', { name: '删除草稿' }).click();
    await expect.poll(() => page.getByRole('dialog').textContent()).toContain('社区和统筹办都没有见过它');
    await page.getByRole('dialog').getByRole('button', { name: '删除草稿' }).click();
    await expect.poll(() => page.locator('.undo').textContent(), SLOW).toContain('已删除草稿“删了再恢复的草稿”');
    await expect.poll(() => page.locator('tbody tr').count()).toBeGreaterThan(3);
    expect(await page.locator('tbody').textContent()).not.toContain('mz-draft');
    expect(await axeOf(page)).toEqual([]);
    await page.locator('.undo').getByRole('button', { name: '撤销' }).click();
    await expect.poll(() => page.locator('tbody').textContent(), SLOW).toContain('mz-draft');
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  test('in English, in the dark, and on a phone', { timeout: 240_000 }, async () => {
    const page = await site.page('mz', { language: 'en', dark: true });
    await page.goto('/reports');
    await expect.poll(() => page.locator('h1').textContent(), SLOW).toBe('My reports');
    await expect.poll(() => page.locator('table.plain tbody tr').count(), SLOW).toBeGreaterThan(5);
    expect(await axeOf(page)).toEqual([]);
    await page.locator('table.plain tbody a').first().click();
    await expect.poll(() => page.locator('.sheet td.mark').count(), SLOW).toBeGreaterThan(10);
    await expect.poll(() => page.locator('.cost').textContent(), SLOW).toContain('More per community and year');
    await page.locator('.sheet td.mark').first().click();
    await picture(page, 'department-reading-en-dark');
    expect(await axeOf(page)).toEqual([]);
    await page.goto('/results');
    await expect.poll(() => page.locator('.sheet td').count(), SLOW).toBeGreaterThan(10);
    await picture(page, 'department-results-en-dark');
    expect(await axeOf(page)).toEqual([]);
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
    const phone = await site.page('mz', { phone: true });
    await phone.goto('/reports');
    await expect.poll(() => phone.locator('table.plain tbody tr').count(), SLOW).toBeGreaterThan(5);
    await picture(phone, 'department-reports-phone');
    expect(await phone.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    await phone.context().close();
  });
});

/** The declaration window of this district is some other month, whenever the test runs. */
async function closeWindow(site: Site): Promise<void> {
  const office = await site.page('coordinator');
  const month = String(((new Date().getMonth() + 6) % 12) + 1).padStart(2, '0');
  const reply = await office.context().request.put('/api/v1/calendar/declaration-window', { data: { from: `${month}-01`, to: `${month}-05`, strict: false } });
  expect(reply.status()).toBe(200);
  await office.context().close();
}

/** Who admits it sees which blanks were corrected, from what to what, by whom and why; and so does the list of rulings. */
async function seenByTheOffice(site: Site, path: string): Promise<void> {
  const office = await site.page('coordinator');
  await office.goto('/admission');
  await expect.poll(() => office.locator('.case', { hasText: '妇女、儿童、家庭情况（村居填）' }).textContent(), SLOW).toContain('更正过 3 个填报字段');
  expect(await office.locator('.case', { hasText: '妇女、儿童、家庭情况（村居填）' }).textContent()).toContain('提请 1 处未答复');
  await office.goto(path);
  const corrected = office.locator('.corrected tbody tr');
  await expect.poll(() => corrected.count(), SLOW).toBe(3);
  const unit = await corrected.filter({ hasText: 'C4' }).textContent();
  expect(unit).toMatch(/计量单位.*表上没写.*→\s*百人/);
  expect(unit).toContain('民政局');
  expect(unit).toContain('表头是百人');
  expect(await corrected.filter({ hasText: 'D11' }).textContent()).toMatch(/含义.*→.*女 · 人数/s);
  expect(await corrected.filter({ hasText: 'G11' }).textContent()).toMatch(/不用填\s*→/);
  await expect.poll(() => office.locator('.desk-figures').count(), SLOW).toBe(1);
  await picture(office, 'coordinator-admission-corrected');
  expect(await axeOf(office)).toEqual([]);
  await office.getByRole('button', { name: '准入', exact: true }).click();
  await expect.poll(() => office.getByRole('dialog').textContent(), SLOW).toContain('还有 1 处没有答复');
  await office.getByRole('dialog').getByRole('button', { name: '取消' }).click();
  await office.goto('/matching?tab=questions');
  const referred = office.locator('.referrals li');
  await expect.poll(() => referred.textContent(), SLOW).toContain('是否含寄养在外的?');
  expect(await axeOf(office)).toEqual([]);
  await referred.getByRole('link').click();
  await referred.getByLabel('答复“是否含寄养在外的?”').fill('不含');
  await referred.getByRole('button', { name: '答复' }).click();
  await expect.poll(() => referred.textContent(), SLOW).toMatch(/已答复\s*不含/);
  await picture(office, 'coordinator-admission-referred');
  await office.goto('/matching?tab=rulings');
  await expect.poll(() => office.locator('tr', { hasText: '表头是百人' }).textContent(), SLOW).toMatch(/表上没写.*→\s*百人/);
  expect(faultsOf(office)).toEqual([]);
  await office.context().close();
}

/** Does one correction of the blank that is chosen. */
async function rule(page: Page, act: string, why: string): Promise<void> {
  const panel = page.locator('.blank');
  await panel.getByRole('button', { name: act }).click();
  await panel.getByLabel('理由').fill(why);
  await panel.getByRole('button', { name: '认定' }).click();
}

/** 柳岸社区 answers every question that takes a small number. */
async function answer(site: Site): Promise<void> {
  const page = await site.page('community1');
  const { request } = page.context();
  const who = (await (await request.get('/api/v1/session')).json()) as { unitId: string };
  const base = `/api/v1/submissions/${who.unitId}/2026`;
  const { sections } = (await (await request.get(base)).json()) as { sections: { code: string }[] };
  for (const { code } of sections) {
    const at = `${base}/sections/${code}`;
    const { items } = (await (await request.get(at)).json()) as { items: string[] };
    await save(items.map((item, index) => ({ item, value: (index % 9) + 1 })));
    // Where one of many takes no number, the halves are tried.
    async function save(cells: { item: string; value: number }[]): Promise<void> {
      const { version } = (await (await request.get(at)).json()) as { version: number };
      const reply = await request.patch(at, { data: { baseVersion: version, cells } });
      if (reply.ok() || cells.length < 2) return;
      const half = cells.length >> 1;
      await save(cells.slice(0, half));
      await save(cells.slice(half));
    }
  }
  await page.context().close();
}
