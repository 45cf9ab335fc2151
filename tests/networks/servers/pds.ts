/** As much of a Bluesky server (PDS) as publishing needs. The real one runs in tests/oracles. */
import { BlueskyOthers, FRIEND } from './bluesky-others.ts';
import { cidOf } from './cid.ts';
import { type Failure, type FarClock, type FarSide, type LivePost, WORDS } from './far-side.ts';
import { type Call, type Fault, json, type Reply, TestServer } from './server.ts';

export const DID = 'did:plc:ewvi7nxzyoun6zhxrhs64oiz';
export const HANDLE = 'acme.test';
export const MENTIONED = FRIEND;
const PASSWORD = 'app-password-of-acme';

interface PostRecord {
  text: string;
  createdAt: string;
  facets?: unknown[];
  reply?: { root: { uri: string; cid: string }; parent: { uri: string; cid: string } };
  langs?: string[];
  embed?: {
    images?: { alt: string; image: { ref: { $link: string } }; aspectRatio?: unknown }[];
    video?: { ref: { $link: string }; size: number };
    alt?: string;
    aspectRatio?: unknown;
    external?: { uri: string; title: string; description: string; thumb?: { ref: { $link: string } } };
  };
}

export class TestPds implements FarSide {
  readonly records = new Map<string, PostRecord>();
  readonly others = new BlueskyOthers();
  readonly server = new TestServer((call) => this.handle(call));
  /** What it signed that another service may do in the account's name. */
  readonly serviceTokens = new Map<string, { aud: string; lxm: string }>();
  /** Whether the account's e-mail address is. */
  isConfirmed = true;
  readonly blobs = new Map<string, Buffer>();
  /** A video service at this address. */
  videos: ((call: Call) => Reply) | undefined;
  private readonly clock: FarClock;
  private access = '';
  private refresh = '';
  private issued = 0;

  constructor(clock: FarClock = Date) {
    this.clock = clock;
  }

  async start(): Promise<this> {
    await this.server.start();
    return this;
  }

  get account() {
    const { url } = this.server;
    return { service: url, identifier: HANDLE, password: PASSWORD, video_service: url };
  }

  get wrongAccount() {
    return { ...this.account, password: 'not-the-password' };
  }

  live(): LivePost[] {
    return [...this.records.values()].map(({ text, embed }) => ({
      text,
      images: (embed?.images ?? []).map(({ alt, image }) => ({
        alt,
        bytes: this.blobs.get(image.ref.$link)?.length ?? 0,
      })),
    }));
  }

  answers(): [string, string | undefined][] {
    return [...this.records.values()].flatMap(({ text, reply }) =>
      reply ? [[text, this.at(reply.root) && this.at(reply.parent)]] : [],
    );
  }

  /** Only under the hash that the record has. */
  private at({ uri, cid }: { uri: string; cid: string }): string | undefined {
    const other = this.others.at({ uri, cid });
    if (other !== undefined) return other;
    const record = this.records.get(uri.slice(uri.lastIndexOf('/') + 1));
    return record && cidOf(JSON.stringify(record)) === cid ? record.text : undefined;
  }

  async said(text: string) {
    const { uri } = this.others.write(text);
    const author = { id: FRIEND.did, handle: `@${FRIEND.handle}` };
    return { id: uri, author, audience: 'public' as const, warning: '' };
  }

  async engage(id: string) {
    this.others.liked.set(id, {
      likeCount: 3,
      repostCount: 1,
      replyCount: 2,
      quoteCount: 0,
      bookmarkCount: 1,
    });
    return { likes: 3, reposts: 1, replies: 2, quotes: 0 };
  }

  unsaid(id: string): void {
    this.others.remove(id);
  }

  fail(failure: Failure): void {
    this.server.next('POST', /putRecord$/, faults()[failure]);
  }

  failUpload(): void {
    this.server.next('POST', /uploadBlob$/, faults().refused);
  }

  clear(): void {
    this.records.clear();
    this.blobs.clear();
  }

  signIns(): number {
    return this.server.count('POST', /createSession$/);
  }

  refreshes(): number {
    return this.server.count('POST', /refreshSession$/);
  }

  /** The access token is no longer good; the refresh token is, unless told. */
  expire(what: 'access' | 'both'): void {
    this.access = '';
    if (what === 'both') this.refresh = '';
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  private handle(call: Call): Reply {
    const method = call.path.replace('/xrpc/com.atproto.', '');
    const bearer = call.headers.get('authorization')?.replace('Bearer ', '') ?? '';
    if (this.videos && call.path.startsWith('/xrpc/app.bsky.video.')) return this.videos(call);
    if (method === 'server.createSession') return this.createSession(body(call));
    if (method === 'identity.resolveHandle') return resolve(call.query.get('handle'));
    if (method === 'server.refreshSession') {
      return bearer !== '' && bearer === this.refresh
        ? this.issue()
        : refused(400, 'ExpiredToken', 'Token has expired');
    }
    if (bearer === '' || bearer !== this.access) return refused(400, 'ExpiredToken', 'Token has expired');
    return this.others.answer(call, this.views()) ?? this.signedIn(method, call);
  }

  private signedIn(method: string, call: Call): Reply {
    if (method === 'server.getSession') return json(200, { did: DID, handle: HANDLE, active: true });
    if (method === 'server.getServiceAuth') return this.signFor(call.query);
    if (method === 'repo.uploadBlob') return this.uploadBlob(call);
    if (method === 'repo.putRecord') return this.putRecord(body(call));
    if (method === 'repo.getRecord') return this.getRecord(call.query.get('rkey') ?? '');
    if (method === 'repo.deleteRecord') {
      this.records.delete(String(body(call).rkey));
      return json(200, {});
    }
    return refused(501, 'MethodNotImplemented', method);
  }

  private createSession({ identifier, password }: Body): Reply {
    const known = identifier === HANDLE && password === PASSWORD;
    return known ? this.issue() : refused(401, 'AuthenticationRequired', 'Invalid identifier or password');
  }

  private issue(): Reply {
    this.issued += 1;
    this.access = `access-${this.issued}`;
    this.refresh = `refresh-${this.issued}`;
    return json(200, {
      did: DID,
      handle: HANDLE,
      accessJwt: this.access,
      refreshJwt: this.refresh,
      active: true,
    });
  }

  private signFor(query: URLSearchParams): Reply {
    const [aud, lxm, exp] = ['aud', 'lxm', 'exp'].map((name) => query.get(name) ?? '');
    if (!aud?.startsWith('did:web:') || !lxm)
      return refused(400, 'InvalidRequest', 'aud and lxm are required');
    const seconds = exp ? Number(exp) - this.clock.now() / 1_000 : 60;
    if (seconds <= 0 || seconds > 3_600)
      return refused(400, 'BadExpiration', 'cannot request a token with that expiration');
    const token = `service-${this.serviceTokens.size + 1}`;
    this.serviceTokens.set(token, { aud, lxm });
    return json(200, { token });
  }

  private uploadBlob({ body: bytes, headers }: Call): Reply {
    return json(200, { blob: this.store(bytes, headers.get('content-type') ?? '') });
  }

  /** Answers how records name it. */
  store(bytes: Buffer, mimeType: string) {
    const cid = cidOf(bytes);
    this.blobs.set(cid, bytes);
    return { $type: 'blob', ref: { $link: cid }, mimeType, size: bytes.length };
  }

  private putRecord({ repo, collection, rkey, record }: Body): Reply {
    const post = record as PostRecord;
    if (repo !== DID || collection !== 'app.bsky.feed.post')
      return refused(400, 'InvalidRequest', 'wrong place');
    if (!/^[234567a-j][234567a-z]{12}$/.test(String(rkey)))
      return refused(400, 'InvalidRequest', 'invalid record key');
    if ([...new Intl.Segmenter().segment(post.text)].length > 300) {
      return refused(400, 'InvalidRequest', 'Record/text must not be longer than 300 graphemes');
    }
    if (Buffer.byteLength(post.text) > 3000) {
      return refused(400, 'InvalidRequest', 'Record/text must not be longer than 3000 characters');
    }
    const fault = faultOfEmbed(post);
    if (fault) return refused(400, 'InvalidRequest', fault);
    const { images = [], external, video } = post.embed ?? {};
    const named = [...images.map(({ image }) => image), external?.thumb, video];
    const missing = named.find((blob) => blob && !this.blobs.has(blob.ref.$link));
    if (missing) return refused(400, 'BlobNotFound', 'Could not find blob');
    this.records.set(String(rkey), post);
    return json(200, this.place(String(rkey), post));
  }

  /** Our own posts, as the app's view shows them. */
  private views() {
    return [...this.records].map(([rkey, record]) => ({
      ...this.place(rkey, record),
      ...{ record, indexedAt: record.createdAt, author: { did: DID, handle: HANDLE } },
    }));
  }

  private getRecord(rkey: string): Reply {
    const value = this.records.get(rkey);
    if (!value) return refused(400, 'RecordNotFound', `Could not locate record: ${rkey}`);
    return json(200, { ...this.place(rkey, value), value });
  }

  private place(rkey: string, record: PostRecord) {
    return { uri: `at://${DID}/app.bsky.feed.post/${rkey}`, cid: cidOf(JSON.stringify(record)) };
  }
}

type Body = Record<string, unknown>;

/** As the lexicons of `app.bsky.feed.post` and `app.bsky.embed.external` have it. */
function faultOfEmbed({ langs = [], embed }: PostRecord): string | undefined {
  if (langs.length > 3) return 'Record/langs must not have more than 3 elements';
  const external = embed?.external;
  if (!external) return undefined;
  if (!URL.canParse(external.uri)) return 'Record/embed/external/uri must be a uri';
  const isWhole = typeof external.title === 'string' && typeof external.description === 'string';
  return isWhole ? undefined : 'Record/embed/external must have the property "title"';
}

function body(call: Call): Body {
  return JSON.parse(call.body.toString('utf8')) as Body;
}

function resolve(handle: string | null): Reply {
  if (handle === MENTIONED.handle) return json(200, { did: MENTIONED.did });
  return refused(400, 'HandleNotFound', 'Unable to resolve handle');
}

function refused(status: number, error: string, message: string): Reply {
  return json(status, { error, message });
}

const faults = (): Record<Failure, Fault> => ({
  'cut before': { kind: 'cut', when: 'before' },
  'cut after': { kind: 'cut', when: 'after' },
  silent: { kind: 'silent' },
  'broken after': { kind: 'spoilt', reply: refused(500, 'InternalServerError', 'Internal Server Error') },
  'rate limited': {
    kind: 'answer',
    reply: json(
      429,
      { error: 'RateLimitExceeded', message: 'Rate Limit Exceeded' },
      { 'ratelimit-remaining': '0', 'ratelimit-reset': String(Math.floor(Date.now() / 1000) + 7) },
    ),
  },
  refused: { kind: 'answer', reply: refused(400, 'InvalidRequest', WORDS) },
  unauthorized: { kind: 'answer', reply: refused(403, 'AccountTakedown', 'Account has been taken down') },
});
