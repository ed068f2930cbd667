// Group commit for SQLite: what arrives in one turn of the event loop and the next shares one durable commit. Nobody is answered before the commit is
// on disk. No request has a savepoint of its own, which would copy every page it touches: one that gives up does so before it writes.
import type Library from 'better-sqlite3';
import type { Store } from './database.ts';

/** What a request does in the group's transaction. Synchronous; `null`: nothing was written, let somebody else do it. Thrown: nothing of the whole group is kept. */
export type Work<Result> = (group: Group) => Result | null;

/** What the requests of one transaction share. */
export interface Group {
  readonly sqlite: Library.Database;
  /** Called once for all, before the commit. */
  readonly atEnd: (key: string, act: () => void) => void;
  /** Called once for all, when everything is on disk. */
  readonly afterCommit: (key: string, act: () => void) => void;
}

interface Waiting {
  readonly run: (group: Group) => unknown;
  readonly resolve: (result: unknown) => void;
}

/** Runs work in the next group's transaction. `null` when it gave up, or when the group could not be committed: nothing of it was kept. */
export interface Groups {
  readonly join: <Result>(work: Work<Result>) => Promise<Result | null>;
}

const groups = new WeakMap<Store, Groups>();

/** The groups of a store on SQLite. */
export function groupsOf(store: Store, sqlite: Library.Database): Groups {
  const known = groups.get(store) ?? createGroups(store, sqlite);
  groups.set(store, known);
  return known;
}

function createGroups({ db }: Store, sqlite: Library.Database): Groups {
  let waiting: Waiting[] = [];
  const statements = { begin: sqlite.prepare('begin immediate'), commit: sqlite.prepare('commit'), rollback: sqlite.prepare('rollback') };

  const take = (): readonly Waiting[] => {
    const taken = waiting;
    waiting = [];
    return taken;
  };

  /** The connection is ours alone while Kysely holds it for us; where there is none to be had, all take the ordinary way. */
  const flush = (): Promise<void> =>
    db
      .connection()
      .execute(() => Promise.resolve(settle(take())))
      .catch(() => {
        for (const { resolve } of take()) resolve(null);
      });

  const settle = (taken: readonly Waiting[]): void => {
    const after = new Map<string, () => void>();
    const results = commit(taken, after);
    for (const [index, { resolve }] of taken.entries()) resolve(results?.[index] ?? null);
    if (results) for (const act of after.values()) act();
  };

  const commit = (taken: readonly Waiting[], after: Map<string, () => void>): unknown[] | null => {
    const ends = new Map<string, () => void>();
    const group: Group = { sqlite, atEnd: (key, act) => void ends.set(key, act), afterCommit: (key, act) => void after.set(key, act) };
    try {
      statements.begin.run();
      const results = taken.map(({ run }) => run(group));
      for (const end of ends.values()) end();
      statements.commit.run();
      return results;
    } catch {
      // Locked by another process for too long, the disk is full, a row that cannot be: every request takes the ordinary way and is told what that says.
      if (sqlite.inTransaction) statements.rollback.run();
      return null;
    }
  };

  return {
    join: <Result>(work: Work<Result>) =>
      new Promise<Result | null>((resolve) => {
        // The turn after this one, too: what has come to the sockets by then is taken along, and where nothing has, it takes no time.
        if (waiting.length === 0) setImmediate(() => setImmediate(() => void flush()));
        waiting.push({ run: work, resolve: resolve as (result: unknown) => void });
      }),
  };
}
