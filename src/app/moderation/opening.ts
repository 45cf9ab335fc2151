/** A rule hit: the case is kept with what was written and the intent to act, and then it is acted on. */
import { section as moderation } from '../../../config/team/sections/moderation.ts';
import type { Participant } from '../../chat/heard.ts';
import { randomKey } from '../../kit/key.ts';
import { cut, storable } from '../../kit/storable.ts';
import { actionOf, deletes, gravity, TOLD } from '../../moderation/case.ts';
import type { Decision } from '../../moderation/evaluate.ts';
import type { Message } from '../../moderation/message.ts';
import type { Action } from '../../moderation/rule.ts';
import * as cases from '../../store/cases.ts';
import type { Transaction } from '../../store/database.ts';
import * as sanctions from '../../store/sanctions.ts';
import type { App } from '../app.ts';
import { startActing } from './acting.ts';
import { actSoon, endOf } from './intent.ts';

export interface Hit {
  chat: string;
  author: Participant;
  message: Message;
  decisions: Decision[];
  /** It is the name of this thread: there is no message that could be deleted, so a moderator looks at it. */
  thread?: string;
  /** Nobody can tell now whether they are a moderator themselves: a person decides, and nothing is done before. */
  isForPerson?: boolean;
  /** Nobody heard it as it was written: what was decided about it before stands, whatever that was. */
  isReadBack?: boolean;
}

export async function openByRule(app: App, hit: Hit): Promise<void> {
  const said = actionOf(hit.decisions);
  if (said === undefined) return;
  const isLeft = hit.thread !== undefined && said === 'delete';
  const action = isLeft || (hit.isForPerson && deletes(said)) ? 'hold' : said;
  const id = await app.database.transaction((transaction) => keep(app, transaction, hit, action));
  if (id !== undefined) startActing(app, id);
}

/** Undefined: this was acted on before, such as when only a link's preview was added. */
async function keep(
  app: App,
  transaction: Transaction,
  hit: Hit,
  action: Action,
): Promise<number | undefined> {
  const { chat, author, message } = hit;
  const accused = { chat, userId: author.id, userName: cut(storable(author.name ?? author.id), 100) };
  await cases.lockPerson(transaction, accused);
  const place = { chat, channel: message.channel.id, message: message.id };
  const known = (await cases.ofMessage(transaction, place)).filter(({ origin }) => origin === 'rule');
  if (hit.isReadBack && known.length > 0) return undefined;
  if (known.some((one) => gravity(one.action) >= gravity(action) || one.action === 'restore'))
    return undefined;
  const found =
    (await goingOn(app, transaction, accused, hit.decisions, action)) ??
    (await openNew(app, transaction, accused, hit.decisions, action));
  await cases.addMessage(transaction, found, {
    ...place,
    text: textOf(message),
    files: message.attachments.map(({ name }) => cut(storable(name), 200)),
    at: message.at,
    deletion: deletes(action) && hit.thread === undefined && !hit.isForPerson ? 'wanted' : 'kept',
  });
  await actSoon(app, transaction, found);
  return found;
}

/** Whoever goes on within the minute has one case, is told once and sanctioned once. */
async function goingOn(
  app: App,
  transaction: Transaction,
  accused: cases.Accused,
  decisions: Decision[],
  action: Action,
): Promise<number | undefined> {
  const recent = await cases.recentByRule(transaction, accused, action, app.clock.now() - ONE_CASE);
  if (!recent) return undefined;
  if (action === 'timeout' || action === 'ban') {
    const standing = await sanctions.standing(transaction, accused);
    if (!standing.some(({ caseId }) => caseId === recent.id)) return undefined;
  }
  const named = new Set(recent.decisions.map(({ rule }) => rule));
  const more = decisions.filter(({ rule }) => !named.has(rule));
  await cases.update(transaction, recent.id, {
    state: 'acting',
    ...(more.length > 0 && { decisions: [...recent.decisions, ...kept(more)] }),
  });
  return recent.id;
}

async function openNew(
  app: App,
  transaction: Transaction,
  accused: cases.Accused,
  decisions: Decision[],
  action: Action,
): Promise<number> {
  const now = app.clock.now();
  const until = endOf(app, action);
  const { id } = await cases.open(transaction, {
    ...accused,
    ...{ origin: 'rule', action, state: 'acting', decisions: kept(decisions), at: now },
    ...{ until, noticeKey: randomKey(), notice: TOLD.has(action) ? 'wanted' : 'none' },
  });
  if (action === 'timeout' || action === 'ban') {
    const deleteSeconds = action === 'ban' ? moderation.of(app.team).banDeletes / 1_000 : 0;
    await sanctions.impose(transaction, { caseId: id, ...accused, kind: action, until, deleteSeconds }, now);
  }
  return id;
}

/** What a person reads of it, part by part. */
function textOf({ parts }: Message): string {
  const words = parts.map(({ name, text }) => (name === 'content' ? text : `${name}: ${text}`));
  return cut(storable(words.join('\n')), MOST_TEXT);
}

/** Evidence has the whole text; beside it a decision needs no copy. */
function kept(decisions: Decision[]): Decision[] {
  return decisions.map(({ why, ...rest }) => ({
    ...rest,
    why: {
      ...why,
      matched: cut(storable(why.matched), MOST_MATCHED),
      text: cut(storable(why.text), MOST_TEXT),
      ...(why.folded !== undefined && { folded: cut(storable(why.folded), MOST_MATCHED) }),
    },
  }));
}

/** ms */
const ONE_CASE = 60_000;
const MOST_TEXT = 6_000;
const MOST_MATCHED = 500;
