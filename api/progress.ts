// Progress of long work on standard error, for people only: nothing is written where no one watches.
import { createRequire } from 'node:module';
import type * as Library from 'cli-progress';

/** Told how far the work is. */
export type Progress = (done: number, total: number) => void;

/** Shows a bar named `title` until all is done; silent unless standard error is a terminal. */
export function progressBar(title: string): Progress {
  if (!process.stderr.isTTY) return () => undefined;
  let bar: Library.SingleBar | null = null;
  return (done, total) => {
    bar ??= newBar(title, total);
    bar.update(done);
    if (done >= total) bar.stop();
  };
}

/** The library is loaded when first shown: most runs never need it. */
function newBar(title: string, total: number): Library.SingleBar {
  const library: typeof Library = createRequire(import.meta.url)('cli-progress');
  const bar = new library.SingleBar(
    { format: `${title} {bar} {value}/{total}`, stream: process.stderr, clearOnComplete: true, hideCursor: true },
    library.Presets.shades_classic,
  );
  bar.start(total, 0);
  return bar;
}
