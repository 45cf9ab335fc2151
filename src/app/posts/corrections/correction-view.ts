/** What cards show of corrections: of one what becomes of what, of a post what became of it. */
import { type Content, textFor } from '../../../posts/content.ts';
import {
  hasReached,
  liveContent,
  liveText,
  type TextChange,
  textChanges,
} from '../../../posts/correction.ts';
import * as corrections from '../../../store/corrections.ts';
import * as posts from '../../../store/posts.ts';
import type { App } from '../../app.ts';

/** Targets by their titles. */
export interface ShownChange extends Omit<TextChange, 'targets'> {
  titles: string[];
}

/** Of a correction. */
export interface CorrectionView {
  /** The post that it corrects. */
  postId: number;
  changes: ShownChange[];
}

/** Of a published post. */
export interface CorrectedView {
  /** What is live now. */
  content: Content;
  /** Those that reached something, by their numbers. */
  corrections: { postId: number; sentAt: Date | null; changes: ShownChange[] }[];
}

export async function viewCorrection(
  app: App,
  post: posts.StoredPost,
  { content }: posts.StoredRevision,
): Promise<CorrectionView | undefined> {
  const { id, corrects } = post;
  if (corrects === null) return undefined;
  const original = await contentOf(app, corrects);
  if (!original) return undefined;
  const earlier = (await corrections.ofPost(app.database, corrects)).filter((one) => one.postId < id);
  const before = (target: string) => liveText(original, target, earlier);
  const changes = textChanges(content.targets, before, (target) => textFor(content, target));
  return { postId: corrects, changes: titled(app, changes) };
}

/** Undefined: none has reached anything. */
export async function viewCorrected(
  app: App,
  post: posts.StoredPost,
  { content }: posts.StoredRevision,
): Promise<CorrectedView | undefined> {
  if (post.stage !== 'approved' || post.corrects !== null) return undefined;
  const all = await corrections.ofPost(app.database, post.id);
  const reached = all.filter((one) => one.deliveries.some(({ target }) => hasReached(one, target)));
  if (reached.length === 0) return undefined;
  return {
    content: { ...content, ...liveContent(content, content.targets, reached) },
    corrections: reached.map(({ postId, sentAt }, index) => {
      const before = (target: string) => liveText(content, target, reached.slice(0, index));
      const after = (target: string) => liveText(content, target, reached.slice(0, index + 1));
      return { postId, sentAt, changes: titled(app, textChanges(content.targets, before, after)) };
    }),
  };
}

async function contentOf(app: App, postId: number): Promise<Content | undefined> {
  const post = await posts.find(app.database, postId);
  return post && (await posts.findRevision(app.database, postId, post.revision))?.content;
}

function titled(app: App, changes: TextChange[]): ShownChange[] {
  return changes.map(({ targets, ...change }) => ({
    ...change,
    titles: targets.map(app.accounts.titleOf),
  }));
}
