/** What LinkedIn shows of a page's post. */
import { z } from 'zod';
import type { Reading } from '../live.ts';
import type { Published } from '../network.ts';
import { type LinkedInClient, reads } from './client.ts';
import { isMissing } from './errors.ts';
import { SHORTENERS } from './find.ts';
import { fromLittleText } from './little-text.ts';
import { pathOf } from './post.ts';

const described = z.object({ id: z.string().default(''), altText: z.string().default('') });
const post = z.object({
  commentary: z.string().default(''),
  content: z
    .object({
      media: described.optional(),
      multiImage: z.object({ images: z.array(described) }).optional(),
      article: z.object({ title: z.string().default('') }).optional(),
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
    const { media, multiImage, article } = content ?? {};
    const isPicture = media && !media.id.startsWith('urn:li:video:');
    const pictures = multiImage?.images ?? (isPicture ? [media] : []);
    return {
      ...{ text: fromLittleText(commentary), shorteners: SHORTENERS },
      ...{ pictures: pictures.length, alts: pictures.map(({ altText }) => altText) },
      ...(article && { card: { title: article.title } }),
    };
  } catch (error) {
    if (isMissing(error)) return { gone: '' };
    throw error;
  }
}
