// The first schema: everything, with the district first in every key.
import { sql, type Kysely } from 'kysely';
import type { StoreKind } from '../database.ts';

type Column = 'text' | 'text?' | 'integer' | 'integer?' | 'bytes';

/** Table → columns and the key; unique indexes as further lists. */
const TABLES: Record<string, { columns: Record<string, Column>; key: string[]; unique?: string[][]; index?: string[][] }> = {
  district: { columns: { code: 'text', name: 'text', created_at: 'text' }, key: [] },
  org_unit: {
    columns: {
      unit_id: 'text',
      kind: 'text',
      code: 'text',
      name: 'text',
      parent_id: 'text?',
      valid_from: 'text',
      valid_to: 'text?',
      version: 'integer',
    },
    key: ['unit_id'],
    unique: [['kind', 'code', 'valid_from']],
    index: [['parent_id']],
  },
  account: {
    columns: {
      account_id: 'text',
      login: 'text',
      name: 'text',
      role: 'text',
      unit_id: 'text?',
      password_hash: 'text?',
      totp_secret: 'text?',
      totp_confirmed_at: 'text?',
      totp_step: 'integer',
      failed_sign_ins: 'integer',
      locked_until: 'text?',
      disabled_at: 'text?',
      created_at: 'text',
      version: 'integer',
    },
    key: ['account_id'],
    unique: [['login']],
  },
  account_session: {
    columns: { session_id: 'text', account_id: 'text', stage: 'text', created_at: 'text', seen_at: 'text', expires_at: 'text' },
    key: ['session_id'],
    index: [['account_id']],
  },
  invitation: { columns: { invitation_id: 'text', account_id: 'text', expires_at: 'text', used_at: 'text?' }, key: ['invitation_id'] },
  blob: { columns: { hash: 'text', bytes: 'bytes', created_at: 'text' }, key: ['hash'] },
  requirement: {
    columns: {
      requirement_id: 'text',
      code: 'text',
      department_id: 'text',
      title: 'text',
      frequency: 'text',
      legal_basis: 'text?',
      valid_until: 'text?',
      description: 'text?',
      due_days: 'integer',
      recipients: 'text',
      state: 'text',
      revision_no: 'integer',
      created_by: 'text',
      created_at: 'text',
      updated_at: 'text',
      version: 'integer',
    },
    key: ['requirement_id'],
    unique: [['code']],
    index: [['department_id']],
  },
  requirement_revision: {
    columns: { requirement_id: 'text', revision_no: 'integer', file_name: 'text', content_hash: 'text', uploaded_by: 'text', uploaded_at: 'text' },
    key: ['requirement_id', 'revision_no'],
  },
  requirement_event: {
    columns: { requirement_id: 'text', event_id: 'text', at: 'text', account_id: 'text', from_state: 'text?', to_state: 'text', remarks: 'text' },
    key: ['requirement_id', 'event_id'],
  },
  decision: {
    columns: {
      decision_id: 'text',
      kind: 'text',
      ruling: 'text',
      account_id: 'text',
      at: 'text',
      revoked_at: 'text?',
      revoked_by: 'text?',
      revoked_why: 'text?',
    },
    key: ['decision_id'],
  },
  form_version: {
    columns: {
      form_version_id: 'text',
      year: 'integer',
      version_no: 'integer',
      consolidation_hash: 'text',
      form_hash: 'text',
      content_hash: 'text',
      certificate: 'text',
      published_by: 'text',
      published_at: 'text',
      note: 'text',
    },
    key: ['form_version_id'],
    unique: [['year', 'version_no']],
  },
  submission: {
    columns: {
      year: 'integer',
      period: 'text',
      community_id: 'text',
      state: 'text',
      submitted_at: 'text?',
      approved_at: 'text?',
      locked_at: 'text?',
      version: 'integer',
    },
    key: ['period', 'community_id'],
    index: [['year']],
  },
  submission_event: {
    columns: {
      period: 'text',
      community_id: 'text',
      event_id: 'text',
      at: 'text',
      account_id: 'text',
      from_state: 'text',
      to_state: 'text',
      reason: 'text',
    },
    key: ['period', 'community_id', 'event_id'],
  },
  section: {
    columns: {
      period: 'text',
      community_id: 'text',
      section_code: 'text',
      form_version_id: 'text',
      version: 'integer',
      answers: 'text',
      origins: 'text',
      updated_by: 'text',
      updated_at: 'text',
    },
    key: ['period', 'community_id', 'section_code'],
  },
  section_change: {
    columns: {
      period: 'text',
      community_id: 'text',
      section_code: 'text',
      version: 'integer',
      at: 'text',
      account_id: 'text',
      changes: 'text',
    },
    key: ['period', 'community_id', 'section_code', 'version'],
  },
  remark: {
    columns: {
      period: 'text',
      community_id: 'text',
      remark_id: 'text',
      item: 'text?',
      words: 'text',
      account_id: 'text',
      at: 'text',
      resolved_at: 'text?',
    },
    key: ['period', 'community_id', 'remark_id'],
  },
  explanation: {
    columns: { period: 'text', community_id: 'text', check_id: 'text', words: 'text', account_id: 'text', at: 'text' },
    key: ['period', 'community_id', 'check_id'],
  },
  deadline: { columns: { period: 'text', due_at: 'text', reason: 'text' }, key: ['period'] },
  register_row: {
    columns: {
      community_id: 'text',
      register: 'text',
      row_id: 'text',
      grid_id: 'text?',
      identity_index: 'text?',
      row_values: 'text',
      version: 'integer',
      updated_by: 'text',
      updated_at: 'text',
      removed_at: 'text?',
      removed_why: 'text?',
    },
    key: ['community_id', 'register', 'row_id'],
    index: [['register', 'identity_index']],
  },
  register_change: {
    columns: {
      community_id: 'text',
      register: 'text',
      row_id: 'text',
      version: 'integer',
      at: 'text',
      account_id: 'text',
      what: 'text',
      month: 'text',
      row_values: 'text',
    },
    key: ['community_id', 'register', 'row_id', 'version'],
  },
  job: {
    columns: {
      job_id: 'text',
      kind: 'text',
      params: 'text',
      state: 'text',
      progress: 'integer',
      total: 'integer',
      attempts: 'integer',
      lease_owner: 'text?',
      lease_until: 'text?',
      cancel_requested: 'integer',
      result_hash: 'text?',
      result_name: 'text?',
      problem: 'text?',
      created_by: 'text',
      created_at: 'text',
      not_before: 'text',
      finished_at: 'text?',
      expires_at: 'text?',
    },
    key: ['job_id'],
    index: [['state', 'not_before']],
  },
  audit_entry: {
    columns: {
      seq: 'integer',
      at: 'text',
      account_id: 'text?',
      role: 'text?',
      act: 'text',
      target: 'text',
      outcome: 'text',
      detail: 'text',
      previous_hash: 'text',
      hash: 'text',
    },
    key: ['seq'],
    index: [['at']],
  },
  audit_head: { columns: { seq: 'integer', hash: 'text' }, key: [] },
  idempotency: {
    columns: { account_id: 'text', key: 'text', request_hash: 'text', status: 'integer', response: 'text', created_at: 'text' },
    key: ['account_id', 'key'],
    index: [['created_at']],
  },
  webhook: {
    columns: { webhook_id: 'text', url: 'text', secret: 'text', events: 'text', created_by: 'text', created_at: 'text', disabled_at: 'text?' },
    key: ['webhook_id'],
  },
  delivery: {
    columns: {
      delivery_id: 'text',
      webhook_id: 'text',
      event: 'text',
      body: 'text',
      attempts: 'integer',
      last_status: 'integer?',
      delivered_at: 'text?',
      created_at: 'text',
    },
    key: ['delivery_id'],
  },
  setting: { columns: { key: 'text', value: 'text' }, key: ['key'] },
};

export async function up(db: Kysely<unknown>, kind: StoreKind): Promise<void> {
  for (const [table, { columns, key, unique = [], index = [] }] of Object.entries(TABLES)) {
    const lines = [
      sql`${sql.ref('district_id')} text not null`,
      ...Object.entries(columns).map(([name, column]) => sql`${sql.ref(name)} ${sql.raw(TYPES[kind][column])}`),
      sql`primary key (${refs(key)})`,
      ...unique.map((names) => sql`unique (${refs(names)})`),
    ];
    await sql`create table ${sql.table(table)} (${sql.join(lines)}) ${sql.raw(kind === 'sqlite' ? (table === 'blob' ? 'strict' : 'strict, without rowid') : '')}`.execute(
      db,
    );
    for (const names of index) await sql`create index ${sql.id(`${table}_${names.join('_')}`)} on ${sql.table(table)} (${refs(names)})`.execute(db);
  }
}

function refs(names: readonly string[]): ReturnType<typeof sql.join> {
  return sql.join(['district_id', ...names].map((name) => sql.ref(name)));
}

const TYPES: Record<StoreKind, Record<Column, string>> = {
  sqlite: { text: 'text not null', 'text?': 'text', integer: 'integer not null', 'integer?': 'integer', bytes: 'blob not null' },
  postgres: { text: 'text not null', 'text?': 'text', integer: 'bigint not null', 'integer?': 'bigint', bytes: 'bytea not null' },
};
