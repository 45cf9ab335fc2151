/**
 * What others wrote, taken in: each once, with its language, mood and topics, in its conversation, whose card is then
 * due in the channel that its source or topic is routed to. What is not public goes to the private route alone.
 */
import { createHash } from 'node:crypto';
import {
  type Listening,
  type ListeningSource,
  section as listening,
} from '../../../config/team/sections/listening.ts';
import { cut, storable } from '../../kit/storable.ts';
import { type Subject, subjectOf } from '../../kit/subject.ts';
import { isPrivate, stateAfterMention } from '../../listening/conversation.ts';
import type { Item } from '../../listening/item.ts';
import { topicFinder } from '../../listening/topic.ts';
import { narrowest } from '../../people/audience.ts';
import * as conversations from '../../store/conversations.ts';
import type { Transaction } from '../../store/database.ts';
import * as slots from '../../store/mention-slots.ts';
import * as mentions from '../../store/mentions.ts';
import * as outbox from '../../store/outbox.ts';
import * as postDeliveries from '../../store/post-deliveries.ts';
import type { App } from '../app.ts';
import { wakeForOutbox } from '../waking.ts';
import { endAnswers } from './answers.ts';
import { type StormWatch, subjectOfStorm, watchStorms } from './storming.ts';

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
    const counted: slots.Counted[] = [];
    const fresh = await unknownOf(transaction, source, read);
    const watch = await watchStorms(transaction, fresh, now);
    // In the order of their threads, so that two readers never wait for each other in a circle.
    for (const one of read.sort((a, b) => compare(a.item.thread, b.item.thread))) {
      const stored = await mentions.take(transaction, source.name, one, now);
      if (stored) {
        counted.push({ mention: stored, by: 1 });
        await opened(transaction, { team, source, watch, now }, stored);
      } else counted.push(...(await followEdit(app, transaction, source, one)));
      told[stored ? 'stored' : 'known'] += 1;
    }
    await watch.keep();
    await slots.count(transaction, counted);
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
    for (const id of items.map(identifier).sort(compare)) {
      const gone = await mentions.markGone(transaction, source.name, id, now);
      if (!gone) continue;
      await endAnswers(app, transaction, gone.id, 'gone');
      await conversations.markChanged(transaction, gone.conversationId);
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
      const item = readable(given, app.clock.now());
      const mood = await app.moods.of(item.text, item.language);
      const postId = item.inReplyTo === undefined ? undefined : await postUnder(app, item.inReplyTo);
      const thread = await threadOf(app, name, item, postId);
      return { item: { ...item, thread }, mood, topics: topicsOf(item.text, name), postId };
    }),
  );
}

/** Where a network tells only what it answers, it goes on in the conversation of that, or of what our answer answered. */
async function threadOf(
  { database }: App,
  source: string,
  { thread, inReplyTo }: Item,
  postId: number | undefined,
): Promise<string> {
  if (inReplyTo === undefined || thread !== inReplyTo) return thread;
  const known = await mentions.threadOf(database, source, inReplyTo);
  if (known !== undefined) return known;
  return (postId === undefined ? undefined : await mentions.threadAnsweredBy(database, postId)) ?? thread;
}

/** Fit to be kept: whole characters, of a length that somebody reads, and no time that is yet to come. */
function readable(given: Item, now: number): Item {
  const { author, editedAt } = given;
  const words = (text: string, most: number) => cut(storable(text), most);
  const optional = (key: 'url' | 'language' | 'warning') =>
    given[key] === undefined ? {} : { [key]: words(given[key], MOST_WORDS) };
  return {
    ...given,
    ...{ id: identifier(given.id), thread: identifier(given.thread), text: shortened(storable(given.text)) },
    ...{ ...optional('url'), ...optional('language'), ...optional('warning') },
    ...(given.inReplyTo !== undefined && { inReplyTo: identifier(given.inReplyTo) }),
    author: {
      ...author,
      ...{
        id: identifier(author.id),
        name: words(author.name, MOST_NAME),
        handle: words(author.handle, MOST_NAME),
      },
    },
    at: Math.max(0, Math.min(given.at, now)),
    ...(editedAt !== undefined && { editedAt: Math.max(0, Math.min(editedAt, now)) }),
  };
}

/** What a row is found by has room for so many bytes. Of a longer one the beginning stays, and what tells it from others. */
function identifier(given: string): string {
  const id = storable(given);
  if (Buffer.byteLength(id) <= MOST_BYTES) return id;
  return `${cut(id, MOST_BEGINNING)}#${createHash('sha256').update(id).digest('hex')}`;
}

/** A post of ours that is live under this id. */
async function postUnder({ database }: App, id: string): Promise<number | undefined> {
  return postDeliveries.postPublishedAs(database, id);
}

async function unknownOf(
  transaction: Transaction,
  { name }: ListeningSource,
  read: mentions.NewMention[],
): Promise<mentions.NewMention[]> {
  const ids = read.map(({ item }) => item.id);
  const known = await mentions.known(transaction, name, ids);
  return read.filter(({ item }) => !known.has(item.id));
}

interface Opening {
  team: Listening;
  source: ListeningSource;
  watch: StormWatch;
  now: number;
}

async function opened(
  transaction: Transaction,
  { team, source, watch, now }: Opening,
  mention: mentions.StoredMention,
): Promise<void> {
  const { conversationId: id, audience, writtenAt } = mention;
  const before = await conversations.findForUpdate(transaction, id);
  if (!before) return;
  const state = stateAfterMention(conversations.standingOf(before), now);
  const seen = { state, audience: narrowest(before.audience, audience), at: writtenAt.getTime() };
  await conversations.mentioned(transaction, id, seen);
  const isFirst = (await mentions.ofConversation(transaction, id, 2)).length === 1;
  const storm = isFirst ? await watch.foldedInto(mention) : before.stormId;
  // What is not public stands in no card that many share.
  const isShared = typeof storm === 'number' && !isPrivate(audience);
  const subject = isShared ? subjectOfStorm(storm) : subjectOfConversation(id);
  // It stands already where the first of the conversation was routed.
  const places = isShared && !isFirst ? [] : placesFor(team, source, mention);
  const wanted = places.map(
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
): Promise<slots.Counted[]> {
  const edited = await mentions.edit(transaction, name, read);
  if (!edited) return [];
  const { before, after } = edited;
  await endAnswers(app, transaction, after.id, 'edited');
  await conversations.markChanged(transaction, after.conversationId);
  return [
    { mention: before, by: -1 },
    { mention: after, by: 1 },
  ];
}

const MOST_WORDS = 2_000;
/** PostgreSQL's index takes 2,704 for all of its columns; a character has up to three. */
const MOST_BYTES = 2_000;
const MOST_BEGINNING = 600;
const MOST_NAME = 300;

/** Characters: no network has longer posts, and nobody reads more on a card. */
const MOST_TEXT = 20_000;

function shortened(text: string): string {
  return text.length <= MOST_TEXT ? text : `${cut(text, MOST_TEXT)}…`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
