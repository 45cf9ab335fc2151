/** Settles how a post is shown at each of its targets: what its author says, before what the account has. */

import type { Finding } from '../../../kit/finding.ts';
import { t } from '../../../kit/t.ts';
import { type Content, textFor } from '../../../posts/content.ts';
import type { PostInput } from '../../../posts/input.ts';
import { linksIn } from '../../../posts/links.ts';
import { partsOf } from '../../../posts/parts.ts';
import type { LinkCard, Presentation } from '../../../posts/presentation.ts';
import { readWishes } from '../../../posts/wishes.ts';
import * as media from '../../../store/media.ts';
import type { App } from '../../app.ts';

export interface Presented {
  content: Content;
  findings: Finding[];
}

/** An answer is seen by whom it answers, and is left as it is. */
export async function present(app: App, content: Content, input: PostInput): Promise<Presented> {
  const { wished, findings } = readWishes(input);
  if (content.answers) return { content, findings };
  const settled = content.targets.map((target) => [target, settle(app, target, wished)] as const);
  const withCards = isWithoutCards(input)
    ? { cards: new Map(), findings: [] }
    : await cardsFor(app, content, settled);
  const shown = settled.flatMap(([target, presentation]) => {
    const cards = linkedIn(content, target).flatMap((url) => withCards.cards.get(url) ?? []);
    const whole = presentation.cards && cards.length > 0 ? { ...presentation, cards } : without(presentation);
    return Object.keys(whole).length > 0 ? [[target, whole] as const] : [];
  });
  const told = [...findings, ...withCards.findings];
  if (shown.length === 0) return { content, findings: told };
  return { content: { ...content, presentation: Object.fromEntries(shown) }, findings: told };
}

/** What an author says to go without cards. */
const WITHOUT = 'none';

export function isWithoutCards({ card = '' }: PostInput): boolean {
  return card.trim().toLowerCase() === WITHOUT;
}

/** Without the cards of its links where it has them, and the other way round. */
export function turnedCards(before: PostInput): PostInput {
  return { ...before, card: isWithoutCards(before) ? '' : WITHOUT };
}

/** With `cards`, empty still, where links get some. */
function settle({ team, accounts }: App, target: string, wished: Presentation): Presentation {
  const presents = accounts.get(target)?.network.presents;
  const { cards, ...own } = presents?.defaults(team.targets[target]?.account) ?? {};
  const { languages, ...others } = wished;
  const shown = {
    ...own,
    ...others,
    ...(languages && presents?.takes.includes('languages') && { languages }),
  };
  const hasCards = presents?.takes.includes('cards') && cards === undefined;
  return { ...said(shown), ...(hasCards && { cards: [] }) };
}

/** What was taken away by a word is as if it had never been there. */
function said({ languages, warning, ...rest }: Presentation): Presentation {
  return { ...rest, ...(languages?.length && { languages }), ...(warning && { warning }) };
}

function without({ cards: _, ...presentation }: Presentation): Presentation {
  return presentation;
}

/** The first link of each part that has no pictures. */
function linkedIn(content: Content, target: string): string[] {
  return partsOf(textFor(content, target)).flatMap((part, index) =>
    index === 0 && content.media.length > 0 ? [] : linksIn(part).slice(0, 1),
  );
}

async function cardsFor(
  app: App,
  content: Content,
  settled: (readonly [string, Presentation])[],
): Promise<{ cards: Map<string, LinkCard>; findings: Finding[] }> {
  const wanted = settled.filter(([, { cards }]) => cards).flatMap(([target]) => linkedIn(content, target));
  const asked = await app.linkCards.ask([...new Set(wanted)]);
  const cards = new Map<string, LinkCard>();
  const findings: Finding[] = [];
  for (const [url, found] of asked) {
    if ('reason' in found) {
      findings.push(cardless(url, found.reason));
      continue;
    }
    const { picture, title, description } = found;
    if (picture) await media.keep(app.database, picture);
    cards.set(url, { url, title, description, ...(picture && { picture: picture.hash }) });
  }
  return { cards, findings };
}

function cardless(url: string, reason: string): Finding {
  return {
    ...{ id: 'post.card.unreadable', level: 'warning', field: 'text', about: url },
    message: t('{url} gets no card: {reason}.', { url, reason }),
    remedy: t('Check the link, then edit the post; or let it go out with the link alone.'),
  };
}
