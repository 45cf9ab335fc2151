/**
 * How discord.js connects to the gateway again. By itself it does so twice a second for as long as the gateway is
 * away, waits a minute for a hello, and goes on even when its client was destroyed amid that; here it waits longer
 * each time, and stops when it is told.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { SimpleShardingStrategy } from 'discord.js';
import { pauseBefore } from '../../kit/backoff.ts';

/** ms from asking for a connection to being ready. */
export const LONGEST_HELLO = 30_000;

/** As much of discord.js as is needed, which is loaded late. */
interface Library {
  SimpleShardingStrategy: typeof SimpleShardingStrategy;
}

type GatewayManager = ConstructorParameters<typeof SimpleShardingStrategy>[0];

export class Patience {
  private readonly helloWithin: number;
  private readonly over = new AbortController();
  /** Connections that broke since the last one that was ready. */
  private broken = 0;
  /** ms before the next one. */
  private pause = 0;

  private readonly onBreak: (code: number) => void;

  /** `helloWithin`: ms. `onBreak` is told of each connection that ends, with the code that it was closed with. */
  constructor(helloWithin: number, onBreak: (code: number) => void = () => {}) {
    this.helloWithin = helloWithin;
    this.onBreak = onBreak;
  }

  /** Connects no more. */
  giveUp(): void {
    this.over.abort();
  }

  /** For a client's option `ws`. */
  options({ SimpleShardingStrategy: Strategy }: Library): {
    buildStrategy(manager: GatewayManager): SimpleShardingStrategy;
  } {
    return {
      buildStrategy: (manager) => {
        this.watch(manager);
        return new Strategy(manager);
      },
    };
  }

  private watch(manager: GatewayManager): void {
    const { options } = manager;
    options.helloTimeout = this.helloWithin;
    options.handshakeTimeout = this.helloWithin;
    const retrieve = options.retrieveSessionInfo.bind(options);
    // The first thing that it asks for whenever it connects.
    options.retrieveSessionInfo = async (shard) => {
      await this.beforeConnecting();
      return retrieve(shard);
    };
    // Its enumeration of these names is hidden behind another one of discord.js's own.
    const events = manager as { on(event: string, listener: (about: { code: number }) => void): unknown };
    events.on('closed', ({ code }) => this.brokeOff(code));
    events.on('ready', () => this.connected());
    events.on('resumed', () => this.connected());
  }

  /** Resolves never when it is over. */
  private async beforeConnecting(): Promise<void> {
    const { pause } = this;
    this.pause = 0;
    const { signal } = this.over;
    if (pause > 0) await wait(pause, undefined, { signal }).catch(() => {});
    if (signal.aborted) await new Promise(() => {});
  }

  /** The first time at once: Discord asks its bots to come back every few hours. */
  private brokeOff(code: number): void {
    this.pause = this.broken === 0 ? 0 : pauseBefore(this.broken);
    this.broken += 1;
    this.onBreak(code);
  }

  private connected(): void {
    this.broken = 0;
    this.pause = 0;
  }
}
