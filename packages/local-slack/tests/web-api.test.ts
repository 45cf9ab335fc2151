import { readSpec } from '@bellwether/local-server/files.ts';
import { expect, test } from 'vitest';
import { METHODS } from '../src/api/methods.ts';
import { APPROVER, AUTHOR, BOT, client, NO_BOT, SECRET_ROOM, SOCIAL, section, startSlack } from './rig.ts';

async function call(slack: { apiUrl: string }, method: string, init: RequestInit): Promise<unknown> {
  return (await fetch(`${slack.apiUrl}${method}`, { method: 'POST', ...init })).json();
}

test('what Slack ignores of a call is told, and what it takes is known of every method that is served', async () => {
  const slack = await startSlack();
  await client(slack).apiCall('chat.postMessage', { channel: SOCIAL, text: 'x', txt: 'y', thread: '1' });
  await client(slack).users.info({ user: AUTHOR });
  expect(slack.traffic().unknownArguments).toEqual([
    { method: 'chat.postMessage', argument: 'txt' },
    { method: 'chat.postMessage', argument: 'thread' },
  ]);
  const { methods } = readSpec('local-slack', 'arguments.json') as { methods: Record<string, string[]> };
  expect(Object.keys(methods).sort()).toEqual(Object.keys(METHODS).sort());
});

test('calls without a fit token, unknown methods and missing scopes are refused by name', async () => {
  const slack = await startSlack({ scopes: ['chat:write'] });
  expect(await call(slack, 'auth.test', {})).toMatchObject({ ok: false, error: 'not_authed' });
  const headers = { authorization: 'Bearer xoxb-other' };
  expect(await call(slack, 'auth.test', { headers })).toMatchObject({ error: 'invalid_auth' });
  await expect(client(slack).apiCall('chat.shout')).rejects.toThrow('unknown_method');
  await expect(client(slack).users.info({ user: AUTHOR })).rejects.toMatchObject({
    data: { error: 'missing_scope', needed: 'users:read', provided: 'chat:write' },
  });
});

test('JSON and form bodies mean the same', async () => {
  const slack = await startSlack();
  const message = { channel: SOCIAL, text: 'hello', blocks: [section('hello')] };
  const authorization = 'Bearer xoxb-local-1';
  const json = await call(slack, 'chat.postMessage', {
    headers: { authorization, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(message),
  });
  const form = await call(slack, 'chat.postMessage', {
    body: new URLSearchParams({ ...message, blocks: JSON.stringify(message.blocks), token: 'xoxb-local-1' }),
  });
  const expected = { ok: true, channel: SOCIAL, message: { blocks: [{ type: 'section' }] } };
  expect([json, form]).toMatchObject([expected, expected]);
});

test('messages go only where the bot is, and only its own can be changed', async () => {
  const slack = await startSlack();
  const web = client(slack);
  const refused = (channel: string) => web.chat.postMessage({ channel, text: 'x' });
  await expect(refused('C0NOWHERE')).rejects.toThrow('channel_not_found');
  await expect(refused(SECRET_ROOM)).rejects.toThrow('channel_not_found');
  await expect(refused(NO_BOT)).rejects.toThrow('not_in_channel');
  await expect(web.apiCall('chat.postMessage', { channel: SOCIAL })).rejects.toThrow('no_text');
  const { ts } = await slack.as(AUTHOR).say(SOCIAL, 'mine');
  await expect(web.chat.update({ channel: SOCIAL, ts, text: 'x' })).rejects.toThrow('cant_update_message');
  await expect(web.chat.delete({ channel: SOCIAL, ts })).rejects.toThrow('cant_delete_message');
  await expect(web.chat.update({ channel: SOCIAL, ts: '1.000001', text: 'x' })).rejects.toThrow(
    'message_not_found',
  );
  const { message_ts: ephemeral } = await web.chat.postEphemeral({
    channel: SOCIAL,
    user: AUTHOR,
    text: 'x',
  });
  await expect(web.chat.update({ channel: SOCIAL, ts: String(ephemeral), text: 'y' })).rejects.toThrow(
    'message_not_found',
  );
});

test('a user id posts into direct messages', async () => {
  const slack = await startSlack();
  const web = client(slack);
  const { channel } = await web.conversations.open({ users: APPROVER });
  const posted = await web.chat.postMessage({ channel: APPROVER, text: 'for you' });
  expect(posted.channel).toBe(channel?.id);
  expect(slack.as(APPROVER).messages(String(posted.channel))).toMatchObject([{ text: 'for you' }]);
  expect(
    slack
      .as(AUTHOR)
      .channels()
      .map(({ name }) => name),
  ).toEqual(['social', 'secret', 'nobot']);
});

test('metadata is read back only when asked for, and kept through an update', async () => {
  const slack = await startSlack();
  const web = client(slack);
  const metadata = { event_type: 'post_card', event_payload: { id: 'p1' } };
  const { ts } = await web.chat.postMessage({ channel: SOCIAL, text: 'card', metadata });
  await web.chat.update({ channel: SOCIAL, ts: String(ts), text: 'card 2' });
  const full = await web.conversations.history({ channel: SOCIAL, include_all_metadata: true });
  expect(full.messages).toMatchObject([{ text: 'card 2', metadata, edited: { user: BOT } }]);
  const short = await web.conversations.history({ channel: SOCIAL });
  expect(short.messages?.[0]?.metadata).toEqual({ event_type: 'post_card' });
  const bad = web.apiCall('chat.postMessage', { channel: SOCIAL, text: 'x', metadata: { event_type: 'x' } });
  await expect(bad).rejects.toThrow('invalid_metadata_format');
});

test('an update that leaves the blocks out keeps them, an empty list removes them', async () => {
  const slack = await startSlack();
  const web = client(slack);
  const posted = await web.chat.postMessage({ channel: SOCIAL, text: 'a', blocks: [section('a')] });
  const place = { channel: SOCIAL, ts: String(posted.ts) };
  await web.chat.update({ ...place, text: 'b' });
  expect(slack.as(AUTHOR).messages(SOCIAL)).toMatchObject([{ text: 'b', blocks: [{ type: 'section' }] }]);
  await web.chat.update({ ...place, text: 'c', blocks: [] });
  expect(slack.as(AUTHOR).messages(SOCIAL)).toMatchObject([{ text: 'c', blocks: [] }]);
});

test('history comes in pages, newest first, with replies in their thread', async () => {
  const slack = await startSlack();
  const web = client(slack);
  const stamps: string[] = [];
  for (const text of ['one', 'two', 'three'])
    stamps.push(String((await web.chat.postMessage({ channel: SOCIAL, text })).ts));
  const thread = String(stamps[0]);
  await slack.as(APPROVER).say(SOCIAL, 'a reply', { threadTs: thread });
  await web.chat.postMessage({ channel: SOCIAL, text: 'loud', thread_ts: thread, reply_broadcast: true });
  const first = await web.conversations.history({ channel: SOCIAL, limit: 2 });
  expect(first.messages?.map(({ text }) => text)).toEqual(['loud', 'three']);
  const cursor = String(first.response_metadata?.next_cursor);
  const rest = await web.conversations.history({ channel: SOCIAL, limit: 2, cursor });
  expect(rest.messages?.map(({ text }) => text)).toEqual(['two', 'one']);
  expect(rest.messages?.[1]).toMatchObject({ reply_count: 2, reply_users: [APPROVER, BOT] });
  const replies = await web.conversations.replies({ channel: SOCIAL, ts: thread });
  expect(replies.messages?.map(({ text }) => text)).toEqual(['one', 'a reply', 'loud']);
  const since = await web.conversations.history({ channel: SOCIAL, oldest: String(stamps[1]) });
  expect(since.messages?.map(({ text }) => text)).toEqual(['loud', 'three']);
});

test('people, groups and channels can be looked up', async () => {
  const slack = await startSlack();
  const web = client(slack);
  expect((await web.users.info({ user: APPROVER })).user).toMatchObject({
    name: 'bo',
    tz: 'America/New_York',
    is_bot: false,
  });
  expect((await web.usergroups.users.list({ usergroup: 'S0APPROVERS' })).users).toEqual([APPROVER]);
  expect((await web.usergroups.list()).usergroups).toMatchObject([{ handle: 'approvers' }]);
  expect((await web.conversations.list()).channels?.map(({ name }) => name)).toEqual(['social', 'nobot']);
  expect((await web.conversations.members({ channel: SOCIAL })).members).toContain(BOT);
  const { bot_id: bot } = await web.auth.test();
  expect((await web.bots.info({ bot: String(bot) })).bot).toMatchObject({ user_id: BOT });
  await expect(web.users.info({ user: 'U0NOBODY' })).rejects.toThrow('user_not_found');
});

test('a view is not updated over a newer one', async () => {
  const slack = await startSlack();
  const web = client(slack);
  const view = { type: 'home' as const, blocks: [section('home')] };
  const { view: first } = await web.views.publish({ user_id: AUTHOR, view });
  await web.views.publish({ user_id: AUTHOR, view, hash: String(first?.hash) });
  const stale = web.views.publish({ user_id: AUTHOR, view, hash: String(first?.hash) });
  await expect(stale).rejects.toThrow('hash_conflict');
});
