// How a command ends, the same for all of them: what it prints, in which language, and the exit code that scripts rely on.
import { describe, type Language, type Problem, type Severity } from '../engine/problem/index.ts';

/** 0: done · 1: done, and there are findings · 2: wrong usage, or the input could not be used. */
export type ExitCode = 0 | 1 | 2;
export const DONE: ExitCode = 0;
export const FINDINGS: ExitCode = 1;
export const UNUSABLE: ExitCode = 2;

/** Ends the command without cutting off what is still being written. */
export function finish(code: ExitCode): void {
  process.exitCode = code;
}

export function languageOf(text: string): Language {
  return text === 'en' ? 'en' : 'zh';
}

const GRAVITY: readonly Severity[] = ['error', 'warning', 'doubt', 'hint'];

/** Problems in words on standard error, the gravest first, the first `most` of them. */
export function tellProblems(problems: readonly Problem[], language: Language, most = 20): void {
  const sorted = [...problems].sort((a, b) => GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity));
  for (const problem of sorted.slice(0, most)) process.stderr.write(`${MARK[problem.severity]} ${describe(problem, language)}\n`);
  const rest = sorted.length - most;
  if (rest > 0) process.stderr.write(language === 'zh' ? `……另有 ${rest} 条\n` : `… and ${rest} more\n`);
}

const MARK: Record<Severity, string> = { error: '✗', warning: '!', doubt: '?', hint: '·' };

/** One line for people, or the data for scripts, on standard output. */
export function print(text: string, data: unknown, asJson: boolean): void {
  process.stdout.write(asJson ? `${JSON.stringify(data)}\n` : `${text}\n`);
}
