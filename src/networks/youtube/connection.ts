/** Puts videos on the channel, shows them when they are done, and deletes them. */
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
  type Keep,
  type Limits,
  type Marks,
  type Message,
  NetworkError,
  type Outside,
  type Published,
} from '../network.ts';
import type { Source } from '../source.ts';
import type { YouTubeAccount } from './account.ts';
import { type Answering, answer, editAnswer, findAnswer, isAnswer, readAnswer } from './answering.ts';
import { channelOf } from './channel.ts';
import { YouTubeClient } from './client.ts';
import { giveCover, NO_COVER, withShortfall } from './cover.ts';
import { isMissing } from './errors.ts';
import { PRIVACIES, PRIVACY } from './fields.ts';
import { LIMITS } from './limits.ts';
import { countsOn } from './metrics.ts';
import { checkVideoPost } from './preflight.ts';
import { readVideo } from './read.ts';
import {
  correctedSchema,
  correctedVideo,
  isOfIntent,
  NO_VIDEO,
  publishedOf,
  shownVideo,
  type Video,
  videoSchema,
  wantedPrivacy,
} from './resource.ts';
import { youtubeSource } from './source.ts';
import { NO_SESSION, uploaded } from './upload.ts';
import { failedVideo, goneVideo, keptThere, staysPrivate, stillWorking } from './verdicts.ts';
import { videoOf } from './videos.ts';

export class YouTubeConnection implements Connection {
  readonly source: Source;
  private readonly account: YouTubeAccount;
  private readonly outside: Outside;
  private readonly client: YouTubeClient;
  private channel: string | undefined;

  constructor(account: YouTubeAccount, outside: Outside) {
    this.account = account;
    this.outside = outside;
    this.client = new YouTubeClient(account, outside);
    const { client } = this;
    this.source = youtubeSource({ client, clock: outside.clock, channel: () => this.channelId() });
  }

  async limits(): Promise<Limits> {
    return LIMITS;
  }

  preflight(message: Message, editing = false): Finding[] {
    return checkVideoPost(message, this.account, editing);
  }

  async choices(key: string): Promise<FieldChoice[]> {
    return key === PRIVACY ? PRIVACIES : [];
  }

  async publish(message: Message, intent: Intent, keep: Keep): Promise<Published> {
    if (message.answers) return answer(this.client, message.text, message.answers, keep);
    let marks = intent.marks;
    const note = async (more: Marks) => {
      marks = { ...marks, ...more };
      await keep(marks);
    };
    const id = marks[VIDEO] || (await this.putUp(message, intent, note));
    if (!marks[VIDEO]) await note({ [VIDEO]: id, [VIDEO_AT]: String(this.outside.clock.now()) });
    const video = await this.doneVideo(id, Number(marks[VIDEO_AT]), note);
    if (!this.isOut(video, message, intent)) {
      const now = this.outside.clock.now();
      await giveCover({ client: this.client, message, now, marks, note }, id);
      await this.show(video, message);
    }
    return withShortfall(publishedOf(id), marks);
  }

  async find(message: Message, intent: Intent, isTaken?: IsTaken): Promise<Published | undefined> {
    const { answers } = message;
    if (answers) return findAnswer(this.answering, { message, answers, intent }, isTaken);
    const id = intent.marks[VIDEO];
    if (!id) {
      // What never came to a whole video is seen by nobody; that somebody is there to ask is worth knowing.
      await channelOf(this.client);
      return undefined;
    }
    const video = await videoOf(this.client, id);
    const isDone = video?.status.uploadStatus === PROCESSED;
    const isOut = isDone && this.isOut(video, message, intent);
    return isOut ? withShortfall(publishedOf(id), intent.marks) : undefined;
  }

  /** Of a video the description alone; title and tags stay as they are there. */
  async edit(published: Published, { text }: Message): Promise<Published> {
    if (isAnswer(published)) return editAnswer(this.client, published, text);
    const video = await videoOf(this.client, published.id);
    if (!video) throw goneError('YouTube');
    const json = correctedVideo(video, text);
    const path = '/youtube/v3/videos?part=snippet';
    try {
      const request = { method: 'PUT' as const, path, json, statuses: [200], effect: true };
      await this.client.call(request, correctedSchema);
      return published;
    } catch (error) {
      throw isMissing(error) ? goneError('YouTube', error) : error;
    }
  }

  async remove(published: Published): Promise<void> {
    try {
      const kind = isAnswer(published) ? 'comments' : 'videos';
      const path = `/youtube/v3/${kind}?id=${encodeURIComponent(published.id)}`;
      await this.client.ask({ method: 'DELETE', path, statuses: [204], effect: true });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  read(published: Published): Promise<Reading> {
    if (isAnswer(published)) return readAnswer(this.client, published);
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

  private get answering(): Answering {
    return { client: this.client, channel: () => this.channelId() };
  }

  /** It stays the same for as long as the leave lasts. */
  private async channelId(): Promise<string> {
    this.channel ??= (await channelOf(this.client)).id;
    return this.channel;
  }

  /** Answers its id. */
  private putUp(message: Message, intent: Intent, note: (marks: Marks) => Promise<void>): Promise<string> {
    const { video } = message;
    if (!video) throw new NetworkError('refused', t('YouTube takes videos alone; this post has none.'));
    const { client, outside, account } = this;
    return uploaded({
      ...{ client, outside, intent, note, category: account.category },
      message: { ...message, video },
    });
  }

  /** Of a video that YouTube has done its work on. `since`: epoch ms. */
  private async doneVideo(id: string, since: number, note: (marks: Marks) => Promise<void>): Promise<Video> {
    const video = await videoOf(this.client, id);
    const status = video?.status;
    // A video may be listed a moment after it was taken.
    const isYoung = this.outside.clock.now() - since < YOUNG;
    if (video?.status.uploadStatus === PROCESSED) return video;
    if (status ? !NO_VIDEO.includes(status.uploadStatus) : isYoung) throw stillWorking(since);
    // Retry puts it up anew.
    await note({ [VIDEO]: '', [VIDEO_AT]: '', ...NO_SESSION, ...NO_COVER });
    throw status && status.uploadStatus !== 'deleted' ? failedVideo(status) : goneVideo();
  }

  /** The one step that others see. The same twice does no harm. */
  private async show(video: Video, message: Message): Promise<void> {
    const privacy = this.privacyOf(message);
    const json = shownVideo(video, message, privacy);
    const path = '/youtube/v3/videos?part=snippet,status';
    try {
      const request = { method: 'PUT' as const, path, json, statuses: [200], effect: true };
      const written = await this.client.call(request, videoSchema);
      if (written.status.privacyStatus !== privacy) throw staysPrivate();
    } catch (error) {
      throw isMissing(error) ? goneVideo() : keptThere(error);
    }
  }

  /** As it was approved, and by this intent. */
  private isOut(video: Video, message: Message, intent: Intent): boolean {
    return video.status.privacyStatus === this.privacyOf(message) && !isOfIntent(video, intent);
  }

  /** What YouTube keeps private whatever is asked is left so. */
  private privacyOf(message: Message): string {
    return this.account.standing === 'unaudited' ? 'private' : wantedPrivacy(message);
  }
}

const VIDEO = 'video';
const VIDEO_AT = 'video_at';
const PROCESSED = 'processed';
/** Ms. */
const YOUNG = 2 * 60_000;
