// A worker that misbehaves as its file's name says, for the tests of guard.ts.
import { parentPort } from 'node:worker_threads';

parentPort.on('message', ({ file }) => {
  if (file === 'hangs') for (;;);
  if (file === 'eats') for (const eaten = []; ;) eaten.push(new Array(1000).fill(eaten.length));
  if (file === 'throws') throw new Error('unforeseen');
  if (file === 'ends') process.exit(0);
  parentPort.postMessage({ workbook: { file, sheets: [] }, problems: [] });
});
parentPort.postMessage('ready');
