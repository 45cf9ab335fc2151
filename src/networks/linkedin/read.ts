/** What LinkedIn shows of a page's post. */
import { z } from 'zod';
import type { Reading } from '../live.ts';
import type { Published } from '../network.ts';
import { type LinkedInClient, reads } from './client.ts';
import { isMissing } from './errors.ts';
import { SHORTENERS } from './find.ts';
import { fromLittleText } from './little-text.ts';
import { pathOf } from './post.ts';

const post = z.object({
  commentary: z.string().default(''),
  content: z
    .object({
      media: z.object({}).optional(),
      multiImage: z.object({ images: z.array(z.unknown()) }).optional(),
    })
    .optional(),
});

export async function readPost(client: LinkedInClient, published: Published): Promise<Reading> {
  try {
    const path = pathOf(published);
    const { commentary, content } = await client.call({
      method: 'GET',
      path,
      status: 200,
      read: reads(post),
    });
    const pictures = content?.multiImage?.images.length ?? (content?.media ? 1 : 0);
    return { text: fromLittleText(commentary), pictures, shorteners: SHORTENERS };
  } catch (error) {
    if (isMissing(error)) return { gone: '' };
    throw error;
  }
}
