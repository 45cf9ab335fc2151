/** What stands in the way of a network that fetches pictures itself, before the approval. */
import type { Finding } from '../kit/finding.ts';
import { t } from '../kit/t.ts';
import { isLoopback } from './address.ts';
import type { Message, Network, Outside } from './network.ts';

/** `api`: the address of the network, which is this very machine where somebody tries it out. */
export function checkPublicMedia(
  network: Pick<Network, 'name' | 'title'>,
  { images }: Pick<Message, 'images'>,
  { publicMedia }: Pick<Outside, 'publicMedia'>,
  api: string,
): Finding[] {
  const isReached = publicMedia && (publicMedia.isPublic || isLoopback(new URL(api).hostname));
  if (images.length === 0 || isReached) return [];
  return [
    {
      id: `${network.name}.media.no_public_address`,
      level: 'error',
      field: 'media',
      message: t('{network} fetches pictures from Bellwether, which has no public address.', {
        network: network.title,
      }),
      remedy: t(
        'Set BASE_URL to an https address that reaches it from the internet, or take the pictures out.',
      ),
    },
  ];
}
