// The audit chain in a group commit: entries are hashed one after the other, the head is read once and written once.
import type Library from 'better-sqlite3';
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
const open = new WeakMap<object, Map<string, Chain>>();

/** The district's chain as it grows in this transaction; `atEnd` names the transaction and is where its head is written. */
export function chainOf(sqlite: Library.Database, districtId: string, atEnd: (key: string, act: () => void) => void): Chain {
  const chains = open.get(atEnd) ?? new Map<string, Chain>();
  open.set(atEnd, chains);
  const known = chains.get(districtId) ?? createChain(sqlite, districtId, atEnd);
  chains.set(districtId, known);
  return known;
}

function createChain(sqlite: Library.Database, districtId: string, atEnd: (key: string, act: () => void) => void): Chain {
  const statements = statementsOf(sqlite);
  const head = statements.head.get(districtId) as { seq: number; hash: string } | undefined;
  let [seq, hash] = [head?.seq ?? 0, head?.hash ?? GENESIS];
  atEnd(`audit/${districtId}`, () => void statements.keep.run({ districtId, seq, hash }));
  return {
    record: (act) => {
      const entry = entryAfter(districtId, { seq, hash }, act);
      statements.entry.run(entry);
      ({ seq, hash } = entry);
    },
  };
}

function statementsOf(sqlite: Library.Database): Statements {
  const known = prepared.get(sqlite) ?? {
    head: sqlite.prepare('select seq, hash from audit_head where district_id = ?'),
    entry: sqlite.prepare(`
      insert into audit_entry (district_id, seq, at, account_id, role, act, target, outcome, detail, previous_hash, hash)
      values (@districtId, @seq, @at, @accountId, @role, @act, @target, @outcome, @detail, @previousHash, @hash)`),
    keep: sqlite.prepare(
      'insert into audit_head (district_id, seq, hash) values (@districtId, @seq, @hash) on conflict (district_id) do update set seq = excluded.seq, hash = excluded.hash',
    ),
  };
  prepared.set(sqlite, known);
  return known;
}
