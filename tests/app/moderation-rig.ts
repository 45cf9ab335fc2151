/** Moderation over a real store, with a chat that is played: it keeps members, bans and messages, and can lose answers. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSections, prepareSections } from '../../config/team/section.ts';
import { readTeam, type Team } from '../../config/team.ts';
import { bound } from '../../src/app/alarms/alarm.ts';
import { createRinger } from '../../src/app/alarms/ringer.ts';
import type { App } from '../../src/app/app.ts';
import { loadAlarms } from '../../src/app/definitions.ts';
import { idle } from '../../src/app/moderation/acting.ts';
import { watch } from '../../src/app/moderation/watching.ts';
import type { Card } from '../../src/chat/card.ts';
import { ChatError } from '../../src/chat/chat.ts';
import type { HeardMessage } from '../../src/chat/heard.ts';
import type { Failed, Moderator, Outcome, Right } from '../../src/chat/moderating.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import { prepareEmbedded } from '../store/embedded.ts';
import { emptyPosts } from '../store/empty.ts';

export const QUEUE = '77';
export const LOG = '88';
export const ROOM = '99';
export const MODERATORS = '510000000000000003';

export const TEAM = `
name: Acme
time_zone: Europe/Copenhagen
channels:
  review: { slack: C0REVIEW }
  moderators: { discord: "${QUEUE}" }
  moderation-log: { discord: "${LOG}" }
roles: { moderator: { discord: ["${MODERATORS}"] } }
moderation:
  log: moderation-log
  timeout: 1h
  ban: 1d
  rules:
    - { name: links, type: links, domains: [spam.example], action: delete }
    - { name: rude, type: words, words: [rude], action: warn }
    - { name: slur, type: words, words: [slur], action: timeout }
    - { name: out, type: words, words: [out], action: kick }
    - { name: banned, type: words, words: [banned], action: ban }
    - { name: maybe, type: words, words: [maybe], action: hold }
    - { name: seen, type: words, words: [seen], action: log }
    - { name: shouting, type: caps, percent: 90, min_letters: 400, action: delete }
    - { name: trial, type: words, words: [trial], action: ban, shadow: true }
`;

interface PlayedMember {
  joinedAt: number;
  timeoutUntil: number | null;
  position: number;
  may?: Right[];
  roles?: string[];
}

/** A Discord of a few maps. */
export class PlayedChat implements Partial<Moderator> {
  readonly chat = 'discord';
  readonly clock: MovableClock;
  /** What was asked of it, in order: `delete 99/1`. */
  acts: string[] = [];
  members = new Map<string, PlayedMember>();
  bans = new Set<string>();
  told: { user: string; card: Card; key: string }[] = [];
  /** What the next act of this kind comes to, instead of being done. */
  refusing = new Map<string, Failed>();
  /** Done all the same, and answered as lost. */
  losing = new Set<string>();
  takesDirectMessages = true;
  takesToken = true;
  /** What stands in a channel, oldest first. */
  past: HeardMessage[] = [];
  /** How often the next questions for it are answered with "wait"; then it refuses, where that is so. */
  waits = 0;
  refusesMore = false;
  /** Every question for it is answered with this. */
  unreadable: ChatError | undefined;

  constructor(clock: MovableClock) {
    this.clock = clock;
  }

  private async do(kind: string, about: string, act: () => void): Promise<Outcome> {
    const refused = this.refusing.get(kind);
    if (refused) return refused;
    this.acts.push(`${kind} ${about}`);
    act();
    return this.losing.delete(kind) ? { kind: 'lost', message: 'Nobody knows.' } : { kind: 'done' };
  }

  timeout = (user: string, until: number) =>
    this.do('timeout', user, () => {
      const member = this.members.get(user);
      if (member) member.timeoutUntil = until;
    });
  removeTimeout = (user: string) =>
    this.do('untimeout', user, () => {
      const member = this.members.get(user);
      if (member) member.timeoutUntil = null;
    });
  kick = (user: string) => this.do('kick', user, () => this.members.delete(user));
  ban = (user: string) =>
    this.do('ban', user, () => {
      this.bans.add(user);
      this.members.delete(user);
    });
  unban = (user: string) => this.do('unban', user, () => this.bans.delete(user));
  deleteMessages = async (channel: string, messages: readonly string[]) => {
    const refused = this.refusing.get('delete');
    if (refused) return { gone: [], left: [{ messages: [...messages], outcome: refused }] };
    for (const message of messages) this.acts.push(`delete ${channel}/${message}`);
    return { gone: [...messages], left: [] };
  };
  memberOf = async (user: string) => {
    const member = this.members.get(user);
    if (!member) return undefined;
    const { timeoutUntil } = member;
    const runs = timeoutUntil !== null && timeoutUntil > this.clock.now();
    return {
      ...{
        user,
        name: user,
        isBot: false,
        isOwner: user === 'owner',
        roles: member.roles ?? [],
        may: new Set(member.may),
      },
      ...{ position: member.position, joinedAt: member.joinedAt, timeoutUntil: runs ? timeoutUntil : null },
    } as never;
  };
  banOf = async (user: string) => (this.bans.has(user) ? {} : undefined);

  readonly messenger = {
    chat: 'discord',
    directChannel: async (user: string) => `direct-${user}`,
    find: async (_channel: string, key: string) =>
      this.told.some((one) => one.key === key) ? { chat: 'discord', channel: '', message: '' } : undefined,
    send: async (channel: string, card: Card, key: string) => {
      if (!this.takesToken) throw new ChatError('refused', 'Not this token.', { isTokenRefused: true });
      if (!this.takesDirectMessages) throw new ChatError('refused', 'They take none.');
      this.told.push({ user: channel.replace('direct-', ''), card, key });
      return { chat: 'discord', channel, message: 'm' };
    },
    member: async (user: string) => ({ name: user === '1' ? 'Mo' : user, groups: [] }),
    history: async (_channel: string, { limit, before }: { limit: number; before?: string }) => {
      if (this.unreadable) throw this.unreadable;
      if (this.waits > 0) {
        this.waits -= 1;
        throw new ChatError('rate_limited', 'Wait.', { retryAfter: 1 });
      }
      if (this.refusesMore && before !== undefined) throw new ChatError('unreachable', 'Away.');
      const end =
        before === undefined ? this.past.length : this.past.findIndex((one) => one.message === before);
      return this.past.slice(Math.max(0, end - limit), end);
    },
    permalink: async () => 'https://discord.example/1',
    readable: async ({ text }: { text: string }) => text,
  };
}

export interface Rig {
  app: App;
  clock: MovableClock;
  chat: PlayedChat;
  /** Somebody is there, writes, and what follows is done. */
  say(user: string, text: string, more?: Partial<HeardMessage>): Promise<string>;
  /** Lets time pass; what falls due is done. */
  pass(ms: number): Promise<void>;
  /** As a process that starts anew would: what was under way is forgotten. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function openRig(teamText = TEAM): Promise<Rig> {
  const log = createLog('silent');
  const clock = new MovableClock();
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-moderation-'));
  await prepareEmbedded(folder);
  const opened: OpenDatabase = await openDatabase({ dataDir: folder, log });
  const { database } = opened;
  const chat = new PlayedChat(clock);
  const team = await readTown(teamText);
  const app = {
    ...{ clock, log, database, team },
    queue: { add: async () => {} },
    moderators: new Map([['discord', chat]]),
    messengers: new Map([['discord', chat.messenger]]),
    accounts: { get: () => undefined },
  } as unknown as App;
  const alarms = await loadAlarms();
  const ringer = createRinger({
    ...{ database, clock, log },
    definitionOf: (kind) => bound(alarms.get(kind), () => app),
    wake: () => {},
  });
  let written = 0;
  return {
    ...{ app, clock, chat },
    async say(user, text, more = {}) {
      written += 1;
      const id = more.message ?? String(written);
      const at = clock.now();
      if (!chat.members.has(user))
        chat.members.set(user, { joinedAt: at - 1, timeoutUntil: null, position: 0 });
      const raw = { id, channel_id: ROOM, content: text, author: { id: user, username: user } };
      const event: HeardMessage = {
        ...{ kind: 'message', chat: 'discord', event: id, channel: ROOM, message: id, text, names: {}, at },
        author: { id: user, name: user, isBot: false, roles: [] },
        raw: { ...raw, timestamp: new Date(at).toISOString() },
        ...more,
      };
      await watch(app, event);
      await idle(app);
      return id;
    },
    async pass(ms) {
      if (ms > 0) clock.moveTo(clock.now() + ms);
      await ringer.ringDue();
      await ringer.idle();
      await idle(app);
    },
    async clear() {
      await emptyPosts(database);
      Object.assign(chat, new PlayedChat(clock), { messenger: chat.messenger });
      // An hour, so that nobody goes on with what they did before.
      clock.moveTo(clock.now() + 3_600_000);
    },
    async close() {
      await ringer.stop(0);
      await opened.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function readTown(text: string): Promise<Team> {
  const sections = await loadSections();
  await prepareSections(sections, text);
  return readTeam(text, { networks: new Map(), sections, environment: {}, fileName: 'team.yaml' });
}
