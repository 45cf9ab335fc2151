/** Posts as one professional account on Instagram; looks for its posts. */
import { z } from 'zod';
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { ByToken } from '../by-token.ts';
import { type Containers, containerIn, readyContainer, stillProcessing } from '../containers.ts';
import type { Granter } from '../grant.ts';
import { GraphClient } from '../graph.ts';
import { isGraphRefusal } from '../graph-errors.ts';
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
import type { InstagramAccount } from './account.ts';
import { containersOf } from './containers.ts';
import { locate } from './find.ts';
import { LIMITS, quotaOf, USUAL_QUOTA } from './limits.ts';
import { planOf } from './plan.ts';
import { preflight } from './preflight.ts';

export class InstagramConnection implements Connection {
  private readonly account: InstagramAccount;
  private readonly outside: Outside;
  private readonly client: GraphClient;
  private readonly containers: Containers;
  private readonly user: ByToken<{ user_id: string }>;
  private quota?: Limits['quota'];

  constructor(account: InstagramAccount, outside: Outside) {
    this.account = account;
    this.outside = outside;
    this.client = new GraphClient({
      ...{ network: 'Instagram', base: `${account.api_url}/${account.version}`, remedy: TOKEN },
      ...(outside.deadline !== undefined && { deadline: outside.deadline }),
      token: () => this.token(),
    });
    this.user = new ByToken(
      () => this.token(),
      () => this.me(),
    );
    this.containers = containersOf(this.client, outside.clock, () => this.userId());
  }

  async limits(): Promise<Limits> {
    const user = await this.userId();
    this.quota ??= await quotaOf(this.client, user).catch((error: unknown) => {
      if (error instanceof NetworkError && error.reason !== 'unauthorized') return undefined;
      throw error;
    });
    return this.quota ? { ...LIMITS, quota: this.quota } : { ...LIMITS, quota: USUAL_QUOTA, assumed: true };
  }

  preflight(message: Message): Finding[] {
    return preflight(message, this.outside, this.account);
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
        ...{ method: 'POST', path: `/${await this.userId()}/media_publish`, effect: true },
        fields: { creation_id: container },
        result: z.object({ id: z.string().min(1) }),
      })
      .catch((error: unknown) => {
        throw isGraphRefusal(error, NOT_READY) ? stillProcessing('Instagram', since, error) : error;
      });
    const url = await this.permalinkOf(id);
    return { id, ...(url && { url }) };
  }

  async find(message: Message, intent: Intent, isTaken?: IsTaken): Promise<Published | undefined> {
    const container = containerIn(intent);
    if (container === undefined) {
      // What never came to a container shows nothing; that somebody is there to ask is worth knowing.
      await this.me();
      return undefined;
    }
    const { status } = await this.containers.stateOf(container);
    return status === 'PUBLISHED' ? this.known(message, intent, isTaken) : undefined;
  }

  /** Only a login by Facebook may delete; Meta says so, and the remedy follows. */
  async remove({ id }: Published): Promise<void> {
    try {
      const result = z.object({ success: z.literal(true) });
      await this.client.call({ method: 'DELETE', path: `/${id}`, effect: true, result });
    } catch (error) {
      if (isGraphRefusal(error, 100, GONE)) return;
      if (!(error instanceof NetworkError) || error.reason !== 'unauthorized') throw error;
      throw new NetworkError('refused', error.message, {
        remedy: t('Instagram lets few apps delete; delete it there by hand.'),
        cause: error,
      });
    }
  }

  async identify(): Promise<{ handle: string; url?: string }> {
    const { username } = await this.me();
    return { handle: `@${username}`, url: `https://www.instagram.com/${username}/` };
  }

  async granter(): Promise<Granter> {
    const { user_id: id, username } = await this.me();
    return { id, name: `@${username}` };
  }

  /** The container says that it is live; which post that is stands in the list of posts. */
  private async known(message: Message, intent: Intent, isTaken?: IsTaken): Promise<Published> {
    const found = await locate(this.client, await this.userId(), message, intent, isTaken);
    if (found) return found;
    throw new NetworkError('unreachable', t('Instagram: the post is live, and is not listed yet.'));
  }

  /** Right after publishing a read may say that there is no such post; it is live, with its address or without. */
  private async permalinkOf(id: string): Promise<string | undefined> {
    for (let tries = 1; ; tries += 1) {
      try {
        const { permalink } = await this.client.call({
          ...{ method: 'GET', path: `/${id}`, fields: { fields: 'permalink' } },
          result: z.object({ permalink: z.url() }),
        });
        return permalink;
      } catch (error) {
        if (tries < MOST_READS && isGraphRefusal(error, 100, GONE)) continue;
        this.outside.log.info({ err: error, post: id }, 'Instagram did not tell the address of a post');
        return undefined;
      }
    }
  }

  private async userId(): Promise<string> {
    return (await this.user.get()).user_id;
  }

  private me(): Promise<{ user_id: string; username: string }> {
    return this.client.call({
      ...{ method: 'GET', path: '/me', fields: { fields: 'user_id,username' } },
      result: z.object({ user_id: z.string().min(1), username: z.string() }),
    });
  }

  private async token(): Promise<string> {
    const { access_token: given } = this.account;
    if (given !== undefined) return given;
    if (!this.outside.grant) throw new Error('An Instagram account without a token was given no grant.');
    return this.outside.grant.token();
  }
}

/** "Media ID is not available" */
const NOT_READY = 9007;
const GONE = 33;
const MOST_READS = 3;

const TOKEN = t(
  'Connect it again (/accounts), or set a new token in the environment; docs/instagram.md names its permissions.',
);
