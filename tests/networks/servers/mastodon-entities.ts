/** Mastodon's entities as its documentation has them: typed by masto, written in snake case. */
import type { mastodon } from 'masto';

type Account = mastodon.v1.Account;

export interface StoredStatus {
  id: string;
  text: string;
  createdAt: number;
  application: string;
  visibility: mastodon.v1.StatusVisibility;
  media: StoredMedia[];
  /** The status that it answers. */
  parent?: string;
  sensitive?: boolean;
  spoiler?: string;
  language?: string;
  /** What others did with it. */
  engagement?: Pick<mastodon.v1.Status, 'reblogsCount' | 'favouritesCount' | 'repliesCount' | 'quotesCount'>;
  /** How often its text or its pictures were changed. */
  edits?: number;
}

export interface StoredMedia {
  id: string;
  type: 'image' | 'video';
  bytes: number;
  /** SHA-256, hex. */
  hash: string;
  alt: string;
  attached: boolean;
  /** Looks until it is processed. */
  looks: number;
}

export const entityOf = {
  status: (stored: StoredStatus, url: string) => snake(status(stored, url)),
  media: (stored: StoredMedia, url: string) => snake(media(stored, url)),
};

/** The configuration of `/api/v2/instance` (https://docs.joinmastodon.org/entities/Instance/). */
export const INSTANCE = {
  domain: 'localhost',
  title: 'Test',
  version: '4.4.0',
  configuration: {
    statuses: { max_characters: 500, max_media_attachments: 4, characters_reserved_per_url: 23 },
    media_attachments: {
      description_limit: 1500,
      supported_mime_types: ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'video/mp4', 'audio/ogg'],
      image_size_limit: 16_777_216,
      image_matrix_limit: 33_177_600,
      video_size_limit: 103_809_024,
      video_frame_rate_limit: 120,
      video_matrix_limit: 8_294_400,
    },
  },
};

export function me(url: string): unknown {
  return snake(account(url));
}

function account(url: string): Account {
  return {
    id: '1',
    username: 'acme',
    acct: 'acme',
    url: `${url}/@acme`,
    displayName: 'Acme',
    note: '',
    avatar: `${url}/avatar.png`,
    avatarStatic: `${url}/avatar.png`,
    header: `${url}/header.png`,
    headerStatic: `${url}/header.png`,
    locked: false,
    fields: [],
    emojis: [],
    bot: true,
    group: false,
    createdAt: '2024-01-01T00:00:00.000Z',
    lastStatusAt: '2024-01-01',
    statusesCount: 0,
    followersCount: 0,
    followingCount: 0,
    roles: [],
  } as unknown as Account;
}

function status(stored: StoredStatus, url: string): mastodon.v1.Status {
  return {
    id: stored.id,
    uri: `${url}/users/acme/statuses/${stored.id}`,
    url: `${url}/@acme/${stored.id}`,
    createdAt: new Date(stored.createdAt).toISOString(),
    editedAt: null,
    inReplyToId: stored.parent ?? null,
    account: account(url),
    content: `<p>${stored.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br />')}</p>`,
    visibility: stored.visibility,
    sensitive: stored.sensitive ?? false,
    spoilerText: stored.spoiler ?? '',
    language: stored.language ?? null,
    mediaAttachments: stored.media.map((one) => media(one, url)),
    application: { name: stored.application, website: null },
    mentions: [],
    tags: [],
    emojis: [],
    reblogsCount: 0,
    favouritesCount: 0,
    repliesCount: 0,
    quotesCount: 0,
    ...stored.engagement,
  } as Partial<mastodon.v1.Status> as mastodon.v1.Status;
}

function media(stored: StoredMedia, url: string): mastodon.v1.MediaAttachment {
  return {
    id: stored.id,
    type: stored.type,
    url: stored.looks > 0 ? null : `${url}/media/${stored.id}.${stored.type === 'video' ? 'mp4' : 'png'}`,
    previewUrl: `${url}/media/${stored.id}-small.png`,
    remoteUrl: null,
    description: stored.alt || null,
    blurhash: null,
    meta: null,
  };
}

function snake(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snake);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      snake(part),
    ]),
  );
}
