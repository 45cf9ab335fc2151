import { expect, test } from 'vitest';
import { toChatError } from '../../../src/chat/slack/client.ts';

const refused = (code: string) =>
  toChatError(Object.assign(new Error(code), { code: 'slack_webapi_platform_error', data: { error: code } }));

test.each([
  ...['channel_not_found', 'is_archived', 'not_in_channel', 'channel_is_limited_access'],
  ...['restricted_action', 'restricted_action_read_only_channel', 'restricted_action_thread_only_channel'],
  'ekm_access_denied',
])('%s is a fault of the channel, with what a person can do', (code) => {
  const error = refused(code);
  expect(error.reason).toBe('channel_closed');
  expect(error.message).toMatch(/Invite the bot|Unarchive the channel|An admin of the workspace limits/);
});

test.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])(
  'after %s the message is shown anew',
  (code) => {
    expect(refused(code).reason).toBe('gone');
  },
);

test.each([
  ['msg_too_long', 'refused'],
  ['fatal_error', 'unreachable'],
  ['org_login_required', 'unreachable'],
  ['external_channel_migrating', 'unreachable'],
  ['ratelimited', 'rate_limited'],
  ['message_limit_exceeded', 'rate_limited'],
  ['<html>', 'unreachable'],
])('%s is %s', (code, reason) => {
  expect(refused(code).reason).toBe(reason);
});

const answered = (statusCode: number) =>
  toChatError(Object.assign(new Error('answered'), { code: 'slack_webapi_http_error', statusCode }));

test.each([
  [403, 'unreachable'],
  [404, 'unreachable'],
  [407, 'unreachable'],
  [413, 'refused'],
  [503, 'unreachable'],
])(
  '%i, which Slack itself says of no call, is %s: a wall before it says nothing of what was asked',
  (statusCode, reason) => {
    expect(answered(statusCode).reason).toBe(reason);
  },
);

test.each([
  [403, true],
  [404, true],
  [407, true],
  // The request may have been handed on.
  [408, false],
  [502, false],
  [504, false],
])('whether a page with %i before Slack has surely handed nothing on: %s', (statusCode, isBlocked) => {
  expect(answered(statusCode)).toMatchObject({ reason: 'unreachable', isBlocked });
});
