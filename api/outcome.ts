// How a command ends, the same for all of them: what it prints, in which language, and the exit code that scripts rely on.
import { describe, type Language, type Problem, type Severity } from '../engine/problem/index.ts';
import { fileProblem } from '../forms/files.ts';

/** 0: done · 1: done, and there are findings · 2: wrong usage, or a file could not be used · 70: a fault of this program. */
export type ExitCode = 0 | 1 | 2 | 70;
export const DONE: ExitCode = 0;
export const FINDINGS: ExitCode = 1;
export const UNUSABLE: ExitCode = 2;
export const FAULT: ExitCode = 70;

/** Ends the command without cutting off what is still being written. */
export function finish(code: ExitCode): void {
  process.exitCode = code;
}

/**
 * Ends the program at once on an error that no command expected: what the file system refuses is told in words; a reader that
 * went away (`| head`) is no error; anything else is our own fault and is shown with where it happened.
 */
export function endWith(error: unknown, language: Language): never {
  if (error instanceof Error && 'code' in error && error.code === 'EPIPE') process.exit(DONE);
  const found = fileProblem(error);
  if (found) unusable([found], language, process.argv.includes('--json'));
  else console.error(error);
  process.exit(found ? UNUSABLE : FAULT);
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
  if (rest > 0) process.stderr.write(language === 'zh' ? `……另有 ${rest} 条(加 --json 看全部)\n` : `… and ${rest} more (--json has all of them)\n`);
}

/** Ends a command that could do nothing with what it was given: told, as data too where that was asked for. */
export function unusable(problems: readonly Problem[], language: Language, asJson = false): void {
  tellProblems(problems, language);
  if (asJson) print('', { problems: toldProblems(problems, language) }, true);
  finish(UNUSABLE);
}

/** Problems as scripts get them: each with its words. */
export function toldProblems(problems: readonly Problem[], language: Language): (Problem & { readonly words: string })[] {
  return problems.map((found) => ({ ...found, words: describe(found, language) }));
}

const MARK: Record<Severity, string> = { error: '✗', warning: '!', doubt: '?', hint: '·' };

/** One line for people, or the data for scripts, on standard output. */
export function print(text: string, data: unknown, asJson: boolean): void {
  process.stdout.write(asJson ? `${JSON.stringify(data)}\n` : `${text}\n`);
}
