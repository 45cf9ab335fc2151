/** What BullMQ tells of its troubles, for the log. */
import type { EventEmitter } from 'node:events';
import type { Log } from '../kit/log.ts';

const SILENCE = 60_000;

export class Trouble {
  /** A connection that is being closed is no trouble. */
  over = false;
  private readonly log: Log;
  private readonly said = new Map<string, number>();

  constructor(log: Log) {
    this.log = log;
  }

  /** Listens to a queue or a worker of BullMQ, which would otherwise throw what nobody hears. */
  watch<T extends EventEmitter>(name: string, source: T): T {
    source.on('error', (error: Error) => this.say(name, error));
    source.on('stalled', (id: string) =>
      this.log.warn({ job: name, id }, 'a worker was lost; its job runs again'),
    );
    return source;
  }

  /** `running` goes on until its worker is closed; nobody waits for it. */
  follow(name: string, running: Promise<void>): void {
    running.catch((error: Error) => this.say(name, error));
  }

  /** The same again and again (a server is down) is said once a minute. */
  private say(name: string, error: Error): void {
    const now = Date.now();
    if (this.over || now - (this.said.get(error.message) ?? 0) < SILENCE) return;
    this.said.set(error.message, now);
    this.log.warn({ job: name, reason: error.message }, 'queue trouble');
  }
}
