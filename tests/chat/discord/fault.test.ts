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

test.each([
  [403, true],
  [404, true],
  // The request may have been handed on.
  [408, false],
  [502, false],
])('whether a page with %i before Discord has surely handed nothing on: %s', (status, isBlocked) => {
  const page = Object.assign(new Error('No'), { rawError: new ArrayBuffer(8), status });
  expect(toChatError(page)).toMatchObject({ reason: 'unreachable', isBlocked });
});

describe('what Discord refuses', () => {
  const refused = (status: number, code: number, method: string, path: string) =>
    toChatError(
      Object.assign(new Error('No'), {
        rawError: {},
        status,
        code,
        method,
        url: `https://discord.com/api/v10${path}`,
      }),
    );

  test.each([
    [50_001, 403],
    [50_013, 403],
    [50_008, 400],
    [50_083, 400],
    [160_005, 403],
  ])('for its channel alone (%i) is a closed channel, for a message and for its edit', (code, status) => {
    expect(refused(status, code, 'POST', '/channels/1/messages').reason).toBe('channel_closed');
    expect(refused(status, code, 'PATCH', '/channels/1/messages/2').reason).toBe('channel_closed');
    expect(refused(status, code, 'PUT', '/guilds/1/bans/2').reason).toBe('refused');
  });

  test('as a message of another application is as good as gone, so that it is shown anew', () => {
    expect(refused(403, 50_005, 'PATCH', '/channels/1/messages/2').reason).toBe('gone');
  });
});
