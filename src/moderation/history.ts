/** What a person said before, as far as a rule may ask: for each a row of fingerprints, none older than the window. */
import { createHash } from 'node:crypto';
import type { Message } from './message.ts';

export interface Said {
  message: string;
  at: number;
  /** Of all that the message says, folded. Alike for messages that say the same. */
  fingerprint: string;
}

export class History {
  private readonly windowMs: number;
  private readonly byAuthor = new Map<string, Said[]>();
  private count = 0;
  private newest = Number.NEGATIVE_INFINITY;

  /** `windowMs`: as long as the longest rule looks back; 0 keeps nothing. */
  constructor(windowMs: number) {
    this.windowMs = windowMs;
  }

  /** Whether anything is asked of it. */
  get keeps(): boolean {
    return this.windowMs > 0;
  }

  /** Other messages of that person with the fingerprint, at most `windowMs` before or after. */
  alike(author: string, { message, at, fingerprint }: Said, windowMs: number): Said[] {
    const said = this.byAuthor.get(author) ?? [];
    return said.filter(
      (one) =>
        one.message !== message && one.fingerprint === fingerprint && Math.abs(one.at - at) <= windowMs,
    );
  }

  /**
   * A message with an id that was there before is an edit: it takes the place of what it said. One that says the same still,
   * or is older than what came before it, was read back: who it is of is kept for no longer by that.
   */
  remember(message: Message, fingerprint: string | undefined): void {
    this.newest = Math.max(this.newest, message.at);
    const known = this.byAuthor.get(message.author.id) ?? [];
    if (known.some((one) => one.message === message.id && one.fingerprint === fingerprint)) return;
    const since = message.at - this.windowMs;
    const kept = known.filter((one) => one.message !== message.id && one.at >= since);
    if (fingerprint !== undefined) {
      const place = kept.findLastIndex((one) => one.at <= message.at) + 1;
      kept.splice(place, 0, { message: message.id, at: message.at, fingerprint });
    }
    if (kept.length > MOST_OF_ONE) kept.splice(0, kept.length - MOST_OF_ONE);
    this.count += kept.length - known.length;
    this.byAuthor.delete(message.author.id);
    if (kept.length > 0) this.byAuthor.set(message.author.id, kept);
    this.forget();
  }

  /** Whoever said nothing for the longest time goes first. */
  private forget(): void {
    for (const [author, said] of this.byAuthor) {
      const last = said.at(-1)?.at ?? 0;
      if (this.count <= MOST_IN_ALL && last >= this.newest - this.windowMs) return;
      this.byAuthor.delete(author);
      this.count -= said.length;
    }
  }
}

/** Of one person within a window; more are a flood that any rule has hit long ago. */
const MOST_OF_ONE = 200;
const MOST_IN_ALL = 200_000;

export function fingerprintOf(words: string): string {
  return createHash('sha1').update(words).digest('base64');
}
