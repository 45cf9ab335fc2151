/** Posts to communities, finds the posts again, corrects the text of those that have one, and deletes them. */
import { z } from 'zod';
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { FieldChoice } from '../../posts/fields.ts';
import type { CountsOf } from '../counts.ts';
import type { Granter } from '../grant.ts';
import { goneError } from '../http.ts';
import type { Reading } from '../live.ts';
import {
  type Connection,
  type Intent,
  type IsTaken,
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
import { countsOn } from './metrics.ts';
import { readPost } from './read.ts';
import { checkRequirements, type Requirements, requirementsOf } from './requirements.ts';

const LIMITS: Limits = {
  text: [{ unit: 'characters', most: 40_000, count: (text) => [...text].length }],
  textOptional: false,
};

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

  preflight({ fields = {} }: Message, editing = false): Finding[] {
    const link = fields[LINK];
    if (link === undefined) return [];
    if (editing) return [noEdits()];
    return isWeb(link) ? [] : [noLink(link)];
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

  async publish(message: Message): Promise<Published> {
    const { json } = await this.client.call({
      ...{ path: '/api/submit', form: formOf(message), effect: true },
      answer: z.object({
        json: z.object({
          errors: z.array(errorEntry),
          data: z.object({ name: z.string().startsWith('t3_'), url: z.url() }).optional(),
          ratelimit: z.number().optional(),
        }),
      }),
    });
    // An error beside the post does not undo it.
    if (json.data) return { id: json.data.name, url: json.data.url };
    if (json.errors.length > 0) throw refusalOf(json.errors, json.ratelimit);
    throw new NetworkError('lost', t('Reddit: it answered neither with a post nor with an error.'));
  }

  async find(message: Message, intent: Intent, isTaken?: IsTaken): Promise<Published | undefined> {
    const { name: person } = await this.person();
    const found = await findPost({ client: this.client, person }, message, intent, isTaken);
    return found && { id: found.name, url: `https://www.reddit.com${found.permalink}` };
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

  private requirementsOf(community: string): Promise<Requirements> {
    const known = this.asked.get(community);
    if (known && this.now() - known.at < KEPT) return known.told;
    const told = requirementsOf(this.client, community);
    this.asked.set(community, { at: this.now(), told });
    told.catch(() => this.asked.delete(community));
    return told;
  }

  private person() {
    const answer = z.object({ id: z.string().min(1), name: z.string().min(1) });
    return this.client.call({ path: '/api/v1/me', answer });
  }
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

function isWeb(link: string): boolean {
  return URL.canParse(link) && /^https?:$/.test(new URL(link).protocol);
}

function noLink(link: string): Finding {
  return {
    ...{ id: 'reddit.link.unreadable', level: 'error', field: LINK, about: link },
    message: t('"{link}" is no web address.', { link }),
    remedy: t('Write it whole, with https:// in front.'),
  };
}

function noEdits(): Finding {
  return {
    ...{ id: 'reddit.link.no_edit', level: 'error', field: 'to' },
    message: t('The text of a link post on Reddit stays as it is.'),
    remedy: t('Leave Reddit out, or delete it there and post it anew.'),
  };
}
