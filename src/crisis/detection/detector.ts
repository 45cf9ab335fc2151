/**
 * Feels that something turns, slot by slot: more mentions than usual, more negative ones among them, or a little more
 * day after day. Each is told by how rarely such a thing comes. `step` looks at nothing later than its slot, and the
 * state is a plain value: it can be stored, or made anew from the slots.
 */
import { DateTime } from 'luxon';
import { type Alerting, answer, QUIET } from './alerting.ts';
import { restart } from './drift.ts';
import { type Finding, findingOf } from './finding.ts';
import { append, DAYS_KEPT, type History, lengthOf, slotsIn, usual, type Weekday } from './history.ts';
import { type Learned, measure, nothingLearned } from './measures.ts';
import { rate, type Slot } from './slot.ts';
import { DAY, TUNING, type Tuning } from './tuning.ts';

export interface DetectorState {
  /** Epoch ms of the newest slot. */
  at: number | null;
  history: History;
  learned: Learned;
  alerting: Alerting;
}

export interface Settings {
  falseAlarmsAWeek: number;
  /** IANA: whose working days and weekends. */
  timeZone: string;
}

export interface Verdict {
  /** 0..1: from 0.9 on an alert, by its severity; without one 0, 0.1 or 0.2. */
  score: number;
  /** Something begins with this slot, or what goes on became far rarer. */
  alert: boolean;
  /** From an alert until it has been calm for an hour. */
  open: boolean;
  /** Less than a day was seen: what is usual is little more than a guess. */
  cold: boolean;
  /** What is usual for this slot; undefined in the first slots. */
  expected: number | undefined;
  /** The rarest that this slot shows; undefined where nothing is over what is usual. */
  finding: Finding | undefined;
}

/** `slot`: ms. */
export function begin(slot: number, tuning: Tuning = TUNING): DetectorState {
  return {
    at: null,
    history: { slot, days: [] },
    learned: nothingLearned(slot, tuning),
    alerting: QUIET,
  };
}

/** Slots that are left out count as not seen. Throws a RangeError for one that is not after the newest. */
export function step(
  state: DetectorState,
  slot: Slot,
  settings: Settings,
  tuning: Tuning = TUNING,
): { state: DetectorState; verdict: Verdict } {
  const length = state.history.slot;
  if (state.at !== null && slot.at < state.at + length)
    throw new RangeError('It is not after the newest slot.');
  return take(skipTo(state, slot.at, settings, tuning), slot, settings, tuning);
}

/** Whoever was away for longer than what is kept begins anew, but for how rare things are. */
function skipTo(state: DetectorState, at: number, settings: Settings, tuning: Tuning): DetectorState {
  if (state.at === null) return state;
  const { slot } = state.history;
  if (at - state.at > DAYS_KEPT * DAY) return { ...state, at: at - slot, history: { slot, days: [] } };
  let reached = state;
  for (let next = state.at + slot; next + slot <= at; next += slot)
    reached = take(reached, { at: next, count: null }, settings, tuning).state;
  return reached;
}

function take(state: DetectorState, slot: Slot, settings: Settings, tuning: Tuning) {
  const { history, learned, alerting } = state;
  const weekday = DateTime.fromMillis(slot.at, { zone: settings.timeZone }).weekday as Weekday;
  const expected = usual(history, weekday, tuning.neighbourhood);
  const grown = append(history, slot.count);
  const cold = lengthOf(history) < slotsIn(DAY, history.slot);
  if (expected === undefined) {
    const verdict = { score: 0, alert: false, open: false, cold, expected: undefined, finding: undefined };
    return { state: { ...state, at: slot.at, history: grown }, verdict };
  }
  const measured = measure(learned, rate(slot, expected), history.slot, tuning);
  const [rarest] = measured.found;
  const told = answer(alerting, rarest?.rate ?? Infinity, history.slot, settings, tuning);
  const drifted = told.alert && rarest?.measure === 'drift';
  const spoken = { ...measured.learned, drift: restart(measured.learned.drift) };
  const until = slot.at + history.slot;
  const finding =
    rarest && findingOf(rarest, measured.learned.share, { until, weekday, rhythm: expected.rhythm });
  const open = told.alerting.calm !== null;
  const verdict = { score: told.score, alert: told.alert, open, cold, expected: expected.count, finding };
  return {
    state: {
      at: slot.at,
      history: grown,
      learned: drifted ? spoken : measured.learned,
      alerting: told.alerting,
    },
    verdict,
  };
}
