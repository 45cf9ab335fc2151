/** What the person is told by direct message: in words that stay true whatever follows, and never in the way of an act. */
import { section as moderation } from '../../../config/team/sections/moderation.ts';
import { type Card, card, quote, text, time } from '../../chat/card.ts';
import { ChatError, type Messenger } from '../../chat/chat.ts';
import { cut } from '../../kit/storable.ts';
import { t } from '../../kit/t.ts';
import * as cases from '../../store/cases.ts';
import type { App } from '../app.ts';

/** Answers ms until it may be tried again, where that may help. */
export async function notify(app: App, found: cases.StoredCase): Promise<number | undefined> {
  if (found.notice !== 'wanted' && found.notice !== 'sending') return undefined;
  const messenger = app.messengers.get(found.chat);
  if (!messenger) return undefined;
  if (found.notice === 'wanted' && found.moderatorId === null && !withinBudget(app)) {
    await cases.update(app.database, found.id, { notice: 'spared' });
    return undefined;
  }
  await cases.update(app.database, found.id, { notice: 'sending' });
  try {
    const evidence = await cases.messagesOf(app.database, found.id);
    await send(messenger, found, noticeCard(app, found, evidence));
    await cases.update(app.database, found.id, { notice: 'sent' });
    return undefined;
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    // Of the bot, not of the person: they are told when an operator has given another token.
    if (error.isTokenRefused) return UNTIL_ANOTHER_TOKEN;
    if (error.reason === 'unreachable' || error.reason === 'rate_limited') return error.retryAfter ?? RETRY;
    await cases.update(app.database, found.id, { notice: 'closed' });
    return undefined;
  }
}

/** One whose answer was lost is looked for. */
async function send(messenger: Messenger, found: cases.StoredCase, shown: Card): Promise<void> {
  const channel = await messenger.directChannel(found.userId);
  if (found.notice === 'sending' && (await messenger.find(channel, found.noticeKey))) return;
  await messenger.send(channel, shown, found.noticeKey);
}

function noticeCard(app: App, found: cases.StoredCase, evidence: cases.StoredCaseMessage[]): Card {
  const [first] = evidence;
  const note =
    found.action in NOTED ? moderation.of(app.team).notes[found.action as keyof typeof NOTED] : undefined;
  return card(headingOf(app, found), {
    tone: 'warning',
    blocks: [
      text(whyOf(found)),
      ...(first ? [quote(cut(first.text, MOST_QUOTED), t('What you wrote'))] : []),
      ...(note === undefined ? [] : [text(note)]),
    ],
  });
}

const NOTED = { warn: true, timeout: true, kick: true, ban: true };

/** Said before a ban is tried: true also where it then fails. */
function headingOf({ team: { name: team } }: App, { action }: cases.StoredCase): string {
  switch (action) {
    case 'timeout':
      return t('The moderators of {team} decided that you write nothing there for a while', { team });
    case 'kick':
      return t('The moderators of {team} decided to remove you from the server', { team });
    case 'ban':
      return t('The moderators of {team} decided to ban you from the server', { team });
    default:
      return t('A warning from the moderators of {team}', { team });
  }
}

function whyOf({ reason, decisions, until }: cases.StoredCase) {
  const why =
    reason !== ''
      ? t('Why: {reason}', { reason })
      : t('Why: it is against the rule "{rule}".', { rule: decisions[0]?.rule ?? '' });
  return until === null ? why : t('{why} It ends {at}.', { why, at: time(until.getTime()) });
}

/** That it was taken back, with what was deleted, to be written again. Nobody waits for it, and it is said once. */
export async function notifyTakenBack(app: App, found: cases.StoredCase): Promise<void> {
  const messenger = app.messengers.get(found.chat);
  if (!messenger || !RETRACTED.has(found.action)) return;
  const gone = (await cases.messagesOf(app.database, found.id)).filter(({ deletion }) => deletion === 'gone');
  if (gone.length === 0 && found.notice !== 'sent') return;
  const key = `${found.noticeKey}b`;
  try {
    const channel = await messenger.directChannel(found.userId);
    if (await messenger.find(channel, key)) return;
    const shown = card(t('The moderators of {team} took it back', { team: app.team.name }), {
      tone: 'good',
      blocks: [
        text(t('What was done about you was a mistake, and is over.')),
        ...gone
          .slice(0, MOST_RETURNED)
          .map((one) => quote(one.text, t('What you wrote, if you want to write it again'))),
      ],
    });
    await messenger.send(channel, shown, key);
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
  }
}

const RETRACTED: ReadonlySet<string> = new Set(['delete', 'warn', 'timeout', 'kick', 'ban']);
const MOST_RETURNED = 3;

/** In a raid people are not told one by one: a bot that writes to many gets stopped by the chat. */
function withinBudget(app: App): boolean {
  const now = app.clock.now();
  const recent = (told.get(app) ?? []).filter((at) => at > now - BUDGET.within);
  told.set(app, recent);
  if (recent.length >= BUDGET.most) return false;
  recent.push(now);
  return true;
}

const told = new WeakMap<App, number[]>();

/** `within`: ms. */
const BUDGET = { most: 20, within: 60_000 };
const RETRY = 1_000;
/** ms. */
const UNTIL_ANOTHER_TOKEN = 60_000;
const MOST_QUOTED = 500;
