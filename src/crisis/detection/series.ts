/**
 * A series of counts, row by row, of which nobody said how far apart its rows are. That is told from the first twelve,
 * which get no score. Rows within one slot are added up; a slot without any counts as not seen.
 */
import { begin, type DetectorState, type Settings, step } from './detector.ts';
import { DAY } from './tuning.ts';

export interface Row {
  /** Epoch ms. */
  at: number;
  value: number;
}

export interface Series {
  newest: number | undefined;
  /** The rows from which the spacing will be told. */
  first: readonly Row[];
  open: OpenSlot | undefined;
}

/** The newest slot: rows may still be added to it. */
interface OpenSlot {
  origin: number;
  number: number;
  value: number;
  before: DetectorState;
  after: DetectorState;
  alert: boolean;
}

export interface Judged {
  series: Series;
  score: number;
  alert: boolean;
}

export type Disorder = 'earlier' | 'twice';

export const NO_ROWS: Series = { newest: undefined, first: [], open: undefined };

/** A row that is not after the newest is left out. */
export function disorderOf({ newest }: Series, at: number): Disorder | undefined {
  if (newest === undefined || at > newest) return undefined;
  return at === newest ? 'twice' : 'earlier';
}

/** `row` is after the newest one. */
export function judge(series: Series, row: Row, settings: Settings): Judged {
  if (series.open) return add({ ...series, open: series.open }, row, settings);
  const first = [...series.first, row];
  const waiting = { newest: row.at, first, open: undefined };
  if (first.length < ROWS_NEEDED) return { series: waiting, score: 0, alert: false };
  return first.slice(1).reduce<Judged>(
    (judged, next) => {
      const { open } = judged.series;
      return open ? add({ ...judged.series, open }, next, settings) : judged;
    },
    start(first, settings),
  );
}

function start(rows: readonly Row[], settings: Settings): Judged {
  const { at = 0, value = 0 } = rows[0] ?? {};
  const before = begin(spacingOf(rows.map((row) => row.at)));
  const taken = step(before, { at, count: value }, settings);
  const open = { origin: at, number: 0, value, before, after: taken.state, alert: false };
  return { series: { newest: at, first: [], open }, score: taken.verdict.score, alert: false };
}

function add({ open }: Series & { open: OpenSlot }, { at, value }: Row, settings: Settings): Judged {
  const { slot } = open.before.history;
  // Rounded: rows come a little early or late.
  const number = Math.max(open.number, Math.round((at - open.origin) / slot));
  const same = number === open.number;
  const before = same ? open.before : open.after;
  const count = same ? open.value + value : value;
  const { state, verdict } = step(before, { at: open.origin + number * slot, count }, settings);
  const told = same && open.alert;
  const next = { ...open, number, value: count, before, after: state, alert: told || verdict.alert };
  return {
    series: { newest: at, first: [], open: next },
    score: told ? 0 : verdict.score,
    alert: verdict.alert && !told,
  };
}

/** The median of the distances in ms, and no less than a minute: what comes more often is added up. */
function spacingOf(times: readonly number[]): number {
  const distances = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const middle = distances.toSorted((one, other) => one - other)[distances.length >> 1] ?? LEAST_SPACING;
  return Math.min(DAY, Math.max(LEAST_SPACING, middle));
}

const ROWS_NEEDED = 12;
const LEAST_SPACING = 60_000;
