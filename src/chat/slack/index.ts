/**
 * Slack. `createSlackMessenger` speaks (bot and worker) and loads the Web API alone; `createSlackChat` hears (bot)
 * and loads Bolt when it starts: Socket Mode with an app token, signed requests at `/slack/events` with a secret.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Clock } from '../../kit/clock.ts';
import { t } from '../../kit/t.ts';
import type { Chat, Messenger } from '../chat.ts';
import type { Dispatcher } from '../dispatch.ts';
import { type Journal, NO_JOURNAL } from '../journal.ts';
import { type HeardHandler, NOBODY_LISTENS } from '../listeners.ts';
import type { Moderator } from '../moderating.ts';
import { Answers } from './answers.ts';
import { type HearOptions, hear, httpReceiver, socketReceiver } from './bolt.ts';
import { type ClientOptions, called, createClient } from './client.ts';
import { type Connection, HttpConnection, SocketConnection } from './connection.ts';
import { SlackEvents } from './hear/events.ts';
import { subscriptionsFor } from './hear/subscriptions.ts';
import { isFrom } from './installation.ts';
import { Keeping } from './keeping.ts';
import { Members } from './members.ts';
import { SlackMessenger } from './messenger.ts';
import { SlackModerator } from './moderate/moderator.ts';
import { type MediaSource, Pictures } from './pictures.ts';
import { Receiver } from './receive.ts';
import { SLACK } from './rich-text.ts';
import { type SlackFile, slackFile, uploadedFile } from './uploads.ts';
import { Work } from './work.ts';

export { slackManifest } from './manifest.ts';
export type { Media, MediaSource } from './pictures.ts';
export { subscriptionsFor };

export interface SlackMessengerOptions extends ClientOptions {
  clock: Clock;
  /** Our pictures by content hash; without it a card's picture is shown by its alt text. */
  media?: MediaSource;
}

export interface SlackChatOptions extends SlackMessengerOptions {
  /** Socket Mode. */
  appToken?: string;
  /** Signed requests, when there is no app token. */
  signingSecret?: string;
  /** ms from asking for a connection to Slack's hello; 30 s unless told. */
  helloWithin?: number;
  /** Where what is acknowledged is kept until it is done. */
  journal?: Journal;
}

export interface SlackChat extends Chat {
  /** For our web server at `EVENTS_PATH`, with the body unread. */
  listener(request: IncomingMessage, response: ServerResponse): void;
}

export const EVENTS_PATH = '/slack/events';

/** Loads Bolt ahead of its use. */
export async function warmUp(): Promise<void> {
  await import('@slack/bolt');
}

/** Both by one client. */
export function createSlackSpeakers(options: SlackMessengerOptions): {
  messenger: Messenger;
  moderator: Moderator;
} {
  const client = createClient(options);
  return { messenger: messengerOn(client, options), moderator: new SlackModerator(client) };
}

export function createSlackMessenger(options: SlackMessengerOptions): Messenger {
  return messengerOn(createClient(options), options);
}

function messengerOn(client: WebClient, options: SlackMessengerOptions): Messenger {
  return new SlackMessenger(
    client,
    new Members(client, options.clock, options.log),
    new Pictures(client, options.media),
  );
}

/** Throws at once when neither an app token nor a signing secret is given. */
export function createSlackChat<App>(
  options: SlackChatOptions,
  dispatcher: Dispatcher<App>,
  handler: HeardHandler = NOBODY_LISTENS,
): SlackChat {
  if (!options.appToken && !options.signingSecret)
    throw new Error(t('Slack needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP).'));
  const client = createClient(options);
  const work = new Work(options.log);
  const receiver = createReceiver(options, dispatcher, client);
  const keeping = new Keeping(receiver, work, options.journal ?? NO_JOURNAL, options.clock);
  let stopTaking = () => {};
  let connection: Connection | undefined;
  let asked = subscriptionsFor(handler.needs(SLACK));
  return {
    chat: SLACK,
    async start() {
      const own = identity.parse(await called(client.auth.test()));
      const self = { user: own.user_id, bot: own.bot_id };
      const events = new SlackEvents({ self, handler, log: options.log });
      const installed = {
        team: own.team_id,
        organisation: own.is_enterprise_install ? own.enterprise_id : undefined,
        app: await appOf(client, self.bot),
      };
      const isOurs = (body: unknown) => isFrom(installed, body);
      connection ??= await connect({ ...options, isOurs }, keeping, events);
      await connection.start();
      stopTaking = keeping.takeUp();
    },
    async stop() {
      stopTaking();
      await connection?.stop();
      await Promise.all([work.idle(), handler.idle()]);
    },
    async refresh() {
      const wanted = subscriptionsFor(handler.needs(SLACK));
      const more = wanted.events.filter((event) => !asked.events.includes(event));
      asked = wanted;
      if (more.length === 0) return;
      options.log.warn(
        { events: more, scopes: wanted.scopes },
        'Slack tells this once the app is told: paste what `bellwether manifest slack` prints, and install the app again',
      );
    },
    fault: () => (connection ? connection.fault() : t('Slack: not started.')),
    listener(request, response) {
      if (connection) connection.listener(request, response);
      else response.writeHead(503).end();
    },
  };
}

/** Who the bot is, to know its own messages by. */
const identity = z.object({
  user_id: z.string(),
  bot_id: z.string().default(''),
  team_id: z.string(),
  enterprise_id: z.string().optional(),
  is_enterprise_install: z.boolean().optional(),
});
const botAnswer = z.object({ bot: z.object({ app_id: z.string().optional() }) });

/** Undefined where Slack does not tell: requests are signed for the app in any case. */
async function appOf(client: WebClient, bot: string): Promise<string | undefined> {
  const answer = await called(client.bots.info({ bot })).catch(() => undefined);
  const read = botAnswer.safeParse(answer);
  return read.success ? read.data.bot.app_id : undefined;
}

async function connect(
  options: SlackChatOptions & Pick<HearOptions, 'isOurs'>,
  keeping: Keeping,
  events: SlackEvents,
): Promise<Connection> {
  const { appToken, signingSecret = '', log } = options;
  const bolt = appToken
    ? await socketReceiver(appToken, options)
    : await httpReceiver(signingSecret, EVENTS_PATH, log);
  await hear(bolt, keeping, events, options);
  return 'client' in bolt
    ? new SocketConnection(bolt, log, options.helloWithin)
    : new HttpConnection(bolt, log);
}

function createReceiver<App>(
  options: SlackChatOptions,
  dispatcher: Dispatcher<App>,
  client: ReturnType<typeof createClient>,
): Receiver<App> {
  const { botToken, apiUrl, clock, log } = options;
  const answers = new Answers({ client, pictures: new Pictures(client, options.media), clock, log });
  const info = async (id: string) => slackFile.parse((await called(client.files.info({ file: id }))).file);
  const toUpload = (file: SlackFile) => uploadedFile(file, { botToken, apiUrl, info });
  const members = new Members(client, clock, log);
  const nameOf = (user: string) => members.nameOf(user);
  return new Receiver({ dispatcher, answers, client, toUpload, nameOf, log });
}
