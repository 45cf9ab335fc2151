/** Brings together what happened in a period and in those before it, from all jobs. */
import { section as listening } from '../../../config/team/sections/listening.ts';
import { section as moderation } from '../../../config/team/sections/moderation.ts';
import { t } from '../../kit/t.ts';
import { EARLIER } from '../../reports/comparison.ts';
import type {
  AccountReactions,
  Facts,
  ListeningFacts,
  ModerationFacts,
  Unkept,
} from '../../reports/facts.ts';
import { type Period, withEarlier } from '../../reports/period.ts';
import { type Readable, readableIn } from '../../reports/readable.ts';
import { COMPARED_AGE } from '../../reports/reading-plan.ts';
import * as readings from '../../store/readings.ts';
import * as reportFacts from '../../store/report-facts.ts';
import * as sources from '../../store/sources.ts';
import type { App } from '../app.ts';
import type { Scope } from './scope.ts';

/** Of the periods before it and of the period itself, the oldest first. */
export async function factsUpTo(app: App, period: Period, scope?: Scope): Promise<Facts[]> {
  const periods = withEarlier(period, EARLIER);
  const bounds = [...periods.map(({ from }) => from), period.until];
  const since = await reportFacts.keptSince(app.database);
  const publishing = await reportFacts.publishing(app.database, bounds, scope?.targets);
  const reacted = await reactionsIn(app, bounds, scope);
  const crises = scope ? [] : await reportFacts.crises(app.database, bounds);
  const moderated = scope ? [] : await moderationIn(app, bounds);
  const heard = await listeningIn(app, periods, bounds, scope);
  const begun = Math.min(since.publishing ?? Infinity, since.listening ?? Infinity);
  // What was before there was a bot is not known, and not zero. The period itself counts from where it began.
  const known = (from: number, begun: number | undefined) =>
    from === period.from || (begun !== undefined && from >= begun);
  return periods.map(({ from }, index) => ({
    publishing: known(from, since.publishing) ? (publishing[index] ?? NOT_YET) : NOT_YET,
    reactions: { age: COMPARED_AGE, accounts: reacted[index] ?? [] },
    listening: known(from, since.listening) ? (heard[index] ?? NOT_LISTENING) : NOT_YET,
    crises: known(from, begun) ? (crises[index] ?? (scope ? NOT_BY_NETWORK : NOT_YET)) : NOT_YET,
    moderation: known(from, begun)
      ? (moderated[index] ?? (scope ? NOT_BY_NETWORK : NOT_MODERATING))
      : NOT_YET,
  }));
}

async function moderationIn({ database, team }: App, bounds: readonly number[]): Promise<ModerationFacts[]> {
  const acted = await reportFacts.moderation(database, bounds);
  // People can act without rules; where neither did, nothing is moderated here.
  return moderation.of(team).isOn || acted.some(({ acts }) => acts > 0) ? acted : [];
}

/** Of the accounts whose networks tell counts. */
async function reactionsIn(
  { database, accounts }: App,
  bounds: readonly number[],
  scope: Scope | undefined,
): Promise<AccountReactions[][]> {
  const reacted = await readings.reactions(database, bounds, COMPARED_AGE);
  return reacted.map((period) =>
    period.flatMap((one) => {
      if (scope && !scope.targets.includes(one.target)) return [];
      const account = accounts.get(one.target);
      return account?.connection.metrics ? [{ ...one, network: account.network.name }] : [];
    }),
  );
}

async function listeningIn(
  app: App,
  periods: readonly Period[],
  bounds: readonly number[],
  scope: Scope | undefined,
): Promise<(ListeningFacts | undefined)[]> {
  const { database, team } = app;
  const sources = scope?.sources ?? Object.keys(listening.of(team).sources);
  if (sources.length === 0) return [];
  const counted = await reportFacts.listening(database, bounds, scope?.sources);
  const spans = await readableSpans(app, periods, sources);
  return counted.map((one, index) => ({ ...one, readable: spans[index] ?? { blind: 0, of: 0 } }));
}

/** Of these sources, or all that the team file has now, in each of these spans (epoch ms). */
export async function readableSpans(
  { database, team, clock }: App,
  spans: readonly { from: number; until: number }[],
  names: readonly string[] = Object.keys(listening.of(team).sources),
): Promise<Readable[]> {
  const [first, last] = [spans[0]?.from ?? 0, spans.at(-1)?.until ?? 0];
  const blind = (await sources.blindBetween(database, first, last)).map(({ source, fromAt, toAt }) => ({
    ...{ source, from: fromAt.getTime(), to: toAt?.getTime() ?? clock.now() },
  }));
  return spans.map((span) => readableIn(names, blind, span));
}

const NOT_MODERATING: Unkept = { unkept: t('nothing is moderated') };
const NOT_LISTENING: Unkept = { unkept: t('nothing is listened to') };
const NOT_BY_NETWORK: Unkept = { unkept: t('it is of no network') };
const NOT_YET: Unkept = { unkept: t('nothing was kept yet') };
