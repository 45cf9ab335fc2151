/** Posts that went out, or did not, when they are told to have. */
import { eq } from 'drizzle-orm';
import type { Content } from '../../src/posts/content.ts';
import { emptyInput } from '../../src/posts/input.ts';
import type { Database } from '../../src/store/database.ts';
import * as postDeliveries from '../../src/store/post-deliveries.ts';
import * as posts from '../../src/store/posts.ts';
import { deliveries } from '../../src/store/schema/deliveries.ts';

export interface Sent {
  /** Epoch ms: when it went out; undefined: it did not. */
  at?: number;
  /** Epoch ms: when it was due; when it went out unless told. */
  dueAt?: number;
  state?: 'sent' | 'failed' | 'unknown';
  targets?: string[];
  /** ms from its review's beginning to its approval. */
  approval?: number;
  content?: Partial<Content>;
}

/** `author`: a person's id. Answers the post's. */
export async function addSent(
  database: Database,
  author: number,
  { at, dueAt = at ?? 0, targets = ['web'], approval = 60_000, ...more }: Sent,
): Promise<number> {
  const { state = 'sent' } = more;
  const content: Content = {
    ...{ text: 'Hello', variants: {}, targets, media: [], at: null, campaign: null },
    ...more.content,
  };
  const corrects = content.corrects;
  const input = { ...emptyInput, text: 'Hello', ...(corrects === undefined ? {} : { corrects }) };
  const { id: postId } = await posts.insert(database, author, input);
  const [createdAt, personId] = [new Date(dueAt - approval - 3_600_000), author];
  const hash = await posts.addRevision(database, { postId, revision: 1, content, personId, createdAt });
  await posts.update(database, postId, { stage: 'approved', revision: 1 });
  await posts.addDecision(database, {
    ...{ postId, revision: 1, hash, verdict: 'approve', personId, chat: 'slack' },
    createdAt: new Date(createdAt.getTime() + approval),
  });
  await postDeliveries.schedule(database, { postId, revision: 1, hash, targets, dueAt: new Date(dueAt) });
  const published = at === undefined ? null : { id: `id-${postId}` };
  await database
    .update(deliveries)
    .set({ state, sentAt: at === undefined ? null : new Date(at), published })
    .where(eq(deliveries.postId, postId));
  return postId;
}
