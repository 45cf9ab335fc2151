/** `/rest/posts`: create, list by author, read, change the commentary, delete. */
import { z } from 'zod';
import type { Answer, Call, Operation } from './call.ts';
import { invalid, LinkedInError, notFound, notPermitted } from './error.ts';
import { readLittleText } from './little-text.ts';
import type { Post, State } from './state.ts';

const urn = (kinds: string) => z.string().regex(new RegExp(`^urn:li:(${kinds}):[A-Za-z0-9_-]+$`));
const alt = z.string().max(4086).optional();
const content = z.union([
  z.strictObject({
    media: z.strictObject({ id: urn('image|video'), title: z.string().optional(), altText: alt }),
  }),
  z.strictObject({
    multiImage: z.strictObject({
      images: z
        .array(z.strictObject({ id: urn('image'), altText: alt }))
        .min(2)
        .max(20),
    }),
  }),
  z.strictObject({
    article: z.strictObject({
      source: z.url(),
      title: z.string().min(1),
      description: z.string().optional(),
      thumbnail: urn('image').optional(),
    }),
  }),
]);

const MOST = 3_000;

const create = z.strictObject({
  author: urn('person|organization'),
  commentary: z.string().max(MOST),
  visibility: z.enum(['PUBLIC', 'CONNECTIONS', 'LOGGED_IN']),
  distribution: z.strictObject({
    feedDistribution: z.enum(['MAIN_FEED', 'NONE']),
    targetEntities: z.array(z.unknown()),
    thirdPartyDistributionChannels: z.array(z.unknown()),
  }),
  lifecycleState: z.literal('PUBLISHED'),
  isReshareDisabledByAuthor: z.boolean(),
  content: content.optional(),
});

export const createPost: Operation = ({ state, token, body }) => {
  const given = check(create, body);
  state.checkAuthor(token, given.author, 'partnerApiPostsExternal.CREATE');
  const text = readLittleText(given.commentary);
  if (text.trim() === '' && !given.content) throw invalid('/commentary', 'a post needs a text or content');
  const media = mediaIn(given.content);
  for (const one of media) checkMedia(state, one, given.author);
  const known = state.duplicateOf(given.author, text, media);
  if (known) throw duplicate(known);
  const id = `urn:li:share:${state.newId()}`;
  const { author, commentary } = given;
  const post: Post = { id, author, commentary, text, createdAt: state.now };
  state.keep({ ...post, ...(given.content && { content: given.content }) }, media);
  return { status: 201, headers: { 'x-restli-id': id } };
};

export const listPosts: Operation = ({ state, token, query }) => {
  const { q, author = '', count = '10', sortBy = 'LAST_MODIFIED' } = query;
  if (q !== 'author') throw invalid('/q', 'only the finder author is known');
  checkReader(state, token, author);
  const { listedAfter = 0 } = state.world;
  const listed = [...state.posts.values()].filter(
    (post) => post.author === author && state.now - post.createdAt >= listedAfter,
  );
  const by = (post: Post) => (sortBy === 'CREATED' ? post.createdAt : (post.editedAt ?? post.createdAt));
  const elements = listed
    .reverse()
    .sort((one, other) => by(other) - by(one))
    .slice(0, Number(count))
    .map(shown);
  return { status: 200, body: { elements, paging: { start: 0, count: Number(count), links: [] } } };
};

export const getPost: Operation = ({ state, token, params }) => {
  const post = find(state, params.urn);
  checkReader(state, token, post.author);
  return { status: 200, body: shown(post) };
};

const patch = z.strictObject({
  patch: z.strictObject({ $set: z.strictObject({ commentary: z.string().max(MOST) }) }),
});

export const updatePost: Operation = ({ state, token, params, body, header }) => {
  if (header('x-restli-method') !== 'PARTIAL_UPDATE')
    throw new LinkedInError(400, 'X-RestLi-Method must be PARTIAL_UPDATE');
  const given = check(patch, body);
  const post = find(state, params.urn);
  state.checkAuthor(token, post.author, 'partnerApiPostsExternal.PARTIAL_UPDATE');
  const { commentary } = given.patch.$set;
  state.posts.set(post.id, {
    ...post,
    commentary,
    text: readLittleText(commentary),
    editedAt: state.now,
  });
  return { status: 204 };
};

/** A second delete answers the same. */
export const deletePost: Operation = ({ state, token, params }): Answer => {
  const post = state.posts.get(params.urn ?? '');
  if (post) {
    state.checkAuthor(token, post.author, 'partnerApiPostsExternal.DELETE');
    state.posts.delete(post.id);
  }
  return { status: 204 };
};

export function picturesIn(given: Record<string, unknown> | undefined): string[] {
  return mediaIn(given).filter((one) => !isVideo(one));
}

/** The one that is shown, where it is one. */
export function videoIn(given: Record<string, unknown> | undefined): string | undefined {
  return mediaIn(given).find(isVideo);
}

function isVideo(one: string): boolean {
  return one.startsWith('urn:li:video:');
}

/** URNs of all that is shown. */
function mediaIn(given: Record<string, unknown> | undefined): string[] {
  const read = content.safeParse(given).data;
  if (!read) return [];
  if ('media' in read) return [read.media.id];
  if ('multiImage' in read) return read.multiImage.images.map(({ id }) => id);
  return read.article.thumbnail ? [read.article.thumbnail] : [];
}

function checkMedia(state: State, one: string, author: string): void {
  const upload = isVideo(one) ? state.videos.get(one) : state.uploads.get(one);
  if (upload?.owner !== author) throw invalid('/content', `${one} is not the author's`);
  if (state.statusOf(one) !== 'AVAILABLE') throw invalid('/content', `${one} is not AVAILABLE`);
}

/** Of people nothing may be read back: that permission is closed. */
function checkReader(state: State, token: Call['token'], author: string): void {
  const [, id = ''] = /^urn:li:organization:(\d+)$/.exec(author) ?? [];
  const may = state.memberOf(token).roles[id] && token.scopes.includes('r_organization_social');
  if (!may) throw notPermitted('partnerApiPostsExternal.FINDER-author');
}

function find(state: State, id = ''): Post {
  const post = state.posts.get(id);
  if (!post) throw notFound(id);
  return post;
}

function shown({ id, author, commentary, content: given, createdAt, editedAt }: Post) {
  return {
    ...{ id, author, commentary, createdAt, publishedAt: createdAt, lifecycleState: 'PUBLISHED' },
    lastModifiedAt: editedAt ?? createdAt,
    ...(given && { content: given }),
  };
}

function duplicate(known: string): LinkedInError {
  const input = { description: 'Duplicate post is detected', input: {}, code: 'DUPLICATE_POST' };
  const words = 'com.linkedin.content.common.exception.BadRequestResponseException';
  return new LinkedInError(422, `${words}: Content is a duplicate of ${known}`, {
    errorDetailType: 'com.linkedin.common.error.BadRequest',
    errorDetails: { inputErrors: [input] },
  });
}

export function check<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw invalid(`/${issue?.path.join('/') ?? ''}`, issue?.message ?? 'not understood');
}
