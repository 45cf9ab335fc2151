/** Figures and what they are compared with, as people read them. */
import { DateTime } from 'luxon';
import { t } from '../kit/t.ts';
import type { Change, Comparison } from './comparison.ts';
import { amountOf, type Figure, isWhole } from './figure.ts';
import type { Unit } from './kpi.ts';
import type { Judged, Objective } from './objective.ts';
import type { Period } from './period.ts';

/** `1,204`, `3 h 20 min`, `+12 %`. */
export function valueWords(unit: Unit, value: number): string {
  switch (unit) {
    case 'count':
      return number(value);
    case 'duration':
      return durationWords(value);
    case 'balance':
      return `${sign(value)}${Math.abs(Math.round(value * 100))} %`;
  }
}

/** A dash where it is missing. */
export function figureWords(unit: Unit, figure: Figure): string {
  return figure.kind === 'missing' ? '–' : valueWords(unit, amountOf(figure));
}

/** Why it is missing, or how much of it was measured; undefined: there is nothing to say. */
export function noteWords(figure: Figure): string | undefined {
  if (figure.kind === 'missing') return figure.reason;
  const { coverage, note } = figure;
  return note !== undefined || coverage === undefined || isWhole(figure)
    ? note
    : t('{measured} of {of} posts measured', { measured: coverage.measured, of: coverage.of });
}

/** `▲ 5 (+14 %)`; from zero no per cent. */
export function changeWords(unit: Unit, { difference, share, before }: Change): string {
  if (isNothing(unit, difference)) return t('= as before');
  const arrow = difference > 0 ? '▲' : '▼';
  const size = Math.abs(difference);
  if (unit === 'balance')
    return t('{arrow} {points, plural, one {# point} other {# points}}', {
      arrow,
      points: Math.round(size * 100),
    });
  if (before === 0) return t('{arrow} from 0', { arrow });
  const percent =
    share === undefined ? '' : ` (${sign(share)}${number(Math.abs(Math.round(share * 100)))} %)`;
  return `${arrow} ${valueWords(unit, size)}${percent}`;
}

/** What is said of it beside the value and its change: whether it is usual. Undefined: nobody can tell. */
export function usualWords(unit: Unit, figure: Figure, { usual }: Comparison): string | undefined {
  if (!usual || figure.kind === 'missing') return undefined;
  const median = valueWords(unit, usual.median);
  if (usual.isUsual) return t('within the usual ({median})', { median });
  return amountOf(figure) > usual.median
    ? t('more than usual ({median})', { median })
    : t('less than usual ({median})', { median });
}

export function objectiveWords(unit: Unit, objective: Objective): string {
  const value = valueWords(unit, objective.value);
  return objective.kind === 'at-least' ? t('at least {value}', { value }) : t('at most {value}', { value });
}

export function judgedWords(unit: Unit, objective: Judged): string {
  const aim = objectiveWords(unit, objective);
  return objective.isMet ? t('objective {aim}: met', { aim }) : t('objective {aim}: missed', { aim });
}

/** `Week 46 (9–15 Nov 2026)`, `October 2026`. */
export function periodWords({ unit, from, until, zone }: Period): string {
  const start = DateTime.fromMillis(from, { zone }).setLocale('en-GB');
  if (unit === 'month') return start.toFormat('LLLL yyyy');
  const last = DateTime.fromMillis(until - 1, { zone }).setLocale('en-GB');
  const begin = start.toFormat(
    start.year !== last.year ? 'd LLL yyyy' : start.month !== last.month ? 'd LLL' : 'd',
  );
  const dash = begin.includes(' ') ? ' – ' : '–';
  return t('Week {number} ({dates})', {
    number: String(start.weekNumber),
    dates: `${begin}${dash}${last.toFormat('d LLL yyyy')}`,
  });
}

/** `45 s`, `12 min`, `3 h 20 min`, `2 d 4 h`. ms. */
export function durationWords(span: number): string {
  const seconds = Math.round(span / 1_000);
  if (seconds < 60) return t('{seconds} s', { seconds });
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t('{minutes} min', { minutes });
  if (minutes < 24 * 60) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(minutes / 60);
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** A minus sign, not a hyphen. */
function sign(value: number): string {
  return value < 0 && Math.round(value * 100) !== 0 ? '−' : '+';
}

/** As nobody would read a difference in it. */
function isNothing(unit: Unit, difference: number): boolean {
  if (unit === 'balance') return Math.round(difference * 100) === 0;
  return unit === 'duration' ? Math.abs(difference) < 1_000 : difference === 0;
}

const number = (value: number) => Math.round(value).toLocaleString('en');
