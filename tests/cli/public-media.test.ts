/** The doctor looks whether pictures are fetched from outside, before a post needs it. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Situation } from '../../src/cli/verbs/doctor/check.ts';
import { lookAtPublicMedia } from '../../src/cli/verbs/doctor/public-media.ts';
import type { Internet } from '../../src/media/internet.ts';
import { publicInternet } from '../../src/media/internet.ts';
import { found } from '../contract/networks.calls.ts';

let server: Server | undefined;
afterEach(() => void server?.close());

function situation(baseUrl: string | undefined, network = 'threads'): Situation {
  const networks = new Map([
    ['threads', found('threads')],
    ['telegram', found('telegram')],
  ]);
  const team = { targets: { one: { name: 'one', title: 'One', network, account: {} } } };
  return { environment: { baseUrl }, team, networks } as unknown as Situation;
}

const look = async (baseUrl: string | undefined, internet: Internet = publicInternet) =>
  (await lookAtPublicMedia(situation(baseUrl), internet)).map((one) => [one.state, one.what]);

test('nothing is looked at where no network fetches pictures', async () => {
  const [result] = await lookAtPublicMedia(situation(undefined, 'telegram'), publicInternet);
  expect(result?.state).toBe('off');
});

test.each([[undefined], ['http://bellwether.example.org']])('%s is no address for them', async (baseUrl) => {
  expect(await look(baseUrl)).toEqual([['wrong', expect.stringContaining('Threads')]]);
});

test('an address in a private network is told', async () => {
  expect(await look('https://10.0.0.9')).toEqual([['wrong', expect.stringContaining('private network')]]);
});

test('one that nobody answers at is told, with what to do', async () => {
  server = createServer();
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  server.close();
  const open = { ...publicInternet, closed: () => false };
  const [result] = await lookAtPublicMedia(situation(`https://127.0.0.1:${port}`), open);
  expect(result).toMatchObject({ state: 'wrong', remedy: expect.stringContaining('/media/') });
});
