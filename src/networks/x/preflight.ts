/** What X refuses beyond its limits of text and of pictures. */
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { Image, Message } from '../network.ts';
import { GIF, MOST_CASHTAGS, MOST_PHOTO_BYTES } from './limits.ts';

export function preflight({ text, images }: Message): Finding[] {
  return [
    ...checkCashtags(text),
    ...checkGif(images),
    ...images.flatMap((image, index) => checkBytes(image, index + 1)),
  ];
}

function checkCashtags(text: string): Finding[] {
  const found = cashtagsIn(text);
  if (found.length <= MOST_CASHTAGS) return [];
  const tags = found.join(', ');
  return [
    {
      ...{ id: 'x.text.max_cashtags', level: 'error', field: 'text' },
      message: t(
        'X takes {most, plural, one {# cashtag} other {# cashtags}}; this text has {found}: {tags}.',
        {
          most: MOST_CASHTAGS,
          found: found.length,
          tags,
        },
      ),
      remedy: t('Write the others without the sign.'),
    },
  ];
}

/** With their sign; `$20` is none. */
export function cashtagsIn(text: string): string[] {
  return [...text.matchAll(CASHTAG)].map(([tag]) => tag);
}

const CASHTAG = /(?<=^|\s)\$[a-z]{1,6}(?:[._][a-z]{1,2})?(?=$|\s|\p{P})/giu;

function checkGif(images: Image[]): Finding[] {
  if (images.length < 2 || !images.some(({ contentType }) => contentType === GIF)) return [];
  const message = t('X shows a GIF alone; this post has {found} pictures.', { found: images.length });
  return [pictureFinding('x.media.gif_alone', message, t('Take the others out, or the GIF.'))];
}

function checkBytes({ contentType, bytes }: Image, position: number): Finding[] {
  if (contentType === GIF || bytes.byteLength <= MOST_PHOTO_BYTES) return [];
  const message = t('X takes pictures up to {most} MB; picture {position} has {found} MB.', {
    most: megabytes(MOST_PHOTO_BYTES),
    position,
    found: megabytes(bytes.byteLength),
  });
  return [pictureFinding('x.media.max_photo_bytes', message, t('Make it smaller.'))];
}

function pictureFinding(id: string, message: string, remedy: string): Finding {
  return { id, level: 'error', field: 'media', message, remedy };
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
