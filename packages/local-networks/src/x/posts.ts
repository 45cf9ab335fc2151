/** `/2/tweets`: create and delete. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Call, Operation } from './call.ts';
import { check, needs } from './checks.ts';
import { forbidden, invalid } from './error.ts';
import { PRICES } from './prices.ts';
import type { Post } from './state.ts';
import { cashtagsIn, linksIn, weightOf } from './text.ts';

const id = z.string().regex(/^\d{1,19}$/);

const create = z.strictObject({
  text: z.string().default(''),
  media: z.strictObject({ media_ids: z.array(id).min(1).max(4) }).optional(),
  reply: z.strictObject({ in_reply_to_tweet_id: id }).optional(),
  reply_settings: z.enum(['following', 'mentionedUsers', 'subscribers', 'verified']).optional(),
  made_with_ai: z.boolean().optional(),
  paid_partnership: z.boolean().optional(),
});
type Given = z.output<typeof create>;

const MOST = 280;

export const createPost: Operation = (call) => {
  const { state, token } = call;
  needs(call, 'tweet.read', 'tweet.write', 'users.read');
  const given = check(create, call.body);
  const { text } = given;
  const media = given.media?.media_ids ?? [];
  if (state.locked.has(token.user))
    throw forbidden(
      'To protect our users from spam and other malicious activity, this account is temporarily locked. Please log in to https://x.com to unlock your account.',
    );
  if (text.trim() === '' && media.length === 0)
    throw invalid('text', 'text or media must be provided, and text must not be empty');
  if (weightOf(text) > MOST) throw invalid('text', 'Your Tweet text is too long.');
  if (cashtagsIn(text).length > 1) throw forbidden('A Tweet may hold no more than one cashtag.');
  checkMedia(call, media);
  const parent = given.reply && parentOf(call, given.reply.in_reply_to_tweet_id);
  const key = JSON.stringify([token.user, text.trim(), bytesKey(call, media), parent?.id ?? null]);
  if (state.wasSaid(key)) throw forbidden('You are not allowed to create a Tweet with duplicate content.');
  state.charge(priceOf(call, given, parent));
  const post: Post = {
    ...{ id: state.newId(), author: token.user, text: text.trim(), media, at: state.now },
    ...(parent && { repliesTo: parent.id }),
    isMadeWithAi: given.made_with_ai ?? false,
    isPaidPartnership: given.paid_partnership ?? false,
    counts: { likes: 0, reposts: 0, replies: 0, quotes: 0 },
  };
  state.keep(post, key);
  if (parent) parent.counts.replies += 1;
  return { status: 201, body: { data: { id: post.id, text: post.text, edit_history_tweet_ids: [post.id] } } };
};

export const deletePost: Operation = (call) => {
  const { state, token, params } = call;
  needs(call, 'tweet.read', 'tweet.write', 'users.read');
  if (!id.safeParse(params.id).success) throw invalid('id', 'The `id` query parameter value is not valid');
  const post = state.posts.get(params.id ?? '');
  if (post && post.author !== token.user) throw forbidden('You are not authorized to delete this Tweet.');
  state.charge(PRICES.remove);
  if (post) state.posts.delete(post.id);
  return { status: 200, body: { data: { deleted: true } } };
};

/** Its own, finished, not too old; a GIF stands alone. */
function checkMedia({ state, token }: Call, media: string[]): void {
  const found = media.map((one) => state.media.get(one));
  const isUsable = found.every(
    (one) =>
      one?.bytes &&
      one.owner === token.user &&
      one.expiresAt > state.now &&
      (one.readyAt ?? Number.POSITIVE_INFINITY) <= state.now,
  );
  if (!isUsable || new Set(media).size < media.length)
    throw invalid('media.media_ids', 'Your media IDs are invalid.');
  if (found.length > 1 && found.some((one) => one?.category !== 'tweet_image'))
    throw invalid('media.media_ids', 'You may attach up to 4 photos or 1 animated GIF or 1 video.');
}

/** Only where they summoned it may an app answer somebody else. */
function parentOf({ state, token }: Call, parentId: string): Post {
  const parent = state.posts.get(parentId);
  if (!parent || !state.isVisible(parent))
    throw forbidden('You attempted to reply to a Tweet that is deleted or not visible to you.');
  const isSummoned =
    parent.author === token.user ||
    parent.tags?.includes(token.user) ||
    parent.text.toLowerCase().includes(`@${state.userOf(token).username.toLowerCase()}`) ||
    state.posts.get(parent.quotes ?? parent.repliesTo ?? '')?.author === token.user;
  if (!isSummoned)
    throw forbidden(
      'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.',
    );
  return parent;
}

function priceOf({ token }: Call, { text }: Given, parent: Post | undefined): number {
  if (linksIn(text).length > 0) return PRICES.postWithLink;
  return parent && parent.author !== token.user ? PRICES.summonedReply : PRICES.post;
}

function bytesKey({ state }: Call, media: string[]): string[] {
  return media.map((one) =>
    createHash('sha256')
      .update(state.media.get(one)?.bytes ?? '')
      .digest('hex'),
  );
}
