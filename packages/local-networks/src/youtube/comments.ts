/** `commentThreads` and `comments`: what people say under videos. A thread shows some of its answers, and how many there are. */
import { z } from 'zod';
import { invalid, noComment, YouTubeError } from './error.ts';
import type { Comment, State, Token } from './state.ts';
import type { Operation } from './videos.ts';

/** Answers that a thread shows by itself. */
const SHOWN = 5;

/** Newest first. */
export const listCommentThreads: Operation = ({ state, token, query }) => {
  state.checkScope(token, 'youtube.force-ssl');
  state.spend({ units: 1 });
  const channel = state.channelOf(token).id;
  if (query.allThreadsRelatedToChannelId !== channel)
    throw invalid('missingRequiredParameter', 'No filter selected.');
  const parts = partsOf(query.part, ['snippet', 'replies']);
  const size = sizeOf(query.maxResults);
  const all = [...state.comments.values()]
    .filter((one) => one.parent === undefined && state.videos.get(one.video)?.channel === channel)
    .toSorted((one, other) => other.at - one.at);
  const from = Number(query.pageToken ?? 0);
  const nextPageToken = all.length > from + size ? String(from + size) : undefined;
  const items = all.slice(from, from + size).map((one) => {
    const answers = answersTo(state, one.id);
    const snippet = {
      ...{ channelId: channel, videoId: one.video, topLevelComment: shown(one, query.textFormat) },
      ...{ canReply: true, totalReplyCount: answers.length, isPublic: true },
    };
    const replies = { comments: answers.slice(0, SHOWN).map((answer) => shown(answer, query.textFormat)) };
    return {
      ...{ kind: 'youtube#commentThread', id: one.id, snippet },
      ...(parts.includes('replies') && answers.length > 0 && { replies }),
    };
  });
  return { status: 200, body: { kind: 'youtube#commentThreadListResponse', items, nextPageToken } };
};

/** By their ids, or the answers to one, newest first. Without an order that is promised. */
export const listComments: Operation = ({ state, token, query }) => {
  state.checkScope(token, 'youtube.readonly', 'youtube', 'youtube.force-ssl');
  state.spend({ units: 1 });
  partsOf(query.part, ['snippet']);
  const { id, parentId } = query;
  if ((id === undefined) === (parentId === undefined))
    throw invalid('missingRequiredParameter', 'No filter selected, or more than one.');
  const found =
    parentId === undefined
      ? (id ?? '').split(',').flatMap((one) => state.comments.get(one) ?? [])
      : answersTo(state, parentId);
  const size = parentId === undefined ? found.length : sizeOf(query.maxResults);
  const from = Number(query.pageToken ?? 0);
  const nextPageToken = found.length > from + size ? String(from + size) : undefined;
  const items = found.slice(from, from + size).map((one) => shown(one, query.textFormat));
  return { status: 200, body: { kind: 'youtube#commentListResponse', items, nextPageToken } };
};

/** An answer to a thread, by the channel. */
export const insertComment: Operation = ({ state, token, query, body }) => {
  state.checkScope(token, 'youtube.force-ssl');
  state.spend({ units: 50 });
  partsOf(query.part, ['id', 'snippet']);
  const { parentId, textOriginal: text } = readBody(inserted, body).snippet;
  const { id: own, customUrl } = state.channelOf(token);
  checkText(text);
  const first = state.comments.get(parentId);
  if (!first || first.parent !== undefined) throw noComment('parentCommentNotFound');
  if (state.videos.get(first.video)?.takesNoComments)
    throw new YouTubeError(403, 'commentsDisabled', 'The video has disabled comments.', 'youtube.comment');
  const id = state.newCommentId(parentId);
  const said = { id, video: first.video, parent: parentId, author: { id: own, name: customUrl }, text };
  const comment: Comment = { ...said, at: state.now };
  state.comments.set(id, comment);
  return { status: 200, body: shown(comment, query.textFormat) };
};

export const updateComment: Operation = ({ state, token, query, body }) => {
  state.checkScope(token, 'youtube.force-ssl');
  state.spend({ units: 50 });
  partsOf(query.part, ['id', 'snippet']);
  const { id, snippet } = readBody(updated, body);
  checkText(snippet.textOriginal);
  const comment = ownComment(state, token, id);
  Object.assign(comment, { text: snippet.textOriginal, editedAt: state.now });
  return { status: 200, body: shown(comment, query.textFormat) };
};

export const deleteComment: Operation = ({ state, token, query }) => {
  state.checkScope(token, 'youtube.force-ssl');
  state.spend({ units: 50 });
  state.comments.delete(ownComment(state, token, query.id ?? '').id);
  return { status: 204 };
};

function ownComment(state: State, token: Token, id: string): Comment {
  const comment = state.comments.get(id);
  if (!comment) throw noComment('commentNotFound');
  if (comment.author.id !== state.channelOf(token).id)
    throw new YouTubeError(403, 'forbidden', 'Forbidden', 'youtube.comment');
  return comment;
}

function readBody<Body>(schema: z.ZodType<Body>, body: unknown): Body {
  const read = schema.safeParse(body);
  if (!read.success) throw invalid('invalidCommentMetadata', 'The request metadata is invalid.');
  return read.data;
}

function checkText(text: string): void {
  if (text.trim() === '') throw invalid('commentTextRequired', 'The comment has no text.');
  if (text.length > MOST_TEXT) throw invalid('commentTextTooLong', 'The comment is too long.');
}

const MOST_TEXT = 10_000;
const inserted = z.object({
  snippet: z.strictObject({ parentId: z.string().min(1), textOriginal: z.string().default('') }),
});
const updated = z.object({ id: z.string(), snippet: z.strictObject({ textOriginal: z.string() }) });

function answersTo({ comments }: State, id: string): Comment[] {
  const answers = [...comments.values()].filter(({ parent }) => parent === id);
  return answers.toSorted((one, other) => other.at - one.at);
}

/** Which video it is under is told of threads alone. */
function shown({ id, author, text, at, editedAt, parent }: Comment, format = 'html') {
  const marked = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>');
  return {
    ...{ kind: 'youtube#comment', id },
    snippet: {
      ...{ authorDisplayName: author.name, authorChannelUrl: `http://www.youtube.com/${author.name}` },
      authorChannelId: { value: author.id },
      ...{ textDisplay: format === 'plainText' ? text : marked, textOriginal: text },
      ...{ likeCount: 0, viewerRating: 'none', canRate: true },
      ...{ publishedAt: new Date(at).toISOString(), updatedAt: new Date(editedAt ?? at).toISOString() },
      ...(parent !== undefined && { parentId: parent }),
    },
  };
}

function partsOf(asked = '', known: string[]): string[] {
  const parts = asked.split(',').map((part) => part.trim());
  const strange = parts.find((part) => !known.includes(part));
  if (strange !== undefined) throw invalid('unknownPart', `'${strange}'`);
  return parts;
}

function sizeOf(asked = '20'): number {
  const size = Number(asked);
  if (!Number.isInteger(size) || size < 1 || size > 100) throw invalid('invalidParameter', 'maxResults');
  return size;
}
