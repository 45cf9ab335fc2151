/** A chat that keeps what it was given, and fails as it is told to. */
import { type Card, plainText } from '../../src/chat/card.ts';
import type { MessageReference, Messenger } from '../../src/chat/chat.ts';

export interface Kept {
  key: string;
  channel: string;
  message: string;
  words: string;
  thread?: string;
}

export interface Recording extends Messenger {
  /** What stands in the chat, in the order in which it came. */
  kept: Kept[];
  /** Each edit that changed something, as it was then. */
  edits: { message: string; words: string }[];
  /** Told before each call: throws, or waits, in its place. */
  before(call: { name: 'send' | 'edit' | 'find' | 'directChannel'; channel: string }): Promise<void>;
  /** Told after a message has arrived and before its answer is given. */
  after(sent: Kept): Promise<void>;
  /** As somebody who deletes a message there. */
  deleteByHand(message: string): void;
}

export function recordingChat(chat: string, gone: () => Error): Recording {
  let count = 0;
  const recording: Recording = {
    ...{ chat, pace: { interval: 1_000, burst: 5 }, kept: [], edits: [] },
    before: async () => {},
    after: async () => {},
    deleteByHand(message) {
      recording.kept = recording.kept.filter((one) => one.message !== message);
    },
    async send(channel: string, shown: Card, key: string, thread?: MessageReference) {
      await recording.before({ name: 'send', channel });
      count += 1;
      const message = `${chat}-${count}`;
      const sent = { key, channel, message, words: plainText(shown), thread: thread?.message };
      recording.kept.push(sent);
      await recording.after(sent);
      return { chat, channel, message };
    },
    async edit({ channel, message }, shown) {
      await recording.before({ name: 'edit', channel });
      const found = recording.kept.find((one) => one.message === message);
      if (!found) throw gone();
      found.words = plainText(shown);
      recording.edits.push({ message, words: found.words });
    },
    async find(channel, key) {
      await recording.before({ name: 'find', channel });
      const found = recording.kept.findLast((one) => one.channel === channel && one.key === key);
      return found && { chat, channel, message: found.message };
    },
    async directChannel(user) {
      await recording.before({ name: 'directChannel', channel: user });
      return `D-${user}`;
    },
    remove: async ({ message }) => recording.deleteByHand(message),
    history: async () => [],
    async upload(channel, files, { key, text = '', thread }) {
      count += 1;
      const message = `${chat}-${count}`;
      const words = [text, ...files.map(({ name }) => name)].join('\n');
      recording.kept.push({ key, channel, message, words, thread: thread?.message });
      return { chat, channel, message };
    },
    react: async () => {},
    pin: async () => {},
    openThread: async (message) => ({ channel: message.channel, thread: message }),
    openChannel: async ({ name }) => `C-${name}`,
    renameChannel: async () => {},
    invite: async () => {},
    archiveChannel: async () => {},
    permalink: async () => '',
    member: async (user) => ({ name: user, groups: [] }),
    peopleIn: async () => [],
    readable: async ({ text }) => text,
    close: async () => {},
  };
  return recording;
}
