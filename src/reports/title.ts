/** What a report is about, in words. */
import { t } from '../kit/t.ts';
import type { Report } from './report.ts';
import { periodWords } from './words.ts';

/** `Acme: Week 46 (…)`, and of one network alone `Acme on Bluesky: Week 46 (…)`. */
export function titleWords(team: string, { period, network }: Report): string {
  const words = { team, period: periodWords(period), network: network?.title ?? '' };
  return network ? t('{team} on {network}: {period}', words) : t('{team}: {period}', words);
}

/** Which accounts it is about; undefined: all. */
export function scopeWords({ network }: Report): string | undefined {
  if (!network) return undefined;
  const { title, accounts } = network;
  return t(
    '{count, plural, one {The account on {title} alone: {names}.} other {The # accounts on {title} alone: {names}.}} What is of no network is missing.',
    { count: accounts.length, title, names: accounts.join(', ') },
  );
}
