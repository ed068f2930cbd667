// The hot path beside a handler that only parses and answers: requests a second and processor time, the client in this process, both
// servers in another, turn by turn so that a busy machine treats them alike. Every save is validated, chained in the audit log and on disk
// (synchronous=FULL) before it is answered.
//   tsx test/bench/server.ts [SECONDS]
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Ready } from './serving.ts';

const [seconds = '3'] = process.argv.slice(2);
const QUESTIONS = 300;
/** Clients at once: each saves one community's section again and again. */
const CLIENTS = 64;
const ROUNDS = 4;

interface Rate {
  readonly perSecond: number;
  readonly cpuMicroseconds: number;
}

interface Round {
  readonly ours: Rate;
  /** The same body, only parsed and answered. */
  readonly bare: Rate;
  /** All values as objects, only parsed and answered: the peer of the plain way of writing a save, however ours is written. */
  readonly objects: Rate;
}

/** One request; gives the JSON answered. */
type Send = (client: number) => Promise<void>;

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'onetable-bench-'));
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('serving.ts', import.meta.url)), join(folder, 'bench.db'), '0', String(QUESTIONS), String(CLIENTS)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  try {
    for await (const line of createInterface(child.stdout)) {
      await compare(JSON.parse(line) as Ready);
      break;
    }
  } finally {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(ready: Ready): Promise<void> {
  const saving = createSaving(ready);
  await saving.begin();
  const ways: readonly (readonly [string, Send, Send])[] = [
    ['array, 10 values changed', saving.array(10), saving.echoArray(10)],
    ['array, all values changed', saving.array(QUESTIONS), saving.echoArray(QUESTIONS)],
    ['objects (PATCH), 300 values sent and changed', saving.cells(QUESTIONS), saving.echoCells(QUESTIONS)],
    ['objects (PATCH), 10 values sent and changed', saving.cells(10), saving.echoCells(10)],
  ];
  for (const [title, send, echo] of ways) {
    const rates: Round[] = [];
    for (let round = 0; round < ROUNDS; round++)
      rates.push({ bare: await rate(ready, echo), ours: await rate(ready, send), objects: await rate(ready, saving.echoCells(QUESTIONS)) });
    const [ours, bare] = [best(rates.map((each) => each.ours)), best(rates.map((each) => each.bare))];
    const part = (peer: (each: Round) => Rate): string => (median(rates.map((each) => each.ours.perSecond / peer(each).perSecond)) * 100).toFixed(0);
    console.log(
      `${title}: ${ours.perSecond.toFixed(0)} saves/s beside ${bare.perSecond.toFixed(0)}/s only parsed and answered = ${part((each) => each.bare)} % (median of ${ROUNDS}), ` +
        `${part((each) => each.objects)} % of the same for ${QUESTIONS} values as objects; ` +
        `processor ${ours.cpuMicroseconds.toFixed(0)} µs a save = ${((ours.cpuMicroseconds / QUESTIONS) * 1000).toFixed(0)} ns a value (bare ${bare.cpuMicroseconds.toFixed(0)} µs), ${(ours.perSecond * QUESTIONS).toExponential(1)} values/s`,
    );
  }
}

interface Saving {
  /** Gives every section its first answers. */
  readonly begin: () => Promise<void>;
  readonly array: (changed: number) => Send;
  readonly cells: (changed: number) => Send;
  readonly echoArray: (changed: number) => Send;
  readonly echoCells: (changed: number) => Send;
}

function createSaving({ url, bareUrl, places, section, items, formVersionId }: Ready): Saving {
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  const versions = places.map(() => 0);
  const turns = places.map(() => 0);
  const address = (client: number): string => `${url}/api/v1/submissions/${places[client]?.communityId}/2026/sections/${section}`;
  const headers = (client: number): Record<string, string> => ({ cookie: places[client]?.cookie ?? '' });
  const value = (client: number, changed: number): ((_item: unknown, index: number) => number) => {
    const turn = (turns[client] = (turns[client] ?? 0) + 1);
    return (_item, index) => (index < changed ? index * 7 + turn : index * 7);
  };
  const arrayBody = (client: number, changed: number): string =>
    JSON.stringify({ formVersionId, baseVersion: versions[client], answers: items.map(value(client, changed)) });
  const cellsBody = (client: number, changed: number): string =>
    JSON.stringify({
      baseVersion: versions[client],
      cells: items.slice(0, changed).map((item, index) => ({ item, value: value(client, changed)(item, index) })),
    });
  const save = async (client: number, method: string, body: string): Promise<void> => {
    const { version } = (await ask(agent, method, address(client), headers(client), body)) as { version: number };
    versions[client] = version;
  };
  const echo = async (client: number, body: string): Promise<void> => {
    await ask(agent, 'PUT', `${bareUrl}/echo`, headers(client), body);
  };
  return {
    begin: async () => {
      for (const client of places.keys()) await save(client, 'PUT', arrayBody(client, 0));
    },
    array: (changed) => (client) => save(client, 'PUT', arrayBody(client, changed)),
    cells: (changed) => (client) => save(client, 'PATCH', cellsBody(client, changed)),
    echoArray: (changed) => (client) => echo(client, arrayBody(client, changed)),
    echoCells: (changed) => (client) => echo(client, cellsBody(client, changed)),
  };
}

function ask(agent: Agent, method: string, url: string, headers: Record<string, string>, body: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { agent, method, headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } },
      (reply) => {
        let text = '';
        reply.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        reply.on('end', () => (reply.statusCode === 200 ? resolve(JSON.parse(text)) : reject(new Error(`${reply.statusCode} ${text}`))));
      },
    );
    sent.on('error', reject).end(body);
  });
}

/** All clients at it for some seconds. */
async function rate({ bareUrl }: Ready, send: Send): Promise<Rate> {
  const cpu = async (): Promise<number> => {
    const { user, system } = (await (await fetch(`${bareUrl}/cpu`, { method: 'POST' })).json()) as NodeJS.CpuUsage;
    return user + system;
  };
  const [until, before, start] = [performance.now() + Number(seconds) * 1000, await cpu(), performance.now()];
  let done = 0;
  const one = async (client: number): Promise<void> => {
    while (performance.now() < until) {
      await send(client);
      done++;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, client) => one(client)));
  return { perSecond: (done / (performance.now() - start)) * 1000, cpuMicroseconds: ((await cpu()) - before) / done };
}

function best(rates: readonly Rate[]): Rate {
  return rates.reduce((a, b) => (a.perSecond >= b.perSecond ? a : b));
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

await run();
