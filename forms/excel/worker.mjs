// The worker of guard.ts: reads one workbook per message. A plain module, because a worker of Node 20 cannot start from
// TypeScript; where Node does not strip types by itself, tsx is registered first.
import { parentPort } from 'node:worker_threads';

if (!process.features.typescript) {
  const { register } = await import('tsx/esm/api');
  register();
}
const { readWorkbook } = await import('./read.ts');

parentPort.on('message', ({ file, bytes, filled }) => parentPort.postMessage(readWorkbook(bytes, file, { filled })));
parentPort.postMessage('ready');
