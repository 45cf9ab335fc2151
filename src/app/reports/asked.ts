/** Which report somebody asks for: a period in their words, or one that was made and sent before. */
import { DateTime } from 'luxon';
import { refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { lastClosed, monthAt, type Period, periodNamed, weekAt } from '../../reports/period.ts';
import type { Report } from '../../reports/report.ts';
import { periodWords } from '../../reports/words.ts';
import * as reports from '../../store/reports.ts';
import type { App } from '../app.ts';
import { makeReport } from './making.ts';
import { scopeOf } from './scope.ts';

/** Throws a `Refusal` for words that are no period, and for one that is not over. */
export function readPeriod(words: string, zone: string, now: number): Period {
  const said = words.trim().toLowerCase().replaceAll(/\s+/g, '-');
  if (said === '' || said === 'last-week') return lastClosed('week', now, zone);
  if (said === 'last-month') return lastClosed('month', now, zone);
  const period = runningOf(said, zone, now) ?? periodNamed(said.replace('w', 'W'), zone);
  if (!period) {
    throw refuse(
      'report.period.unknown',
      'period',
      t('"{words}" is no week or month.', { words }),
      t('Write last-week, last-month, a week such as {week} or a month such as {month}.', {
        week: lastClosed('week', now, zone).name,
        month: lastClosed('month', now, zone).name,
      }),
    );
  }
  if (period.until > now) {
    throw refuse(
      'report.period.running',
      'period',
      t('{period} is not over.', { period: periodWords(period) }),
      t('Ask again from {date} on, or for {last}.', {
        date: DateTime.fromMillis(period.until, { zone }).setLocale('en-GB').toFormat('d LLL yyyy'),
        last: lastClosed(period.unit, now, zone).name,
      }),
    );
  }
  return period;
}

function runningOf(said: string, zone: string, now: number): Period | undefined {
  if (said === 'this-week') return weekAt(now, zone);
  return said === 'this-month' ? monthAt(now, zone) : undefined;
}

/** How a page, or a button, says that it is about one that was made and sent. */
export function madeSubject(id: number): string {
  return `made-${id}`;
}

/** `2026-W46`, or `2026-W46@bluesky` for one network alone. */
export function periodSubject({ period, network }: Report): string {
  return network ? `${period.name}${BY}${network.name}` : period.name;
}

const BY = '@';

export interface AskedReport {
  report: Report;
  /** Epoch ms: as it was known then. */
  at: number;
}

/** By `periodSubject`, or `madeSubject`: that one tells what was said, whatever came in since. */
export async function reportFor(app: App, subject: string): Promise<AskedReport | undefined> {
  const made = /^made-(\d{1,15})$/.exec(subject);
  if (made) {
    const found = await reports.find(app.database, Number(made[1]));
    return found && { report: found.report, at: found.madeAt.getTime() };
  }
  const [name = '', network] = subject.split(BY);
  const period = periodNamed(name, app.team.timeZone);
  const scope = network === undefined ? undefined : scopeOf(app, network);
  // A network that the team file has no more is no other report.
  if (!period || (network !== undefined && !scope)) return undefined;
  return { report: await makeReport(app, period, scope), at: app.clock.now() };
}
