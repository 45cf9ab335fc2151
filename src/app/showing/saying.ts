/** One message in one place: drawn, sent or edited, and what became of it written down. */
import { createHash } from 'node:crypto';
import { type Card, card, text } from '../../chat/card.ts';
import { ChatError, type Messenger } from '../../chat/chat.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { Subject } from '../../kit/subject.ts';
import { t } from '../../kit/t.ts';
import type { Database } from '../../store/database.ts';
import type { StoredMessage } from '../../store/outbox.ts';
import * as places from '../../store/outbox-places.ts';
import * as sending from '../../store/outbox-sending.ts';
import { pauseAfter } from './back-off.ts';
import type { Asked, Drawn } from './subject.ts';
import { findEarlier, mayPass, sendTo, waysOf } from './ways.ts';

export interface Saying {
  database: Database;
  clock: Clock;
  log: Log;
  /** By the chat's name. */
  messengers: Map<string, Messenger>;
  /** The chats in the order in which people are written to. */
  preferred(): string[];
  draw(subject: Subject, asked: Asked): Promise<Drawn | undefined>;
  /** The heading of several messages as one; undefined, or left out: they are said one by one. */
  together?(subject: Subject, kind: string, count: number): string | undefined;
  /** Whether somebody who is written to directly has left the team since. Left out: nobody has. */
  hasLeft?(personId: number): Promise<boolean>;
  /** Told when a place begins not to take messages, and why. */
  faulty(message: StoredMessage, fault: string, since: number): Promise<void>;
  /** Told, maybe again, when a new message is not taken for a reason that does not pass by itself. */
  unsaid(message: StoredMessage, why: string): Promise<void>;
  /** Told when a place takes messages again. */
  mended(place: string): Promise<void>;
  /** ms. */
  lease: number;
}

export async function say(claim: StoredMessage, around: Saying): Promise<void> {
  try {
    const done: Outcome =
      claim.message === null ? await sendNew(claim, around) : await keepTrue(claim, around);
    if (done === 'put back') return;
    await finish(claim, done, around);
    if (done.unsaid !== undefined) await tellUnsaid(claim, done.unsaid, around);
  } catch (error) {
    await putBack(claim, error, around);
  }
}

/** `unsaid`: why nowhere it was taken. */
type Outcome = (sending.Done & { unsaid?: string }) | 'put back';

async function sendNew(claim: StoredMessage, around: Saying): Promise<Outcome> {
  const { database, clock, lease } = around;
  if (!claim.attempted && (await isForLeaver(claim, around))) return { ended: true };
  const drawn = await draw(claim, around);
  if (!drawn && !claim.attempted) return { ended: true };
  const ways = await waysOf(claim, around);
  const [best] = ways;
  // It stays, for a process that has the chat's token, or until the person is known in a chat.
  if (!best) return later(claim, clock.now() + NOBODY_HEARS, around);
  const found = claim.attempted ? await findEarlier(claim, ways) : undefined;
  if (found) return { sent: found, ...(claim.lasting ? await keepTrue({ ...claim, ...found }, around) : {}) };
  if (!drawn) return { ended: true };
  const pace = best.messenger.pace ?? SLOW;
  const look = await sending.look(database, claim, { now: clock.now(), pace, lease });
  if (look === 'ended') return { ended: true };
  if (look !== 'go') return later(claim, look.notBefore, around);
  const { opening = [], files, ...kept } = drawn;
  const refusals: ChatError[] = [];
  const shown = { ...kept, blocks: [...opening, ...kept.blocks] };
  const sent = await sendTo(ways, claim, shown, { files, refusals }).catch(async (error) => {
    if (files === undefined && isUntaken(error)) await sending.noteUntaken(database, claim);
    throw error;
  });
  if (sent) return { sent, shownHash: hashOf(kept) };
  around.log.warn({ message: claim.id, person: claim.personId }, 'nowhere can this person be written to');
  return { ended: true, unsaid: [...new Set(refusals.map(({ message }) => message))].join(' ') };
}

/** By the chat's word, or as nothing arrived; what a file came to is known only at its end. It need not be looked for. */
function isUntaken(error: unknown): boolean {
  return error instanceof ChatError && (error.reason !== 'unreachable' || error.isBlocked);
}

/** What changed while a message was sent is another edit. */
async function keepTrue(claim: StoredMessage, around: Saying): Promise<sending.Done> {
  const { chat, channel, message } = claim;
  if (chat === null || channel === null || message === null) return {};
  const sent = { chat, channel, message };
  if (await isForLeaver(claim, around)) {
    await around.messengers.get(chat)?.edit(sent, goodbye());
    return { sent, ended: true };
  }
  const drawn = await draw(claim, around);
  if (!drawn) return { sent };
  const { opening: _, files: __, ...kept } = drawn;
  const card = claim.state === 'superseded' ? closed(kept.heading) : kept;
  const shownHash = hashOf(card);
  if (claim.shownHash !== shownHash) await around.messengers.get(chat)?.edit(sent, card);
  return { sent, shownHash, ended: claim.state === 'superseded' };
}

/**
 * Of what is kept true: what is said once, as to who reported something, is for whoever it is meant for. Who is pinged in a
 * crisis is of the roster, which looks itself; nothing waits for a chat's groups there.
 */
async function isForLeaver(
  { personId, priority, lasting }: StoredMessage,
  { hasLeft }: Saying,
): Promise<boolean> {
  return (
    personId !== null &&
    lasting &&
    priority !== 'crisis' &&
    hasLeft !== undefined &&
    (await hasLeft(personId))
  );
}

/** In the place of what it showed. */
function goodbye(): Card {
  return card(t('This is shown to the team alone'), {
    blocks: [text(t('You have no role in the team any more, so this card is kept true no longer.'))],
  });
}

/** Of several about one thing only the newest is kept true; the others lose what could be pressed. */
function closed(heading: string): Card {
  return card(heading, { blocks: [text(t('Its card stands further below.'))] });
}

export function draw(claim: StoredMessage, { draw }: Pick<Saying, 'draw'>): Promise<Drawn | undefined> {
  const { subject, kind, round, payload, personId, chat, channel, message } = claim;
  const to = personId === null ? { chat: chat ?? '', channel: channel ?? '' } : { personId };
  return draw(subject, { kind, round, payload, to, isSent: message !== null });
}

export async function finish(claim: StoredMessage, done: sending.Done, around: Saying): Promise<void> {
  await around.database.transaction((transaction) => sending.finish(transaction, claim, done));
  await noteFine(claim, done, around);
}

/** Of one message that they are: all of them, or none. */
export async function finishAll(claims: StoredMessage[], done: sending.Done, around: Saying): Promise<void> {
  await around.database.transaction(async (transaction) => {
    for (const claim of claims) await sending.finish(transaction, claim, done);
  });
  const [first] = claims;
  if (first) await noteFine(first, done, around);
}

async function noteFine(claim: StoredMessage, done: sending.Done, around: Saying): Promise<void> {
  const { database, clock } = around;
  const wroteThere = done.sent !== undefined && (claim.message === null || claim.failures > 0);
  if (wroteThere && (await places.noteFine(database, claim.place, clock.now())))
    await around.mended(claim.place);
}

export async function later(claim: StoredMessage, nextAt: number, { database }: Saying): Promise<'put back'> {
  await sending.putBack(database, claim, { nextAt, failed: false });
  return 'put back';
}

export async function putBack(claim: StoredMessage, error: unknown, around: Saying): Promise<void> {
  const { database, clock, log } = around;
  const now = clock.now();
  const reason = error instanceof ChatError ? error.reason : undefined;
  if (claim.message !== null && reason === 'gone') return replace(claim, around);
  log.warn({ err: error, message: claim.id, place: claim.place }, 'a chat did not take a message');
  const nextAt = now + pauseAfter(error, claim.failures);
  await sending.putBack(database, claim, { nextAt, failed: true });
  if (reason === 'rate_limited' && claim.message === null)
    await places.slowDown(database, claim.place, nextAt);
  if (!(error instanceof ChatError)) return;
  if (claim.message === null && !mayPass(error)) await tellUnsaid(claim, error.message, around);
  if (error.reason !== 'channel_closed') return;
  const since = await places.noteFault(database, claim.place, error.message, now);
  if (since !== undefined) await around.faulty(claim, error.message, since);
}

/** What became of the message is written down already. */
async function tellUnsaid(claim: StoredMessage, why: string, { unsaid, log }: Saying): Promise<void> {
  await unsaid(claim, why).catch((error) =>
    log.error({ err: error, message: claim.id }, 'nobody was told that a message was not taken'),
  );
}

/** Somebody deleted the message: in a channel another one is sent, to a person it was said. */
async function replace(claim: StoredMessage, { database, clock }: Saying): Promise<void> {
  if (claim.personId !== null || claim.state !== 'sent')
    await sending.finish(database, claim, { ended: true });
  else await sending.putBack(database, claim, { nextAt: clock.now(), failed: true, anew: true });
}

/** By it a message is known to show this card already. */
export function hashOf(card: Card): string {
  return createHash('sha256').update(JSON.stringify(card)).digest('hex');
}

/** Of a chat that says nothing about it. */
export const SLOW = { interval: 1_000, burst: 1 };
/** ms. */
export const NOBODY_HEARS = 60_000;
