/** Somebody sees more in a conversation than one answer can settle: the admins are told, once. */
import type { Actor } from '../../people/actor.ts';
import * as audit from '../../store/audit.ts';
import * as conversations from '../../store/conversations.ts';
import * as outbox from '../../store/outbox.ts';
import type { App } from '../app.ts';
import { entryBy } from '../auditing.ts';
import { wakeForOutbox } from '../waking.ts';
import { unknown } from './claiming.ts';
import { subjectOfConversation } from './taking-in.ts';

export async function escalate(app: App, actor: Actor, id: number): Promise<void> {
  const subject = subjectOfConversation(id);
  await app.database.transaction(async (transaction) => {
    if (!(await conversations.findForUpdate(transaction, id))) throw unknown(id);
    if (!(await conversations.markEscalated(transaction, id))) return;
    await outbox.markChanged(transaction, subject);
    await audit.append(transaction, { ...entryBy(actor, 'conversation.escalated', app.clock), subject });
  });
  await wakeForOutbox(app);
}
