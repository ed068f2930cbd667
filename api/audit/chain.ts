// The audit chain in a group commit: entries are hashed one after the other, the head is read once and written once.
import type Library from 'better-sqlite3';
import type { Group } from '../storage/group.ts';
import { entryAfter, GENESIS, type Act } from './record.ts';

export interface Chain {
  /** Adds the entry; if what it tells of is undone, so must the chain be: call it last. */
  readonly record: (act: Act) => void;
}

interface Statements {
  readonly head: Library.Statement;
  readonly entry: Library.Statement;
  readonly keep: Library.Statement;
}

const prepared = new WeakMap<Library.Database, Statements>();
const growing = new WeakMap<Group, Map<string, Chain>>();

/** The district's chain as it grows in this group's transaction; its head is written before the commit. */
export function chainOf(group: Group, districtId: string): Chain {
  const chains = growing.get(group) ?? new Map<string, Chain>();
  growing.set(group, chains);
  const known = chains.get(districtId) ?? createChain(group, districtId);
  chains.set(districtId, known);
  return known;
}

function createChain({ sqlite, atEnd }: Group, districtId: string): Chain {
  const statements = statementsOf(sqlite);
  const head = statements.head.get(districtId) as { seq: number; hash: string } | undefined;
  let [seq, hash] = [head?.seq ?? 0, head?.hash ?? GENESIS];
  atEnd(`audit/${districtId}`, () => void statements.keep.run(districtId, seq, hash));
  return {
    record: (act) => {
      const entry = entryAfter(districtId, { seq, hash }, act);
      const { at, accountId, role, target, outcome, detail, previousHash } = entry;
      statements.entry.run(districtId, entry.seq, at, accountId, role, entry.act, target, outcome, detail, previousHash, entry.hash);
      ({ seq, hash } = entry);
    },
  };
}

function statementsOf(sqlite: Library.Database): Statements {
  const known = prepared.get(sqlite) ?? {
    head: sqlite.prepare('select seq, hash from audit_head where district_id = ?'),
    entry: sqlite.prepare(`
      insert into audit_entry (district_id, seq, at, account_id, role, act, target, outcome, detail, previous_hash, hash)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    keep: sqlite.prepare(
      'insert into audit_head (district_id, seq, hash) values (?, ?, ?) on conflict (district_id) do update set seq = excluded.seq, hash = excluded.hash',
    ),
  };
  prepared.set(sqlite, known);
  return known;
}
