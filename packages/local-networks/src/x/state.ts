/** What one local X holds: users, apps, tokens, media and posts, and what is left of the app's credits. */
import { randomBytes } from 'node:crypto';
import { mapOf, refill } from '@bellwether/local-server/stateful.ts';
import { z } from 'zod';
import { unauthorized, usedUp } from './error.ts';

export interface User {
  id: string;
  username: string;
  name: string;
  followers?: number;
}

export interface RegisteredApp {
  id: string;
  secret: string;
  /** Whole addresses to come back to. */
  redirects: (string | RegExp)[];
}

export interface Token {
  user: string;
  app: string;
  scopes: string[];
  /** Epoch ms. */
  expiresAt: number;
  isRevoked: boolean;
}

/** Taken once. */
export interface RefreshToken extends Omit<Token, 'expiresAt'> {
  isUsed: boolean;
}

export interface Code extends Omit<Token, 'isRevoked'> {
  redirect: string;
  /** S256 of what the app keeps to itself. */
  challenge: string;
  isUsed: boolean;
}

export interface Media {
  id: string;
  owner: string;
  category: string;
  /** Of a chunked upload as it comes, by the segment's index. */
  segments: Uint8Array[];
  /** Bytes of all of them together. */
  total?: number;
  bytes?: Uint8Array;
  /** Epoch ms; undefined: not finalised. */
  readyAt?: number;
  expiresAt: number;
  alt: string;
}

export interface Post {
  id: string;
  author: string;
  text: string;
  /** Ids. */
  media: string[];
  repliesTo?: string;
  quotes?: string;
  /** Users whom it names beside its text, by a tag in a picture. */
  tags?: string[];
  /** Epoch ms. */
  at: number;
  isMadeWithAi: boolean;
  isPaidPartnership: boolean;
  counts: { likes: number; reposts: number; replies: number; quotes: number };
}

export interface World {
  clock: { now(): number };
  users: User[];
  apps: RegisteredApp[];
  /** Ms until a post is seen: in lists, and as a parent. */
  visibleAfter?: number;
  /** Ms that a GIF or a video is worked on. */
  processing?: number;
  makesNothingOfVideos?: boolean;
  /** Thousandths of a US dollar; undefined: as many as are used. */
  credits?: number;
}

const shape = z.object({
  tokens: mapOf<Token>(),
  refreshTokens: mapOf<RefreshToken>(),
  media: mapOf<Media>(),
  posts: mapOf<Post>(),
  said: z.map(z.string(), z.number()),
  ids: z.number().int(),
});

/** Ms in which the same text is refused, also of a post that was deleted. */
const REMEMBERED = 24 * 3_600_000;
/** The instant that X's ids count from. */
const EPOCH = 1_288_834_974_657;

export class State {
  readonly world: World;
  readonly tokens = new Map<string, Token>();
  readonly refreshTokens = new Map<string, RefreshToken>();
  readonly codes = new Map<string, Code>();
  readonly media = new Map<string, Media>();
  readonly posts = new Map<string, Post>();
  /** Who cannot post until they unlock their account on X's own page. */
  readonly locked = new Set<string>();
  renewals = 0;
  /** Thousandths of a US dollar that were charged. */
  spent = 0;
  /** What was said → when. */
  readonly #said = new Map<string, number>();
  #ids = 0;

  constructor(world: World) {
    this.world = world;
  }

  get now(): number {
    return this.world.clock.now();
  }

  /** They tell the time at which they were made. */
  newId(): string {
    this.#ids += 1;
    return String((BigInt(Math.max(this.now - EPOCH, 1)) << 22n) + BigInt(this.#ids));
  }

  newSecret(): string {
    return randomBytes(32).toString('base64url');
  }

  /** Throws as X refuses. */
  tokenOf(header: string | undefined): Token {
    const token = this.tokens.get(/^Bearer (.+)$/.exec(header ?? '')?.[1] ?? '');
    if (!token || token.isRevoked || token.expiresAt <= this.now) throw unauthorized();
    return token;
  }

  userOf({ user }: Pick<Token, 'user'>): User {
    const found = this.world.users.find(({ id }) => id === user);
    if (!found) throw unauthorized();
    return found;
  }

  /** Before it is done: thousandths of a US dollar. Throws where they are used up. */
  charge(amount: number): void {
    const { credits } = this.world;
    if (credits !== undefined && this.spent + amount > credits) throw usedUp();
    this.spent += amount;
  }

  isVisible({ at }: Post): boolean {
    return this.now - at >= (this.world.visibleAfter ?? 0);
  }

  wasSaid(key: string): boolean {
    const at = this.#said.get(key);
    return at !== undefined && this.now - at < REMEMBERED;
  }

  keep(post: Post, key: string): void {
    this.posts.set(post.id, post);
    for (const [said, at] of this.#said) if (this.now - at >= REMEMBERED) this.#said.delete(said);
    this.#said.set(key, post.at);
  }

  forget(): void {
    this.posts.clear();
    this.media.clear();
    this.#said.clear();
  }

  snapshot(): unknown {
    const { tokens, refreshTokens, media, posts } = this;
    return { tokens, refreshTokens, media, posts, said: this.#said, ids: this.#ids };
  }

  restore(value: unknown): void {
    const known = shape.parse(value);
    refill(this.tokens, known.tokens);
    refill(this.refreshTokens, known.refreshTokens);
    refill(this.media, known.media);
    refill(this.posts, known.posts);
    refill(this.#said, known.said);
    this.#ids = known.ids;
  }
}
