/** What Instagram refuses beyond its limits of text and of each picture's bytes. */
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { checkPublicMedia } from '../fetched-media.ts';
import type { Image, Message, Outside } from '../network.ts';
import { noSuchSecond, pictureWins } from '../video-cover.ts';
import type { InstagramAccount } from './account.ts';
import { checkAnswer } from './answering.ts';
import { COVER, coverIn } from './fields.ts';
import { NARROWEST, WIDEST } from './limits.ts';

export function preflight(
  message: Message,
  outside: Outside,
  { api_url, most_hashtags: most }: Pick<InstagramAccount, 'api_url' | 'most_hashtags'>,
): Finding[] {
  const { text, images, video } = message;
  if (message.answers) return [...checkAnswer(message), ...checkTags(text, most)];
  return [
    ...(images.length === 0 && !video ? [missing()] : []),
    ...checkCover(message),
    ...checkTags(text, most),
    ...checkPublicMedia({ name: 'instagram', title: 'Instagram' }, message, outside, api_url),
    ...images.flatMap((image, index) => checkShape(image, index + 1)),
  ];
}

function missing(): Finding {
  return {
    id: 'instagram.media.missing',
    level: 'error',
    field: 'media',
    message: t('Instagram shows no post without a picture or a video.'),
    remedy: t('Add one, or leave Instagram out.'),
  };
}

function checkCover(message: Message): Finding[] {
  const { video, cover, fields = {} } = message;
  const words = fields[COVER];
  if (words && cover) return [pictureWins({ id: 'instagram.cover.both', field: COVER })];
  if (!words || coverIn(message) !== undefined) return [];
  if (video) return [noSuchSecond({ id: 'instagram.cover.unreadable', field: COVER }, words, video)];
  return [
    {
      ...{ id: 'instagram.cover.no_video', level: 'error', field: COVER },
      message: t('Instagram shows a cover of a video alone; this post has none.'),
      remedy: t('Leave the cover empty.'),
    },
  ];
}

function checkTags(text: string, most: number): Finding[] {
  const found = (text.match(TAG) ?? []).length;
  if (found <= most) return [];
  return [
    {
      id: 'instagram.tags.max_count',
      level: 'error',
      field: 'text',
      message: t('Instagram takes {most} hashtags here; this text has {found}.', { most, found }),
      remedy: t('Take {over} out, or give Instagram its own text.', { over: found - most }),
    },
  ];
}

const TAG = /(?<![\p{L}\p{N}_&])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu;

function checkShape({ width, height }: Image, position: number): Finding[] {
  const ratio = width / height;
  // Of a picture that was scaled down a pixel may be missing.
  if (ratio >= NARROWEST - ROUNDING && ratio <= WIDEST + ROUNDING) return [];
  return [
    {
      id: 'instagram.media.ratio',
      level: 'error',
      field: 'media',
      message: t(
        'Instagram takes pictures from 4:5 (upright) to 1.91:1 (across); picture {position} has {width} by {height}.',
        { position, width, height },
      ),
      remedy: t('Cut it to another shape.'),
    },
  ];
}

const ROUNDING = 0.005;
