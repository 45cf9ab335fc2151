/** From what a phrase says to the one instant that it means, or to the question that it leaves open. */
import { DateTime, IANAZone, type Zone } from 'luxon';
import type { Refusal } from '../finding.ts';
import { clockOf, clocksOf, isAfterMidnight, usualHour } from './day-parts.ts';
import { type DayReadings, type Days, readDays } from './days.ts';
import {
  type Asked,
  otherWeekday,
  SHOWN,
  SHOWN_WITH_OFFSET,
  timeMissing,
  type Unclear,
  unclear,
  unreadable,
  zonesApart,
} from './faults.ts';
import { afterLength } from './length.ts';
import { knowsDay } from './rule.ts';
import { type Clock, type Said, Unfit } from './said.ts';
import { settle } from './settle.ts';
import type { Part } from './vocabulary.ts';
import { fixed, type NamedZone } from './zones.ts';

/** Epoch ms. Throws a `Refusal`, or `Unfit`. */
export function resolve(said: Said, asked: Asked): number {
  const own = IANAZone.create(asked.zone);
  if (said.length) {
    const isMore = knowsDay(said) || said.isNextWeek || (said.part && !said.clock);
    if (said.offset !== undefined || said.zones.length > 0 || isMore) throw new Unfit('contradiction', '');
    return afterLengthOf(said.length, said, asked, own);
  }
  if (!said.clock) return noTime(said, asked, own);
  if (said.mayBeLength) checkLength(said, said.mayBeLength, asked, own);
  if (said.mayBeDay && !hasClocks(said)) throw dayOrTime(said, said.mayBeDay, asked, own);
  const zones = zonesOf(said, own);
  const readings = zones.flatMap((zone) => readingsIn(zone, said, asked, own));
  const agreed = readings.filter((reading) => agrees(reading, said));
  if (agreed.length === 0) throw zonesApart(asked);
  return onlyOne(agreed, asked, own);
}

/** "in 2 days at nine" */
function afterLengthOf(
  length: NonNullable<Said['length']>,
  said: Said,
  { now, ...asked }: Asked,
  own: Zone,
): number {
  const clocks = said.clock ? clocksOf(said) : [undefined];
  const instants = clocks.map((clock) => afterLength(length, clock, { zone: own, now, field: asked.field }));
  const [first = now, ...others] = [...new Set(instants)];
  if (others.length === 0) return first;
  const days = [first, ...others].map((instant) =>
    DateTime.fromMillis(instant, { zone: own }).toFormat(SHOWN),
  );
  throw unclear('hour', { now, ...asked }, days);
}

/** It says which clocks show it. */
function hasClocks({ offset, zones, isLocal }: Said): boolean {
  return offset !== undefined || zones.length > 0 || isLocal === true;
}

/** "6h" alone is six o'clock, or six hours from now. */
function checkLength(
  said: Said,
  { hours, minutes, typed, isOnly }: NonNullable<Said['mayBeLength']>,
  asked: Asked,
  own: Zone,
): void {
  const isOfDay = knowsDay(said) || said.isNextWeek || said.part !== undefined || hasClocks(said);
  if (isOfDay && isOnly) throw new Unfit('contradiction', typed);
  if (isOfDay) return;
  const wall = ofDay(said, asked, own);
  const whole = hours === 1 ? 'in 1 hour' : `in ${hours} hours`;
  const length = minutes === 0 ? whole : `${whole} and ${minutes} min`;
  throw unclear('length', asked, [length, wall.toFormat(SHOWN)]);
}

/** "10.12" */
function dayOrTime(said: Said, date: { day: number; month: number }, asked: Asked, own: Zone): Refusal {
  const days = readDays({ date, zones: [] }, todayIn(own, asked.now)).readings[0] ?? [];
  const day = days.flatMap((one) => suggested(one, asked, own, said.part) ?? [])[0];
  return unclear('dots', asked, [ofDay(said, asked, own).toFormat(SHOWN), ...(day ? [day] : [])]);
}

/** The next time that the clocks show it. */
function ofDay(said: Said, { now }: Asked, own: Zone): DateTime {
  return ahead(readDays(said, todayIn(own, now)).readings[0] ?? [], clockOf(said), own, now);
}

interface Reading {
  /** What the clocks show, carried as UTC. */
  wall: DateTime;
  zone: Zone;
  named: NamedZone;
  unclear?: Unclear;
}

function zonesOf({ offset, zones }: Said, own: Zone): NamedZone[] {
  if (offset !== undefined) return [fixed(offset)];
  return zones[0] ?? [{ zone: own }];
}

function readingsIn(named: NamedZone, said: Said, asked: Asked, own: Zone): Reading[] {
  const clocks = clocksOf(said);
  const days = daysIn(named.zone, said, asked, own);
  const unclearHour = clocks.length > 1 ? 'hour' : undefined;
  const why = days.readings.length > 1 ? days.unclear : named.place === undefined ? unclearHour : 'zone';
  return clocks.flatMap((clock) => {
    const walls = days.readings.map((possible) => ahead(possible, clock, named.zone, asked.now));
    return ofWeekday(said, walls, asked).flatMap((wall) => {
      const reading = { wall, zone: named.zone, named, unclear: why };
      if (isAfterMidnight(said)) return overNight(reading);
      return [reading, ...inSeason(reading, said), ...atDaysEnd(reading, said, clock)];
    });
  });
}

/** "tomorrow" is the person's own; where another's clocks show another day by now, it is asked. */
function daysIn(zone: Zone, said: Said, { now }: Asked, own: Zone): DayReadings {
  const there = readDays(said, todayIn(zone, now));
  if (said.inDays === undefined || zone === own) return there;
  const here = readDays(said, todayIn(own, now));
  const isSame = here.readings[0]?.[0]?.toMillis() === there.readings[0]?.[0]?.toMillis();
  return isSame ? here : { readings: [...here.readings, ...there.readings], unclear: 'day' };
}

/** The first that still lies ahead, else the last. */
function ahead(days: Days, clock: Clock, zone: Zone, now: number): DateTime {
  const walls = days.map((day) => at(day, clock));
  const found = walls.find((wall) => instantOf({ wall, zone }) > now);
  return found ?? walls.at(-1) ?? at(todayIn(zone, now), clock);
}

function at(day: DateTime, { hour, minute, second, millisecond }: Clock): DateTime {
  return day
    .startOf('day')
    .plus({ hours: hour, minutes: minute, seconds: second, milliseconds: millisecond });
}

/** "EST" in July: the clocks of New York show another time by then. */
function inSeason({ wall, zone, named }: Reading, { offset, zones }: Said): Reading[] {
  if (!named.region || offset !== undefined || zones.length > 1) return [];
  const instant = instantOf({ wall, zone });
  if (named.region.offset(instant) === zone.offset(instant)) return [];
  return [{ wall, zone: named.region, named, unclear: 'season' }];
}

/** "friday midnight" is where it begins, and where it ends; so may "friday at twelve" be. */
function atDaysEnd(reading: Reading, said: Said, { hour, minute, isSpoken }: Clock): Reading[] {
  const isMidnight = said.isMidnight || (isSpoken && hour + minute === 0);
  if (!isMidnight || !knowsDay(said) || said.part) return [];
  return [{ ...reading, wall: reading.wall.plus({ days: 1 }), unclear: reading.unclear ?? 'day' }];
}

/** "tonight at 2" is said of the night that follows; of another day's it is asked which one. */
function overNight(reading: Reading): Reading[] {
  const nights = [reading.wall, reading.wall.plus({ days: 1 })].map((wall) => ({ ...reading, wall }));
  return nights.map((night) => ({ ...night, unclear: 'day' }));
}

function agrees({ wall, zone }: Reading, { zones, offset }: Said): boolean {
  const instant = instantOf({ wall, zone });
  const others = offset === undefined ? zones.slice(1) : zones;
  return others.every((readings) =>
    readings.some((one) =>
      [one.zone, one.region].some((other) => other?.offset(instant) === zone.offset(instant)),
    ),
  );
}

function onlyOne(readings: Reading[], asked: Asked, own: Zone): number {
  const why = readings.find((reading) => reading.unclear)?.unclear ?? 'day';
  const ahead = readings.filter((reading) => instantOf(reading) > asked.now);
  // What is past is not meant, and not offered. Of a date it may be the year that is wrong.
  const isOnlyAhead = (why === 'day' || why === 'hour') && ahead.length > 0;
  const meant = isOnlyAhead && !(why === 'hour' && isJustOver(readings, asked.now)) ? ahead : readings;
  const [first] = meant;
  const isClear = ahead.length === 0 || new Set(meant.map(instantOf)).size === 1;
  if (first && isClear) return settle(first.wall, first.zone, asked.field, asked.now);
  if (why === 'hour') ahead.sort((one, other) => instantOf(one) - instantOf(other));
  throw unclear(why, asked, [...new Set(ahead.map((reading) => written(reading, own)))]);
}

/** "today at nine", said at half past: who says so has hardly the evening in mind. */
function isJustOver(readings: Reading[], now: number): boolean {
  return readings.map(instantOf).some((instant) => instant <= now && instant > now - JUST_OVER);
}

const JUST_OVER = 60 * 60_000;

function instantOf({ wall, zone }: Pick<Reading, 'wall' | 'zone'>): number {
  return wall.setZone(zone, { keepLocalTime: true }).toMillis();
}

function written({ wall, zone, named }: Reading, own: Zone): string {
  if (zone.equals(own)) return wall.toFormat(SHOWN);
  const local = wall.setZone(zone, { keepLocalTime: true }).toFormat(SHOWN_WITH_OFFSET);
  return named.place ? `${local} (${named.place})` : local;
}

/** "Thu 10.12" is the tenth of December where that is a Thursday. Throws where none is of the weekday that is told. */
function ofWeekday(said: Said, walls: DateTime[], asked: Asked): DateTime[] {
  const fitting = walls.filter((wall) => wall.weekday === said.weekday);
  if (said.pair && fitting.length > 0) return fitting;
  for (const wall of walls) checkWeekday(said, wall, asked);
  return walls;
}

function checkWeekday({ weekday, date, pair, dayOfMonth, inDays }: Said, day: DateTime, asked: Asked): void {
  const isDated = [date, pair, dayOfMonth, inDays].some((said) => said !== undefined);
  if (isDated && weekday !== undefined && day.weekday !== weekday) throw otherWeekday(asked, day);
}

/** What day was meant is told where it is clear. */
function noTime(said: Said, asked: Asked, own: Zone): never {
  if (!knowsDay(said) && said.part === undefined) throw unreadable(asked);
  const { readings, unclear: why = 'day' } = readDays(said, todayIn(own, asked.now));
  if (readings.length > 1) {
    const days = readings.flatMap(([day]) => (day && suggested(day, asked, own, said.part)) ?? []);
    throw unclear(why, asked, days);
  }
  const [first, ...later] = readings[0] ?? [];
  const today = todayIn(own, asked.now);
  const day = [first, ...later].find((one) => one && one >= today) ?? first;
  if (day) checkWeekday(said, day, asked);
  throw timeMissing(asked, day && knowsDay(said) ? suggested(day, asked, own, said.part) : undefined);
}

/** At nine, or when that part of the day is; where that is past, in the next hour. Undefined: the day is nearly over. */
function suggested(day: DateTime, { now }: Asked, own: Zone, part?: Part): string | undefined {
  const there = DateTime.fromMillis(now, { zone: own }).setZone('utc', { keepLocalTime: true });
  const times = [day.set({ hour: usualHour(part) }), there.startOf('hour').plus({ hours: 2 })];
  const found = times.find((time) => time > there && time.hasSame(day, 'day'));
  return found?.toFormat(SHOWN);
}

function todayIn(zone: Zone, now: number): DateTime {
  return DateTime.fromMillis(now, { zone }).startOf('day').setZone('utc', { keepLocalTime: true });
}
