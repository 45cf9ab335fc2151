/** What the playground is after a stop and a new start. */
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { WebClient } from '@slack/web-api';
import { describe, expect, onTestFinished, test } from 'vitest';
import { wordsIn } from '../src/page/stories/chats.ts';
import { LARGE } from '../src/state/kept-files.ts';
import type { View } from '../src/view.ts';
import { newFolder, restarted, type Served, servePlayground } from './served.ts';
import { DOT, publishTo } from './tiny-bot.ts';
import { DISCORD_SOCIAL, SLACK_SOCIAL } from './tiny-cards.ts';

const HOUR = 3_600_000;
const social = { channel: SLACK_SOCIAL };
const inDiscord = { channel: DISCORD_SOCIAL };
const picture = { name: 'dot.png', type: 'image/png', data: DOT, alt: 'A dot' };

describe('after a restart', () => {
  test('both chats show what they showed', async () => {
    const folder = await newFolder();
    const served = await servePlayground(folder);
    await served.bot();
    await fill(served);
    const before = await served.view();
    await served.stop();
    const again = await servePlayground(folder);
    await again.bot();
    const after = await again.until(({ slack, discord }) => slack.appConnected && discord.connected);
    expect(lasting(after)).toEqual(lasting(before));
    expect(JSON.stringify(before)).toContain('In the thread');
    expect(served.playground.fresh).toBe(true);
    expect(again.playground.fresh).toBe(false);
  });

  test('files are where they were', async () => {
    const folder = await newFolder();
    const served = await servePlayground(folder);
    await served.act('slack/upload', { ...social, text: 'Look', file: picture });
    await served.act('discord/say', { ...inDiscord, text: 'Look', files: [picture] });
    const again = await restarted(served, folder);
    expect(await firstFiles(again)).toEqual([DOT, DOT]);
  });

  test('large files are where they were, kept once beside the state', async () => {
    const folder = await newFolder();
    const served = await servePlayground(folder);
    const data = Buffer.alloc(LARGE, 'garden').toString('base64');
    const file = { name: 'film.mp4', type: 'video/mp4', data, alt: 'A film' };
    await served.act('slack/upload', { ...social, text: 'Look', file });
    await served.act('discord/say', { ...inDiscord, text: 'Look', files: [file] });
    expect(await readdir(join(folder, 'playground.files'))).toHaveLength(1);
    const again = await restarted(served, folder);
    expect((await firstFiles(again)).map((one) => one === data)).toEqual([true, true]);
  });

  test('the bot changes its message under new credentials, and the old ones are refused', async () => {
    const folder = await newFolder();
    const served = await servePlayground(folder);
    const { ts = '' } = await slackClient(served).chat.postMessage({ ...social, text: 'Before' });
    const old = served.playground.environment.SLACK_BOT_TOKEN;
    const again = await restarted(served, folder);
    await slackClient(again).chat.update({ ...social, ts, text: 'After' });
    expect((await again.view()).slack.channels[0]?.messages).toMatchObject([{ ts, text: 'After' }]);
    await expect(slackClient(again, old).auth.test()).rejects.toThrow('invalid_auth');
  });

  test('the clock is as far ahead as it was, and ids go on', async () => {
    const folder = await newFolder();
    const served = await servePlayground(folder);
    for (let moves = 0; moves < 3; moves += 1) await served.act('clock', { to: 'morning' });
    await served.act('slack/say', { ...social, text: 'First' });
    await served.act('discord/say', { ...inDiscord, text: 'First' });
    const before = await served.view();
    const again = await restarted(served, folder);
    await again.act('slack/say', { ...social, text: 'Second' });
    await again.act('discord/say', { ...inDiscord, text: 'Second' });
    const { now, slack, discord } = await again.view();
    expect(now).toBeGreaterThanOrEqual(before.now);
    expect(now - before.now).toBeLessThan(HOUR);
    const [first, second] = slack.channels[0]?.messages.map(({ ts }) => Number(ts)) ?? [];
    expect(second).toBeGreaterThan(first ?? Number.NaN);
    const [one, other] = discord.channels[0]?.messages.map(({ id }) => BigInt(id)) ?? [];
    expect((other ?? 0n) > (one ?? 0n)).toBe(true);
  });

  test('published posts are at their addresses, and a known key is not published again', async () => {
    const folder = await newFolder();
    const served = await servePlayground(folder);
    const first = await published(publishTo(served.playground.environment, 'Once', 'key-1'));
    const again = await restarted(served, folder);
    const { posts } = await again.view();
    expect(posts).toMatchObject([{ text: 'Once', url: first.url }]);
    const shown = await (await fetch(`${first.url}/images/0`)).arrayBuffer();
    expect(Buffer.from(shown).toString('base64')).toBe(DOT);
    const answer = await publishTo(again.playground.environment, 'Twice', 'key-1');
    expect([answer.status, await answer.json()]).toEqual([200, first]);
    expect((await publishTo(again.playground.environment, 'New', 'key-2')).status).toBe(201);
    expect((await again.view()).posts.map(({ id, text }) => [id, text])).toEqual([
      ['2', 'New'],
      ['1', 'Once'],
    ]);
  });

  test('what the guide reads stands as it stood', async () => {
    const folder = await newFolder();
    const served = await servePlayground(folder);
    const bot = await served.bot();
    await bot.card('Hello');
    await served.act('discord/press', {
      message: (await served.view()).discord.channels[0]?.messages[0]?.id,
      customId: 'approve',
    });
    const approved = /Post 1: scheduled/;
    const inBoth = (view: View) => wordsIn(view, 'social').filter((words) => approved.test(words));
    const before = await served.until((view) => inBoth(view).length === 2);
    const again = await restarted(served, folder);
    expect(inBoth(await again.view())).toEqual(inBoth(before));
  });

  test('another port is taken where somebody else has the old one', async () => {
    const folder = await newFolder();
    const served = await servePlayground(folder);
    await publishTo(served.playground.environment, 'Once', 'key-1');
    const taken = Number(new URL(served.playground.environment.PLAYGROUND_ACCOUNT_URL ?? '').port);
    await served.stop();
    const squatter = createServer().listen(taken, '127.0.0.1');
    await once(squatter, 'listening');
    onTestFinished(() => void squatter.close());
    const again = await servePlayground(folder);
    const [post] = (await again.view()).posts;
    expect(new URL(post?.url ?? '').port).not.toBe(String(taken));
    expect((await fetch(post?.url ?? '')).status).toBe(200);
  });
});

async function published(answering: Promise<Response>): Promise<{ id: string; url: string }> {
  return (await (await answering).json()) as { id: string; url: string };
}

/** Something of everything that the page draws. */
async function fill(served: Served): Promise<void> {
  const { ts } = await served.act('slack/say', { ...social, text: 'Hello' });
  await served.act('slack/say', { ...social, text: 'In the thread', threadTs: ts });
  await served.act('slack/react', { ...social, ts, name: 'wave' });
  await served.act('slack/upload', { ...social, text: 'Look', file: picture });
  const { channel } = await served.act('slack/open-direct-messages');
  await served.act('slack/say', { channel, text: 'Between us' });
  await served.act('slack/command', { ...social, command: '/post', text: 'new text:"A card"' });
  await served.act('slack/command', { ...social, command: '/post', text: 'every' });
  await served.act('discord/say', { ...inDiscord, text: 'Hello', files: [picture] });
  const said = (await served.view()).discord.channels[0]?.messages.at(-1)?.id;
  await served.act('discord/react', { message: said, emoji: '👋' });
  await served.act('discord/say', { ...inDiscord, text: 'A reply', replyTo: said });
  await served.act('discord/command', { ...inDiscord, command: 'post new', options: { text: 'Hi' } });
  await served.act('discord/command', { ...inDiscord, command: 'post every', options: {} });
  const { channel: direct } = await served.act('discord/open-direct-messages');
  await served.act('discord/say', { channel: direct, text: 'Between us' });
  await served.until(({ slack, discord }) => slack.modal && discord.modal);
}

/** Without the time, and without the signatures of addresses, which are new in each second. */
function lasting({ slack, discord, posts }: View): unknown {
  return JSON.parse(JSON.stringify({ slack, discord, posts }).replaceAll(/\?ex=[^"]*/g, ''));
}

function slackClient({ playground }: Served, token = playground.environment.SLACK_BOT_TOKEN): WebClient {
  return new WebClient(token, { slackApiUrl: playground.environment.SLACK_API_URL ?? '' });
}

/** Of the first message in each chat, in base64. */
async function firstFiles(served: Served): Promise<string[]> {
  const { slack, discord } = await served.view();
  const places = [
    `/files/slack/${slack.channels[0]?.messages[0]?.files[0]?.id}`,
    discord.channels[0]?.messages[0]?.attachments[0]?.url,
  ];
  return Promise.all(
    places.map(async (place) => {
      const answer = await fetch(served.url + place);
      return Buffer.from(await answer.arrayBuffer()).toString('base64');
    }),
  );
}
