/** What X shows of a post. Each reading is paid for. */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import type { Given, Reading } from '../live.ts';
import { NetworkError, type Published } from '../network.ts';
import type { XClient } from './client.ts';
import { problemSchema } from './errors.ts';
import { picturesOf, SHOWN_FIELDS, shownSchema, writtenIn } from './shown.ts';

const answer = z.object({ data: z.array(shownSchema).optional(), errors: z.array(problemSchema).optional() });

export async function readPost(client: XClient, { id }: Published, given: Given): Promise<Reading> {
  const query = new URLSearchParams({ ids: id, 'tweet.fields': SHOWN_FIELDS });
  const { data = [], errors = [] } = await client.call({ method: 'GET', path: `/2/tweets?${query}`, answer });
  const [shown] = data;
  if (shown) {
    const { comparable } = await import('./text.ts');
    const written = writtenIn(shown);
    const text = comparable(written) === comparable(given.text) ? given.text : written;
    return { text, pictures: picturesOf(shown) };
  }
  if (errors.some(({ type }) => type?.endsWith('/resource-not-found'))) return { gone: '' };
  throw new NetworkError('unreachable', t('X: it does not say what became of the post.'));
}
