// A PostgreSQL for the tests. DATABASE_URL_TEST names one that is there; otherwise, where PostgreSQL is installed, a cluster is made in
// a temporary folder, started, and gone afterwards. Where it is not installed the tests on it are skipped, which `.ci/run` counts as failing.
import { execFileSync, type StdioOptions } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './port.ts';

const HOW = 'apt-get install postgresql, or DATABASE_URL_TEST=postgres://user:password@host/database with the right to create databases';

/** Vitest's global setup; gives the way to take it down again. */
export default async function setup(): Promise<() => void> {
  if (process.env['DATABASE_URL_TEST']) return () => undefined;
  const programs = programsIn();
  if (programs === null) {
    process.stderr.write(`\n!!! PostgreSQL IS NOT TESTED: ${HOW} !!!\n\n`);
    return () => undefined;
  }
  const place = mkdtempSync(join(tmpdir(), 'onetable-postgres-'));
  const cluster = join(place, 'cluster');
  const port = await freePort();
  const owner = ownerOf(place);
  const run = (program: string, ...words: readonly string[]): void => runAs(owner, join(programs, program), words);
  run('initdb', '-D', cluster, '-U', 'test', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync');
  run('pg_ctl', '-D', cluster, '-w', '-l', join(place, 'log'), '-o', `-h 127.0.0.1 -p ${port} -k ${place} -c fsync=off -c max_connections=200`, 'start');
  process.env['DATABASE_URL_TEST'] = `postgres://test@127.0.0.1:${port}/postgres`;
  return () => {
    run('pg_ctl', '-D', cluster, '-m', 'immediate', 'stop');
    rmSync(place, { recursive: true, force: true });
  };
}

const DEBIAN = '/usr/lib/postgresql';

/** Debian keeps initdb and pg_ctl out of the way of PATH. */
function programsIn(): string | null {
  const newest = existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(DEBIAN, version, 'bin'))
    : [];
  const everywhere = [...newest, ...(process.env['PATH'] ?? '').split(':')];
  return everywhere.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl'))) ?? null;
}

/** PostgreSQL refuses to run as root: then its own user runs it, and owns the folder. */
function ownerOf(place: string): string | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  chownSync(place, id('-u'), id('-g'));
  chmodSync(place, 0o755);
  return 'postgres';
}

function runAs(owner: string | null, program: string, words: readonly string[]): void {
  const stdio: StdioOptions = ['ignore', 'ignore', 'inherit'];
  if (owner === null) execFileSync(program, words, { stdio, cwd: '/' });
  else execFileSync('runuser', ['-u', owner, '--', program, ...words], { stdio, cwd: '/' });
}
