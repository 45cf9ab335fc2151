/** What one local Reddit holds: people, communities, apps, tokens and posts. */
import { randomBytes } from 'node:crypto';
import { mapOf, refill } from '@bellwether/local-server/stateful.ts';
import { z } from 'zod';

export interface Community {
  name: string;
  takes?: 'self' | 'link';
  flairs?: { id: string; text: string; mod_only?: boolean }[];
  flairRequired?: boolean;
  /** Words that no title may hold. */
  banned?: string[];
  /** Characters of a title at most. */
  mostTitle?: number;
  /** Sites to which no link post may lead. */
  bannedDomains?: string[];
}

export interface Person {
  id: string;
  name: string;
  /** Communities that they are in. */
  joined: string[];
}

export interface RegisteredApp {
  id: string;
  /** As people read it; the id unless told. */
  name?: string;
  secret: string;
  redirects: string[];
}

export interface Token {
  person: string;
  scopes: string[];
  /** Epoch ms. */
  expiresAt: number;
}

export interface Post {
  id: string;
  author: string;
  community: string;
  title: string;
  text: string;
  /** Of a link post. */
  link?: string;
  flair?: string;
  spoiler: boolean;
  /** Epoch ms. */
  at: number;
  score: number;
  comments: number;
  isDeleted: boolean;
  /** Who took it down, as Reddit calls them: `moderator`. */
  removedBy?: string;
}

export interface World {
  clock: { now(): number };
  people: Person[];
  communities: Community[];
  apps: RegisteredApp[];
  /** Ms until a post stands among those of its author. */
  listedAfter?: number;
}

const shape = z.object({
  posts: mapOf<Post>(),
  tokens: mapOf<Token>(),
  refreshTokens: mapOf<Token>(),
  ids: z.number().int(),
});

export class State {
  readonly world: World;
  readonly tokens = new Map<string, Token>();
  readonly refreshTokens = new Map<string, Token>();
  readonly codes = new Map<string, Token & { redirect: string }>();
  readonly posts = new Map<string, Post>();
  #ids = 1_000_000;

  constructor(world: World) {
    this.world = world;
  }

  get now(): number {
    return this.world.clock.now();
  }

  newId(): string {
    this.#ids += 1;
    return this.#ids.toString(36);
  }

  newSecret(): string {
    return `${randomBytes(18).toString('base64url')}-${randomBytes(6).toString('base64url')}`;
  }

  snapshot(): unknown {
    const { posts, tokens, refreshTokens } = this;
    return { posts, tokens, refreshTokens, ids: this.#ids };
  }

  restore(value: unknown): void {
    const known = shape.parse(value);
    refill(this.posts, known.posts);
    refill(this.tokens, known.tokens);
    refill(this.refreshTokens, known.refreshTokens);
    this.#ids = known.ids;
  }

  tokenOf(header: string | undefined): (Token & { name: string }) | undefined {
    const token = this.tokens.get(/^Bearer (.+)$/i.exec(header ?? '')?.[1] ?? '');
    const person = this.world.people.find(({ id }) => id === token?.person);
    return token && person && token.expiresAt > this.now ? { ...token, name: person.name } : undefined;
  }
}
