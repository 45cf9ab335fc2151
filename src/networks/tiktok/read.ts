/** What TikTok shows of a post, or says that it has become of it. */
import { t } from '../../kit/t.ts';
import type { Given, Reading } from '../live.ts';
import type { Published } from '../network.ts';
import type { TikTokClient } from './client.ts';
import { postsBy, shownOf } from './listed.ts';
import { isPostId } from './post.ts';
import { forgotten, standingOf, takenDown } from './status.ts';

/** Nothing promises that TikTok lists pictures: that they are not there proves nothing, unless it has shown them before. */
export async function readPost(
  client: TikTokClient,
  { id }: Pick<Published, 'id'>,
  given: Given,
): Promise<Reading> {
  if (isPostId(id)) {
    const found = (await postsBy(client, [id])).find((post) => post.id === id);
    if (found) return shownOf(found, given.fields);
    const isListed = given.pictures === 0 || given.wasShown;
    return isListed ? { gone: t('TikTok does not show it to everybody any more') } : {};
  }
  const standing = await standingOf(client, id);
  if (standing.kind === 'failed') return { gone: takenDown(standing.reason) };
  if (standing.kind === 'unknown') throw forgotten();
  // Of what is for some people alone, or not looked at yet, nothing is shown.
  if (standing.kind === 'under way' || standing.post === undefined) return {};
  return readPost(client, { id: standing.post }, given);
}
