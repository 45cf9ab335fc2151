/** What a bot can do of a moderator's work in a local Slack, and the words for what it cannot. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { card } from '../../../src/chat/card.ts';
import { NO_NEEDS } from '../../../src/chat/listener.ts';
import { botScopes } from '../../../src/chat/slack/manifest.ts';
import { ADA, BO, CY, LOBBY, moderatorOf, type Newsroom, openNewsroom, SOCIAL } from './rig.ts';

let room: Newsroom;
let moderator: ReturnType<typeof moderatorOf>;
beforeEach(async () => {
  room = await openNewsroom({ scopes: [...botScopes(NO_NEEDS), 'channels:manage', 'channels:read'] });
  moderator = moderatorOf(room);
});
afterEach(() => room.chat.stop());

test('its own messages are deleted once; those of others are not, with the reason', async () => {
  const { message } = await room.messenger.send(SOCIAL, card('To do'), 'key-1');
  expect(await moderator.deleteMessage(SOCIAL, message, '')).toEqual({ kind: 'done' });
  expect(await moderator.deleteMessage(SOCIAL, message, '')).toEqual({ kind: 'already' });
  const { ts } = await room.slack.as(BO).say(SOCIAL, 'Mine');
  expect(await moderator.deleteMessages(SOCIAL, [ts], '')).toMatchObject({
    gone: [],
    left: [{ messages: [ts], outcome: { kind: 'unsupported', message: expect.stringContaining('its own') } }],
  });
});

test('a lost answer is looked at', async () => {
  const { message } = await room.messenger.send(SOCIAL, card('To do'), 'key-1');
  room.slack.faults.next('chat.delete', { loseAnswer: 'after' });
  expect(await moderator.deleteMessage(SOCIAL, message, '')).toEqual({ kind: 'done' });
});

test('somebody is taken out of a channel that the bot is in', async () => {
  expect(await moderator.kick(CY, '', SOCIAL)).toEqual({ kind: 'done' });
  expect(
    room.slack
      .as(CY)
      .channels()
      .map(({ name }) => name),
  ).not.toContain('social');
  expect(await moderator.kick(CY, '', SOCIAL)).toEqual({ kind: 'already' });
  expect(await moderator.kick(ADA, '', LOBBY)).toMatchObject({ kind: 'not_permitted' });
  expect(await moderator.kick(CY, '')).toMatchObject({ kind: 'unsupported' });
});

test('without the scope that is told', async () => {
  const poor = await openNewsroom();
  expect(await moderatorOf(poor).kick(CY, '', SOCIAL)).toMatchObject({
    ...{ kind: 'not_permitted', message: expect.stringContaining('channels:manage') },
  });
});

test('what Slack does not give to a bot is told, not tried', async () => {
  const outcomes = await Promise.all([
    moderator.timeout(BO, 0, ''),
    moderator.removeTimeout(BO, ''),
    moderator.ban(BO, ''),
    moderator.unban(BO, ''),
    moderator.slowmode(SOCIAL, 5, ''),
    moderator.lock(SOCIAL, ''),
    moderator.unlock(SOCIAL, {}, ''),
  ]);
  for (const outcome of outcomes)
    expect(outcome).toMatchObject({ kind: 'unsupported', message: expect.stringContaining('Slack') });
  expect(await moderator.banOf(BO)).toBeUndefined();
  expect(await moderator.memberOf(BO)).toMatchObject({ user: BO, name: 'bo', isOwner: false });
  expect(await moderator.memberOf('U0NOBODY')).toBeUndefined();
});
