/**
 * Looks by the rules at what nobody heard as it was written: a chat tells of a message once, and not to a bot that was
 * down. What was heard is looked at again, and nothing follows: a message has one case. Whatever is old by then waits
 * for a person, so that a bot that was away for long does not punish a crowd for last week.
 */
import { type Moderation, section as moderation } from '../../../config/team/sections/moderation.ts';
import { ChatError, type Messenger, type WrittenPlace } from '../../chat/chat.ts';
import type { HeardMessage, Participant } from '../../chat/heard.ts';
import type { Rules } from '../../moderation/evaluate.ts';
import { entryFor } from '../../moderation/exemption.ts';
import { done, type Outcome } from '../../queue/job.ts';
import * as moderatedChannels from '../../store/moderated-channels.ts';
import type { App } from '../app.ts';
import { openByRule } from './opening.ts';
import { isStaff } from './staff.ts';
import { historyOf, isPassedOver, judged, messageIn, open } from './watching.ts';

/** At the start of a process, and every few minutes. */
export async function moderateUnheard(app: App): Promise<Outcome> {
  const team = moderation.of(app.team);
  if (!team.rules || !isDue(app)) return done;
  for (const chat of Object.keys(team.channels))
    await moderateChat(app, team, team.rules, chat).catch((error) =>
      app.log.warn({ err: error, chat }, 'what was written in a chat is not read back; it is tried again'),
    );
  return done;
}

async function moderateChat(app: App, team: Moderation, rules: Rules, chat: string): Promise<void> {
  const messenger = app.messengers.get(chat);
  if (!messenger) return;
  const watched = team.channels[chat] ?? [];
  const look = { watched, lookedAt: new Date(app.clock.now()) };
  const places = await placesIn(messenger, watched);
  const note = () =>
    moderatedChannels.noteLook(
      app.database,
      chat,
      look,
      places.map(({ channel }) => channel),
    );
  const last = await moderatedChannels.lastLook(app.database, chat);
  // One that is broken off leaves to the next what is written from here on, and nothing older.
  if (!last || JSON.stringify(last.watched) !== JSON.stringify(watched)) await note();
  const known = await moderatedChannels.lookedAt(app.database, chat);
  let isWhole = true;
  for (const place of places) {
    const message = known.get(place.channel);
    if (message !== undefined && message === place.newest) continue;
    const since = message === undefined ? beginningOf(place, last) : { message };
    const isDone = await tryPlace(app, { team, rules, messenger, place, since });
    isWhole &&= isDone || message !== undefined;
  }
  if (isWhole) await note();
}

/** Whether the place is done with until something else is written there. */
async function tryPlace(app: App, looked: Looked): Promise<boolean> {
  const { chat } = looked.messenger;
  const { channel, newest } = looked.place;
  const refused = refusedTo(app);
  const key = `${chat} ${channel}`;
  try {
    await moderatePlace(app, looked);
    refused.delete(key);
    return true;
  } catch (error) {
    app.log.warn({ err: error, chat, channel }, 'a channel is not read back');
    if (!(error instanceof ChatError && CLOSED.has(error.reason))) return false;
    // Once may be an outage, or a right that is about to come back. Where the bot may not read, nobody asks it to moderate.
    const isClosed = refused.has(key);
    refused.add(key);
    if (isClosed && newest !== undefined)
      await moderatedChannels.advance(app.database, chat, channel, newest);
    return isClosed;
  }
}

/** Places that could not be read when they were last looked at. */
function refusedTo(app: App): Set<string> {
  const known = refusals.get(app) ?? new Set<string>();
  refusals.set(app, known);
  return known;
}

const refusals = new WeakMap<App, Set<string>>();
const CLOSED: ReadonlySet<string> = new Set<ChatError['reason']>(['channel_closed', 'refused']);

async function placesIn(
  messenger: Messenger,
  watched: readonly string[] | 'everywhere',
): Promise<WrittenPlace[]> {
  if (!messenger.places) return watched === 'everywhere' ? [] : watched.map((channel) => ({ channel }));
  const all = await messenger.places();
  if (watched === 'everywhere') return all;
  return all.filter(
    ({ channel, parent }) => watched.includes(channel) || (parent !== undefined && watched.includes(parent)),
  );
}

/** In a place that was not there at the last look: what was written since. Nothing of where that one did not look. */
function beginningOf({ channel, parent }: WrittenPlace, last: moderatedChannels.Look | undefined): Since {
  const isCovered =
    last?.watched === 'everywhere' ||
    last?.watched.includes(channel) ||
    (parent !== undefined && last?.watched.includes(parent));
  return last && isCovered ? { at: last.lookedAt.getTime() } : undefined;
}

/** The newest message that was looked at, or the time from which on; undefined: the past is left alone. */
type Since = { message: string } | { at: number } | undefined;

interface Looked {
  team: Moderation;
  rules: Rules;
  messenger: Messenger;
  place: WrittenPlace;
  since: Since;
}

async function moderatePlace(app: App, looked: Looked): Promise<void> {
  const { messenger, place, since } = looked;
  const { channel, parent } = place;
  const isNew = newnessBy(since, app.clock.now() - OLDEST);
  const written = await writtenIn(app, looked, isNew);
  for (const event of written.filter(isNew))
    await moderateOne(app, looked, parent === undefined ? event : { ...event, parent });
  const before = since && 'message' in since ? since.message : undefined;
  const newest = [before, place.newest, written.at(-1)?.message].reduce(later) ?? NOTHING_YET;
  await moderatedChannels.advance(app.database, messenger.chat, channel, newest);
}

function newnessBy(since: Since, oldest: number): (event: HeardMessage) => boolean {
  if (since === undefined) return () => false;
  if ('at' in since) return ({ at }) => at >= Math.max(since.at, oldest);
  return ({ message, at }) => isAfter(message, since.message) && at >= oldest;
}

/** As far back as they are new; oldest first: the newest are the ones that matter. */
async function writtenIn(
  app: App,
  { messenger, place, since }: Looked,
  isNew: (event: HeardMessage) => boolean,
): Promise<HeardMessage[]> {
  const { channel, newest } = place;
  if (since === undefined) return newest === undefined ? messenger.history(channel, { limit: 1 }) : [];
  const written: HeardMessage[] = [];
  while (written.length < MOST_IN_A_PLACE) {
    const before = written[0]?.message;
    const page = await messenger.history(channel, { limit: PAGE, ...(before !== undefined && { before }) });
    written.unshift(...page);
    if (page.length < PAGE || !page[0] || !isNew(page[0])) return written;
  }
  app.log.warn({ chat: messenger.chat, channel }, 'more was written than is read back; the oldest is left');
  return written;
}

/** What is read back tells nobody's roles: they are asked for where a rule hits. Throws `ChatError` where they are not told. */
async function moderateOne(app: App, { team, rules }: Looked, event: HeardMessage): Promise<void> {
  const message = await messageIn(app, event);
  const isExempt = () => team.exempt !== undefined && entryFor(team.exempt, message) !== undefined;
  if (isPassedOver(app, team, event) || isExempt()) return;
  const first = judged(rules, message);
  if (first.length === 0) return;
  const { id, name = event.author.name } = message.author;
  const author: Participant = { ...event.author, id, ...(name !== undefined && { name }) };
  const isForPerson = app.clock.now() - message.at > ACTED_ON_FOR;
  const hit = { chat: event.chat, author, message, decisions: first, isForPerson, isReadBack: true };
  // Without the whole message there are no roles in it, live neither.
  const moderator = event.raw && app.moderators.get(event.chat);
  if (!moderator) return open(app, hit);
  const roles = (await moderator.memberOf(id))?.roles ?? [];
  message.author.roles = roles;
  author.roles = roles;
  if (isStaff(app, event.chat, author) || isExempt()) return;
  const decisions = rules.evaluate(message, historyOf(rules));
  if (decisions.length > 0) await openByRule(app, { ...hit, decisions });
}

/** Ids of both chats count up: Slack's are of one length, Discord's get longer. */
function isAfter(one: string, other: string): boolean {
  return one.length === other.length ? one > other : one.length > other.length;
}

function later(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return isAfter(other, one) ? other : one;
}

function isDue(app: App): boolean {
  const now = app.clock.now();
  if (now < (dueAt.get(app) ?? 0)) return false;
  dueAt.set(app, now + EVERY);
  return true;
}

const dueAt = new WeakMap<App, number>();

/** Before the first message of an empty channel, in both chats. */
const NOTHING_YET = '0';
const PAGE = 100;
const MOST_IN_A_PLACE = 1_000;
/** ms; shorter than what is acted on, so that a message that got lost while the bot ran is acted on too. */
const EVERY = 5 * 60_000;
/** ms since it was written: what is older waits for a person. */
const ACTED_ON_FOR = 15 * 60_000;
/** ms: what is older is left alone. */
const OLDEST = 24 * 3_600_000;
