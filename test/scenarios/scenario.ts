// Given, when, then: each a sentence, so that a failing test reads like the report of somebody who was there.
import { afterAll, beforeAll, describe, it, onTestFinished } from 'vitest';
import { hasPostgres, onPostgres, onSqlite } from '../api/stores.ts';
import type { Driver, ServerDriver } from './driver.ts';
import { engineDriver } from './engine-driver.ts';
import { serverDriver } from './server-driver.ts';

interface Named<D> {
  readonly name: string;
  readonly open: () => Promise<D>;
  readonly there: boolean;
}

const SERVERS: readonly Named<ServerDriver>[] = [
  { name: 'server on SQLite', open: () => serverDriver(onSqlite), there: true },
  { name: 'server on PostgreSQL', open: () => serverDriver(onPostgres), there: hasPostgres },
];
const ALL: readonly Named<Driver>[] = [{ name: 'engine alone', open: engineDriver, there: true }, ...SERVERS];

/** One step of a scenario. */
export type Step = (says: string, does: () => Promise<void> | void) => void;

/** A story told in order: each step builds on the one before, and the first that fails ends it. */
export interface Story {
  readonly given: Step;
  readonly when: Step;
  readonly then: Step;
}

/** Runs the story with every driver. */
export function scenario(title: string, tell: (driver: () => Driver, story: Story) => void): void {
  run(title, ALL, tell);
}

/** Runs a story that needs people, and so a server. */
export function serverScenario(title: string, tell: (driver: () => ServerDriver, story: Story) => void): void {
  run(title, SERVERS, tell);
}

function run<D extends Driver>(title: string, drivers: readonly Named<D>[], tell: (driver: () => D, story: Story) => void): void {
  describe.each(drivers)(`${title} ($name)`, ({ open, there }) => {
    let driver: D | null = null;
    let broken: string | null = null;
    beforeAll(async () => {
      if (there) driver = await open();
    });
    afterAll(() => driver?.close());
    const step =
      (word: string): Step =>
      (says, does) =>
        it.skipIf(!there)(`${word} ${says}`, async () => {
          if (broken !== null) throw new Error(`The story ended at “${broken}”.`);
          onTestFinished(({ task }) => {
            if (task.result?.state === 'fail') broken ??= says;
          });
          await does();
        });
    tell(
      () => {
        if (!driver) throw new Error('The scenario has not begun.');
        return driver;
      },
      { given: step('given'), when: step('when'), then: step('then') },
    );
  });
}
