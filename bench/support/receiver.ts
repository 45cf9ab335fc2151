/** A process of its own that takes webhooks and remembers when each came. Speaks with its parent by messages. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const arrivals: { text: string; at: number }[] = [];
let expected = Number.POSITIVE_INFINITY;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const at = Date.now();
    const body = Buffer.concat(chunks).toString('utf8');
    const { text = '' } = JSON.parse(body) as { text?: string };
    arrivals.push({ text, at });
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end(`{"id":"${arrivals.length}"}`);
    if (arrivals.length >= expected) process.send?.({ arrivals });
  });
});

process.on('message', (message: { expect?: number }) => {
  arrivals.length = 0;
  expected = message.expect ?? Number.POSITIVE_INFINITY;
  process.send?.({ expecting: expected });
});
process.on('disconnect', () => process.exit(0));

server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
