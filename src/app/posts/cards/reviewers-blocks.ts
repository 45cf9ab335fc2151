/** Who is asked for their approval where: what is claimed is what is known. */
import { type Block, list, text } from '../../../chat/card.ts';
import { t } from '../../../kit/t.ts';
import type { Reviewers } from './reviewers.ts';

/** `count`: of how many posts. */
export function reviewersBlocks({ seeing, waiting, faults }: Reviewers, count = 1): Block[] {
  const sentences = [
    ...(seeing.length > 0
      ? [
          t('The approvers see {count, plural, one {it} other {them}} in {chats}.', {
            count,
            chats: named(seeing),
          }),
        ]
      : []),
    ...(waiting.length > 0
      ? [
          t('{count, plural, one {It is} other {They are}} being sent to the approvers in {chats}.', {
            ...{ count, chats: named(waiting) },
          }),
        ]
      : []),
    t('Nothing goes out before it is approved.'),
  ];
  const told = text(sentences.join(' '));
  return faults.length === 0 ? [told] : [told, text(cannotSee(seeing, count)), list(faults)];
}

function cannotSee(seeing: string[], count: number): string {
  return seeing.length > 0
    ? t('Elsewhere {count, plural, one {it waits} other {they wait}} for a channel that takes no messages:', {
        count,
      })
    : t(
        'The approvers cannot see {count, plural, one {it} other {them}} yet, as a channel takes no messages:',
        {
          count,
        },
      );
}

function named(chats: string[]): string {
  return new Intl.ListFormat('en').format(chats.map((chat) => chat.charAt(0).toUpperCase() + chat.slice(1)));
}
