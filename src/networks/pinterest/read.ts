/** What Pinterest shows of a Pin. */
import { z } from 'zod';
import type { Reading } from '../live.ts';
import type { Published } from '../network.ts';
import type { PinterestClient } from './client.ts';
import { isMissing } from './errors.ts';
import { LINK, TITLE } from './fields.ts';

const words = z.string().nullish();
const pin = z.object({
  ...{ title: words, description: words, link: words },
  media: z.object({ media_type: words, items: z.array(z.unknown()).optional() }).nullish(),
});

export async function readPin(client: PinterestClient, { id }: Published): Promise<Reading> {
  try {
    const path = `/pins/${encodeURIComponent(id)}`;
    const told = await client.call({ method: 'GET', status: 200, path, answer: pin });
    const pictures = picturesIn(told.media);
    return {
      text: told.description ?? '',
      fields: { [TITLE]: told.title ?? '', [LINK]: told.link ?? '' },
      ...(pictures !== undefined && { pictures }),
    };
  } catch (error) {
    if (isMissing(error)) return { gone: '' };
    throw error;
  }
}

function picturesIn(media: z.infer<typeof pin>['media']): number | undefined {
  if (media?.media_type === 'video') return 0;
  return media?.media_type === 'image' ? 1 : media?.items?.length;
}
