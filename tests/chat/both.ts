/** The two chats behind one face, for what must be the same in both: a bot with a few definitions, and people. */
import type { Messenger } from '../../src/chat/chat.ts';
import type { Definition } from '../../src/chat/command.ts';
import type { Heard } from '../../src/chat/heard.ts';
import type { Journal } from '../../src/chat/journal.ts';
import type { Listener } from '../../src/chat/listener.ts';
import { everyComponent } from './discord/requests.ts';
import * as discord from './discord/rig.ts';
import * as slack from './slack/rig.ts';

/** What definitions and listeners get: both rigs' apps hold it. */
export interface BothApp {
  heard: Heard[];
}

export interface Place {
  messenger: Messenger;
  app: BothApp;
  /** A channel that the bot is in; two people in it. */
  channel: string;
  people: [string, string];
  /** Writes as the first person; gives the message's id. */
  say(text: string): Promise<string>;
  /** Under a message: in its thread, or as a reply to it. */
  reply(text: string, to: string): Promise<string>;
  /** A command with its options, as the first person. */
  command(name: string, options: Record<string, string>): Promise<void>;
  /** Fills in the form that is open. */
  submit(values: Record<string, string>): Promise<void>;
  press(message: string, actionId: string): Promise<void>;
  /** What stands between the first person and the bot. */
  told(): string[];
  /** Puts a fault in the way of Discord's next acknowledgement; in Slack there is no request that could fail. */
  loseAcknowledgement(): void;
  /** Takes an entry of a message's menu as the first person. */
  menu(name: string, message: string): Promise<void>;
  /** Chooses in a select as the first person. */
  choose(message: string, actionId: string, value: string): Promise<void>;
  /** What the first person sees in the channel or another one, each message as its words. */
  sees(channel?: string): string[];
  /** Whom a message notifies, as the chat's own ids. */
  notified(message: string): string[];
  channels(): { id: string; name: string }[];
  /** Whether the first person may write there now. */
  mayWrite(channel: string): Promise<boolean>;
  /** The marks under a message. */
  reactions(message: string): string[];
  /** The files of a message. */
  shared(message: string): Promise<{ title?: string; alt?: string; bytes: number }[]>;
  stop(): Promise<void>;
}

export interface Wanted {
  definitions?: Definition<BothApp>[];
  listeners?: Listener<BothApp, string>[];
  /** Slack's. */
  scopes?: string[];
  journal?: Journal;
  /** ms that Discord waits for a first answer; its own three seconds when left out. */
  patience?: number;
}

export const CHATS = { slack: openSlack, discord: openDiscord };

async function openSlack({ definitions, listeners, scopes, journal }: Wanted = {}): Promise<Place> {
  const options = { journal };
  const room = await slack.openNewsroom({ more: definitions, listeners, scopes, options });
  const { slack: local, messenger, desk, chat } = room;
  const ada = () => local.as(slack.ADA);
  const channel = slack.SOCIAL;
  return {
    ...{ messenger, app: desk, channel, people: [slack.ADA, slack.BO] },
    say: async (text) => (await ada().say(channel, text)).ts,
    reply: async (text, to) => (await ada().say(channel, text, { threadTs: to })).ts,
    async command(name, values) {
      const given = Object.entries(values).map(([option, value]) => `${option}:"${value}"`);
      await ada().command(channel, `/${name}`, given.join(' '));
    },
    async submit(values) {
      await local.until(() => ada().modal());
      await ada().submit(values);
    },
    async press(message, actionId) {
      await ada().press(channel, message, actionId);
    },
    told: () =>
      ada()
        .messages(ada().openDirectMessages())
        .map((message) => `${slack.wordsOf(message)} ${message.text}`),
    loseAcknowledgement() {},
    async menu(name, message) {
      await ada().shortcut(`menu:${name}`, channel, message);
    },
    async choose(message, actionId, value) {
      await ada().choose(channel, message, actionId, value);
    },
    sees: (where = channel) =>
      ada()
        .messages(where)
        .flatMap((message) => [message, ...message.replies])
        .map((message) => `${slack.wordsOf(message)} ${message.text}`),
    notified: (message) =>
      mentionsIn(
        ada()
          .messages(channel)
          .find(({ ts }) => ts === message)?.blocks,
      ),
    channels: () =>
      ada()
        .channels()
        .map(({ id, name }) => ({ id, name })),
    mayWrite: async (where) =>
      ada()
        .say(where, 'Hello')
        .then(
          ({ ok }) => ok,
          () => false,
        ),
    reactions: (id) =>
      ada()
        .messages(channel)
        .find(({ ts }) => ts === id)
        ?.reactions.map(({ name }) => name) ?? [],
    shared: async (id) =>
      (
        ada()
          .messages(channel)
          .find(({ ts }) => ts === id)?.files ?? []
      ).map(({ title, alt_txt, size }) => ({
        ...{ title: String(title), alt: String(alt_txt), bytes: Number(size) },
      })),
    stop: () => chat.stop(),
  };
}

async function openDiscord({ definitions, listeners, journal, patience }: Wanted = {}): Promise<Place> {
  const rig = await discord.startRig(listeners, definitions, {}, journal, patience);
  const ada = () => rig.discord.as(discord.ADA);
  const channel = discord.CHANNEL;
  return {
    ...{ messenger: rig.messenger, app: rig.app, channel, people: [discord.ADA, discord.BEN] },
    say: async (text) => (await ada().say(channel, text)).message?.id ?? '',
    reply: async (text, to) => (await ada().say(channel, text, { replyTo: to })).message?.id ?? '',
    async command(name, values) {
      await ada().command(channel, name, values);
    },
    async submit(values) {
      await rig.discord.until(() => ada().modal());
      await ada().submit(values);
    },
    async press(message, actionId) {
      await ada().press(message, actionId);
    },
    told: () =>
      ada()
        .messages(ada().directChannel())
        .map((message) => `${message.content} ${discord.wordsOf(message)}`),
    loseAcknowledgement() {
      const route = 'POST /interactions/{interaction_id}/{interaction_token}/callback';
      rig.discord.faults.next(route, { status: 404, body: { code: 10_062, message: 'Unknown interaction' } });
    },
    async menu(name, message) {
      await ada().messageCommand(name, message);
    },
    async choose(message, actionId, value) {
      await ada().choose(message, actionId, [value]);
    },
    sees: (where = channel) =>
      ada()
        .messages(where)
        .map((message) => `${message.content} ${discord.wordsOf(message)}`),
    notified(id) {
      const message = ada()
        .messages(channel)
        .find((one) => one.id === id);
      const users = message?.mentions.map((user) => user.id) ?? [];
      return [...users, ...(message?.mention_roles ?? []), ...(message?.mention_everyone ? ['here'] : [])];
    },
    channels: () =>
      ada()
        .channels()
        .map(({ id, name = '' }) => ({ id, name })),
    mayWrite: async (where) => (await ada().say(where, 'Hello')).ok,
    reactions: (id) =>
      ada()
        .messages(channel)
        .find((one) => one.id === id)
        ?.reactions?.map(({ emoji }) => emoji.name ?? '') ?? [],
    async shared(id) {
      const message = ada()
        .messages(channel)
        .find((one) => one.id === id);
      const nodes = everyComponent(message?.components ?? []) as ShownNode[];
      const shown = nodes.flatMap(({ items = [], file }) => [
        ...items.map(({ media, description }) => ({ url: media.url, alt: description })),
        ...(file ? [{ url: file.url, alt: undefined }] : []),
      ]);
      return Promise.all(
        shown.map(async ({ url, alt }) => ({
          ...(alt ? { alt } : {}),
          bytes: (await (await fetch(url)).arrayBuffer()).byteLength,
        })),
      );
    },
    stop: () => rig.stop(),
  };
}

interface ShownNode {
  items?: { media: { url: string }; description?: string }[];
  file?: { url: string };
}

/** The elements of rich text, and the markup, by which Slack notifies. */
function mentionsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mentionsIn);
  if (typeof value !== 'object' || value === null) return [];
  const element = value as Record<string, unknown>;
  if (element.type === 'mrkdwn')
    return [...String(element.text).matchAll(/<[@!]([^>|]+)/g)].map(([, id]) => id ?? '');
  if (element.type === 'user') return [String(element.user_id)];
  if (element.type === 'usergroup') return [String(element.usergroup_id)];
  if (element.type === 'broadcast') return [String(element.range)];
  return Object.values(element).flatMap(mentionsIn);
}
