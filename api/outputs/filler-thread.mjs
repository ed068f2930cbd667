// The thread of filler.ts. A plain module, because a worker of Node 20 cannot start from TypeScript; where Node does not strip types by
// itself, tsx is registered first.
import { parentPort } from 'node:worker_threads';

if (!process.features.typescript) {
  const { register } = await import('tsx/esm/api');
  register();
}
const { prepareTemplate } = await import('../../forms/excel/fill.ts');

const templates = new Map();

function fill({ hash, file, bytes, edits }) {
  const known = templates.get(hash) ?? prepareTemplate(bytes, file);
  templates.set(hash, known);
  return known.template ? known.template.fill(edits) : { bytes: null, problems: known.problems };
}

parentPort.on('message', ({ id, question }) => {
  try {
    parentPort.postMessage({ id, answer: fill(question) });
  } catch (error) {
    parentPort.postMessage({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
