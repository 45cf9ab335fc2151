/**
 * A whole Bellwether for a test: the real bot with Bolt and discord.js on a local Slack and a local Discord, an
 * embedded database in a folder of its own, and a signed webhook account that posts go out to.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '../../config/env.ts';
import { createLog } from '../../src/kit/log.ts';
import { type House, openHouse } from '../../src/main/house.ts';
import type { Part } from '../../src/main/part.ts';
import { createLocalDiscord, type LocalDiscord } from '../../src/playground/discord/index.ts';
import { createLocalSlack, type LocalSlack } from '../../src/playground/slack/index.ts';
import { startWebhook } from '../networks/servers/webhook.ts';

export const SLACK = {
  author: 'U0AUTHOR',
  approver: 'U0APPROVER',
  guest: 'U0GUEST',
  social: 'C0SOCIAL',
  news: 'C0NEWS',
};
export const DISCORD = {
  author: '110000000000000001',
  approver: '110000000000000002',
  guest: '110000000000000003',
  social: '210000000000000001',
  news: '210000000000000002',
};

export interface World {
  slack: LocalSlack;
  discord: LocalDiscord;
  account: Awaited<ReturnType<typeof startWebhook>>;
  /** For a process of its own. */
  environment: Record<string, string>;
  open(part?: Part): Promise<House>;
  close(): Promise<void>;
}

export async function createWorld(more: Record<string, string> = {}): Promise<World> {
  const clock = { now: () => Date.now() };
  const slack = createLocalSlack({ clock, workspace: SLACK_WORKSPACE });
  const discord = createLocalDiscord({ clock, guild: GUILD, application: APPLICATION });
  const [account, folder] = await Promise.all([
    startWebhook(),
    mkdtemp(join(tmpdir(), 'bellwether-')),
    slack.start(),
    discord.start(),
  ]);
  const environment: Record<string, string> = {
    SLACK_BOT_TOKEN: SLACK_APP.botToken,
    SLACK_APP_TOKEN: SLACK_APP.appToken,
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: APPLICATION.token,
    DISCORD_API_URL: discord.apiUrl,
    DATA_DIR: join(folder, 'data'),
    TEAM_FILE: join(folder, 'team.yaml'),
    PORT: '0',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    ACCOUNT_URL: String(account.account.url),
    ACCOUNT_SECRET: String(account.account.secret),
    ...more,
  };
  await writeFile(environment.TEAM_FILE as string, TEAM);
  const houses: House[] = [];
  return {
    slack,
    discord,
    account,
    environment,
    async open(part = 'all') {
      const read = readEnvironment(environment);
      const house = await openHouse(part, read, createLog(read.logLevel));
      houses.push(house);
      return house;
    },
    async close() {
      for (const house of houses) await house.stop();
      await Promise.all([slack.stop(), discord.stop(), account.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const SLACK_APP = {
  appId: 'A0BELL',
  botUserId: 'U0BELL',
  botToken: 'xoxb-local-bell',
  appToken: 'xapp-local-bell',
  signingSecret: 'a-signing-secret',
};

const SLACK_WORKSPACE = {
  teamId: 'T0ACME',
  name: 'Acme',
  users: [
    { id: SLACK.author, name: 'ada', realName: 'Ada Author', tz: 'Europe/Copenhagen' },
    { id: SLACK.approver, name: 'ben', realName: 'Ben Approver', tz: 'Europe/Copenhagen' },
    { id: SLACK.guest, name: 'gil', realName: 'Gil Guest', tz: 'Europe/Copenhagen' },
  ],
  channels: [
    {
      id: SLACK.social,
      name: 'social',
      members: [SLACK.author, SLACK.approver, SLACK.guest, SLACK_APP.botUserId],
    },
    { id: SLACK.news, name: 'news', members: [SLACK.author, SLACK.approver, SLACK_APP.botUserId] },
  ],
  userGroups: [
    { id: 'S0AUTHORS', handle: 'authors', users: [SLACK.author] },
    { id: 'S0APPROVERS', handle: 'approvers', users: [SLACK.approver] },
  ],
  app: SLACK_APP,
};

const APPLICATION = {
  id: '310000000000000001',
  botUserId: '310000000000000002',
  token: 'local.discord.token',
};

const GUILD = {
  id: '410000000000000001',
  name: 'Acme',
  ownerId: DISCORD.approver,
  roles: [
    { id: '510000000000000001', name: 'authors' },
    { id: '510000000000000002', name: 'approvers' },
  ],
  members: [
    {
      user: { id: DISCORD.author, username: 'ada', global_name: 'Ada Author' },
      roles: ['510000000000000001'],
    },
    {
      user: { id: DISCORD.approver, username: 'cara', global_name: 'Cara Approver' },
      roles: ['510000000000000002'],
    },
    { user: { id: DISCORD.guest, username: 'gil', global_name: 'Gil Guest' }, roles: [] },
  ],
  channels: [
    { id: DISCORD.social, name: 'social' },
    { id: DISCORD.news, name: 'news' },
  ],
};

const TEAM = `
name: Acme
time_zone: Europe/Copenhagen
channels:
  review: { slack: ${SLACK.social}, discord: "${DISCORD.social}" }
people:
  - { name: Ada Author, slack: ${SLACK.author}, discord: "${DISCORD.author}" }
roles:
  author: { slack: [S0AUTHORS], discord: ["510000000000000001"] }
  approver: { slack: [S0APPROVERS], discord: ["510000000000000002"] }
targets:
  web: { network: webhook, title: Acme on the web, url: "\${ACCOUNT_URL}", secret: "\${ACCOUNT_SECRET}" }
  slack-news: { network: slack-channel, title: "Slack #news", token: "\${SLACK_BOT_TOKEN}", channel: ${SLACK.news}, api_url: "\${SLACK_API_URL}" }
  discord-news: { network: discord-channel, title: "Discord #news", token: "\${DISCORD_TOKEN}", channel: "${DISCORD.news}", api_url: "\${DISCORD_API_URL}" }
groups:
  all: [web, slack-news, discord-news]
`;
