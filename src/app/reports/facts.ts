/** Brings together what happened in a period and in those before it, from all jobs. */
import { section as listening } from '../../../config/team/sections/listening.ts';
import { t } from '../../kit/t.ts';
import { EARLIER } from '../../reports/comparison.ts';
import type { Facts, ListeningFacts, Unkept } from '../../reports/facts.ts';
import { type Period, withEarlier } from '../../reports/period.ts';
import * as reportFacts from '../../store/report-facts.ts';
import * as sources from '../../store/sources.ts';
import type { App } from '../app.ts';

/** Of the periods before it and of the period itself, the oldest first. */
export async function factsUpTo(app: App, period: Period): Promise<Facts[]> {
  const periods = withEarlier(period, EARLIER);
  const bounds = [...periods.map(({ from }) => from), period.until];
  const since = await reportFacts.keptSince(app.database);
  const publishing = await reportFacts.publishing(app.database, bounds);
  const heard = await listeningIn(app, periods, bounds);
  // What was before there was a bot is not known, and not zero. The period itself counts from where it began.
  const known = (from: number, begun: number | undefined) =>
    from === period.from || (begun !== undefined && from >= begun);
  return periods.map(({ from }, index) => ({
    publishing: known(from, since.publishing) ? (publishing[index] ?? NOT_YET) : NOT_YET,
    reactions: { age: AGE, accounts: [] },
    listening: known(from, since.listening) ? (heard[index] ?? NOT_LISTENING) : NOT_YET,
    crises: { unkept: t('crises are not kept here yet') },
    moderation: { unkept: t('moderation is not kept here yet') },
  }));
}

async function listeningIn(
  { database, team, clock }: App,
  periods: readonly Period[],
  bounds: readonly number[],
): Promise<(ListeningFacts | undefined)[]> {
  if (Object.keys(listening.of(team).sources).length === 0) return [];
  const counted = await reportFacts.listening(database, bounds);
  const spans = await sources.blindBetween(database, bounds[0] ?? 0, bounds.at(-1) ?? 0);
  const now = clock.now();
  return counted.map((one, index) => {
    const { from, until } = periods[index] ?? { from: 0, until: 0 };
    const blind = spans.map(({ fromAt, toAt }) =>
      Math.max(0, Math.min(toAt?.getTime() ?? now, until) - Math.max(fromAt.getTime(), from)),
    );
    return { ...one, blind: blind.reduce((sum, span) => sum + span, 0) };
  });
}

/** Hours: at this age posts are compared. */
const AGE = 72;
const NOT_LISTENING: Unkept = { unkept: t('nothing is listened to') };
const NOT_YET: Unkept = { unkept: t('nothing was kept yet') };
