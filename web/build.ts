// Builds the pages when they are older than what they are made from, and says so. `npm start` and `npm test` call it; `--force` builds in any case.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const WEB = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(WEB, '..');
const OUT = join(ROOT, 'dist/web');
const MARK = join(OUT, '.made-from');

const made = existsSync(MARK) ? readFileSync(MARK, 'utf8') : '';
if (process.argv.includes('--force') || made !== sourcesHash()) await build();

async function build(): Promise<void> {
  process.stderr.write('正在生成页面 / building the pages …\n');
  const { build: bundle } = await import('vite');
  await bundle({ configFile: join(WEB, 'vite.config.ts'), logLevel: 'warn' });
  for (const file of filesIn(OUT)) compress(file);
  writeFileSync(MARK, sourcesHash());
}

/** Static files are sent as they were compressed here, once. */
function compress(file: string): void {
  if (!/\.(js|css|html|svg|json)$/.test(file)) return;
  const bytes = readFileSync(file);
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
}

function sourcesHash(): string {
  const hash = createHash('sha256');
  const shared = ['package-lock.json'].map((name) => join(ROOT, name));
  for (const file of [...shared, ...filesIn(WEB), ...filesIn(join(ROOT, 'engine'))].sort()) hash.update(file.slice(ROOT.length)).update(readFileSync(file));
  return hash.digest('hex');
}

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}
