/** Publishes to, finds on, and takes down from one Bluesky account. */
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { CountsOf } from '../counts.ts';
import type { Given, Reading } from '../live.ts';
import type { Connection, Intent, Keep, Limits, Marks, Message, Outside, Published } from '../network.ts';
import type { Source } from '../source.ts';
import type { BlueskyAccount } from './account.ts';
import { isMissingBlob, isMissingRecord } from './errors.ts';
import { LIMITS } from './limits.ts';
import { countsOn } from './metrics.ts';
import { readRecord } from './read.ts';
import { buildRecord, COLLECTION } from './record.ts';
import { recordKey } from './record-key.ts';
import { BlueskySession, type SessionData } from './session.ts';
import { blueskySource } from './source.ts';
import { checkUploads } from './upload-limits.ts';
import { blobIsGone, videoBlob } from './video.ts';
import { VideoService } from './video-service.ts';

export class BlueskyConnection implements Connection {
  readonly source: Source;
  private readonly session: BlueskySession;
  private readonly outside: Outside;
  private readonly videos: VideoService;

  constructor(account: BlueskyAccount, outside: Outside) {
    this.outside = outside;
    this.session = new BlueskySession(account, outside);
    this.videos = new VideoService(account.video_service, this.session, outside);
    this.source = blueskySource(this.session, () => outside.clock.now());
  }

  async limits(): Promise<Limits> {
    return LIMITS;
  }

  preflight(message: Message): Finding[] {
    return message.images.flatMap((image, index) => stillGif(image.contentType, index + 1));
  }

  prepare(intent: Pick<Intent, 'key' | 'at'>): Marks {
    return { record_key: recordKey(intent) };
  }

  /** How many videos the account may give today. */
  async requirements({ video }: Message): Promise<Finding[]> {
    return video ? checkUploads(await this.videos.limits(), video) : [];
  }

  async publish(message: Message, intent: Intent, keep: Keep): Promise<Published> {
    const { videos: service, outside } = this;
    const film = message.video && (await videoBlob({ service, outside, intent, keep }, message.video));
    const record = await this.session.run(false, (agent) => buildRecord(agent, message, intent.at, film));
    try {
      return await this.session.run(true, async (agent, session) => {
        const place = placeOf(session, intent);
        const { data } = await agent.com.atproto.repo.putRecord({ ...place, record: { ...record } });
        return published(data, session);
      });
    } catch (error) {
      if (!film || !isMissingBlob(error)) throw error;
      return blobIsGone(error, intent, (more) => keep({ ...intent.marks, ...more }));
    }
  }

  find(_message: Message, intent: Intent): Promise<Published | undefined> {
    return this.session.run(false, async (agent, session) => {
      try {
        const { data } = await agent.com.atproto.repo.getRecord(placeOf(session, intent));
        return published(data, session);
      } catch (error) {
        if (isMissingRecord(error)) return undefined;
        throw error;
      }
    });
  }

  read(published: Published, given: Given): Promise<Reading> {
    return readRecord(this.session, published, given);
  }

  async remove({ id }: Published): Promise<void> {
    await this.session.run(true, (agent, { did }) =>
      agent.com.atproto.repo.deleteRecord({ repo: did, collection: COLLECTION, rkey: lastPart(id) }),
    );
  }

  metrics(published: readonly Published[]): Promise<CountsOf> {
    return countsOn(this.session, published);
  }

  identify(): Promise<{ handle: string; url: string }> {
    return this.session.run(false, async (agent) => {
      const { data } = await agent.com.atproto.server.getSession();
      return { handle: `@${data.handle}`, url: `https://bsky.app/profile/${data.handle}` };
    });
  }
}

function stillGif(contentType: string, position: number): Finding[] {
  if (contentType !== 'image/gif') return [];
  return [
    {
      id: 'bluesky.media.gif_still',
      level: 'warning',
      field: 'media',
      message: t('Bluesky shows picture {position}, a GIF, without its movement.', { position }),
      remedy: t('Use another picture for Bluesky, or accept it as a still.'),
    },
  ];
}

function placeOf({ did }: SessionData, intent: Intent) {
  return { repo: did, collection: COLLECTION, rkey: intent.marks.record_key ?? recordKey(intent) };
}

/** By handle as people know it; by DID when the handle does not hold at the moment. */
function published({ uri, cid }: { uri: string; cid?: string }, { handle, did }: SessionData): Published {
  const who = handle === 'handle.invalid' ? did : handle;
  const url = `https://bsky.app/profile/${who}/post/${lastPart(uri)}`;
  return { id: uri, url, ...(cid && { version: cid }) };
}

function lastPart(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}
