/** Days: by numbers, by the names of months, by weekdays, and from today. */
import { putClock } from './put-clock.ts';
import { HALF, knowsDay, NO_DIGIT, NO_LETTER, OCLOCK, put, type Rule, rule } from './rule.ts';
import { type Said, Unfit } from './said.ts';
import {
  AT,
  COMING,
  DAYS,
  MONTHS,
  NEXT,
  NEXT_WEEK,
  oneOf,
  PARTS,
  PARTS_TODAY,
  SHORT_WEEKDAYS,
  THIS,
  WEEKDAYS,
} from './vocabulary.ts';

const MONTH = `(${oneOf(Object.keys(MONTHS))})(?!\\p{L})\\.?`;
/** "2026", "'26", and "26" before a time of day */
const YEAR = "(20\\d\\d(?![\\d:])|'\\d\\d(?!\\d)|\\d\\d(?=\\s+\\d{1,2}:\\d\\d))";
const ORDINAL = `(\\d{1,2})(?:st|nd|rd|th|er|e|o|a|\\.)?`;
const WEEKDAY = `(${oneOf(Object.keys(WEEKDAYS))})`;

/** Before the rules for times of day: a day's numbers are the longer ones. */
export const NUMERIC_DATES: Rule[] = [
  // "18.00.00" beside a day
  rule(`(\\d{1,2})\\.(\\d\\d)\\.(\\d\\d)${NO_DIGIT}`, ([, hour, minute, second], said, typed) =>
    knowsDay(said) ? putClock(said, { hour, minute, ...(second && { second }) }, typed, true) : false,
  ),
  rule(`(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})${NO_DIGIT}`, ([, year, , month, day], said, typed) =>
    put(said, 'date', { year: Number(year), month: Number(month), day: Number(day) }, typed),
  ),
  rule(
    `(\\d{4})(\\d\\d)(\\d\\d)t(\\d\\d)(\\d\\d)(\\d\\d)?${NO_DIGIT}`,
    ([, year, month, day, hour, minute, second], said, typed) => {
      put(said, 'date', { year: Number(year), month: Number(month), day: Number(day) }, typed);
      said.isMachine = true;
      return putClock(said, { hour, minute, ...(second && { second }) }, typed);
    },
  ),
  // "24-Dec-2026", as spreadsheets write it
  rule(
    `(\\d{1,2})([-/])${MONTH}\\2(\\d{4}|\\d\\d)(?![\\d:])`,
    ([, day, , month = '', year = ''], said, typed) => putNamed(said, { day, month, year }, typed),
  ),
  // "24/12-2026", "24/12 2026", as Danes write it
  rule(
    `(\\d{1,2})/(\\d{1,2})(?:-(\\d{4}|\\d\\d)|\\s+(20\\d\\d))(?![\\d:])`,
    ([, first, second, near, apart], said, typed) => {
      const year = fullYear(near ?? apart);
      put(said, 'pair', { first: Number(first), second: Number(second), year, mark: '/' }, typed);
      said.isDayFirst = true;
    },
  ),
  rule(
    `(\\d{1,2})([-/.])\\s?(\\d{1,2})\\2(?:(\\d{4}|\\d\\d)|\\s(20\\d\\d))(?![\\d:])(?!\\.\\d)`,
    ([, first, mark = '', second, near, apart], said, typed) => {
      const year = fullYear(near ?? apart);
      put(said, 'pair', { first: Number(first), second: Number(second), year, mark }, typed);
    },
  ),
  rule(`(\\d{1,2})\\.\\s?(\\d{1,2})\\.${NO_DIGIT}`, ([, first, second], said, typed) => {
    if (Number(second) < 1 || Number(second) > 12) return false;
    put(said, 'pair', { first: Number(first), second: Number(second), mark: '.' }, typed);
    said.isDayFirst = true;
  }),
  rule(`(\\d{1,2})/(\\d{1,2})(?![\\d/])`, ([, first, second], said, typed) =>
    put(said, 'pair', { first: Number(first), second: Number(second), mark: '/' }, typed),
  ),
  rule(
    `(\\d{1,2})(\\s?-\\s?)(\\d{1,2})(?![\\d:.]|-\\d)(\\s*(?:${HALF}|${OCLOCK}))?`,
    (found, said, typed) => {
      const [, first, mark, second, oclock] = found;
      if (oclock || mark !== '-' || knowsDay(said)) throw new Unfit('range', typed);
      put(said, 'pair', { first: Number(first), second: Number(second), mark: '-' }, typed);
    },
  ),
];

/** Behind those for times of day, which are told by what stands beside them. */
export const DATES: Rule[] = [
  // "mar. 24 nov.": mardi, martes; March has no other month behind its day.
  rule(`mar\\.?(?=,?\\s+\\d{1,2}(?:er)?\\s+(?:de\\s+)?${MONTH})`, (_found, said, typed) =>
    put(said, 'weekday', WEEKDAYS.mardi, typed),
  ),
  rule(`(\\d{1,2})\\.(\\d{1,2})(?![\\d.:])`, (found, said, typed) => {
    const [, first = '', second = ''] = found;
    const isNamed = BEFORE_DAY.test(found.input.slice(0, found.index));
    said.dots = [...(said.dots ?? []), { first, second, typed, isNamed }];
  }),
  rule(
    `${ORDINAL}\\s*(?:of\\s+|de\\s+|d')?${MONTH}(?:,?\\s*(?:de\\s+|del\\s+|of\\s+)?${YEAR})?`,
    (found, said, typed) => {
      const [, day, month = '', year] = found;
      putNamed(said, { day, month, year }, typed);
    },
  ),
  // "the 27th at 9am", "le 24 à 18h"
  rule(
    `(?:the\\s+(\\d{1,2})(?:st|nd|rd|th)|(?:den|d\\.|am|el(?:\\s+dia)?|le)\\s+(\\d{1,2})(?:er|\\.)?)(?=,?\\s+(?:${oneOf(AT)})\\s*\\d|,?\\s+\\d{1,2}(?::\\d\\d|\\s*(?:${HALF}|${OCLOCK})))`,
    ([, english, other], said, typed) => {
      if (english === undefined) said.isDayFirst = true;
      put(said, 'dayOfMonth', Number(english ?? other), typed);
    },
  ),
  rule(
    `${MONTH}\\s*(?:the\\s+)?${ORDINAL}(?![:.h]?\\d)(?!\\s*(?:${HALF}|${OCLOCK}))(?:,?\\s*${YEAR})?`,
    (found, said, typed) => {
      const [, month = '', day, , , year] = found;
      putNamed(said, { day, month, year }, typed);
    },
  ),
  rule(`${oneOf(NEXT_WEEK)}`, (_found, said) => {
    said.isNextWeek = true;
  }),
  rule(`(${oneOf(Object.keys(DAYS))})${NO_LETTER}`, ([, word = ''], said, typed) => {
    const days = DAYS[spaced(word)];
    // "Montag Morgen" is a morning.
    if (spaced(word) === 'morgen' && knowsDay(said)) return false;
    put(said, 'inDays', days, typed);
    return true;
  }),
  rule(`(${oneOf(Object.keys(PARTS_TODAY))})${NO_LETTER}`, ([, word = ''], said, typed) => {
    if (said.inDays !== 0 && knowsDay(said)) return false;
    put(said, 'inDays', 0, typed);
    put(said, 'part', PARTS_TODAY[spaced(word)], typed);
    return true;
  }),
  rule(
    `(?:(${oneOf(NEXT)})\\s+|(${oneOf(COMING)})\\s+|${oneOf(THIS)}\\s+)?${WEEKDAY}(?:\\.|\\s+(?:(prochain|proximo)|(que\\s+viene)))?`,
    (found, said, typed) => {
      const [, next, coming, weekday = '', behind, comes] = found;
      put(said, 'weekday', WEEKDAYS[weekday], typed);
      if (next || behind) said.isNext = true;
      if (coming || comes) said.isComing = true;
    },
  ),
  rule(`(?:mo|di|mi|do|fr|sa|so)${NO_LETTER}\\.?`, (_found, said, typed) => {
    const weekday = SHORT_WEEKDAYS[typed.slice(0, 2)];
    if (weekday === undefined) return false;
    put(said, 'weekday', weekday, typed);
    return true;
  }),
  rule(`(${oneOf(Object.keys(PARTS))})${NO_LETTER}`, ([, word = ''], said, typed) =>
    put(said, 'part', PARTS[spaced(word)], typed),
  ),
];

/** "d. 24.12", "den 24.12", "am 24.12": no time of day is told so. */
const BEFORE_DAY = /(?:^|[^\p{L}])(?:den|d\.?|am|el(?:\s+dia)?|le)\s*$/u;

function putNamed(
  said: Said,
  { day, month, year }: { day?: string; month: string; year?: string },
  typed: string,
): void {
  const date = { day: Number(day), month: MONTHS[month] ?? 0 };
  if (year === undefined) put(said, 'date', date, typed);
  else put(said, 'date', { ...date, year: fullYear(year.replace("'", '')) }, typed);
}

function spaced(words: string): string {
  return words.replace(/\s+/g, ' ');
}

function fullYear(digits = ''): number {
  return Number(digits) + (digits.length === 2 ? CENTURY : 0);
}

const CENTURY = 2_000;
