/** What Pinterest asks of a Pin beyond its limits. */
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { lengthWords } from '../../posts/video.ts';
import type { Message, Video } from '../network.ts';
import { checkSending } from '../one-request.ts';
import { pictureWins } from '../video-cover.ts';
import { COVER, coverIn, LINK } from './fields.ts';
import { LIMITS } from './limits.ts';
import { altOf } from './pin.ts';

export function checkPin(message: Message): Finding[] {
  const { images, video, fields = {} } = message;
  const link = fields[LINK];
  return [
    ...(images.length === 0 && !video ? [withoutPicture()] : []),
    ...(video ? [...checkLength(video), ...checkSending(PINTEREST, video)] : []),
    ...checkCover(message),
    ...checkSizes(images),
    ...checkAlts(images),
    ...(link === undefined || isWeb(link) ? [] : [noLink(link)]),
  ];
}

function withoutPicture(): Finding {
  return {
    ...{ id: 'pinterest.media.missing', level: 'error', field: 'media' },
    message: t('Pinterest makes no Pin without a picture or a video; this post has none.'),
    remedy: t('Add one, or leave Pinterest out.'),
  };
}

function checkLength({ duration }: Video): Finding[] {
  if (duration >= SHORTEST && duration <= LONGEST) return [];
  return [
    {
      ...{ id: 'pinterest.video.length', level: 'warning', field: 'media' },
      message: t(
        'Pinterest names {least} to {most} for a video; this one is {found} long, and may be refused.',
        { least: lengthWords(SHORTEST), most: lengthWords(LONGEST), found: lengthWords(duration) },
      ),
      remedy: t('Use another one, or accept it.'),
    },
  ];
}

function checkCover(message: Message): Finding[] {
  const { video, cover, fields: { [COVER]: found = '' } = {} } = message;
  if (found !== '' && cover) return [pictureWins({ id: 'pinterest.cover.both', field: COVER })];
  if (found === '' || coverIn(message) !== undefined) return [];
  if (!video)
    return [
      {
        ...{ id: 'pinterest.cover.pictures', level: 'warning', field: COVER },
        message: t('Pinterest shows a cover of a video alone; this one is left out.'),
        remedy: t('Leave it empty, or accept it.'),
      },
    ];
  return [
    {
      ...{ id: 'pinterest.cover.unreadable', level: 'error', field: COVER },
      message: t('The cover is a whole second of the video, from 0 to {most}; there is "{found}".', {
        ...{ most: Math.floor(video.duration / 1_000), found },
      }),
      remedy: t('Write such a number, or leave it empty.'),
    },
  ];
}

function checkSizes(images: Message['images']): Finding[] {
  const sizes = [...new Set(images.map(({ width, height }) => t('{width} by {height}', { width, height })))];
  if (sizes.length < 2) return [];
  return [
    {
      ...{ id: 'pinterest.media.same_size', level: 'error', field: 'media' },
      message: t('Pinterest shows several pictures only when all have the same size; these have {sizes}.', {
        sizes: sizes.join(', '),
      }),
      remedy: t('Bring them to one size, or post one picture.'),
    },
  ];
}

/** Each alone may be as long as all of them together. */
function checkAlts(images: Message['images']): Finding[] {
  const most = LIMITS.images?.alt ?? 0;
  const found = [...altOf(images)].length;
  if (images.length < 2 || found <= most) return [];
  return [
    {
      ...{ id: 'pinterest.media.alt_all', level: 'error', field: 'alt' },
      message: t(
        'Pinterest takes {most} characters of alt text for all pictures of a Pin; these have {found}.',
        {
          most,
          found,
        },
      ),
      remedy: t('Shorten them by {over}.', { over: found - most }),
    },
  ];
}

function isWeb(link: string): boolean {
  return URL.canParse(link) && /^https?:$/.test(new URL(link).protocol);
}

function noLink(link: string): Finding {
  return {
    ...{ id: 'pinterest.link.unreadable', level: 'error', field: LINK, about: link },
    message: t('"{link}" is no web address.', { link }),
    remedy: t('Write it whole, with https:// in front.'),
  };
}

/** Ms. So Pinterest's pages for people have it, and its API's description does not. */
const SHORTEST = 4_000;
const LONGEST = 15 * 60_000;
const PINTEREST = { name: 'pinterest', title: 'Pinterest' };
