// All benchmarks in one run, one after the other: `npm run bench [-- PACK]`. They print, side by side with exceljs, zlib or their
// limits; none of them asserts anything.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const [pack = 'forms/samples/linjiang'] = process.argv.slice(2);
const ROUNDS = '5';

for (const [title, file, ...args] of [
  ['reading and filling, beside exceljs and the deflate limit', 'excel.ts', pack, ROUNDS],
  ['planning', 'plan.ts'],
  ['consolidating a district', 'consolidate.ts', pack],
  ['saving a section, beside a handler that only parses and answers', 'server.ts'],
  ['the pages in a browser, beside a bare page of as many plain inputs', 'pages.ts'],
  ['the server: roll-up of a district, completeness page, zip of workbooks', 'server-rollup.ts'],
  ['the longest stalls of the server while it does heavy single requests', 'stalls.ts'],
] as const) {
  console.log(`\n# ${title}`);
  spawnSync(process.execPath, ['--import', 'tsx', fileURLToPath(new URL(file, import.meta.url)), ...args], { stdio: 'inherit' });
}
