/**
 * Files of ours in Slack, with a line of words. A message that shares files carries no metadata, so our key stands in
 * the files' names, by which `find` tells it; people see the title, which is the name as it was given.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { t } from '../../../kit/t.ts';
import { ChatError, type MessageReference, type OutgoingFile, type Upload } from '../../chat.ts';
import { called } from '../client.ts';
import { escapeMarkup } from '../mrkdwn.ts';
import { SLACK } from '../rich-text.ts';

const uploaded = z.object({
  files: z.array(z.object({ files: z.array(z.object({ id: z.string() })).min(1) })).min(1),
});
const share = z.record(z.string(), z.array(z.object({ ts: z.string() })));
const info = z.object({
  file: z.object({ shares: z.object({ public: share.optional(), private: share.optional() }).optional() }),
});

/** Slack shares a file a while after it took it; how long we wait for that each time (ms). */
const LOOKS = [0, 100, 250, 500, 1000, 2000, 4000, 8000];

/** Resolves when the message stands in the channel. Throws `ChatError`. */
export async function shareFiles(
  client: WebClient,
  channel: string,
  files: readonly OutgoingFile[],
  { key, text = '', thread }: Upload,
): Promise<MessageReference> {
  const answer = await called(
    client.filesUploadV2({
      channel_id: channel,
      ...(thread ? { thread_ts: thread.message } : {}),
      ...(text === '' ? {} : { initial_comment: escapeMarkup(text) }),
      file_uploads: files.map(({ name, bytes, alt }) => ({
        file: Buffer.from(bytes),
        filename: keyedName(name, key),
        title: name,
        alt_text: alt,
      })),
    }),
  );
  const id = uploaded.parse(answer).files[0]?.files[0]?.id ?? '';
  return { chat: SLACK, channel, message: await untilShared(client, id, channel) };
}

/** `report-k7.csv`: what is put before the ending tells nobody anything, and us whose it is. */
export function keyedName(name: string, key: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 1 ? `${name}-${key}` : `${name.slice(0, dot)}-${key}${name.slice(dot)}`;
}

export function bearsKey(name: string, key: string): boolean {
  const dot = name.lastIndexOf('.');
  return (dot < 1 ? name : name.slice(0, dot)).endsWith(`-${key}`);
}

async function untilShared(client: WebClient, file: string, channel: string): Promise<string> {
  for (const ms of LOOKS) {
    await wait(ms);
    const { shares } = info.parse(await called(client.files.info({ file }))).file;
    const ts = (shares?.public?.[channel] ?? shares?.private?.[channel])?.[0]?.ts;
    if (ts !== undefined) return ts;
  }
  throw new ChatError('unreachable', t('Slack has not shared the file yet.'));
}
