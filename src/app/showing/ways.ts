/** The places in which a message can be said, and saying it in the first that takes it. */
import type { Card } from '../../chat/card.ts';
import { ChatError, type MessageReference, type Messenger } from '../../chat/chat.ts';
import type { Database } from '../../store/database.ts';
import type { StoredMessage } from '../../store/outbox.ts';
import * as people from '../../store/people.ts';
import type { Drawn } from './subject.ts';

interface Surroundings {
  database: Database;
  messengers: Map<string, Messenger>;
  preferred(): string[];
}

/** Where it can be said. */
interface Way {
  messenger: Messenger;
  channel(): Promise<string>;
}

/** The best first. */
export async function waysOf(
  { personId, chat, channel }: StoredMessage,
  { database, messengers, preferred }: Surroundings,
): Promise<Way[]> {
  if (personId === null) {
    const messenger = messengers.get(chat ?? '');
    return messenger ? [{ messenger, channel: async () => channel ?? '' }] : [];
  }
  const identities = (await people.findById(database, personId))?.identities ?? {};
  const chats = [...new Set([...preferred(), ...Object.keys(identities)])];
  return chats.flatMap((name) => {
    const [messenger, user] = [messengers.get(name), identities[name]];
    return messenger && user ? [{ messenger, channel: () => messenger.directChannel(user) }] : [];
  });
}

/**
 * In the first place that takes it. Undefined: none does, and `refusals` says why. Throws where the bot itself is kept out
 * of one: it stays until an operator has given another token, or has let the bot through.
 */
export async function sendTo(
  ways: Way[],
  claim: StoredMessage,
  shown: Card,
  { files, refusals }: { files: Drawn['files']; refusals: ChatError[] },
): Promise<MessageReference | undefined> {
  const { key } = claim;
  const thread = claim.thread ?? undefined;
  for (const { messenger, channel } of ways) {
    const sent = await unlessRefused(
      claim,
      async () =>
        files
          ? messenger.upload(await channel(), files, { key, text: shown.heading, thread })
          : messenger.send(await channel(), shown, key, thread),
      refusals,
    );
    if (sent) return sent;
  }
  const ours = refusals.find(isOfBot);
  if (ours) throw ours;
  return undefined;
}

/**
 * Undefined: it is in none of them. Throws where the bot is kept out of the one in which it would be: behind a chat that
 * was looked through it is not, as it went to the first that takes it.
 */
export async function findEarlier(claim: StoredMessage, ways: Way[]): Promise<MessageReference | undefined> {
  let unseen: ChatError | undefined;
  let isFirst = true;
  for (const { messenger, channel } of ways) {
    const refusals: ChatError[] = [];
    const found = await unlessRefused(
      claim,
      async () => messenger.find(await channel(), claim.key, claim.thread ?? undefined),
      refusals,
    );
    if (found) return found;
    isFirst &&= refusals.length > 0;
    if (isFirst) unseen ??= refusals.find(isOfBot);
  }
  if (unseen) throw unseen;
  return undefined;
}

/** Somebody may take no direct messages in one chat, and do so in the other. A channel has no other. */
async function unlessRefused<T>(
  { personId }: StoredMessage,
  ask: () => Promise<T>,
  refusals: ChatError[],
): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (personId === null || !(error instanceof ChatError) || mayPass(error)) throw error;
    refusals.push(error);
    return undefined;
  }
}

/** Of the bot, not of the person. */
function isOfBot({ isTokenRefused, isBlocked }: ChatError): boolean {
  return isTokenRefused || isBlocked;
}

/** What another try may mend soon. What keeps the bot out may do so for hours, and has taken nothing. */
export function mayPass({ reason, isBlocked }: ChatError): boolean {
  return !isBlocked && (reason === 'rate_limited' || reason === 'unreachable');
}
