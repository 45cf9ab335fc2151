/** What one local YouTube holds: people with a channel, apps, tokens, sessions of uploads, and videos. */
import { createHash, type Hash, randomBytes } from 'node:crypto';
import { mapOf, refill } from '@bellwether/local-server/stateful.ts';
import { z } from 'zod';
import { KeptState } from '../kept-state.ts';
import { insufficient, noChannel, overQuota, unauthenticated } from './error.ts';

export interface Channel {
  /** `UC…` */
  id: string;
  title: string;
  /** `@acme` */
  customUrl: string;
  /** Nobody has verified it by phone: it gets no thumbnails of its own. */
  isUnverified?: boolean;
}

export interface User {
  id: string;
  /** Undefined: a Google account without one. */
  channel?: Channel;
}

export interface RegisteredApp {
  id: string;
  /** As people read it. */
  name?: string;
  secret: string;
  redirects: string[];
  /** What an app puts up that Google has not audited stays private. */
  standing: 'audited' | 'unaudited';
  /** The consent screen is in testing: a refresh token lasts a week. */
  testing?: boolean;
}

export interface Token {
  user: string;
  app: string;
  scopes: string[];
  /** Epoch ms. */
  expiresAt: number;
  isRevoked: boolean;
}

export interface Code extends Omit<Token, 'isRevoked'> {
  redirect: string;
  isOffline: boolean;
  challenge?: string;
  isUsed: boolean;
}

export interface Snippet {
  title: string;
  description: string;
  tags: string[];
  categoryId: string;
  defaultLanguage?: string | undefined;
  defaultAudioLanguage?: string | undefined;
}

export type Privacy = 'public' | 'unlisted' | 'private';

export interface Status {
  privacyStatus: Privacy;
  selfDeclaredMadeForKids: boolean;
  containsSyntheticMedia?: boolean;
  embeddable: boolean;
  license: 'youtube' | 'creativeCommon';
  publicStatsViewable: boolean;
}

export interface Video {
  id: string;
  channel: string;
  snippet: Snippet;
  status: Status;
  /** Put up by an app that is not audited: stays private for ever. */
  isLocked: boolean;
  /** Epoch ms. */
  uploadedAt: number;
  /** Set when it was refused in the end. */
  verdict?: { uploadStatus: 'failed' | 'rejected'; reason: string };
  /** Bytes. */
  size: number;
  /** SHA-256 of the bytes, hex. */
  hash: string;
  /** Of its own, beside those that YouTube makes: SHA-256 (hex) of its bytes, and how many. */
  thumbnail?: { hash: string; size: number };
  /** Nobody may comment on it. */
  takesNoComments?: boolean;
  views: number;
  likes: number;
  comments: number;
}

export interface Comment {
  id: string;
  /** The video under which it stands. */
  video: string;
  author: { id: string; name: string };
  text: string;
  /** Epoch ms. */
  at: number;
  /** Of its last edit. */
  editedAt?: number;
  /** What it answers. */
  parent?: string;
}

export interface Session {
  id: string;
  user: string;
  app: string;
  snippet: Snippet;
  status: Status;
  size: number;
  type: string;
  received: number;
  seen: Hash;
  /** Of the video that it became. */
  video?: string;
  /** Epoch ms. */
  expiresAt: number;
}

export interface World {
  clock: { now(): number };
  users: User[];
  apps: RegisteredApp[];
  /** Ms that a video is worked on after its last byte; none unless told. */
  processingTakes?: number;
  /** Ms until a video stands in the list of the channel's uploads. */
  listedAfter?: number;
}

/** Inserts have a bucket of their own; all else costs units. */
export const INSERTS_A_DAY = 100;
const UNITS_A_DAY = 10_000;
const WEEK = 7 * 24 * 3_600_000;

export class State extends KeptState<World, Token, Video> {
  readonly codes = new Map<string, Code>();
  readonly sessions = new Map<string, Session>();
  readonly videos = this.kept;
  readonly comments = new Map<string, Comment>();
  renewals = 0;
  thumbnailsSet = 0;
  #spent = { day: '', inserts: 0, units: 0 };

  constructor(world: World) {
    super(world, 'videos');
  }

  newVideoId(): string {
    return `v${String(this.nextNumber()).padStart(10, '0')}`;
  }

  newCommentId(parent?: string): string {
    const own = `c${this.nextNumber()}`;
    return parent === undefined ? own : `${parent}.${own}`;
  }

  newSecret(kind: 'ya29.' | '1//' | '4/' | 'AB'): string {
    return `${kind}${randomBytes(24).toString('base64url')}`;
  }

  beginSession(given: Omit<Session, 'id' | 'received' | 'seen' | 'expiresAt'>): Session {
    const id = this.newSecret('AB');
    const session = { ...given, id, received: 0, seen: createHash('sha256'), expiresAt: this.now + WEEK };
    this.sessions.set(id, session);
    return session;
  }

  /** Throws as Google refuses. */
  tokenOf(header: string | undefined): Token {
    const token = this.tokenIn(header);
    if (!token || token.isRevoked) throw unauthenticated();
    return token;
  }

  /** One of them does. */
  checkScope({ scopes }: Token, ...fitting: string[]): void {
    if (!fitting.some((scope) => scopes.includes(`https://www.googleapis.com/auth/${scope}`)))
      throw insufficient();
  }

  channelOf({ user }: Pick<Token, 'user'>): Channel {
    const channel = this.world.users.find(({ id }) => id === user)?.channel;
    if (!channel) throw noChannel();
    return channel;
  }

  /** The day is California's. Throws as Google refuses. */
  spend(what: { inserts?: number; units?: number }): void {
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' }).format(this.now);
    if (this.#spent.day !== day) this.#spent = { day, inserts: 0, units: 0 };
    const inserts = this.#spent.inserts + (what.inserts ?? 0);
    const units = this.#spent.units + (what.units ?? 0);
    if (inserts > INSERTS_A_DAY || units > UNITS_A_DAY) throw overQuota();
    this.#spent = { day, inserts, units };
  }

  get spent(): { inserts: number; units: number } {
    return this.#spent;
  }

  override snapshot(): unknown {
    return { ...(super.snapshot() as object), comments: this.comments };
  }

  override restore(value: unknown): void {
    super.restore(value);
    // A file from before they were kept has none.
    refill(this.comments, keptSchema.parse(value).comments ?? new Map());
    this.#spent = { day: '', inserts: 0, units: 0 };
    // Whoever was in the midst of one begins anew.
    this.sessions.clear();
  }
}

const keptSchema = z.object({ comments: mapOf<Comment>().optional() });
