/**
 * The example team that both local chats show: its people with their roles, its channels, and the bot in them.
 * `team.yaml` beside this file says the same to the bot.
 */
import type { LocalDiscordOptions } from '@bellwether/local-discord';
import type { LocalSlackOptions } from '@bellwether/local-slack';

export interface Person {
  name: string;
  /** What the person may do, in words for the page. */
  role: string;
  /** IANA; the times on the page are shown in it. */
  timeZone: string;
  slack: string | null;
  discord: string | null;
}

/** Made anew at each start. */
export interface Secrets {
  slackBotToken: string;
  slackAppToken: string;
  slackSigningSecret: string;
  discordToken: string;
  telegramToken: string;
  linkedInSecret: string;
  xClientSecret: string;
}

export const TEAM_ZONE = 'Europe/Copenhagen';
/** Where both chats have people's pictures; the page shows them from its own origin. */
const SLACK_PICTURES = 'https://avatars.slack-edge.com/2026-01-01';
const PICTURE_HASH = '8342729096ea3675442027381ff50dfe';
const PICTURES =
  /https:\/\/(?:avatars\.slack-edge\.com\/[\d-]+\/(?<slack>\w+)_192\.png|cdn\.discordapp\.com\/avatars\/(?<discord>\d+)\/\w+\.png)/g;
export const BOT_NAME = 'Bellwether';

const SLACK = {
  team: 'T0ACME',
  app: 'A0BELLWETHER',
  bot: 'U0BELLWETHER',
  general: 'C0GENERAL',
  social: 'C0SOCIAL',
  announcements: 'C0ANNOUNCEMENTS',
  support: 'C0SUPPORT',
  inbox: 'C0INBOX',
  crisis: 'C0CRISIS',
  moderators: 'C0MODERATORS',
  authors: 'S0AUTHORS',
  approvers: 'S0APPROVERS',
};

const DISCORD = {
  guild: '1100000000000000001',
  app: '1100000000000000002',
  bot: '1100000000000000003',
  author: '1100000000000000010',
  approver: '1100000000000000011',
  general: '1100000000000000030',
  social: '1100000000000000031',
  announcements: '1100000000000000032',
  support: '1100000000000000033',
  inbox: '1100000000000000034',
  crisis: '1100000000000000035',
  moderators: '1100000000000000036',
};

interface Member extends Person {
  /** Their name in Slack and Discord. */
  handle: string;
  writes: boolean;
  approves: boolean;
  admin: boolean;
}

const MEMBERS: Member[] = [
  member('Ada Lindqvist', 'ada', 'Author', { slack: 'U0ADA', discord: '20', writes: true }),
  member('Ben Okafor', 'ben', 'Approver', { slack: 'U0BEN', discord: '21', approves: true }),
  member('Clara Weiss', 'clara', 'Legal reviewer', { discord: '22', approves: true }),
  member('Dana Moreau', 'dana', 'Community manager', {
    slack: 'U0DANA',
    discord: '23',
    writes: true,
    timeZone: 'America/New_York',
  }),
  member('Eli Tanaka', 'eli', 'Admin', { slack: 'U0ELI', discord: '24', admin: true }),
];

/** Members of the Discord server who are not of the team; stories let them write. */
const CUSTOMERS = [
  ['kim', 'Kim', '40'],
  ['noor', 'Noor', '41'],
  ['tomas', 'Tomás', '42'],
  ['yui', 'Yui', '43'],
] as const;

/** `json`: of what the page draws. */
export function withOwnPictures(json: string): string {
  return json.replaceAll(
    PICTURES,
    (_, slack?: string, discord?: string) => `/avatars/${slack ?? discord}.svg`,
  );
}

export const PEOPLE: Person[] = MEMBERS.map(({ name, role, timeZone, slack, discord }) => ({
  name,
  role,
  timeZone,
  slack,
  discord,
}));

export function slackWorkspace(secrets: Secrets): LocalSlackOptions['workspace'] {
  const here = MEMBERS.flatMap((one) => (one.slack ? [{ ...one, slack: one.slack }] : []));
  const members = [...here.map(({ slack }) => slack), SLACK.bot];
  const idsOf = (those: typeof here) => those.map(({ slack }) => slack);
  return {
    teamId: SLACK.team,
    name: 'Acme',
    users: here.map(({ slack, handle, name, timeZone, admin }) => ({
      id: slack,
      name: handle,
      realName: name,
      tz: timeZone,
      isAdmin: admin,
      avatar: `${SLACK_PICTURES}/${slack}_192.png`,
    })),
    channels: [
      { id: SLACK.social, name: 'social', members },
      { id: SLACK.announcements, name: 'announcements', members },
      { id: SLACK.general, name: 'general', members },
      { id: SLACK.support, name: 'support', members },
      { id: SLACK.inbox, name: 'inbox', members },
      { id: SLACK.crisis, name: 'crisis', members },
      { id: SLACK.moderators, name: 'moderators', members },
    ],
    userGroups: [
      { id: SLACK.authors, handle: 'authors', users: idsOf(here.filter(({ writes }) => writes)) },
      { id: SLACK.approvers, handle: 'approvers', users: idsOf(here.filter(({ approves }) => approves)) },
    ],
    app: {
      appId: SLACK.app,
      botUserId: SLACK.bot,
      botToken: secrets.slackBotToken,
      appToken: secrets.slackAppToken,
      signingSecret: secrets.slackSigningSecret,
    },
  };
}

export function discordServer(secrets: Secrets): Pick<LocalDiscordOptions, 'guild' | 'application'> {
  const here = MEMBERS.flatMap((one) => (one.discord ? [{ ...one, discord: one.discord }] : []));
  return {
    guild: {
      id: DISCORD.guild,
      name: 'Acme',
      ownerId: here.find(({ admin }) => admin)?.discord ?? '',
      roles: [
        { id: DISCORD.author, name: 'Author', color: 0x1f6f54, position: 1 },
        { id: DISCORD.approver, name: 'Approver', color: 0x8a4b08, position: 2 },
      ],
      members: [
        ...here.map(({ discord, handle, name, writes, approves }) => ({
          user: { id: discord, username: handle, global_name: name, avatar: PICTURE_HASH },
          roles: [...(writes ? [DISCORD.author] : []), ...(approves ? [DISCORD.approver] : [])],
        })),
        ...CUSTOMERS.map(([username, global_name, id]) => ({
          user: { id: discordId(id), username, global_name },
        })),
      ],
      channels: [
        { id: DISCORD.social, name: 'social', topic: 'What goes out next' },
        { id: DISCORD.announcements, name: 'announcements', topic: 'What went out' },
        { id: DISCORD.general, name: 'general', topic: 'Everything else' },
        { id: DISCORD.support, name: 'support', topic: 'Customers write here' },
        { id: DISCORD.inbox, name: 'inbox', topic: 'What they wrote, as conversations' },
        { id: DISCORD.crisis, name: 'crisis', topic: 'When it goes wrong' },
        { id: DISCORD.moderators, name: 'moderators', topic: 'What moderation did, and what it asks' },
      ],
    },
    application: { id: DISCORD.app, botUserId: DISCORD.bot, token: secrets.discordToken, name: BOT_NAME },
  };
}

export const isBot = (id: string) => id === SLACK.bot || id === DISCORD.bot;

function member(
  name: string,
  handle: string,
  role: string,
  given: Partial<Pick<Member, 'slack' | 'discord' | 'timeZone' | 'writes' | 'approves' | 'admin'>>,
): Member {
  const {
    slack = null,
    discord,
    timeZone = TEAM_ZONE,
    writes = false,
    approves = false,
    admin = false,
  } = given;
  return {
    name,
    handle,
    role,
    timeZone,
    slack,
    discord: discord ? discordId(discord) : null,
    writes,
    approves,
    admin,
  };
}

function discordId(end: string): string {
  return `11000000000000000${end}`;
}
