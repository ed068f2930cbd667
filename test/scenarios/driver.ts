// What a scenario may say, in the departments' words. Three drivers do it: the engine alone, the server on SQLite, the server on PostgreSQL.
import type { Scalar } from '../../engine/model/sheet.ts';

/** A department's form, drawn: "mz-01" is the 民政局's. */
export interface Form {
  readonly code: string;
  readonly picture: string;
  readonly legalBasis?: string;
}

/** A blank, by its form and cell: "mz-01 C3". A question is named by any blank that it answers. */
export type Blank = string;
export type Answers = Readonly<Record<Blank, Scalar>>;
export type Community = 'community1' | 'community2' | 'community3';

export type Ruling = {
  readonly kind: 'same' | 'different';
  readonly fields: readonly { readonly requirement: string; readonly cell: string; readonly sheet: string; readonly label: readonly string[] }[];
};

/** What publishing gives: questions in the form, and how many came and went. */
export interface Edition {
  readonly questions: number;
  readonly added: number;
  readonly removed: number;
}

/** What any driver can do: what is asked, what is answered, what comes out. */
export interface Driver {
  readonly name: string;
  /** The department registers its form, submits it, and the coordinating office admits it. */
  readonly admitted: (form: Form) => Promise<void>;
  readonly retired: (code: string) => Promise<void>;
  readonly ruled: (ruling: Ruling) => Promise<void>;
  readonly published: () => Promise<Edition>;
  readonly fills: (community: Community, answers: Answers) => Promise<void>;
  /** The answer that stands; null when the question is blank. */
  readonly answer: (community: Community, blank: Blank) => Promise<Scalar>;
  /** The cells of a department's own form, filled for the community. */
  readonly output: (code: string, community: Community) => Promise<Readonly<Record<string, Scalar>>>;
  readonly close: () => Promise<void>;
}

/** How a server answered: its status and its words. */
export interface Told {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export type Who = 'coordinator' | 'mz' | 'wj' | 'street1' | 'street2' | Community | 'colleague1' | 'auditor';
export type SubmissionAct = 'submit' | 'return' | 'approve' | 'lock' | 'reopen';

/** What needs people, and so a server. */
export interface ServerDriver extends Driver {
  readonly acts: (
    who: Who,
    act: SubmissionAct,
    community: Community,
    words?: { readonly reason?: string; readonly remarks?: readonly { readonly blank: Blank; readonly words: string }[] },
  ) => Promise<Told>;
  /** The submission as the page shows it. */
  readonly submission: (who: Who, community: Community) => Promise<Told>;
  readonly versionOf: (community: Community, blank: Blank) => Promise<number>;
  /** Saves one cell against a base version. */
  readonly types: (who: Who, community: Community, blank: Blank, value: Scalar, baseVersion: number) => Promise<Told>;
  /** Sends the whole section of a blank, changed at the given blanks, as it stood when `from` was read. */
  readonly pastes: (who: Who, community: Community, from: SectionRead, answers: Answers) => Promise<Told>;
  readonly reads: (who: Who, community: Community, blank: Blank) => Promise<SectionRead>;
  /** Anything else, by its address. */
  readonly asks: (
    who: Who,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Told>;
  readonly communityId: (community: Community) => string;
  readonly days: (days: number) => void;
}

export interface SectionRead {
  readonly section: string;
  readonly version: number;
  readonly formVersionId: string;
  readonly items: readonly string[];
  readonly answers: readonly Scalar[];
}
