import { describe, expect, test } from 'vitest';
import { startError, toChatError } from '../../../src/chat/discord/fault.ts';

describe('a start that fails', () => {
  test('for an intent that is not allowed tells where to switch it on', () => {
    const error = startError(new Error('Used disallowed intents'), 'https://discord.com/api');
    expect(error).toMatchObject({ reason: 'refused' });
    expect(error.message).toMatch(/Switch it on in the developer portal under Bot/);
  });

  test('for a token that the gateway refuses tells where to get another', () => {
    expect(startError(new Error('Authentication failed'), 'x').message).toMatch(/Copy it again/);
  });
});

test('what is no answer of Discord at all may be tried again, and keeps its cause', () => {
  const cause = new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') });
  expect(toChatError(cause)).toMatchObject({
    reason: 'unreachable',
    message: 'Discord cannot be reached: fetch failed: ECONNREFUSED',
    cause,
  });
});
