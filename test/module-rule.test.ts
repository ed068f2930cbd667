// The module rule, broken on purpose: each forbidden import must be seen by the linter, each allowed one let through.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'module-rule-'));

const forbidden = [
  ['engine/match/a.ts', 'node:fs'],
  ['engine/match/a.ts', 'fs'],
  ['engine/match/a.ts', 'ajv'],
  ['engine/match/a.ts', '../../forms/excel/read.ts'],
  ['engine/match/a.ts', '../../api/cli.ts'],
  ['engine/match/a.ts', '../plan/index.ts'],
  ['engine/match/a.ts', '../../engine/plan/index.ts'],
  ['engine/match/a.ts', '../consolidate.ts'],
  ['engine/read/a.ts', '../interpret/index.ts'],
  ['engine/compile/a.ts', '../check/index.ts'],
  ['engine/model/a.ts', '../read/index.ts'],
  ['engine/problem/a.ts', '../plan/index.ts'],
  ['engine/a.ts', '../web/main.ts'],
  ['forms/excel/a.ts', '../../api/cli.ts'],
  ['forms/a.ts', '../web/main.ts'],
  ['api/a.ts', '../web/main.ts'],
] as const;

const allowed = [
  ['engine/match/b.ts', 'decimal.js'],
  ['engine/check/b.ts', '@marcbachmann/cel-js'],
  ['engine/match/b.ts', '../read/index.ts'],
  ['engine/match/b.ts', './functional.ts'],
  ['engine/b.ts', './plan/index.ts'],
  ['forms/excel/b.ts', '../../engine/read/index.ts'],
  ['forms/excel/b.ts', 'node:zlib'],
  ['api/b.ts', '../forms/excel/read.ts'],
] as const;

/** One file for each import; gives the files in which the linter saw a restricted import. */
function lint(): Set<string> {
  const files = [...forbidden, ...allowed].map(([file, from], index) => {
    const name = file.replace(/\.ts$/u, `${index}.ts`);
    mkdirSync(dirname(join(place, name)), { recursive: true });
    writeFileSync(join(place, name), `import type { Thing } from '${from}';\nexport type Other = Thing;\n`);
    return name;
  });
  cpSync(join(root, '.oxlintrc.json'), join(place, '.oxlintrc.json'));
  const found = report(files);
  return new Set(found.filter(({ code }) => code.includes('no-restricted-imports')).map(({ filename }) => filename));
}

function report(files: readonly string[]): { code: string; filename: string }[] {
  const oxlint = join(root, 'node_modules/.bin/oxlint');
  try {
    execFileSync(oxlint, ['--format=json', ...files], { cwd: place, encoding: 'utf8' });
  } catch (error) {
    if (error instanceof Error && 'stdout' in error) return JSON.parse(String(error.stdout)).diagnostics;
    throw error;
  }
  return [];
}

describe('the module rule', () => {
  let seen = new Set<string>();
  beforeAll(() => {
    seen = lint();
  });
  afterAll(() => rmSync(place, { recursive: true }));

  forbidden.forEach(([file, from], index) => it(`${file} may not import ${from}`, () => expect([...seen]).toContain(file.replace(/\.ts$/u, `${index}.ts`))));
  allowed.forEach(([file, from], index) =>
    it(`${file} may import ${from}`, () => expect([...seen]).not.toContain(file.replace(/\.ts$/u, `${forbidden.length + index}.ts`))),
  );
});
