/** Posts as one account on Threads; looks for its posts, and deletes them. */
import { z } from 'zod';
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { type ContainerPosts, findByContainer, publishByContainer } from '../container-posts.ts';
import type { Containers } from '../containers.ts';
import type { CountsOf } from '../counts.ts';
import { tokenOf } from '../credentials.ts';
import type { Granter } from '../grant.ts';
import { GraphClient } from '../graph.ts';
import { readGraphPost } from '../graph-read.ts';
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
import type { ThreadsAccount } from './account.ts';
import { containersOf, isMissing } from './containers.ts';
import { locate } from './find.ts';
import { LIMITS, quotaOf, USUAL_QUOTA } from './limits.ts';
import { countsOn } from './metrics.ts';
import { planOf } from './plan.ts';
import { preflight } from './preflight.ts';
import { SHOWN, shownAs, shownSchema } from './shown.ts';
import { threadsSource } from './source.ts';

export class ThreadsConnection implements Connection {
  private readonly account: ThreadsAccount;
  private readonly outside: Outside;
  private readonly client: GraphClient;
  private readonly posts: ContainerPosts;
  readonly metrics?: (published: readonly Published[]) => Promise<CountsOf>;
  readonly source?: Source;
  private readonly answers: ContainerPosts;
  private quota?: Limits['quota'];

  constructor(account: ThreadsAccount, outside: Outside) {
    this.account = account;
    this.outside = outside;
    this.client = new GraphClient({
      ...{ network: 'Threads', base: `${account.api_url}/v1.0`, remedy: TOKEN },
      ...(outside.deadline !== undefined && { deadline: outside.deadline }),
      token: () => tokenOf(account, outside.grant),
    });
    this.posts = this.postsBy(containersOf(this.client, outside.clock));
    // What others wrote is no news to Threads: that it is not there is so.
    this.answers = this.postsBy(containersOf(this.client, outside.clock, 0));
    if (account.comments) this.source = threadsSource(this.client, outside.clock);
    if (account.insights) this.metrics = (published) => countsOn(this.client, published);
  }

  async limits(): Promise<Limits> {
    this.quota ??= await quotaOf(this.client).catch((error: unknown) => {
      if (error instanceof NetworkError && error.reason !== 'unauthorized') return undefined;
      throw error;
    });
    return this.quota ? { ...LIMITS, quota: this.quota } : { ...LIMITS, quota: USUAL_QUOTA, assumed: true };
  }

  preflight(message: Message): Finding[] {
    return preflight(message, this.outside, this.account.api_url);
  }

  async publish(message: Message, intent: Intent, keep: Keep, isTaken?: IsTaken): Promise<Published> {
    const plan = await planOf(message, this.outside);
    return publishByContainer(this.postsFor(message), { plan, message, intent, keep, isTaken });
  }

  find(message: Message, intent: Intent, isTaken?: IsTaken): Promise<Published | undefined> {
    return findByContainer(this.postsFor(message), message, intent, isTaken);
  }

  read({ id }: Published): Promise<Reading> {
    return readGraphPost(
      { client: this.client, id, fields: SHOWN, list: '/me/threads', isMissing },
      shownSchema,
      shownAs,
    );
  }

  async remove({ id }: Published): Promise<void> {
    try {
      const result = z.object({ success: z.literal(true) });
      await this.client.call({ method: 'DELETE', path: `/${id}`, effect: true, result });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  async identify(): Promise<{ handle: string; url?: string }> {
    const { username } = await this.me();
    return { handle: `@${username}`, url: `https://www.threads.net/@${username}` };
  }

  async granter(): Promise<Granter> {
    const { id, username } = await this.me();
    return { id, name: `@${username}` };
  }

  private postsFor({ answers }: Message): ContainerPosts {
    return answers ? this.answers : this.posts;
  }

  private postsBy(containers: Containers): ContainerPosts {
    const { client } = this;
    return {
      containers,
      publish: async (container) => {
        const { id } = await client.call({
          ...{ method: 'POST', path: '/me/threads_publish', effect: true },
          fields: { creation_id: container },
          result: z.object({ id: z.string().min(1) }),
        });
        return id;
      },
      isEarly: isMissing,
      locate: (message, intent, isTaken) => locate(client, message, intent, isTaken),
      addressOf: (id) => permalinkOf({ client, log: this.outside.log }, id),
      reach: () => this.identify(),
    };
  }

  private me(): Promise<{ id: string; username: string }> {
    return this.client.call({
      ...{ method: 'GET', path: '/me', fields: { fields: 'id,username' } },
      result: z.object({ id: z.string(), username: z.string() }),
    });
  }
}

const TOKEN = t(
  'Connect it again (/accounts), or set a new token in the environment; docs/threads.md names its scopes.',
);
