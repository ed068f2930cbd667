// A community's way through its year: filling with the keys of a spreadsheet, pasting, a network that goes away, two browsers on one section, a server that dies,
// submitting, being returned and approved. Nothing typed is lost, and nobody's value is overwritten unseen.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { largeSection } from './large.ts';
import { axeOf, CHROMIUM, faultsOf, openSite, picture, type Site } from './site.ts';

interface Question {
  readonly item: string;
  readonly answers: string;
  readonly choices: readonly string[] | null;
}

describe.skipIf(CHROMIUM === null)('a community', { timeout: 180_000 }, () => {
  let site: Site;
  let page: Page;
  let community = '';
  beforeAll(async () => {
    site = await openSite();
    page = await site.page('community1');
    community = (await get<{ unitId: string }>(page, '/session')).unitId;
  }, 240_000);
  afterAll(() => site?.close());

  const get = async <Reply>(on: Page, path: string): Promise<Reply> => (await on.context().request.get(`/api/v1${path}`)).json() as Promise<Reply>;
  const answersAt = async (period: string, section: string): Promise<Record<string, unknown>> => {
    const { items, answers } = await get<{ items: string[]; answers: unknown[] }>(page, `/submissions/${community}/${period}/sections/${section}`);
    return Object.fromEntries(items.map((item, at) => [item, answers[at]]));
  };
  const field = (on: Page, at: number) => on.locator('.tables [data-item]').nth(at);
  const itemAt = async (on: Page, at: number): Promise<string> => (await field(on, at).getAttribute('data-item')) ?? '';
  const isSaved = async (on: Page): Promise<void> => {
    await expect.poll(() => on.locator('header [role=status]').textContent()).toMatch(/已全部保存|All saved/);
  };
  /** As Ctrl+V with a block of a spreadsheet on the clipboard. */
  const paste = (on: Page, text: string) =>
    on.evaluate(`{
      const data = new DataTransfer();
      data.setData('text/plain', ${JSON.stringify(text)});
      document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }`);

  test('reaches every field of a section with Enter alone, from the first blank on, and then the next section', async () => {
    // However late the state of the period comes: the way on is there when the fields are.
    const period = `**/api/v1/submissions/${community}/2026`;
    await page.route(period, (route) => setTimeout(() => void route.continue(), 2000));
    await page.goto('/my-year/2026/care');
    const focused = (): Promise<string> => page.evaluate<string>(`document.activeElement?.dataset?.item ?? document.activeElement?.textContent ?? ''`);
    await expect.poll(focused).toBe(await itemAt(page, 0));
    const items = await page.locator('.tables [data-item]').evaluateAll((fields) => fields.map((each) => each.getAttribute('data-item') ?? ''));
    const reached: string[] = [];
    for (let step = 0; step < items.length; step += 1) {
      reached.push(await focused());
      await page.keyboard.press('Enter');
    }
    expect(reached.toSorted()).toEqual(items.toSorted());
    expect(await focused()).toMatch(/下一章节/);
    await page.unroute(period);
    // Along a row with Tab, Enter goes back under where the row was begun.
    const cross = page.locator('table.cross').first().locator('[data-item]');
    await cross.first().focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await focused()).toBe(await cross.nth(2).getAttribute('data-item'));
    await page.locator('.turn .on').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.desk h1').textContent()).toMatch(/民族宗教/);
    await expect.poll(focused).toBe(await itemAt(page, 0));
  });

  test.each([
    ['neither mouse nor touch', 1, 1],
    ['touch, and a mouse beside it', 2, 6],
  ])('begins at the first blank with %s too: from a link of the year, and of another section', async (_, primary, available) => {
    const none = primary === 1 ? 1 : 3;
    const browser = await site.another([
      `--blink-settings=primaryPointerType=${primary},availablePointerTypes=${available},primaryHoverType=1,availableHoverTypes=${none}`,
    ]);
    const desk = await browser.page('community1');
    const focused = (): Promise<string> => desk.evaluate<string>(`document.activeElement?.dataset?.item ?? document.activeElement?.tagName ?? ''`);
    await desk.goto('/my-year');
    await desk.locator('a.go').first().click();
    await desk.locator('.desk').waitFor();
    await expect.poll(focused).toBe(await itemAt(desk, 0));
    const before = desk.url();
    await desk.locator('nav.sections a:not(.here)').first().click();
    await expect.poll(() => desk.url()).not.toBe(before);
    await expect.poll(async () => (await focused()) === (await itemAt(desk, 0))).toBe(true);
    await browser.close();
  });

  test('a value that cannot be kept is told where it stands, and Esc takes it back', async () => {
    await page.goto('/my-year/2026/faith');
    await field(page, 1).click();
    await page.keyboard.type('约12');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('header [role=status]').textContent()).toMatch(/1 处写法不对,没有保存.*约12/s);
    const told = (await page.locator('header [role=status]').textContent()) ?? '';
    const [, title = ''] = /“([^”]+)”填成了/.exec(told) ?? [];
    expect([title !== '', told.split(title).length - 1]).toEqual([true, 1]);
    expect(await page.locator('header .count').textContent()).toMatch(/已填 0 \//);
    await page.getByRole('button', { name: '快捷键' }).click();
    await page.locator('.keys-help').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.keys-help').waitFor({ state: 'hidden' });
    await page.locator('.crumb a').nth(1).click();
    await expect.poll(() => page.locator('.way').textContent()).toMatch(/1 处写法不对,没有保存/);
    await page.locator('.way').getByRole('link', { name: '民族宗教' }).click();
    await expect.poll(() => page.evaluate('document.activeElement?.value')).toBe('约12');
    await page.keyboard.press('Escape');
    await expect.poll(() => field(page, 1).inputValue()).toBe('');
    expect(await page.locator('.tables [aria-invalid]').count()).toBe(0);
  });

  test('sees the year: what is due, what is late, what is spared', async () => {
    await page.goto('/');
    await page.waitForURL('**/my-year');
    await expect.poll(() => page.locator('.card').count()).toBeGreaterThan(0);
    expect(await page.locator('.card h3').first().textContent()).toMatch(/2026/);
    expect(await page.locator('.saved').textContent()).toMatch(/少填 \d+%/);
    expect(await axeOf(page)).toEqual([]);
    await picture(page, 'community-year', { guide: true });
  });

  test('fills a section by keys; sums follow; every cell saves by itself', async () => {
    await page.goto('/my-year/2026/housing');
    await field(page, 0).click();
    await page.keyboard.type('12');
    await page.keyboard.press('Enter');
    expect(await itemAt(page, 1)).toBe(await page.evaluate('document.activeElement.dataset.item'));
    await page.keyboard.type('1,234');
    await page.keyboard.press('Shift+Enter');
    expect(await field(page, 0).inputValue()).toBe('12');
    expect(await field(page, 1).inputValue()).toBe('1234');
    await page.keyboard.type('99');
    await page.keyboard.press('Escape');
    expect(await field(page, 0).inputValue()).toBe('12');
    await page.keyboard.press('F2');
    await page.keyboard.type('0');
    await page.keyboard.press('Tab');
    expect(await field(page, 0).inputValue()).toBe('120');
    // A click takes the whole field, however often; left of the number too. A double click edits.
    const left = { position: { x: 12, y: 10 } };
    await field(page, 0).click(left);
    await page.keyboard.type('277');
    await field(page, 0).click(left);
    await page.keyboard.type('9');
    expect(await field(page, 0).inputValue()).toBe('9');
    await page.keyboard.press('Tab');
    await field(page, 0).dblclick(left);
    await page.keyboard.type('8');
    expect(await field(page, 0).inputValue()).toBe('98');
    await page.keyboard.press('Tab');
    await field(page, 0).click(left);
    await page.keyboard.type('120');
    await isSaved(page);
    const saved = await answersAt('2026', 'housing');
    expect([saved[await itemAt(page, 0)], saved[await itemAt(page, 1)]]).toEqual([120, 1234]);
    await picture(page, 'community-fill', { guide: true });
    expect(await axeOf(page)).toEqual([]);
  });

  test('says at once what is wrong with a value, keeps it on this machine, and does not send it', async () => {
    await field(page, 2).click();
    await page.keyboard.type('约12');
    await expect.poll(() => page.locator('.side .fault').textContent()).toMatch(/约12/);
    await picture(page, 'community-faulty');
    await page.reload();
    await expect.poll(() => field(page, 2).inputValue()).toBe('约12');
    await field(page, 2).click();
    await page.keyboard.type('12');
    await isSaved(page);
    expect(await page.locator('.tables [aria-invalid]').count()).toBe(0);
  });

  test('leaves the field alone while a word is being composed', async () => {
    await field(page, 3).click();
    const before = await answersAt('2026', 'housing');
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'ba', selectionStart: 2, selectionEnd: 2 });
    expect(await field(page, 3).inputValue()).toBe('ba');
    expect(await page.locator('.tables [aria-invalid]').count()).toBe(0);
    await session.send('Input.insertText', { text: '８' });
    await page.keyboard.press('Enter');
    await isSaved(page);
    expect((await answersAt('2026', 'housing'))[await itemAt(page, 3)]).toBe(8);
    expect(before[await itemAt(page, 3)]).toBeNull();
  });

  test('pastes a block, undoes it, sets the rest to 0; blank is never zero', async () => {
    await page.goto('/my-year/2026/children');
    const cross = page.locator('table.cross').first();
    await cross.locator('[data-item]').first().waitFor();
    // Some rows have a cell that nobody asks for: the block goes where three rows have all.
    const counts = await cross.locator('tr').evaluateAll((rows) => rows.map((row) => row.querySelectorAll('[data-item]').length));
    const row = counts.findIndex((count, index) => count === 3 && counts[index + 1] === 3 && counts[index + 2] === 3);
    const before = counts.slice(0, row).reduce((sum, count) => sum + count, 0);
    await cross.locator('[data-item]').nth(before).click();
    await paste(page, '1\t２\t"3"\r\n4\t5\t6\r\n7\t\t1,000\r\n');
    await expect.poll(() => page.locator('.said').textContent()).toMatch(/粘贴了 9 格/);
    const shown = async (): Promise<string[]> =>
      cross.locator('[data-item]').evaluateAll((fields) => fields.map((each) => (each as unknown as { value: string }).value));
    expect((await shown()).slice(before, before + 3)).toEqual(['1', '2', '"3"']);
    await page.locator('.said button').click();
    expect((await shown()).filter((text) => text !== '')).toEqual([]);
    await paste(page, '1\t２\t3\r\n4\t5\t6\r\n7\t\t1,000\r\n');
    await expect.poll(async () => (await shown()).slice(before, before + 9)).toEqual(['1', '2', '3', '4', '5', '6', '7', '', '1000']);
    await page.getByRole('button', { name: /其余都是 0/ }).click();
    await isSaved(page);
    expect(Object.values(await answersAt('2026', 'children')).filter((value) => value === null)).toEqual([]);
    await page.locator('.said button').click();
    await isSaved(page);
    expect(Object.values(await answersAt('2026', 'children')).filter((value) => value !== null).length).toBe(8);
  });

  test('types on without a network, closes the page, comes back, and everything arrives', async () => {
    await page.goto('/my-year/2026/elderly');
    await field(page, 0).click();
    await page.context().setOffline(true);
    for (const number of ['31', '32', '33']) {
      await page.keyboard.type(number);
      await page.keyboard.press('Enter');
    }
    await expect.poll(() => page.locator('header [role=status]').textContent()).toMatch(/连不上服务器:3 处已存在本机/);
    await picture(page, 'community-offline', { guide: true });
    await page.close();
    page = await page.context().newPage();
    await page.context().setOffline(false);
    await page.goto('/my-year');
    await expect.poll(async () => Object.values(await answersAt('2026', 'elderly')).filter((value) => value !== null)).toEqual([31, 32, 33]);
    await expect.poll(() => page.locator('.unsaved').count()).toBe(0);
    await page.goto('/my-year/2026/elderly');
    await isSaved(page);
    const saved = await answersAt('2026', 'elderly');
    expect([saved[await itemAt(page, 0)], saved[await itemAt(page, 1)], saved[await itemAt(page, 2)]]).toEqual([31, 32, 33]);
  });

  test('a server that is killed and started again loses nothing', async () => {
    await field(page, 3).click();
    await page.keyboard.type('41');
    await site.restart();
    await page.keyboard.press('Enter');
    await page.keyboard.type('42');
    await page.keyboard.press('Enter');
    await isSaved(page);
    const saved = await answersAt('2026', 'elderly');
    expect([saved[await itemAt(page, 3)], saved[await itemAt(page, 4)]]).toEqual([41, 42]);
  });

  test('two browsers on one section: what both changed stands side by side until it is decided', async () => {
    const other = await site.page('community1');
    await other.goto('/my-year/2026/elderly');
    await field(other, 5).click();
    await other.keyboard.type('51');
    await isSaved(other);
    await field(other, 6).click();
    await other.keyboard.type('61');
    await isSaved(other);
    await field(page, 5).click();
    await page.keyboard.type('50');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const further = await page.locator(':focus').getAttribute('data-item');
    await page.keyboard.type('7');
    await expect.poll(() => page.locator('header [role=status]').textContent()).toMatch(/1 处与别人的修改不一致/);
    expect((await answersAt('2026', 'elderly'))[await itemAt(page, 5)]).toBe(51);
    await page.locator('header [role=status] button').first().click();
    await expect.poll(() => page.locator('.side .conflict').textContent()).toMatch(/柳岸社区/);
    await picture(page, 'community-conflict', { guide: true });
    expect(await axeOf(page)).toEqual([]);
    await page.locator('.choice button').first().click();
    await isSaved(page);
    const saved = await answersAt('2026', 'elderly');
    expect([saved[await itemAt(page, 5)], saved[await itemAt(page, 6)], saved[further ?? '']]).toEqual([50, 61, 7]);
    await expect.poll(() => field(page, 6).inputValue()).toBe('61');
    await other.context().close();
  });

  test('submits, is returned with a remark at the cell, mends it, and is approved', async () => {
    const period = '2026-10';
    await page.goto(`/my-year/${period}`);
    await expect.poll(() => page.locator('.way').textContent()).toMatch(/还有 44 项没有填/);
    await picture(page, 'community-period', { guide: true });
    const { sections } = await get<{ sections: { code: string }[] }>(page, `/submissions/${community}/${period}`);
    for (const { code } of sections) {
      await page.goto(`/my-year/${period}/${code}`);
      await expect.poll(() => page.locator('.tables [data-item]').count()).toBeGreaterThan(0);
      await fillWords(page, code, period);
      const rest = page.getByRole('button', { name: /其余都是 0/ });
      if ((await rest.count()) > 0) await rest.click();
      await isSaved(page);
    }
    await page.goto(`/my-year/${period}`);
    const submit = page.getByRole('button', { name: '上报街道' });
    await expect.poll(() => submit.isEnabled()).toBe(true);
    await submit.click();
    await page.locator('.el-message-box').getByRole('button', { name: '上报街道' }).click();
    await expect.poll(() => page.locator('.tag').first().textContent()).toMatch(/待审核/);
    const street = await site.page('street1');
    const first = sections[0]?.code ?? '';
    await page.goto(`/my-year/${period}/${first}`);
    await expect.poll(() => field(page, 0).isEditable()).toBe(false);
    const item = await itemAt(page, 1);
    const step = (name: string, data: object) => street.context().request.post(`/api/v1/submissions/${community}/${period}/${name}`, { data });
    expect((await step('return', { reason: '请核对人数', remarks: [{ item, words: '比上月少了很多' }] })).ok()).toBe(true);
    await page.goto('/my-year');
    await expect.poll(() => page.locator('.card').first().textContent()).toMatch(/请核对人数/);
    await page.locator('.card').first().getByRole('link', { name: '接着填' }).click();
    await expect.poll(() => page.evaluate('document.activeElement?.dataset?.item')).toBe(item);
    expect(await page.locator('.side .remark').textContent()).toMatch(/比上月少了很多/);
    await picture(page, 'community-returned', { guide: true });
    await page.keyboard.type('1');
    await isSaved(page);
    await page.goto(`/my-year/${period}`);
    await expect.poll(() => submit.isEnabled()).toBe(true);
    await submit.click();
    await page.locator('.el-message-box').getByRole('button', { name: '上报街道' }).click();
    await expect.poll(() => page.locator('.tag').first().textContent()).toMatch(/待审核/);
    expect((await step('approve', {})).ok()).toBe(true);
    await page.reload();
    await expect.poll(() => page.locator('.tag').first().textContent()).toMatch(/已通过/);
    await street.context().close();
  });

  /** Fields that are no numbers: choices and words. */
  async function fillWords(on: Page, section: string, period: string): Promise<void> {
    const form = await get<{ blocks: ({ questions: Question[] } | { cells: (Question | null)[][] })[] }>(
      on,
      `/forms/2026/${/Q/.test(period) ? 'quarterly' : 'monthly'}/sections/${section}`,
    );
    const questions = form.blocks.flatMap((block) => ('questions' in block ? block.questions : block.cells.flat().flatMap((each) => each ?? [])));
    for (const { item, answers, choices } of questions) {
      if (answers === 'count' || answers === 'decimal') continue;
      await on.locator(`[data-item="${item}"]`).click();
      await on.keyboard.type(choices ? '1' : answers === 'date' ? '2026-10-01' : '无');
    }
  }

  test('takes last month’s values with one key, and sees who asks and what became of it', async () => {
    await page.goto('/my-year/2026-11');
    const { sections } = await get<{ sections: { code: string }[] }>(page, `/submissions/${community}/2026-11`);
    await page.goto(`/my-year/2026-11/${sections[0]?.code}`);
    await field(page, 1).click();
    await expect.poll(() => page.locator('.side .offers').textContent()).toMatch(/2026年10月/);
    await page.keyboard.press('=');
    await isSaved(page);
    expect((await answersAt('2026-11', sections[0]?.code ?? ''))[await itemAt(page, 1)]).toBe(1);
    await page.keyboard.press('Shift+F2');
    await page.keyboard.type('上月重复登记一人');
    await page.keyboard.press('F6');
    await expect
      .poll(async () => JSON.stringify(await get(page, `/submissions/${community}/2026-11/sections/${sections[0]?.code}`)))
      .toMatch(/上月重复登记一人/);
    await page.getByText(/为什么问我/).click();
    await page.getByText('用到哪里去了').click();
    await expect.poll(() => page.locator('.side details').nth(1).locator('li').count()).toBeGreaterThan(0);
    await picture(page, 'community-why', { guide: true });
    expect(await axeOf(page)).toEqual([]);
    expect(faultsOf(page)).toEqual([]);
  });

  test('fills in Excel: takes the form along, brings it back, sees every difference, chooses', async () => {
    await page.goto('/my-year/2026/file');
    const [out] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /下载/ }).click()]);
    const bytes = readFileSync(await out.path());
    await page.goto('/my-year/2026/housing');
    await field(page, 0).click();
    await page.keyboard.type('777');
    await isSaved(page);
    await page.goto('/my-year/2026/file');
    await page.setInputFiles('input[type=file]', { name: out.suggestedFilename(), mimeType: 'application/octet-stream', buffer: bytes });
    await expect.poll(() => page.locator('main').textContent()).toMatch(/1 格与现在不同/);
    await picture(page, 'community-offline-compare', { guide: true });
    expect(await axeOf(page)).toEqual([]);
    expect(Object.values(await answersAt('2026', 'housing'))).toContain(777);
    await page.getByRole('button', { name: '全选', exact: true }).click();
    await page.getByRole('button', { name: /采用选中的 1 格/ }).click();
    await expect.poll(() => page.locator('.said').textContent()).toMatch(/采用了 1 格/);
    expect(Object.values(await answersAt('2026', 'housing'))).toContain(120);
  });

  test('prints the period with the look of an official form', async () => {
    await page.goto('/my-year/2026-10/print');
    await expect.poll(() => page.locator('.paper h1').textContent()).toMatch(/一张表/);
    expect(await page.locator('.paper section').count()).toBeGreaterThan(5);
    await page.emulateMedia({ media: 'print' });
    await picture(page, 'community-paper', { guide: true });
    await page.emulateMedia({ media: 'screen' });
    expect(await axeOf(page)).toEqual([]);
  });

  test('in 500 cells a keystroke touches its own cell only; a block of 300 is pasted', async () => {
    const { layout, answers } = largeSection(await get(page, '/forms/2026/annual/sections/housing'), { questions: 200, rows: 20 });
    await page.route('**/api/v1/forms/2026/annual/sections/housing', (route) => route.fulfill({ json: layout }));
    await page.route('**/submissions/**/sections/housing', (route) =>
      route.request().method() === 'PATCH' ? route.fulfill({ json: { version: 0, cells: [], hints: [] } }) : route.fulfill({ json: answers }),
    );
    await page.goto('/my-year/2026/housing');
    await expect.poll(() => page.locator('.tables [data-item]').count()).toBe(500);
    await field(page, 5).click();
    await page.evaluate(`{
      window.touched = [];
      let cells = new Set();
      new MutationObserver((changes) => {
        for (const { target } of changes) {
          const cell = (target.nodeType === 1 ? target : target.parentElement).closest('.tables .cell');
          if (cell) cells.add(cell);
        }
      }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
      document.addEventListener('input', () => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          window.touched.push(cells.size);
          cells = new Set();
        };
        port2.postMessage(0);
      }, true);
    }`);
    await page.keyboard.type('12345678901'.repeat(5), { delay: 20 });
    const touched = await page.evaluate<number[]>('window.touched');
    expect(touched).toHaveLength(55);
    expect(Math.max(...touched)).toBeLessThanOrEqual(2);
    const cross = page.locator('table.cross [data-item]');
    await cross.first().click();
    const rows = Array.from({ length: 20 }, (_, row) => Array.from({ length: 15 }, (_each, at) => row * at).join('\t'));
    await paste(page, rows.join('\r\n'));
    await expect.poll(() => cross.last().inputValue()).toBe('266');
    await expect.poll(() => page.locator('table.cross .follows .sum').last().textContent()).toBe((19 * 105).toLocaleString('en-US'));
    await page.unrouteAll({ behavior: 'wait' });
  });

  test.each([
    { dark: true, language: 'en' as const, phone: false },
    { dark: false, language: 'zh' as const, phone: true },
  ])('the pages in %o', async (look) => {
    const on = await site.page('community1', look);
    for (const [name, path] of [
      ['year', '/my-year'],
      ['period', '/my-year/2026'],
      ['fill', '/my-year/2026/housing'],
    ] as const) {
      await on.goto(path);
      await expect.poll(() => on.locator('main h1').count()).toBe(1);
      await expect.poll(() => on.locator('main').textContent()).not.toMatch(/正在读取|Loading/);
      expect(await axeOf(on)).toEqual([]);
      await picture(on, `community-${name}-${look.phone ? 'phone' : 'dark-en'}`);
    }
    expect(faultsOf(on)).toEqual([]);
    await on.context().close();
  });
});
