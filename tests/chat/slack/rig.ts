/** A small newsroom on a local Slack, and the adapter with a dispatcher of its own on it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createLocalSlack,
  type LocalSlack,
  type LocalSlackOptions,
  type ShownMessage,
} from '@bellwether/local-slack';
import type { Clock } from '@bellwether/local-slack/settings.ts';
import { expect, onTestFinished } from 'vitest';
import { button, card, list, quote, text } from '../../../src/chat/card.ts';
import type { Messenger } from '../../../src/chat/chat.ts';
import type { Command, Definition, Group } from '../../../src/chat/command.ts';
import { Dispatcher } from '../../../src/chat/dispatch.ts';
import type { Heard } from '../../../src/chat/heard.ts';
import type { Listener } from '../../../src/chat/listener.ts';
import { Listeners } from '../../../src/chat/listeners.ts';
import type { Moderator } from '../../../src/chat/moderating.ts';
import { filesOf, textOf } from '../../../src/chat/option.ts';
import {
  createSlackChat,
  createSlackMessenger,
  createSlackSpeakers,
  EVENTS_PATH,
  type SlackChat,
  type SlackChatOptions,
  slackManifest,
} from '../../../src/chat/slack/index.ts';
import { systemClock } from '../../../src/kit/clock.ts';
import { refuse } from '../../../src/kit/finding.ts';
import { createLog } from '../../../src/kit/log.ts';
import type { Role } from '../../../src/people/role.ts';

export const ADA = 'U0ADA';
export const BO = 'U0BO';
export const CY = 'U0CY';
export const SOCIAL = 'C0SOCIAL';
/** The bot is not in it. */
export const LOBBY = 'C0LOBBY';
const BOT = 'U0BOT';
const app = {
  appId: 'A0APP',
  botUserId: BOT,
  botToken: 'xoxb-1',
  appToken: 'xapp-1',
  signingSecret: 'signing-secret',
};
export const { botToken, signingSecret } = app;

/** What the commands below did. */
export class Desk {
  readonly notes: string[] = [];
  readonly done: string[] = [];
  readonly heard: Heard[] = [];
  readonly ready: Messenger;

  constructor(ready: Messenger) {
    this.ready = ready;
  }
}

const noteNew: Command<Desk> = {
  name: 'note new',
  summary: 'Keep a note',
  options: {
    text: { kind: 'text', summary: 'The note', required: true, multiline: true },
    at: { kind: 'when', summary: 'When' },
    media: { kind: 'file', summary: 'Pictures' },
  },
  allow: 'author',
  answer: 'private',
  form: { title: 'New note', submit: 'Keep', prefill: async () => ({ at: 'tomorrow 9:00' }) },
  async run({ values }, desk) {
    const words = textOf(values, 'text');
    if (words === '') throw refuse('note.empty', 'text', 'It is empty.', 'Write something.');
    desk.notes.push(words);
    const bytes = await Promise.all(filesOf(values, 'media').map((file) => file.fetch(10)));
    return card('Kept', {
      tone: 'good',
      blocks: [quote(words), list([textOf(values, 'at'), ...bytes.map((found) => found.join())])],
    });
  },
};

const noteList: Command<Desk> = {
  name: 'note list',
  summary: 'All notes',
  options: {},
  allow: 'anyone',
  answer: 'public',
  run: async (_call, desk) =>
    card('Notes', {
      blocks: [text(desk.notes.join(', ') || 'none')],
      actions: [
        button('note.done', 1, 'Done'),
        button('note.why', 1, 'Why?'),
        button('note.reason', 1, 'Explain'),
      ],
    }),
};

const notes: Group<Desk> = {
  name: 'note',
  summary: 'Notes',
  buttons: [
    {
      action: 'note.done',
      allow: 'approver',
      async press({ id, message, person }, desk) {
        desk.done.push(id);
        if (message) await desk.ready.edit(message, card(`Done by ${person.name}`));
        return undefined;
      },
    },
    {
      action: 'note.why',
      allow: 'anyone',
      press: async ({ id }) => card(`Since ${id}`, { actions: [button('note.reason', id, 'Explain')] }),
    },
    {
      action: 'note.reason',
      allow: 'anyone',
      form: { title: 'Why', submit: 'Say', options: { reason: { kind: 'text', summary: 'The reason' } } },
      async press({ id, message, values }, desk) {
        if (message) await desk.ready.edit(message, card(`${id}: ${textOf(values, 'reason')}`));
        return card('Noted');
      },
    },
  ],
};

export const definitions = [noteNew, noteList, notes];

export interface Newsroom {
  slack: LocalSlack;
  chat: SlackChat;
  messenger: Messenger;
  desk: Desk;
  /** What the log said, as JSON lines. */
  lines: string[];
  /** HTTP mode: where requests go. */
  url?: string;
}

export interface Changed {
  mode?: 'socket' | 'http';
  clock?: Clock;
  options?: Partial<SlackChatOptions>;
  scopes?: string[];
  workspace?: Partial<LocalSlackOptions['workspace']>;
  /** What the bot listens to; its team is a name. */
  listeners?: Listener<Desk, string>[];
  /** Besides those of the desk. */
  more?: Definition<Desk>[];
  /** What is in the way before the bot comes. */
  before?(slack: LocalSlack): void;
}

export async function openNewsroom({
  mode = 'socket',
  clock,
  options,
  scopes,
  workspace,
  listeners = [],
  more = [],
  before,
}: Changed = {}): Promise<Newsroom> {
  const slack = await startSlack(clock, scopes, workspace);
  before?.(slack);
  const lines: string[] = [];
  const log = createLog('debug', { write: (line) => lines.push(line) });
  const shared = { botToken: app.botToken, apiUrl: slack.apiUrl, log, clock: systemClock, ...options };
  const messenger = createSlackMessenger(shared);
  const desk = new Desk(messenger);
  const heard = new Set<string>();
  const dispatcher = new Dispatcher<Desk>({
    definitions: [...definitions, ...more],
    app: desk,
    log,
    async who({ user }) {
      const { name, timeZone = 'UTC', groups } = await messenger.member(user);
      const roles: Role[] = groups.includes('S0APPROVERS') ? ['approver'] : user === ADA ? ['author'] : [];
      return { id: 1, name, timeZone, roles, identities: { slack: user } };
    },
    async once(event) {
      const isFirst = !heard.has(event);
      heard.add(event);
      return isFirst;
    },
    journal: options?.journal,
  });
  const handler = new Listeners({ listeners, app: desk, team: () => 'team', log });
  const { commands, groups, menus } = dispatcher;
  slack.install(slackManifest({ commands, groups, menus, needs: handler.needs('slack') }));
  const hearing = mode === 'socket' ? { appToken: app.appToken } : { signingSecret: app.signingSecret };
  const chat = createSlackChat({ ...shared, ...hearing }, dispatcher, handler);
  const url = mode === 'http' ? await serve(chat) : undefined;
  slack.setEventsUrl(url);
  onTestFinished(() => chat.stop());
  await chat.start();
  return { slack, chat, messenger, desk, lines, url };
}

/** The moderator of the same bot. */
export function moderatorOf({ slack }: Newsroom): Moderator {
  const log = createLog('silent');
  return createSlackSpeakers({ botToken, apiUrl: slack.apiUrl, log, clock: systemClock }).moderator;
}

/** The last message that a person sees whose text holds these words, as soon as there is one. */
export function seen(slack: LocalSlack, user: string, channel: string, words: string): Promise<ShownMessage> {
  return slack.until(() =>
    slack
      .as(user)
      .messages(channel)
      .findLast((message) => wordsOf(message).includes(words)),
  );
}

/** What stands in a message's blocks, or its text where there are none. */
export function wordsOf(message: ShownMessage): string {
  return message.blocks.length > 0 ? collectText(message.blocks) : message.text;
}

function collectText(value: unknown): string {
  if (Array.isArray(value)) return value.map(collectText).join(' ');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, part]) => (key === 'text' && typeof part === 'string' ? part : collectText(part)))
    .join(' ');
}

async function startSlack(
  clock: Clock = { now: () => Date.now() },
  scopes?: string[],
  workspace?: Changed['workspace'],
): Promise<LocalSlack> {
  const slack = createLocalSlack({
    clock,
    workspace: {
      teamId: 'T0TEAM',
      name: 'News Room',
      users: [
        { id: ADA, name: 'ada', realName: 'Ada Author', tz: 'Europe/Copenhagen' },
        { id: BO, name: 'bo', realName: 'Bo Approver', tz: 'America/New_York' },
        { id: CY, name: 'cy', realName: 'Cy Outsider', tz: 'UTC', avatar: 'https://a.example/cy.png' },
      ],
      channels: [
        { id: SOCIAL, name: 'social', members: [ADA, BO, CY, BOT] },
        { id: LOBBY, name: 'lobby', members: [ADA] },
      ],
      userGroups: [{ id: 'S0APPROVERS', handle: 'approvers', users: [BO] }],
      app: { ...app, scopes },
      ...workspace,
    },
  });
  await slack.start();
  onTestFinished(async () => {
    await slack.stop();
    expect(slack.traffic().unknownArguments).toEqual([]);
  });
  return slack;
}

async function serve(chat: SlackChat): Promise<string> {
  const server = createServer((request, response) => chat.listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${EVENTS_PATH}`;
}
