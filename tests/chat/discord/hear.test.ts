/** What is heard of Discord over its gateway: what people write, with who they are, and only what listeners want. */
import { REST } from '@discordjs/rest';
import { Routes } from 'discord-api-types/v10';
import { afterEach, expect, test } from 'vitest';
import { card } from '../../../src/chat/card.ts';
import type { Heard } from '../../../src/chat/heard.ts';
import { noting } from '../hearing.ts';
import {
  ADA,
  AUTHORS,
  BEN,
  BOT,
  CHANNEL,
  GUILD,
  type Rig,
  type RigListener,
  startRig,
  TOKEN,
} from './rig.ts';

let rig: Rig;
afterEach(() => rig.stop());

const open = async (...listeners: RigListener[]) => {
  rig = await startRig(listeners);
};
const heard = () => rig.app.heard;
const texts = () => heard().map((one) => ('text' in one ? one.text : one.kind));
const only = <Kind extends Heard['kind']>(kind: Kind) =>
  heard().filter((one): one is Extract<Heard, { kind: Kind }> => one.kind === kind);

test('a reply that mentions the bot is heard without any privileged intent, with who wrote it, and not answered', async () => {
  await open(noting(['message']));
  const { message } = await rig.messenger.send(CHANNEL, card('To do'), 'key-1');
  const said = await rig.discord
    .as(ADA)
    .say(CHANNEL, `Tea & *biscuits*, <@${BEN}>, <@&${AUTHORS}>, in <#${CHANNEL}>?`, { replyTo: message });
  await expect.poll(() => heard().length).toBe(1);
  expect(heard()).toMatchObject([
    {
      ...{ kind: 'message', chat: 'discord', server: GUILD, channel: CHANNEL, message: said.message?.id },
      replyTo: { chat: 'discord', channel: CHANNEL, message },
      author: { id: ADA, name: 'Ada', isBot: false, roles: [AUTHORS], timeoutUntil: null },
      raw: { channel_id: CHANNEL, type: 19 },
    },
  ]);
  const [first] = only('message');
  expect(first && (await rig.messenger.readable(first))).toBe(
    'Tea & *biscuits*, @Ben, @authors, in #social?',
  );
  await rig.chat.stop();
  expect(rig.discord.as(ADA).messages(CHANNEL)).toHaveLength(2);
});

test('what does not mention the bot has no words without the content intent, and all of them with it', async () => {
  await open(noting(['message']));
  await rig.discord.as(ADA).say(CHANNEL, 'Silently');
  await rig.discord.as(ADA).say(CHANNEL, `To <@${BOT}>`);
  await expect.poll(texts).toEqual(['', `To <@${BOT}>`]);
  await rig.stop();
  await open(noting(['message'], { content: true }));
  await rig.discord.as(ADA).say(CHANNEL, 'Aloud');
  await expect.poll(texts).toEqual(['Aloud']);
});

test('the bot does not hear itself', async () => {
  await open(noting(['message'], { content: true }));
  await rig.messenger.send(CHANNEL, card('To do'), 'key-1');
  await rig.discord.as(ADA).say(CHANNEL, 'After it');
  await expect.poll(texts).toEqual(['After it']);
});

test('what stands in a thread is heard where its channel is, and elsewhere nothing', async () => {
  await open(noting(['message'], { content: true, channels: { discord: [CHANNEL] } }));
  const { message } = await rig.messenger.send(CHANNEL, card('To do'), 'key-1');
  const thread = rig.discord.as(ADA).openThread(CHANNEL, 'About it', message);
  await rig.discord.as(ADA).say(thread, 'In the thread');
  await expect.poll(texts).toEqual(['In the thread']);
  expect(heard()).toMatchObject([{ channel: thread, parent: CHANNEL, thread }]);
  await rig.stop();
  await open(noting(['message'], { content: true, channels: { discord: ['9'] } }));
  await rig.discord.as(ADA).say(CHANNEL, 'Elsewhere');
  await rig.chat.stop();
  expect(heard()).toEqual([]);
});

test('threads, changes and deletions are heard, also many at once', async () => {
  await open(noting(['thread', 'edit', 'delete'], { content: true }));
  const ada = rig.discord.as(ADA);
  const said = await Promise.all(['Frist', 'Second', 'Third'].map((words) => ada.say(CHANNEL, words)));
  const [first = '', ...others] = said.map(({ message }) => message?.id ?? '');
  const thread = ada.openThread(CHANNEL, 'About it', first);
  await ada.edit(first, 'First');
  await ada.delete(first);
  const rest = new REST({ api: rig.discord.apiUrl }).setToken(TOKEN);
  await rest.post(Routes.channelBulkDelete(CHANNEL), { body: { messages: others } });
  await expect.poll(() => heard().length).toBe(4);
  expect(heard()).toMatchObject([
    { kind: 'thread', channel: thread, parent: CHANNEL, name: 'About it', owner: ADA, isNew: true },
    { kind: 'edit', message: first, text: 'First', author: { id: ADA }, editedAt: expect.any(Number) },
    { kind: 'delete', channel: CHANNEL, messages: [first] },
    { kind: 'delete', channel: CHANNEL, messages: others },
  ]);
});

test('reactions, joining, changes of members and leaving are heard', async () => {
  await open(noting(['reaction', 'join', 'member_change', 'leave']));
  const { message } = await rig.messenger.send(CHANNEL, card('To do'), 'key-1');
  await rig.discord.as(ADA).react(message, '👍');
  const NIA = '1000000000000000099';
  rig.discord.guild.join({ user: { id: NIA, username: 'nia' } });
  rig.discord.guild.change(NIA, { nick: 'Nia', roles: [AUTHORS] });
  rig.discord.guild.leave(NIA);
  await expect.poll(() => heard().length).toBe(4);
  expect(heard()).toMatchObject([
    { kind: 'reaction', channel: CHANNEL, message, author: { id: ADA }, emoji: '👍' },
    { kind: 'join', server: GUILD, member: { id: NIA, name: 'nia', roles: [], isBot: false } },
    { kind: 'member_change', member: { id: NIA, name: 'Nia', roles: [AUTHORS], timeoutUntil: null } },
    { kind: 'leave', member: { id: NIA } },
  ]);
});

test('what people and the bot do to members is heard from the audit log, with who, why and until when', async () => {
  await open(noting(['audit_entry']));
  const until = rig.clock.now() + 3_600_000;
  await rig.discord.as(BEN).timeOut(ADA, until, 'Rude');
  await rig.discord.as(BEN).timeOut(ADA, null);
  await rig.discord.as(BEN).ban(ADA, 'Still rude');
  const rest = new REST({ api: rig.discord.apiUrl }).setToken(TOKEN);
  await rest.delete(Routes.guildBan(GUILD, ADA), { reason: 'Appeal' });
  await expect.poll(() => heard().length).toBe(4);
  const byBen = { kind: 'audit_entry', server: GUILD, actor: BEN, target: ADA, isOwn: false };
  expect(heard()).toMatchObject([
    { ...byBen, action: 'member_update', timeoutUntil: until, reason: 'Rude' },
    { ...byBen, action: 'member_update', timeoutUntil: null },
    { ...byBen, action: 'ban', reason: 'Still rude' },
    { kind: 'audit_entry', action: 'unban', actor: BOT, isOwn: true, reason: 'Appeal' },
  ]);
});

test('a listener that fails is logged, and the bot goes on hearing', async () => {
  await open({
    ...noting(['message'], { content: true }),
    async run(event, app) {
      app.heard.push(event);
      if ('text' in event && event.text === 'Lost') throw new Error('no room for it');
    },
  });
  await rig.discord.as(ADA).say(CHANNEL, 'Lost');
  await expect.poll(() => rig.logged.join()).toContain('a listener failed');
  await rig.discord.as(ADA).say(CHANNEL, 'Heard');
  await expect.poll(texts).toEqual(['Lost', 'Heard']);
});
