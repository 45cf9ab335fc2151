/** Somebody sees more in a conversation than one answer can settle: its card stands where the team reviews too. */
import { section as listening } from '../../../config/team/sections/listening.ts';
import { isPrivate } from '../../listening/conversation.ts';
import type { Actor } from '../../people/actor.ts';
import * as audit from '../../store/audit.ts';
import * as conversations from '../../store/conversations.ts';
import * as outbox from '../../store/outbox.ts';
import type { App } from '../app.ts';
import { entryBy } from '../auditing.ts';
import { reviewChannels } from '../cards/places.ts';
import { wakeForOutbox } from '../waking.ts';
import { unknown } from './claiming.ts';
import { subjectOfConversation } from './taking-in.ts';

export async function escalate(app: App, actor: Actor, id: number): Promise<void> {
  const subject = subjectOfConversation(id);
  await app.database.transaction(async (transaction) => {
    const found = await conversations.findForUpdate(transaction, id);
    if (!found) throw unknown(id);
    if (!(await conversations.markEscalated(transaction, id))) return;
    await outbox.markChanged(transaction, subject);
    const places = isPrivate(found.audience) ? privatePlaces(app) : reviewChannels(app);
    await outbox.want(
      transaction,
      places.map((to): outbox.WantedMessage => ({ subject, kind: 'escalation', lasting: true, to })),
    );
    await audit.append(transaction, { ...entryBy(actor, 'conversation.escalated', app.clock), subject });
  });
  await wakeForOutbox(app);
}

function privatePlaces({ team }: App) {
  const { privateRoute = {} } = listening.of(team);
  return Object.entries(privateRoute).map(([chat, channel]) => ({ chat, channel }));
}
