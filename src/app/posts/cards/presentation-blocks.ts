/** How a post is shown at its targets beside its text: warnings, languages, who sees it, and the cards of its links. */
import { type Block, list, quote } from '../../../chat/card.ts';
import { t } from '../../../kit/t.ts';
import type { Content } from '../../../posts/content.ts';
import { type LinkCard, presentationsIn } from '../../../posts/presentation.ts';
import { type PostView, titleOf } from './post-view.ts';

export function presentationBlocks(view: Pick<PostView, 'titles'>, content: Content): Block[] {
  const entries = Object.entries(content.presentation ?? {});
  const lines = entries.flatMap(([target, { cards: _, ...presentation }]) => {
    const told = presentationsIn({ presentation: { [target]: presentation } });
    return told.length > 0 ? [`${titleOf(view, target)}: ${told.join('; ')}`] : [];
  });
  return [...(lines.length > 0 ? [list(lines)] : []), ...cardBlocks(view, content)];
}

/** Each card once, with those who show it. */
function cardBlocks(view: Pick<PostView, 'titles'>, { presentation = {} }: Content): Block[] {
  const shown = new Map<string, { card: LinkCard; titles: string[] }>();
  for (const [target, { cards = [] }] of Object.entries(presentation))
    for (const card of cards) {
      const key = JSON.stringify(card);
      const known = shown.get(key) ?? { card, titles: [] };
      shown.set(key, { card, titles: [...known.titles, titleOf(view, target)] });
    }
  return [...shown.values()].flatMap(({ card, titles }) => [
    quote(
      [card.title, card.description, new URL(card.url).host].filter((line) => line !== '').join('\n'),
      t('Link card at {where}', { where: titles.join(', ') }),
    ),
    ...(card.picture === undefined
      ? []
      : [{ kind: 'image' as const, media: card.picture, alt: t('The picture of the link card') }]),
  ]);
}
