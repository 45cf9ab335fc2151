/** What a video has beside its description. */
import { t } from '../../kit/t.ts';
import { type Field, type FieldChoice, YES } from '../../posts/fields.ts';
import type { TakenFields } from '../fields.ts';
import type { Message } from '../network.ts';

export const TITLE = 'title';
export const PRIVACY = 'privacy';
export const MADE_FOR_KIDS = 'made_for_kids';
export const TAGS = 'tags';
export const SYNTHETIC = 'synthetic';

const all: Field[] = [
  {
    ...{ key: TITLE, label: t('Title'), kind: 'text', most: 100, required: true },
    summary: t('Of the video, up to 100 characters'),
  },
  {
    ...{ key: PRIVACY, label: t('Who sees it'), kind: 'choice', required: true },
    summary: t('Public, unlisted (whoever has the link) or private'),
  },
  {
    ...{ key: MADE_FOR_KIDS, label: t('Made for kids'), kind: 'switch', required: true },
    summary: t('Whether it is made for children; the law wants an answer (COPPA)'),
  },
  {
    ...{ key: TAGS, label: t('Tags'), kind: 'text', most: 500 },
    summary: t('Separated by commas'),
  },
  {
    ...{ key: SYNTHETIC, label: t('Altered or AI-made'), kind: 'switch' },
    summary: t('Whether it shows what looks real and was made or altered'),
  },
];

/** Who sees a video and whether it is for children is said by a person, each time. */
export const fields: TakenFields = { all, defaults: () => ({}) };

export const PRIVACIES: FieldChoice[] = [
  { value: 'public', label: t('Public') },
  { value: 'unlisted', label: t('Unlisted') },
  { value: 'private', label: t('Private') },
];

export function tagsIn({ fields: uses = {} }: Message): string[] {
  return (uses[TAGS] ?? '')
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}

export function isYes({ fields: uses = {} }: Message, key: string): boolean {
  return uses[key] === YES;
}
