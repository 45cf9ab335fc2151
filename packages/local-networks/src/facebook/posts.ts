/** A page's posts. */
import { z } from 'zod';
import { GraphError, invalid } from '../meta/error.ts';
import { type Call, only } from '../meta/http.ts';
import { insights } from '../meta/insights.ts';
import { commentsCount } from './comments.ts';
import { topLevel } from './fields.ts';
import type { FacebookPost, Photo, State } from './state.ts';

const MOST_TEXT = 63_206;
const HOUR = 3_600_000;
/** An unpublished photo is kept for that long. */
const KEPT = 24 * HOUR;

export function createPost(state: State, { token, fields }: Call): unknown {
  const { message: text = '', link } = fields;
  const photos = attachedIn(state, token.user, fields.attached_media);
  if (text === '' && link === undefined && photos.length === 0)
    throw invalid('(#100) Missing message or attachment');
  if ([...text].length > MOST_TEXT) throw invalid('(#100) The message is too long');
  if (link !== undefined && !URL.canParse(link)) throw invalid('(#1500) The url you supplied is invalid');
  checkRepeat(state, token.user, text);
  for (const photo of photos) photo.isShown = true;
  const id = `${token.user}_${state.newId()}`;
  const common = { id, page: token.user, text, photos, at: state.now, isEdited: false };
  state.posts.set(id, { ...common, ...(link !== undefined && { link }) });
  return { id };
}

function attachedIn(state: State, page: string, given: string | undefined): Photo[] {
  if (given === undefined) return [];
  const read = attachedSchema.safeParse(parsed(given)).data;
  if (!read) throw invalid('(#100) param attached_media must be an array');
  return read.map(({ media_fbid: id }) => {
    const photo = state.photos.get(id);
    if (!photo || photo.page !== page || state.now - photo.givenAt >= KEPT)
      throw invalid(`(#100) Object with ID '${id}' does not exist`, 33);
    if (photo.isShown)
      throw new GraphError(400, {
        ...{ message: 'Invalid parameter', code: 100, error_subcode: 1_366_051 },
        error_user_title: 'Already Posted',
        error_user_msg: 'These photos were already posted.',
      });
    return photo;
  });
}

const attachedSchema = z.array(z.object({ media_fbid: z.string() }));

function checkRepeat(state: State, page: string, text: string): void {
  if (!state.options.refusesRepeats) return;
  const isRepeat = [...state.posts.values()].some(
    (post) => post.page === page && post.text === text && state.now - post.at < HOUR,
  );
  if (isRepeat)
    throw new GraphError(400, {
      ...{ message: '(#506) Duplicate status message', code: 506, error_subcode: 1_455_006 },
    });
}

/** Newest first. */
export function listPosts(state: State, { token, fields }: Call): unknown {
  const since = Number(fields.since ?? 0) * 1_000;
  const found = [...state.posts.values()]
    .filter((post) => post.page === token.user && state.isListed(post) && post.at >= since)
    .reverse()
    .slice(0, Math.min(Number(fields.limit ?? 25), 100));
  const asked = fields.fields ?? 'id,message,created_time';
  const names = topLevel(asked).join(',');
  return { data: found.map((post) => only(names, shown(state, post, asked), ['id'])) };
}

/** Small pages have none. */
export function insightsOf(state: State, call: Call): unknown {
  const { id, counted } = own(state, call);
  const told = insights(id, call.fields.metric, { names: METRICS, counted });
  return state.options.tellsNoInsights ? { data: [] } : told;
}

const METRICS = [
  ...['post_media_view', 'post_total_media_view_unique', 'post_clicks'],
  'post_reactions_by_type_total',
];

export function editPost(state: State, call: Call): unknown {
  const post = own(state, call);
  if (call.fields.message === undefined) throw invalid('(#100) Nothing to change');
  post.text = call.fields.message;
  post.isEdited = true;
  return { success: true };
}

export function removePost(state: State, call: Call): unknown {
  state.posts.delete(own(state, call).id);
  return { success: true };
}

function own(state: State, { token, params }: Call): FacebookPost {
  const post = state.posts.get(params.id ?? '');
  if (!post || post.page !== token.user)
    throw invalid(`Unsupported request. Object with ID '${params.id}' does not exist`, 33);
  return post;
}

/** `fields`: as they were asked for; of an edge the sum is told only where it is asked for. */
export function shown(state: State, post: FacebookPost, fields = ''): Record<string, unknown> {
  const { id, text, photos, link, at, counted = {} } = post;
  const summed = (edge: string, total_count = 0) => ({
    data: [],
    ...(new RegExp(`\\b${edge}\\.[^,]*summary\\(`).test(fields) && { summary: { total_count } }),
  });
  return {
    id,
    message: text === '' ? undefined : text,
    created_time: new Date(at).toISOString().replace(/\.\d+Z$/, '+0000'),
    permalink_url: `https://www.facebook.com/${id.replace('_', '/posts/')}`,
    attachments: attachmentsOf(photos, link),
    reactions: summed('reactions', counted.reactions),
    comments: summed('comments', commentsCount(state, id)),
    // Of none nothing is told.
    shares: counted.shares ? { count: counted.shares } : undefined,
  };
}

function attachmentsOf(photos: Photo[], link: string | undefined): unknown {
  const [first, ...others] = photos.map(({ id }) => ({ type: 'photo', target: { id } }));
  if (first && others.length > 0)
    return { data: [{ type: 'album', target: {}, subattachments: { data: [first, ...others] } }] };
  if (first) return { data: [first] };
  return link === undefined ? undefined : { data: [{ type: 'share', target: { url: link } }] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
