/** What the buttons of a conversation carry: `12` or `12.40`, with the mention that the card showed. */
import { refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { Answering } from './replying.ts';

/** Throws a `Refusal`. Without a mention it is 0, which is none. */
export function readShown(id: string): Answering {
  const found = /^(\d{1,15})(?:\.(\d{1,15}))?$/.exec(id);
  if (found) return { conversationId: Number(found[1]), mentionId: Number(found[2] ?? 0) };
  throw refuse(
    'conversation.id.unreadable',
    'id',
    t('"{id}" is no conversation.', { id: id.slice(0, 40) }),
    t('/inbox lists those that wait.'),
  );
}
