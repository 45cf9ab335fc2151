/** The answer to a press on a card that had moved on: nothing was changed, and this is how it stands. */
import { type Card, quote, text } from '../../chat/card.ts';
import { t } from '../../kit/t.ts';
import type { PostView } from '../posts/viewing.ts';
import { postCard } from './post-card.ts';

/** `typed`: what a person wrote into a form meanwhile; it is given back to them. */
export function outdatedCard(view: PostView, zone: string, typed = ''): Card {
  const current = postCard(view, zone);
  const told = text(t('That card was out of date, so nothing was changed. This is how the post stands now.'));
  const givenBack = typed === '' ? [] : [quote(typed, t('What you wrote'))];
  return { ...current, blocks: [told, ...givenBack, ...current.blocks] };
}
