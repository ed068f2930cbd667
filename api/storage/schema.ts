// The tables, as Kysely sees them. Every key begins with the district; ids are UUIDv7 made by the application; times are ISO 8601 in UTC
// as text, so that they sort and read alike in SQLite and PostgreSQL; JSON is text.
import type { Generated } from 'kysely';
import type { Role } from '../people/roles.ts';

type Time = string;
type Json = string;

export interface Tables {
  district: DistrictRow;
  orgUnit: OrgUnitRow;
  account: AccountRow;
  accountSession: SessionRow;
  invitation: InvitationRow;
  blob: BlobRow;
  requirement: Omit<RequirementRow, 'outsideWindow'> & { readonly outsideWindow: Generated<number> };
  requirementRevision: Omit<RevisionRow, 'sourceKind'> & { readonly sourceKind: Generated<SourceKind> };
  requirementEvent: RequirementEventRow;
  removedDraft: RemovedDraftRow;
  decision: DecisionRow;
  referral: ReferralRow;
  basis: BasisRow;
  formVersion: FormVersionRow;
  submission: SubmissionRow;
  submissionEvent: SubmissionEventRow;
  section: SectionRow;
  sectionChange: SectionChangeRow;
  sectionAskedBefore: SectionAskedBeforeRow;
  remark: RemarkRow;
  explanation: ExplanationRow;
  deadline: DeadlineRow;
  registerRow: RegisterRowRow;
  registerChange: RegisterChangeRow;
  feed: FeedRow;
  feedValue: FeedValueRow;
  job: JobRow;
  jobPart: JobPartRow;
  auditEntry: AuditEntryRow;
  auditHead: AuditHeadRow;
  idempotency: IdempotencyRow;
  webhook: WebhookRow;
  delivery: DeliveryRow;
  setting: SettingRow;
  workYear: WorkYearRow;
  districtWord: DistrictWordRow;
  checkReport: CheckReportRow;
  checkSwitch: CheckSwitchRow;
  cellNote: CellNoteRow;
  outputTaken: OutputTakenRow;
}

interface DistrictRow {
  districtId: string;
  code: string;
  name: string;
  createdAt: Time;
}

export type UnitKind = 'department' | 'street' | 'community' | 'grid';

/** Departments hang on the district; streets, communities and grids form the tree. Valid from the first to before the second day. */
export interface OrgUnitRow {
  districtId: string;
  unitId: string;
  kind: UnitKind;
  code: string;
  name: string;
  parentId: string | null;
  validFrom: string;
  validTo: string | null;
  version: number;
}

export interface AccountRow {
  districtId: string;
  accountId: string;
  login: string;
  name: string;
  role: Role;
  unitId: string | null;
  passwordHash: string | null;
  /** Encrypted. */
  totpSecret: string | null;
  totpConfirmedAt: Time | null;
  /** Last time step that was used, so that a code works once. */
  totpStep: number;
  failedSignIns: number;
  lockedUntil: Time | null;
  disabledAt: Time | null;
  createdAt: Time;
  version: number;
}

/** `sessionId` is the SHA-256 of the token that the browser holds. */
export interface SessionRow {
  districtId: string;
  sessionId: string;
  accountId: string;
  /** enrol: signed in by password, but the second factor is still to be set up. */
  stage: 'full' | 'enrol';
  createdAt: Time;
  seenAt: Time;
  expiresAt: Time;
}

export interface InvitationRow {
  districtId: string;
  invitationId: string;
  accountId: string;
  expiresAt: Time;
  usedAt: Time | null;
}

/** Bytes by the SHA-256 of their content; never changed. */
export interface BlobRow {
  districtId: string;
  hash: string;
  bytes: Uint8Array;
  createdAt: Time;
}

export type RequirementState = 'draft' | 'submitted' | 'underReview' | 'admitted' | 'returned' | 'refused' | 'retired';

export interface RequirementRow {
  districtId: string;
  requirementId: string;
  /** As the department knows it: mz-01. */
  code: string;
  departmentId: string;
  title: string;
  frequency: string;
  legalBasis: string | null;
  validUntil: string | null;
  description: string | null;
  /** Days after the period's end. */
  dueDays: number;
  recipients: string;
  state: RequirementState;
  revisionNo: number;
  createdBy: string;
  createdAt: Time;
  updatedAt: Time;
  version: number;
  /** What was admitted last and stands while this is revised; null: nothing was admitted. See requirements/standing.ts. */
  standing: Json | null;
  /** 1: handed in outside the declaration window. */
  outsideWindow: number;
}

export interface RevisionRow {
  districtId: string;
  requirementId: string;
  revisionNo: number;
  fileName: string;
  contentHash: string;
  uploadedBy: string;
  uploadedAt: Time;
  /** workbook: as uploaded; the others were turned into one. */
  sourceKind: SourceKind;
  /** Blob that the workbook was made from; null when it is what was uploaded. */
  sourceHash: string | null;
}

export type SourceKind = 'workbook' | 'json' | 'xlsform' | 'editor';

export interface RequirementEventRow {
  districtId: string;
  requirementId: string;
  eventId: string;
  at: Time;
  accountId: string;
  fromState: RequirementState | null;
  toState: RequirementState;
  remarks: string;
}

/** A draft that its department removed; `kept` brings it back (requirements/removed.ts). */
export interface RemovedDraftRow {
  districtId: string;
  requirementId: string;
  departmentId: string;
  removedBy: string;
  removedAt: Time;
  kept: Json;
}

/** A blank or a question that a department leaves to the coordinating office; `about`: sheet, cell and label of the blank. */
export interface ReferralRow {
  districtId: string;
  referralId: string;
  requirementId: string;
  about: Json;
  question: string | null;
  words: string;
  accountId: string;
  at: Time;
  settledAt: Time | null;
  settledBy: string | null;
  answer: string | null;
}

/** A document on which a requirement rests; its bytes are a blob. */
export interface BasisRow {
  districtId: string;
  basisId: string;
  requirementId: string;
  fileName: string;
  contentHash: string;
  size: number;
  uploadedBy: string;
  uploadedAt: Time;
}

export interface DecisionRow {
  districtId: string;
  decisionId: string;
  kind: string;
  /** The ruling as `decisions.json` has it. */
  ruling: Json;
  accountId: string;
  at: Time;
  revokedAt: Time | null;
  revokedBy: string | null;
  revokedWhy: string | null;
}

/** Immutable: the consolidation and the annual form are blobs. */
export interface FormVersionRow {
  districtId: string;
  formVersionId: string;
  year: number;
  versionNo: number;
  consolidationHash: string;
  formHash: string;
  /** SHA-256 over both hashes. */
  contentHash: string;
  certificate: Json;
  publishedBy: string;
  publishedAt: Time;
  note: string;
  /** Code of each requirement → hash of the workbook that the form was made from. */
  papers: Json;
}

export type SubmissionState = 'open' | 'submitted' | 'returned' | 'approved' | 'locked';

export interface SubmissionRow {
  districtId: string;
  year: number;
  period: string;
  communityId: string;
  state: SubmissionState;
  submittedAt: Time | null;
  approvedAt: Time | null;
  lockedAt: Time | null;
  version: number;
}

export interface SubmissionEventRow {
  districtId: string;
  period: string;
  communityId: string;
  eventId: string;
  at: Time;
  accountId: string;
  fromState: SubmissionState;
  toState: SubmissionState;
  reason: string;
}

/** One section's answers, by position as `formVersionId` lays them out. */
export interface SectionRow {
  districtId: string;
  period: string;
  communityId: string;
  sectionCode: string;
  formVersionId: string;
  version: number;
  answers: Json;
  /** How each came about: submissions/origins.ts. */
  origins: string;
  updatedBy: string;
  updatedAt: Time;
}

/** A section's answers as an older version of the form laid them out, where the version under which it was saved since asks some of them no more. */
export interface SectionAskedBeforeRow {
  districtId: string;
  period: string;
  communityId: string;
  sectionCode: string;
  formVersionId: string;
  answers: Json;
}

/** What one save changed, cell by cell or the answers whole: submissions/changes.ts. */
export interface SectionChangeRow {
  districtId: string;
  period: string;
  communityId: string;
  sectionCode: string;
  version: number;
  at: Time;
  accountId: string;
  changes: Json;
}

export interface RemarkRow {
  districtId: string;
  period: string;
  communityId: string;
  remarkId: string;
  item: string | null;
  words: string;
  accountId: string;
  at: Time;
  resolvedAt: Time | null;
}

export interface ExplanationRow {
  districtId: string;
  period: string;
  communityId: string;
  checkId: string;
  words: string;
  accountId: string;
  at: Time;
}

export interface DeadlineRow {
  districtId: string;
  period: string;
  dueAt: Time;
  reason: string;
}

/** `rowValues` is encrypted: column → value and membership → true. `identityIndex` finds the same identity number without decrypting. */
export interface RegisterRowRow {
  districtId: string;
  communityId: string;
  register: string;
  rowId: string;
  gridId: string | null;
  identityIndex: string | null;
  rowValues: string;
  version: number;
  updatedBy: string;
  updatedAt: Time;
  removedAt: Time | null;
  removedWhy: string | null;
  /** "2026-07": from when what stands here holds; what held before is in the changes. */
  month: string;
}

export interface RegisterChangeRow {
  districtId: string;
  communityId: string;
  register: string;
  rowId: string;
  version: number;
  at: Time;
  accountId: string;
  /** added, changed, or why it left. */
  what: string;
  month: string;
  /** Encrypted. */
  rowValues: string;
}

/** Values that a department gave at one time; they stand beside the answers and never among them. */
export interface FeedRow {
  districtId: string;
  feedId: string;
  departmentId: string;
  note: string;
  givenBy: string;
  givenAt: Time;
  withdrawnAt: Time | null;
}

export interface FeedValueRow {
  districtId: string;
  period: string;
  communityId: string;
  element: string;
  feedId: string;
  departmentId: string;
  /** As an answer is kept, in the unit of the item: JSON. */
  kept: Json;
}

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

export interface JobRow {
  districtId: string;
  jobId: string;
  kind: string;
  params: Json;
  state: JobState;
  progress: number;
  total: number;
  attempts: number;
  leaseOwner: string | null;
  leaseUntil: Time | null;
  cancelRequested: number;
  resultHash: string | null;
  resultName: string | null;
  problem: string | null;
  createdBy: string;
  createdAt: Time;
  notBefore: Time;
  finishedAt: Time | null;
  expiresAt: Time | null;
}

/** A job's result in pieces, so that no single write holds up the others. */
export interface JobPartRow {
  districtId: string;
  jobId: string;
  partNo: number;
  bytes: Uint8Array;
}

export interface AuditEntryRow {
  districtId: string;
  seq: number;
  at: Time;
  accountId: string | null;
  role: string | null;
  act: string;
  target: string;
  outcome: 'done' | 'denied' | 'failed';
  detail: Json;
  previousHash: string;
  hash: string;
}

export interface AuditHeadRow {
  districtId: string;
  seq: number;
  hash: string;
}

export interface IdempotencyRow {
  districtId: string;
  accountId: string;
  key: string;
  requestHash: string;
  status: number;
  response: string;
  createdAt: Time;
}

export interface WebhookRow {
  districtId: string;
  webhookId: string;
  url: string;
  /** Encrypted. */
  secret: string;
  events: Json;
  createdBy: string;
  createdAt: Time;
  disabledAt: Time | null;
}

export interface DeliveryRow {
  districtId: string;
  deliveryId: string;
  webhookId: string;
  event: string;
  body: Json;
  attempts: number;
  lastStatus: number | null;
  deliveredAt: Time | null;
  createdAt: Time;
}

export interface SettingRow {
  districtId: string;
  key: string;
  value: Json;
}

/** Words of the district's own; `words` is a JSON array. */
export interface DistrictWordRow {
  districtId: string;
  wordId: string;
  words: string;
  means: string;
  createdBy: string;
  createdAt: string;
  removedBy: string | null;
  removedAt: string | null;
}

/** Holidays and worked weekends of a year; see calendar/workdays.ts. */
export interface WorkYearRow {
  districtId: string;
  year: number;
  days: Json;
  provisional: number;
  source: string;
  updatedAt: Time;
}

/** A community says that a check is wrong; the coordinator answers. */
export interface CheckReportRow {
  districtId: string;
  reportId: string;
  year: number;
  checkId: string;
  communityId: string;
  period: string;
  words: string;
  accountId: string;
  at: Time;
  answer: string | null;
  answeredBy: string | null;
  answeredAt: Time | null;
}

/** There while the check is switched off. */
export interface CheckSwitchRow {
  districtId: string;
  year: number;
  checkId: string;
  why: string;
  accountId: string;
  at: Time;
}

/** When a department last took its output of a period. */
export interface OutputTakenRow {
  districtId: string;
  requirementId: string;
  period: string;
  at: Time;
  accountId: string;
}

/** What a community says beside a cell (备注). */
export interface CellNoteRow {
  districtId: string;
  period: string;
  communityId: string;
  item: string;
  words: string;
  accountId: string;
  at: Time;
}
