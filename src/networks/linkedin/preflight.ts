/** What LinkedIn may refuse beyond its limits. */
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { sizeWords } from '../../posts/video.ts';
import type { Message } from '../network.ts';

export function preflight({ video }: Message): Finding[] {
  if (!video || video.size <= NAMED) return [];
  return [
    {
      ...{ id: 'linkedin.video.large', level: 'warning', field: 'media' },
      message: t('LinkedIn names {most} as the most of a video; this one has {found}, and may be refused.', {
        ...{ most: sizeWords(NAMED), found: sizeWords(video.size) },
      }),
      remedy: t('Export it smaller, or accept it.'),
    },
  ];
}

/** Bytes. Other places tell of more, so that it is no limit here. */
const NAMED = 500_000_000;
