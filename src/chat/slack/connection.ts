/** How the bot hears Slack: over a web socket that it keeps open, or by requests that our web server hands on. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../kit/log.ts';
import { t } from '../../kit/t.ts';

export interface Connection {
  /** Rejects when Slack refuses the first connection. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Undefined while it hears. */
  fault(): string | undefined;
  listener(request: IncomingMessage, response: ServerResponse): void;
}

/** Before each attempt to connect again (ms); the last holds from then on. */
const DELAYS = [0, 250, 1000, 2000, 5000, 10_000, 30_000];
const LONGEST_GOODBYE = 1000;

/** Socket Mode. Slack closes each connection every few hours, and lines break: then it connects again. */
export class SocketConnection implements Connection {
  private readonly client: SocketModeReceiver['client'];
  private readonly log: Log;
  private readonly stopping = new AbortController();
  private problem: string | undefined = t('Slack: not connected yet.');
  private connecting = true;

  constructor(receiver: SocketModeReceiver, log: Log) {
    this.client = receiver.client;
    this.log = log;
    this.client.on('connected', () => {
      this.problem = undefined;
    });
    this.client.on('disconnected', () => {
      this.problem = t('Slack: the connection is broken; connecting again.');
      if (!this.connecting) void this.reconnect();
    });
  }

  async start(): Promise<void> {
    await this.client.start();
    this.connecting = false;
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

  private async reconnect(): Promise<void> {
    this.connecting = true;
    for (let attempt = 0; !this.stopping.signal.aborted; attempt += 1) {
      try {
        await wait(DELAYS[attempt] ?? DELAYS.at(-1), undefined, { signal: this.stopping.signal });
        await this.client.start();
        if (this.stopping.signal.aborted) await this.client.disconnect();
        break;
      } catch (error) {
        if (this.stopping.signal.aborted) break;
        this.problem = t('Slack: cannot connect: {reason}', { reason: reasonOf(error) });
        this.log.warn({ err: error }, 'Slack: cannot connect; trying again');
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
