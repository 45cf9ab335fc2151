/** Makes Pins on the account's boards, finds them again, and deletes them. */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import type { FieldChoice } from '../../posts/fields.ts';
import type { CountsOf } from '../counts.ts';
import type { Granter } from '../grant.ts';
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
import type { PinterestAccount } from './account.ts';
import { boardsOf } from './boards.ts';
import { PinterestClient } from './client.ts';
import { isMissing } from './errors.ts';
import { BOARD } from './fields.ts';
import { findPin } from './find.ts';
import { LIMITS } from './limits.ts';
import { countsOn } from './metrics.ts';
import { pinBody, publishedOf } from './pin.ts';
import { checkPin } from './preflight.ts';
import { readPin } from './read.ts';
import { pinnedWithVideo } from './video.ts';

export class PinterestConnection implements Connection {
  private readonly account: PinterestAccount;
  private readonly outside: Outside;
  private readonly client: PinterestClient;

  constructor(account: PinterestAccount, outside: Outside) {
    this.account = account;
    this.outside = outside;
    this.client = new PinterestClient(account, outside);
  }

  async limits(): Promise<Limits> {
    return LIMITS;
  }

  preflight(message: Message) {
    return checkPin(message);
  }

  async choices(key: string): Promise<FieldChoice[]> {
    return key === BOARD ? boardsOf(this.client) : [];
  }

  publish(message: Message, intent: Intent, keep: Keep): Promise<Published> {
    const { client, outside } = this;
    if (!message.video) return this.pin(pinBody(message));
    return pinnedWithVideo({ client, outside, intent, keep }, message.video, (mediaId) =>
      this.pin(pinBody(message, mediaId)),
    );
  }

  async find(message: Message, intent: Intent, isTaken?: IsTaken): Promise<Published | undefined> {
    const id = await findPin(this.client, message, intent, isTaken);
    return id === undefined ? undefined : publishedOf(id);
  }

  read(published: Published): Promise<Reading> {
    return readPin(this.client, published);
  }

  async remove({ id }: Published): Promise<void> {
    try {
      await this.client.call({
        method: 'DELETE',
        status: 204,
        path: `/pins/${encodeURIComponent(id)}`,
        effect: true,
      });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  metrics(published: readonly Published[]): Promise<CountsOf> {
    return countsOn(this.client, published, this.outside.clock.now());
  }

  /** With a board of its own, that must be there as well. */
  async identify(): Promise<{ handle: string; url?: string }> {
    const { username } = await this.person();
    const { board } = this.account;
    if (board !== undefined && !(await boardsOf(this.client)).some(({ value }) => value === board))
      throw new NetworkError('refused', t('Pinterest: the account has no board {board}.', { board }), {
        remedy: t('Correct `board` of the target, or take it out.'),
      });
    return { handle: username, url: `https://www.pinterest.com/${username}/` };
  }

  async granter(): Promise<Granter> {
    const { id, username } = await this.person();
    return { id: id ?? username, name: username };
  }

  private async pin(body: Record<string, unknown>): Promise<Published> {
    try {
      const { id } = await this.client.call({
        ...{ method: 'POST', status: 201, path: '/pins', body, effect: true },
        answer: pin,
      });
      return publishedOf(id);
    } catch (error) {
      throw isMissing(error) ? noBoard(error) : error;
    }
  }

  private person() {
    return this.client.call({ method: 'GET', status: 200, path: '/user_account', answer: person });
  }
}

const pin = z.object({ id: z.string().min(1) });
const person = z.object({ id: z.string().optional(), username: z.string().min(1) });

function noBoard(cause: unknown): NetworkError {
  return new NetworkError('refused', t('Pinterest: the board is not there any more.'), {
    remedy: t('Choose another board: write a new post to this target alone.'),
    cause,
  });
}
