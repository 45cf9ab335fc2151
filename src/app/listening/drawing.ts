/** Which of a conversation a place may read: what is not public stands in the private route alone. */
import { section as listening } from '../../../config/team/sections/listening.ts';
import type { Card } from '../../chat/card.ts';
import type { Place } from '../../store/outbox.ts';
import type { App } from '../app.ts';
import { conversationCard } from './conversation-card.ts';
import { viewConversation } from './viewing.ts';

export async function drawConversation(app: App, id: number, to: Place): Promise<Card | undefined> {
  const { privateRoute = {} } = listening.of(app.team);
  const isPrivateRoute = 'chat' in to && privateRoute[to.chat] === to.channel;
  const view = await viewConversation(app, id, isPrivateRoute);
  return view && conversationCard(view);
}
