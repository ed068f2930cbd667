// A process that serves: store, schema, first accounts, listening — and, when told to stop, finishing what it has begun.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import type { Config } from './config.ts';
import { DEMO_PASSWORD, seedDemo } from './demo.ts';
import { createServer } from './http/server.ts';
import { createWorker } from './jobs/worker.ts';
import { claimable } from './port.ts';
import { createServices } from './services.ts';
import { ensureDistrict, firstAccounts } from './start.ts';
import type { Language } from '../engine/problem/index.ts';
import { openStore } from './storage/database.ts';
import { migrate } from './storage/migrate.ts';
import { createThinker } from './thinking/thinker.ts';

export interface Serving {
  readonly districtName: string;
  /** Open the browser. */
  readonly open: boolean;
  /** Of the demo's year nothing is answered yet. */
  readonly emptyDemo: boolean;
  readonly language: Language;
}

export async function serve(config: Config, { districtName, open, emptyDemo, language }: Serving): Promise<void> {
  await claimable(config.host, config.port);
  mkdirSync(config.dataDir, { recursive: true });
  const store = openStore(config.database);
  await migrate(store);
  const thinker = createThinker();
  const reader = createThinker(512);
  const services = createServices(config, store, thinker, Date.now, reader);
  const districtId = await ensureDistrict(services, config.demo ? '临江区(样例)' : districtName);
  const server = await createServer(services);
  if (config.demo)
    await seedDemo(services, districtId, !emptyDemo, () =>
      process.stderr.write(
        language === 'zh'
          ? '第一次启动,正在识别样例区的空白表、编制一张表,约需半分钟……\n'
          : 'First start: reading the sample district, about half a minute …\n',
      ),
    );
  const first = config.demo ? null : await firstAccounts(services, districtId);
  const worker = createWorker(services, (error) => server.log.error({ err: error }, 'job'));
  if (config.work) worker.start();
  await server.listen({ host: config.host, port: config.port });
  const address = server.server.address();
  const url = config.publicUrl || `http://${config.host}:${typeof address === 'object' && address ? address.port : config.port}`;
  process.stdout.write(`${ready(url, config.demo, first ?? [], language).join('\n')}\n`);
  if (open) openBrowser(url);
  stopOnSignal(async () => {
    await server.close();
    await worker.stop();
    await thinker.close();
    await reader.close();
    await store.close();
  });
}

/** What whoever started it has to know. */
function ready(url: string, demo: boolean, first: readonly { readonly login: string; readonly token: string }[], language: Language): string[] {
  return language === 'zh'
    ? [
        `一表通 ${url}(接口说明 ${url}/api/docs)`,
        ...(demo ? [`演示账号 admin、coordinator、mz、street1、community1、auditor ……口令 ${DEMO_PASSWORD}`] : []),
        ...first.map(({ login, token }) => `首次启动:账号 ${login} 的一次性令牌(72 小时内有效) ${token}`),
        `请在浏览器打开 ${url} ;按 Ctrl-C 停止。`,
      ]
    : [
        `onetable ${url} (API described at ${url}/api/docs)`,
        ...(demo ? [`Demo accounts admin, coordinator, mz, street1, community1, auditor …, password ${DEMO_PASSWORD}`] : []),
        ...first.map(({ login, token }) => `First start: one-time token of the account ${login}, valid for 72 hours: ${token}`),
        `Open ${url} in a browser; Ctrl-C stops it.`,
      ];
}

/** Where there is a desktop, its browser; where there is none, nothing: the address has been told. */
function openBrowser(url: string): void {
  const command = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  if (command === 'xdg-open' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return;
  spawn(command, [url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

const PATIENCE_MS = 15_000;

/** The first signal lets what was begun be finished, for a while; the second ends at once. */
function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    void stop();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, onSignal);
}
