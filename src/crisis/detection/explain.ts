/** Why the detector speaks, in a sentence or two: what was counted, what is usual, how rarely such a thing comes. */
import { t } from '../../kit/t.ts';
import type { Finding } from './finding.ts';
import { kindOf, type Rhythm, type Weekday } from './history.ts';

/** "61 mentions in 15 min (5 usual at this time), 78 % negative (20 % usual). Such a peak comes once in 40 days." */
export function explain(finding: Finding): string {
  return `${counted(finding)} ${rarity(finding)}`;
}

function counted(finding: Finding): string {
  const parts = {
    count: finding.count,
    span: spanWords(finding.span),
    usual: usualWords(finding),
  };
  if (!finding.share) {
    return t('{count, plural, one {# mention} other {# mentions}} in {span} ({usual}).', parts);
  }
  return t(
    '{count, plural, one {# mention} other {# mentions}} in {span} ({usual}), {negative} % negative ({negativeUsual} % usual).',
    {
      ...parts,
      negative: Math.round(100 * finding.share.negative),
      negativeUsual: Math.round(100 * finding.share.usual),
    },
  );
}

function spanWords(span: number): string {
  const minutes = Math.round(span / 60_000);
  return minutes < 60 ? t('{minutes} min', { minutes }) : t('{hours} h', { hours: Math.round(minutes / 60) });
}

function usualWords({ usual, rhythm, weekday }: Finding): string {
  const count = usual < 1 ? t('hardly any') : String(Math.round(usual));
  return RHYTHMS[rhythm](count, weekday);
}

const RHYTHMS: Record<Rhythm, (count: string, weekday: Weekday) => string> = {
  none: (count) => t('{count} in the busiest hour so far', { count }),
  day: (count) => t('{count} usual at this time', { count }),
  week: (count, weekday) => {
    const kind = kindOf(weekday);
    if (kind === 'saturday') return t('{count} usual at this time on Saturdays', { count });
    if (kind === 'sunday') return t('{count} usual at this time on Sundays', { count });
    return t('{count} usual at this time on working days', { count });
  },
};

function rarity({ measure, everyDays }: Finding): string {
  const often = oftenWords(everyDays);
  switch (measure) {
    case 'volume':
      return t('Such a peak comes {often}.', { often });
    case 'mood':
      return t('Such a turn of mood comes {often}.', { often });
    case 'drift':
      return t('It has been more than usual for days. Such a rise comes {often}.', { often });
  }
}

function oftenWords(everyDays: number): string {
  if (everyDays >= YEAR) return t('less than once in a year');
  const days = Math.max(1, Math.round(everyDays));
  return t('once in {days, plural, one {a day} other {# days}}', { days });
}

/** What was learned in weeks says no more of what is rarer. */
const YEAR = 365;
