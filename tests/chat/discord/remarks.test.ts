/** What people reply to one of the bot's messages: heard where it mentions the bot, since only then Discord tells it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { card } from '../../../src/chat/card.ts';
import { ADA, AUTHORS, BEN, BOT, CHANNEL, type Rig, startRig } from './rig.ts';

let rig: Rig;
let message: string;

beforeEach(async () => {
  rig = await startRig();
  ({ message } = await rig.messenger.send(CHANNEL, card('To do'), 'key-1'));
  rig.app.kept.add(message);
});
afterEach(() => rig.stop());

const texts = () => rig.app.remarks.map((one) => one.text);

test('a reply is heard with who wrote it and their roles, with names for ids, and not answered', async () => {
  await rig.discord
    .as(ADA)
    .say(CHANNEL, `Tea & *biscuits*, <@${BEN}>, <@&${AUTHORS}>, in <#${CHANNEL}>?`, { replyTo: message });
  await expect.poll(() => rig.app.remarks.length).toBe(1);
  expect(rig.app.remarks).toMatchObject([
    {
      ...{ message: { chat: 'discord', channel: CHANNEL, message }, chat: 'discord' },
      ...{
        text: 'Tea & *biscuits*, @Ben, @authors, in #social?',
        person: { name: 'Ada', roles: ['author'] },
      },
    },
  ]);
  await rig.chat.stop();
  expect(rig.discord.as(ADA).messages(CHANNEL)).toHaveLength(2);
});

test('a reply that does not mention the bot says nothing to it, and what is no reply is let pass', async () => {
  await rig.discord.as(ADA).say(CHANNEL, 'Silently', { replyTo: message, pings: false });
  await rig.discord.as(ADA).say(CHANNEL, `To all, and <@${BOT}>`);
  const said = await rig.discord.as(BEN).say(CHANNEL, 'Mine');
  await rig.discord.as(ADA).say(CHANNEL, 'To Ben', { replyTo: said.message?.id });
  await rig.discord.as(ADA).say(CHANNEL, 'Heard', { replyTo: message });
  await expect.poll(texts).toEqual(['Heard']);
});
