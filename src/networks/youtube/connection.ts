/** Puts videos on the channel, shows them when they are done, and deletes them. */
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { FieldChoice } from '../../posts/fields.ts';
import { stillProcessing } from '../containers.ts';
import type { CountsOf } from '../counts.ts';
import type { Granter } from '../grant.ts';
import type { Reading } from '../live.ts';
import {
  type Connection,
  type Intent,
  type IsTaken,
  type Keep,
  type Limits,
  type Marks,
  type Message,
  NetworkError,
  type Outside,
  type Published,
} from '../network.ts';
import type { YouTubeAccount } from './account.ts';
import { channelOf } from './channel.ts';
import { YouTubeClient } from './client.ts';
import { isMissing } from './errors.ts';
import { PRIVACIES, PRIVACY } from './fields.ts';
import { LIMITS } from './limits.ts';
import { countsOn } from './metrics.ts';
import { checkVideoPost } from './preflight.ts';
import { readVideo } from './read.ts';
import {
  listedSchema,
  publishedOf,
  type Status,
  updatedVideo,
  wantedPrivacy,
  writtenSchema,
} from './resource.ts';
import { SESSION, uploaded } from './upload.ts';
import { failedVideo, goneVideo, staysPrivate } from './verdicts.ts';

export class YouTubeConnection implements Connection {
  private readonly account: YouTubeAccount;
  private readonly outside: Outside;
  private readonly client: YouTubeClient;

  constructor(account: YouTubeAccount, outside: Outside) {
    this.account = account;
    this.outside = outside;
    this.client = new YouTubeClient(account, outside);
  }

  async limits(): Promise<Limits> {
    return LIMITS;
  }

  preflight(message: Message): Finding[] {
    return checkVideoPost(message, this.account);
  }

  async choices(key: string): Promise<FieldChoice[]> {
    return key === PRIVACY ? PRIVACIES : [];
  }

  async publish(message: Message, intent: Intent, keep: Keep, isTaken?: IsTaken): Promise<Published> {
    let marks = intent.marks;
    const note = async (more: Marks) => {
      marks = { ...marks, ...more };
      await keep(marks);
    };
    const id = marks[VIDEO] || (await this.putUp(message, intent, note, isTaken));
    if (!marks[VIDEO]) await note({ [VIDEO]: id, [VIDEO_AT]: String(this.outside.clock.now()) });
    const status = await this.doneStatus(id, Number(marks[VIDEO_AT]), note);
    if (status.privacyStatus !== this.privacyOf(message)) await this.show(id, status, message);
    return publishedOf(id);
  }

  async find(message: Message, { marks }: Intent): Promise<Published | undefined> {
    const id = marks[VIDEO];
    if (!id) {
      // What never came to a whole video is seen by nobody; that somebody is there to ask is worth knowing.
      await channelOf(this.client);
      return undefined;
    }
    const status = await this.statusOf(id);
    const isOut = status?.uploadStatus === PROCESSED && status.privacyStatus === this.privacyOf(message);
    return isOut ? publishedOf(id) : undefined;
  }

  async remove({ id }: Published): Promise<void> {
    try {
      const path = `/youtube/v3/videos?id=${encodeURIComponent(id)}`;
      await this.client.ask({ method: 'DELETE', path, statuses: [204], effect: true });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  read(published: Published): Promise<Reading> {
    return readVideo(this.client, published, this.account.standing === 'audited');
  }

  metrics(published: readonly Published[]): Promise<CountsOf> {
    return countsOn(this.client, published);
  }

  async identify(): Promise<{ handle: string; url?: string }> {
    const { id, title } = await channelOf(this.client);
    return { handle: title, url: `https://www.youtube.com/channel/${id}` };
  }

  async granter(): Promise<Granter> {
    const { id, title } = await channelOf(this.client);
    return { id, name: title };
  }

  /** Answers its id. */
  private putUp(
    message: Message,
    intent: Intent,
    note: (marks: Marks) => Promise<void>,
    isTaken?: IsTaken,
  ): Promise<string> {
    const { video } = message;
    if (!video) throw new NetworkError('refused', t('YouTube takes videos alone; this post has none.'));
    const { client, outside, account } = this;
    return uploaded({
      ...{ client, outside, intent, note, isTaken, category: account.category },
      message: { ...message, video },
    });
  }

  /** Of a video that YouTube has done its work on. `since`: epoch ms. */
  private async doneStatus(
    id: string,
    since: number,
    note: (marks: Marks) => Promise<void>,
  ): Promise<Status> {
    const status = await this.statusOf(id);
    // A video may be listed a moment after it was taken.
    const isYoung = this.outside.clock.now() - since < YOUNG;
    if (status?.uploadStatus === PROCESSED) return status;
    if (status ? !ENDS.includes(status.uploadStatus) : isYoung) throw stillProcessing('YouTube', since);
    // Retry puts it up anew.
    await note({ [VIDEO]: '', [SESSION]: '' });
    throw status && status.uploadStatus !== 'deleted' ? failedVideo(status) : goneVideo();
  }

  private async statusOf(id: string): Promise<Status | undefined> {
    const path = `/youtube/v3/videos?part=status&id=${encodeURIComponent(id)}`;
    const { items } = await this.client.call({ method: 'GET', path, statuses: [200] }, listedSchema);
    return items.find((item) => item.id === id)?.status;
  }

  /** The one step that others see. The same twice does no harm. */
  private async show(id: string, status: Status, message: Message): Promise<void> {
    const path = '/youtube/v3/videos?part=status';
    const written = await this.client.call(
      { method: 'PUT', path, json: updatedVideo(id, status, message), statuses: [200], effect: true },
      writtenSchema,
    );
    if (written.status.privacyStatus !== wantedPrivacy(message)) throw staysPrivate();
  }

  /** What YouTube keeps private whatever is asked is left so. */
  private privacyOf(message: Message): string {
    return this.account.standing === 'unaudited' ? 'private' : wantedPrivacy(message);
  }
}

const VIDEO = 'video';
const VIDEO_AT = 'video_at';
const PROCESSED = 'processed';
const ENDS = ['failed', 'rejected', 'deleted'];
/** Ms. */
const YOUNG = 2 * 60_000;
