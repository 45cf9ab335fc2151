/** Posts to, deletes from, and reads one account on X. */
import { z } from 'zod';
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { ByToken } from '../by-token.ts';
import type { Costs } from '../costs.ts';
import type { CountsOf } from '../counts.ts';
import type { Granter } from '../grant.ts';
import type { Given, Reading } from '../live.ts';
import {
  type Connection,
  type Intent,
  type IsTaken,
  type Limits,
  type Marks,
  type Message,
  NetworkError,
  type Outside,
  type Published,
} from '../network.ts';
import type { Source } from '../source.ts';
import type { XAccount } from './account.ts';
import { XClient } from './client.ts';
import { callOf, isDuplicate, isMissing, isParentMissing, nothingDone } from './errors.ts';
import { findPost, olderAlike } from './find.ts';
import { readLimits } from './limits.ts';
import { uploadAll } from './media.ts';
import { countsOn } from './metrics.ts';
import { createdSchema, madeAt, parentOf, postBody, publishedOf } from './post.ts';
import { preflight } from './preflight.ts';
import { costsOf } from './prices.ts';
import { readPost } from './read.ts';
import { xSource } from './source.ts';
import { uploadedVideo } from './video.ts';

interface User {
  id: string;
  username: string;
}

export class XConnection implements Connection {
  readonly costs: Costs;
  readonly isReadForMoney = true;
  readonly source: Source;
  private readonly outside: Outside;
  private readonly client: XClient;
  private readonly user: ByToken<User>;

  constructor(account: XAccount, outside: Outside) {
    this.costs = costsOf(account);
    this.outside = outside;
    this.client = new XClient(account, outside);
    this.user = new ByToken(
      () => this.client.token(),
      () => this.ask(),
    );
    this.source = xSource(this.client, async () => (await this.me()).id);
  }

  limits(): Promise<Limits> {
    return readLimits();
  }

  preflight(message: Message): Finding[] {
    return preflight(message);
  }

  async publish(message: Message, intent: Intent, keep: (marks: Marks) => Promise<void>): Promise<Published> {
    const { username } = await this.me();
    const { client, outside } = this;
    const uploading = { client, outside, intent, keep };
    const media = message.video
      ? [await uploadedVideo(uploading, message.video)]
      : await uploadAll(uploading, message.images);
    try {
      return publishedOf(username, await this.create(message, media));
    } catch (error) {
      throw isDuplicate(error) ? await this.repeated(message, intent, error) : error;
    }
  }

  async find(message: Message, intent: Intent, isTaken?: IsTaken): Promise<Published | undefined> {
    const { id: user, username } = await this.me();
    const id = await findPost({ client: this.client, user }, message, intent, isTaken);
    return id === undefined ? undefined : publishedOf(username, id);
  }

  read(published: Published, given: Given): Promise<Reading> {
    return readPost(this.client, published, given);
  }

  async remove({ id }: Published): Promise<void> {
    try {
      const { data } = await this.client.call({
        ...{ method: 'DELETE', path: `/2/tweets/${encodeURIComponent(id)}`, effect: true },
        answer: z.object({ data: z.object({ deleted: z.boolean() }) }),
      });
      if (!data.deleted) throw new NetworkError('refused', t('X: it was not deleted.'));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  metrics(published: readonly Published[]): Promise<CountsOf> {
    return countsOn(this.client, published);
  }

  async identify(): Promise<{ handle: string; url?: string }> {
    const { username } = await this.ask();
    return { handle: `@${username}`, url: `https://x.com/${username}` };
  }

  async granter(): Promise<Granter> {
    const { id, username } = await this.ask();
    return { id, name: `@${username}` };
  }

  /** Answers its id. A part of a thread comes so soon that X may not see the part before it yet. */
  private async create(message: Message, media: string[]): Promise<string> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await this.send(postBody(message, media));
      } catch (error) {
        if (!isParentMissing(error)) throw error;
        const pause = PAUSES[tries];
        if (message.answers || pause === undefined) throw this.parentMissing(message, error);
        const { clock } = this.outside;
        await new Promise<void>((resolve) => clock.at(clock.now() + pause, resolve));
      }
    }
  }

  private async send(body: object): Promise<string> {
    const { data, errors } = await this.client.call({
      ...{ method: 'POST', path: '/2/tweets', body, effect: true },
      answer: createdSchema.refine(({ data, errors }) => data !== undefined || (errors?.length ?? 0) > 0),
    });
    if (data) return data.id;
    throw nothingDone(callOf('', true), errors ?? []);
  }

  private parentMissing(message: Message, cause: unknown): NetworkError {
    const isYoung = this.outside.clock.now() - madeAt(parentOf(message) ?? '0') < YOUNG;
    if (isYoung && !message.answers)
      return new NetworkError('unreachable', t('X: the part before it is not to be seen there yet.'), {
        ...{ retryAfter: AGAIN, cause },
      });
    return new NetworkError('refused', t('X: what it answers is not there any more.'), {
      remedy: t('Cancel it, or post it by itself.'),
      cause,
    });
  }

  /**
   * That X refuses a text as a repeat shows that it is there, or was lately; not where. Ours may have gone out with an
   * answer that was lost: then it is looked for until it shows, as X lists a post a while after taking it.
   */
  private async repeated(message: Message, intent: Intent, cause: unknown): Promise<NetworkError> {
    const { id: user, username } = await this.me();
    const { older, isThere } = await olderAlike({ client: this.client, user }, message, intent);
    const mayBeOurs = isThere || older === undefined;
    if (mayBeOurs && this.outside.clock.now() - intent.at < LOOKED_FOR)
      return new NetworkError('lost', t('X: the same is there already; looking whether it is this post.'), {
        cause,
      });
    const url = older === undefined ? '' : publishedOf(username, older).url;
    return new NetworkError(
      'refused',
      t('X: the same was posted there lately{url, select, none {} other { ({url})}}.', {
        url: url || 'none',
      }),
      { remedy: t('Write it another way, or leave it at that.'), cause },
    );
  }

  private me(): Promise<User> {
    return this.user.get();
  }

  private async ask(): Promise<User> {
    const { data } = await this.client.call({ method: 'GET', path: '/2/users/me', answer: userSchema });
    return data;
  }
}

const userSchema = z.object({
  data: z.object({ id: z.string().regex(/^\d+$/), username: z.string().regex(/^\w+$/) }),
});

/** Ms. */
const PAUSES = [1_000, 2_000];
const AGAIN = 5_000;
const YOUNG = 10 * 60_000;
const LOOKED_FOR = 15 * 60_000;
