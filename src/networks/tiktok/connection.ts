/** Posts as one account on TikTok, and follows up what it makes of it. */
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { FieldChoice } from '../../posts/fields.ts';
import type { CountsOf } from '../counts.ts';
import type { Granter } from '../grant.ts';
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
} from '../network.ts';
import type { TikTokAccount } from './account.ts';
import { TikTokClient } from './client.ts';
import { Creators, granterOf, privaciesOf } from './creator.ts';
import { PRIVACY, PROMOTES, PROMOTIONS } from './fields.ts';
import { LIMITS } from './limits.ts';
import { findListed } from './listed.ts';
import { HANDED_AT, PUBLISH } from './marks.ts';
import { Counting } from './metrics.ts';
import { isPostId, outAs } from './post.ts';
import { checkPost } from './preflight.ts';
import { readPost } from './read.ts';
import { lacksBytes, Sending } from './sending.ts';
import { forgotten, standingOf, worksOn } from './status.ts';

export class TikTokConnection implements Connection {
  private readonly account: TikTokAccount;
  private readonly outside: Outside;
  private readonly client: TikTokClient;
  private readonly creators: Creators;
  private readonly counting: Counting;

  constructor(account: TikTokAccount, outside: Outside) {
    this.account = account;
    this.outside = outside;
    this.client = new TikTokClient(account, outside);
    this.counting = new Counting(this.client);
    this.creators = new Creators(this.client, outside.clock);
  }

  async limits(): Promise<Limits> {
    try {
      const { max_video_post_duration_sec: longest } = await this.creators.get();
      if (longest === undefined) return LIMITS;
      return { ...LIMITS, video: { ...LIMITS.video, longest: longest * 1_000 } };
    } catch (error) {
      if (error instanceof NetworkError && error.reason !== 'unauthorized')
        return { ...LIMITS, assumed: true };
      throw error;
    }
  }

  preflight(message: Message): Finding[] {
    return checkPost(message, this.account, this.outside);
  }

  async choices(key: string): Promise<FieldChoice[]> {
    if (key === PROMOTES) return PROMOTIONS;
    return key === PRIVACY ? privaciesOf(await this.creators.get()) : [];
  }

  async publish(message: Message, intent: Intent, keep: Keep): Promise<Published> {
    return new Sending(this.client, this.outside, message, intent, keep).goOn();
  }

  /** Of pictures an answer may be lost before there is an id to ask by. */
  async find(message: Message, intent: Intent, isTaken?: IsTaken): Promise<Published | undefined> {
    const { marks } = intent;
    if (!marks[PUBLISH]) {
      if (marks[HANDED_AT])
        return findListed(this.client, { message, intent, isTaken }, this.outside.clock.now());
      // Nothing was begun that could be seen; that somebody is there to ask is worth knowing.
      await granterOf(this.client);
      return undefined;
    }
    const standing = await standingOf(this.client, marks[PUBLISH]);
    if (standing.kind === 'out') return outAs(message, marks, standing.post);
    if (standing.kind === 'failed' || !marks[HANDED_AT]) return undefined;
    if (standing.kind === 'unknown') throw forgotten();
    if (lacksBytes(message, marks, standing.received)) return undefined;
    throw worksOn(Number(marks[HANDED_AT]), standing.reason);
  }

  read(published: Published, given: Given): Promise<Reading> {
    return readPost(this.client, published, given);
  }

  /** No app may. What is not shown to everybody may be there for some, so that only what TikTok took down is done. */
  async remove({ id }: Published): Promise<void> {
    if (!isPostId(id) && (await standingOf(this.client, id)).kind === 'failed') return;
    throw new NetworkError('refused', t('TikTok lets no app delete a post.'), {
      remedy: t('Delete it in the TikTok app.'),
    });
  }

  metrics(published: readonly Published[]): Promise<CountsOf> {
    return this.counting.on(published);
  }

  async identify(): Promise<{ handle: string; url?: string }> {
    const { creator_username: username } = await this.creators.get();
    return { handle: `@${username}`, url: `https://www.tiktok.com/@${encodeURIComponent(username)}` };
  }

  granter(): Promise<Granter> {
    return granterOf(this.client);
  }
}
