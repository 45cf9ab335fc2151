/** What one local LinkedIn holds: people, organisations, apps, tokens, pictures and posts. */
import { createHash, randomBytes } from 'node:crypto';
import { mapOf, refill } from '@bellwether/local-server/stateful.ts';
import { z } from 'zod';
import { LinkedInError, notPermitted } from './error.ts';

export interface Member {
  id: string;
  name: string;
  /** By the organisation's number. */
  roles: Record<string, string>;
}

export interface Organization {
  id: number;
  name: string;
  vanityName: string;
}

export interface RegisteredApp {
  id: string;
  /** As the page of consent calls it. */
  name?: string;
  secret: string;
  redirects: string[];
  /** What its products allow it to ask for. */
  scopes: string[];
  /** Approved for refresh tokens. */
  refreshes: boolean;
}

export interface Token {
  member: string;
  app: string;
  scopes: string[];
  /** Epoch ms. */
  expiresAt: number;
  isRevoked: boolean;
}

export interface Code extends Omit<Token, 'isRevoked'> {
  redirect: string;
  isUsed: boolean;
}

export interface Upload {
  owner: string;
  bytes?: Uint8Array;
  /** What it was sent as. */
  type?: string;
  /** Epoch ms; undefined: nothing was uploaded. */
  availableAt?: number;
}

/** A video whose parts are given. All there, it stands among the uploads. */
export interface VideoUpload {
  owner: string;
  /** Bytes. */
  size: number;
  token: string;
  /** In their order; null: not there yet. */
  parts: ({ id: string; bytes: Uint8Array } | null)[];
  /** Epoch ms. */
  expiresAt: number;
}

export interface Post {
  id: string;
  author: string;
  /** As it came, in little text. */
  commentary: string;
  /** As people read it. */
  text: string;
  content?: Record<string, unknown>;
  /** Epoch ms. */
  createdAt: number;
  editedAt?: number;
}

export interface World {
  clock: { now(): number };
  members: Member[];
  organizations: Organization[];
  apps: RegisteredApp[];
  /** Ms until an uploaded picture or video can be used. */
  processing?: number;
  makesNothingOfVideos?: boolean;
  /** Ms until a post stands in the list of its author's. */
  listedAfter?: number;
}

/** Ms; a post is no duplicate any more, also of one that was deleted. */
const REMEMBERED = 24 * 3_600_000;

export class State {
  readonly world: World;
  readonly tokens = new Map<string, Token>();
  readonly refreshTokens = new Map<string, Token>();
  readonly codes = new Map<string, Code>();
  readonly uploads = new Map<string, Upload>();
  readonly videos = new Map<string, VideoUpload>();
  readonly posts = new Map<string, Post>();
  renewals = 0;
  readonly #content = new Map<string, { urn: string; at: number }>();
  #ids = 0;

  constructor(world: World) {
    this.world = world;
  }

  get now(): number {
    return this.world.clock.now();
  }

  /** LinkedIn's ids grow with time. */
  newId(): string {
    this.#ids += 1;
    return String((BigInt(this.now) << 22n) + BigInt(this.#ids));
  }

  newSecret(): string {
    return `AQ${randomBytes(24).toString('base64url')}`;
  }

  /** Throws as LinkedIn refuses. */
  tokenOf(header: string | undefined): Token {
    const given = /^Bearer (.+)$/.exec(header ?? '')?.[1];
    if (!given) throw new LinkedInError(401, 'Empty oauth2_access_token', { serviceErrorCode: 401 });
    const token = this.tokens.get(given);
    if (!token) throw new LinkedInError(401, 'Invalid access token', { serviceErrorCode: 65_600 });
    const code = { serviceErrorCode: 65_601, code: 'REVOKED_ACCESS_TOKEN' };
    if (token.isRevoked)
      throw new LinkedInError(401, 'The token used in the request has been revoked by the user', code);
    const expired = { serviceErrorCode: 65_602, code: 'EXPIRED_ACCESS_TOKEN' };
    if (token.expiresAt <= this.now)
      throw new LinkedInError(401, 'The token used in the request has expired', expired);
    return token;
  }

  memberOf({ member }: Token): Member {
    const found = this.world.members.find(({ id }) => id === member);
    if (!found) throw new LinkedInError(401, 'Invalid access token', { serviceErrorCode: 65_600 });
    return found;
  }

  /** Throws where the token may not write in that name. */
  checkAuthor(token: Token, author: string, what: string): void {
    const [, kind, id = ''] = /^urn:li:(person|organization):([\w-]+)$/.exec(author) ?? [];
    const role = this.memberOf(token).roles[id] ?? '';
    const may =
      kind === 'person'
        ? id === token.member && token.scopes.includes('w_member_social')
        : POSTERS.has(role) && token.scopes.includes('w_organization_social');
    if (!may) throw notPermitted(what);
  }

  /** Of a picture, or of a video. */
  statusOf(urn: string): string {
    const { bytes, availableAt } = this.uploads.get(urn) ?? {};
    if (!bytes || availableAt === undefined) return 'WAITING_UPLOAD';
    if (availableAt > this.now) return 'PROCESSING';
    const isBroken = urn.startsWith('urn:li:video:') && (this.world.makesNothingOfVideos || !isMp4(bytes));
    return isBroken ? 'PROCESSING_FAILED' : 'AVAILABLE';
  }

  /** The post that says the same in that name; also one that was deleted since. */
  duplicateOf(author: string, text: string, media: string[]): string | undefined {
    const known = this.#content.get(this.#key(author, text, media));
    return known && this.now - known.at < REMEMBERED ? known.urn : undefined;
  }

  keep(post: Post, media: string[]): void {
    this.posts.set(post.id, post);
    this.#content.set(this.#key(post.author, post.text, media), { urn: post.id, at: this.now });
  }

  forget(): void {
    this.posts.clear();
    this.uploads.clear();
    this.videos.clear();
    this.#content.clear();
  }

  snapshot(): unknown {
    const { tokens, refreshTokens, codes, uploads, videos, posts } = this;
    return { tokens, refreshTokens, codes, uploads, videos, posts, content: this.#content, ids: this.#ids };
  }

  restore(value: unknown): void {
    const { content, ids, ...maps } = shape.parse(value);
    refill(this.tokens, maps.tokens);
    refill(this.refreshTokens, maps.refreshTokens);
    refill(this.codes, maps.codes);
    refill(this.uploads, maps.uploads);
    refill(this.videos, maps.videos);
    refill(this.posts, maps.posts);
    refill(this.#content, content);
    this.#ids = ids;
  }

  #key(author: string, text: string, media: string[]): string {
    const bytes = media.map((urn) =>
      createHash('sha256')
        .update(this.uploads.get(urn)?.bytes ?? '')
        .digest('hex'),
    );
    return JSON.stringify([author, text, bytes]);
  }
}

function isMp4(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(4, 8)).toString('latin1') === 'ftyp';
}

export const POSTERS = new Set(['ADMINISTRATOR', 'CONTENT_ADMINISTRATOR']);

const shape = z.object({
  tokens: mapOf<Token>(),
  refreshTokens: mapOf<Token>(),
  codes: mapOf<Code>(),
  uploads: mapOf<Upload>(),
  // Of a playground from before there were any: none.
  videos: mapOf<VideoUpload>().default(() => new Map()),
  posts: mapOf<Post>(),
  content: mapOf<{ urn: string; at: number }>(),
  ids: z.number().int(),
});
