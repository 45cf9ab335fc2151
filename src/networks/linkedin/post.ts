/** The request that a post becomes. */
import type { Message, Published } from '../network.ts';
import { toLittleText } from './little-text.ts';

/**
 * `media`: URNs, of the message's video, or in the order of its images; of a message without any, that of its card's picture.
 */
export function postBody(author: string, message: Message, media: string[]): Record<string, unknown> {
  const content = contentOf(message, media);
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

function contentOf({ images, video, card }: Message, media: string[]): Record<string, unknown> | undefined {
  if (video) return { media: { id: media[0] } };
  const named = images.map(({ alt }, index) => ({ id: media[index] ?? '', ...(alt && { altText: alt }) }));
  const [first, ...others] = named;
  if (first) return others.length === 0 ? { media: first } : { multiImage: { images: named } };
  if (!card) return undefined;
  const { url: source, title, description } = card;
  const thumbnail = media[0];
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
