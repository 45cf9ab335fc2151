/** What a Pin has beside its description and its picture. */
import { t } from '../../kit/t.ts';
import type { Field } from '../../posts/fields.ts';
import type { TakenFields } from '../fields.ts';
import type { PinterestAccount } from './account.ts';

export const BOARD = 'board';
export const TITLE = 'title';
export const LINK = 'link';

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
];

export const fields: TakenFields<PinterestAccount> = {
  all,
  defaults: ({ board }): Record<string, string> => (board === undefined ? {} : { [BOARD]: board }),
};
