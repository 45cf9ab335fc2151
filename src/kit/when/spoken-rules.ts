/** Times of day in words: "at nine", "half past 9", "halv ti", "Viertel vor 10", "a las nueve y media", "à 9h et quart". */
import { NOON_HOUR, putClock } from './put-clock.ts';
import { HALF, NO_LETTER, type Rule, rule } from './rule.ts';
import { NUMBERS, oneOf } from './vocabulary.ts';

type Language = keyof typeof NUMBERS;

/** `SHIFT` and `HOUR` in a shape stand for what is named; minutes by how it is said. Without `SHIFT` it is the hour. */
function shifted(language: Language, shape: string, shifts: Record<string, number>): Rule {
  const hour = `(?:(?<digits>\\d{1,2})(?![\\d:])|${wordOf(language)}(?!\\p{L}))`;
  const source = shape.replace('SHIFT', `(?<shift>${oneOf(Object.keys(shifts))})`).replace('HOUR', hour);
  return rule(`${source}(?:\\s*${HALF.replace('(', '(?<half>')})?`, (found, said, typed) => {
    const { digits, word = '', shift = '', half } = found.groups ?? {};
    const named = inHalf(digits ? Number(digits) : NUMBERS[language][word], half);
    const more = shifts[shift.replace(/\s+/g, ' ')] ?? 0;
    if (named === undefined) return false;
    const minutes = (named === 1 && more < 0 && !half ? NOON_HOUR + 1 : named) * 60 + more;
    if (minutes < 0) return false;
    const clock = { hour: String(Math.floor(minutes / 60)), minute: String(minutes % 60) };
    return putClock(said, { ...clock, ...saidOf(named, half) }, typed, EUROPEAN.includes(language));
  });
}

/** `WORD` in a shape stands for the hour. */
function named(language: Language, shape: string): Rule {
  const source = `${shape.replace('WORD', wordOf(language))}${NO_LETTER}`;
  return rule(`${source}(?:\\s*${HALF.replace('(', '(?<half>')})?`, (found, said, typed) => {
    const { word = '', half } = found.groups ?? {};
    const hour = inHalf(NUMBERS[language][word], half);
    if (hour === undefined) return false;
    return putClock(said, { hour: String(hour), ...saidOf(hour, half) }, typed, EUROPEAN.includes(language));
  });
}

function wordOf(language: Language): string {
  return `(?<word>${oneOf(Object.keys(NUMBERS[language]))})`;
}

/** "half past 14" is of a clock of 24 hours. */
function saidOf(hour: number, half: string | undefined): { isExact: boolean; isSpoken: boolean } {
  return { isExact: half !== undefined, isSpoken: half === undefined && hour >= 1 && hour <= NOON_HOUR };
}

/** `half`: "a" or "p", before "m". Undefined: no clock shows that. */
function inHalf(hour: number | undefined, half: string | undefined): number | undefined {
  if (hour === undefined || half === undefined) return hour;
  if (hour < 1 || hour > NOON_HOUR) return undefined;
  return (hour % NOON_HOUR) + (half === 'p' ? NOON_HOUR : 0);
}

/** Whose dates have the day before the month. */
const EUROPEAN: Language[] = ['danish', 'german', 'spanish', 'french'];

/** Before the rules for hours in digits: theirs are the longer ones. */
export const SPOKEN_RULES: Rule[] = [
  shifted('english', "(?:a\\s+)?SHIFT\\s+HOUR(?:\\s*o'?clock)?", {
    ...{ 'half past': 30, 'quarter past': 15, 'quarter after': 15, 'quarter to': -15 },
  }),
  // Of an hour that is not over yet: "halb zehn" is 9:30.
  shifted('danish', 'SHIFT\\s+HOUR', { halv: -30, 'kvart over': 15, 'kvart i': -15 }),
  shifted('german', 'SHIFT\\s+HOUR(?:\\s*uhr)?', {
    ...{ halb: -30, 'viertel nach': 15, 'viertel vor': -15, dreiviertel: -15 },
  }),
  shifted('spanish', 'a\\s+las?\\s+HOUR\\s+SHIFT', { 'y media': 30, 'y cuarto': 15, 'menos cuarto': -15 }),
  shifted('french', 'a\\s+HOUR\\s*(?:heures?|h)\\s+SHIFT', {
    ...{ 'et demie': 30, 'et demi': 30, 'et quart': 15, 'moins le quart': -15, 'moins quart': -15 },
  }),
  shifted('english', "(?:at\\s+)?HOUR\\s*o'?clock", {}),
  named('english', '(?:at|@)\\s+WORD'),
  named('danish', '(?:klokken|kl\\.?)\\s+WORD'),
  named('german', '(?:um\\s+)?WORD\\s+uhr'),
  named('german', 'um\\s+WORD'),
  named('spanish', 'a\\s+las?\\s+WORD'),
  named('french', 'a\\s+WORD\\s+heures?'),
];
