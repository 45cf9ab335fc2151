/** The two chats of a run, the team file that names their channels, and what stands in them. */

import { createLocalDiscord, type LocalDiscord } from '@bellwether/local-discord';
import { createLocalSlack, type LocalSlack, type ShownMessage } from '@bellwether/local-slack';
import type { MovableClock } from '../../../src/kit/clock.ts';
import type { Place } from './judge.ts';
import type { Lost } from './plan.ts';

const ADA = 'U0ADA';
const GIL = '110000000000000001';
const GUILD = '410000000000000001';
const TOKEN = 'local.discord.token';
const CHANNELS = [
  { audience: 'team', slack: 'C0SOCIAL', discord: '210000000000000001' },
  { audience: 'board', slack: 'C0MANAGEMENT', discord: '210000000000000002' },
];
const SLACK_APP = {
  ...{ appId: 'A0BELL', botUserId: 'U0BELL', botToken: 'xoxb-local-bell', appToken: 'xapp-local-bell' },
  signingSecret: 'a-signing-secret',
};

export class Chats {
  private readonly slack: LocalSlack;
  private readonly discord: LocalDiscord;

  constructor(clock: MovableClock) {
    this.slack = createLocalSlack({
      ...{ clock, limits: { messageBurst: 10_000 } },
      workspace: {
        ...{ teamId: 'T0ACME', name: 'Acme', userGroups: [], app: SLACK_APP },
        users: [{ id: ADA, name: 'ada', realName: 'Ada', tz: 'UTC' }],
        channels: CHANNELS.map(({ audience: name, slack: id }) => ({
          ...{ id, name },
          members: [ADA, SLACK_APP.botUserId],
        })),
      },
    });
    this.discord = createLocalDiscord({
      ...{ clock, rateLimits: 'off' },
      guild: {
        ...{ id: GUILD, name: 'Acme', ownerId: '119999999999999999', roles: [] },
        members: [{ user: { id: GIL, username: 'gil' } }],
        channels: CHANNELS.map(({ audience: name, discord: id }) => ({ id, name })),
      },
      application: { id: '310000000000000001', botUserId: '310000000000000002', token: TOKEN },
    });
  }

  async start(): Promise<void> {
    await Promise.all([this.slack.start(), this.discord.start()]);
  }

  async stop(): Promise<void> {
    await Promise.all([this.slack.stop(), this.discord.stop()]);
  }

  environment(): Record<string, string> {
    const { botToken, appToken } = SLACK_APP;
    return {
      ...{ SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_API_URL: this.slack.apiUrl },
      ...{ DISCORD_TOKEN: TOKEN, DISCORD_API_URL: this.discord.apiUrl },
    };
  }

  team(): string {
    const channels = CHANNELS.map(
      ({ audience, slack, discord }) => `  ${audience}: { slack: ${slack}, discord: "${discord}" }`,
    );
    return `
name: Acme
time_zone: UTC
channels:
  review: { slack: C0SOCIAL, discord: "210000000000000001" }
${channels.join('\n')}
servers: { discord: "${GUILD}" }
reports:
  audiences:
    team: { channel: team }
    board: { channel: board }
`;
  }

  lose(all: readonly Lost[]): void {
    for (const { chat, route, loseAnswer } of all) this[chat].faults.next(route, { loseAnswer });
  }

  places(): Place[] {
    return CHANNELS.flatMap(({ audience, slack, discord }) => [
      { name: `slack ${audience}`, audience, messages: this.inSlack(slack) },
      { name: `discord ${audience}`, audience, messages: this.inDiscord(discord) },
    ]);
  }

  private inSlack(channel: string): Place['messages'] {
    const { channels } = this.slack.snapshot(ADA);
    const messages = channels.find(({ id }) => id === channel)?.messages ?? [];
    return messages.map((one: ShownMessage) => ({
      words: wordsOf([one.text, one.blocks]),
      thread: one.replies.map(({ files }) => files.length),
    }));
  }

  private inDiscord(channel: string): Place['messages'] {
    const gil = this.discord.as(GIL);
    return gil.messages(channel).map((one) => ({
      words: wordsOf([one.content, one.components, one.embeds]),
      thread: one.thread
        ? gil
            .messages(one.thread.id)
            .filter(({ id, type }) => id !== one.id && type !== THREAD_STARTER)
            .map(({ attachments }) => attachments.length)
        : [],
    }));
  }
}

function wordsOf(shown: unknown): string {
  return JSON.stringify(shown).replaceAll('\\n', ' ');
}

/** The type of the message that stands for the one that a thread began at. */
const THREAD_STARTER = 21;
