/** Posts as a page or as a person; edits and deletes there; looks for a page's posts. */
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { ByToken } from '../by-token.ts';
import { stillProcessing } from '../containers.ts';
import type { Granter } from '../grant.ts';
import { goneError } from '../http.ts';
import {
  type Connection,
  type Image,
  type Intent,
  type IsTaken,
  type Limits,
  type Marks,
  type Message,
  NetworkError,
  type Outside,
  type Published,
  type RetryContract,
} from '../network.ts';
import type { LinkedInAccount } from './account.ts';
import { LinkedInClient } from './client.ts';
import { duplicateIn, isMissing, isNotReady } from './errors.ts';
import { findPost, isThatOf } from './find.ts';
import { isPerson, uploadAll } from './images.ts';
import { LIMITS } from './limits.ts';
import { toLittleText } from './little-text.ts';
import { pathOf, postBody, publishedOf } from './post.ts';
import { preflight } from './preflight.ts';
import { readPost } from './read.ts';
import { administratorOf, checkPage, checkVersion, granterOf, personOf } from './standing.ts';
import { availableVideo, READY, WHOLE_SINCE } from './video.ts';

export class LinkedInConnection implements Connection {
  readonly find: NonNullable<Connection['find']>;
  /** Of a page alone: what people wrote may not be read back. */
  readonly read?: Connection['read'];
  private readonly account: LinkedInAccount;
  private readonly outside: Outside;
  private readonly client: LinkedInClient;
  private readonly person: ByToken<{ urn: string }>;

  constructor(account: LinkedInAccount, outside: Outside) {
    this.account = account;
    this.outside = outside;
    this.client = new LinkedInClient(account, outside);
    this.person = new ByToken(
      () => this.client.token(),
      () => personOf(this.client),
    );
    if (account.organization === undefined) {
      this.find = async (message, intent) => ruleOut(message, intent);
      return;
    }
    this.find = (message, intent, isTaken) => this.look(message, intent, isTaken);
    this.read = (published) => readPost(this.client, published);
  }

  async limits(): Promise<Limits> {
    return LIMITS;
  }

  preflight(message: Message): Finding[] {
    return preflight(message);
  }

  async contract(): Promise<RetryContract> {
    return this.account.organization === undefined
      ? { kind: 'none', tellsAbsence: true }
      : { kind: 'read-back' };
  }

  async publish(message: Message, intent: Intent, keep: (marks: Marks) => Promise<void>): Promise<Published> {
    const author = await this.author();
    let { marks } = intent;
    const note = async (more: Marks) => {
      marks = { ...marks, ...more };
      await keep(marks);
    };
    const uploading = { client: this.client, outside: this.outside, author, intent, keep: note };
    const media = message.video
      ? [await availableVideo(uploading, message.video)]
      : await uploadAll(uploading, picturesOf(message));
    try {
      return await this.create(postBody(author, message, media));
    } catch (error) {
      const known = duplicateIn(error);
      if (known !== undefined) return this.settle(known, message, { ...intent, marks }, error);
      if (!isPerson(author) || !isNotReady(error)) throw error;
      await note({ [READY]: '' });
      throw stillProcessing('LinkedIn', Number(marks[WHOLE_SINCE] || intent.at), error);
    }
  }

  async edit(published: Published, { text }: Message): Promise<Published> {
    try {
      await this.client.call({
        ...{ method: 'POST', path: pathOf(published), act: 'PARTIAL_UPDATE', effect: true, status: 204 },
        body: { patch: { $set: { commentary: toLittleText(text) } } },
        read: () => {},
      });
    } catch (error) {
      throw isMissing(error) ? goneError('LinkedIn', error) : error;
    }
    return published;
  }

  async remove(published: Published): Promise<void> {
    const path = pathOf(published);
    try {
      await this.client.call({ method: 'DELETE', path, effect: true, status: 204, read: () => {} });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  async identify(): Promise<{ handle: string; url?: string }> {
    const { organization } = this.account;
    if (organization !== undefined) {
      const { name, url } = await checkPage(this.client, organization);
      return { handle: name, url };
    }
    const { name } = await personOf(this.client);
    await checkVersion(this.client);
    return { handle: name };
  }

  granter(): Promise<Granter> {
    const { organization } = this.account;
    return organization === undefined ? granterOf(this.client) : administratorOf(this.client, organization);
  }

  private async look(message: Message, intent: Intent, isTaken?: IsTaken): Promise<Published | undefined> {
    const place = { client: this.client, author: await this.author() };
    const urn = await findPost(place, message, intent, isTaken);
    return urn === undefined ? undefined : publishedOf(urn);
  }

  /** That LinkedIn refuses a text as a repeat shows that it is there: as this very post, or as an older one. */
  private async settle(
    known: string,
    message: Message,
    intent: Intent,
    refusal: unknown,
  ): Promise<Published> {
    const isReadable = this.account.organization !== undefined && known !== '';
    if (isReadable) {
      const place = { client: this.client, author: await this.author() };
      const isIt = await isThatOf(place, known, message, intent).catch((error: unknown) => {
        // It was deleted, and LinkedIn still remembers it.
        if (isMissing(error)) return false;
        throw error;
      });
      if (isIt) return publishedOf(known);
    }
    throw repeated(known, refusal);
  }

  private create(body: Record<string, unknown>): Promise<Published> {
    return this.client.call({
      ...{ method: 'POST', path: '/rest/posts', body, effect: true, status: 201 },
      read({ headers }) {
        const urn = headers.get('x-restli-id');
        if (!urn) throw new Error('LinkedIn named no post.');
        return publishedOf(urn);
      },
    });
  }

  private async author(): Promise<string> {
    const { organization } = this.account;
    if (organization !== undefined) return `urn:li:organization:${organization}`;
    return (await this.person.get()).urn;
  }
}

/** Where it has none, that of its link card. */
function picturesOf({ images, card }: Message): Image[] {
  return images.length > 0 || !card?.picture ? images : [card.picture];
}

/** What a person wrote nobody may read; but no post was asked for before its video was ready. */
function ruleOut({ video }: Message, { marks }: Intent): undefined {
  if (video && !marks[READY]) return;
  throw new NetworkError(
    'lost',
    t('The answer of LinkedIn was lost, and what stands on a profile cannot be read from here.'),
    { remedy: t('Look at the profile, then press what you found.') },
  );
}

function repeated(known: string, cause: unknown): NetworkError {
  const url = known === '' ? '' : (publishedOf(known).url ?? '');
  return new NetworkError(
    'refused',
    t('LinkedIn: the same was posted there lately{url, select, none {} other { ({url})}}.', {
      url: url || 'none',
    }),
    { remedy: t('Write it another way, or leave it at that.'), cause },
  );
}
