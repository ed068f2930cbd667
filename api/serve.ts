// A process that serves: store, schema, first accounts, listening — and, when told to stop, finishing what it has begun.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import type { Config } from './config.ts';
import { DEMO_PASSWORD, seedDemo } from './demo.ts';
import { createServer } from './http/server.ts';
import { createWorker } from './jobs/worker.ts';
import { createServices } from './services.ts';
import { ensureDistrict, firstAccounts } from './start.ts';
import { openStore } from './storage/database.ts';
import { migrate } from './storage/migrate.ts';
import { createThinker } from './thinking/thinker.ts';

/** `emptyDemo`: of the demo's year nothing is answered yet. */
export async function serve(config: Config, districtName: string, open = false, emptyDemo = false): Promise<void> {
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
      process.stderr.write('第一次启动,正在识别样例区的空白表、编制一张表 / first start, reading the sample district …\n'),
    );
  const first = config.demo ? null : await firstAccounts(services, districtId);
  const worker = createWorker(services, (error) => server.log.error({ err: error }, 'job'));
  if (config.work) worker.start();
  await server.listen({ host: config.host, port: config.port });
  const address = server.server.address();
  const url = config.publicUrl || `http://${config.host}:${typeof address === 'object' && address ? address.port : config.port}`;
  process.stdout.write(`一表通 ${url}(接口说明 ${url}/api/docs)\n`);
  if (config.demo) process.stdout.write(`演示账号 admin、coordinator、mz、street1、community1、auditor ……口令 ${DEMO_PASSWORD}\n`);
  for (const { login, token } of first ?? []) process.stdout.write(`首次启动:账号 ${login} 的一次性令牌(72 小时内有效) ${token}\n`);
  if (open) openBrowser(url);
  stopOnSignal(async () => {
    await server.close();
    await worker.stop();
    await thinker.close();
    await reader.close();
    await store.close();
  });
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
