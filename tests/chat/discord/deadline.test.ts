import { afterEach, beforeEach, expect, it } from 'vitest';
import { leanClient } from '../../../src/chat/discord/client.ts';
import { toChatError } from '../../../src/chat/discord/fault.ts';
import { createAnsweringRest, createRest, type DiscordOptions } from '../../../src/chat/discord/options.ts';
import { systemClock } from '../../../src/kit/clock.ts';
import { createLog } from '../../../src/kit/log.ts';
import { collectGarbage } from '../../kit/garbage.ts';
import { type Reply, TestServer } from '../../networks/servers/server.ts';

let server: TestServer;
let answer: () => Promise<Reply>;

beforeEach(async () => {
  server = await new TestServer(() => {
    setImmediate(collectGarbage);
    return answer();
  }).start();
});
afterEach(() => server.stop());

const half = async (): Promise<Reply> => ({
  status: 200,
  body: '{"half',
  headers: { 'content-type': 'application/json', 'content-length': '100' },
});
const never = () => new Promise<Reply>(() => {});
const ofTheGateway = async (options: DiscordOptions) => (await leanClient(options, 0)).rest;
const picture = [{ data: Buffer.from('picture'), name: 'kite.png' }];

it.each([
  ['the bot, not answered', createRest, never, undefined],
  ['the bot, answered by half', createRest, half, undefined],
  ['the bot with a picture, answered by half', createRest, half, picture],
  ['answers to presses, not answered', createAnsweringRest, never, undefined],
  ['answers to presses, answered by half', createAnsweringRest, half, undefined],
  ['what acknowledges presses, not answered', ofTheGateway, never, undefined],
  ['what acknowledges presses, answered by half', ofTheGateway, half, undefined],
])('a request of %s, is over at its deadline', async (_name, create, answered, files) => {
  answer = answered;
  const log = createLog('silent');
  const media: DiscordOptions['media'] = async () => ({ bytes: Buffer.from(''), contentType: '', name: '' });
  const rest = await create({
    token: 'a.b.c',
    apiUrl: `${server.url}/api`,
    deadline: 200,
    clock: systemClock,
    log,
    media,
  });
  const asking = rest.post('/channels/1/messages', { body: { content: 'Hello' }, files, auth: false });
  const error = await asking.catch((reason: unknown) => toChatError(reason));
  expect(error).toMatchObject({ reason: 'unreachable', message: expect.stringContaining('timeout') });
});
