import { expect, test } from 'vitest';
import { toChatError } from '../../../src/chat/slack/client.ts';

const refused = (code: string) =>
  toChatError(Object.assign(new Error(code), { code: 'slack_webapi_platform_error', data: { error: code } }));

test.each([
  ...['channel_not_found', 'is_archived', 'not_in_channel', 'channel_is_limited_access'],
  ...['restricted_action', 'restricted_action_read_only_channel', 'restricted_action_thread_only_channel'],
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
  ['ratelimited', 'rate_limited'],
  ['<html>', 'unreachable'],
])('%s is %s', (code, reason) => {
  expect(refused(code).reason).toBe(reason);
});
