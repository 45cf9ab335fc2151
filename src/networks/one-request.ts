/** What is told of a video that goes to a network in one request. */
import type { Finding } from '../kit/finding.ts';
import { t } from '../kit/t.ts';
import { lengthWords, sizeWords } from '../posts/video.ts';
import type { Network, Video } from './network.ts';

/** It goes in one request, which has to be over while the delivery is held. */
export function checkSending(network: Pick<Network, 'name' | 'title'>, { size }: Video): Finding[] {
  if (size <= EASILY_SENT) return [];
  const { title } = network;
  const rate = Math.ceil((size * 8) / 1_000 / SENT_WITHIN);
  return [
    {
      ...{ id: `${network.name}.video.slow`, level: 'warning', field: 'media' },
      message: t(
        'The video has {found}, and must be with {title} within {most}: that takes a line that sends {rate} Mbit/s.',
        { title, found: sizeWords(size), most: lengthWords(SENT_WITHIN), rate },
      ),
      remedy: t('Export it smaller, or accept it where the line is that fast.'),
    },
  ];
}

/** Ms for which one try may hold a delivery. */
const SENT_WITHIN = 15 * 60_000;
/** Bytes: a line of 4.5 Mbit/s sends them in that time. */
const EASILY_SENT = 500_000_000;
