/** Publishes to, finds on, edits on, and takes down from one Mastodon account. */
import type { mastodon } from 'masto';
import { t } from '../../kit/t.ts';
import { goneError } from '../http.ts';
import {
  type Connection,
  type Intent,
  type Limits,
  type Marks,
  type Message,
  NetworkError,
  type Outside,
  type Published,
} from '../network.ts';
import type { MastodonAccount } from './account.ts';
import { MastodonClient } from './client.ts';
import { isMissing } from './errors.ts';
import { findOwn } from './find.ts';
import { InstanceLimits } from './limits.ts';
import { uploadAll } from './media.ts';

type Status = mastodon.v1.Status;

export class MastodonConnection implements Connection {
  private readonly account: MastodonAccount;
  private readonly outside: Outside;
  private readonly client: MastodonClient;
  private readonly instance: InstanceLimits;
  private me?: Promise<mastodon.v1.AccountCredentials>;

  constructor(account: MastodonAccount, outside: Outside) {
    this.account = account;
    this.outside = outside;
    this.client = new MastodonClient(account, outside);
    this.instance = new InstanceLimits(outside.clock, () =>
      this.client.call(false, (rest) => rest.v2.instance.fetch()),
    );
  }

  limits(): Promise<Limits> {
    return this.instance.get();
  }

  async publish(message: Message, intent: Intent, keep: (marks: Marks) => Promise<void>): Promise<Published> {
    const mediaIds = await uploadAll(this.client, this.outside.clock, message.images, intent, keep);
    const status = await this.client.call(true, (rest) =>
      rest.v1.statuses.create(this.statusOf(message, mediaIds), {
        requestInit: { headers: { 'Idempotency-Key': intent.key } },
      }),
    );
    await this.checkPictures(status, message);
    return published(status);
  }

  async find(message: Message, intent: Intent): Promise<Published | undefined> {
    const { id } = await this.whoami();
    const status = await findOwn(this.client, id, message, intent);
    return status && published(status);
  }

  /** What an edit does not name is taken away (pictures, the warning before it), so all is sent as it stands there. */
  async edit({ id }: Published, { text }: Message): Promise<Published> {
    try {
      const { mediaAttachments, sensitive, spoilerText, language } = await this.client.call(false, (rest) =>
        rest.v1.statuses.$select(id).fetch(),
      );
      const mediaIds = mediaAttachments.map((media) => media.id);
      const edited = await this.client.call(true, (rest) =>
        rest.v1.statuses.$select(id).update({
          ...{ status: text, sensitive, spoilerText },
          ...(language && { language }),
          ...(mediaIds.length > 0 && { mediaIds }),
        }),
      );
      return published(edited);
    } catch (error) {
      throw isMissing(error) ? goneError('Mastodon', error) : error;
    }
  }

  async remove({ id }: Published): Promise<void> {
    try {
      await this.client.call(true, (rest) => rest.v1.statuses.$select(id).remove());
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  async identify(): Promise<{ handle: string; url: string }> {
    this.me = undefined;
    const { username, url } = await this.whoami();
    return { handle: `@${username}@${new URL(this.account.url).host}`, url };
  }

  private async whoami(): Promise<mastodon.v1.AccountCredentials> {
    this.me ??= this.client.call(false, (rest) => rest.v1.accounts.verifyCredentials());
    try {
      return await this.me;
    } catch (error) {
      this.me = undefined;
      throw error;
    }
  }

  private statusOf({ text, thread }: Message, mediaIds: string[]): mastodon.rest.v1.CreateStatusParams {
    const { visibility } = this.account;
    const common = { status: text, visibility, ...(thread && { inReplyToId: thread.parent.id }) };
    return mediaIds.length > 0 ? { ...common, mediaIds } : common;
  }

  /** Older servers leave a picture out in silence when they have lost it. A post without its picture is taken down. */
  private async checkPictures(status: Status, { images }: Message): Promise<void> {
    if (status.mediaAttachments.length === images.length) return;
    await this.remove({ id: status.id }).catch((error) => {
      throw new NetworkError(
        'lost',
        t('Mastodon published it without its picture, and did not take it down.'),
        {
          cause: error,
        },
      );
    });
    throw new NetworkError(
      'refused',
      t('Mastodon published it without its picture; it was taken down again.'),
      {
        remedy: t('Post it again.'),
      },
    );
  }
}

function published(status: Status): Published {
  return { id: status.id, url: status.url ?? status.uri };
}
