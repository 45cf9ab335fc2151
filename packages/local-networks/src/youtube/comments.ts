/** `commentThreads.list` and `comments.list`: what people say under videos. A thread shows some of its answers, and how many there are. */
import { invalid } from './error.ts';
import type { Comment, State } from './state.ts';
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

/** By their ids, or the answers to one, newest first. */
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
      : answersTo(state, parentId).slice(0, sizeOf(query.maxResults));
  const items = found.map((one) => shown(one, query.textFormat));
  return { status: 200, body: { kind: 'youtube#commentListResponse', items } };
};

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
