import { expect, test } from 'vitest';
import { pauseAfter } from '../../../src/app/showing/back-off.ts';
import { ChatError } from '../../../src/chat/chat.ts';

const MINUTE = 60_000;
const longestAfter = (error: unknown) =>
  Math.max(...Array.from({ length: 40 }, (_, failures) => pauseAfter(error, failures, () => 0)));

test.each([
  ['a token that is not taken a minute', new ChatError('refused', 'no', { isTokenRefused: true }), MINUTE],
  [
    'what keeps the bot out five minutes',
    new ChatError('unreachable', 'no', { isBlocked: true }),
    5 * MINUTE,
  ],
  ['a refusal an hour', new ChatError('refused', 'no'), 60 * MINUTE],
  ['what nobody foresaw an hour', new Error('no'), 60 * MINUTE],
])('after %s is the longest pause, however often it failed', (_what, error, longest) => {
  expect(longestAfter(error)).toBe(longest);
});

test('what the chat asks for counts before any pause of ours', () => {
  expect(pauseAfter(new ChatError('rate_limited', 'slower', { retryAfter: 7 }), 20)).toBe(7);
});
