/** What the pictures of a report show, and what each of them says, in words. At most two. */
import { DateTime } from 'luxon';
import { t } from '../kit/t.ts';
import { amountOf } from './figure.ts';
import { withEarlier } from './period.ts';
import { type DayOfMentions, kpiNamed, lineNamed, type Report } from './report.ts';
import { periodWords, valueWords } from './words.ts';

export interface Chart {
  /** `mentions`: its file's name. */
  name: string;
  title: string;
  /** What it says, for those who do not see it. */
  alt: string;
  /** Along the bottom. */
  labels: string[];
  /** Drawn one on top of the other. */
  series: Series[];
}

export interface Series {
  name: string;
  /** One for each label; null: missing, which is drawn as a gap. */
  values: (number | null)[];
  tone: 'main' | 'good' | 'neutral' | 'bad';
}

export function chartsOf(report: Report): Chart[] {
  return [mentionsByDay(report), byPeriod(report)].filter((chart) => chart !== undefined);
}

function mentionsByDay(report: Report): Chart | undefined {
  const { days, period } = report;
  const total = days.reduce((sum, { mentions }) => sum + mentions, 0);
  if (total === 0) return undefined;
  const names = days.map(({ at }) => dayName(at, period.zone, days.length > 7 ? 'd LLL' : 'ccc d LLL'));
  const negative = days.reduce((sum, day) => sum + day.negative, 0);
  const most = days.reduce(
    (found, day, index) => (day.mentions > (days[found]?.mentions ?? 0) ? index : found),
    0,
  );
  return {
    name: 'mentions',
    title: t('Mentions by day and mood'),
    alt: t(
      'Mentions by day, {period}: {total} in all, most on {day} ({most}); {negative} of them negative.',
      {
        ...{
          period: periodWords(period),
          total,
          day: names[most] ?? '',
          most: days[most]?.mentions ?? 0,
          negative,
        },
      },
    ),
    labels: names,
    series: [
      { name: t('negative'), tone: 'bad', values: days.map(known((day) => day.negative)) },
      {
        name: t('neutral'),
        tone: 'neutral',
        values: days.map(known((day) => day.mentions - day.negative - day.positive)),
      },
      { name: t('positive'), tone: 'good', values: days.map(known((day) => day.positive)) },
    ],
  };
}

/** A day of which nothing is known is a gap. */
function known(value: (day: DayOfMentions) => number): (day: DayOfMentions) => number | null {
  return (day) => (day.isMissing ? null : value(day));
}

/** What posts got, where that is known of more than one period; else how many went out. */
function byPeriod(report: Report): Chart | undefined {
  const names = ['reactions', 'published'];
  const kpi = names.find((name) => {
    const known = lineNamed(report, name)?.history.filter((figure) => figure.kind === 'measured') ?? [];
    return known.length > 1 && known.some((figure) => amountOf(figure) > 0);
  });
  const [line, defined] = kpi === undefined ? [] : [lineNamed(report, kpi), kpiNamed(kpi)];
  if (!line || !defined) return undefined;
  const periods = withEarlier(report.period, line.history.length - 1);
  const labels = periods.map(({ unit, from, zone }) =>
    unit === 'week'
      ? t('week {number}', { number: weekNumber(from, zone) })
      : dayName(from, zone, 'LLL yyyy'),
  );
  const values = line.history.map((figure) => (figure.kind === 'measured' ? amountOf(figure) : null));
  const highest = values.reduce<number>(
    (found, value, index) => ((value ?? -1) > (values[found] ?? -1) ? index : found),
    0,
  );
  const now = values.at(-1) ?? null;
  const words = (value: number | null) => (value === null ? t('missing') : valueWords(defined.unit, value));
  const said = { title: defined.title, first: labels[0] ?? '', last: labels.at(-1) ?? '', now: words(now) };
  return {
    name: kpi ?? '',
    title:
      report.period.unit === 'week'
        ? t('{title} by week', { title: defined.title })
        : t('{title} by month', { title: defined.title }),
    alt: t('{title}, {first} to {last}: {now} in the last one; the highest is {most} ({label}).', {
      ...{ ...said, most: words(values[highest] ?? null), label: labels[highest] ?? '' },
    }),
    labels,
    series: [{ name: defined.title, tone: 'main', values }],
  };
}

function weekNumber(from: number, zone: string): string {
  return String(DateTime.fromMillis(from, { zone }).weekNumber);
}

function dayName(instant: number, zone: string, format: string): string {
  return DateTime.fromMillis(instant, { zone }).setLocale('en-GB').toFormat(format);
}
