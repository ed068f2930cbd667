// The pages in a real browser, beside their limits and beside a bare page of as many plain inputs: opening, typing, pasting, a register of 10,000 rows, and what the first
// page weighs. Frames are not held back to the screen's rate, so that a figure is the work done between a key and its picture, not the wait for the next refresh.
//   tsx test/bench/pages.ts [first] [typing] [opening] [pasting] [register]
import type { Page } from 'playwright-core';
import { handOf, type Hand } from '../browser/answers.ts';
import { largeSection } from '../browser/large.ts';
import { person, rosterOf } from '../browser/people.ts';
import { CHROMIUM, openSite, type Site } from '../browser/site.ts';

const KEYS = 320;
const ROUNDS = 5;
const KEY_LIMIT = 16;
const UNHELD = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

if (CHROMIUM === null) process.stderr.write('!!! THE PAGES ARE NOT MEASURED: there is no Chromium !!!\n');
else await measure();

async function measure(): Promise<void> {
  const parts = new Set(process.argv.slice(2));
  const wanted = (part: string): boolean => parts.size === 0 || parts.has(part);
  const site = await openSite({}, UNHELD);
  try {
    if (wanted('first')) await firstPage(site);
    const page = await site.page('community1');
    if (wanted('typing')) await typing(page);
    if (wanted('opening')) await opening(page);
    if (wanted('pasting')) await pasting(page);
    await page.context().close();
    if (wanted('register')) await register(site);
  } finally {
    await site.close();
  }
}

function tell(what: string, milliseconds: number, limit: number | null, beside = ''): void {
  const told = limit === null ? '' : ` (limit ${limit} ms)`;
  console.log(`${what}: ${milliseconds.toFixed(milliseconds < 100 ? 1 : 0)} ms${told}${beside}`);
}

/** What a browser that has nothing yet fetches before somebody can sign in. */
async function firstPage(site: Site): Promise<void> {
  const page = await site.page(null);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto('/');
  await page.locator('input[type=password]').waitFor();
  console.log(`first page: ${(bytes / 1024).toFixed(0)} KB over the network, compressed (limit 300 KB)`);
  await page.context().close();
}

function tellTimes(what: string, times: readonly number[], works: readonly number[], limit: number): void {
  tell(what, share(times, 0.5), limit, `; ${share(works, 0.5).toFixed(0)} ms of processor`);
}

/** Key by key, on ours and on the bare page turn by turn. */
async function typing(page: Page): Promise<void> {
  const sizes = [
    { name: '3 cells', questions: 3, rows: 0 },
    { name: '500 cells', questions: 200, rows: 20 },
  ];
  for (const { name, questions, rows } of sizes) {
    const ours: Keyed[] = [];
    const moves: Keyed[] = [];
    const bare: Keyed[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await openSection(page, questions, rows);
      const target = page.locator('.tables [data-item]');
      ours.push(await keyed(page, target.nth(rows > 0 ? questions + 4 : 1), '7'));
      moves.push(await keyed(page, target.first(), 'Enter'));
      await openBare(page, questions + rows * 15);
      bare.push(await keyed(page, page.locator('input').nth(2), '7'));
    }
    tellKeys(`key to paint, ${name}`, ours, KEY_LIMIT);
    tellKeys(`Enter to the next field painted, ${name}`, moves, KEY_LIMIT);
    tellKeys('  a bare page of as many plain inputs', bare, null);
  }
}

interface Keyed {
  /** From the moment a key went down until what it changed was painted, each key. */
  readonly painted: readonly number[];
  /** Processor time that the page took for a key, storing and sending included: what a busy machine does not change. */
  readonly work: number;
}

function tellKeys(what: string, rounds: readonly Keyed[], limit: number | null): void {
  const painted = rounds.flatMap((each) => each.painted);
  const [half, work] = [
    share(painted, 0.5),
    share(
      rounds.map((each) => each.work),
      0.5,
    ),
  ];
  tell(`${what}, 95 of 100`, share(painted, 0.95), limit, `; half of them ${half.toFixed(1)} ms; ${work.toFixed(1)} ms of processor a key`);
}

async function keyed(page: Page, field: ReturnType<Page['locator']>, key: string): Promise<Keyed> {
  await field.click();
  const clock = await processorOf(page);
  await page.evaluate(`{
    window.told = [];
    const told = window.told;
    const { port1, port2 } = new MessageChannel();
    let began = 0;
    port1.onmessage = () => told.push(performance.now() - began);
    window.heard?.abort();
    window.heard = new AbortController();
    document.addEventListener('keydown', (event) => {
      began = event.timeStamp;
      requestAnimationFrame(() => port2.postMessage(0));
    }, { capture: true, signal: window.heard.signal });
  }`);
  for (let each = 0; each < KEYS / ROUNDS; each++) {
    // Four digits, and four steps back, so that a field never holds more than people write into one.
    await page.keyboard.press(key !== 'Enter' && each % 8 > 3 ? 'Backspace' : key);
    await page.evaluate(`new Promise((done) => { const look = () => (window.told.length > ${each} ? done() : setTimeout(look, 3)); look(); })`);
  }
  const keys = KEYS / ROUNDS;
  return { painted: await page.evaluate<number[]>('window.told'), work: (await clock()) / keys };
}

/** Processor time of the page's main thread since then, in milliseconds. */
async function processorOf(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const read = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  };
  const before = await read();
  return async () => (await read()) - before;
}

/** From the click on a section of 300 cells in the list of sections to its fields painted. */
async function opening(page: Page): Promise<void> {
  const [times, works]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const clock = await processorOf(page);
    times.push(await openSection(page, 60, 16, async () => void works.push(-(await clock()))));
    works.push((works.pop() ?? 0) + (await clock()));
  }
  tellTimes('a section of 300 cells opened', times, works, 1000);
}

async function pasting(page: Page): Promise<void> {
  const [times, works]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    await openSection(page, 200, 20);
    const clock = await processorOf(page);
    times.push(
      await page.evaluate<number>(`new Promise((done) => {
        const cells = [...document.querySelectorAll('table.cross [data-item]')];
        cells[0].focus();
        const data = new DataTransfer();
        data.setData('text/plain', Array.from({ length: 20 }, (_, row) => Array.from({ length: 15 }, (_, at) => row * at + 1).join('\\t')).join('\\r\\n'));
        requestAnimationFrame(() => setTimeout(() => {
          const began = performance.now();
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => done(performance.now() - began);
          const look = () => cells[299].value === '267' ? requestAnimationFrame(() => port2.postMessage(0)) : requestAnimationFrame(look);
          cells[0].dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
          look();
        }, 50));
      })`),
    );
    works.push(await clock());
  }
  tellTimes('20 × 15 pasted and painted', times, works, 200);
}

/** Opens a made-up section from another one; gives how long it took until its fields were painted. */
async function openSection(page: Page, questions: number, rows: number, ready: () => Promise<void> = () => Promise.resolve()): Promise<number> {
  // What was typed before must not come back into the fields.
  await page.evaluate(`new Promise((done) => { const look = () => (document.querySelector('.waiting') ? setTimeout(look, 20) : done()); look(); })`);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  const form = await (await page.context().request.get('/api/v1/forms/2026/annual/sections/housing')).json();
  const { layout, answers } = largeSection(form, { questions, rows });
  await page.route('**/api/v1/forms/2026/annual/sections/housing', (route) => route.fulfill({ json: layout }));
  await page.route('**/submissions/**/sections/housing', (route) => {
    if (route.request().method() !== 'PATCH') return route.fulfill({ json: answers });
    return route.fulfill({ json: { version: 0, cells: [], hints: [] } });
  });
  await page.goto('/my-year/2026/funds');
  await page.locator('.sections a[href$="/housing"]').waitFor();
  await ready();
  return page.evaluate<number>(`new Promise((done) => {
    const began = performance.now();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now() - began);
    const wanted = ${questions + rows * 15};
    const look = () => document.querySelectorAll('.tables [data-item]').length === wanted ? requestAnimationFrame(() => port2.postMessage(0)) : requestAnimationFrame(look);
    document.querySelector('.sections a[href$="/housing"]').click();
    look();
  })`);
}

/** As many plain inputs in a table, with one listener that does nothing. */
async function openBare(page: Page, count: number): Promise<void> {
  await page.goto('about:blank');
  const rows = Array.from({ length: Math.ceil(count / 15) }, (_, row) => `<tr>${'<td><input></td>'.repeat(Math.min(15, count - row * 15))}</tr>`);
  await page.setContent(`<!doctype html><style>td{border:1px solid #ccc}input{width:90px;height:32px;border:0}</style><table>${rows.join('')}</table>`);
}

/** 10,000 people with every column filled, from the click in the list of registers to the rows painted; then scrolled through. */
async function register(site: Site): Promise<void> {
  const hand = await handOf(site, 'community2');
  const columns = await takeIn(hand);
  await hand.close();
  const page = await site.page('community2');
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await page.goto('/registers');
    await page.locator('main a.panel', { hasText: '10000' }).waitFor();
    times.push(
      await page.evaluate<number>(`new Promise((done) => {
        const began = performance.now();
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now() - began);
        const look = () => document.querySelector('.grid .line') ? requestAnimationFrame(() => port2.postMessage(0)) : requestAnimationFrame(look);
        [...document.querySelectorAll('main a.panel')].find((each) => each.textContent.includes('10000')).click();
        look();
      })`),
    );
  }
  tell(`a register of 10,000 rows × ${columns} columns opened`, share(times, 0.5), 1500);
  const frames = await page.evaluate<number[]>(`new Promise((done) => {
    const grid = document.querySelector('.grid');
    const frames = [];
    const { port1, port2 } = new MessageChannel();
    let began = 0;
    const step = () => {
      began = performance.now();
      grid.scrollTop += 300;
      grid.scrollLeft += 40;
      requestAnimationFrame(() => port2.postMessage(0));
    };
    port1.onmessage = () => {
      frames.push(performance.now() - began);
      if (frames.length < 200) setTimeout(step, 0); else done(frames);
    };
    step();
  })`);
  tell('  scrolled by nine rows and painted, 95 of 100', share(frames, 0.95), KEY_LIMIT);
  await page.context().close();
}

/** Every column that the register has is filled; gives how many there are. */
async function takeIn(hand: Hand): Promise<number> {
  const { items } = await hand.get(`/registers/${hand.unitId}`);
  const { columns, memberships } = items.find((each: { register: string }) => each.register === 'person');
  const known = new Set(['name', 'sex', 'idCard', 'phone', 'disability', 'disabilityLevel']);
  const more = Object.fromEntries(
    columns
      .filter(({ column }: { column: string }) => !known.has(column))
      .map(({ title, choices }: { title: string; choices: readonly string[] | null }) => [title, choices?.[0] ?? '60']),
  );
  const people = Array.from({ length: 10_000 }, (_, index) => person(index));
  const bytes = await rosterOf(people, more);
  const path = `/registers/${hand.unitId}/person/import`;
  const { key, counts } = await hand.upload(`${path}/preview`, 'people.xlsx', bytes);
  if (counts.added !== people.length) throw new Error(`The roster was not taken in: ${JSON.stringify(counts)}`);
  await hand.upload(`${path}?key=${key}`, 'people.xlsx', bytes);
  return columns.length + memberships.length;
}

function share(times: readonly number[], part: number): number {
  return [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
}
