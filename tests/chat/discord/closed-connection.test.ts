/** A connection that was kept is closed as it is used: a server does that whenever it likes. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { REST } from '@discordjs/rest';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { leanClient } from '../../../src/chat/discord/client.ts';
import { createAnsweringRest, createRest, type DiscordOptions } from '../../../src/chat/discord/options.ts';
import { systemClock } from '../../../src/kit/clock.ts';
import { createLog } from '../../../src/kit/log.ts';

let server: Server;
/** By the number of the request, from 1: how its connection is closed in the place of an answer. */
let closes: (request: number, socket: Socket) => void;
let asked: string[];

beforeEach(async () => {
  asked = [];
  closes = () => {};
  server = createServer((request, response) => {
    asked.push(request.method ?? '');
    closes(asked.length, request.socket);
    if (!request.socket.destroyed)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"1"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function options(): DiscordOptions {
  return {
    ...{ token: 'a.b.c', apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api` },
    ...{ clock: systemClock, log: createLog('silent') },
    media: async () => ({ bytes: Buffer.from(''), contentType: '', name: '' }),
  };
}

const ofTheGateway = async (given: DiscordOptions): Promise<REST> => (await leanClient(given, 0)).rest;

function closed(socket: Socket): void {
  socket.destroy();
}

function reset(socket: Socket): void {
  socket.resetAndDestroy();
}

it.each<[string, (given: DiscordOptions) => REST | Promise<REST>, (socket: Socket) => void]>([
  ['the bot, closed', createRest, closed],
  ['the bot, reset', createRest, reset],
  ['answers to presses', createAnsweringRest, closed],
  ['the gateway', ofTheGateway, closed],
])('what only reads is asked again by %s', async (_name, create, close) => {
  const rest = await create(options());
  await rest.get('/channels/1', { auth: false });
  closes = (number, socket) => {
    if (number === 2) close(socket);
  };
  expect(await rest.get('/channels/1', { auth: false })).toEqual({ id: '1' });
  expect(asked).toEqual(['GET', 'GET', 'GET']);
});

it.each([
  ['the bot', createRest],
  ['answers to presses', createAnsweringRest],
])('what says something is not said a second time by %s', async (_name, create) => {
  const rest = create(options());
  closes = (_number, socket) => closed(socket);
  await expect(rest.post('/channels/1/messages', { body: {}, auth: false })).rejects.toThrow();
  expect(asked).toEqual(['POST']);
});

it('a server that closes every connection is out of reach', async () => {
  closes = (_number, socket) => closed(socket);
  await expect(createRest(options()).get('/channels/1', { auth: false })).rejects.toThrow();
  expect(asked.length).toBeLessThanOrEqual(3);
});
