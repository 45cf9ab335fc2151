/** What a post on Reddit has beside its text. With a link it is a link post. */
import { t } from '../../kit/t.ts';
import type { Field } from '../../posts/fields.ts';
import type { TakenFields } from '../fields.ts';
import type { RedditAccount } from './account.ts';

export const [COMMUNITY, TITLE, FLAIR, LINK, SPOILER] = ['community', 'title', 'flair', 'link', 'spoiler'];

const all: Field[] = [
  {
    ...{ key: COMMUNITY, label: t('Community'), kind: 'choice', required: true },
    summary: t('Where it is posted'),
  },
  {
    ...{ key: TITLE, label: t('Title'), kind: 'text', required: true, most: 300 },
    summary: t('Up to 300 characters; it cannot be changed later'),
  },
  {
    ...{ key: FLAIR, label: t('Flair'), kind: 'choice', dependsOn: [COMMUNITY] },
    summary: t('What kind of post it is; some communities require it'),
  },
  {
    ...{ key: LINK, label: t('Link'), kind: 'text', most: 2_048 },
    summary: t('Makes it a link post, which leads there'),
  },
  { ...{ key: SPOILER, label: t('Spoiler'), kind: 'switch' }, summary: t('Whether it is hidden at first') },
];

export const fields: TakenFields<RedditAccount> = {
  all,
  defaults: ({ community }): Record<string, string> =>
    community === undefined ? {} : { [COMMUNITY]: community },
};
