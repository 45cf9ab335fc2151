/** Publishes to, finds on, edits on, and takes down from one Mastodon account. */
import { z } from 'zod';
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { CountsOf } from '../counts.ts';
import { goneError } from '../http.ts';
import type { Given, Reading } from '../live.ts';
import {
  type Connection,
  type Intent,
  type IsTaken,
  type Keep,
  type Limits,
  type Message,
  NetworkError,
  type Outside,
  type Published,
  type RetryContract,
} from '../network.ts';
import type { Source } from '../source.ts';
import type { MastodonAccount } from './account.ts';
import { answerFields, unaddressed, VISIBILITY } from './answering.ts';
import { MastodonClient } from './client.ts';
import { type Credentials, credentialsSchema, type Status, statusSchema } from './entities.ts';
import { isGone } from './errors.ts';
import { findOwn } from './find.ts';
import { Instance } from './instance.ts';
import { countOf, uploadAll } from './media.ts';
import { countsOn } from './metrics.ts';
import { readStatus } from './read.ts';
import { mastodonSource } from './source.ts';
import { postedWithVideo } from './video.ts';

export class MastodonConnection implements Connection {
  readonly source: Source;
  private readonly account: MastodonAccount;
  private readonly outside: Outside;
  private readonly client: MastodonClient;
  private readonly instance: Instance;
  private me?: Promise<Credentials>;

  constructor(account: MastodonAccount, outside: Outside) {
    this.account = account;
    this.outside = outside;
    this.client = new MastodonClient(account, outside);
    this.instance = new Instance(outside.clock, this.client);
    this.source = mastodonSource(this.client);
  }

  preflight(message: Message): Finding[] {
    return unaddressed(message);
  }

  limits(): Promise<Limits> {
    return this.instance.limits();
  }

  contract(): Promise<RetryContract> {
    return this.instance.contract();
  }

  async publish(message: Message, intent: Intent, keep: Keep): Promise<Published> {
    const { client, outside } = this;
    const post = (mediaIds: string[]) => this.post(message, mediaIds, intent.key);
    const status = message.video
      ? await postedWithVideo({ client, outside, intent, keep }, message.video, (id) => post([id]))
      : await post(await uploadAll(client, outside.clock, message.images, intent, keep));
    return published(status);
  }

  async find(message: Message, intent: Intent, isTaken?: IsTaken): Promise<Published | undefined> {
    const { id } = await this.whoami();
    const isMastodon = (intent.contract ?? (await this.instance.contract())).kind === 'native-key';
    const place = { client: this.client, accountId: id, isMastodon, isTaken };
    const status = await findOwn(place, message, intent);
    return status && published(status);
  }

  /** What an edit does not name is taken away (pictures, the warning before it), so all is sent as it stands there. */
  async edit({ id }: Published, { text }: Message): Promise<Published> {
    try {
      const there = await this.client.call({ method: 'GET', path: pathOf(id), answer: statusSchema });
      const { sensitive, spoiler_text, language } = there;
      const mediaIds = there.media_attachments.map((media) => media.id);
      const edited = await this.client.call({
        ...{ method: 'PUT', path: pathOf(id), effect: true, answer: statusSchema },
        body: {
          ...{ status: text, sensitive, spoiler_text },
          ...(language && { language }),
          ...(mediaIds.length > 0 && { media_ids: mediaIds }),
        },
      });
      return published(edited);
    } catch (error) {
      throw isGone(error) ? goneError('Mastodon', error) : error;
    }
  }

  read(published: Published, given: Given): Promise<Reading> {
    return readStatus(this.client, published, given);
  }

  async remove({ id }: Published): Promise<void> {
    try {
      await this.client.call({
        method: 'DELETE',
        path: pathOf(id),
        effect: true,
        answer: z.object({ id: z.string() }),
      });
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  metrics(published: readonly Published[]): Promise<CountsOf> {
    return countsOn(this.client, published);
  }

  async identify(): Promise<{ handle: string; url: string }> {
    this.me = undefined;
    const { username, url } = await this.whoami();
    return { handle: `@${username}@${new URL(this.account.url).host}`, url };
  }

  private async whoami(): Promise<Credentials> {
    this.me ??= this.client.call({
      method: 'GET',
      path: '/api/v1/accounts/verify_credentials',
      answer: credentialsSchema,
    });
    try {
      return await this.me;
    } catch (error) {
      this.me = undefined;
      throw error;
    }
  }

  private async post(message: Message, mediaIds: string[], key: string): Promise<Status> {
    const answering = message.answers && (await answerFields(this.client, message.answers));
    const status = await this.client.call({
      ...{ method: 'POST', path: '/api/v1/statuses', effect: true, answer: statusSchema },
      headers: { 'idempotency-key': key },
      body: { ...this.statusOf(message, mediaIds), ...answering },
    });
    await this.checkMedia(status, message);
    return status;
  }

  private statusOf({ text, thread, presentation }: Message, mediaIds: string[]): Record<string, unknown> {
    return {
      ...{ status: text, visibility: this.account.visibility },
      ...(presentation && shownBy(presentation)),
      ...(thread && { in_reply_to_id: thread.parent.id }),
      ...(mediaIds.length > 0 && { media_ids: mediaIds }),
    };
  }

  /** Older servers leave out in silence what they have lost. A post without its picture, or its video, is taken down. */
  private async checkMedia(status: Status, message: Message): Promise<void> {
    if (status.media_attachments.length === countOf(message)) return;
    const media = message.video ? t('video') : t('picture');
    await this.remove({ id: status.id }).catch((cause) => {
      const words = t('Mastodon published it without its {media}, and did not take it down.', { media });
      throw new NetworkError('lost', words, { cause });
    });
    const words = t('Mastodon published it without its {media}; it was taken down again.', { media });
    throw new NetworkError('refused', words, { remedy: t('Post it again.') });
  }
}

/** What it says nothing of is as the account has it at Mastodon. */
function shownBy({ audience, languages, warning, sensitive }: NonNullable<Message['presentation']>) {
  return {
    ...(audience && { visibility: VISIBILITY[audience] }),
    ...(languages?.[0] && { language: languages[0] }),
    ...(warning && { spoiler_text: warning }),
    ...(sensitive !== undefined && { sensitive }),
  };
}

function published(status: Status): Published {
  return { id: status.id, url: status.url ?? status.uri };
}

function pathOf(id: string): string {
  return `/api/v1/statuses/${encodeURIComponent(id)}`;
}
