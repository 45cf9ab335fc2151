/** What everybody may find of an account: the list, and single ones with what was counted of them. */
import { z } from 'zod';
import type { Call, Operation } from './call.ts';
import { invalid } from './error.ts';
import type { Publish } from './state.ts';

const FIELDS = [
  ...['id', 'create_time', 'share_url', 'title', 'video_description', 'duration'],
  ...['like_count', 'comment_count', 'share_count', 'view_count', 'cover_image_url', 'embed_link'],
];

const listed = z.strictObject({
  cursor: z.number().int().optional(),
  max_count: z.number().int().min(1).max(20).default(10),
});
const queried = z.strictObject({
  filters: z.strictObject({ video_ids: z.array(z.string().regex(/^\d+$/)).min(1).max(20) }),
});

/** Newest first; photos stand among them. */
export const listVideos: Operation = (call) => {
  const { state, token, body } = call;
  state.checkScope(token, 'video.list');
  state.pace(token, 'list', 600);
  const fields = askedFields(call);
  const read = listed.safeParse(body ?? {});
  if (!read.success) throw invalid('The request body is invalid');
  const { cursor = Number.POSITIVE_INFINITY, max_count } = read.data;
  const older = ownListed(call)
    .filter(({ completeAt = 0 }) => completeAt < cursor)
    .reverse();
  const page = older.slice(0, max_count);
  return {
    videos: page.map((publish) => shown(call, publish, fields)),
    ...{ cursor: page.at(-1)?.completeAt ?? 0, has_more: older.length > page.length },
  };
};

/** Those that it does not know are left out. */
export const queryVideos: Operation = (call) => {
  const { state, token, body } = call;
  state.checkScope(token, 'video.list');
  state.pace(token, 'query', 600);
  const fields = askedFields(call);
  const read = queried.safeParse(body);
  if (!read.success) throw invalid('The request body is invalid');
  const found = ownListed(call).filter(({ post }) => read.data.filters.video_ids.includes(post));
  return { videos: found.map((publish) => shown(call, publish, fields)) };
};

function ownListed({ state, token }: Call): Publish[] {
  return [...state.publishes.values()].filter(
    (publish) => publish.user === token.user && state.isListed(publish),
  );
}

function askedFields({ query }: Call): string[] {
  const asked = (query.fields ?? '').split(',').filter(Boolean);
  if (asked.length === 0 || !asked.every((field) => FIELDS.includes(field)))
    throw invalid('Fields is invalid');
  return asked;
}

function shown({ state, token }: Call, publish: Publish, asked: string[]): Record<string, unknown> {
  const { username } = state.userOf(token);
  const { post, kind, title, description, completeAt = 0, likes, comments, shares, views } = publish;
  const all: Record<string, unknown> = {
    ...{ id: post, create_time: Math.floor(completeAt / 1_000), duration: kind === 'video' ? 2 : 0 },
    share_url: `https://www.tiktok.com/@${username}/${kind}/${post}`,
    ...{ title, video_description: kind === 'video' ? title : description },
    ...{ like_count: likes, comment_count: comments, share_count: shares, view_count: views },
    ...{ cover_image_url: '', embed_link: `https://www.tiktok.com/embed/v2/${post}` },
  };
  return Object.fromEntries(asked.map((field) => [field, all[field]]));
}
