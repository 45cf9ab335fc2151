/**
 * One try to publish: begun where nothing was, else gone on with from what TikTok has. What it has all of is never begun a second
 * time, unless TikTok says that it has failed.
 */
import { t } from '../../kit/t.ts';
import { inDoubt } from '../in-doubt.ts';
import {
  type Intent,
  type Keep,
  type Marks,
  type Message,
  NetworkError,
  type Outside,
  type Published,
  type Video,
} from '../network.ts';
import type { TikTokClient } from './client.ts';
import { type Creator, creatorOf } from './creator.ts';
import { privacyLabel } from './fields.ts';
import { HANDED_AT, NONE, PUBLISH, USERNAME, WHOLE_AT } from './marks.ts';
import { beginPhotos } from './photos.ts';
import { nothingToShow, outAs, wantedPrivacy } from './post.ts';
import { failed, forgotten, handedOver, type Standing, standingOf } from './status.ts';
import { beginVideo, isOpen, sendVideo } from './upload.ts';

export class Sending {
  private readonly client: TikTokClient;
  private readonly outside: Outside;
  private readonly message: Message;
  private readonly keep: Keep;
  private marks: Marks;

  constructor(client: TikTokClient, outside: Outside, message: Message, { marks }: Intent, keep: Keep) {
    this.client = client;
    this.outside = outside;
    this.message = message;
    this.keep = keep;
    this.marks = { ...marks };
  }

  /** Throws `NetworkError`: `lost` when TikTok has all of it, and it is not known to be out. */
  async goOn(): Promise<Published> {
    const { [PUBLISH]: publishId } = this.marks;
    if (!publishId) return this.begin();
    const standing = await standingOf(this.client, publishId);
    const { video } = this.message;
    if (standing.kind === 'unknown' && this.marks[HANDED_AT]) throw forgotten();
    const isPartly = standing.kind === 'under way' && lacksBytes(this.message, this.marks, standing.received);
    if (isPartly && video && isOpen({ outside: this.outside, marks: this.marks }))
      return this.send(video, standing.received);
    if (!isPartly && standing.kind !== 'unknown') return this.settle(standing);
    // What is there in part alone is no post, and becomes none.
    await this.note(NONE);
    return this.begin();
  }

  private async begin(): Promise<Published> {
    const { message, client } = this;
    const creator = await creatorOf(client);
    checkCreator(message, creator);
    await this.note({ [USERNAME]: creator.creator_username });
    if (message.video) {
      await beginVideo(this.uploading(message.video), creator);
      return this.send(message.video, 0);
    }
    if (message.images.length === 0)
      throw new NetworkError('refused', nothingToShow(), { remedy: t('Edit the post and add one.') });
    await beginPhotos({ ...this.around(), message }, creator);
    return this.settle(await this.standing());
  }

  private async send(video: Video, received: number | undefined): Promise<Published> {
    await sendVideo(this.uploading(video), received);
    return this.settle(await this.standing());
  }

  /** Of what it has all of. */
  private async settle(standing: Standing): Promise<Published> {
    if (standing.kind === 'out') return outAs(this.message, this.marks, standing.post);
    if (standing.kind !== 'failed') throw handedOver(SOON);
    // Retry begins anew.
    await this.note(NONE);
    throw failed(standing.reason);
  }

  /** It may be out, whatever keeps TikTok from telling so. */
  private standing(): Promise<Standing> {
    return standingOf(this.client, this.marks[PUBLISH] ?? '').catch((error: unknown) => {
      throw inDoubt(error);
    });
  }

  private uploading(video: Video) {
    return { ...this.around(), marks: this.marks, message: { ...this.message, video } };
  }

  private around() {
    const { client, outside } = this;
    return { client, outside, note: (marks: Marks) => this.note(marks) };
  }

  /** With all marks that there were. */
  private async note(more: Marks): Promise<void> {
    this.marks = { ...this.marks, ...more };
    await this.keep(this.marks);
  }
}

/**
 * Whether there is surely more of a video to send. `received`: bytes that TikTok says it has; that it does not say proves nothing
 * once the last chunk may be there.
 */
export function lacksBytes({ video }: Message, marks: Marks, received: number | undefined): boolean {
  if (!video || marks[WHOLE_AT]) return false;
  return received === undefined ? !marks[HANDED_AT] : received < video.size;
}

/** The account may offer less than when the post was approved. */
function checkCreator(message: Message, creator: Creator): void {
  const wanted = wantedPrivacy(message);
  const { privacy_level_options: offered, max_video_post_duration_sec: longest } = creator;
  if (!offered.includes(wanted)) {
    const label = privacyLabel(wanted);
    throw new NetworkError('refused', t('TikTok does not offer "{label}" to the account now.', { label }), {
      remedy: t('Choose anew who sees it (Fields): there is {offered}.', {
        offered: offered.map(privacyLabel).join(', '),
      }),
    });
  }
  const seconds = Math.ceil((message.video?.duration ?? 0) / 1_000);
  if (longest === undefined || seconds <= longest) return;
  const words = t('TikTok takes videos up to {longest} s from the account; this one has {seconds} s.', {
    ...{ longest, seconds },
  });
  throw new NetworkError('refused', words, { remedy: t('Cut it to that length, and post it again.') });
}

/** Ms. */
const SOON = 5_000;
