/** What one local TikTok holds: accounts, apps, tokens, and what was given to it to publish. */
import { createHash, type Hash, randomBytes } from 'node:crypto';
import { KeptState } from '../kept-state.ts';
import { notAuthorized, TikTokError, tooFast, unauthenticated } from './error.ts';

export const PRIVACIES = [
  ...['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'FOLLOWER_OF_CREATOR', 'SELF_ONLY'],
] as const;
export type Privacy = (typeof PRIVACIES)[number];

export interface User {
  /** `open_id` */
  id: string;
  username: string;
  displayName: string;
  /** Only those who follow it see what it posts. */
  isPrivate?: boolean;
  /** What the account has switched off for all of its posts. */
  off?: readonly ('comment' | 'duet' | 'stitch')[];
  /** Seconds that a video of it may last; 600 unless told. */
  longest?: number;
}

export interface RegisteredApp {
  /** `client_key` */
  id: string;
  /** As people read it. */
  name?: string;
  secret: string;
  redirects: string[];
  /** One that TikTok has not audited posts to private accounts, for their own eyes. */
  standing: 'audited' | 'unaudited';
  /** From which it fetches pictures, with what is below them. */
  domains: string[];
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
  isUsed: boolean;
}

export interface Photo {
  type: string;
  bytes: Uint8Array;
}

/** What was given to it to publish, and what it has become. */
export interface Publish {
  /** `publish_id` */
  id: string;
  user: string;
  app: string;
  kind: 'video' | 'photo';
  title: string;
  /** Of photos alone. */
  description: string;
  privacy: Privacy;
  /** `disable_comment` and the like, as they were given. */
  switches: Record<string, boolean | number>;
  /** Of a video: bytes in all, of one chunk, and how many chunks; and bytes that came. */
  size: number;
  chunk: number;
  chunks: number;
  received: number;
  /** SHA-256 of the bytes, hex, when all of them came. */
  hash?: string;
  photos: Photo[];
  /** Epoch ms: until then chunks are taken. */
  uploadUntil: number;
  /** Epoch ms when it had all of it. */
  completeAt?: number;
  failReason?: string;
  /** `item_id`: 19 digits. */
  post: string;
  isTakenDown: boolean;
  views: number;
  likes: number;
  comments: number;
  shares: number;
}

export interface World {
  clock: { now(): number };
  users: User[];
  apps: RegisteredApp[];
  /** Ms that it works on what it has all of; none unless told. */
  processingTakes?: number;
  /** Ms from then until a public post has an id and is listed. */
  moderationTakes?: number;
  /** A status tells no bytes: it lists the field, and does not say that it is always there. */
  withoutBytes?: boolean;
  /** It takes as many calls in a minute as come. */
  unpaced?: boolean;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const USERS_A_DAY = 5;

export class State extends KeptState<World, Token, Publish> {
  readonly codes = new Map<string, Code>();
  /** By the token in the address that chunks go to. */
  readonly uploads = new Map<string, { publish: string; seen: Hash }>();
  readonly #calls = new Map<string, number[]>();
  readonly #posting = new Map<string, Map<string, number>>();

  constructor(world: World) {
    super(world, 'publishes');
  }

  get publishes(): Map<string, Publish> {
    return this.kept;
  }

  newSecret(kind: string): string {
    return `${kind}${randomBytes(24).toString('base64url')}`;
  }

  /** Answers the token of its upload, where it has one. */
  add(given: Omit<Publish, 'id' | 'post' | 'isTakenDown' | 'views' | 'likes' | 'comments' | 'shares'>): {
    publish: Publish;
    upload: string;
  } {
    const digits = String(FIRST_ID + BigInt(this.nextNumber()));
    const publish = {
      ...given,
      id: given.kind === 'video' ? `v_pub_file~v2-1.${digits}` : `p_pub_url~v2.${digits}`,
      ...{ post: digits, isTakenDown: false, views: 0, likes: 0, comments: 0, shares: 0 },
    };
    this.publishes.set(publish.id, publish);
    const upload = this.newSecret('');
    if (given.kind === 'video') this.uploads.set(upload, { publish: publish.id, seen: createHash('sha256') });
    return { publish, upload };
  }

  /** Throws as TikTok refuses. */
  tokenOf(header: string | undefined): Token {
    const token = this.tokenIn(header);
    if (!token || token.isRevoked) throw unauthenticated();
    return token;
  }

  /** One of them does. */
  checkScope({ scopes }: Token, ...fitting: string[]): void {
    if (!fitting.some((scope) => scopes.includes(scope))) throw notAuthorized(fitting[0] ?? '');
  }

  /** So many in a minute, of one account and app. */
  pace({ user, app }: Token, what: string, most: number): void {
    if (this.world.unpaced) return;
    const key = `${what} ${user} ${app}`;
    const recent = (this.#calls.get(key) ?? []).filter((at) => this.now - at < MINUTE);
    if (recent.length >= most) throw tooFast();
    this.#calls.set(key, [...recent, this.now]);
  }

  userOf({ user }: Pick<Token, 'user'>): User {
    const found = this.world.users.find(({ id }) => id === user);
    if (!found) throw unauthenticated();
    return found;
  }

  /** What an account may choose from now. */
  optionsOf({ isPrivate = false }: User): Privacy[] {
    return [isPrivate ? 'FOLLOWER_OF_CREATOR' : 'PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'];
  }

  /** Throws as TikTok refuses what the account, or the app, may not post. */
  checkPosting(token: Token, privacy: Privacy): void {
    const user = this.userOf(token);
    if (!this.optionsOf(user).includes(privacy))
      throw new TikTokError(
        403,
        'privacy_level_option_mismatch',
        'Privacy level is not among the options of the creator.',
      );
    const app = this.world.apps.find(({ id }) => id === token.app);
    if (app?.standing !== 'unaudited') return;
    if (privacy !== 'SELF_ONLY' || !user.isPrivate)
      throw new TikTokError(
        403,
        'unaudited_client_can_only_post_to_private_accounts',
        'Unaudited clients can only post to a private account, visible to its owner.',
      );
    const recent = this.#posting.get(app.id) ?? new Map<string, number>();
    for (const [id, at] of recent) if (this.now - at >= DAY) recent.delete(id);
    if (!recent.has(user.id) && recent.size >= USERS_A_DAY)
      throw new TikTokError(403, 'reached_active_user_cap', 'The daily quota for active users is reached.');
    this.#posting.set(app.id, recent.set(user.id, this.now));
  }

  /** Whether it is out. */
  isOut({ completeAt, failReason }: Publish): boolean {
    const { processingTakes = 0 } = this.world;
    return failReason === undefined && completeAt !== undefined && this.now - completeAt >= processingTakes;
  }

  /** Whether everybody may find it, by its id and in lists. */
  isListed(publish: Publish): boolean {
    const { completeAt = 0, privacy, isTakenDown } = publish;
    const { processingTakes = 0, moderationTakes = 0 } = this.world;
    const isThrough = this.now - completeAt >= processingTakes + moderationTakes;
    return this.isOut(publish) && privacy === 'PUBLIC_TO_EVERYONE' && isThrough && !isTakenDown;
  }

  forgetChunks(): void {
    for (const upload of this.uploads.values()) {
      const publish = this.publishes.get(upload.publish);
      if (publish) publish.received = 0;
      upload.seen = createHash('sha256');
    }
  }

  /** What was amid its upload cannot be gone on with. */
  override restore(value: unknown): void {
    super.restore(value);
    this.uploads.clear();
  }
}

/** Beyond what a number of JavaScript holds. */
const FIRST_ID = 7_301_234_567_890_123_456n;
