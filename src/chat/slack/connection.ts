/** How the bot hears Slack: over a web socket that it keeps open, or by requests that our web server hands on. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import { pauseBefore } from '../../kit/backoff.ts';
import type { Log } from '../../kit/log.ts';
import { t } from '../../kit/t.ts';
import { ChatError } from '../chat.ts';
import { called } from './client.ts';

export interface Connection {
  /** Throws `ChatError` when there is no connection; may be called again then. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Undefined while it hears. */
  fault(): string | undefined;
  listener(request: IncomingMessage, response: ServerResponse): void;
}

/** ms */
const LONGEST_GOODBYE = 1000;
/** ms from asking for a connection to Slack's hello. */
const LONGEST_HELLO = 30_000;

/** Socket Mode. Slack closes each connection every few hours, and lines break: then it connects again. */
export class SocketConnection implements Connection {
  private readonly client: SocketModeReceiver['client'];
  private readonly log: Log;
  private readonly helloWithin: number;
  private stopping = new AbortController();
  private problem: string | undefined = t('Slack: not connected yet.');
  private connecting = true;

  constructor(receiver: SocketModeReceiver, log: Log, helloWithin = LONGEST_HELLO) {
    this.client = receiver.client;
    this.log = log;
    this.helloWithin = helloWithin;
    this.client.on('connected', () => {
      this.problem = undefined;
    });
    this.client.on('disconnected', () => {
      this.problem = t('Slack: the connection is broken; connecting again.');
      if (!this.connecting) void this.reconnect();
    });
  }

  async start(): Promise<void> {
    this.stopping = new AbortController();
    this.connecting = true;
    const { signal } = this.stopping;
    await this.open();
    this.connecting = false;
    if (signal.aborted) await this.stop();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.problem = t('Slack: stopped.');
    // A second call does not wait for the other side to say goodbye.
    const impatient = setTimeout(() => void this.client.disconnect(), LONGEST_GOODBYE);
    await this.client.disconnect();
    clearTimeout(impatient);
    this.problem = t('Slack: stopped.');
  }

  fault(): string | undefined {
    return this.problem;
  }

  listener(_request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(404).end();
  }

  /** A socket that opens and says nothing is none: without Slack's hello in time it is dropped. Throws `ChatError`. */
  private async open(): Promise<void> {
    let isMute = false;
    const drop = setTimeout(() => {
      isMute = true;
      // The second call does not wait for a goodbye from the mute.
      void this.client.disconnect();
      void this.client.disconnect();
    }, this.helloWithin);
    try {
      await called(this.client.start());
    } catch (error) {
      throw isMute ? new ChatError('unreachable', t('Slack opened a connection and said nothing.')) : error;
    } finally {
      clearTimeout(drop);
    }
  }

  /** At once, then ever more slowly, and never sooner than Slack asks for. */
  private async reconnect(): Promise<void> {
    this.connecting = true;
    const { signal } = this.stopping;
    for (let failed = 0, pause = 0; !signal.aborted; ) {
      try {
        await wait(pause, undefined, { signal });
        await this.open();
        if (signal.aborted) await this.client.disconnect();
        break;
      } catch (error) {
        if (signal.aborted) break;
        failed += 1;
        pause = pauseBefore(failed, error instanceof ChatError ? error.retryAfter : 0);
        this.problem = t('Slack: cannot connect: {reason}', { reason: reasonOf(error) });
        this.log.warn({ err: error, again: Math.ceil(pause / 1000) }, 'Slack: cannot connect; trying again');
      }
    }
    this.connecting = false;
  }
}

/** Signed requests. Bolt checks the signature over the raw body, so nothing may have read the request before. */
export class HttpConnection implements Connection {
  private readonly receiver: HTTPReceiver;
  private readonly log: Log;
  private state: 'new' | 'hearing' | 'stopped' = 'new';

  constructor(receiver: HTTPReceiver, log: Log) {
    this.receiver = receiver;
    this.log = log;
  }

  async start(): Promise<void> {
    this.state = 'hearing';
  }

  async stop(): Promise<void> {
    this.state = 'stopped';
  }

  fault(): string | undefined {
    return this.state === 'hearing' ? undefined : t('Slack: not listening.');
  }

  /** Slack asks again later where it gets 503. */
  listener(request: IncomingMessage, response: ServerResponse): void {
    if (this.state !== 'hearing') {
      response.writeHead(503).end();
      return;
    }
    try {
      this.receiver.requestListener(request, response);
    } catch (error) {
      this.log.debug({ err: error }, 'Slack: a request that is none of its');
      response.writeHead(404).end();
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : t('the line was closed');
}
