/**
 * As much of a Mastodon instance as publishing needs. Entities are typed by masto's own descriptions of Mastodon's API,
 * in camel case here and in snake case on the wire.
 */
import type { mastodon } from 'masto';
import type { Failure, FarClock, FarSide, LivePost } from './far-side.ts';
import { DIALECTS, type Dialect } from './mastodon-dialects.ts';
import { entityOf, INSTANCE, me, type StoredMedia, type StoredStatus } from './mastodon-entities.ts';
import { FAULTS } from './mastodon-faults.ts';
import { aboutInstance } from './mastodon-instance.ts';
import { faultOfMedia, mediaIn } from './mastodon-media.ts';
import { MastodonOthers } from './mastodon-others.ts';
import { type Call, json, type Reply, TestServer } from './server.ts';

const TOKEN = 'a-token-of-acme';
const APPLICATION = 'Bellwether';
/** ms. */
const KEY_MEMORY = 60 * 60 * 1000;

export class TestMastodon implements FarSide {
  readonly statuses: StoredStatus[] = [];
  readonly media = new Map<string, StoredMedia>();
  readonly others = new MastodonOthers();
  readonly server = new TestServer((call) => this.handle(call));
  instance: Record<string, unknown> = INSTANCE;
  dialect: Dialect = DIALECTS.mastodon;
  /** Looks that the next picture needs until it is processed. */
  slowness = 0;
  makesNothingOfVideos = false;
  /** Older servers drop media ids that they do not know. */
  dropsUnknownMedia = false;
  private readonly clock: FarClock;
  private readonly keys = new Map<string, { id: string; at: number }>();
  private issued = 100;

  constructor(clock: FarClock = Date) {
    this.clock = clock;
  }

  async start(): Promise<this> {
    await this.server.start();
    return this;
  }

  get account() {
    return { url: this.server.url, access_token: TOKEN };
  }

  get wrongAccount() {
    return { ...this.account, access_token: 'not-the-token' };
  }

  live(): LivePost[] {
    return this.statuses.map(({ text, media }) => ({
      text,
      images: media.flatMap(({ type, alt, bytes }) => (type === 'image' ? [{ alt, bytes }] : [])),
    }));
  }

  answers(): [string, string | undefined][] {
    return this.statuses.flatMap(({ text, parent }) => {
      const answered = this.statuses.find((status) => status.id === parent)?.text;
      return parent ? [[text, answered ?? this.others.find(parent)?.html]] : [];
    });
  }

  async said(text: string) {
    const { id } = this.others.write(text);
    return {
      id,
      author: { id: '77', handle: '@friend@host.test' },
      audience: 'public' as const,
      warning: '',
    };
  }

  async engage(id: string) {
    const found = this.statuses.find((status) => status.id === id);
    const counts = { favouritesCount: 5, reblogsCount: 2, repliesCount: 1, quotesCount: 3 };
    if (found) found.engagement = counts;
    return { likes: 5, reposts: 2, replies: 1, quotes: 3 };
  }

  alter(how: (text: string) => string): void {
    for (const status of this.statuses) status.text = how(status.text);
  }

  unsaid(id: string): void {
    this.others.remove(id);
  }

  fail(failure: Failure): void {
    this.server.next('POST', /\/statuses$/, FAULTS[failure]);
  }

  failEdit(failure: Failure): void {
    this.server.next('PUT', /\/statuses\//, FAULTS[failure]);
  }

  failUpload(): void {
    this.server.next('POST', /\/media$/, FAULTS.refused);
  }

  /** An hour passes for the keys. */
  forgetKeys(): void {
    this.keys.clear();
  }

  clear(): void {
    this.statuses.length = 0;
    this.media.clear();
    this.keys.clear();
  }

  /** Somebody posts by another application. */
  write(text: string, application: string, createdAt = this.clock.now()): void {
    this.statuses.push({ id: this.newId(), text, createdAt, application, visibility: 'public', media: [] });
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  private async handle(call: Call): Promise<Reply> {
    const about = aboutInstance(call.path, this.dialect, this.instance, this.server.url);
    if (about) return about;
    if (call.headers.get('authorization') !== `Bearer ${TOKEN}`) {
      return json(401, { error: 'The access token is invalid' });
    }
    for (const [pattern, answer] of this.routes) {
      const match = pattern.exec(`${call.method} ${call.path}`);
      if (match) return answer(call, match[1] ?? '');
    }
    return json(404, { error: 'Record not found' });
  }

  private readonly routes: [RegExp, (call: Call, id: string) => Reply | Promise<Reply>][] = [
    [/^POST \/api\/v2\/media$/, (call) => this.upload(call)],
    [/^GET \/api\/v1\/media\/(.+)$/, (_, id) => this.showMedia(id)],
    [/^POST \/api\/v1\/statuses$/, (call) => this.create(call)],
    [/^GET \/api\/v1\/statuses\/(.+)\/source$/, (_, id) => this.source(id)],
    [/^GET \/api\/v1\/statuses\/([^/]+)$/, (_, id) => this.show(id)],
    [/^GET \/api\/v1\/notifications$/, (call) => this.others.notifications(call, this.server.url)],
    [/^GET \/api\/v2\/notifications\/policy$/, () => this.policy()],
    [/^PUT \/api\/v1\/statuses\/([^/]+)$/, (call, id) => this.edit(call, id)],
    [/^DELETE \/api\/v1\/statuses\/(.+)$/, (_, id) => this.remove(id)],
    [/^GET \/api\/v1\/accounts\/verify_credentials$/, () => json(200, me(this.server.url))],
    [/^GET \/api\/v1\/apps\/verify_credentials$/, () => json(200, { name: APPLICATION, website: null })],
    [/^GET \/api\/v1\/accounts\/[^/]+\/statuses$/, (call) => this.list(call)],
  ];

  private async upload(call: Call): Promise<Reply> {
    const media = await mediaIn(call, { id: this.newId(), slowness: this.slowness });
    if (typeof media === 'string') return json(422, { error: `Validation failed: ${media}` });
    this.slowness = 0;
    this.media.set(media.id, media);
    return json(media.looks > 0 ? 202 : 200, entityOf.media(media, this.server.url));
  }

  private showMedia(id: string): Reply {
    const media = this.media.get(id);
    if (!media || media.attached) return json(404, { error: 'Record not found' });
    if (media.type === 'video' && this.makesNothingOfVideos)
      return json(422, { error: 'Error processing thumbnail for uploaded media' });
    media.looks -= 1;
    return json(media.looks > 0 ? 206 : 200, entityOf.media(media, this.server.url));
  }

  private create(call: Call): Reply {
    const key = call.headers.get('idempotency-key');
    const known = this.dialect.keepsKeys ? this.madeUnder(key) : undefined;
    if (known) return json(200, entityOf.status(known, this.server.url));
    const asked = JSON.parse(call.body.toString('utf8')) as NewStatus;
    const {
      status = '',
      media_ids = [],
      visibility,
      in_reply_to_id,
      spoiler_text: spoiler,
      language,
      sensitive = Boolean(spoiler),
    } = asked;
    const media = media_ids.flatMap((id) => this.media.get(id) ?? []).filter(({ attached }) => !attached);
    const fault = this.faultOf(status.trim() && `${spoiler ?? ''}${status}`, media_ids, media);
    if (fault) return json(422, { error: `Validation failed: ${fault}` });
    const made = { id: this.newId(), text: status.trim(), createdAt: this.clock.now(), visibility, media };
    const { application = APPLICATION, renamesMedia } = this.dialect;
    const stored = { ...made, application, spoiler, sensitive, language, parent: in_reply_to_id };
    for (const one of media)
      Object.assign(one, { attached: true, ...(renamesMedia && { id: this.newId() }) });
    this.statuses.push(stored);
    if (key !== null) this.keys.set(key, { id: stored.id, at: stored.createdAt });
    return json(200, entityOf.status(stored, this.server.url));
  }

  private madeUnder(key: string | null): StoredStatus | undefined {
    const kept = key === null ? undefined : this.keys.get(key);
    if (!kept || this.clock.now() - kept.at > KEY_MEMORY) return undefined;
    return this.statuses.find(({ id }) => id === kept.id);
  }

  private faultOf(text: string, asked: string[], media: StoredMedia[]): string | undefined {
    if (text.trim() === '' && asked.length === 0) return "Text can't be blank";
    if (media.length < asked.length && !this.dropsUnknownMedia) return 'Media not found';
    const fault = faultOfMedia(media);
    if (fault) return fault;
    const counted = text.replace(/https?:\/\/\S+/g, 'x'.repeat(23)).replace(/(@\w+)@[\w.]+\w/g, '$1');
    return [...new Intl.Segmenter().segment(counted)].length > 500
      ? 'Text character limit of 500 exceeded'
      : undefined;
  }

  private source(id: string): Reply {
    const found = this.dialect.hasSource && this.statuses.find((status) => status.id === id);
    return found
      ? json(200, { id, text: found.text, spoiler_text: '' })
      : json(404, { error: 'Record not found' });
  }

  private policy(): Reply {
    return this.dialect.hasPolicy
      ? json(200, this.others.policy())
      : json(404, { error: 'Record not found' });
  }

  private show(id: string): Reply {
    const other = this.others.find(id);
    if (other) return json(200, this.others.entity(other, this.server.url));
    const found = this.statuses.find((status) => status.id === id);
    return found
      ? json(200, entityOf.status(found, this.server.url))
      : json(404, { error: 'Record not found' });
  }

  /** Pictures, the warning and the mark of sensitivity stay only where the edit names them. */
  private edit(call: Call, id: string): Reply {
    const found = this.statuses.find((status) => status.id === id);
    if (!found) return json(404, { error: 'Record not found' });
    const asked = JSON.parse(call.body.toString('utf8')) as NewStatus;
    const { status = '', media_ids = [], sensitive = false, spoiler_text = '', language } = asked;
    const media = media_ids.flatMap((one) => this.media.get(one) ?? []);
    const isOurs = media.every((one) => !one.attached || found.media.includes(one));
    const fault = isOurs ? this.faultOf(status, media_ids, media) : 'Media not found';
    if (fault) return json(422, { error: `Validation failed: ${fault}` });
    for (const one of found.media) one.attached = media.includes(one);
    for (const one of media) one.attached = true;
    const text = status.trim();
    const isSame = text === found.text && media.join() === found.media.join();
    if (!isSame) found.edits = (found.edits ?? 0) + 1;
    Object.assign(found, {
      text,
      media,
      sensitive,
      spoiler: spoiler_text,
      language: language ?? found.language,
    });
    return json(200, entityOf.status(found, this.server.url));
  }

  private remove(id: string): Reply {
    const index = this.statuses.findIndex((status) => status.id === id);
    if (index < 0) return json(404, { error: 'Record not found' });
    const [removed] = this.statuses.splice(index, 1);
    return json(200, removed && entityOf.status(removed, this.server.url));
  }

  /** Newest first, a page at a time, the next one in the Link header. */
  private list({ query, path }: Call): Reply {
    const most = Number(query.get('max_id') ?? Number.POSITIVE_INFINITY);
    const limit = Number(query.get('limit') ?? 20);
    const older = [...this.statuses].reverse().filter(({ id }) => Number(id) < most);
    const page = older.slice(0, limit);
    const last = page.at(-1);
    const link = `<${this.server.url}${path}?limit=${limit}&max_id=${last?.id}>; rel="next"`;
    const headers: Record<string, string> = last && older.length > limit ? { link } : {};
    return json(
      200,
      page.map((status) => entityOf.status(status, this.server.url)),
      headers,
    );
  }

  private newId(): string {
    this.issued += 1;
    return String(this.issued);
  }
}

interface NewStatus {
  status?: string;
  media_ids?: string[];
  in_reply_to_id?: string;
  sensitive?: boolean;
  spoiler_text?: string;
  language?: string;
  visibility: mastodon.v1.StatusVisibility;
}
