/** `videos`, `channels` and `playlistItems`: what there is, its privacy, and its end. */
import { invalid, noVideo, YouTubeError } from './error.ts';
import { readUpdated, shownVideo } from './resource.ts';
import type { State, Token, Video } from './state.ts';
import type { Answer } from './uploads.ts';

export interface Call {
  state: State;
  token: Token;
  query: Record<string, string>;
  /** Parsed JSON; undefined where there is none. */
  body: unknown;
}

/** Throws a `YouTubeError`. */
export type Operation = (call: Call) => Answer;

const MOST_IDS = 50;

export const listVideos: Operation = ({ state, token, query }) => {
  state.checkScope(token, 'youtube.readonly', 'youtube', 'youtube.force-ssl');
  state.spend({ units: 1 });
  const ids = (query.id ?? '').split(',').filter(Boolean);
  if (ids.length === 0) throw invalid('missingRequiredParameter', 'No filter selected.');
  if (ids.length > MOST_IDS) throw invalid('invalidParameter', 'Too many ids.');
  const channel = state.channelOf(token).id;
  const seen = ids.flatMap((id) => {
    const video = state.videos.get(id);
    const isSeen = video && (video.channel === channel || video.status.privacyStatus !== 'private');
    return isSeen ? [shownVideo(state, video, query.part ?? '')] : [];
  });
  return { status: 200, body: { kind: 'youtube#videoListResponse', items: seen } };
};

export const updateVideo: Operation = ({ state, token, query, body }) => {
  state.checkScope(token, 'youtube', 'youtube.force-ssl');
  state.spend({ units: 50 });
  const part = query.part ?? '';
  const { id, snippet, status } = readUpdated(body, part);
  const video = ownVideo(state, token, id);
  if (snippet) video.snippet = snippet;
  if (status) video.status = video.isLocked ? { ...status, privacyStatus: 'private' } : status;
  return { status: 200, body: shownVideo(state, video, part) };
};

export const deleteVideo: Operation = ({ state, token, query }) => {
  state.checkScope(token, 'youtube', 'youtube.force-ssl');
  state.spend({ units: 50 });
  state.videos.delete(ownVideo(state, token, query.id ?? '').id);
  return { status: 204 };
};

export const listChannels: Operation = ({ state, token, query }) => {
  state.checkScope(token, 'youtube.readonly', 'youtube', 'youtube.force-ssl');
  state.spend({ units: 1 });
  if (query.mine !== 'true') throw invalid('missingRequiredParameter', 'No filter selected.');
  const channel = state.world.users.find(({ id }) => id === token.user)?.channel;
  // Without a channel there are no items, and not an empty list of them.
  if (!channel) return { status: 200, body: { kind: 'youtube#channelListResponse' } };
  const { id, title, customUrl } = channel;
  const item = {
    ...{ kind: 'youtube#channel', id, snippet: { title, customUrl } },
    contentDetails: { relatedPlaylists: { uploads: uploadsOf(id) } },
  };
  return { status: 200, body: { kind: 'youtube#channelListResponse', items: [item] } };
};

/** Newest first. */
export const listPlaylistItems: Operation = ({ state, token, query }) => {
  state.checkScope(token, 'youtube.readonly', 'youtube', 'youtube.force-ssl');
  state.spend({ units: 1 });
  const channel = state.channelOf(token).id;
  if (query.playlistId !== uploadsOf(channel))
    throw new YouTubeError(404, 'playlistNotFound', 'The playlist cannot be found.', 'youtube.playlistItem');
  const size = Number(query.maxResults ?? 5);
  if (!Number.isInteger(size) || size < 1 || size > 50) throw invalid('invalidParameter', 'maxResults');
  const { listedAfter = 0 } = state.world;
  const listed = [...state.videos.values()].filter(
    (video) => video.channel === channel && state.now - video.uploadedAt >= listedAfter,
  );
  const from = Number(query.pageToken ?? 0);
  const rest = listed.reverse().slice(from);
  const items = rest.slice(0, size).map((video) => ({
    kind: 'youtube#playlistItem',
    snippet: {
      ...{ title: video.snippet.title, description: video.snippet.description },
      ...{ channelId: channel, publishedAt: new Date(video.uploadedAt).toISOString() },
      resourceId: { kind: 'youtube#video', videoId: video.id },
    },
  }));
  const nextPageToken = rest.length > size ? String(from + size) : undefined;
  return { status: 200, body: { kind: 'youtube#playlistItemListResponse', items, nextPageToken } };
};

function uploadsOf(channel: string): string {
  return channel.replace(/^UC/, 'UU');
}

/** Throws as Google refuses. */
export function ownVideo(state: State, token: Token, id: string): Video {
  const video = state.videos.get(id);
  if (!video) throw noVideo();
  if (video.channel !== state.channelOf(token).id) throw new YouTubeError(403, 'forbidden', 'Forbidden');
  return video;
}
