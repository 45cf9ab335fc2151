/** What is told about a time that cannot be taken, with how to write it. */
import { DateTime } from 'luxon';
import { type Refusal, refuse } from '../finding.ts';
import { t } from '../t.ts';
import type { Unfit } from './said.ts';

/** The words as they were typed, and the field in which they stand. */
export interface Asked {
  words: string;
  field: string;
  /** The person's. */
  zone: string;
  /** Epoch ms. */
  now: number;
}

/** As `readWhen` reads it back; with its offset where the clocks are not the person's own. */
export const SHOWN = 'yyyy-LL-dd HH:mm';
/** "01:30 -04:00" would be a stretch of time. */
export const SHOWN_WITH_OFFSET = `${SHOWN} 'UTC'ZZ`;

export function unfit({ kind, words: part }: Unfit, asked: Asked): Refusal {
  switch (kind) {
    case 'range':
      return range(asked);
    case 'back':
      return looksBack(part, asked);
    case 'left_over':
      return unreadable(asked, part === asked.words ? '' : notUnderstood(part));
    case 'thousands':
      return unreadable(asked, notUnderstood(part), withoutSigns(part));
    case 'no_such_day':
      return unreadable(asked, t('There is no such day.'));
    case 'contradiction':
      return unreadable(asked, contradiction(part));
  }
}

export function unreadable(asked: Asked, why = '', remedy = examples(asked)): Refusal {
  const { words, field } = asked;
  const message = `${t('"{words}" is no time that can be read.', { words })} ${why}`.trim();
  return refuse('at.unreadable', field, message, remedy);
}

function notUnderstood(part: string): string {
  return t('"{part}" in it is not understood.', { part });
}

/** "1,000" → 1000 or 1; "1.25" can be told so, "1.125" not: its last three digits would look like thousands again. */
function withoutSigns(part: string): string | undefined {
  const [whole = '', fraction = '', ...more] = part.split(/[.,]/);
  const many = part.replace(/[.,]/g, '');
  const few = `${whole}.${fraction}`.replace(/\.?0+$/, '');
  const readings = [
    ...(many.length <= MOST_DIGITS ? [many] : []),
    ...(more.length === 0 && few.length < part.length ? [few] : []),
  ];
  if (readings.length === 0) return undefined;
  return t('Write {readings} for "{part}".', { readings: either(readings), part });
}

/** Those of an amount (`clock-rules.ts`). */
const MOST_DIGITS = 5;

function contradiction(part: string): string {
  return part === ''
    ? t('Its parts do not go together.')
    : t('"{part}" does not go with the rest.', { part });
}

function range({ words, field }: Asked): Refusal {
  return refuse(
    'at.range',
    field,
    t('"{words}" names a stretch of time, or more than one time.', { words }),
    t('Give one time, such as "tomorrow 9:00".'),
  );
}

function looksBack(part: string, { words, field }: Asked): Refusal {
  const message = t('"{words}" looks back: "{part}".', { words, part });
  return refuse('at.past', field, message, t('Give a later time, such as "friday 14:30".'));
}

export function past({ words, field }: Asked, when: string): Refusal {
  return refuse(
    'at.past',
    field,
    t('"{words}" is {when}, which is past.', { words, when }),
    field === 'at'
      ? t('Give a later time, or leave it empty: then it goes out as soon as it is approved.')
      : t('Give a later time.'),
  );
}

export function tooFar({ words, field }: Asked, most: number): Refusal {
  return refuse(
    'at.too_far',
    field,
    t('"{words}" is more than {most} years away.', { words, most }),
    t('Check the year, and give a nearer time.'),
  );
}

export function tooLong(asked: Asked, most: number): Refusal {
  const { words, field } = asked;
  return refuse(
    'at.too_long',
    field,
    t('A time has at most {most} characters; these are {found}.', { most, found: words.length }),
    examples(asked),
  );
}

/** `suggested`: on the only day that was meant, where that is clear. */
export function timeMissing(asked: Asked, suggested: string | undefined): Refusal {
  const { words, field } = asked;
  const message = t('"{words}" names a day and no time.', { words });
  const remedy = suggested ? t('Add the time: "{suggested}", say.', { suggested }) : examples(asked);
  return refuse('at.time_missing', field, message, remedy);
}

export type Unclear = 'date' | 'day' | 'zone' | 'season' | 'length' | 'dots' | 'hour';

/** Two readings or more, each as it may be written instead. */
export function unclear(what: Unclear, { words, field }: Asked, readings: string[]): Refusal {
  const remedy = t('Write {readings}.', { readings: either(readings) });
  switch (what) {
    case 'date':
      return refuse(
        'at.ambiguous_date',
        field,
        t('"{words}" may be read as day and month or as month and day.', { words }),
        remedy,
      );
    case 'day':
      return refuse(
        'at.ambiguous_day',
        field,
        t('"{words}" may mean one day or another.', { words }),
        remedy,
      );
    case 'zone':
      return refuse(
        'at.ambiguous_zone',
        field,
        t('"{words}" names a time zone that several places use.', { words }),
        remedy,
      );
    case 'length':
      return refuse(
        'at.ambiguous_length',
        field,
        t('"{words}" may be a time of day, or a length of time from now.', { words }),
        remedy,
      );
    case 'dots':
      return refuse(
        'at.ambiguous_dots',
        field,
        t('"{words}" may be a time of day, or a day without a time.', { words }),
        remedy,
      );
    case 'hour':
      return refuse(
        'at.ambiguous_hour',
        field,
        t('"{words}" may be said of either half of the day.', { words }),
        remedy,
      );
    case 'season':
      return refuse(
        'at.zone_season',
        field,
        t('"{words}" names clocks that are not in use there on that day.', { words }),
        remedy,
      );
  }
}

export function otherWeekday({ words, field }: Asked, day: DateTime): Refusal {
  const shown = day.setLocale('en-GB').toFormat('d LLLL yyyy');
  const weekday = day.setLocale('en-GB').toFormat('cccc');
  return refuse(
    'at.weekday',
    field,
    t('"{words}" does not fit: {shown} is a {weekday}.', { words, shown, weekday }),
    t('Correct the day or the weekday, or leave the weekday out.'),
  );
}

export function zonesApart({ words, field }: Asked): Refusal {
  return refuse(
    'at.zone_conflict',
    field,
    t('"{words}" names time zones that do not agree with each other.', { words }),
    t('Name one of them.'),
  );
}

export function skipped(wall: DateTime, shifted: DateTime, zone: string, field: string): Refusal {
  return refuse(
    'at.skipped',
    field,
    t('{wall} does not exist in {zone}: the clocks skip it that day.', { wall: wall.toFormat(SHOWN), zone }),
    // The clocks may be another's.
    t('Write {after}, or an earlier time.', { after: shifted.toFormat(SHOWN_WITH_OFFSET) }),
  );
}

export function twice(wall: DateTime, possible: DateTime[], field: string): Refusal {
  const [first, second] = possible.map((one) => one.toFormat(SHOWN_WITH_OFFSET));
  return refuse(
    'at.twice',
    field,
    t('{wall} comes twice that day: the clocks go back.', { wall: wall.toFormat(SHOWN) }),
    t('Write {first} or {second}.', { first: first ?? '', second: second ?? '' }),
  );
}

function either(readings: string[]): string {
  const last = readings.at(-1) ?? '';
  if (readings.length < 2) return last;
  return t('{first} or {last}', { first: readings.slice(0, -1).join(', '), last });
}

/** The date is one that is still to come. */
function examples({ now, zone }: Asked): string {
  const day = DateTime.fromMillis(now, { zone }).plus({ days: 2 }).toFormat('yyyy-LL-dd');
  return t('Write "tomorrow 9:00", "friday 14:30", "in 2 hours" or "{day} 09:00".', { day });
}
