/** The networks that the contract suite loops over, each with a far side. */
import { CHANNEL, startDiscord } from '../networks/servers/discord.ts';
import type { Fixture } from '../networks/servers/far-side.ts';
import { TestMastodon } from '../networks/servers/mastodon.ts';
import { TestPds } from '../networks/servers/pds.ts';
import { startSlack } from '../networks/servers/slack.ts';
import { startWebhook } from '../networks/servers/webhook.ts';

const FAMILY = '👨‍👩‍👧‍👦';

export const fixtures: Fixture[] = [
  {
    network: 'bluesky',
    start: () => new TestPds().start(),
    bad: [
      { account: { identifier: 'acme', password: 'x' }, path: 'identifier' },
      { account: { identifier: 'acme.test', password: '' }, path: 'password' },
      {
        account: { identifier: 'acme.test', password: 'x', service: 'http://pds.example.org' },
        path: 'service',
      },
    ],
    atLimit: [
      { unit: 'graphemes', text: `${FAMILY.repeat(100)}${'a'.repeat(200)}`, more: 'é' },
      { unit: 'bytes', text: `${FAMILY.repeat(120)}`, more: 'a' },
    ],
    publishAgainIsSafe: true,
  },
  {
    network: 'mastodon',
    start: () => new TestMastodon().start(),
    bad: [
      { account: { url: 'mastodon.social', access_token: 'x' }, path: 'url' },
      { account: { url: 'https://mastodon.social' }, path: 'access_token' },
      {
        account: { url: 'https://mastodon.social', access_token: 'x', visibility: 'all' },
        path: 'visibility',
      },
    ],
    atLimit: [
      {
        unit: 'characters',
        // 23 for the address, 7 for the mention, each with the blank after it.
        text: `https://example.org/${'long/'.repeat(30)} @friend@example.org ${'ö'.repeat(500 - 23 - 1 - 7 - 1)}`,
        more: 'ö',
      },
    ],
    publishAgainIsSafe: true,
  },
  {
    network: 'slack-channel',
    start: startSlack,
    bad: [
      { account: { token: 'secret', channel: 'C0123' }, path: 'token' },
      { account: { token: 'xoxb-1', channel: '#social' }, path: 'channel' },
      { account: { token: 'xoxb-1', channel: 'C0123', api_url: 'ftp://slack' }, path: 'api_url' },
    ],
    atLimit: [{ unit: 'characters', text: `&${'a'.repeat(39_995)}`, more: '!' }],
    publishAgainIsSafe: false,
  },
  {
    network: 'discord-channel',
    start: startDiscord,
    bad: [
      { account: { token: 'x', channel: 1.024e18 }, path: 'channel' },
      { account: { token: '', channel: CHANNEL }, path: 'token' },
      { account: { token: 'x', channel: CHANNEL, mentions: ['here'] }, path: 'mentions.0' },
    ],
    atLimit: [{ unit: 'characters', text: `😀${'a'.repeat(1999)}`, more: 'a' }],
    publishAgainIsSafe: true,
  },
  {
    network: 'webhook',
    start: startWebhook,
    bad: [
      { account: { url: 'http://example.org/hook', secret: 'x'.repeat(16) }, path: 'url' },
      { account: { url: 'https://example.org/hook', secret: 'short' }, path: 'secret' },
      { account: { url: 'https://me:pw@example.org', secret: 'x'.repeat(16) }, path: 'url' },
    ],
    atLimit: [],
    publishAgainIsSafe: true,
  },
];
