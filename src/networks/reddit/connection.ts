/** Posts to communities, finds the posts again, corrects the text of those that have one, and deletes them. */
import { z } from 'zod';
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { FieldChoice } from '../../posts/fields.ts';
import type { CountsOf } from '../counts.ts';
import type { Granter } from '../grant.ts';
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
import type { RedditAccount } from './account.ts';
import { communitiesOf, flairsOf } from './choices.ts';
import { RedditClient } from './client.ts';
import { errorEntry, isBare, refusalOf } from './errors.ts';
import { COMMUNITY, FLAIR, LINK, SPOILER, TITLE } from './fields.ts';
import { findPost } from './find.ts';
import { LIMITS } from './limits.ts';
import { countsOn } from './metrics.ts';
import { checkRedditPost } from './preflight.ts';
import { readPost } from './read.ts';
import { checkRequirements, type Requirements, requirementsOf } from './requirements.ts';
import { becomesAPost, submittedWithVideo, wasHandedOver } from './video.ts';

export class RedditConnection implements Connection {
  private readonly client: RedditClient;
  private readonly now: () => number;
  /** By community. */
  private readonly asked = new Map<string, { at: number; told: Promise<Requirements> }>();

  constructor(account: RedditAccount, outside: Outside) {
    this.client = new RedditClient(account, outside);
    this.now = () => outside.clock.now();
  }

  async limits(): Promise<Limits> {
    return LIMITS;
  }

  preflight(message: Message, editing = false): Finding[] {
    return checkRedditPost(message, editing);
  }

  async requirements(message: Message): Promise<Finding[]> {
    const community = message.fields?.[COMMUNITY];
    return community === undefined ? [] : checkRequirements(message, await this.requirementsOf(community));
  }

  async choices(key: string, given: Record<string, string>): Promise<FieldChoice[]> {
    if (key === COMMUNITY) return communitiesOf(this.client);
    const community = given[COMMUNITY];
    return key === FLAIR && community !== undefined ? flairsOf(this.client, community) : [];
  }

  async publish(message: Message, intent: Intent, keep: Keep, isTaken?: IsTaken): Promise<Published> {
    if (!message.video) return this.submitted(await this.submit(formOf(message)));
    const { client, now } = this;
    const posting = { client, now, intent, keep };
    const { json, marks } = await submittedWithVideo(posting, message, (media) =>
      this.submit({ ...formOf(message), ...media }),
    );
    if (json.data?.name !== undefined) return this.submitted({ json });
    try {
      return await this.handedOver(message, { ...intent, marks }, isTaken);
    } catch (error) {
      // Lost, not under way: Reddit told no id and shows the post by itself, so from here on it may be out.
      throw inDoubt(error);
    }
  }

  async find(message: Message, intent: Intent, isTaken?: IsTaken): Promise<Published | undefined> {
    if (wasHandedOver(intent.marks)) return this.handedOver(message, intent, isTaken);
    return this.listed(message, intent, isTaken);
  }

  async edit(published: Published, { text }: Message): Promise<Published> {
    const changing = this.client.call({
      ...{ path: '/api/editusertext', effect: true },
      form: { api_type: 'json', thing_id: published.id, text },
      answer: z.object({
        json: z.object({
          errors: z.array(errorEntry),
          data: z.object({ things: z.array(z.unknown()) }).optional(),
          ratelimit: z.number().optional(),
        }),
      }),
    });
    const { json } = await changing.catch((error: unknown) => {
      throw isBare(error) ? goneError('Reddit', error) : error;
    });
    if (json.errors.length > 0) throw refusalOf(json.errors, json.ratelimit);
    if (!json.data?.things.length) throw goneError('Reddit');
    return published;
  }

  read(published: Published): Promise<Reading> {
    return readPost(this.client, published);
  }

  async remove({ id }: Published): Promise<void> {
    const answer = z.strictObject({});
    await this.client.call({ path: '/api/del', form: { api_type: 'json', id }, effect: true, answer });
  }

  metrics(published: readonly Published[]): Promise<CountsOf> {
    return countsOn(this.client, published);
  }

  async identify(): Promise<{ handle: string; url?: string }> {
    const { name } = await this.person();
    return { handle: `u/${name}`, url: `https://www.reddit.com/user/${name}` };
  }

  granter(): Promise<Granter> {
    return this.person();
  }

  /** What Reddit makes a post of by itself: that may still come. */
  private async handedOver(message: Message, intent: Intent, isTaken?: IsTaken): Promise<Published> {
    const found = await this.listed(message, intent, isTaken);
    if (!found) throw becomesAPost(intent.marks);
    return found;
  }

  private async listed(message: Message, intent: Intent, isTaken?: IsTaken): Promise<Published | undefined> {
    const { name: person } = await this.person();
    const found = await findPost({ client: this.client, person }, message, intent, isTaken);
    return found && { id: found.name, url: `https://www.reddit.com${found.permalink}` };
  }

  private requirementsOf(community: string): Promise<Requirements> {
    const known = this.asked.get(community);
    if (known && this.now() - known.at < KEPT) return known.told;
    const told = requirementsOf(this.client, community);
    this.asked.set(community, { at: this.now(), told });
    told.catch(() => this.asked.delete(community));
    return told;
  }

  /** Throws `NetworkError` where nothing was posted. */
  private async submit(form: Record<string, string>): Promise<Submitted> {
    const answer = await this.client.call({
      ...{ path: '/api/submit', form, effect: true },
      answer: submittedSchema,
    });
    const { data, errors, ratelimit } = answer.json;
    // An error beside the post does not undo it; beside nothing there is no post.
    if (!isPost(data) && errors.length > 0) throw refusalOf(errors, ratelimit);
    return answer;
  }

  private submitted({ json: { data } }: Submitted): Published {
    if (data?.name !== undefined && data.url !== undefined) return { id: data.name, url: data.url };
    throw new NetworkError('lost', t('Reddit: it answered neither with a post nor with an error.'));
  }

  private person() {
    const answer = z.object({ id: z.string().min(1), name: z.string().min(1) });
    return this.client.call({ path: '/api/v1/me', answer });
  }
}

/** Of a video there is no id in it. */
const submittedSchema = z.object({
  json: z.object({
    errors: z.array(errorEntry),
    data: z
      .object({
        ...{ name: z.string().startsWith('t3_').optional(), url: z.url().optional() },
        ...{ websocket_url: z.string().nullish(), user_submitted_page: z.string().nullish() },
      })
      .optional(),
    ratelimit: z.number().optional(),
  }),
});
type Submitted = z.infer<typeof submittedSchema>;

function isPost(data: Submitted['json']['data'] = {}): boolean {
  return Boolean(data.name ?? data.websocket_url ?? data.user_submitted_page);
}

/** Ms: moderators seldom change what they ask for. */
const KEPT = 10 * 60_000;

function formOf({ text, fields = {} }: Message): Record<string, string> {
  const { [COMMUNITY]: community, [TITLE]: title, [FLAIR]: flair, [LINK]: link, [SPOILER]: spoiler } = fields;
  return {
    ...{ api_type: 'json', sr: community ?? '', title: title ?? '', text },
    ...(link === undefined ? { kind: 'self' } : { kind: 'link', url: link }),
    ...(flair && { flair_id: flair }),
    ...{ spoiler: String(spoiler === 'yes'), nsfw: 'false', resubmit: 'true', sendreplies: 'true' },
    validate_on_submit: 'true',
  };
}
