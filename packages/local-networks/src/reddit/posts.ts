/** Posting, and what is read of posts; errors come as Reddit sends them, some with the status 200. */
import type { Answer, Call, Operation } from './call.ts';
import { assetAt } from './media.ts';
import type { Community, Post, State } from './state.ts';

export function inJson(...errors: string[][]): Answer {
  return { status: 200, body: { json: { errors } } };
}

const KNOWN = new Set([
  ...['api_type', 'kind', 'sr', 'title', 'text', 'url', 'flair_id', 'flair_text', 'nsfw', 'spoiler'],
  ...['sendreplies', 'resubmit', 'validate_on_submit', 'video_poster_url'],
]);

export const submit: Operation = ({ state, token, form }) => {
  const { kind, sr = '', title = '', text = '', url = '', flair_id, spoiler } = form;
  if (form.api_type !== 'json' || !Object.keys(form).every((name) => KNOWN.has(name))) return badRequest();
  const community = state.world.communities.find(({ name }) => name.toLowerCase() === sr.toLowerCase());
  if (!community)
    return inJson([
      'SUBREDDIT_NOEXIST',
      "Hmm, that community doesn't exist. Try checking the spelling.",
      'sr',
    ]);
  if (!state.world.people.find(({ name }) => name === token.name)?.joined.includes(community.name))
    return inJson(['SUBREDDIT_NOTALLOWED', "You aren't allowed to post there.", 'sr']);
  if (title.trim() === '') return inJson(['NO_TEXT', 'we need something here', 'title']);
  if ([...title].length > 300) return inJson(['TOO_LONG', 'this is too long (max: 300)', 'title']);
  if ([...text].length > 40_000) return inJson(['TOO_LONG', 'this is too long (max: 40000)', 'text']);
  if (kind === 'self' && community.takes === 'link')
    return inJson(['NO_SELFS', "This community doesn't allow text posts", 'sr']);
  if (kind === 'link' && community.takes === 'self')
    return inJson(['NO_LINKS', 'that community only allows text posts', 'sr']);
  if (kind === 'video' && (community.takesNoVideos || community.takes === 'self'))
    return inJson(['NO_VIDEOS', "This community doesn't allow videos", 'sr']);
  const video = kind === 'video' ? videoIn(state, token, form) : undefined;
  if (kind === 'video' && !video)
    return inJson(['MISSING_VIDEO_URLS', 'this requires a video and its poster', 'kind']);
  if (kind === 'link' ? !URL.canParse(url) : kind !== 'self' && kind !== 'video')
    return inJson(['BAD_URL', 'you should check that url', 'url']);
  if (community.banned?.some((word) => title.toLowerCase().includes(word)))
    return validation('title', 'SUBMIT_VALIDATION_TITLE_BLACKLISTED_STRING');
  if (community.mostTitle !== undefined && [...title].length > community.mostTitle)
    return validation('title', 'SUBMIT_VALIDATION_MAX_LENGTH');
  if (kind === 'link' && leadsTo(url, community.bannedDomains ?? []))
    return validation('url', 'SUBMIT_VALIDATION_LINK_BLACKLIST');
  if (community.flairRequired && !flair_id)
    return inJson(['SUBMIT_VALIDATION_FLAIR_REQUIRED', 'Your post must contain post flair.', 'flair']);
  // Of a flair that is not there nothing is said.
  if (flair_id && !community.flairs?.some(({ id }) => id === flair_id))
    return { status: 500, body: { message: 'Internal Server Error', error: 500 } };
  const id = state.newId();
  const post: Post = {
    ...{ id, author: token.name, community: community.name, title, text },
    at: state.now + (video ? (state.world.processing ?? 0) : 0),
    ...{ spoiler: spoiler === 'true', score: 1, comments: 0, isDeleted: false },
    ...(kind === 'link' && { link: url }),
    ...(video && { video }),
    ...(flair_id && { flair: flair_id }),
  };
  state.taken += 1;
  // Which post becomes of it is told by a socket alone.
  if (video) {
    if (!state.world.makesNothingOfVideos) state.posts.set(id, post);
    const websocket_url = `wss://wss.redditmedia.com/${id}?m=x`;
    const user_submitted_page = `https://www.reddit.com/user/${token.name}/submitted/`;
    return { status: 200, body: { json: { errors: [], data: { user_submitted_page, websocket_url } } } };
  }
  state.posts.set(id, post);
  const data = { url: `https://www.reddit.com${permalinkOf(post)}`, drafts_count: 0, id, name: `t3_${id}` };
  return { status: 200, body: { json: { errors: [], data } } };
};

/** Both have come wholly. Undefined: one has not. */
function videoIn(state: State, { name }: Call['token'], form: Call['form']): Post['video'] {
  const video = assetAt(state, name, 'video', form.url);
  const poster = assetAt(state, name, 'picture', form.video_poster_url);
  if (!video?.hash || !poster?.hash) return undefined;
  return { hash: video.hash, poster: poster.hash, address: `https://v.redd.it/${video.id}` };
}

/** What people see by now, oldest first. */
export function seenIn({ posts, now }: State): Post[] {
  return [...posts.values()].filter(({ at, isDeleted }) => !isDeleted && at <= now);
}

/** What a community asks of posts, as it is told before one is sent. */
export function requirementsOf({ banned = [], bannedDomains = [], ...community }: Community) {
  return {
    ...{ title_regexes: [], title_required_strings: [], title_blacklisted_strings: banned },
    ...{ title_text_min_length: null, title_text_max_length: community.mostTitle ?? null },
    ...{ body_regexes: [], body_required_strings: [], body_blacklisted_strings: [] },
    ...{ body_text_min_length: null, body_text_max_length: null, body_restriction_policy: 'none' },
    ...{ domain_whitelist: [], domain_blacklist: bannedDomains, link_repost_age: null },
    link_restriction_policy: bannedDomains.length > 0 ? 'blacklist' : 'none',
    is_flair_required: community.flairRequired ?? false,
    ...{ guidelines_text: null, guidelines_display_policy: null },
  };
}

function leadsTo(url: string, domains: string[]): boolean {
  const { hostname } = new URL(url);
  return domains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
}

export const editText: Operation = ({ state, token, form }) => {
  const post = ownPost(state, token, form.thing_id);
  if (!post || post.link !== undefined || post.video) return badRequest();
  post.text = form.text ?? '';
  return { status: 200, body: { json: { errors: [], data: { things: [shown(post)] } } } };
};

/** The same again, and of what is not there, answers the same. */
export const del: Operation = ({ state, token, form }) => {
  const post = ownPost(state, token, form.id);
  if (post) post.isDeleted = true;
  return { status: 200, body: {} };
};

export const submitted: Operation = ({ state, token, query, params }) => {
  const { listedAfter = 0 } = state.world;
  if (params.name !== token.name || query.sort !== 'new')
    return { status: 403, body: { message: 'Forbidden', error: 403 } };
  // What was taken first and shown last, as a video, stands by when it was shown.
  const listed = seenIn(state)
    .filter(({ author, at }) => author === token.name && state.now - at >= listedAfter)
    .reverse()
    .sort((one, other) => other.at - one.at);
  const from = query.after === undefined ? 0 : listed.findIndex(({ id }) => `t3_${id}` === query.after) + 1;
  const page = listed.slice(from, from + Number(query.limit ?? 25));
  const isLast = from + page.length >= listed.length;
  return { status: 200, body: listingOf(page.map(shown), isLast ? null : `t3_${page.at(-1)?.id}`) };
};

export const info: Operation = ({ state, query }) => {
  const ids = (query.id ?? '').split(',');
  const found = [...state.posts.values()].filter(({ id, at }) => ids.includes(`t3_${id}`) && at <= state.now);
  return { status: 200, body: listingOf(found.map(shown), null) };
};

export function listingOf(children: unknown[], after: string | null) {
  return { kind: 'Listing', data: { after, dist: children.length, modhash: null, children } };
}

function shown(post: Post) {
  const { id, author, community, title, text, link, video, score, comments, isDeleted, removedBy } = post;
  const permalink = permalinkOf(post);
  return {
    kind: 't3',
    data: {
      ...{ id, name: `t3_${id}`, subreddit: community, title, permalink, score, num_comments: comments },
      ...{ author: isDeleted ? '[deleted]' : author, selftext: isDeleted ? '[deleted]' : text },
      ...{ is_self: link === undefined && !video, is_video: video !== undefined },
      url: video?.address ?? link ?? `https://www.reddit.com${permalink}`,
      ...{ created_utc: Math.floor(post.at / 1_000), removed_by_category: removedBy ?? null },
    },
  };
}

function permalinkOf({ community, id, title }: Post): string {
  return `/r/${community}/comments/${id}/${title.toLowerCase().replace(/\W+/g, '_').slice(0, 40)}/`;
}

function ownPost(state: State, { name }: Call['token'], thing = ''): Post | undefined {
  const post = state.posts.get(thing.replace(/^t3_/, ''));
  return post?.author === name && !post.isDeleted ? post : undefined;
}

function badRequest(): Answer {
  return { status: 400, body: { message: 'Bad Request', error: 400 } };
}

function validation(field: string, reason: string): Answer {
  const explanation = `You may not have that in your ${field}. `;
  const error_type = 'SUBMIT_VALIDATION_ERROR';
  return { status: 400, body: { fields: [field], explanation, error_type, message: 'Bad Request', reason } };
}
