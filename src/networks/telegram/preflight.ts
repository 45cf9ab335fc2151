/** What Telegram refuses beyond its limits of text and of each picture's bytes. */
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { Image, Message } from '../network.ts';
import { countOf, MOST_BYTES_IN_ALL, MOST_IN_CAPTION, MOST_RATIO, MOST_SIDES } from './limits.ts';

/** `editing`: the pictures are out already, and stay. */
export function preflight({ text, images, video }: Message, editing = false): Finding[] {
  const found = countOf(text);
  return [
    ...((images.length > 0 || video) && found > MOST_IN_CAPTION ? [tooLongForCaption(found)] : []),
    ...(editing ? [] : images.flatMap((image, index) => checkSides(image, index + 1))),
    ...(editing ? [] : checkBytes(images)),
  ];
}

function tooLongForCaption(found: number): Finding {
  return {
    id: 'telegram.text.max_with_images',
    level: 'error',
    field: 'text',
    message: t('Telegram takes {most} characters beside pictures or a video; this text has {found}.', {
      most: MOST_IN_CAPTION,
      found,
    }),
    remedy: t('Shorten it by {over}, or take out what stands beside it.', { over: found - MOST_IN_CAPTION }),
  };
}

function checkSides({ width, height }: Image, position: number): Finding[] {
  if (width + height > MOST_SIDES) {
    const message = t(
      'Telegram takes pictures whose width and height are {most} pixels together; picture {position} has {width} by {height}.',
      { most: MOST_SIDES, position, width, height },
    );
    return [pictureFinding('telegram.media.max_sides', message, t('Scale it down.'))];
  }
  if (Math.max(width, height) <= MOST_RATIO * Math.min(width, height)) return [];
  const message = t(
    'Telegram takes pictures up to {most} times as long as wide; picture {position} has {width} by {height}.',
    { most: MOST_RATIO, position, width, height },
  );
  return [pictureFinding('telegram.media.max_ratio', message, t('Cut it to another shape.'))];
}

function checkBytes(images: Image[]): Finding[] {
  const found = images.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  if (found <= MOST_BYTES_IN_ALL) return [];
  const message = t('Telegram takes {most} MB of pictures in all; these have {found} MB.', {
    most: MOST_BYTES_IN_ALL / MEGABYTE,
    found: (found / MEGABYTE).toFixed(1),
  });
  const remedy = t('Make them smaller, or take one out.');
  return [pictureFinding('telegram.media.max_bytes_in_all', message, remedy)];
}

const MEGABYTE = 1_000_000;

function pictureFinding(id: string, message: string, remedy: string): Finding {
  return { id, level: 'error', field: 'media', message, remedy };
}
