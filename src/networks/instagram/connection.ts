/** Posts as one professional account on Instagram; looks for its posts. */
import { z } from 'zod';
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { ByToken } from '../by-token.ts';
import { type ContainerPosts, findByContainer, publishByContainer } from '../container-posts.ts';
import type { Containers } from '../containers.ts';
import type { CountsOf } from '../counts.ts';
import { tokenOf } from '../credentials.ts';
import type { Granter } from '../grant.ts';
import { GraphClient } from '../graph.ts';
import { isGraphRefusal } from '../graph-errors.ts';
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
import type { InstagramAccount } from './account.ts';
import { type Answering, answer, findAnswer } from './answering.ts';
import { containersOf } from './containers.ts';
import { locate } from './find.ts';
import { LIMITS, quotaOf, USUAL_QUOTA } from './limits.ts';
import { countsOn } from './metrics.ts';
import type { Own } from './own.ts';
import { planOf } from './plan.ts';
import { preflight } from './preflight.ts';
import { answerSchema, SHOWN, shownAs, shownSchema } from './shown.ts';
import { instagramSource } from './source.ts';

export class InstagramConnection implements Connection {
  private readonly account: InstagramAccount;
  private readonly outside: Outside;
  private readonly client: GraphClient;
  private readonly posts: ContainerPosts;
  private readonly user: ByToken<Own>;
  readonly metrics?: (published: readonly Published[]) => Promise<CountsOf>;
  readonly source?: Source;
  private quota?: Limits['quota'];

  constructor(account: InstagramAccount, outside: Outside) {
    this.account = account;
    this.outside = outside;
    const token = () => tokenOf(account, outside.grant);
    this.client = new GraphClient({
      ...{ network: 'Instagram', base: `${account.api_url}/${account.version}`, remedy: TOKEN },
      ...(outside.deadline !== undefined && { deadline: outside.deadline }),
      token,
    });
    this.user = new ByToken(token, () => this.me());
    this.posts = this.postsBy(containersOf(this.client, outside.clock, () => this.userId()));
    if (account.comments) this.source = this.listening();
    if (account.insights) this.metrics = (published) => this.counts(published);
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
    if (message.answers) return answer(this.answering, message.text, message.answers, keep);
    const plan = await planOf(message, this.outside);
    return publishByContainer(this.posts, { plan, message, intent, keep, isTaken });
  }

  find(message: Message, intent: Intent, isTaken?: IsTaken): Promise<Published | undefined> {
    if (message.answers) return findAnswer(this.answering, message, intent, isTaken);
    return findByContainer(this.posts, message, intent, isTaken);
  }

  async read({ id }: Published): Promise<Reading> {
    const reading = { client: this.client, id, list: await this.list(), isMissing };
    try {
      return await readGraphPost({ ...reading, fields: SHOWN }, shownSchema, shownAs);
    } catch (error) {
      // Nothing in its number says that it is an answer; that it has no caption does.
      if (!isGraphRefusal(error, 100)) throw error;
      return readGraphPost({ ...reading, fields: 'text' }, answerSchema, ({ text }) => ({ text }));
    }
  }

  /** Only a login by Facebook may delete; Meta says so, and the remedy follows. */
  async remove({ id }: Published): Promise<void> {
    try {
      const result = z.object({ success: z.literal(true) });
      await this.client.call({ method: 'DELETE', path: `/${id}`, effect: true, result });
    } catch (error) {
      if (isMissing(error)) return;
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

  private get answering(): Answering {
    return { client: this.client, user: () => this.user.getAnew(), isMissing };
  }

  private listening(): Source {
    const [user, userNow] = [() => this.user.get(), () => this.user.getAnew()];
    return instagramSource({ client: this.client, clock: this.outside.clock, user, userNow, isMissing });
  }

  private async counts(published: readonly Published[]): Promise<CountsOf> {
    return countsOn({ client: this.client, list: await this.list(), isMissing }, published);
  }

  private async list(): Promise<string> {
    return `/${await this.userId()}/media`;
  }

  private postsBy(containers: Containers): ContainerPosts {
    const { client } = this;
    return {
      containers,
      publish: async (container) => {
        const { id } = await client.call({
          ...{ method: 'POST', path: `/${await this.userId()}/media_publish`, effect: true },
          fields: { creation_id: container },
          result: z.object({ id: z.string().min(1) }),
        });
        return id;
      },
      isEarly: (error) => isGraphRefusal(error, NOT_READY),
      locate: async (message, intent, isTaken) =>
        locate(client, await this.userId(), message, intent, isTaken),
      addressOf: (id) => permalinkOf({ client, log: this.outside.log }, id),
      reach: () => this.me(),
    };
  }

  private async userId(): Promise<string> {
    return (await this.user.get()).user_id;
  }

  private me(): Promise<Own> {
    return this.client.call({
      ...{ method: 'GET', path: '/me', fields: { fields: 'user_id,username' } },
      result: z.object({ user_id: z.string().min(1), username: z.string() }),
    });
  }
}

function isMissing(error: unknown): boolean {
  return isGraphRefusal(error, 100, GONE);
}

/** "Media ID is not available" */
const NOT_READY = 9007;
const GONE = 33;

const TOKEN = t(
  'Connect it again (/accounts), or set a new token in the environment; docs/instagram.md names its permissions.',
);
