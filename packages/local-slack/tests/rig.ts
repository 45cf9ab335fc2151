/** A local Slack with a small newsroom in it, and real Bolt apps on it. */
import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { onTestFinished } from 'vitest';
import { createLocalSlack, type LocalSlack } from '../src/index.ts';
import type { LocalSlackOptions, WorkspaceOptions } from '../src/settings.ts';

export const AUTHOR = 'U0AUTHOR';
export const APPROVER = 'U0APPROVER';
export const OUTSIDER = 'U0OUTSIDER';
export const BOT = 'U0BOT';
export const SOCIAL = 'C0SOCIAL';
export const SECRET_ROOM = 'C0SECRET';
export const NO_BOT = 'C0NOBOT';
export const SIGNING_SECRET = 'signing-secret';
export const BOT_TOKEN = 'xoxb-local-1';
export const APP_TOKEN = 'xapp-local-1';

export const WORKSPACE: WorkspaceOptions = {
  teamId: 'T0TEAM',
  name: 'News Room',
  users: [
    { id: AUTHOR, name: 'ada', realName: 'Ada Author', tz: 'Europe/Copenhagen' },
    { id: APPROVER, name: 'bo', realName: 'Bo Approver', tz: 'America/New_York' },
    { id: OUTSIDER, name: 'cy', realName: 'Cy Outsider', tz: 'UTC' },
  ],
  channels: [
    { id: SOCIAL, name: 'social', members: [AUTHOR, APPROVER, BOT] },
    { id: SECRET_ROOM, name: 'secret', members: [AUTHOR], isPrivate: true },
    { id: NO_BOT, name: 'nobot', members: [AUTHOR] },
  ],
  userGroups: [{ id: 'S0APPROVERS', handle: 'approvers', users: [APPROVER] }],
  app: {
    appId: 'A0APP',
    botUserId: BOT,
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    signingSecret: SIGNING_SECRET,
  },
};

export class TestClock {
  #now = Date.parse('2026-11-22T08:00:00Z');
  now = (): number => this.#now;
  advance(ms: number): void {
    this.#now += ms;
  }
}

/** Refusals are what these tests are about; they need not be printed. */
const QUIET: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

type Changed = Partial<Omit<LocalSlackOptions, 'workspace'>> & { scopes?: string[] };

export async function startSlack({ scopes, ...options }: Changed = {}): Promise<LocalSlack> {
  const slack = createLocalSlack({
    clock: { now: () => Date.now() },
    ...options,
    workspace: { ...WORKSPACE, app: { ...WORKSPACE.app, scopes } },
  });
  await slack.start();
  onTestFinished(() => slack.stop());
  return slack;
}

export function client(slack: LocalSlack, token = BOT_TOKEN): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    logger: QUIET,
    retryConfig: { retries: 0 },
  });
}

/** A Bolt app in Socket Mode, connected when this resolves. */
export async function socketApp(
  slack: LocalSlack,
  prepare: (app: App) => void = () => {},
  reconnectAfterMs = 5_000,
): Promise<App> {
  const clientOptions = { slackApiUrl: slack.apiUrl };
  const receiver = new SocketModeReceiver({
    appToken: APP_TOKEN,
    // Bolt takes the same figure for how long a pong may take: too short, and a busy moment cuts it off.
    clientPingTimeout: reconnectAfterMs,
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions },
  });
  const app = new App({ token: BOT_TOKEN, receiver, clientOptions, logLevel: LogLevel.ERROR });
  prepare(app);
  const before = slack.connections;
  await app.start();
  onTestFinished(() => app.stop().then(() => undefined));
  await slack.until(() => slack.connections > before);
  return app;
}

/** A Bolt app in HTTP mode, which the local Slack is pointed at. */
export async function httpApp(slack: LocalSlack, prepare: (app: App) => void = () => {}): Promise<string> {
  const clientOptions = { slackApiUrl: slack.apiUrl };
  const receiver = new HTTPReceiver({ signingSecret: SIGNING_SECRET, logLevel: LogLevel.ERROR });
  const app = new App({ token: BOT_TOKEN, receiver, clientOptions, logLevel: LogLevel.ERROR });
  prepare(app);
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => app.stop().then(() => undefined));
  const address = 'address' in server ? server.address() : null;
  if (address === null || typeof address === 'string') throw new Error('The app has no port.');
  const url = `http://127.0.0.1:${address.port}/slack/events`;
  slack.setEventsUrl(url);
  return url;
}

export const button = (text: string, actionId: string, value = 'v') => ({
  type: 'button' as const,
  text: { type: 'plain_text' as const, text },
  action_id: actionId,
  value,
});

export const section = (text: string) => ({
  type: 'section' as const,
  text: { type: 'mrkdwn' as const, text },
});

export const plain = (text: string) => ({ type: 'plain_text' as const, text });

export const postForm = {
  type: 'modal' as const,
  callback_id: 'post',
  title: plain('New post'),
  submit: plain('Send'),
  private_metadata: 'kept',
  blocks: [
    {
      type: 'input' as const,
      block_id: 'text',
      label: plain('Text'),
      element: { type: 'plain_text_input' as const, action_id: 'typed', max_length: 20 },
    },
    {
      type: 'input' as const,
      block_id: 'where',
      optional: true,
      label: plain('Where to'),
      element: {
        type: 'multi_static_select' as const,
        action_id: 'targets',
        options: [
          { text: plain('Bluesky'), value: 'bsky' },
          { text: plain('Mastodon'), value: 'masto' },
        ],
      },
    },
  ],
};
