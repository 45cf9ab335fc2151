/**
 * Pictures of ours in Slack. They have no public address, so each is uploaded once as a file that only the bot
 * holds, and shown by its id. Slack shows png, jpeg and gif; any other kind stays a text with its alt text.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import type { Card } from '../card.ts';
import { ChatError } from '../chat.ts';
import { called } from './client.ts';

export interface Media {
  bytes: Uint8Array;
  contentType: string;
  name: string;
}

/** The media that a card names by its content hash. */
export type MediaSource = (hash: string) => Promise<Media>;

const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif']);
const MOST_KEPT = 1000;
/** Slack looks at a file before it can be shown; how long we wait for that each time (ms). */
const LOOKS = [0, 100, 250, 500, 1000, 2000, 4000];

const uploaded = z.object({
  files: z.array(z.object({ files: z.array(z.object({ id: z.string() })).min(1) })).min(1),
});
const info = z.object({ file: z.object({ mimetype: z.string().nullish() }) });

export class Pictures {
  private readonly client: WebClient;
  private readonly media: MediaSource | undefined;
  private readonly kept = new Map<string, Promise<string | undefined>>();

  constructor(client: WebClient, media: MediaSource | undefined) {
    this.client = client;
    this.media = media;
  }

  /** The file ids of a card's pictures by hash, without those that Slack cannot show. Throws `ChatError`. */
  async filesOf(shown: Card): Promise<Map<string, string>> {
    const files = await Promise.all(
      hashesOf(shown).map(async (hash) => [hash, await this.file(hash)] as const),
    );
    return new Map(files.filter((file): file is [string, string] => file[1] !== undefined));
  }

  /** Uploads anew next time: somebody may have deleted the files. */
  forget(shown: Card): void {
    for (const hash of hashesOf(shown)) this.kept.delete(hash);
  }

  private file(hash: string): Promise<string | undefined> {
    const known = this.kept.get(hash);
    if (known) return known;
    const file = this.upload(hash);
    this.kept.set(hash, file);
    file.catch(() => this.kept.delete(hash));
    const oldest = this.kept.keys().next();
    if (this.kept.size > MOST_KEPT && !oldest.done) this.kept.delete(oldest.value);
    return file;
  }

  private async upload(hash: string): Promise<string | undefined> {
    const media = await this.media?.(hash);
    if (!media || !SHOWN.has(media.contentType)) return undefined;
    const answer = await called(
      this.client.filesUploadV2({ file: Buffer.from(media.bytes), filename: media.name }),
    );
    const id = uploaded.parse(answer).files[0]?.files[0]?.id;
    if (id === undefined) throw new ChatError('refused', t('Slack took a picture and gave no id for it.'));
    await this.untilShowable(id);
    return id;
  }

  private async untilShowable(id: string): Promise<void> {
    for (const ms of LOOKS) {
      await wait(ms);
      if (info.parse(await called(this.client.files.info({ file: id }))).file.mimetype) return;
    }
    throw new ChatError('unreachable', t('Slack has not made a picture ready yet.'));
  }
}

function hashesOf(shown: Card): string[] {
  const hashes = shown.blocks.flatMap((block) =>
    block.kind === 'image' && block.media ? [block.media] : [],
  );
  return [...new Set(hashes)];
}
