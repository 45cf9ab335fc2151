/** What one local Reddit holds: people, communities, apps, tokens and posts. */
import { randomBytes } from 'node:crypto';
import { KeptState } from '../kept-state.ts';
import type { Leased } from '../signed-form.ts';

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
  takesNoVideos?: boolean;
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
  /** SHA-256 (hex) of what it shows: its video, and the still before that. */
  video?: { hash: string; poster: string; address: string };
  flair?: string;
  spoiler: boolean;
  /** Epoch ms; of a video when Reddit is done with it: until then nobody sees it. */
  at: number;
  score: number;
  comments: number;
  isDeleted: boolean;
  /** Who took it down, as Reddit calls them: `moderator`. */
  removedBy?: string;
}

/** A picture or a video that somebody was given a form for. */
export interface Asset extends Leased {
  id: string;
  person: string;
  kind: 'picture' | 'video';
  /** Where it lies, once it has come. */
  address?: string;
  /** SHA-256 of its bytes, hex. */
  hash?: string;
}

export interface World {
  clock: { now(): number };
  people: Person[];
  communities: Community[];
  apps: RegisteredApp[];
  /** Ms until a post stands among those of its author. */
  listedAfter?: number;
  /** Ms that a video is worked on before it is shown; none unless told. */
  processing?: number;
  /** Videos become nothing, and nobody is told. */
  makesNothingOfVideos?: boolean;
}

export class State extends KeptState<World, Token, Post> {
  readonly codes = new Map<string, Token & { redirect: string }>();
  readonly posts = this.kept;
  readonly assets = new Map<string, Asset>();
  /** How often a post was taken, also one of which nothing became. */
  taken = 0;

  constructor(world: World) {
    super(world, 'posts', 1_000_000);
  }

  newId(): string {
    return this.nextNumber().toString(36);
  }

  newSecret(): string {
    return `${randomBytes(18).toString('base64url')}-${randomBytes(6).toString('base64url')}`;
  }

  tokenOf(header: string | undefined): (Token & { name: string }) | undefined {
    const token = this.tokenIn(header);
    const person = this.world.people.find(({ id }) => id === token?.person);
    return token && person ? { ...token, name: person.name } : undefined;
  }
}
