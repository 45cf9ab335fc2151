/** What is ready is written before the timer of a deadline runs: only leave ends the request of one who stood still amid it. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fetchWithin } from '../../src/networks/http.ts';
import { NetworkError } from '../../src/networks/network.ts';
import { withPermission } from '../../src/networks/permission.ts';

/** In a thread of its own, as it goes on while the sender does not. */
const SERVER = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:http').createServer((request, response) => {
    request.resume();
    request.on('end', () => parentPort.postMessage('whole'));
    request.on('error', () => parentPort.postMessage('broken off'));
    request.on('end', () => response.end());
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;
let server: Worker;
let url: string;

beforeAll(async () => {
  server = new Worker(SERVER, { eval: true });
  const [port] = await once(server, 'message');
  url = `http://127.0.0.1:${port}`;
});
afterAll(() => server.terminate());

/** Stands still for longer than its leave and its deadline last, when the first piece is written. */
async function* pieces(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(10);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 800);
  yield new Uint8Array(10);
}

it.each([
  ['for good', 'whole'],
  ['for 600 ms', 'broken off'],
])('with leave %s what it stood still amid arrives %s', async (leave, arrives) => {
  const until = leave === 'for good' ? Number.POSITIVE_INFINITY : performance.now() + 600;
  const check = () => {
    if (performance.now() > until) throw new NetworkError('unreachable', 'Another has it.');
  };
  const heard = once(server, 'message');
  const init = { method: 'POST', body: ReadableStream.from(pieces()), duplex: 'half' } as const;
  await withPermission(check, () => fetchWithin(400)(url, init)).catch(() => {});
  expect(await heard).toEqual([arrives]);
});
