/** What a phrase says about an instant, each thing once. */
import type { Part, Unit } from './vocabulary.ts';
import type { NamedZone } from './zones.ts';

export interface Said {
  /** A year where one is given. */
  date?: { year?: number; month: number; day: number };
  /** "T10:00", "10:00:00": as machines write it. */
  isMachine?: true;
  /** "03/04/2026": day and month as they stand, until it is known which is which. */
  pair?: Pair;
  /** "18.00", "24.12": times of day or days, until all is known; `isNamed`: "d. 24.12", a day. */
  dots?: { first: string; second: string; typed: string; isNamed: boolean }[];
  /** "the 24th", of a month that is not said. */
  dayOfMonth?: number;
  /** From today. */
  inDays?: number;
  /** ISO's number. */
  weekday?: number;
  isNext?: true;
  /** The weekday's next one, never today. */
  isComing?: true;
  isNextWeek?: true;
  clock?: Clock;
  /** "2 hours", "6h", "6h30": of the day, or from now; `isOnly`: nobody calls a time of day so without "at". */
  mayBeLength?: { hours: number; minutes: number; typed: string; isOnly?: true };
  /** "10.12", "Thu 10.12", read as a time of day: where nothing else says that it is one, it may be a day. */
  mayBeDay?: { day: number; month: number };
  part?: Part;
  isMidnight?: true;
  /** From now on. */
  length?: (readonly [amount: number, unit: Unit])[];
  /** Minutes east of UTC. */
  offset?: number;
  /** Of each zone word its readings. */
  zones: NamedZone[][];
  isLocal?: true;
  /** It is written as people write who put the day before the month. */
  isDayFirst?: true;
}

export interface Pair {
  first: number;
  second: number;
  year?: number;
  mark: string;
}

export interface Clock {
  /** 24 is the end of the day. */
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  /** With "am" or "pm": a part of the day moves it no more. */
  isExact?: true;
  /** "two", "half past 2": nobody says so by a clock of 24 hours. */
  isSpoken?: true;
}

/** What makes a phrase unfit for one instant. `words`: the place in it that does. */
export class Unfit extends Error {
  readonly kind: 'left_over' | 'thousands' | 'range' | 'back' | 'no_such_day' | 'contradiction';
  readonly words: string;

  constructor(kind: Unfit['kind'], words: string) {
    super(kind);
    this.kind = kind;
    this.words = words;
  }
}
