/** What the account may give the video service today, told before the approval. */
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { sizeWords } from '../../posts/video.ts';
import type { Video } from '../network.ts';
import type { UploadLimits } from './video-service.ts';

export function checkUploads(
  { canUpload, remainingDailyVideos: videos, remainingDailyBytes: bytes, message }: UploadLimits,
  { size }: Video,
): Finding[] {
  if (!canUpload) {
    const why = (message || t('it does not say why')).replace(/[.\s]+$/, '');
    return [
      finding(
        'bluesky.video.not_allowed',
        t('Bluesky takes no video of this account now: {why}.', { why }),
        t('Look at the account there, whether its e-mail address is confirmed too; or try it tomorrow.'),
      ),
    ];
  }
  if (videos !== undefined && videos < 1)
    return [
      finding('bluesky.video.none_left', t('Bluesky takes no more videos of this account today.'), TOMORROW),
    ];
  if (bytes === undefined || bytes >= size) return [];
  const words = t('Bluesky takes {left} of videos more of this account today; this one has {found}.', {
    ...{ left: sizeWords(bytes), found: sizeWords(size) },
  });
  return [finding('bluesky.video.bytes_left', words, TOMORROW)];
}

/** By the time that it is due there may be room again. */
function finding(id: string, message: string, remedy: string): Finding {
  return { id, level: 'warning', field: 'media', message, remedy };
}

const TOMORROW = t('Give it a time on another day, or leave Bluesky out.');
