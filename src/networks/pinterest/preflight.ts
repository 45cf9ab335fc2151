/** What Pinterest asks of a Pin beyond its limits. */
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { Message } from '../network.ts';
import { LINK } from './fields.ts';
import { LIMITS } from './limits.ts';
import { altOf } from './pin.ts';

export function checkPin({ images, fields = {} }: Message): Finding[] {
  const link = fields[LINK];
  return [
    ...(images.length === 0 ? [withoutPicture()] : []),
    ...checkSizes(images),
    ...checkAlts(images),
    ...(link === undefined || isWeb(link) ? [] : [noLink(link)]),
  ];
}

function withoutPicture(): Finding {
  return {
    ...{ id: 'pinterest.media.missing', level: 'error', field: 'media' },
    message: t('Pinterest makes no Pin without a picture; this post has none.'),
    remedy: t('Add a picture, or leave Pinterest out.'),
  };
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
