/**
 * From how rare something is to whether somebody is told. One setting, the false alarms a week, is the budget that all
 * measures of a topic share; a topic that has used it up must show something rarer.
 */
import { fading } from './tail.ts';
import { DAY, type Tuning, WEEK } from './tuning.ts';

export const SEVERITIES = ['moderate', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Alerting {
  /** Alerts and the days in which they came: both fade. */
  alerts: number;
  days: number;
  /** The last alert: it speaks for all that is not much rarer, until `hold` is over. */
  held: { for: number; rate: number } | null;
  /** Something is going on, since an alert and until it has been calm for a while: the ms for which it has been. */
  calm: number | null;
}

export const QUIET: Alerting = { alerts: 0, days: 0, held: null, calm: null };

export interface Answer {
  alerting: Alerting;
  alert: boolean;
  /** 0..1: from 0.9 on an alert, by its severity; without one 0, 0.1 or 0.2. */
  score: number;
}

/** `rate`: how often a day such a thing comes; Infinity where nothing can be told. */
export function answer(
  before: Alerting,
  rate: number,
  slot: number,
  { falseAlarmsAWeek }: { falseAlarmsAWeek: number },
  tuning: Tuning,
): Answer {
  const wanted = falseAlarmsAWeek / (WEEK / DAY);
  const alerting = pass(before, rate, slot, wanted, tuning);
  const enough = bar(alerting, wanted, tuning);
  if (rate >= enough) {
    return { alerting, alert: false, score: scoreBelow(rate, enough) };
  }
  const told = { ...alerting, alerts: alerting.alerts + 1, held: { for: 0, rate }, calm: 0 };
  return { alerting: told, alert: true, score: SCORES[severityOf(rate)] };
}

/** In tenths: what was learned in weeks tells finer differences no more than chance does. */
function scoreBelow(rate: number, enough: number): number {
  const share = enough === 0 ? 0 : enough / (enough + rate);
  return Math.round((10 * share) / 2) / 10;
}

/** By how many days lie between two of the kind. */
export function severityOf(rate: number): Severity {
  if (rate <= 1 / CRITICAL_DAYS) return 'critical';
  return rate <= 1 / HIGH_DAYS ? 'high' : 'moderate';
}

function pass(before: Alerting, rate: number, slot: number, wanted: number, tuning: Tuning): Alerting {
  const kept = fading(slot, tuning.halfLife);
  const held = before.held && before.held.for + slot < tuning.hold;
  return {
    alerts: before.alerts * kept,
    days: before.days * kept + slot / DAY,
    held: held && before.held ? { ...before.held, for: before.held.for + slot } : null,
    calm: calmAfter(before.calm, rate, slot, wanted, tuning),
  };
}

/** The way out is lower than the way in, so that what hovers about the bar is one thing and not many. */
function calmAfter(calm: number | null, rate: number, slot: number, wanted: number, { gap }: Tuning) {
  if (calm === null) return null;
  if (rate < wanted * EXIT) return 0;
  return calm + slot > gap ? null : calm + slot;
}

/** A rate below this is told. While an alert is held: what is far rarer, and of a higher severity. */
function bar({ alerts, days, held }: Alerting, wanted: number, { budget, rarer }: Tuning): number {
  const left = Math.min(1, (wanted * days + budget.lent) / (alerts + budget.lent));
  const bound = wanted * left ** budget.strictness;
  return held ? Math.min(bound, held.rate / rarer, higherThan(severityOf(held.rate))) : bound;
}

function higherThan(severity: Severity): number {
  if (severity === 'critical') return 0;
  return 1 / (severity === 'high' ? CRITICAL_DAYS : HIGH_DAYS);
}

const HIGH_DAYS = 30;
const CRITICAL_DAYS = 180;
const EXIT = 7;
const SCORES: Record<Severity, number> = { moderate: 0.9, high: 0.95, critical: 1 };
