// The running site in a real browser: a server of its own with the sample district in a temporary folder, Chromium, one page for each person who signs in.
// Where there is no Chromium the tests are skipped with a loud line; `.ci/run` installs it and fails when anything is skipped.
import { AxeBuilder } from '@axe-core/playwright';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { freePort } from '../port.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SCREENS = join(ROOT, 'out/screens');
export const CHROMIUM =
  [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path && existsSync(path)) ?? null;
if (CHROMIUM === null)
  process.stderr.write('\n!!! THE PAGES ARE NOT TESTED: apt-get install chromium fonts-noto-cjk, or CHROMIUM=/path/to/chrome (85 or later) !!!\n\n');

/** What Chrome 85 does not have, but for what the browser's driver needs itself, is taken away before a page begins: one that needs it, or a library in it, fails here too. */
const LATER = [
  ...['at', 'findLast', 'findLastIndex', 'toReversed', 'toSorted', 'toSpliced', 'with'].map((name) => `Array.prototype.${name}`),
  ...['at', 'isWellFormed', 'toWellFormed'].map((name) => `String.prototype.${name}`),
  ...['difference', 'intersection', 'isDisjointFrom', 'isSubsetOf', 'isSupersetOf', 'symmetricDifference', 'union'].map((name) => `Set.prototype.${name}`),
  'Array.fromAsync',
  'Object.groupBy',
  'Object.hasOwn',
  'Map.groupBy',
  'Promise.try',
  'Promise.withResolvers',
  'Intl.Segmenter',
  'AbortSignal.any',
  'AbortSignal.timeout',
  'Crypto.prototype.randomUUID',
  'Element.prototype.replaceChildren',
  'structuredClone',
];

export interface Look {
  readonly dark?: boolean;
  readonly language?: 'zh' | 'en';
  /** 390 × 844 with touch instead of 1366 × 768. */
  readonly phone?: boolean;
}

export interface Site {
  readonly url: string;
  readonly browser: Browser;
  /** A page on which this account of the demo is signed in; null: nobody is. */
  readonly page: (login: string | null, look?: Look) => Promise<Page>;
  /** Another browser at the same site, with switches of its own. */
  readonly another: (switches: readonly string[]) => Promise<{ readonly page: Site['page']; readonly close: () => Promise<void> }>;
  /** Stops the server as a kill -9 would, and starts it again on the same store and port. */
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts server and browser; `settings` are environment variables of the server, `switches` more of the browser's. */
export async function openSite(settings: Readonly<Record<string, string>> = {}, switches: readonly string[] = []): Promise<Site> {
  const data = mkdtempSync(join(tmpdir(), 'onetable-site-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const environment = {
    ...process.env,
    ONETABLE_DATA: data,
    ONETABLE_PORT: String(port),
    ONETABLE_LOG: 'silent',
    ONETABLE_WEBHOOK_LOCAL: 'true',
    DATABASE_URL: '',
    ...settings,
  };
  let server = await startServer(environment, url);
  const browser = await openBrowser(switches);
  return {
    url,
    browser,
    page: (login, look = {}) => signedIn(browser, url, login, look),
    another: async (own) => {
      const other = await openBrowser(own);
      return { page: (login, look = {}) => signedIn(other, url, login, look), close: () => other.close() };
    },
    restart: async () => {
      server.kill('SIGKILL');
      server = await startServer(environment, url);
    },
    close: async () => {
      await browser.close();
      server.kill('SIGKILL');
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function openBrowser(switches: readonly string[]): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox', '--disable-dev-shm-usage', ...switches] });
}

async function startServer(environment: NodeJS.ProcessEnv, url: string): Promise<ChildProcess> {
  const server = spawn(process.execPath, ['--import', 'tsx', 'api/cli.ts', 'serve', '--demo', '--empty'], {
    cwd: ROOT,
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (let tries = 0; tries < 1800; tries += 1) {
    if (server.exitCode !== null) break;
    const ready = await fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return server;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The server did not start within three minutes.');
}

async function signedIn(browser: Browser, url: string, login: string | null, { dark = false, language = 'zh', phone = false }: Look): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    colorScheme: dark ? 'dark' : 'light',
    // What is still fading in would be judged, and pictured, half transparent.
    reducedMotion: 'reduce',
    viewport: phone ? { width: 390, height: 844 } : { width: 1366, height: 768 },
    hasTouch: phone,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
  });
  await context.addInitScript({ content: LATER.map((name) => `delete ${name};`).join('\n') });
  if (language === 'en') await context.addInitScript({ content: "localStorage.setItem('onetable.language', 'en')" });
  if (login !== null) await signIn(context, login);
  const page = await context.newPage();
  watch(page);
  return page;
}

async function signIn(context: BrowserContext, login: string): Promise<void> {
  const response = await context.request.post('/api/v1/session', { data: { login, password: 'onetable-demo' } });
  if (!response.ok()) throw new Error(`${login} could not sign in: ${await response.text()}`);
}

const faults = new WeakMap<Page, string[]>();

/** Notes what the browser complains of: errors of scripts, refusals of the content security policy, requests to elsewhere. */
function watch(page: Page): void {
  const told: string[] = [];
  faults.set(page, told);
  page.on('pageerror', (error) => told.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) told.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!/^(http:\/\/127\.0\.0\.1|data:|blob:)/.test(request.url())) told.push(`request: ${request.url()}`);
  });
}

/** What the browser complained of on this page so far; should be empty. */
export function faultsOf(page: Page): readonly string[] {
  return faults.get(page) ?? [];
}

/**
 * Waits until nothing on the page has changed for a quarter of a second, ten seconds at most. axe measures once where everything lies and looks at
 * the words later: on a page that is still moving it takes the ground under a word from what lay there before.
 */
function stillness(page: Page): Promise<void> {
  return page.evaluate(`document.fonts.ready.then(() => new Promise((resolve) => {
    const quiet = () => { observer.disconnect(); clearTimeout(atLast); resolve(); };
    const atLast = setTimeout(quiet, 10_000);
    let soon = setTimeout(quiet, 250);
    const observer = new MutationObserver(() => { clearTimeout(soon); soon = setTimeout(quiet, 250); });
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  }))`);
}

/** What axe finds serious or critical on the page once it is still; should be empty. */
export async function axeOf(page: Page): Promise<readonly string[]> {
  await stillness(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help} — ${nodes
          .slice(0, 3)
          .map(({ html }) => html.slice(0, 160))
          .join(' | ')}`,
    );
}

/** Keeps a picture of the page in out/screens; with ONETABLE_PICTURES=1 also in docs/pictures, for the guides. */
export async function picture(page: Page, name: string, { guide = false, full = false } = {}): Promise<void> {
  mkdirSync(SCREENS, { recursive: true });
  await page.screenshot({ path: join(SCREENS, `${name}.png`), fullPage: full });
  if (!guide || process.env['ONETABLE_PICTURES'] !== '1') return;
  mkdirSync(join(ROOT, 'docs/pictures'), { recursive: true });
  await page.screenshot({ path: join(ROOT, 'docs/pictures', `${name}.png`) });
}
