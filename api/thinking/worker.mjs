// The thread of thinker.ts. A plain module, because a worker of Node 20 cannot start from TypeScript; where Node does not strip types by
// itself, tsx is registered first.
import { parentPort } from 'node:worker_threads';

if (!process.features.typescript) {
  const { register } = await import('tsx/esm/api');
  register();
}
const { answer } = await import('./mind.ts');

parentPort.on('message', async ({ id, question }) => {
  try {
    parentPort.postMessage({ id, answer: await answer(question) });
  } catch (error) {
    parentPort.postMessage({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
