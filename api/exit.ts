// How a command ends when something is wrong: words to stderr, a code for scripts. 1: the input has errors · 2: wrong use.

/** Prints lines to stderr and makes the process end with 1. */
export function complain(lines: readonly string[]): void {
  for (const line of lines) console.error(line);
  process.exitCode = 1;
}
