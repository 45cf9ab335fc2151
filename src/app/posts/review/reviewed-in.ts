/** Where a post is reviewed: the review channels, or for an answer to what is not public the channels for that. */
import type { Content } from '../../../posts/content.ts';
import type { Handle } from '../../../store/database.ts';
import * as posts from '../../../store/posts.ts';
import type { App } from '../../app.ts';
import { reviewChannels, reviewPlaces } from '../../places.ts';

export type ReviewPlaces = ReturnType<typeof reviewPlaces>;

/** What corrects is read by those who may read what it corrects. */
export async function reviewedIn(app: App, handle: Handle, content: Content): Promise<ReviewPlaces> {
  if (content.corrects === undefined) return reviewPlaces(app, content);
  const original = await posts.find(handle, content.corrects);
  const stored = original && (await posts.findRevision(handle, original.id, original.revision));
  return reviewPlaces(app, stored?.content ?? content);
}

/** Of a post as it stands; one that was never sent for review has none of its own. */
export async function reviewedInBy(app: App, handle: Handle, postId: number): Promise<ReviewPlaces> {
  const post = await posts.find(handle, postId);
  const stored = post && (await posts.findRevision(handle, post.id, post.revision));
  return stored ? reviewedIn(app, handle, stored.content) : reviewChannels(app);
}
