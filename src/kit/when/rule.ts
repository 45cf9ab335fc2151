/** How one kind of word in a phrase is read. */
import { type Said, Unfit } from './said.ts';

export interface Rule {
  /** Tried at the place where the last rule ended. */
  pattern: RegExp;
  /** `typed`: the same as it was typed. False: it is not for this rule. Throws `Unfit`. */
  read(found: RegExpExecArray, said: Said, typed: string): unknown;
}

/** `source`: of a regular expression over folded words. */
export function rule(source: string, read: Rule['read']): Rule {
  return { pattern: new RegExp(source, 'uy'), read };
}

type Once = Exclude<keyof Said, 'zones' | 'dots' | 'isDayFirst' | 'mayBeLength' | 'mayBeDay'>;

/** Whatever is said twice is no one instant: of two times of day, one would be dropped. */
export function put<Key extends Once>(said: Said, key: Key, value: Said[Key], typed: string): void {
  if (said[key] !== undefined && !isSame(said[key], value))
    throw new Unfit(key === 'clock' ? 'range' : 'contradiction', typed);
  said[key] = value;
}

/** "12:00 noon", "18:00 (6pm)" */
function isSame(one: unknown, other: unknown): boolean {
  const [told, again] = [one, other].map((value) =>
    JSON.stringify({ ...Object(value), isExact: undefined, isSpoken: undefined }),
  );
  return one === other || (typeof one === 'object' && told === again);
}

export function knowsDay(said: Said): boolean {
  return knowsDate(said) || said.weekday !== undefined;
}

/** A date may stand beside a weekday, and not beside these. */
export function knowsDate({ date, pair, dayOfMonth, inDays }: Said): boolean {
  return [date, pair, dayOfMonth, inDays].some((day) => day !== undefined);
}

export const NO_DIGIT = '(?!\\d)';
export const NO_LETTER = '(?![\\p{L}\\p{N}])';
/** "a.m.", "pm" */
export const HALF = `([ap])\\.?\\s?m${NO_LETTER}\\.?`;
/** "Uhr", "h", "o'clock" */
export const OCLOCK = `(uhr|o'?clock|(?:heures?|horas?)(?!\\s+(?:de\\s+(?!l)|local))|hours?|hrs?|h)${NO_LETTER}`;
