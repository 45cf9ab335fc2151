/** Days: by numbers, by the names of months, by weekdays, and from today. */
import { HALF, knowsDay, NO_DIGIT, NO_LETTER, OCLOCK, put, type Rule, rule } from './rule.ts';
import { type Said, Unfit } from './said.ts';
import {
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
const YEAR = '(20\\d\\d)(?![\\d:])';
const ORDINAL = `(\\d{1,2})(?:st|nd|rd|th|er|e|o|a|\\.)?`;
const WEEKDAY = `(${oneOf(Object.keys(WEEKDAYS))})`;

/** Before the rules for times of day: a day's numbers are the longer ones. */
export const NUMERIC_DATES: Rule[] = [
  rule(`(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})${NO_DIGIT}`, ([, year, mark, month, day], said, typed) => {
    put(said, 'date', { year: Number(year), month: Number(month), day: Number(day) }, typed);
    if (mark === '-') said.isIso = true;
  }),
  rule(
    `(\\d{1,2})([-/.])\\s?(\\d{1,2})\\2(?:(\\d{4}|\\d\\d)|\\s(20\\d\\d))(?![\\d:])(?!\\.\\d)`,
    ([, first, mark = '', second, near, apart], said, typed) => {
      const year = Number(near ?? apart) + (near?.length === 2 ? CENTURY : 0);
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
  rule(`(\\d{1,2})\\.(\\d{1,2})(?![\\d.:])`, (found, said, typed) => {
    const [, first = '', second = ''] = found;
    said.dots = [...(said.dots ?? []), { first, second, typed }];
  }),
  rule(
    `${ORDINAL}\\s*(?:of\\s+|de\\s+|d')?${MONTH}(?:,?\\s*(?:de\\s+|del\\s+|of\\s+)?${YEAR})?`,
    (found, said, typed) => {
      const [, day, month = '', year] = found;
      putNamed(said, { day, month, year }, typed);
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
    `(?:(${oneOf(NEXT)})\\s+|${oneOf(THIS)}\\s+)?${WEEKDAY}(?:\\.|(?:\\s+(prochain|proximo)))?`,
    (found, said, typed) => {
      const [, before, weekday = '', behind] = found;
      put(said, 'weekday', WEEKDAYS[weekday], typed);
      if (before || behind) said.isNext = true;
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

function putNamed(
  said: Said,
  { day, month, year }: { day?: string; month: string; year?: string },
  typed: string,
): void {
  const date = { day: Number(day), month: MONTHS[month] ?? 0 };
  put(said, 'date', year === undefined ? date : { ...date, year: Number(year) }, typed);
}

function spaced(words: string): string {
  return words.replace(/\s+/g, ' ');
}

const CENTURY = 2_000;
