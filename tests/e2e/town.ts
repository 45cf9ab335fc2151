/** The people, channels, roles and team file of the tests' world. */
import type { LocalDiscordOptions } from '@bellwether/local-discord';
import type { LocalSlackOptions } from '@bellwether/local-slack';

/**
 * Ada writes, in both chats. Ben approves in Slack, Cara in Discord. Lea writes and approves, in both. Dan writes in
 * Slack and approves in Discord, and nobody knows yet that he is one. Gil is a guest.
 */
export const SLACK = {
  ada: 'U0ADA',
  ben: 'U0BEN',
  lea: 'U0LEA',
  dan: 'U0DAN',
  gil: 'U0GIL',
  social: 'C0SOCIAL',
  news: 'C0NEWS',
};
export const DISCORD = {
  ada: '110000000000000001',
  cara: '110000000000000002',
  lea: '110000000000000003',
  dan: '110000000000000004',
  gil: '110000000000000005',
  social: '210000000000000001',
  news: '210000000000000002',
};
export const AUTHORS = '510000000000000001';
export const APPROVERS = '510000000000000002';

export const SLACK_APP = {
  appId: 'A0BELL',
  botUserId: 'U0BELL',
  botToken: 'xoxb-local-bell',
  appToken: 'xapp-local-bell',
  signingSecret: 'a-signing-secret',
};

const everybody = [SLACK.ada, SLACK.ben, SLACK.lea, SLACK.dan, SLACK.gil, SLACK_APP.botUserId];
const user = (id: string, name: string, realName: string) => ({
  id,
  name,
  realName,
  tz: 'Europe/Copenhagen',
});

export const WORKSPACE: LocalSlackOptions['workspace'] = {
  teamId: 'T0ACME',
  name: 'Acme',
  users: [
    user(SLACK.ada, 'ada', 'Ada Author'),
    user(SLACK.ben, 'ben', 'Ben Approver'),
    user(SLACK.lea, 'lea', 'Lea Lead'),
    user(SLACK.dan, 'dan', 'Dan Double'),
    user(SLACK.gil, 'gil', 'Gil Guest'),
  ],
  channels: [
    { id: SLACK.social, name: 'social', members: everybody },
    { id: SLACK.news, name: 'news', members: everybody },
  ],
  userGroups: [
    { id: 'S0AUTHORS', handle: 'authors', users: [SLACK.ada, SLACK.lea, SLACK.dan] },
    { id: 'S0APPROVERS', handle: 'approvers', users: [SLACK.ben, SLACK.lea] },
  ],
  app: SLACK_APP,
};

export const APPLICATION: LocalDiscordOptions['application'] = {
  id: '310000000000000001',
  botUserId: '310000000000000002',
  token: 'local.discord.token',
};

const member = (id: string, username: string, roles: string[]) => ({ user: { id, username }, roles });

export const GUILD: LocalDiscordOptions['guild'] = {
  id: '410000000000000001',
  name: 'Acme',
  ownerId: DISCORD.gil,
  roles: [
    { id: AUTHORS, name: 'authors' },
    { id: APPROVERS, name: 'approvers' },
  ],
  members: [
    member(DISCORD.ada, 'ada', [AUTHORS]),
    member(DISCORD.cara, 'cara', [APPROVERS]),
    member(DISCORD.lea, 'lea', [AUTHORS, APPROVERS]),
    member(DISCORD.dan, 'dan', [APPROVERS]),
    member(DISCORD.gil, 'gil', []),
  ],
  channels: [
    { id: DISCORD.social, name: 'social' },
    { id: DISCORD.news, name: 'news' },
  ],
};

export const TEAM = `
name: Acme
time_zone: Europe/Copenhagen
channels:
  review: { slack: ${SLACK.social}, discord: "${DISCORD.social}" }
servers: { discord: "${GUILD.id}" }
people:
  - { name: Ada Author, slack: ${SLACK.ada}, discord: "${DISCORD.ada}", time_zone: Europe/Copenhagen }
  - { name: Lea Lead, slack: ${SLACK.lea}, discord: "${DISCORD.lea}" }
roles:
  author: { slack: [S0AUTHORS], discord: ["${AUTHORS}"] }
  approver: { slack: [S0APPROVERS], discord: ["${APPROVERS}"] }
targets:
  web: { network: webhook, title: Acme on the web, url: "\${ACCOUNT_URL}", secret: "\${ACCOUNT_SECRET}" }
  slack-news: { network: slack-channel, title: "Slack #news", token: "\${SLACK_BOT_TOKEN}", channel: ${SLACK.news}, api_url: "\${SLACK_API_URL}" }
  discord-news: { network: discord-channel, title: "Discord #news", token: "\${DISCORD_TOKEN}", channel: "${DISCORD.news}", api_url: "\${DISCORD_API_URL}" }
groups:
  all: [web, slack-news, discord-news]
`;
