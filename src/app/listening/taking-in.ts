/**
 * What others wrote, taken in: each once, with its language, mood and topics, in its conversation, whose card is then
 * due in the channel that its source or topic is routed to. What is not public goes to the private route alone.
 */
import {
  type Listening,
  type ListeningSource,
  section as listening,
} from '../../../config/team/sections/listening.ts';
import { storable } from '../../kit/storable.ts';
import { type Subject, subjectOf } from '../../kit/subject.ts';
import { isPrivate, stateAfterMention } from '../../listening/conversation.ts';
import type { Item } from '../../listening/item.ts';
import { topicFinder } from '../../listening/topic.ts';
import { narrowest } from '../../people/audience.ts';
import * as conversations from '../../store/conversations.ts';
import type { Transaction } from '../../store/database.ts';
import * as mentions from '../../store/mentions.ts';
import * as outbox from '../../store/outbox.ts';
import * as postDeliveries from '../../store/post-deliveries.ts';
import type { App } from '../app.ts';
import { wakeForOutbox } from '../waking.ts';
import { endAnswers } from './answers.ts';

export interface TakenIn {
  /** New ones. */
  stored: number;
  /** Known before; those that were changed since are counted too. */
  known: number;
}

/** `within`: done in the same transaction, such as moving a cursor on. */
export async function takeIn(
  app: App,
  source: ListeningSource,
  items: Item[],
  within?: (transaction: Transaction) => Promise<void>,
): Promise<TakenIn> {
  const team = listening.of(app.team);
  const read = await understand(app, team, source, items);
  const now = app.clock.now();
  const taken = await app.database.transaction(async (transaction) => {
    const told: TakenIn = { stored: 0, known: 0 };
    // In the order of their threads, so that two readers never wait for each other in a circle.
    for (const one of read.sort((a, b) => compare(a.item.thread, b.item.thread))) {
      const stored = await mentions.take(transaction, source.name, one, now);
      if (stored) await opened(transaction, team, source, stored, now);
      else await followEdit(app, transaction, source, one);
      told[stored ? 'stored' : 'known'] += 1;
    }
    await within?.(transaction);
    return told;
  });
  if (items.length > 0) await wakeForOutbox(app);
  return taken;
}

/** The network says that these are not there any more: their cards say so, and no answer to them goes out. */
export async function takeAway(app: App, source: ListeningSource, items: string[]): Promise<void> {
  const now = app.clock.now();
  await app.database.transaction(async (transaction) => {
    for (const item of [...items].sort(compare)) {
      const gone = await mentions.markGone(transaction, source.name, item, now);
      if (!gone) continue;
      await endAnswers(app, transaction, gone.id, 'gone');
      await outbox.markChanged(transaction, subjectOfConversation(gone.conversationId));
    }
  });
  await wakeForOutbox(app);
}

export function subjectOfConversation(id: number): Subject {
  return subjectOf('conversation', id);
}

async function understand(
  app: App,
  team: Listening,
  { name }: ListeningSource,
  items: Item[],
): Promise<mentions.NewMention[]> {
  const topicsOf = topicFinder(team.topics);
  return Promise.all(
    items.map(async (given) => {
      const item = { ...given, text: cut(storable(given.text)) };
      const [mood, postId] = await Promise.all([
        app.moods.of(item.text, item.language),
        item.inReplyTo === undefined ? undefined : postUnder(app, item.inReplyTo),
      ]);
      return { item, mood, topics: topicsOf(item.text, name), postId };
    }),
  );
}

/** A post of ours that is live under this id. */
async function postUnder({ database }: App, id: string): Promise<number | undefined> {
  return postDeliveries.postPublishedAs(database, id);
}

async function opened(
  transaction: Transaction,
  team: Listening,
  source: ListeningSource,
  mention: mentions.StoredMention,
  now: number,
): Promise<void> {
  const { conversationId: id, audience, writtenAt } = mention;
  const before = await conversations.findForUpdate(transaction, id);
  if (!before) return;
  const state = stateAfterMention(conversations.standingOf(before), now);
  const seen = { state, audience: narrowest(before.audience, audience), at: writtenAt.getTime() };
  await conversations.mentioned(transaction, id, seen);
  const subject = subjectOfConversation(id);
  const wanted = placesFor(team, source, mention).map(
    (to): outbox.WantedMessage => ({
      ...{ subject, kind: 'card', lasting: true, to },
    }),
  );
  await outbox.want(transaction, wanted);
  await outbox.markChanged(transaction, subject);
}

/** Where its card goes: the first of its topics that has a route, else its source's, else the team's. */
function placesFor(team: Listening, source: ListeningSource, mention: mentions.StoredMention) {
  const byTopic = team.topics.find(({ name, route }) => route && mention.topics.includes(name))?.route;
  const route = isPrivate(mention.audience) ? team.privateRoute : (byTopic ?? source.route ?? team.route);
  return Object.entries(route ?? {}).map(([chat, channel]) => ({ chat, channel }));
}

/** Its author changed it: an answer that was approved for other words does not go out. */
async function followEdit(
  app: App,
  transaction: Transaction,
  { name }: ListeningSource,
  read: mentions.NewMention,
): Promise<void> {
  const edited = await mentions.edit(transaction, name, read);
  if (!edited) return;
  await endAnswers(app, transaction, edited.id, 'edited');
  await outbox.markChanged(transaction, subjectOfConversation(edited.conversationId));
}

/** Characters: no network has longer posts, and nobody reads more on a card. */
const MOST_TEXT = 20_000;

function cut(text: string): string {
  return text.length <= MOST_TEXT ? text : `${text.slice(0, MOST_TEXT)}…`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
