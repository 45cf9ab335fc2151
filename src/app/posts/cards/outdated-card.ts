/** The answer to a press on a card that had moved on: nothing was changed, this is whose decision it was and how it stands. */
import { type Card, quote, text } from '../../../chat/card.ts';
import { t } from '../../../kit/t.ts';
import { decisionLine } from './history-blocks.ts';
import { postCard } from './post-card.ts';
import type { PostView } from './post-view.ts';

/** `typed`: what a person wrote into a form meanwhile; it is given back to them. */
export function outdatedCard(view: PostView, zone: string, typed = ''): Card {
  const current = postCard(view, zone);
  const told = text(t('That card was out of date, so nothing was changed. This is how the post stands now.'));
  const since = view.decisions.findLast((one) => one.revision === view.post.revision);
  const decided = since ? [text(decisionLine(view, since))] : [];
  const givenBack = typed === '' ? [] : [quote(typed, t('What you wrote'))];
  return { ...current, blocks: [told, ...decided, ...givenBack, ...current.blocks] };
}
