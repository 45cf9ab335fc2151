/** The three ways in which the gateway's payloads may be packed. */
import { createInflate, inflateSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { openTown, TOKEN, type Town } from './town.ts';

let town: Town;
beforeEach(async () => {
  town = await openTown();
});
afterEach(() => town.close());

it('zlib-stream: one stream over the whole connection', async () => {
  const socket = open('&compress=zlib-stream');
  const inflate = createInflate();
  let text = '';
  const ready = new Promise<string>((resolve) => {
    inflate.on('data', (chunk) => {
      text += String(chunk);
      if (text.includes('GUILD_CREATE')) resolve(text);
    });
  });
  const hello = new Promise((resolve) => inflate.once('data', resolve));
  socket.on('message', (data: Buffer) => inflate.write(data));
  await hello;
  socket.send(JSON.stringify({ op: 2, d: { token: TOKEN, intents: 1, properties: {} } }));
  expect(await ready).toContain('"t":"READY"');
  socket.terminate();
});

it('compress in identify: each payload by itself', async () => {
  const socket = open('');
  const packed = new Promise<string>((resolve) => {
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) resolve(inflateSync(data).toString());
      else
        socket.send(
          JSON.stringify({ op: 2, d: { token: TOKEN, intents: 1, properties: {}, compress: true } }),
        );
    });
  });
  expect(JSON.parse(await packed)).toMatchObject({ op: 0, t: 'READY' });
  socket.terminate();
});

function open(query: string): WebSocket {
  return new WebSocket(
    `${town.discord.apiUrl.replace('http', 'ws').replace('/api', '')}/gateway?v=10&encoding=json${query}`,
  );
}
