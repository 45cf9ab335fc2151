/** Sends the notices that wait: each once, to a person directly or to a channel, also when it was begun and broken off. */
import { isDeepStrictEqual } from 'node:util';
import { type Card, card, text } from '../../chat/card.ts';
import { ChatError, type MessageReference, type Messenger } from '../../chat/chat.ts';
import { t } from '../../kit/t.ts';
import { done, type Outcome, retry } from '../../queue/job.ts';
import * as cards from '../../store/cards.ts';
import * as notices from '../../store/notices.ts';
import * as people from '../../store/people.ts';
import type { App } from '../app.ts';
import { hashOf } from '../cards/showing.ts';
import { wakeForCards } from '../waking.ts';
import { noticeCard } from './notice-card.ts';

export async function sendNotices(app: App): Promise<Outcome> {
  const tried: number[] = [];
  let outcome = done;
  for (;;) {
    const notice = await notices.take(app.database, tried, LEASE);
    if (!notice) return outcome;
    tried.push(notice.id);
    const ended = await sendNotice(app, notice);
    if (ended.kind !== 'done') outcome = ended;
  }
}

async function sendNotice(app: App, notice: notices.StoredNotice): Promise<Outcome> {
  try {
    const shown = await noticeCard(app, notice);
    const places = shown ? await placesOf(app, notice) : [];
    if (places === 'unheard') {
      // It stays, for a process that has the token.
      await notices.giveBack(app.database, notice.id);
      return done;
    }
    const sent = shown && (await deliver(app, notice, shown.notice, places));
    if (shown?.card && sent) await keepTrue(app, notice, shown.card, sent);
    else await notices.finish(app.database, notice.id, sent?.message);
    return done;
  } catch (error) {
    await notices.giveBack(app.database, notice.id);
    app.log.warn({ err: error, notice: notice.id }, 'a notice could not be sent');
    return retry('a chat did not take a notice', error instanceof ChatError ? error.retryAfter : undefined);
  }
}

interface Place {
  messenger: Messenger;
  channel(): Promise<string>;
}

/** Where it can be told, the best first. */
async function placesOf(
  { database, messengers, team }: App,
  { personId, chat, channel }: notices.StoredNotice,
): Promise<Place[] | 'unheard'> {
  if (personId === null) {
    const messenger = messengers.get(chat ?? '');
    return messenger ? [{ messenger, channel: async () => channel ?? '' }] : 'unheard';
  }
  const identities = (await people.findById(database, personId))?.identities ?? {};
  // In the chats where the team reviews, in the order in which it names them.
  const chats = [...new Set([...Object.keys(team.channels.review), ...Object.keys(identities)])];
  const places = chats.flatMap((name) => {
    const [messenger, user] = [messengers.get(name), identities[name]];
    return messenger && user ? [{ messenger, channel: () => messenger.directChannel(user) }] : [];
  });
  return places.length > 0 ? places : 'unheard';
}

interface Sent {
  message: MessageReference;
  /** By an earlier run: what it shows may be out of date. */
  wasFound: boolean;
}

/** In the first place that takes it; one that was begun is looked for in all of them. Undefined: none does. */
async function deliver(
  app: App,
  notice: notices.StoredNotice,
  shown: Card,
  places: Place[],
): Promise<Sent | undefined> {
  const found = notice.attempted ? await findEarlier(notice.key, places) : undefined;
  if (found) return { message: found, wasFound: true };
  await notices.markAttempted(app.database, notice.id);
  for (const place of places) {
    const sent = await unlessRefused(async () =>
      place.messenger.send(await place.channel(), shown, notice.key),
    );
    if (sent) return { message: sent, wasFound: false };
  }
  app.log.warn({ notice: notice.id, person: notice.personId }, 'nowhere can this person be written to');
  return undefined;
}

async function findEarlier(key: string, places: Place[]): Promise<MessageReference | undefined> {
  for (const place of places) {
    const found = await unlessRefused(async () => place.messenger.find(await place.channel(), key));
    if (found) return found;
  }
  return undefined;
}

/** Somebody may take no direct messages in one chat, and do so in the other. */
async function unlessRefused<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ChatError && (error.reason === 'refused' || error.reason === 'gone'))
      return undefined;
    throw error;
  }
}

/**
 * From here on it is one of the post's cards, and says why it came until the card changes. What changed while it was
 * sent is shown at once.
 */
async function keepTrue(
  app: App,
  notice: notices.StoredNotice,
  shown: Card,
  { message: sent, wasFound }: Sent,
): Promise<void> {
  const now = await noticeCard(app, notice);
  const hasChanged = wasFound || !isDeepStrictEqual(now?.card, shown);
  const subject = cards.subjectOf('post', notice.postId);
  const earlier = await app.database.transaction(async (transaction) => {
    await notices.finish(transaction, notice.id, sent);
    if (hasChanged) await cards.markChanged(transaction, subject);
    return notices.adoptAsCard(transaction, notice, sent, wasFound ? null : hashOf(shown));
  });
  if (earlier !== undefined) await closeEarlier(app, { ...sent, message: earlier }, shown.heading);
  if (hasChanged) await wakeForCards(app, subject);
}

/** Of several in one place only the newest is kept true; the others lose what could be pressed. */
async function closeEarlier(app: App, earlier: MessageReference, heading: string): Promise<void> {
  const closed = card(heading, { blocks: [text(t('Its card stands further below.'))] });
  await app.messengers
    .get(earlier.chat)
    ?.edit(earlier, closed)
    .catch((error) => app.log.warn({ err: error }, 'an earlier notice could not be closed'));
}

/** ms: longer than any call to a chat takes. */
const LEASE = 60_000;
