/**
 * A post's words page by page, for whoever decides on them: a card that holds much must cut, and nobody approves what
 * they cannot read. A page is short enough for every chat.
 */
import { type Block, button, type Card, card, quote, text } from '../../../chat/card.ts';
import { cut } from '../../../kit/storable.ts';
import { t } from '../../../kit/t.ts';
import type { Content } from '../../../posts/content.ts';
import { coverOf } from '../../../posts/cover.ts';
import { fieldTexts } from '../../../posts/fields.ts';
import { wordings } from '../../../posts/variants.ts';

/** UTF-16 units of the words on one page: in any of the chats' forms it fits, whatever they are. */
export const ON_A_PAGE = 1_200;
/** From so much on a card may cut, with all that stands on it besides. */
const MAY_BE_CUT = 2_000;

interface Passage {
  label: string;
  words: string;
}

/** Whether a card of it may not show all of it. */
export function mayBeCut(content: Content): boolean {
  return (
    passagesOf(content, (target) => target).reduce((sum, { words }) => sum + words.length, 0) > MAY_BE_CUT
  );
}

/** `page` from 0; beyond the last it is the last. */
export function wholeCard(
  content: Content,
  { postId, revision, page }: { postId: number; revision: number; page: number },
  titleOf: (target: string) => string,
): Card {
  const pages = pagesOf(passagesOf(content, titleOf));
  const at = Math.min(Math.max(page, 0), pages.length - 1);
  const { label, words } = pages[at] ?? { label: '', words: '' };
  const go = (to: number, name: string) => button('post.read', `${postId}.${revision}.${to}`, name);
  const blocks: Block[] = [text(label), quote(words)];
  const part = {
    id: String(postId),
    revision: String(revision),
    at: String(at + 1),
    all: String(pages.length),
  };
  return card(t('Post {id}, version {revision}: page {at} of {all}', part), {
    blocks,
    actions: [
      ...(at > 0 ? [go(at - 1, t('Page before'))] : []),
      ...(at < pages.length - 1 ? [go(at + 1, t('Next page'))] : []),
    ],
  });
}

function passagesOf(content: Content, titleOf: (target: string) => string): Passage[] {
  const texts = wordings(content).map(({ text: words, targets }) => ({
    label: targets.map(titleOf).join(', '),
    words,
  }));
  const pictures = content.media.map((use, index) => ({
    label:
      use === coverOf(content)
        ? t('Text of the cover')
        : t('Text of picture {number}', { number: String(index + 1) }),
    words: use.alt,
  }));
  const warnings = Object.entries(content.presentation ?? {}).map(([target, { warning = '' }]) => ({
    label: t('Warning at {target}', { target: titleOf(target) }),
    words: warning,
  }));
  return [
    ...texts,
    ...pictures,
    ...warnings,
    ...linkCards(content, titleOf),
    ...fields(content, titleOf),
  ].filter(({ words }) => words !== '');
}

/** What a page says of itself goes out with the post, as long as the page likes it. */
function linkCards({ presentation = {} }: Content, titleOf: (target: string) => string): Passage[] {
  return Object.entries(presentation).flatMap(([target, { cards = [] }]) =>
    cards.map(({ url, title, description }) => ({
      label: t('Link card at {target}', { target: titleOf(target) }),
      words: [url, title, description].filter(Boolean).join('\n'),
    })),
  );
}

function fields(content: Content, titleOf: (target: string) => string): Passage[] {
  return Object.keys(content.fields ?? {}).flatMap((target) =>
    fieldTexts(content, target).map(({ key, text: words }) => ({
      label: t('{field} at {target}', { field: key.replaceAll('_', ' '), target: titleOf(target) }),
      words,
    })),
  );
}

/** Each passage begins a page of its own. Its pages together are its words, letter by letter. */
function pagesOf(passages: Passage[]): Passage[] {
  return passages.flatMap(({ label, words }) => {
    const pages: Passage[] = [];
    for (let rest = words; rest !== ''; ) {
      const piece = cut(rest, ON_A_PAGE);
      pages.push({ label, words: piece });
      rest = rest.slice(piece.length);
    }
    return pages;
  });
}
