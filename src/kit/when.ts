/**
 * Reads when something shall happen, as a person writes it: "tomorrow 9:00", "in 2 minutes", ISO. Read in that
 * person's zone; a time that the zone skips or has twice is asked about, never guessed.
 */
import { parse as parseWords } from 'chrono-node/en';
import { DateTime, IANAZone } from 'luxon';
import { type Refusal, refuse } from './finding.ts';
import { t } from './t.ts';

/** Epoch ms. Throws a `Refusal` for `field` that names what was found and how to write it. */
export function readWhen(words: string, zone: string, now: number, field = 'at'): number {
  const trimmed = words.trim();
  const instant =
    readDuration(trimmed, zone, now) ??
    readIso(trimmed, zone, field) ??
    readPhrase(trimmed, zone, now, field);
  if (instant <= now) throw past(trimmed, instant, zone, field);
  return instant;
}

export function isTimeZone(zone: string): boolean {
  return IANAZone.isValidZone(zone);
}

/** "Mon 23 Nov 2026, 09:00 (Europe/Copenhagen)": for sentences outside of cards. */
export function writeWhen(instant: number, zone: string): string {
  return `${DateTime.fromMillis(instant, { zone }).setLocale('en-GB').toFormat('ccc d LLL yyyy, HH:mm')} (${zone})`;
}

/** "2026-11-23 09:00:00 +01:00": an instant, as people read it and `readWhen` does. */
export function writeInstant(instant: number, zone: string): string {
  return DateTime.fromMillis(instant, { zone }).toFormat('yyyy-LL-dd HH:mm:ss ZZ');
}

function readDuration(words: string, zone: string, now: number): number | undefined {
  const found = DURATION.exec(words);
  if (!found?.[1] || !found[2]) return undefined;
  const amount = /^an?$|^one$/i.test(found[1]) ? 1 : Number(found[1]);
  const unit = UNITS[found[2].toLowerCase()] ?? 'minutes';
  return DateTime.fromMillis(now, { zone })
    .plus({ [unit]: amount })
    .toMillis();
}

function readIso(words: string, zone: string, field: string): number | undefined {
  if (!ISO.test(words)) return undefined;
  const iso = words
    .replace(' ', 'T')
    .replace(/T(\d):/i, 'T0$1:')
    .replace(/\s+(?=[+-]\d\d:?\d\d$|Z$)/, '');
  const read = DateTime.fromISO(iso, { zone });
  if (!read.isValid) throw unreadable(words, field);
  return hasOffset(iso) ? read.toMillis() : settle(DateTime.fromISO(iso, { zone: 'utc' }), zone, field);
}

function readPhrase(words: string, zone: string, now: number, field: string): number {
  if (NUMERIC_DATE.test(words)) throw ambiguousDate(words, field);
  const local = DateTime.fromMillis(now, { zone });
  const reference = { instant: new Date(now), timezone: local.offset };
  const [found, ...more] = parseWords(words, reference, { forwardDate: true });
  if (!found || more.length > 0 || found.text.trim().length !== words.length) throw unreadable(words, field);
  const { start } = found;
  if (!start.isCertain('hour')) throw timeMissing(words, field);
  const part = (name: 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second') => start.get(name) ?? 0;
  const wall = DateTime.utc(
    part('year'),
    part('month'),
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return settle(wall, zone, field);
}

/** From a wall-clock time (carried as UTC) to the one instant at which the zone's clocks show it. */
function settle(wall: DateTime, zone: string, field: string): number {
  const local = wall.setZone(zone, { keepLocalTime: true });
  const shown = local.toFormat(SHOWN) === wall.toFormat(SHOWN);
  if (!shown) throw skipped(wall, local, zone, field);
  const possible = local.getPossibleOffsets();
  if (possible.length > 1) throw twice(wall, possible, field);
  return local.toMillis();
}

function past(words: string, instant: number, zone: string, field: string): Refusal {
  return refuse(
    'at.past',
    field,
    t('"{words}" is {when}, which is past.', { words, when: writeWhen(instant, zone) }),
    field === 'at'
      ? t('Give a later time, or leave it empty: then it goes out as soon as it is approved.')
      : t('Give a later time.'),
  );
}

function unreadable(words: string, field: string): Refusal {
  return refuse('at.unreadable', field, t('"{words}" is no time that can be read.', { words }), examples());
}

function timeMissing(words: string, field: string): Refusal {
  return refuse('at.time_missing', field, t('"{words}" names a day and no time.', { words }), examples());
}

function ambiguousDate(words: string, field: string): Refusal {
  return refuse(
    'at.ambiguous_date',
    field,
    t('"{words}" may be read as day and month or as month and day.', { words }),
    t('Write the date as 2026-11-24.'),
  );
}

function skipped(wall: DateTime, shifted: DateTime, zone: string, field: string): Refusal {
  return refuse(
    'at.skipped',
    field,
    t('{wall} does not exist in {zone}: the clocks skip it that day.', { wall: wall.toFormat(SHOWN), zone }),
    t('Write {after}, or an earlier time.', { after: shifted.toFormat(SHOWN) }),
  );
}

function twice(wall: DateTime, possible: DateTime[], field: string): Refusal {
  const [first, second] = possible.map((one) => one.toFormat(`${SHOWN} ZZ`));
  return refuse(
    'at.twice',
    field,
    t('{wall} comes twice that day: the clocks go back.', { wall: wall.toFormat(SHOWN) }),
    t('Write {first} or {second}.', { first: first ?? '', second: second ?? '' }),
  );
}

function hasOffset(iso: string): boolean {
  return /(?:Z|[+-]\d\d:?\d\d)$/i.test(iso);
}

const DURATION = /^in\s+(\d{1,5}|an?|one)\s+(seconds?|minutes?|mins?|hours?|days?|weeks?|months?)$/i;
const UNITS: Record<string, string> = Object.fromEntries(
  ['second', 'minute', 'hour', 'day', 'week', 'month'].flatMap((unit) => [
    [unit, `${unit}s`],
    [`${unit}s`, `${unit}s`],
  ]),
);
const ISO = /^\d{4}-\d\d-\d\d[T ]\d{1,2}:\d\d/i;
/** With dashes too where the year stands last, as spreadsheet programs of some countries write it. */
const NUMERIC_DATE = /\b\d{1,2}[/.]\d{1,2}\b|\b\d{1,2}-\d{1,2}(-\d{2,4})?\b(?!-)/;
const SHOWN = 'yyyy-LL-dd HH:mm';
const examples = () => t('Write "tomorrow 9:00", "friday 14:30", "in 2 hours" or "2026-11-24 09:00".');
