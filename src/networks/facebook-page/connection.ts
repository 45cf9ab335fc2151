/** Posts as one page on Facebook; edits, deletes, and looks for its posts. */
import { z } from 'zod';
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { linksIn } from '../../posts/links.ts';
import type { CountsOf } from '../counts.ts';
import { tokenOf } from '../credentials.ts';
import type { Granter } from '../grant.ts';
import { GraphClient } from '../graph.ts';
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
  type Video,
} from '../network.ts';
import { permalinkOf } from '../permalink.ts';
import type { Source } from '../source.ts';
import type { FacebookPageAccount } from './account.ts';
import { type Answering, answer, checkAnswer, findAnswer, isAnswer } from './answering.ts';
import { isGone, isRepeat, roleTaken } from './errors.ts';
import { ATTACHMENTS, attachmentsSchema, findPost, shownIn } from './find.ts';
import { LIMITS } from './limits.ts';
import { countsOn } from './metrics.ts';
import { givePhotos } from './photos.ts';
import { facebookSource } from './source.ts';
import { isVideoShown, shownVideo } from './video.ts';
import { isVideo, publishedVideo, readVideo } from './video-read.ts';

export class FacebookPageConnection implements Connection {
  private readonly account: FacebookPageAccount;
  private readonly outside: Outside;
  private readonly client: GraphClient;
  private readonly videos: GraphClient;
  readonly source?: Source;

  constructor(account: FacebookPageAccount, outside: Outside) {
    this.account = account;
    this.outside = outside;
    this.client = this.clientAt(account.api_url);
    this.videos = this.clientAt(account.api_url === API ? VIDEO_API : account.api_url);
    const { client } = this;
    const { page, mentions } = account;
    if (account.comments)
      this.source = facebookSource({ client, clock: outside.clock, page, mentions, isMissing: isGone });
  }

  async limits(): Promise<Limits> {
    return LIMITS;
  }

  preflight(message: Message): Finding[] {
    return checkAnswer(message);
  }

  async publish(message: Message, intent: Intent, keep: Keep, isTaken?: IsTaken): Promise<Published> {
    try {
      if (message.answers) return await answer(this.answering, message.text, message.answers);
      return await (message.video
        ? this.postVideo(message, message.video, { intent, keep })
        : this.post(message, intent, keep, isTaken));
    } catch (error) {
      throw roleTaken(error);
    }
  }

  async find(message: Message, intent: Intent, isTaken?: IsTaken): Promise<Published | undefined> {
    const { answers } = message;
    if (answers) return findAnswer(this.answering, { message, answers, intent }, isTaken);
    if (message.video) return this.findVideo(intent);
    return findPost(this.answering, message, intent, isTaken);
  }

  async edit(published: Published, { text }: Message): Promise<Published> {
    try {
      await this.client.call({
        ...{ method: 'POST', path: `/${published.id}`, effect: true },
        fields: isVideo(published) ? { description: text } : { message: text },
        result: DONE,
      });
    } catch (error) {
      throw isGone(error) ? goneError('Facebook', error) : error;
    }
    return published;
  }

  read(published: Published): Promise<Reading> {
    const { list, client } = this;
    const { id } = published;
    if (isVideo(published))
      return readVideo({ client, list: `/${this.account.page}/videos`, isMissing: isGone }, id);
    const fields = isAnswer(published, this.account.page) ? 'message' : `message,${ATTACHMENTS}`;
    const post = z.object({ message: z.string().default(''), attachments: attachmentsSchema });
    return readGraphPost(
      { client, id, fields, list, isMissing: isGone },
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
    const { page, insights } = this.account;
    return countsOn({ client, list, isMissing: isGone }, published, { page, insights });
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

  private get answering(): Answering {
    return { client: this.client, page: this.account.page };
  }

  private get list(): string {
    return `/${this.account.page}/published_posts`;
  }

  private clientAt(url: string): GraphClient {
    return new GraphClient({
      ...{ network: 'Facebook', base: `${url}/${this.account.version}`, remedy: TOKEN },
      ...(this.outside.deadline !== undefined && { deadline: this.outside.deadline }),
      token: () => this.token(),
    });
  }

  private async postVideo(
    { text }: Message,
    video: Video,
    { intent, keep }: { intent: Intent; keep: Keep },
  ): Promise<Published> {
    const { client, videos, outside } = this;
    const giving = { client, videos, outside, page: this.account.page, intent, keep };
    return publishedVideo(await shownVideo(giving, video, text));
  }

  private async findVideo(intent: Intent): Promise<Published | undefined> {
    // Where none was given, that somebody is there to ask is worth knowing.
    if (Object.keys(intent.marks).length === 0) await this.page();
    const shown = await isVideoShown(this.answering, intent);
    return shown && publishedVideo(shown.id);
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

/** Meta has another address for videos. */
const API = 'https://graph.facebook.com';
const VIDEO_API = 'https://graph-video.facebook.com';

const DONE = z.object({ success: z.literal(true) });

const TOKEN = t(
  'Connect it again (/accounts), or set a new page token in the environment; docs/facebook.md names its permissions.',
);
