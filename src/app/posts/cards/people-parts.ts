/** Who decided, as cards tell it. */
import type { Part } from '../../../chat/card.ts';
import { t } from '../../../kit/t.ts';
import { personPart } from '../../people/person-part.ts';
import type { PostView } from './post-view.ts';

type Decision = PostView['decisions'][number];

/** "Dan for Lena" where Dan stood in. */
export function deciderParts(view: PostView, { personId, placeId }: Decision): (string | Part)[] {
  const who = personPart(view.people, personId);
  return placeId === null ? [who] : t('{who} for {place}', { who, place: personPart(view.people, placeId) });
}
