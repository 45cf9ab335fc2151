/** What a post has beside its caption. Who sees it is chosen by a person each time, from what TikTok offers the account then. */
import { t } from '../../kit/t.ts';
import { type Field, type FieldChoice, YES } from '../../posts/fields.ts';
import type { TakenFields } from '../fields.ts';
import type { Message } from '../network.ts';
import { secondIn } from '../video-cover.ts';

export const PRIVACY = 'privacy';
export const NO_COMMENTS = 'no_comments';
export const PROMOTES = 'promotes';
export const SYNTHETIC = 'synthetic';
export const TITLE = 'title';
export const NO_DUETS = 'no_duets';
export const NO_STITCHES = 'no_stitches';
export const COVER = 'cover';

/** UTF-16 code units. */
export const MOST_TITLE = 90;

const all: Field[] = [
  {
    ...{ key: PRIVACY, label: t('Who sees it'), kind: 'choice', required: true },
    summary: t('One of those that TikTok offers the account now'),
  },
  {
    ...{ key: NO_COMMENTS, label: t('No comments'), kind: 'switch' },
    summary: t('Whether nobody may comment on it'),
  },
  {
    ...{ key: PROMOTES, label: t('Promotes'), kind: 'choice' },
    summary: t('Your own business, somebody else for pay, or both; TikTok shows it'),
  },
  {
    ...{ key: SYNTHETIC, label: t('AI-made'), kind: 'switch' },
    summary: t('Whether the video shows what looks real and was made by AI'),
  },
  {
    ...{ key: TITLE, label: t('Title'), kind: 'text', most: MOST_TITLE },
    summary: t('Of pictures, up to 90 characters'),
  },
  {
    ...{ key: NO_DUETS, label: t('No duets'), kind: 'switch' },
    summary: t('Whether nobody may make a duet of the video'),
  },
  {
    ...{ key: NO_STITCHES, label: t('No stitches'), kind: 'switch' },
    summary: t('Whether nobody may cut the video into their own'),
  },
  {
    ...{ key: COVER, label: t('Cover'), kind: 'text', most: 10 },
    summary: t('The second of the video (2.5), or the number of the picture'),
  },
];

export const fields: TakenFields = { all, defaults: () => ({}) };

export const ONLY_ME = 'SELF_ONLY';
export const EVERYONE = 'PUBLIC_TO_EVERYONE';

const LABELS: Record<string, string> = {
  [EVERYONE]: t('Public'),
  MUTUAL_FOLLOW_FRIENDS: t('Friends'),
  FOLLOWER_OF_CREATOR: t('Followers'),
  [ONLY_ME]: t('Only me'),
};

/** As people read it; one that is unknown by TikTok's own name. */
export function privacyLabel(value: string): string {
  return LABELS[value] ?? value;
}

export const [OWN, PAID, BOTH] = ['own', 'paid', 'both'] as const;

export const PROMOTIONS: FieldChoice[] = [
  { value: OWN, label: t('Your own business') },
  { value: PAID, label: t('Paid partnership') },
  { value: BOTH, label: t('Both') },
];

export function isYes({ fields: uses = {} }: Message, key: string): boolean {
  return uses[key] === YES;
}

/** Seconds of a video, or the number of a picture, from 1. Undefined: none is said, or not so. */
export function coverIn({ fields: uses = {}, video, images }: Message): number | undefined {
  const words = (uses[COVER] ?? '').trim();
  if (video) return secondIn(words, video);
  const cover = /^\d+$/.test(words) ? Number(words) : 0;
  return cover >= 1 && cover <= images.length ? cover : undefined;
}
