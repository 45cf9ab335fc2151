/** What has become of what was given to TikTok, by its `publish_id`. */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { NetworkError } from '../network.ts';
import type { TikTokClient } from './client.ts';
import { isUnknown } from './errors.ts';

export type Standing =
  /** `received`: bytes of a video, where TikTok tells them. `reason`: what it says is in the way, though it goes on. */
  | { kind: 'under way'; received: number | undefined; reason: string }
  /** `post`: its id, where TikTok has given it one. */
  | { kind: 'out'; post: string | undefined }
  | { kind: 'failed'; reason: string }
  /** TikTok does not know of it, or not any more. */
  | { kind: 'unknown' };

/** Ids are beyond what a number holds, and come as text then. */
const schema = z.object({
  status: z.string(),
  fail_reason: z.string().default(''),
  publicaly_available_post_id: z
    .array(z.union([z.string(), z.number()]).transform(String))
    .nullish()
    .catch(undefined),
  uploaded_bytes: z.number().int().min(0).optional(),
});

/** Throws `NetworkError`. */
export async function standingOf(client: TikTokClient, publishId: string): Promise<Standing> {
  const path = '/v2/post/publish/status/fetch/';
  try {
    const told = await client.ask({ path, json: { publish_id: publishId }, data: schema });
    if (told.status === 'FAILED') return { kind: 'failed', reason: told.fail_reason };
    if (told.status === 'PUBLISH_COMPLETE')
      return { kind: 'out', post: told.publicaly_available_post_id?.find((id) => /^\d+$/.test(id)) };
    // Also what lies in the account's inbox, which is for drafts: it is not out.
    return { kind: 'under way', received: told.uploaded_bytes, reason: told.fail_reason };
  } catch (error) {
    if (isUnknown(error)) return { kind: 'unknown' };
    throw error;
  }
}

/** Nothing of it is out, by TikTok's own word. */
export function failed(reason: string): NetworkError {
  const why = reason === '' ? t('it does not say why') : reason;
  return new NetworkError('refused', t('TikTok: it makes no post of it ({why}).', { why }), {
    remedy: REMEDIES[reason] ?? (reason.startsWith('spam_risk') ? SPAM : LOOK),
  });
}

/** Of what was out. */
export function takenDown(reason: string): string {
  return t('TikTok took it down ({why})', { why: reason || t('it does not say why') });
}

/** Since it has all of it, it goes out without anything more from here. */
export function handedOver(retryAfter: number): NetworkError {
  const words = t('TikTok has all of it, works on it, and publishes it by itself.');
  return new NetworkError('lost', words, { retryAfter, remedy: t('It is asked until it is out.') });
}

/** `since`: epoch ms. */
export function worksOn(since: number, reason: string): NetworkError {
  const words = reason
    ? t('TikTok works on it, and says why it is not out: {reason}.', { reason })
    : t('TikTok works on it.');
  return new NetworkError('processing', words, {
    ...{ processingSince: since, remedy: t('Look into the TikTok app if it takes long.') },
  });
}

export function forgotten(): NetworkError {
  return new NetworkError('refused', t('TikTok does not tell any more what became of it.'), {
    remedy: t('Look at the account in the TikTok app.'),
  });
}

const LOOK = t('Look into the TikTok app, then press Retry.');
const SPAM = t('TikTok takes it for spam: change what it says, or wait a day, then press Retry.');
const EXPORT = t('Export the video anew as MP4 (H.264, 23 to 60 frames a second), and post it again.');

const REMEDIES: Record<string, string> = {
  file_format_check_failed: EXPORT,
  frame_rate_check_failed: EXPORT,
  duration_check_failed: t(
    'Cut the video to a length that TikTok takes from the account, and post it again.',
  ),
  picture_size_check_failed: t(
    'Use pictures and videos of 360 pixels at least on each side, and post it again.',
  ),
  internal: t('Press Retry.'),
  video_pull_failed: t('Press Retry.'),
  photo_pull_failed: t(
    'See that BASE_URL is reached from the internet (`bellwether doctor` looks), then press Retry.',
  ),
  publish_cancelled: t('It was cancelled in the TikTok app. Press Retry if it should go out.'),
  auth_removed: t('Connect it again (/accounts), then press Retry.'),
};
