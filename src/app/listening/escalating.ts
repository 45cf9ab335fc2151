/**
 * Somebody sees more in a conversation than one answer can settle: its card stands where the team reviews too, and where
 * the team file has a section `crisis`, others are pinged until one answers.
 */
import { isPrivate } from '../../listening/conversation.ts';
import type { Actor } from '../../people/actor.ts';
import * as audit from '../../store/audit.ts';
import * as conversations from '../../store/conversations.ts';
import type { Transaction } from '../../store/database.ts';
import * as mentions from '../../store/mentions.ts';
import * as outbox from '../../store/outbox.ts';
import type { App } from '../app.ts';
import { entryBy } from '../auditing.ts';
import { wakeForClimb } from '../crises/climbing.ts';
import { openAboutConversation, readyToOpen } from '../crises/opening-about.ts';
import { privatePlaces, reviewChannels } from '../places.ts';
import { wakeForOutbox } from '../waking.ts';
import { unknown } from './claiming.ts';
import { subjectOfConversation } from './taking-in.ts';

export async function escalate(app: App, actor: Actor, id: number): Promise<void> {
  const subject = subjectOfConversation(id);
  const roster = await readyToOpen(app);
  const climbed = await app.database.transaction(async (transaction) => {
    const found = await conversations.findForUpdate(transaction, id);
    if (!found) throw unknown(id);
    if (!(await conversations.markEscalated(transaction, id))) return undefined;
    await outbox.markChanged(transaction, subject);
    const places = isPrivate(found.audience) ? privatePlaces(app) : reviewChannels(app);
    await outbox.want(
      transaction,
      places.map((to): outbox.WantedMessage => ({ subject, kind: 'escalation', lasting: true, to })),
    );
    const entry = { ...entryBy(actor, 'conversation.escalated', app.clock), subject };
    if (!roster) {
      await audit.append(transaction, entry);
      return undefined;
    }
    const shown = isPrivate(found.audience) ? undefined : await shownOf(transaction, id);
    const pointed = { conversationId: id, shown };
    // The audit log is written once and last, as it makes everybody else wait.
    return openAboutConversation(app, transaction, roster, actor, pointed, [entry]);
  });
  await wakeForOutbox(app);
  if (climbed) await wakeForClimb(app, climbed);
}

/** What was said last, where all of it is public. */
async function shownOf(transaction: Transaction, id: number) {
  const [newest] = await mentions.ofConversation(transaction, id, 1);
  return newest && { who: newest.author.name, text: newest.text, url: newest.url };
}
