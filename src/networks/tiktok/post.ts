/** A post as TikTok is given it, and where it stands there. */
import { t } from '../../kit/t.ts';
import type { Marks, Message, Published } from '../network.ts';
import type { Creator } from './creator.ts';
import {
  BOTH,
  coverIn,
  EVERYONE,
  isYes,
  NO_COMMENTS,
  NO_DUETS,
  NO_STITCHES,
  OWN,
  PAID,
  PRIVACY,
  PROMOTES,
  SYNTHETIC,
  TITLE,
} from './fields.ts';
import { PUBLISH, USERNAME } from './marks.ts';

export function videoInfo(message: Message, creator: Creator): Record<string, unknown> {
  const cover = coverIn(message);
  return {
    ...common(message, creator),
    title: message.text,
    disable_duet: isYes(message, NO_DUETS) || creator.duet_disabled,
    disable_stitch: isYes(message, NO_STITCHES) || creator.stitch_disabled,
    ...(cover !== undefined && { video_cover_timestamp_ms: Math.round(cover * 1_000) }),
    ...(isYes(message, SYNTHETIC) && { is_aigc: true }),
  };
}

/** Music is for people to choose, in the app. */
export function photosInfo(message: Message, creator: Creator): Record<string, unknown> {
  const title = message.fields?.[TITLE];
  return {
    ...common(message, creator),
    ...(title && { title }),
    ...{ description: message.text, auto_add_music: false },
  };
}

export function wantedPrivacy({ fields = {} }: Message): string {
  return fields[PRIVACY] ?? '';
}

/** Whether it is declared as promoting, one way or another. */
export function promotes({ fields = {} }: Message, ...ways: string[]): boolean {
  return ways.includes(fields[PROMOTES] ?? '');
}

function common(message: Message, creator: Creator): Record<string, unknown> {
  return {
    privacy_level: wantedPrivacy(message),
    disable_comment: isYes(message, NO_COMMENTS) || creator.comment_disabled,
    brand_organic_toggle: promotes(message, OWN, BOTH),
    brand_content_toggle: promotes(message, PAID, BOTH),
  };
}

/**
 * A post that everybody may see has an id when TikTok has looked at it, which may take hours; until then, and for all others,
 * its `publish_id` stands for it, and its address is the account's.
 */
export function publishedOf(
  { publishId, post }: { publishId: string; post?: string | undefined },
  kind: 'video' | 'photo',
  username: string,
): Published {
  const account = `https://www.tiktok.com/@${encodeURIComponent(username)}`;
  return post === undefined
    ? { id: publishId, url: account }
    : { id: post, url: `${account}/${kind}/${encodeURIComponent(post)}` };
}

/** What was begun with these marks, and is out. */
export function outAs(message: Message, marks: Marks, post: string | undefined): Published {
  const { [PUBLISH]: publishId = '', [USERNAME]: username = '' } = marks;
  const published = publishedOf({ publishId, post }, kindOf(message), username);
  return wantedPrivacy(message) === EVERYONE ? published : { ...published, isCounted: false };
}

/** Whether it is the id of a post, and not that under which it was begun. */
export function isPostId(id: string): boolean {
  return /^\d+$/.test(id);
}

/** By its address, which is the account's until the post has an id. */
export function isVideoPost({ url = '' }: Pick<Published, 'url'>): boolean {
  return url.includes('/video/');
}

export function kindOf({ video }: Message): 'video' | 'photo' {
  return video ? 'video' : 'photo';
}

export function nothingToShow(): string {
  return t('TikTok shows no post without a video or a picture.');
}
