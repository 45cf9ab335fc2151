/** Keeps the messages that show something true: sent once, edited in place, in every chat. */
import { createHash } from 'node:crypto';
import type { Card } from '../../chat/card.ts';
import { ChatError, type MessageReference, type Messenger } from '../../chat/chat.ts';
import { done, type Outcome, retry } from '../../queue/job.ts';
import * as cards from '../../store/cards.ts';
import type { App } from '../app.ts';
import { drawSubject } from './subjects.ts';

/** Brings all cards of a subject up to date. What changes meanwhile stays due. */
export async function showCards(app: App, subject: cards.Subject): Promise<Outcome> {
  const change = await cards.latestChange(app.database, subject);
  if (change === undefined) return done;
  const wanted = (await cards.ofSubject(app.database, subject)).filter((card) => !card.gone);
  const outcomes = await Promise.all(wanted.map((card) => showCard(app, card)));
  const unfinished = outcomes.find((outcome) => outcome.kind !== 'done');
  if (unfinished) return unfinished;
  const unheard = wanted.find((card) => !app.messengers.has(card.chat));
  if (unheard) {
    // It stays due, for a process that has the chat's token.
    app.log.warn({ subject, chat: unheard.chat }, 'a card cannot be shown: this process has no token');
    return done;
  }
  await cards.settle(app.database, subject, change);
  return done;
}

/** Whether this message is one of those that are kept true. */
export async function isMirrored(app: App, message: MessageReference | undefined): Promise<boolean> {
  return message !== undefined && (await cards.findByMessage(app.database, message)) !== undefined;
}

async function showCard(app: App, { id, chat, subject }: cards.StoredCard): Promise<Outcome> {
  const messenger = app.messengers.get(chat);
  if (!messenger) return done;
  const card = await cards.take(app.database, id, LEASE);
  if (!card) return retry('somebody else edits this card', BUSY);
  try {
    // Read once the card is ours: whoever has it next shows what is newer.
    const shown = await drawSubject(app, subject);
    const changes = await bring(app, messenger, card, shown);
    await cards.release(app.database, card, changes);
    return done;
  } catch (error) {
    return giveBack(app, card, error);
  }
}

async function bring(
  app: App,
  messenger: Messenger,
  card: cards.StoredCard,
  shown: Card,
): Promise<Parameters<typeof cards.release>[2]> {
  const shownHash = hashOf(shown);
  const reference = referenceOf(card) ?? (await findEarlier(messenger, card));
  if (!reference) {
    await cards.markAttempted(app.database, card.id);
    const sent = await messenger.send(card.channel, shown, card.key);
    return { message: sent.message, shownHash };
  }
  if (card.shownHash !== shownHash) await messenger.edit(reference, shown);
  return { message: reference.message, shownHash };
}

/** By it a message is known to show this card already. */
export function hashOf(card: Card): string {
  return createHash('sha256').update(JSON.stringify(card)).digest('hex');
}

/** A send whose answer was lost may have arrived. */
async function findEarlier(
  messenger: Messenger,
  card: cards.StoredCard,
): Promise<MessageReference | undefined> {
  return card.attempted ? messenger.find(card.channel, card.key) : undefined;
}

function referenceOf({ chat, channel, message }: cards.StoredCard): MessageReference | undefined {
  return message === null ? undefined : { chat, channel, message };
}

async function giveBack(app: App, card: cards.StoredCard, error: unknown): Promise<Outcome> {
  const gone = error instanceof ChatError && error.reason === 'gone';
  await cards.release(app.database, card, gone ? { gone } : {});
  if (gone) return done;
  app.log.warn({ err: error, card: card.id, chat: card.chat }, 'a card could not be shown');
  return retry('the chat did not take a card', error instanceof ChatError ? error.retryAfter : undefined);
}

/** ms: longer than any call to a chat takes. */
const LEASE = 60_000;
const BUSY = 500;
