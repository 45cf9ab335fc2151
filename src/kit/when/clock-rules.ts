/** Times of day, and lengths of time that are counted from now. */

import { NOON_HOUR, putClock } from './put-clock.ts';
import { HALF, knowsDay, NO_DIGIT, NO_LETTER, OCLOCK, put, type Rule, rule } from './rule.ts';
import { type Said, Unfit } from './said.ts';
import { AMOUNTS, AND, AT, FROM_NOW, IN, MIDNIGHT, NOON, oneOf, UNITS } from './vocabulary.ts';

/** "1.5 hours", "einer Stunde", "1h30" */
const AMOUNT = `(?:(${oneOf(Object.keys(AMOUNTS))})[\\s-]+|(\\d{1,5}(?:[.,]\\d{1,3}|\\s+(?:and\\s+a\\s+half|1/2))?|[.,]\\d{1,3})\\s*)`;
const LENGTH = `(?:\\d{1,3}h\\d\\d${NO_LETTER}|${AMOUNT}(${oneOf(Object.keys(UNITS))})(?:${NO_LETTER}|(?<=\\d[hmdsw])(?=\\d)))`;
const HALF_MORE = '\\s+(?:and\\s+a\\s+half|og\\s+en\\s+halv|y\\s+media|et\\s+demie)';
const LENGTHS = `${LENGTH}(?:\\s*(?:,|${oneOf(AND)}\\s)?\\s*${LENGTH})*(?:${HALF_MORE})?`;

/** "1,000 minutes" are a thousand, or one: signs between digits mean either. */
const WITH_SIGNS = '[1-9]\\d{0,2}(?:[.,]\\d{3})+';
const THOUSANDS = `(${WITH_SIGNS})\\s*${oneOf(Object.keys(UNITS))}${NO_LETTER}`;

export const LENGTH_RULES: Rule[] = [
  rule(`(?:${oneOf(IN)}\\s+)?${THOUSANDS}`, ([, amount = '']) => {
    throw new Unfit('thousands', amount);
  }),
  rule(`${oneOf(IN)}\\s+${LENGTHS}(?:\\s+${oneOf(FROM_NOW)})?`, readLength),
  rule(`${LENGTHS}\\s+${oneOf(FROM_NOW)}`, readLength),
  rule(`${LENGTHS}\\s+(?:ago|siden)${NO_LETTER}`, (_found, _said, typed) => {
    throw new Unfit('back', typed);
  }),
];

export const CLOCK_RULES: Rule[] = [
  rule(
    `t?(\\d{1,2}):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d{1,9}))?)?${NO_DIGIT}(?:\\s*${HALF})?(?:\\s*${OCLOCK})?`,
    ([whole, hour, minute, second, fraction, half, oclock], said, typed) => {
      if (whole.startsWith('t') || second !== undefined) said.isMachine = true;
      return putClock(said, { hour, minute, second, fraction, half }, typed, oclock === 'uhr');
    },
  ),
  rule(
    `(\\d{1,2})[.h](\\d\\d)${NO_DIGIT}\\s*(?:${HALF}|${OCLOCK})`,
    ([, hour, minute, half, oclock], said, typed) =>
      putClock(said, { hour, minute, half }, typed, oclock === 'uhr'),
  ),
  rule(`(\\d{1,2})(h)(\\d\\d)${NO_LETTER}`, (found, said, typed) => {
    const [, hour = '', oclock = '', minute] = found;
    if (mayCount(found, hour, oclock))
      said.mayBeLength = { hours: Number(hour), minutes: Number(minute), typed };
    return putClock(said, { hour, minute }, typed);
  }),
  rule(`(\\d{1,2})\\s*${HALF}`, ([, hour, half], said, typed) => {
    // "um 12 am Freitag"
    if (said.isDayFirst && half === 'a' && Number(hour) >= NOON_HOUR) return false;
    return putClock(said, { hour, half }, typed);
  }),
  rule(`(\\d{1,2})\\s*${OCLOCK}(?:\\s*([0-5]\\d)(?![\\d.:/-]))?`, (found, said, typed) => {
    const [, hour = '', oclock = '', minute] = found;
    const isCount = /^(?:hours?|hrs?)$/.test(oclock);
    // "3 hours 30"
    if (isCount && minute !== undefined) return false;
    const length = { hours: Number(hour), minutes: Number(minute ?? 0), typed };
    if (isCount && !isAt(found)) said.mayBeLength = { ...length, isOnly: true };
    else if (mayCount(found, hour, oclock)) said.mayBeLength = length;
    return putClock(said, { hour, minute }, typed, oclock === 'uhr');
  }),
  rule(`(\\d\\d)(\\d\\d)\\s*${OCLOCK}`, ([, hour, minute], said, typed) =>
    putClock(said, { hour, minute }, typed),
  ),
  rule(
    `(${oneOf(AT)})\\s*(\\d{1,2})(?:\\.?(\\d\\d))?(?![\\d]|[./:-]\\d|\\.\\s?\\p{L})(?!\\s*(?:${HALF}|${OCLOCK}))`,
    ([, at = '', hour, minute], said, typed) => putClock(said, { hour, minute }, typed, EUROPEAN.test(at)),
  ),
  rule(`(?:12\\s+)?${oneOf(NOON)}${NO_LETTER}`, (_found, said, typed) =>
    putClock(said, { hour: '12' }, typed),
  ),
  rule(`(?:12\\s+)?${oneOf(MIDNIGHT)}${NO_LETTER}`, (_found, said, typed) => {
    said.isMidnight = true;
    return putClock(said, { hour: '0' }, typed);
  }),
];

/** "friday 9", "friday 0900": the last rule for a number, when a day has been told. "2030" may be a year. */
export const BARE_HOUR = rule(
  `(?:(\\d{1,2})|([01]\\d)([0-5]\\d))(?![\\d:./-])`,
  ([, bare, hour = bare, minute], said, typed) =>
    knowsDay(said) && said.clock === undefined ? putClock(said, { hour, minute }, typed) : false,
);

/** "6h", "24h", "10h30": hours are told so, and counted; "06h" is told by a clock alone. */
function mayCount(found: RegExpExecArray, hour: string, oclock: string): boolean {
  return oclock.startsWith('h') && !/^0\d/.test(hour) && !isAt(found);
}

function isAt({ input, index }: RegExpExecArray): boolean {
  return AT_BEFORE.test(input.slice(0, index));
}

function readLength(found: RegExpExecArray, said: Said, typed: string): void {
  const pieces = [...found[0].replace(LEADING, '').matchAll(PIECES)];
  const length = pieces.flatMap(([whole, word = '', digits, unit = '']) => {
    const short = /^(\d+)h(\d\d)$/.exec(whole);
    if (short) return [[Number(short[1]), 'hour'] as const, [Number(short[2]), 'minute'] as const];
    const amount = digits ? amountOf(digits) : (AMOUNTS[word.replace(/\s+/g, ' ')] ?? 0);
    return [[amount, UNITS[unit.replace(/\s+/g, ' ')] ?? 'minute'] as const];
  });
  const last = length.at(-1);
  const isMore = new RegExp(`${HALF_MORE}(?:\\s+${oneOf(FROM_NOW)})?$`, 'u').test(found[0]);
  const all = isMore && last ? [...length, [0.5, last[1]] as const] : length;
  put(said, 'length', all, typed);
}

/** "1,5", "2 and a half", "1 1/2" */
function amountOf(digits: string): number {
  if (MAY_BE_THOUSANDS.test(digits)) throw new Unfit('thousands', digits);
  const [whole = '', more] = digits.split(/\s/);
  return Number(whole.replace(',', '.')) + (more === undefined ? 0 : 0.5);
}

const LEADING = new RegExp(`^${oneOf(IN)}\\s+`, 'u');
const PIECES = new RegExp(LENGTH, 'gu');
const MAY_BE_THOUSANDS = new RegExp(`^${WITH_SIGNS}$`);
const AT_BEFORE = new RegExp(`${oneOf(AT)}\\s*$`, 'u');
const EUROPEAN = /^(?:kl|klokken|um|a las)/;
