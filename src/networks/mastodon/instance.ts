/** What an instance tells of itself, kept for an hour: its limits, and which server it is. */
import { z } from 'zod';
import type { Clock } from '../../kit/clock.ts';
import { type Limits, NetworkError, type RetryContract } from '../network.ts';
import type { MastodonClient } from './client.ts';
import { isMissing } from './errors.ts';
import { limitsOf } from './limits.ts';
import { keepsKeys, mayKeepKeys } from './software.ts';

interface Known {
  limits: Limits;
  /** Undefined: it was not told yet which server it is. */
  keepsKeys?: boolean;
  /** Epoch ms. */
  until: number;
}

export class Instance {
  private readonly clock: Clock;
  private readonly client: MastodonClient;
  private known: Known = { limits: { ...limitsOf({}), assumed: true }, until: Number.NEGATIVE_INFINITY };
  private reading?: Promise<Known>;

  constructor(clock: Clock, client: MastodonClient) {
    this.clock = clock;
    this.client = client;
  }

  /** While the instance is down: what it said last, or Mastodon's defaults. */
  async limits(): Promise<Limits> {
    return (await this.get()).limits;
  }

  /** While the instance is down: by what it said last. One that said nothing yet is looked at first. */
  async contract(): Promise<RetryContract> {
    return (await this.get()).keepsKeys ? KEEPS_KEYS : LOOK_FIRST;
  }

  private async get(): Promise<Known> {
    if (this.clock.now() < this.known.until) return this.known;
    this.reading ??= this.read().finally(() => {
      this.reading = undefined;
    });
    this.known = await this.reading;
    return this.known;
  }

  private async read(): Promise<Known> {
    const now = this.clock.now();
    try {
      const instance = await this.about();
      const told = { limits: limitsOf(instance), until: now + KEPT };
      return { ...told, ...(await this.software(instance, now)) };
    } catch {
      return { ...this.known, until: now + KEPT_WHEN_DOWN };
    }
  }

  private async software(instance: unknown, now: number): Promise<Partial<Known>> {
    const { version } = versionSchema.parse(instance);
    try {
      const name = mayKeepKeys(version) ? await this.nodeinfoName() : undefined;
      return { keepsKeys: keepsKeys({ version, name }) };
    } catch {
      return { keepsKeys: this.known.keepsKeys, until: now + KEPT_WHEN_DOWN };
    }
  }

  /** The newer form, or the older one of servers that have no other. */
  private async about(): Promise<unknown> {
    const ask = (path: string) => this.client.call({ method: 'GET', path, answer: objectSchema });
    try {
      return await ask('/api/v2/instance');
    } catch (error) {
      if (!isMissing(error)) throw error;
      return ask('/api/v1/instance');
    }
  }

  /** Undefined: it has none. Throws when that cannot be told, since it may be another server than its version says. */
  private async nodeinfoName(): Promise<string | undefined> {
    try {
      const { links } = await this.client.call({
        ...{ method: 'GET', path: '/.well-known/nodeinfo', answer: linksSchema },
      });
      const path = this.client.pathOf(links.at(-1)?.href ?? '');
      if (path === undefined) return undefined;
      const { software } = await this.client.call({ method: 'GET', path, answer: nodeinfoSchema });
      return software.name.toLowerCase();
    } catch (error) {
      if (error instanceof NetworkError && (isMissing(error) || error.reason === 'unauthorized'))
        return undefined;
      throw error;
    }
  }
}

/**
 * Mastodon remembers a key for an hour. It notes the key only when the post is made, so a try that follows a timeout at
 * once could overtake the first: after a lost answer a minute is waited.
 */
const KEEPS_KEYS: RetryContract = { kind: 'native-key', remembers: 60 * 60 * 1000, notedWithin: 60_000 };
export const LOOK_FIRST: RetryContract = { kind: 'read-back' };

const KEPT = 60 * 60 * 1000;
const KEPT_WHEN_DOWN = 60 * 1000;

const objectSchema = z.record(z.string(), z.unknown());
const versionSchema = z.object({ version: z.string().optional().catch(undefined) });
const linksSchema = z.object({ links: z.array(z.object({ href: z.string() })) });
const nodeinfoSchema = z.object({ software: z.object({ name: z.string() }) });
