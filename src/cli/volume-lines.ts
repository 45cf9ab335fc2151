/** The lines of CSV that `bellwether volume` reads, one by one, and what it prints or finds wrong of each. */
import { DateTime } from 'luxon';
import type { Settings } from '../crisis/detection/detector.ts';
import { type Disorder, disorderOf, judge, NO_ROWS, type Series } from '../crisis/detection/series.ts';
import { t } from '../kit/t.ts';

export interface Lines {
  /** Lines that were read. */
  number: number;
  /** Where the two columns stand, once the headings were read. */
  columns: { timestamp: number; value: number } | undefined;
  series: Series;
}

export interface JudgedLine {
  lines: Lines;
  printed?: string;
  /** Of this line: what was found, and the remedy. */
  fault?: string;
}

export const NO_LINES: Lines = { number: 0, columns: undefined, series: NO_ROWS };

export function judgeLine(before: Lines, line: string, settings: Settings): JudgedLine {
  const lines = { ...before, number: before.number + 1 };
  const cells = cellsOf(line);
  if (cells.every((cell) => cell === '')) return { lines };
  if (!lines.columns) return readHeadings(lines, cells);
  const [timestamp = '', value = ''] = [cells[lines.columns.timestamp], cells[lines.columns.value]];
  const at = instantOf(timestamp);
  if (at === undefined) return faulty(lines, unreadableTime(timestamp));
  const count = value === '' ? Number.NaN : Number(value);
  if (!(count >= 0 && count <= Number.MAX_SAFE_INTEGER)) return faulty(lines, unreadableValue(value));
  const disorder = disorderOf(lines.series, at);
  if (disorder) {
    return { ...faulty(lines, disordered(disorder, timestamp)), printed: rowOf(timestamp, value, 0, false) };
  }
  const { series, score, alert } = judge(lines.series, { at, value: count }, settings);
  return { lines: { ...lines, series }, printed: rowOf(timestamp, value, score, alert) };
}

function cellsOf(line: string): string[] {
  const plain = line.replace(/^\uFEFF/, '');
  return plain.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

function readHeadings(lines: Lines, cells: string[]): JudgedLine {
  const names = cells.map((cell) => cell.toLowerCase());
  const columns = { timestamp: names.indexOf('timestamp'), value: names.indexOf('value') };
  if (columns.timestamp >= 0 && columns.value >= 0) {
    return { lines: { ...lines, columns }, printed: 'timestamp,value,anomaly_score,alert' };
  }
  const message = t('the columns timestamp and value are not named; found "{found}".', {
    found: cells.join(','),
  });
  return {
    ...faulty(lines, `${message} ${t('Begin with the line timestamp,value.')}`),
    lines: { ...lines, columns: { timestamp: 0, value: 1 } },
    printed: 'timestamp,value,anomaly_score,alert',
  };
}

/** Without an offset it is UTC. */
function instantOf(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d|$)/.test(text)) return undefined;
  const read = DateTime.fromISO(text.replace(' ', 'T'), { zone: 'utc' });
  return read.isValid ? read.toMillis() : undefined;
}

function rowOf(timestamp: string, value: string, score: number, alert: boolean): string {
  return `${timestamp},${value},${Number(score.toFixed(4))},${alert ? 1 : 0}`;
}

function faulty(lines: Lines, reason: string): JudgedLine {
  return { lines, fault: t('line {number}: {reason}', { number: String(lines.number), reason }) };
}

function unreadableTime(found: string): string {
  return t('"{found}" is no time. Write it as 2026-11-23 09:05:00, in UTC.', { found });
}

function unreadableValue(found: string): string {
  return t('"{found}" is no count. Write a number from 0 on; leave out the line when nobody counted.', {
    found,
  });
}

function disordered(disorder: Disorder, timestamp: string): string {
  return disorder === 'twice'
    ? t('{timestamp} was there before. It was not counted; add up what belongs together.', { timestamp })
    : t('{timestamp} is before the line above. It was not counted; sort the lines by time.', { timestamp });
}
