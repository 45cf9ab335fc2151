/** The answer to a press on a card that had moved on: nothing was changed, and this is how it stands. */
import { type Card, text } from '../../chat/card.ts';
import { t } from '../../kit/t.ts';
import type { PostView } from '../posts/viewing.ts';
import { postCard } from './post-card.ts';

export function outdatedCard(view: PostView, zone: string): Card {
  const current = postCard(view, zone);
  const told = text(t('That card was out of date, so nothing was changed. This is how the post stands now.'));
  return { ...current, blocks: [told, ...current.blocks] };
}
