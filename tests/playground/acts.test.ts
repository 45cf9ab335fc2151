/** What people do in the playground's chats besides talking to the bot: stories play it, and the page shows it. */
import { describe, expect, test } from 'vitest';
import { servePlayground } from '../../packages/playground/tests/served.ts';
import { DISCORD_SOCIAL, SLACK_SOCIAL } from '../../packages/playground/tests/tiny-cards.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { CHANNEL, ADA as DISCORD_ADA, BEN as DISCORD_BEN, localDiscord } from '../chat/discord/rig.ts';
import { openNewsroom, SOCIAL } from '../chat/slack/rig.ts';

describe('on the page', () => {
  test('a message of one’s own is changed and deleted, in both chats; those of others are not', async () => {
    const served = await servePlayground();
    const { ts } = await served.act('slack/say', { channel: SLACK_SOCIAL, text: 'Frist' });
    expect(await served.act('slack/edit', { channel: SLACK_SOCIAL, ts, text: 'First' })).toMatchObject({
      ok: true,
    });
    const said = await served.act('discord/say', { channel: DISCORD_SOCIAL, text: 'Frist' });
    const { id } = said.message as { id: string };
    expect(await served.act('discord/edit', { message: id, text: 'First' })).toMatchObject({ ok: true });
    const view = await served.until(({ slack, discord }) =>
      [
        slack.channels.find((one) => one.id === SLACK_SOCIAL)?.messages[0]?.text,
        discord.channels.find((one) => one.id === DISCORD_SOCIAL)?.messages[0]?.content,
      ].every((text) => text === 'First'),
    );
    expect(view.discord.bans).toEqual([]);
    await served.act('slack/delete', { channel: SLACK_SOCIAL, ts });
    await served.act('discord/delete', { message: id });
    await served.until(({ slack, discord }) =>
      [...slack.channels, ...discord.channels].every(({ messages }) => messages.length === 0),
    );
  });
});

describe('in the local Discord', () => {
  test('strangers come with old and new accounts, write, and are gone when they are banned', async () => {
    const clock = new MovableClock();
    const discord = localDiscord(clock);
    const year = 365 * 86_400_000;
    const [fresh, old] = [
      discord.guild.welcome('newbie'),
      discord.guild.welcome('oldie', clock.now() - year),
    ];
    expect(fresh).not.toBe(old);
    const madeAt = (id: string) => Number(BigInt(id) >> 22n) + 1_420_070_400_000;
    expect(clock.now() - madeAt(old)).toBeGreaterThanOrEqual(year - 1);
    expect(clock.now() - madeAt(fresh)).toBeLessThan(1_000);
    expect(await discord.as(fresh).say(CHANNEL, 'Free money')).toMatchObject({ ok: true });
    // Ben owns the server.
    expect(await discord.as(DISCORD_BEN).ban(fresh, 'Spam', 60)).toMatchObject({ ok: true });
    expect(discord.as(DISCORD_ADA).messages(CHANNEL)).toEqual([]);
    expect(discord.snapshot(DISCORD_ADA).bans).toMatchObject([
      { user: { username: 'newbie' }, reason: 'Spam' },
    ]);
    expect(await discord.as(fresh).say(CHANNEL, 'More money')).toMatchObject({ ok: false });
  });
});

describe('in the local Slack', () => {
  test('somebody new comes into a channel, is heard there, and is still known after a restart', async () => {
    const { slack } = await openNewsroom();
    const person = slack.welcome('nia', 'Nia Newcomer', [SOCIAL]);
    const { ts } = await person.say(SOCIAL, 'Hello');
    const kept = structuredClone(slack.snapshotState());
    const other = (await openNewsroom()).slack;
    other.restoreState(kept);
    expect(other.as(person.id).messages(SOCIAL)).toMatchObject([{ ts, userName: 'nia' }]);
    await person.leaveChannel(SOCIAL);
    expect(person.channels()).toEqual([]);
    await person.joinChannel(SOCIAL);
    expect(person.channels()).toMatchObject([{ id: SOCIAL }]);
  });
});
