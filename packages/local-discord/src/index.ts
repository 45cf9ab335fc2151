/**
 * A local Discord: REST and gateway on one loopback port, speaking the real protocols, so that an
 * unchanged discord.js client runs on it; and the people in it, as plain methods. What Discord
 * refuses is refused with Discord's own codes. State is in memory, and belongs to one instance; it can be
 * handed out and taken in again. The gateway's sessions end with the process.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Stateful } from '@bellwether/local-server/stateful.ts';
import { Gateway } from './gateway/gateway.ts';
import { type GuildAdmin, guildAdmin } from './guild/admin.ts';
import { Faults } from './http/faults.ts';
import { RateLimits } from './http/ratelimit.ts';
import { createHttpServer } from './http/server.ts';
import { type Traffic, TrafficRecorder } from './http/traffic.ts';
import { abandonInteractions } from './interactions/open.ts';
import type { LocalDiscordOptions } from './options.ts';
import { DiscordPerson } from './person/person.ts';
import { type Snapshot, snapshotFor } from './person/snapshot.ts';
import type { AuditEntry } from './state/audit-entry.ts';
import type { Change } from './state/changes.ts';
import { restoreState, snapshotState } from './state/lasting.ts';
import { seededState } from './state/seed.ts';

export type { Fault } from './http/faults.ts';
export type { Traffic } from './http/traffic.ts';
export type { LocalDiscordOptions } from './options.ts';
export type { FileInput } from './person/file-input.ts';
export type { Outcome } from './person/outcome.ts';
export type { DiscordPerson } from './person/person.ts';
export type { Snapshot } from './person/snapshot.ts';

export interface LocalDiscord extends Stateful {
  /** Listens; port 0 takes a free one. */
  start(port?: number, host?: string): Promise<void>;
  stop(): Promise<void>;
  /** `http://host:port/api`, for discord.js's `rest.api`. Throws before `start`. */
  readonly apiUrl: string;
  as(userId: string): DiscordPerson;
  snapshot(userId: string): Snapshot;
  on(event: 'change', listener: (change: Change) => void): void;
  off(event: 'change', listener: (change: Change) => void): void;
  /** Resolves with the first truthy value, looked for at each change. */
  until<T>(predicate: () => T, timeoutMs?: number): Promise<NonNullable<T>>;
  traffic(): Traffic;
  /** What the app did to members, with its reasons. */
  auditLog(): AuditEntry[];
  readonly faults: Faults;
  readonly gateway: Pick<
    Gateway,
    'disconnectAll' | 'askToReconnect' | 'invalidateSessions' | 'muteNext' | 'shut' | 'connected'
  >;
  readonly guild: GuildAdmin;
}

export function createLocalDiscord(options: LocalDiscordOptions): LocalDiscord {
  const state = seededState(options);
  const faults = new Faults();
  const traffic = new TrafficRecorder();
  const gateway = new Gateway(state);
  const limits = new RateLimits(options.rateLimits);
  const { fallback } = options;
  const server = createHttpServer({ state, faults, limits, traffic, ...(fallback ? { fallback } : {}) });
  server.on('upgrade', (request, socket, head) => gateway.upgrade(request, socket, head));

  return {
    async start(port = 0, host = '127.0.0.1') {
      server.listen(port, host);
      await once(server, 'listening');
      state.baseUrl = `http://${host}:${(server.address() as AddressInfo).port}`;
    },
    async stop() {
      abandonInteractions(state);
      gateway.stop();
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
    },
    get apiUrl() {
      if (!state.baseUrl) throw new Error('The local Discord has not been started.');
      return `${state.baseUrl}/api`;
    },
    as: (userId) => new DiscordPerson(state, userId),
    snapshotState: () => snapshotState(state),
    restoreState: (value) => restoreState(state, value),
    snapshot: (userId) => snapshotFor(state, userId),
    on: (event, listener) => state.changes.on(event, listener),
    off: (event, listener) => state.changes.off(event, listener),
    until: (predicate, timeoutMs) => state.changes.until(predicate, timeoutMs),
    traffic: () => traffic.summary(gateway.traffic()),
    auditLog: () => [...state.auditLog],
    faults,
    gateway,
    guild: guildAdmin(state),
  };
}
