/** Posts as one page on Facebook; edits, deletes, and looks for its posts. */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { linksIn } from '../../posts/links.ts';
import type { CountsOf } from '../counts.ts';
import { tokenOf } from '../credentials.ts';
import type { Granter } from '../grant.ts';
import { GraphClient } from '../graph.ts';
import { isGraphRefusal } from '../graph-errors.ts';
import { readGraphPost } from '../graph-read.ts';
import { goneError } from '../http.ts';
import { inDoubt } from '../in-doubt.ts';
import type { Reading } from '../live.ts';
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
} from '../network.ts';
import { permalinkOf } from '../permalink.ts';
import type { Source } from '../source.ts';
import type { FacebookPageAccount } from './account.ts';
import { ATTACHMENTS, attachmentsSchema, findPost, shownIn } from './find.ts';
import { LIMITS } from './limits.ts';
import { countsOn } from './metrics.ts';
import { givePhotos } from './photos.ts';
import { facebookSource } from './source.ts';

export class FacebookPageConnection implements Connection {
  private readonly account: FacebookPageAccount;
  private readonly outside: Outside;
  private readonly client: GraphClient;
  readonly source?: Source;

  constructor(account: FacebookPageAccount, outside: Outside) {
    this.account = account;
    this.outside = outside;
    this.client = new GraphClient({
      ...{ network: 'Facebook', base: `${account.api_url}/${account.version}`, remedy: TOKEN },
      ...(outside.deadline !== undefined && { deadline: outside.deadline }),
      token: () => this.token(),
    });
    const { client } = this;
    if (account.comments)
      this.source = facebookSource({ client, clock: outside.clock, page: account.page, isMissing: isGone });
  }

  async limits(): Promise<Limits> {
    return LIMITS;
  }

  async publish(message: Message, intent: Intent, keep: Keep, isTaken?: IsTaken): Promise<Published> {
    try {
      return await this.post(message, intent, keep, isTaken);
    } catch (error) {
      throw isGraphRefusal(error, NO_ROLE) ? roleTaken(error) : error;
    }
  }

  find(message: Message, intent: Intent, isTaken?: IsTaken): Promise<Published | undefined> {
    return findPost({ client: this.client, page: this.account.page }, message, intent, isTaken);
  }

  async edit(published: Published, { text }: Message): Promise<Published> {
    try {
      await this.client.call({
        ...{ method: 'POST', path: `/${published.id}`, effect: true },
        fields: { message: text },
        result: DONE,
      });
    } catch (error) {
      throw isGone(error) ? goneError('Facebook', error) : error;
    }
    return published;
  }

  read({ id }: Published): Promise<Reading> {
    const { list } = this;
    const post = z.object({ message: z.string().default(''), attachments: attachmentsSchema });
    return readGraphPost(
      { client: this.client, id, fields: `message,${ATTACHMENTS}`, list, isMissing: isGone },
      post,
      ({ message, attachments }) => ({ text: message, pictures: shownIn(attachments).length }),
    );
  }

  async remove({ id }: Published): Promise<void> {
    try {
      await this.client.call({ method: 'DELETE', path: `/${id}`, effect: true, result: DONE });
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  metrics(published: readonly Published[]): Promise<CountsOf> {
    const { client, list } = this;
    return countsOn({ client, list, isMissing: isGone }, published, this.account.insights);
  }

  async identify(): Promise<{ handle: string; url?: string }> {
    const { name, link } = await this.page();
    return { handle: name, ...(link && { url: link }) };
  }

  /** A page's token tells nothing of the person who gave it. */
  async granter(): Promise<Granter> {
    const { id, name } = await this.page();
    return { id, name };
  }

  private get list(): string {
    return `/${this.account.page}/published_posts`;
  }

  private async post(message: Message, intent: Intent, keep: Keep, isTaken?: IsTaken): Promise<Published> {
    const { page } = this.account;
    const giving = { client: this.client, outside: this.outside, page, intent, keep };
    const photos = await givePhotos(giving, message.images);
    try {
      const { id } = await this.client.call({
        ...{ method: 'POST', path: `/${page}/feed`, effect: true },
        fields: this.fieldsOf(message, photos),
        result: z.object({ id: z.string().min(1) }),
      });
      const url = await permalinkOf(
        { client: this.client, log: this.outside.log, field: 'permalink_url' },
        id,
      );
      return { id, ...(url && { url }) };
    } catch (error) {
      if (!isRepeat(error)) throw error;
      const marks = Object.fromEntries(photos.map((id, index) => [`photo_${index + 1}`, id]));
      const known = { ...intent, marks: { ...intent.marks, ...marks } };
      return this.settle(error, message, known, isTaken);
    }
  }

  /** A refusal as a repeat shows that something is there: this very post, after a lost answer, or an older one. */
  private async settle(
    refusal: unknown,
    message: Message,
    intent: Intent,
    isTaken?: IsTaken,
  ): Promise<Published> {
    const found = await this.find(message, intent, isTaken).catch((error: unknown) => {
      throw inDoubt(error);
    });
    if (found) return found;
    throw refusal;
  }

  private fieldsOf({ text }: Message, photos: string[]): Record<string, string> {
    const link = photos.length === 0 && this.account.link_previews ? linksIn(text)[0] : undefined;
    return {
      ...(text.trim() !== '' && { message: text }),
      ...(photos.length > 0 && {
        attached_media: JSON.stringify(photos.map((media_fbid) => ({ media_fbid }))),
      }),
      ...(link && { link }),
    };
  }

  private async page(): Promise<{ id: string; name: string; link?: string }> {
    const found = await this.client.call({
      ...{ method: 'GET', path: '/me', fields: { fields: 'id,name,link' } },
      result: z.object({ id: z.string(), name: z.string(), link: z.url().optional() }),
    });
    if (found.id === this.account.page) return found;
    throw new NetworkError(
      'unauthorized',
      t('Facebook: the token is that of {name} ({id}), not that of the page.', found),
      { remedy: t("Connect it again (/accounts), give the page's own token, or correct `page`.") },
    );
  }

  /** Of a page that was connected its own, which is used only while its person's grant stands. */
  private async token(): Promise<string> {
    const { grant } = this.outside;
    if (this.account.access_token !== undefined) await grant?.token();
    return tokenOf(this.account, grant);
  }
}

/** "Duplicate status message", and "already posted". */
function isRepeat(error: unknown): boolean {
  return isGraphRefusal(error, 506) || isGraphRefusal(error, 100, 1_366_051);
}

function isGone(error: unknown): boolean {
  return isGraphRefusal(error, 100, 33);
}

/** A page's token says who it is, also when its person may not post there any more. */
function roleTaken(error: NetworkError): NetworkError {
  return new NetworkError('unauthorized', error.message, {
    remedy: t(
      'Let whoever manages the page give the right to create content back (Page access), or connect it again as somebody who has it.',
    ),
    closesAccount: true,
    cause: error.cause,
  });
}

/** "Permissions error", of whoever has no such role on the page. */
const NO_ROLE = 200;

const DONE = z.object({ success: z.literal(true) });

const TOKEN = t(
  'Connect it again (/accounts), or set a new page token in the environment; docs/facebook.md names its permissions.',
);
