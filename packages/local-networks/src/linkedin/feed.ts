/** Posts as people see them on LinkedIn: in whose name, with pictures and their alt texts, a video, or a link's card. */
import { picturesIn, videoIn } from './posts.ts';
import type { Post, State } from './state.ts';

export interface LinkedInPost {
  /** `urn:li:share:…` */
  id: string;
  author: string;
  /** Of an organisation's page, rather than a person's profile. */
  isPage: boolean;
  text: string;
  /** Each stands at `/files/linkedin/ID/INDEX`. */
  pictures: { alt: string }[];
  hasVideo: boolean;
  card: { title: string; source: string; hasPicture: boolean } | null;
  /** Epoch milliseconds by the playground's clock. */
  at: number;
  isEdited: boolean;
}

/** Newest first. */
export function feedOf(state: State): LinkedInPost[] {
  return [...state.posts.values()].map((post) => shownPost(state, post)).reverse();
}

/** Of a post, by its place in it. */
export function pictureOf(
  { posts, uploads }: State,
  id: string,
  index: number,
): { type: string; bytes: Uint8Array } | undefined {
  const urn = picturesIn(posts.get(id)?.content)[index];
  const { bytes, type = 'application/octet-stream' } = uploads.get(urn ?? '') ?? {};
  return bytes && { type, bytes };
}

export function altsOf(content: Post['content']): string[] {
  const { media, multiImage } = (content ?? {}) as {
    media?: { altText?: string };
    multiImage?: { images: { altText?: string }[] };
  };
  return multiImage ? multiImage.images.map(({ altText = '' }) => altText) : [media?.altText ?? ''];
}

function shownPost({ world }: State, { id, author, text, content, createdAt, editedAt }: Post): LinkedInPost {
  const [, kind, number = ''] = /^urn:li:(person|organization):(.+)$/.exec(author) ?? [];
  const isPage = kind === 'organization';
  const name = isPage
    ? world.organizations.find((one) => String(one.id) === number)?.name
    : world.members.find((one) => one.id === number)?.name;
  const { article } = (content ?? {}) as { article?: { title: string; source: string; thumbnail?: string } };
  const card = article && {
    title: article.title,
    source: article.source,
    hasPicture: article.thumbnail !== undefined,
  };
  return {
    ...{ id, author: name ?? author, isPage, text, at: createdAt, isEdited: editedAt !== undefined },
    pictures: article ? [] : picturesIn(content).map((_, index) => ({ alt: altsOf(content)[index] ?? '' })),
    hasVideo: videoIn(content) !== undefined,
    card: card ?? null,
  };
}
