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
  const known = await moderatedChannels.lookedAt(app.database, chat);
  const watched = team.channels[chat] ?? [];
  for (const place of await placesIn(messenger, watched)) {
    const since = known.get(place.channel) ?? beginningOf(place, watched, known.size > 0);
    if (since === place.newest && known.has(place.channel)) continue;
    try {
      await moderatePlace(app, { team, rules, messenger, place, since });
    } catch (error) {
      app.log.warn({ err: error, chat, channel: place.channel }, 'a channel is not read back');
      // Where the bot may not read, nobody asks it to moderate, until something else is written there.
      if (error instanceof ChatError && CLOSED.has(error.reason) && place.newest !== undefined)
        await moderatedChannels.advance(app.database, chat, place.channel, place.newest);
    }
  }
}

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

/** Nothing of before the first look. A place that came since then, where all are watched, is read from its first message. */
function beginningOf(
  { newest }: WrittenPlace,
  watched: readonly string[] | 'everywhere',
  hasLooked: boolean,
): string | undefined {
  return watched === 'everywhere' && hasLooked ? NOTHING_YET : newest;
}

interface Looked {
  team: Moderation;
  rules: Rules;
  messenger: Messenger;
  place: WrittenPlace;
  /** The newest message that was looked at; undefined: none was ever, and the past is left alone. */
  since: string | undefined;
}

async function moderatePlace(app: App, looked: Looked): Promise<void> {
  const { messenger, place, since } = looked;
  const { channel, parent } = place;
  const written = await writtenSince(app, looked);
  for (const event of since === undefined ? [] : written)
    await moderateOne(app, looked, parent === undefined ? event : { ...event, parent });
  const newest = [since, place.newest, written.at(-1)?.message].reduce(later) ?? NOTHING_YET;
  await moderatedChannels.advance(app.database, messenger.chat, channel, newest);
}

/** Oldest first: the newest are the ones that matter. */
async function writtenSince(app: App, { messenger, place, since }: Looked): Promise<HeardMessage[]> {
  const { channel } = place;
  if (since === undefined) return messenger.history(channel, { limit: 1 });
  const oldest = app.clock.now() - OLDEST;
  const isNew = ({ message, at }: HeardMessage) => isAfter(message, since) && at >= oldest;
  const written: HeardMessage[] = [];
  while (written.length < MOST_IN_A_PLACE) {
    const before = written[0]?.message;
    const page = await messenger.history(channel, { limit: PAGE, ...(before !== undefined && { before }) });
    written.unshift(...page);
    if (page.length < PAGE || !page[0] || !isNew(page[0])) return written.filter(isNew);
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
