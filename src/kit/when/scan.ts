/** From words to what they say. Each word is taken by a rule; one that no rule takes makes the phrase unreadable. */
import { BARE_HOUR, CLOCK_RULES, LENGTH_RULES } from './clock-rules.ts';
import { DATES, NUMERIC_DATES } from './date-rules.ts';
import { fold } from './fold.ts';
import { putClock } from './put-clock.ts';
import { knowsDate, NO_LETTER, put, type Rule, rule } from './rule.ts';
import { type Said, Unfit } from './said.ts';
import { SPOKEN_RULES } from './spoken-rules.ts';
import { BACK, DAY_FIRST, LINKS, oneOf, STRETCH } from './vocabulary.ts';
import { ZONE_RULES } from './zone-rules.ts';

/** Throws `Unfit`. */
export function scan(words: string): Said {
  const { text, typed } = fold(words);
  const said: Said = { zones: [] };
  for (let at = skip(text, 0); at < text.length; ) {
    const end = take(text, at, typed, said);
    if (end === undefined) throw new Unfit('left_over', typed(at, wordEnd(text, at)));
    const word = typed(at, end);
    at = skip(text, end);
    // A word that leads on must lead to something.
    if (at >= text.length && LINK.test(fold(word).text)) throw new Unfit('left_over', word);
  }
  settleDots(said);
  return said;
}

const LINK = new RegExp(`^${oneOf(LINKS)}$`, 'u');

/** The first that fits takes it. */
const RULES: Rule[] = [
  ...LENGTH_RULES,
  ...NUMERIC_DATES,
  ...SPOKEN_RULES,
  ...CLOCK_RULES,
  ...DATES,
  ...ZONE_RULES,
  // In Danish it is Wednesday.
  rule(`on\\.?(?=\\s+(?:kl|klokken)${NO_LETTER})`, (_found, _said, typed) => {
    throw new Unfit('left_over', typed);
  }),
  rule(`(${oneOf(LINKS)})(?:${NO_LETTER}|(?<=[.'@]))`, ([, word = ''], said) => {
    if (DAY_FIRST.includes(word.replace(/\s+/g, ' '))) said.isDayFirst = true;
  }),
  BARE_HOUR,
  rule(`${oneOf(BACK)}${NO_LETTER}`, (_found, _said, typed) => {
    throw new Unfit('back', typed);
  }),
  rule(`${oneOf(STRETCH)}${NO_LETTER}`, (_found, _said, typed) => {
    throw new Unfit('range', typed);
  }),
];

function take(
  text: string,
  at: number,
  typed: (from: number, to: number) => string,
  said: Said,
): number | undefined {
  for (const { pattern, read } of RULES) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found || found[0] === '' || !endsWord(text, pattern.lastIndex)) continue;
    const end = at + found[0].length;
    if (read(found, said, typed(at, end)) !== false) return end;
  }
  return undefined;
}

/** "18.00" beside a day is a time of day, "24.12" beside a time of day is a day, also where its weekday is told. */
function settleDots(said: Said): void {
  const { dots = [] } = said;
  const [one, other] = dots;
  if (!one) return;
  if (dots.length > 2) throw new Unfit('contradiction', dots.at(-1)?.typed ?? '');
  if (!other) {
    const mayBeDay = isDay(one) && !knowsDate(said);
    const isTime = said.clock === undefined && (isClock(one) || !isDay(one) || knowsDate(said));
    if (!isTime || (mayBeDay && one.isNamed)) putDay(said, one);
    else putTime(said, one);
    if (isTime && mayBeDay) said.mayBeDay = { day: Number(one.first), month: Number(one.second) };
    return;
  }
  const isInOrder = isDay(one) && isClock(other);
  const isTurned = isDay(other) && isClock(one);
  if (isInOrder === isTurned) throw new Unfit('contradiction', other.typed);
  putDay(said, isInOrder ? one : other);
  putTime(said, isInOrder ? other : one);
}

type Dots = NonNullable<Said['dots']>[number];

function isClock({ first, second }: Dots): boolean {
  return second.length === 2 && Number(first) < 24 && Number(second) < 60;
}

function isDay({ first, second }: Dots): boolean {
  const [day, month] = [Number(first), Number(second)];
  return day > 0 && day <= 31 && month > 0 && month <= 12;
}

function putDay(said: Said, one: Dots): void {
  const { first, second, typed, isNamed } = one;
  if (isNamed) said.isDayFirst = true;
  // "friday 9:00 10.30"
  const isSecondTime = said.weekday !== undefined && isClock(one) && !isDay(one);
  if (isSecondTime || knowsDate(said)) throw new Unfit('range', typed);
  put(said, 'pair', { first: Number(first), second: Number(second), mark: '.' }, typed);
}

/** Who puts a point between hour and minute puts the day before the month. */
function putTime(said: Said, { first, second, typed }: Dots): void {
  const isRead = second.length === 2 && putClock(said, { hour: first, minute: second }, typed, true);
  if (!isRead) throw new Unfit('left_over', typed);
}

/** "montagmorgen" is two, and so are "09:00z" and "24T09". */
function endsWord(text: string, at: number): boolean {
  if (!/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return true;
  const rest = text.slice(at);
  return !/^[\p{L}\p{N}_]/u.test(rest) || GLUED.test(rest);
}

const GLUED =
  /^(?:t(?=\d)|(?:z|vormittag|nachmittag|mittag|morgen|abend|fruh|formiddag|eftermiddag|aften)(?![\p{L}\p{N}]))/u;

function skip(text: string, from: number): number {
  const found = /(?:[\s,;()[\]]|\.(?=\s|$))*/y;
  found.lastIndex = from;
  found.exec(text);
  return found.lastIndex;
}

function wordEnd(text: string, at: number): number {
  const length = text.slice(at).search(/[\s,;()[\]]/);
  return length < 1 ? text.length : at + length;
}
