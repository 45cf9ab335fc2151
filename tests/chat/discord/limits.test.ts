/** Discord takes 50 requests a second from a bot; what an interaction's token says is not among them. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAnsweringRest } from '../../../src/chat/discord/options.ts';
import { type Rig, startRig } from './rig.ts';

let rig: Rig;

beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.stop());

const MANY = 60;

test('answers do not wait for one another, however many are asked for at once', async () => {
  const rest = createAnsweringRest(rig.options);
  let waited = 0;
  rest.on('rateLimited', () => {
    waited += 1;
  });
  const answering = Array.from({ length: MANY }, (_, token) =>
    rest.patch(`/webhooks/1/token-${token}/messages/@original`, { body: {}, auth: false }),
  );
  const answered = await Promise.allSettled(answering);
  // The tokens are unknown, which somebody has to have looked at.
  expect(answered.map(({ status }) => status)).toEqual(Array(MANY).fill('rejected'));
  expect(waited).toBe(0);
});
