// The engine in a thread of its own, so that reading forms and planning a year never hold up a request. One thread keeps what it has
// understood: a form that has not changed is not read twice.
import { Worker } from 'node:worker_threads';
import type { Consolidation, ConsolidationPolicy } from '../../engine/model/consolidation.ts';
import type { AnnualForm } from '../../engine/model/annual.ts';
import type { Decision } from '../../engine/model/decision.ts';
import type { Pack, Requirement } from '../../engine/model/pack.ts';
import type { Language, Problem } from '../../engine/problem/index.ts';
import type { Term } from '../../forms/lexicon/load.ts';
import type { Drawn } from '../../forms/excel/drawing.ts';
import type { Certification } from '../../engine/plan/index.ts';
import type { Inspection } from '../../forms/print/inspection.ts';
import type { FormBlanks } from '../requirements/blanks.ts';
import type { FormDifference } from '../requirements/difference.ts';
import type { Reached, Tried } from '../requirements/reach.ts';

/** A requirement with the bytes of its workbook; `hash` stands for them. */
export interface Paper {
  readonly requirement: Requirement;
  /** The year in which the workbook was handed in, which is what it calls this year. */
  readonly year: number;
  readonly hash: string;
  /** The district's own words, which win over the shipped ones. */
  readonly terms: readonly Term[];
}

export interface Draft {
  readonly consolidation: Consolidation;
  readonly form: AnnualForm;
  readonly problems: readonly Problem[];
}

/** Item → the unit that it was asked in before. */
export type AskedUnits = NonNullable<ConsolidationPolicy['units']>;

/** What the thread is asked, and what it answers. */
export type Question =
  | { readonly kind: 'certify'; readonly pack: Pack; readonly papers: readonly Paper[]; readonly consolidation: Consolidation }
  | { readonly kind: 'know'; readonly hash: string; readonly bytes: Uint8Array; readonly name: string }
  | { readonly kind: 'draw'; readonly bytes: Uint8Array; readonly name: string }
  | { readonly kind: 'inspect'; readonly paper: Paper; readonly language: Language }
  | { readonly kind: 'blanks'; readonly paper: Paper; readonly decisions: readonly Decision[]; readonly language: Language }
  | { readonly kind: 'reach'; readonly papers: readonly Paper[]; readonly decisions: readonly Decision[]; readonly tried: Tried; readonly language: Language }
  | { readonly kind: 'compare'; readonly before: Paper; readonly after: Paper; readonly decisions: readonly Decision[] }
  | { readonly kind: 'draft'; readonly pack: Pack; readonly papers: readonly Paper[]; readonly decisions: readonly Decision[]; readonly units: AskedUnits };

export interface Answers {
  readonly know: { readonly usable: boolean; readonly problems: readonly Problem[] };
  readonly draw: Drawn;
  readonly inspect: Inspection;
  readonly blanks: FormBlanks;
  readonly reach: readonly Reached[];
  readonly compare: FormDifference;
  readonly draft: Draft;
  readonly certify: Certification;
}

export interface Thinker {
  /** Reads a workbook and keeps it under its hash. */
  readonly know: (hash: string, name: string, bytes: Uint8Array) => Promise<Answers['know']>;
  /** Has the workbook been read by this thread? */
  readonly knows: (hash: string) => boolean;
  /** How a workbook looks, sheet by sheet. */
  readonly draw: (name: string, bytes: Uint8Array) => Promise<Drawn>;
  readonly inspect: (paper: Paper, language: Language) => Promise<Inspection>;
  /** Every blank of one known paper with these rulings applied, to be looked at and corrected. */
  readonly blanks: (paper: Paper, decisions: readonly Decision[], language: Language) => Promise<FormBlanks>;
  /** The blanks of known papers that would read otherwise by what is tried besides these rulings. */
  readonly reach: (papers: readonly Paper[], decisions: readonly Decision[], tried: Tried, language: Language) => Promise<Answers['reach']>;
  /** What a changed workbook changes, field by field; both papers must be known. */
  readonly compare: (before: Paper, after: Paper, decisions: readonly Decision[]) => Promise<FormDifference>;
  /** Consolidates and compiles; all papers must be known. */
  readonly draft: (pack: Pack, papers: readonly Paper[], decisions: readonly Decision[], units: AskedUnits) => Promise<Draft>;
  /** A second look at a consolidation by the checker that shares no code with the planner; all papers must be known. */
  readonly certify: (pack: Pack, papers: readonly Paper[], consolidation: Consolidation) => Promise<Certification>;
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** A thinker with a heap of its own; when its thread dies, what waited fails and the next question starts another. */
export function createThinker(heapMebibytes = 1024): Thinker {
  const waiting = new Map<number, Waiting>();
  const known = new Set<string>();
  let worker: Worker | null = null;
  let last = 0;
  const fall = (error: Error): void => {
    worker = null;
    known.clear();
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const start = (): Worker => {
    const made = new Worker(new URL('./worker.mjs', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: heapMebibytes } });
    made.on('message', ({ id, answer, error }: { id: number; answer: never; error?: string }) => {
      const one = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) one?.resolve(answer);
      else one?.reject(new Error(error));
    });
    made.on('error', (error) => fall(error instanceof Error ? error : new Error(String(error))));
    made.on('exit', () => made === worker && fall(new Error('The engine’s thread ended.')));
    made.unref();
    return made;
  };
  const ask = <Kind extends Question['kind']>(question: Extract<Question, { kind: Kind }>): Promise<Answers[Kind]> =>
    new Promise((resolve, reject) => {
      worker ??= start();
      worker.ref();
      const id = ++last;
      waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
      worker.postMessage({ id, question });
    });
  const idle = <Result>(promise: Promise<Result>): Promise<Result> => promise.finally(() => waiting.size === 0 && worker?.unref());
  return {
    know: async (hash, name, bytes) => {
      const answer = await idle(ask({ kind: 'know', hash, bytes, name }));
      if (answer.usable) known.add(hash);
      return answer;
    },
    knows: (hash) => known.has(hash),
    draw: (name, bytes) => idle(ask({ kind: 'draw', bytes, name })),
    inspect: (paper, language) => idle(ask({ kind: 'inspect', paper, language })),
    blanks: (paper, decisions, language) => idle(ask({ kind: 'blanks', paper, decisions, language })),
    reach: (papers, decisions, tried, language) => idle(ask({ kind: 'reach', papers, decisions, tried, language })),
    compare: (before, after, decisions) => idle(ask({ kind: 'compare', before, after, decisions })),
    draft: (pack, papers, decisions, units) => idle(ask({ kind: 'draft', pack, papers, decisions, units })),
    certify: (pack, papers, consolidation) => idle(ask({ kind: 'certify', pack, papers, consolidation })),
    close: async () => {
      const closing = worker;
      worker = null;
      await closing?.terminate();
    },
  };
}
