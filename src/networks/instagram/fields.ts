/** What a post has beside its caption. */
import { t } from '../../kit/t.ts';
import type { Field } from '../../posts/fields.ts';
import type { TakenFields } from '../fields.ts';
import type { Message } from '../network.ts';
import { secondIn } from '../video-cover.ts';

export const COVER = 'cover';

const all: Field[] = [
  {
    ...{ key: COVER, label: t('Cover'), kind: 'text', most: 10 },
    summary: t('The second of the video (2.5) that is shown as its cover'),
  },
];

export const fields: TakenFields = { all, defaults: () => ({}) };

/** Seconds. Undefined: none is said, or none that there is. */
export function coverIn({ fields: uses = {}, video }: Message): number | undefined {
  return video && secondIn(uses[COVER] ?? '', video);
}
