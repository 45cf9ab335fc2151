/**
 * `/mod backtest`: what a rule would have done in a channel, by what can be read back there. Nothing is done, nothing is
 * kept. What was deleted since is not there any more.
 */
import { type Moderation, section as moderation } from '../../../config/team/sections/moderation.ts';
import { ChatError, type Messenger } from '../../chat/chat.ts';
import type { HeardMessage } from '../../chat/heard.ts';
import { type Refusal, refuse } from '../../kit/finding.ts';
import { nearest } from '../../kit/nearest.ts';
import { cut } from '../../kit/storable.ts';
import { t } from '../../kit/t.ts';
import { Backtest } from '../../moderation/backtest.ts';
import type { ReadRule, Rules } from '../../moderation/evaluate.ts';
import { entryFor } from '../../moderation/exemption.ts';
import type { App } from '../app.ts';
import { isStaff } from './staff.ts';
import { isPassedOver, messageIn } from './watching.ts';

export interface AskedBacktest {
  chat: string;
  channel: string;
  /** A rule's name. */
  rule: string;
  days: number;
}

export interface Backtested {
  rule: ReadRule;
  backtest: Backtest;
  /** Where reading ended, and why. */
  reach: Reach;
}

/** `all`: the days that were asked for. `beginning`: the channel has nothing older. */
export interface Reach {
  ended: 'all' | 'beginning' | 'most' | 'refused';
  /** Epoch ms of the oldest message that was read; undefined: none was. */
  from: number | undefined;
}

/** Throws a `Refusal`. */
export async function backtest(app: App, asked: AskedBacktest): Promise<Backtested> {
  const team = moderation.of(app.team);
  const rule = ruleNamed(team, asked.rule);
  const messenger = app.messengers.get(asked.chat);
  if (!messenger || !team.rules) throw noRules();
  const since = app.clock.now() - asked.days * DAY;
  const { messages, reach } = await readBack(app, messenger, asked.channel, since);
  const tried = new Backtest();
  const trial = { app, team, rules: team.rules, history: team.rules.history(), rule, tried };
  const rolesOf = rolesIn(app, asked.chat);
  for (const event of messages) await tryOn(trial, event, rolesOf);
  return { rule, backtest: tried, reach };
}

interface Trial {
  app: App;
  team: Moderation;
  rules: Rules;
  history: ReturnType<Rules['history']>;
  rule: ReadRule;
  tried: Backtest;
}

/** As it would have been looked at. What is read back tells nobody's roles: they are asked for where the rule hits. */
async function tryOn(trial: Trial, event: HeardMessage, rolesOf: RolesOf): Promise<void> {
  const { app, team, rules, history, rule, tried } = trial;
  const message = await messageIn(app, event);
  const isExempt = () => team.exempt !== undefined && entryFor(team.exempt, message) !== undefined;
  if (isPassedOver(app, team, event) || isExempt()) {
    tried.passedOver += 1;
    return;
  }
  const decide = () => rules.evaluate(message, history).find((decision) => decision.rule === rule.name);
  if (decide()) {
    message.author.roles = await rolesOf(message.author.id);
    const author = { ...event.author, id: message.author.id, roles: message.author.roles };
    if (isStaff(app, event.chat, author) || isExempt()) {
      tried.passedOver += 1;
      return;
    }
  }
  tried.looked += 1;
  const decision = decide();
  rules.remember(message, history);
  if (decision) tried.hits.push({ message, decision });
}

type RolesOf = (user: string) => Promise<string[]>;

/** Of so many people; of the others none are known. Whoever has left has none. */
function rolesIn({ moderators }: App, chat: string): RolesOf {
  const known = new Map<string, string[]>();
  return async (user) => {
    const before = known.get(user);
    if (before || known.size >= MOST_ASKED) return before ?? [];
    const standing = await moderators
      .get(chat)
      ?.memberOf(user)
      .catch(() => undefined);
    known.set(user, standing?.roles ?? []);
    return standing?.roles ?? [];
  };
}

/** Oldest first. A chat that asks to wait is waited for, but not for long. */
async function readBack(
  app: App,
  messenger: Messenger,
  channel: string,
  since: number,
): Promise<{ messages: HeardMessage[]; reach: Reach }> {
  const messages: HeardMessage[] = [];
  let waits = 0;
  const reached = (ended: Reach['ended']) => ({
    messages: messages.filter(({ at }) => at >= since),
    reach: { ended, from: messages[0]?.at },
  });
  while (messages.length < MOST_MESSAGES) {
    const before = messages[0]?.message;
    try {
      const page = await messenger.history(channel, { limit: PAGE, ...(before !== undefined && { before }) });
      messages.unshift(...page);
      if (page.length < PAGE) return reached('beginning');
      if ((messages[0]?.at ?? 0) < since) return reached('all');
    } catch (error) {
      const mayWait = error instanceof ChatError && error.reason === 'rate_limited' && waits < MOST_WAITS;
      // What was read so far is worth telling.
      if (!mayWait && messages.length > 0) return reached('refused');
      if (!mayWait) throw error instanceof ChatError ? unread(error) : error;
      waits += 1;
      await pause(app, Math.min(error.retryAfter ?? LONGEST_WAIT, LONGEST_WAIT));
    }
  }
  return reached('most');
}

function pause({ clock }: App, span: number): Promise<void> {
  return new Promise((resolve) => void clock.at(clock.now() + span, resolve));
}

function ruleNamed({ rules }: Moderation, words: string): ReadRule {
  if (!rules) throw noRules();
  const said = words.trim().toLowerCase();
  const found = rules.list.find(({ name }) => name.toLowerCase() === said);
  if (found) return found;
  const names = rules.list.map(({ name }) => name);
  const meant = nearest(words.trim(), names);
  throw refuse(
    'backtest.rule.unknown',
    'rule',
    t('There is no rule "{words}".', { words: cut(words.trim(), 60) }),
    meant === undefined
      ? t('/mod rules lists them.')
      : t('Did you mean "{meant}"? /mod rules lists them.', { meant }),
  );
}

/** Whatever keeps the bot from reading the channel at all. */
function unread({ message, reason }: ChatError): Refusal {
  const mayPass = reason === 'rate_limited' || reason === 'unreachable';
  return refuse(
    'backtest.unread',
    'channel',
    t('This channel cannot be read: {message}', { message }),
    mayPass
      ? t('Try again in a minute.')
      : t(
          'Invite the bot here, and let it read what was written before; bellwether doctor says what it lacks.',
        ),
  );
}

function noRules(): Refusal {
  return refuse(
    'backtest.no_rules',
    'rule',
    t('The team file has no rules.'),
    t('docs/moderation.md has examples. A rule with shadow: true can be tried before it does anything.'),
  );
}

/** Throws a `Refusal`. */
export function readDays(words: string): number {
  const said = words.trim();
  if (said === '') return USUAL_DAYS;
  const days = /^\d{1,3}$/.test(said) ? Number(said) : Number.NaN;
  if (days >= 1 && days <= MOST_DAYS) return days;
  throw refuse(
    'backtest.days',
    'days',
    t('"{said}" is no number of days from 1 to {most}.', { said: cut(said, 40), most: MOST_DAYS }),
    t('Write 7, or leave it out.'),
  );
}

const DAY = 24 * 3_600_000;
const USUAL_DAYS = 7;
const MOST_DAYS = 90;
const PAGE = 100;
export const MOST_MESSAGES = 2_000;
const MOST_ASKED = 50;
const MOST_WAITS = 6;
/** ms */
const LONGEST_WAIT = 6_000;
