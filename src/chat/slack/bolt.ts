/**
 * Bolt, with nothing in it that does not serve hearing: no store of conversations, no look-up of tokens, no filter
 * of own messages. This is the only file that loads Bolt, and only when the bot starts to hear.
 */
import type { App, Receiver as BoltReceiver, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../kit/log.ts';
import type { Keeping } from './keeping.ts';
import { slackLog } from './slack-log.ts';

/** Who takes the events: at once, since nothing waits for an answer to one. */
export interface EventTaker {
  take(body: object): void;
}

export interface BoltOptions {
  botToken: string;
  apiUrl?: string;
  log: Log;
}

export interface HearOptions extends BoltOptions {
  /** Whether something that was sent is from where the app is installed. */
  isOurs(body: unknown): boolean;
}

export async function socketReceiver(
  appToken: string,
  { apiUrl, log }: BoltOptions,
): Promise<SocketModeReceiver> {
  const bolt = await import('@slack/bolt');
  const receiver = new bolt.SocketModeReceiver({
    appToken,
    logger: slackLog(log),
    // We connect again ourselves: at once, and without giving up.
    autoReconnectEnabled: false,
    installerOptions: {
      clientOptions: {
        slackApiUrl: apiUrl,
        retryConfig: { retries: 0 },
        // How long to wait is ours to know.
        rejectRateLimitedCalls: true,
        timeout: 20_000,
      },
    },
  });
  return receiver;
}

export async function httpReceiver(signingSecret: string, path: string, log: Log): Promise<HTTPReceiver> {
  const bolt = await import('@slack/bolt');
  return new bolt.HTTPReceiver({ signingSecret, endpoints: [path], logger: slackLog(log) });
}

/** Acknowledges whatever comes at once; the work begins in the next turn. */
export async function hear(
  receiver: BoltReceiver,
  keeping: Keeping,
  events: EventTaker,
  options: HearOptions,
): Promise<App> {
  const bolt = await import('@slack/bolt');
  const app = new bolt.App({
    receiver,
    authorize: async () => ({ botToken: options.botToken }),
    ignoreSelf: false,
    convoStore: false,
    logger: slackLog(options.log),
    clientOptions: { slackApiUrl: options.apiUrl },
  });
  acknowledgeAtOnce(app, keeping, options);
  app.command(/^\//, async ({ body }) => {
    keeping.begin('command', body);
  });
  app.action(/./, async ({ body }) => {
    keeping.begin('action', body);
  });
  app.view(/./, async ({ body }) => {
    keeping.begin('submission', body);
  });
  app.shortcut({ type: 'message_action' }, async ({ body }) => {
    keeping.begin('menu', body);
  });
  app.event(/./, async ({ body }) => events.take(body));
  app.error(async (error) => options.log.error({ err: error }, 'Slack: something heard was not taken'));
  return app;
}

/**
 * Before Bolt looks at it: what it does not know, or has no listener for, it would leave unacknowledged, and Slack sends
 * that again and again, tells the person that the app does not respond, and in the end switches the events off.
 */
function acknowledgeAtOnce(app: App, keeping: Keeping, { isOurs, log }: HearOptions): void {
  const process = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    if (!isOurs(event.body)) {
      await event.ack();
      return log.warn('Slack: something from another workspace or app was dropped');
    }
    keeping.keep(event.body);
    try {
      await event.ack();
      keeping.acknowledged(event.body);
      await process({ ...event, ack: async () => {} });
    } finally {
      // Also where it could not be acknowledged: Slack told the person so, who may have asked again.
      keeping.end(event.body);
    }
  };
}
