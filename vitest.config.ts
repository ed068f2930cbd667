// Which tests there are: named here, so that built copies and sample outputs are never run. Tests of the server find a throw-away
// PostgreSQL running; the others do not wait for one.
import { defineConfig } from 'vitest/config';

const BROWSER = ['test/browser/**/*.test.ts'];
const SERVER = ['test/api/**/*.test.ts', 'test/scenarios/**/*.test.ts'];
const limits = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      { test: { ...limits, name: 'engine', include: ['test/**/*.test.ts'], exclude: [...SERVER, ...BROWSER] } },
      { test: { ...limits, name: 'server', include: SERVER, globalSetup: ['test/postgres.ts'] } },
      // One file at a time: each has a server and a browser of its own.
      { test: { ...limits, name: 'browser', include: BROWSER, fileParallelism: false, expect: { poll: { timeout: 15_000 } } } },
    ],
  },
});
