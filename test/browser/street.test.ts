// A street's day: who is late, what is odd, a remark, a return, quiet ones approved at once, and its own sums.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnnualForm, FormQuestion } from '../../engine/model/annual.ts';
import { questionsIn } from '../../engine/compile/index.ts';
import { consolidatedSample, madeUp } from '../sample.ts';
import { answerIn, fillPeriod, handOf, type Hand } from './answers.ts';
import { axeOf, CHROMIUM, faultsOf, openSite, picture, type Site } from './site.ts';

describe.skipIf(CHROMIUM === null)('a street reviews', () => {
  let site: Site;
  let page: Page;
  let odd: FormQuestion;
  let oddSection = '';
  beforeAll(async () => {
    site = await openSite();
    await seed();
    page = await site.page('street1');
  }, 400_000);
  afterAll(() => site?.close());

  /** Two quarters of three communities; in the second one number of the first community jumps, and the third has not handed in. */
  async function seed(): Promise<void> {
    const consolidation = await consolidatedSample();
    const third = await newCommunityAccount();
    const first = await handOf(site, 'community1');
    const hands = [first, await handOf(site, 'community2'), third];
    const { form } = (await first.get('/forms/2026')) as { form: AnnualForm };
    const checked = JSON.stringify(form.checks);
    for (const [index, hand] of hands.entries()) {
      const values = madeUp(consolidation, 11 + index);
      const usual = (question: FormQuestion) => answerIn(values, question.item, '2026-Q1');
      if (index === 0) findOdd(form, checked, usual);
      await fillPeriod(hand, form, '2026-Q1', usual);
      await fillPeriod(hand, form, '2026-Q2', (question) =>
        index === 0 && question.item === odd.item ? Math.round(Number(usual(question)) * 1.6) : usual(question),
      );
      if (index === 2) continue;
      await hand.send('POST', `/submissions/${hand.unitId}/2026-Q2/submit`, {});
    }
    for (const hand of hands) await hand.close();
  }

  /** The largest number that no check compares with another. */
  function findOdd(form: AnnualForm, checked: string, valueOf: (question: FormQuestion) => unknown): void {
    const sections = form.parts.find(({ frequency }) => frequency === 'quarterly')?.sections ?? [];
    const all = sections.flatMap((section) => questionsIn(section).map((question) => ({ section, question })));
    const free = all.filter(({ question }) => question.answers === 'count' && !checked.includes(JSON.stringify(question.item)));
    const [largest] = free.toSorted((a, b) => Number(valueOf(b.question)) - Number(valueOf(a.question)));
    if (!largest || !(Number(valueOf(largest.question)) > 100)) throw new Error('No number is free to jump.');
    odd = largest.question;
    oddSection = largest.section.code;
  }

  async function newCommunityAccount(): Promise<Hand> {
    const admin = await handOf(site, 'admin');
    const { items } = await admin.get('/units?kind=community');
    const unit = items.find(({ name }: { name: string }) => name === '石桥社区');
    const { invitation } = await admin.send('POST', '/accounts', { login: 'community9', name: '石桥社区', role: 'community', unitId: unit.unitId });
    await admin.send('POST', '/invitations/accept', { token: invitation.token ?? invitation, password: 'a-long-enough-one' });
    await admin.close();
    return handOf(site, 'community9', 'a-long-enough-one');
  }

  test('the queue says where to look first', async () => {
    await page.goto('/');
    await page.waitForURL('**/review');
    await expect.poll(() => page.locator('tbody tr').count()).toBe(3);
    expect(await page.locator('#review-period').inputValue()).toBe('2026-Q2');
    const first = page.locator('tbody', { hasText: '柳岸社区' });
    expect(await first.textContent()).toContain('1 项');
    expect(await page.locator('tbody', { hasText: '书院社区' }).textContent()).toContain('没有异常');
    expect(await page.locator('tbody', { hasText: '石桥社区' }).textContent()).toContain('已逾期');
    await first.getByRole('button', { name: '柳岸社区的各章节' }).click();
    await expect.poll(() => first.locator('.inner tbody tr').count()).toBeGreaterThan(1);
    await picture(page, 'street-queue', { guide: true });
    expect(await axeOf(page)).toEqual([]);
    await first.getByRole('button', { name: '柳岸社区的各章节' }).click();
  });

  test('the late are nudged, once a day', async () => {
    await page.getByRole('button', { name: '催办未报的(1)' }).click();
    await expect.poll(() => page.getByRole('dialog').textContent()).toContain('石桥社区');
    await picture(page, 'street-nudge');
    await page.getByRole('button', { name: '发出' }).click();
    await expect.poll(() => page.locator('tbody', { hasText: '石桥社区' }).textContent()).toContain('催过');
    await page.getByRole('button', { name: '催办未报的(1)' }).click();
    await page.getByRole('button', { name: '发出' }).click();
    await expect.poll(() => page.locator('.el-message--error').textContent()).toContain('今天已经催过');
  });

  test('the quiet ones are approved at once', async () => {
    await page.getByRole('button', { name: '一次通过没有异常的(1)' }).click();
    await expect.poll(() => page.locator('.el-message-box').textContent()).toContain('书院社区');
    await page.locator('.el-message-box').getByRole('button', { name: '通过' }).click();
    await expect.poll(() => page.locator('tbody', { hasText: '书院社区' }).textContent()).toContain('已通过');
  });

  test('a submission: what is odd in words, beside it last quarter and the others; a remark; returned', async () => {
    await page.locator('tbody', { hasText: '柳岸社区' }).getByRole('link', { name: '审核' }).click();
    await page.waitForURL('**/review/2026-Q2/*');
    const mark = page.locator('.mark', { hasText: '异常' });
    await expect.poll(() => mark.count()).toBe(1);
    expect(await mark.textContent()).toContain('比上季度多 60 %,其他 2 个社区没有变化');
    await mark.click();
    await expect.poll(() => page.locator('aside.cell h2').textContent()).toBe(odd.title);
    expect(await page.locator('button:focus').getAttribute('id')).toBe(`cell-${odd.item}`);
    await picture(page, 'street-submission', { guide: true });
    expect(await axeOf(page)).toEqual([]);
    const says = page.getByRole('textbox', { name: '给社区的话' });
    await says.fill('比上季度多很多,请核对。');
    await page.locator(`td.cell button:not([id="cell-${odd.item}"])`).first().click();
    expect(await says.inputValue()).toBe('');
    await page.locator('aside.cell .warn').getByRole('button', { name: odd.title }).click();
    expect(await says.inputValue()).toBe('比上季度多很多,请核对。');
    await page.getByRole('button', { name: '保存批注' }).click();
    await expect.poll(() => page.locator('.mark', { hasText: '批注' }).count()).toBe(1);
    await page.reload();
    await expect.poll(() => page.locator('.mark', { hasText: '比上季度多很多' }).count()).toBe(1);
    await page.getByRole('button', { name: '退回' }).click();
    await expect.poll(() => page.locator('#return-reason').inputValue()).toBe('请核对批注的格子。');
    const dialog = page.getByRole('dialog');
    await page.locator('#return-reason').fill('请核对批注的格子,再看看 3 月。');
    await page.route('**/return', (route) => route.abort());
    await dialog.getByRole('button', { name: '退回' }).click();
    await expect.poll(() => dialog.getByRole('alert').textContent()).toContain('连不上服务器');
    expect(await page.locator('#return-reason').inputValue()).toBe('请核对批注的格子,再看看 3 月。');
    await page.unroute('**/return');
    await dialog.getByRole('button', { name: '退回' }).click();
    await expect.poll(() => page.locator('.head').textContent()).toContain('已退回');
  });

  test('mended and handed in again: only what changed is new, then approved', async () => {
    const filler = await site.page('community1');
    await filler.goto('/my-year/2026-Q2');
    await expect.poll(() => filler.locator('.reason').textContent()).toContain('请核对批注的格子,再看看 3 月。');
    await filler.getByRole('button', { name: '上报街道' }).click();
    await expect.poll(() => filler.locator('.el-message-box').textContent()).toContain('退回后没有任何改动,仍要上报2026年第2季度吗?');
    await picture(filler, 'community-returned');
    await filler.locator('.el-message-box').getByRole('button', { name: '取消' }).click();
    expect(await axeOf(filler)).toEqual([]);
    await filler.context().close();

    const hand = await handOf(site, 'community1');
    const path = `/submissions/${hand.unitId}/2026-Q2/sections/${oddSection}`;
    const { version, items, beside } = await hand.get(path);
    const { value } = beside[items.indexOf(odd.item)].last;
    await hand.send('PATCH', path, { baseVersion: version, cells: [{ item: odd.item, value }] });
    await hand.send('POST', `/submissions/${hand.unitId}/2026-Q2/submit`, {});
    await hand.close();
    await page.reload();
    await expect.poll(() => page.locator('.mark').count()).toBe(1);
    expect(await page.locator('.mark').textContent()).toMatch(/改动.*退回时是/);
    await page.getByRole('button', { name: '通过', exact: true }).click();
    await page.locator('.el-message-box').getByRole('button', { name: '通过' }).click();
    await expect.poll(() => page.locator('.head').textContent()).toContain('已通过');
    expect(faultsOf(page)).toEqual([]);
  });

  test('the street’s own sums, previewed and downloaded', async () => {
    await page.goto('/roll-up');
    const row = page.locator('tbody tr', { has: page.locator('td:nth-child(2)', { hasText: '每季' }) }).first();
    await row.locator('select').selectOption('2026-Q2');
    await row.getByRole('button', { name: '预览' }).click();
    await expect.poll(() => page.getByRole('dialog').textContent()).toMatch(/还有 \d 个社区没有全部通过\(.*石桥社区\)/);
    await expect.poll(() => page.locator('.sheet-table tr').count()).toBeGreaterThan(3);
    await picture(page, 'street-roll-up', { guide: true });
    expect(await axeOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    const [download] = await Promise.all([page.waitForEvent('download'), row.getByRole('button', { name: '下载 Excel' }).click()]);
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  test('in English, in the dark', async () => {
    const dark = await site.page('street1', { dark: true, language: 'en' });
    await dark.goto('/review?period=2026-Q2');
    await expect.poll(() => dark.locator('tbody tr').count()).toBe(3);
    expect(await axeOf(dark)).toEqual([]);
    await picture(dark, 'street-queue-en');
    await dark.getByRole('link', { name: 'Look' }).first().click();
    await expect.poll(() => dark.locator('.tables table').count()).toBeGreaterThan(0);
    await picture(dark, 'street-submission-en');
    expect(await axeOf(dark)).toEqual([]);
    expect(faultsOf(dark)).toEqual([]);
    await dark.context().close();
  });
});
