/** The request that a post becomes. */
import type { Message, Published } from '../network.ts';
import { toLittleText } from './little-text.ts';

/** `pictures`: URNs in the order of the message's images; of a message without any, that of its card's picture. */
export function postBody(author: string, message: Message, pictures: string[]): Record<string, unknown> {
  const content = contentOf(message, pictures);
  return {
    author,
    commentary: toLittleText(message.text),
    visibility: 'PUBLIC',
    distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
    lifecycleState: 'PUBLISHED',
    isReshareDisabledByAuthor: false,
    ...(content && { content }),
  };
}

function contentOf({ images, card }: Message, pictures: string[]): Record<string, unknown> | undefined {
  const named = images.map(({ alt }, index) => ({ id: pictures[index] ?? '', ...(alt && { altText: alt }) }));
  const [first, ...others] = named;
  if (first) return others.length === 0 ? { media: first } : { multiImage: { images: named } };
  if (!card) return undefined;
  const { url: source, title, description } = card;
  const thumbnail = pictures[0];
  return {
    article: {
      ...{ source, title: title || source },
      ...(description && { description }),
      ...(thumbnail && { thumbnail }),
    },
  };
}

export function publishedOf(urn: string): Published {
  return { id: urn, url: `https://www.linkedin.com/feed/update/${urn}` };
}

export function pathOf({ id }: Pick<Published, 'id'>): string {
  return `/rest/posts/${encodeURIComponent(id)}`;
}
