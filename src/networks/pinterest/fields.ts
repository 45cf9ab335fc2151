/** What a Pin has beside its description and its picture or video. */
import { t } from '../../kit/t.ts';
import type { Field } from '../../posts/fields.ts';
import type { TakenFields } from '../fields.ts';
import type { Message } from '../network.ts';
import type { PinterestAccount } from './account.ts';

export const BOARD = 'board';
export const TITLE = 'title';
export const LINK = 'link';
export const COVER = 'cover';

const all: Field[] = [
  {
    ...{ key: BOARD, label: t('Board'), kind: 'choice', required: true },
    summary: t('Where the Pin goes'),
  },
  {
    ...{ key: TITLE, label: t('Title'), kind: 'text', most: 100 },
    summary: t('Above the description, up to 100 characters'),
  },
  {
    ...{ key: LINK, label: t('Link'), kind: 'text', most: 2_048 },
    summary: t('The page that the Pin leads to'),
  },
  {
    ...{ key: COVER, label: t('Cover'), kind: 'text', most: 5 },
    summary: t('The second of the video that is shown before it plays (0 unless told)'),
  },
];

export const fields: TakenFields<PinterestAccount> = {
  all,
  defaults: ({ board }): Record<string, string> => (board === undefined ? {} : { [BOARD]: board }),
};

/** Seconds. Undefined: none is said, or not so. */
export function coverIn({ fields: uses = {}, video }: Pick<Message, 'fields' | 'video'>): number | undefined {
  const words = (uses[COVER] ?? '').trim();
  if (!video || !/^\d+$/.test(words)) return undefined;
  return Number(words) * 1_000 <= video.duration ? Number(words) : undefined;
}
