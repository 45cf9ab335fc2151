/** What stands in the way of a network that fetches pictures and videos itself, before the approval. */
import type { Finding } from '../kit/finding.ts';
import { t } from '../kit/t.ts';
import { isLoopback } from './address.ts';
import { type Message, type Network, NetworkError, type Outside } from './network.ts';

/** The media: those of a post that it fetches. `api`: the address of the network, which is this very machine where somebody tries it out. */
export function checkPublicMedia(
  network: Pick<Network, 'name' | 'title'>,
  { images, video }: Pick<Message, 'images' | 'video'>,
  { publicMedia }: Pick<Outside, 'publicMedia'>,
  api: string,
): Finding[] {
  const isReached = publicMedia && (publicMedia.isPublic || isLoopback(new URL(api).hostname));
  if ((images.length === 0 && !video) || isReached) return [];
  return [
    {
      id: `${network.name}.media.no_public_address`,
      level: 'error',
      field: 'media',
      message: t('{network} fetches media from Bellwether, which has no public address.', {
        network: network.title,
      }),
      remedy: t('Set BASE_URL to an https address that reaches it from the internet, or take them out.'),
    },
  ];
}

/** `network`: as people write it. */
export function withoutAddress(network: string): NetworkError {
  const words = t('{network} fetches media itself, and there is no address for them.', {
    network,
  });
  return new NetworkError('refused', words, {
    remedy: t('Set BASE_URL to the public address of Bellwether.'),
  });
}
