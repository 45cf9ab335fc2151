/** Who decided, as cards tell it. */
import type { Part } from '../../chat/card.ts';
import { t } from '../../kit/t.ts';
import type { PostView } from '../posts/viewing.ts';
import { personPart } from './person-part.ts';

type Decision = PostView['decisions'][number];

/** "Dan for Lena" where Dan stood in. */
export function deciderParts(view: PostView, { personId, placeId }: Decision): (string | Part)[] {
  const who = personPart(view.people, personId);
  return placeId === null ? [who] : t('{who} for {place}', { who, place: personPart(view.people, placeId) });
}
