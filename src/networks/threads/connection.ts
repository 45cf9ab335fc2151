/** Posts as one account on Threads; looks for its posts, and deletes them. */
import { z } from 'zod';
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { type Containers, containerIn, readyContainer, stillProcessing } from '../containers.ts';
import type { Granter } from '../grant.ts';
import { GraphClient } from '../graph.ts';
import { inDoubt } from '../in-doubt.ts';
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
import type { ThreadsAccount } from './account.ts';
import { containersOf, isMissing } from './containers.ts';
import { locate } from './find.ts';
import { LIMITS, quotaOf, USUAL_QUOTA } from './limits.ts';
import { planOf } from './plan.ts';
import { preflight } from './preflight.ts';

export class ThreadsConnection implements Connection {
  private readonly account: ThreadsAccount;
  private readonly outside: Outside;
  private readonly client: GraphClient;
  private readonly containers: Containers;

  private quota?: Limits['quota'];

  constructor(account: ThreadsAccount, outside: Outside) {
    this.account = account;
    this.outside = outside;
    this.client = new GraphClient({
      ...{ network: 'Threads', base: `${account.api_url}/v1.0`, remedy: TOKEN },
      ...(outside.deadline !== undefined && { deadline: outside.deadline }),
      token: async () => account.access_token ?? (await this.granted()),
    });
    this.containers = containersOf(this.client, outside.clock);
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
    const { container, since, isPublished } = await readyContainer(this.containers, plan, intent, keep);
    if (isPublished)
      return this.known(message, intent, isTaken).catch((error: unknown) => {
        throw inDoubt(error);
      });
    const { id } = await this.client
      .call({
        ...{ method: 'POST', path: '/me/threads_publish', effect: true },
        fields: { creation_id: container },
        result: z.object({ id: z.string().min(1) }),
      })
      .catch((error: unknown) => {
        // A container that was just finished is not known everywhere.
        throw isMissing(error) ? stillProcessing('Threads', since, error) : error;
      });
    const url = await this.permalinkOf(id);
    return { id, ...(url && { url }) };
  }

  async find(message: Message, intent: Intent, isTaken?: IsTaken): Promise<Published | undefined> {
    const container = containerIn(intent);
    if (container === undefined) {
      // What never came to a container shows nothing; that somebody is there to ask is worth knowing.
      await this.identify();
      return undefined;
    }
    const { status } = await this.containers.stateOf(container);
    return status === 'PUBLISHED' ? this.known(message, intent, isTaken) : undefined;
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

  /** The container says that it is live; which post that is stands in the list of posts. */
  private async known(message: Message, intent: Intent, isTaken?: IsTaken): Promise<Published> {
    const found = await locate(this.client, message, intent, isTaken);
    if (found) return found;
    throw new NetworkError('unreachable', t('Threads: the post is live, and is not listed yet.'));
  }

  /** It is live; without its address it is live too. */
  private async permalinkOf(id: string): Promise<string | undefined> {
    try {
      const { permalink } = await this.client.call({
        ...{ method: 'GET', path: `/${id}`, fields: { fields: 'permalink' } },
        result: z.object({ permalink: z.url() }),
      });
      return permalink;
    } catch (error) {
      this.outside.log.info({ err: error, post: id }, 'Threads did not tell the address of a post');
      return undefined;
    }
  }

  private me(): Promise<{ id: string; username: string }> {
    return this.client.call({
      ...{ method: 'GET', path: '/me', fields: { fields: 'id,username' } },
      result: z.object({ id: z.string(), username: z.string() }),
    });
  }

  private granted(): Promise<string> {
    if (!this.outside.grant) throw new Error('A Threads account without a token was given no grant.');
    return this.outside.grant.token();
  }
}

const TOKEN = t(
  'Connect it again (/accounts), or set a new token in the environment; docs/threads.md names its scopes.',
);
