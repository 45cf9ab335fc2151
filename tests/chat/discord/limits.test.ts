/** Discord takes 50 requests a second from a bot; what an interaction's token says is not among them. */
import { Routes } from 'discord-api-types/v10';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAnsweringRest } from '../../../src/chat/discord/options.ts';
import { APPLICATION, type Rig, startRig } from './rig.ts';

let rig: Rig;

beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.stop());

const MANY = 60;
const INVALID_TOKEN = 50_027;

test('answers do not wait for one another, however many are asked for at once', async () => {
  const rest = createAnsweringRest(rig.options);
  let waited = 0;
  rest.on('rateLimited', () => {
    waited += 1;
  });
  const answering = Array.from({ length: MANY }, (_, token) =>
    rest.patch(Routes.webhookMessage(APPLICATION, `token-${token}`), { body: {}, auth: false }),
  );
  const answered = await Promise.allSettled(answering);
  // Nobody was given these tokens, which is said of each.
  const codes = answered.map((one) => (one as PromiseRejectedResult).reason.code);
  expect(codes).toEqual(Array(MANY).fill(INVALID_TOKEN));
  expect(waited).toBe(0);
});
