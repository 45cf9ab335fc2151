/** Looks at what is written by the team's rules. What nobody is to be bothered with costs no promise. */
import { type Moderation, section as moderation } from '../../../config/team/sections/moderation.ts';
import type { HeardEdit, HeardMessage, HeardThread, Participant } from '../../chat/heard.ts';
import { readDiscordMessage } from '../../moderation/discord-message.ts';
import type { Decision, Rules } from '../../moderation/evaluate.ts';
import { entryFor } from '../../moderation/exemption.ts';
import type { History } from '../../moderation/history.ts';
import type { Message } from '../../moderation/message.ts';
import type { App } from '../app.ts';
import { type Hit, openByRule } from './opening.ts';
import { isStaff, isStaffNow } from './staff.ts';

export function watch(app: App, event: HeardMessage | HeardEdit | HeardThread): Promise<void> | undefined {
  const team = moderation.of(app.team);
  if (!team.rules) return undefined;
  if (event.kind === 'thread') return watchThread(app, team, team.rules, event);
  if (isPassedOver(app, team, event)) return undefined;
  // What a chat tells without the whole message is made readable first.
  return event.raw ? look(app, team, team.rules, event, fromDiscord(event)) : watchPlain(app, team, event);
}

async function watchPlain(app: App, team: Moderation, event: HeardMessage | HeardEdit): Promise<void> {
  if (team.rules) await look(app, team, team.rules, event, await messageIn(app, event));
}

/** As rules look at it, whichever chat tells it. */
export async function messageIn(app: App, event: HeardMessage | HeardEdit): Promise<Message> {
  if (event.raw) return fromDiscord(event);
  const words = await app.messengers.get(event.chat)?.readable(event);
  return plainMessage(event, words ?? event.text);
}

/** The name of a thread is text that its opener wrote. Who they are is asked only where a rule hits. */
function watchThread(
  app: App,
  team: Moderation,
  rules: Rules,
  event: HeardThread,
): Promise<void> | undefined {
  if (event.owner === undefined) return undefined;
  const message: Message = {
    ...{ id: event.channel, channel: { id: event.channel }, at: app.clock.now(), attachments: [] },
    author: { id: event.owner, roles: [] },
    parts: [{ name: 'thread.name', text: event.name, markup: false }],
    pings: { users: [], roles: [], everyone: false },
  };
  if (event.parent !== undefined) message.channel.parent = event.parent;
  const decisions = rules.evaluate(message, historyOf(rules));
  return decisions.length === 0 ? undefined : judgeThread(app, team, rules, event, message);
}

/** Once more, with the roles of whoever opened it: exemptions go by them. */
async function judgeThread(
  app: App,
  { exempt, bots }: Moderation,
  rules: Rules,
  { chat, channel }: HeardThread,
  message: Message,
): Promise<void> {
  const standing = await app.moderators.get(chat)?.memberOf(message.author.id);
  const { isBot = false, roles = [], name } = standing ?? {};
  const author: Participant = { id: message.author.id, isBot, roles, ...(name !== undefined && { name }) };
  message.author.roles = roles;
  if ((isBot && bots === 'ignore') || isStaff(app, chat, author)) return;
  if (exempt && entryFor(exempt, message) !== undefined) return;
  const decisions = rules.evaluate(message, historyOf(rules));
  if (decisions.length > 0) await open(app, { chat, author, message, decisions, thread: channel });
}

function look(
  app: App,
  team: Moderation,
  rules: Rules,
  event: HeardMessage | HeardEdit,
  message: Message,
): Promise<void> | undefined {
  if (team.exempt && entryFor(team.exempt, message) !== undefined) return undefined;
  const decisions = judged(rules, message);
  if (decisions.length === 0) return undefined;
  const author = { ...event.author, id: message.author.id, name: message.author.name ?? event.author.name };
  return open(app, { chat: event.chat, author, message, decisions });
}

/** Who is a moderator by a group that comes with no message is asked for only where a rule hits. */
export async function open(app: App, hit: Hit): Promise<void> {
  const { chat, author } = hit;
  // What came with their roles was looked at before.
  if (author.roles !== undefined) return openByRule(app, hit);
  const staff = await isStaffNow(app, chat, author).catch((error) => {
    app.log.warn(
      { err: error, chat },
      'a chat does not tell the groups of whom a rule hit: a moderator looks',
    );
    return 'unknown' as const;
  });
  if (staff === true) return;
  await openByRule(app, staff === 'unknown' ? { ...hit, isForPerson: true } : hit);
}

export function judged(rules: Rules, message: Message): Decision[] {
  const history = historyOf(rules);
  const decisions = rules.evaluate(message, history);
  rules.remember(message, history);
  return decisions;
}

/** What was said before, for as long as these rules are in force. */
export function historyOf(rules: Rules): History {
  const known = histories.get(rules) ?? rules.history();
  histories.set(rules, known);
  return known;
}

const histories = new WeakMap<Rules, History>();

function fromDiscord({ raw, parent, author }: HeardMessage | HeardEdit): Message {
  const message = readDiscordMessage(raw);
  if (parent !== undefined) message.channel.parent = parent;
  // The name by which people know them there.
  if (message.author.id === author.id && author.name !== undefined) message.author.name = author.name;
  return message;
}

function plainMessage({ message, channel, author, at }: HeardMessage | HeardEdit, words: string): Message {
  return {
    ...{ id: message, channel: { id: channel }, at, attachments: [] },
    author: { id: author.id, ...(author.name !== undefined && { name: author.name }), roles: [] },
    parts: [{ name: 'content', text: words, markup: true }],
    pings: { users: [], roles: [], everyone: false },
  };
}

/** Bots, unless the rules are for them too, and the team's moderators. */
export function isPassedOver(
  app: App,
  { bots }: Moderation,
  { chat, author, raw }: HeardMessage | HeardEdit,
) {
  if (author.isBot && bots === 'ignore' && !speaksForSomebody(raw)) return true;
  return isStaff(app, chat, author);
}

/** An app that a person installed for themselves says what that person wants; no server let it in. */
function speaksForSomebody(raw: HeardMessage['raw']): boolean {
  const metadata = raw?.interaction_metadata;
  if (typeof metadata !== 'object' || metadata === null) return false;
  const owners: unknown = Reflect.get(metadata, 'authorizing_integration_owners');
  return typeof owners === 'object' && owners !== null && '1' in owners && !('0' in owners);
}
