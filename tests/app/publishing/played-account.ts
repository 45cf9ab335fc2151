/** An account on a network that is played: it keeps what is live, and fails as it is told to. */
import {
  type Connection,
  type Intent,
  type Limits,
  type Message,
  NetworkError,
  type Published,
} from '../../../src/networks/network.ts';
import { askPermission } from '../../../src/networks/permission.ts';
import type { RetryContract } from '../../../src/posts/recovery.ts';

export type Call = 'publish' | 'find' | 'edit' | 'remove' | 'identify';

interface Live {
  id: string;
  text: string;
  /** Of the intent by which it came. */
  key: string;
}

export class PlayedAccount implements Connection {
  /** What stands there, in the order in which it came. */
  live: Live[] = [];
  /** What was done there, in order: `publish Hello`, `edit 1 Hello`, `remove 1`. */
  done: string[] = [];
  /** Of each `publish`, whatever became of it. */
  keys: string[] = [];
  /** Characters that it takes. */
  most = 1_000;
  kind: RetryContract['kind'] = 'read-back';
  /** Told of what goes out. */
  shortfall?: string;
  /** Told before each call; throws in its place. */
  before: (call: Call) => Promise<void> = nothing;
  /** Told when a call has had its effect; what it throws becomes of the answer. */
  after: (call: Call) => Promise<void> = nothing;
  private count = 0;

  async contract(): Promise<RetryContract> {
    return { kind: this.kind };
  }

  async limits(): Promise<Limits> {
    const characters = { unit: 'characters', most: this.most, count: (text: string) => text.length };
    return { text: [characters], textOptional: true };
  }

  publish({ text }: Message, { key }: Intent): Promise<Published> {
    this.keys.push(key);
    return this.act('publish', () => {
      this.count += 1;
      const id = String(this.count);
      this.live.push({ id, text, key });
      this.done.push(`publish ${text}`);
      return { id, ...(this.shortfall && { shortfall: this.shortfall }) };
    });
  }

  find(_message: Message, { key }: Intent): Promise<Published | undefined> {
    return this.act('find', () => {
      const found = this.live.find((one) => one.key === key);
      return found && { id: found.id };
    });
  }

  edit(published: Published, { text }: Message): Promise<Published> {
    const { id } = published;
    return this.act('edit', () => {
      this.live = this.live.map((one) => (one.id === id ? { ...one, text } : one));
      this.done.push(`edit ${id} ${text}`);
      return published;
    });
  }

  remove({ id }: Published): Promise<void> {
    return this.act('remove', () => {
      this.live = this.live.filter((one) => one.id !== id);
      this.done.push(`remove ${id}`);
    });
  }

  identify(): Promise<{ handle: string }> {
    return this.act('identify', () => ({ handle: 'acme' }));
  }

  /** What people read there. */
  texts(): string[] {
    return this.live.map(({ text }) => text);
  }

  /** The next call of this kind fails so, before it has any effect or after it. */
  failNext(call: Call, reason: NetworkError['reason'], when: 'before' | 'after' = 'before'): void {
    this[when] = async (now) => {
      if (now !== call) return;
      this[when] = nothing;
      throw new NetworkError(reason, `Played: ${reason}.`);
    };
  }

  private async act<T>(call: Call, effect: () => T): Promise<T> {
    await this.before(call);
    askPermission();
    const came = effect();
    await this.after(call);
    return came;
  }
}

async function nothing(): Promise<void> {}
