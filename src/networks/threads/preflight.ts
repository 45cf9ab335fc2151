/** What Threads refuses beyond its limits of text and of each picture's bytes. */
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { linksIn } from '../../posts/links.ts';
import { checkPublicMedia } from '../fetched-media.ts';
import type { Image, Message, Outside } from '../network.ts';
import { MOST_LINKS, MOST_RATIO } from './limits.ts';

/** `api`: Threads' address. */
export function preflight(message: Message, outside: Outside, api: string): Finding[] {
  const { text, images } = message;
  return [
    ...checkLinks(text),
    ...checkPublicMedia({ name: 'threads', title: 'Threads' }, message, outside, api),
    ...images.flatMap((image, index) => checkSides(image, index + 1)),
  ];
}

function checkLinks(text: string): Finding[] {
  const found = linksIn(text).length;
  if (found <= MOST_LINKS) return [];
  return [
    {
      id: 'threads.links.max_count',
      level: 'error',
      field: 'text',
      message: t('Threads takes {most} different links in a post; this one has {found}.', {
        most: MOST_LINKS,
        found,
      }),
      remedy: t('Take {over} out, or begin another part of the thread.', { over: found - MOST_LINKS }),
    },
  ];
}

function checkSides({ width, height }: Image, position: number): Finding[] {
  if (Math.max(width, height) <= MOST_RATIO * Math.min(width, height)) return [];
  const message = t(
    'Threads takes pictures up to {most} times as long as wide; picture {position} has {width} by {height}.',
    { most: MOST_RATIO, position, width, height },
  );
  return [
    {
      id: 'threads.media.max_ratio',
      level: 'error',
      field: 'media',
      message,
      remedy: t('Cut it to another shape.'),
    },
  ];
}
