/** Times of day, and lengths of time that are counted from now. */
import { HALF, knowsDay, NO_DIGIT, NO_LETTER, OCLOCK, put, type Rule, rule } from './rule.ts';
import { type Clock, type Said, Unfit } from './said.ts';
import { AMOUNTS, AND, AT, FROM_NOW, IN, MIDNIGHT, NOON, oneOf, UNITS } from './vocabulary.ts';

/** "1.5 hours", "einer Stunde", "1h30" */
const AMOUNT = `(?:(${oneOf(Object.keys(AMOUNTS))})[\\s-]+|(\\d{1,5}(?:[.,]\\d{1,3})?|[.,]\\d{1,3})\\s*)`;
const LENGTH = `(?:\\d{1,3}h\\d\\d${NO_DIGIT}|${AMOUNT}(${oneOf(Object.keys(UNITS))})${NO_LETTER})`;
const HALF_MORE = '\\s+(?:and\\s+a\\s+half|og\\s+en\\s+halv|y\\s+media|et\\s+demie)';
const LENGTHS = `${LENGTH}(?:\\s*(?:,|${oneOf(AND)}\\s)?\\s*${LENGTH})*(?:${HALF_MORE})?`;

export const LENGTH_RULES: Rule[] = [
  rule(`${oneOf(IN)}\\s+${LENGTHS}(?:\\s+${oneOf(FROM_NOW)})?`, readLength),
  rule(`${LENGTHS}\\s+${oneOf(FROM_NOW)}`, readLength),
  rule(`${LENGTHS}\\s+(?:ago|siden)${NO_LETTER}`, (_found, _said, typed) => {
    throw new Unfit('back', typed);
  }),
];

export const CLOCK_RULES: Rule[] = [
  rule(
    `t?(\\d{1,2}):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d{1,9}))?)?${NO_DIGIT}(?:\\s*${HALF})?(?:\\s*${OCLOCK})?`,
    ([, hour, minute, second, fraction, half, oclock], said, typed) =>
      putClock(said, { hour, minute, second, fraction, half }, typed, oclock === 'uhr'),
  ),
  rule(
    `(\\d{1,2})[.h](\\d\\d)${NO_DIGIT}\\s*(?:${HALF}|${OCLOCK})`,
    ([, hour, minute, half, oclock], said, typed) =>
      putClock(said, { hour, minute, half }, typed, oclock === 'uhr'),
  ),
  rule(`(\\d{1,2})h(\\d\\d)${NO_LETTER}`, ([, hour, minute], said, typed) =>
    putClock(said, { hour, minute }, typed),
  ),
  rule(`(\\d{1,2})\\s*${HALF}`, ([, hour, half], said, typed) => {
    // "um 12 am Freitag"
    if (said.isDayFirst && half === 'a' && Number(hour) >= NOON_HOUR) return false;
    return putClock(said, { hour, half }, typed);
  }),
  rule(`(\\d{1,2})\\s*${OCLOCK}(?:\\s*([0-5]\\d)(?![\\d.:/-]))?`, ([, hour, oclock, minute], said, typed) =>
    putClock(said, { hour, minute }, typed, oclock === 'uhr'),
  ),
  rule(`(\\d\\d)(\\d\\d)\\s*${OCLOCK}`, ([, hour, minute], said, typed) =>
    putClock(said, { hour, minute }, typed),
  ),
  rule(
    `(${oneOf(AT)})\\s*(\\d{1,2})(?:\\.?(\\d\\d))?(?![\\d]|[./:-]\\d|\\.\\s?\\p{L})(?!\\s*(?:${HALF}|${OCLOCK}))`,
    ([, at = '', hour, minute], said, typed) => putClock(said, { hour, minute }, typed, EUROPEAN.test(at)),
  ),
  rule(`${oneOf(NOON)}${NO_LETTER}`, (_found, said, typed) => putClock(said, { hour: '12' }, typed)),
  rule(`${oneOf(MIDNIGHT)}${NO_LETTER}`, (_found, said, typed) => {
    said.isMidnight = true;
    return putClock(said, { hour: '0' }, typed);
  }),
];

/** "friday 9": the last rule for a number, when a day has been told. */
export const BARE_HOUR = rule(`(\\d{1,2})(?![\\d:./-])`, ([, hour], said, typed) =>
  knowsDay(said) && said.clock === undefined ? putClock(said, { hour }, typed) : false,
);

interface Written {
  hour: string | undefined;
  minute?: string;
  second?: string;
  fraction?: string;
  half?: string;
}

/** False for what no clock shows: "25:00", "9:75". */
export function putClock(said: Said, written: Written, typed: string, isEuropean = false): boolean {
  const clock: Clock = {
    hour: Number(written.hour),
    minute: Number(written.minute ?? 0),
    second: Number(written.second ?? 0),
    millisecond: Math.floor(Number(`0.${written.fraction ?? 0}`) * 1_000),
  };
  const isWholeDay = clock.hour === 24 && clock.minute + clock.second + clock.millisecond === 0;
  if ((clock.hour > 23 && !isWholeDay) || clock.minute > 59 || clock.second > 59) return false;
  if (written.half === 'p') {
    if (clock.hour === 0 || clock.hour > 23) return false;
    if (clock.hour < NOON_HOUR) clock.hour += NOON_HOUR;
  }
  if (written.half === 'a') {
    if (clock.hour > NOON_HOUR) return false;
    if (clock.hour === NOON_HOUR) clock.hour = 0;
  }
  put(said, 'clock', written.half ? { ...clock, isExact: true } : clock, typed);
  if (isEuropean) said.isDayFirst = true;
  return true;
}

function readLength(found: RegExpExecArray, said: Said, typed: string): void {
  const pieces = [...found[0].replace(LEADING, '').matchAll(PIECES)];
  const length = pieces.flatMap(([whole, word = '', digits, unit = '']) => {
    const short = /^(\d+)h(\d\d)$/.exec(whole);
    if (short) return [[Number(short[1]), 'hour'] as const, [Number(short[2]), 'minute'] as const];
    const amount = digits ? Number(digits.replace(',', '.')) : (AMOUNTS[word.replace(/\s+/g, ' ')] ?? 0);
    return [[amount, UNITS[unit.replace(/\s+/g, ' ')] ?? 'minute'] as const];
  });
  const last = length.at(-1);
  const isMore = new RegExp(`${HALF_MORE}(?:\\s+${oneOf(FROM_NOW)})?$`, 'u').test(found[0]);
  const all = isMore && last ? [...length, [0.5, last[1]] as const] : length;
  put(said, 'length', all, typed);
}

const LEADING = new RegExp(`^${oneOf(IN)}\\s+`, 'u');
const PIECES = new RegExp(LENGTH, 'gu');
const EUROPEAN = /^(?:kl|klokken|um|a las)/;
const NOON_HOUR = 12;
