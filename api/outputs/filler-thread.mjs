// The thread of filler.ts. A plain module, because a worker of Node 20 cannot start from TypeScript; where Node does not strip types by
// itself, tsx is registered first.
import { parentPort } from 'node:worker_threads';

if (!process.features.typescript) {
  const { register } = await import('tsx/esm/api');
  register();
}
const { annualWorkbook } = await import('../../forms/annual/index.ts');
const { prepareTemplate } = await import('../../forms/excel/fill.ts');
const { filledAs } = await import('./filled.ts');

const templates = new Map();

function fill({ as, hash, file, bytes, filling }) {
  const known = templates.get(hash) ?? prepareTemplate(bytes, file);
  templates.set(hash, known);
  return known.template ? filledAs(as, known.template, file, filling) : { made: null, problems: known.problems };
}

parentPort.on('message', async ({ id, question }) => {
  try {
    const answer = question.kind === 'year' ? await annualWorkbook(question.form, question.language, question.values) : fill(question);
    parentPort.postMessage({ id, answer });
  } catch (error) {
    parentPort.postMessage({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
