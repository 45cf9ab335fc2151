/** People on a card: by mention in their own chat, by name in the other. */
import type { Part } from '../../chat/card.ts';
import { t } from '../../kit/t.ts';
import type { PostView } from '../posts/viewing.ts';

type Decision = PostView['decisions'][number];

export function personPart(view: Pick<PostView, 'people'>, id: number): Part {
  const person = view.people.get(id);
  return { type: 'person', name: person?.name ?? t('somebody'), identities: person?.identities ?? {} };
}

/** "Dan for Lena" where Dan stood in. */
export function deciderParts(view: PostView, { personId, placeId }: Decision): (string | Part)[] {
  const who = personPart(view, personId);
  return placeId === null ? [who] : t('{who} for {place}', { who, place: personPart(view, placeId) });
}

/** "A, B". */
export function listed(items: (string | Part)[][], separator = ', '): (string | Part)[] {
  return items.flatMap((item, index) => (index === 0 ? item : [separator, ...item]));
}
