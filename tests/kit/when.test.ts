import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../src/kit/finding.ts';
import { readWhen, writeInstant, writeWhen } from '../../src/kit/when.ts';

const ZONE = 'Europe/Copenhagen';
const NOW = DateTime.fromISO('2026-11-22T12:00', { zone: ZONE }).toMillis();

describe('readWhen', () => {
  it.each([
    ['tomorrow 9:00', '2026-11-23T09:00+01:00'],
    ['tomorrow at 9am', '2026-11-23T09:00+01:00'],
    ['friday 14:30', '2026-11-27T14:30+01:00'],
    ['9:00', '2026-11-23T09:00+01:00'],
    ['Dec 1 09:30', '2026-12-01T09:30+01:00'],
    ['in 2 minutes', '2026-11-22T12:02+01:00'],
    ['in an hour', '2026-11-22T13:00+01:00'],
    ['in 1d2h', '2026-11-23T14:00+01:00'],
    ['in 3 days', '2026-11-25T12:00+01:00'],
    ['2026-11-24 9:00', '2026-11-24T09:00+01:00'],
    ['2026-11-24T09:00', '2026-11-24T09:00+01:00'],
    ['2026-11-24T09:00:30Z', '2026-11-24T10:00:30+01:00'],
    ['2026-11-24 09:00 +02:00', '2026-11-24T08:00+01:00'],
  ])('reads %s in the zone of the person', (words, expected) => {
    expect(readWhen(words, ZONE, NOW)).toBe(DateTime.fromISO(expected).toMillis());
  });

  it.each([
    ['9am EST', '2026-11-22T09:00-05:00'],
    ['6pm UTC', '2026-11-22T18:00Z'],
    ['9am -0500', '2026-11-22T09:00-05:00'],
    ['tomorrow 9:00 +01', '2026-11-23T09:00+01:00'],
    ['tomorrow 9:00 -05', '2026-11-23T09:00-05:00'],
    ['tomorrow 9am UTC+5:30', '2026-11-23T09:00+05:30'],
    ['tomorrow 9am [America/New_York]', '2026-11-23T09:00-05:00'],
    ['tomorrow 9am europe/london', '2026-11-23T09:00Z'],
    ['2026-11-24T09:00+01:00[Europe/Copenhagen]', '2026-11-24T09:00+01:00'],
    ['9:00 CET', '2026-11-23T09:00+01:00'],
    ['2027-07-01 9:00 CEST', '2027-07-01T09:00+02:00'],
    ['9am Eastern time', '2026-11-22T09:00-05:00'],
    ['2027-07-01 9am Eastern time', '2027-07-01T09:00-04:00'],
    ['tomorrow 9am New York time', '2026-11-23T09:00-05:00'],
    ['tomorrow 9:00 heure de Paris', '2026-11-23T09:00+01:00'],
    ['tomorrow 9am JST', '2026-11-23T09:00+09:00'],
    ['tomorrow 9:00 my time', '2026-11-23T09:00+01:00'],
  ])('goes by the clocks that %s names', (words, expected) => {
    expect(readWhen(words, ZONE, NOW)).toBe(DateTime.fromISO(expected).toMillis());
  });

  it.each([
    ['24/12/2026 18:00', '2026-12-24T18:00+01:00'],
    ['12/24/2026 18:00', '2026-12-24T18:00+01:00'],
    ['24.12.2026 18.00', '2026-12-24T18:00+01:00'],
    ['24-12-26 18:00', '2026-12-24T18:00+01:00'],
    ['2026/12/24 6pm', '2026-12-24T18:00+01:00'],
    ['24.12. 18 Uhr', '2026-12-24T18:00+01:00'],
    ['24.12 18.00', '2026-12-24T18:00+01:00'],
    ['5/5 9:00', '2027-05-05T09:00+02:00'],
    ['24-Dec-2026 18:00', '2026-12-24T18:00+01:00'],
    ['24-Dec-26 6:00 PM', '2026-12-24T18:00+01:00'],
    ['01-feb-27 9:00', '2027-02-01T09:00+01:00'],
    ['24/12-2026 kl. 18.00', '2026-12-24T18:00+01:00'],
    ['24/12 2026 kl. 18', '2026-12-24T18:00+01:00'],
    ['24/12-26 kl. 18', '2026-12-24T18:00+01:00'],
    ['d. 1/12 kl. 9', '2026-12-01T09:00+01:00'],
    ['24. dec. 2026 18.00.00', '2026-12-24T18:00+01:00'],
    ["24 dec '26 18:00", '2026-12-24T18:00+01:00'],
    ['24 dec 26 18:00', '2026-12-24T18:00+01:00'],
    ['20261224T180000Z', '2026-12-24T18:00Z'],
    ['tomorrow 12 noon', '2026-11-23T12:00+01:00'],
    ['mañana al mediodía', '2026-11-23T12:00+01:00'],
    ['førstkommende mandag kl. 9', '2026-11-23T09:00+01:00'],
    ['kommende søndag kl. 18', '2026-11-29T18:00+01:00'],
    ['coming sunday 18:00', '2026-11-29T18:00+01:00'],
    ['el domingo que viene a las 18', '2026-11-29T18:00+01:00'],
    ['sunday 18:00', '2026-11-22T18:00+01:00'],
    ['2026-11-24T22:00-02:00', '2026-11-24T22:00-02:00'],
    ['2026-11-24 22:00:00-02:00', '2026-11-24T22:00-02:00'],
    ['2026-11-24 09:00-05:00', '2026-11-24T09:00-05:00'],
    ['at 6h', '2026-11-23T06:00+01:00'],
    ['at 24h', '2026-11-23T00:00+01:00'],
    ['à 18h30', '2026-11-22T18:30+01:00'],
    ['06h', '2026-11-23T06:00+01:00'],
    ['09h30', '2026-11-23T09:30+01:00'],
    ['demain 6h', '2026-11-23T06:00+01:00'],
    ['à 18h', '2026-11-22T18:00+01:00'],
    ['demain 18h', '2026-11-23T18:00+01:00'],
    ['3.4. kl. 9', '2027-04-03T09:00+02:00'],
    ['tomorrow 18.00', '2026-11-23T18:00+01:00'],
    ['Dec 24th, 2026 at 6 p.m.', '2026-12-24T18:00+01:00'],
    ['29 feb 9:00', '2028-02-29T09:00+01:00'],
    ['monday next week 9:00', '2026-11-23T09:00+01:00'],
    ['tonight at 8', '2026-11-22T20:00+01:00'],
    ['tonight at 12', '2026-11-23T00:00+01:00'],
    ['heute um Mitternacht', '2026-11-23T00:00+01:00'],
    ['i aften kl. 24', '2026-11-23T00:00+01:00'],
    ['i aften kl. 0', '2026-11-23T00:00+01:00'],
    ['Tue Nov 24 2026 09:00:00 GMT+0100 (Central European Standard Time)', '2026-11-24T09:00+01:00'],
    ['tonight at 2', '2026-11-23T02:00+01:00'],
    ['tonight at two', '2026-11-23T02:00+01:00'],
    ['tonight at 1am', '2026-11-23T01:00+01:00'],
    ['tonight at 5am', '2026-11-23T05:00+01:00'],
    ['tonight at 5', '2026-11-22T17:00+01:00'],
    ['tonight at 12am', '2026-11-23T00:00+01:00'],
    ['tonight at 12:30', '2026-11-23T00:30+01:00'],
    ['tonight 00:30', '2026-11-23T00:30+01:00'],
    ['tonight at 00:00', '2026-11-23T00:00+01:00'],
    ['i aften kl. 00.30', '2026-11-23T00:30+01:00'],
    ['tomorrow 0900', '2026-11-23T09:00+01:00'],
    ['24 Dec 1830', '2026-12-24T18:30+01:00'],
    ['heute Nacht um 2', '2026-11-23T02:00+01:00'],
    ['i nat kl. 2', '2026-11-23T02:00+01:00'],
    ['9h heure locale', '2026-11-23T09:00+01:00'],
    ['midnight', '2026-11-23T00:00+01:00'],
    ['at 1800', '2026-11-22T18:00+01:00'],
  ])('reads %s, which means one instant', (words, expected) => {
    expect(readWhen(words, ZONE, NOW)).toBe(DateTime.fromISO(expected).toMillis());
  });

  it.each([
    ['i morgen kl. 9', '2026-11-23T09:00+01:00'],
    ['i overmorgen kl 9.30', '2026-11-24T09:30+01:00'],
    ['fredag d. 25. december kl. 9', '2026-12-25T09:00+01:00'],
    ['i aften kl. 20', '2026-11-22T20:00+01:00'],
    ['om halvanden time', '2026-11-22T13:30+01:00'],
    ['morgen um 9 Uhr', '2026-11-23T09:00+01:00'],
    ['Montagmorgen um 9 Uhr', '2026-11-23T09:00+01:00'],
    ['am 15. März um 9 Uhr 30', '2027-03-15T09:30+01:00'],
    ['Fr. 14 Uhr', '2026-11-27T14:00+01:00'],
    ['in einer halben Stunde', '2026-11-22T12:30+01:00'],
    ['mañana a las 9', '2026-11-23T09:00+01:00'],
    ['mañana por la tarde a las 5', '2026-11-23T17:00+01:00'],
    ['miércoles 25 de noviembre a las 18:00', '2026-11-25T18:00+01:00'],
    ['en 2 horas', '2026-11-22T14:00+01:00'],
    ['demain à 9h', '2026-11-23T09:00+01:00'],
    ['demain soir à 8h', '2026-11-23T20:00+01:00'],
    ['le 1er février 2027 à 9h30', '2027-02-01T09:30+01:00'],
    ['mar. 24 nov. 2026 à 9 h', '2026-11-24T09:00+01:00'],
    ['mar, 24 de noviembre a las 18', '2026-11-24T18:00+01:00'],
    ['mar 24 9:00', '2027-03-24T09:00+01:00'],
    ['dans deux heures et demie', '2026-11-22T14:30+01:00'],
  ])('reads %s', (words, expected) => {
    expect(readWhen(words, ZONE, NOW)).toBe(DateTime.fromISO(expected).toMillis());
  });

  it.each([
    ['tomorrow at nine am', '09:00'],
    ['tomorrow at nine pm', '21:00'],
    ['tomorrow morning at nine', '09:00'],
    ['tomorrow at two in the afternoon', '14:00'],
    ['tomorrow 12 at night', '24:00'],
    ['mañana a las 9 hora local', '09:00'],
    ['demain 9h heure de Paris', '09:00'],
    ["nine o'clock tomorrow morning", '09:00'],
    ["3 o'clock in the afternoon tomorrow", '15:00'],
    ["tomorrow at 3 o'clock pm", '15:00'],
    ["15 o'clock tomorrow", '15:00'],
    ["quarter to 3 o'clock pm tomorrow", '14:45'],
    ['demain 18h30', '18:30'],
    ['tomorrow 12h', '12:00'],
    ['tomorrow 1h30', '01:30'],
    ['demain à 9h30', '09:30'],
    ['tomorrow at half past 6 pm', '18:30'],
    ['tomorrow at half past 14', '14:30'],
    ['tomorrow evening at half past eight', '20:30'],
    ['i morgen formiddag kl. halv ti', '09:30'],
    ['morgen Abend um halb neun', '20:30'],
    ['morgen Nachmittag um Viertel vor drei', '14:45'],
    ['mañana por la tarde a las tres y media', '15:30'],
    ['demain soir à dix heures moins le quart', '21:45'],
    ['tomorrow at nine (9:00)', '09:00'],
    ["tomorrow 9:00 (nine o'clock)", '09:00'],
    ['tomorrow at noon', '12:00'],
    ['tomorrow 12:00 noon', '12:00'],
    ['tomorrow 18:00 (6pm)', '18:00'],
    ['tomorrow - 18:00', '18:00'],
    ['tomorrow – 6 pm', '18:00'],
    ['tomorrow\u200b 9∶00\u2060', '09:00'],
  ])('reads the time of day in %s as a person says it', (words, time) => {
    expect(readWhen(words, ZONE, NOW)).toBe(DateTime.fromISO(`2026-11-23T${time}+01:00`).toMillis());
  });

  it.each([
    ['tomorrow at nine', '09:00', '21:00'],
    ["nine o'clock tomorrow", '09:00', '21:00'],
    ["tomorrow 3 o'clock", '03:00', '15:00'],
    ["at 10 o'clock tomorrow", '10:00', '22:00'],
    ['half past nine tomorrow', '09:30', '21:30'],
    ['tomorrow at a quarter to 10', '09:45', '21:45'],
    ["tomorrow at a quarter to 3 o'clock", '02:45', '14:45'],
    ["half past nine o'clock tomorrow", '09:30', '21:30'],
    ['morgen um halb drei Uhr', '02:30', '14:30'],
    ['i morgen kl. ni', '09:00', '21:00'],
    ['i morgen kl. halv ti', '09:30', '21:30'],
    ['i morgen halv 1', '00:30', '12:30'],
    ['i morgen kvart over 9', '09:15', '21:15'],
    ['i morgen kl to', '02:00', '14:00'],
    ['morgen um neun', '09:00', '21:00'],
    ['morgen neun Uhr', '09:00', '21:00'],
    ['morgen um halb drei', '02:30', '14:30'],
    ['morgen um Viertel vor 10', '09:45', '21:45'],
    ['mañana a las dos y media', '02:30', '14:30'],
    ['mañana a las 10 menos cuarto', '09:45', '21:45'],
    ['demain à neuf heures', '09:00', '21:00'],
    ['demain à 9h et quart', '09:15', '21:15'],
    ['demain à dix heures moins le quart', '09:45', '21:45'],
    ['in one day at two', '02:00', '14:00'],
    ['monday 23 Nov at twelve', '00:00', '12:00'],
  ])('asks of which half of the day %s is said', (words, early, late) => {
    const { id, remedy } = fault(words);
    expect([id, remedy]).toEqual(['at.ambiguous_hour', expect.stringContaining(`2026-11-23 ${early}`)]);
    expect(remedy).toContain(`2026-11-23 ${late}`);
  });

  it.each([
    ['at two', 'Write 2026-11-22 14:00 or 2026-11-23 02:00.'],
    ['half past two', 'Write 2026-11-22 14:30 or 2026-11-23 02:30.'],
    ['tomorrow at twelve', 'Write 2026-11-23 00:00, 2026-11-23 12:00 or 2026-11-24 00:00.'],
    ['today at half past eleven', 'Write 2026-11-22 23:30.'],
  ])('offers of %s, which comes twice a day, what is still to come', (words, remedy) => {
    expect(fault(words)).toMatchObject({ id: 'at.ambiguous_hour', remedy });
  });

  it.each([
    ['today at two', '2026-11-22T14:00+01:00'],
    ['i dag kl halv tre', '2026-11-22T14:30+01:00'],
  ])('takes %s for the half of the day that is still to come', (words, expected) => {
    expect(readWhen(words, ZONE, NOW)).toBe(DateTime.fromISO(expected).toMillis());
  });

  it.each([
    ['the 27th at 9am', '2026-11-27T09:00+01:00'],
    ['on the 3rd, 9am', '2026-12-03T09:00+01:00'],
    ['friday the 27th at 9am', '2026-11-27T09:00+01:00'],
    ['den 24. kl. 18', '2026-11-24T18:00+01:00'],
    ['am 24. um 18 Uhr', '2026-11-24T18:00+01:00'],
    ['el día 31 a las 18', '2026-12-31T18:00+01:00'],
    ['le 1er à 18h', '2026-12-01T18:00+01:00'],
  ])('takes %s for the next such day', (words, expected) => {
    expect(readWhen(words, ZONE, NOW)).toBe(DateTime.fromISO(expected).toMillis());
  });

  it.each([
    ['in 6h', 6],
    ['in 1.5 hours', 1.5],
    ['in 1,5 timer', 1.5],
    ['in 2½ hours', 2.5],
    ['in 2 and a half hours', 2.5],
    ['in 1 1/2 hours', 1.5],
    ['in two and a half hours', 2.5],
    ['in zweieinhalb Stunden', 2.5],
    ['om to en halv time', 2.5],
    ['in 2 hours and 30 minutes', 2.5],
    ['in 1h30', 1.5],
    ['in 1h30m', 1.5],
    ['90 minutes from now', 1.5],
  ])('takes %s for that long, also while the clocks change', (words, hours) => {
    for (const night of ['2027-03-27T23:30', '2027-10-30T23:30', '2027-10-31T02:30+01:00']) {
      const before = DateTime.fromISO(night, { zone: ZONE }).toMillis();
      expect(readWhen(words, ZONE, before) - before).toBe(hours * 3_600_000);
    }
  });

  it('keeps the time of day of "in 2 days" when the clocks change', () => {
    const before = DateTime.fromISO('2027-03-27T12:00', { zone: ZONE }).toMillis();
    expect(readWhen('in 2 days', ZONE, before)).toBe(DateTime.fromISO('2027-03-29T12:00+02:00').toMillis());
    expect(fault('in 1 day', DateTime.fromISO('2027-03-27T02:30', { zone: ZONE }).toMillis()).id).toBe(
      'at.skipped',
    );
  });

  it.each([
    ['03/04/2027 9:00', 'at.ambiguous_date', ['2027-04-03 09:00', '2027-03-04 09:00']],
    ['03.04.2027 9:00', 'at.ambiguous_date', ['2027-04-03 09:00', '2027-03-04 09:00']],
    ['next friday 9:00', 'at.ambiguous_day', ['2026-11-27 09:00', '2026-12-04 09:00']],
    ['10.12', 'at.ambiguous_dots', ['2026-11-23 10:12', '2026-12-10 09:00']],
    ['8.05', 'at.ambiguous_dots', ['2026-11-23 08:05', '2027-05-08 09:00']],
    ['torsdag 10.12', 'at.ambiguous_dots', ['2026-11-26 10:12', '2026-12-10 09:00']],
    ['fredag 18.12', 'at.ambiguous_dots', ['2026-11-27 18:12', '2026-12-18 09:00']],
    ['Thu 11.12', 'at.ambiguous_dots', ['2026-11-26 11:12', '2026-12-11 09:00']],
    ['8.05 in the evening', 'at.ambiguous_dots', ['2026-11-22 20:05', '2027-05-08 19:00']],
    ['6 hours', 'at.ambiguous_length', ['2026-11-23 06:00']],
    ['12 hours', 'at.ambiguous_length', ['2026-11-23 12:00']],
    ['6h', 'at.ambiguous_length', ['2026-11-23 06:00']],
    ['3 heures', 'at.ambiguous_length', ['2026-11-23 03:00']],
    ['1h30', 'at.ambiguous_length', ['2026-11-23 01:30']],
    ['24h', 'at.ambiguous_length', ['2026-11-23 00:00']],
    ['12h', 'at.ambiguous_length', ['2026-11-23 12:00']],
    ['10h30', 'at.ambiguous_length', ['2026-11-23 10:30']],
    ['18h', 'at.ambiguous_length', ['2026-11-22 18:00']],
    ['18 heures', 'at.ambiguous_length', ['2026-11-22 18:00']],
    ['9 h 05', 'at.ambiguous_length', ['2026-11-23 09:05']],
    ['tomorrow night at 2', 'at.ambiguous_day', ['2026-11-23 02:00', '2026-11-24 02:00']],
    ['tomorrow evening 00:30', 'at.ambiguous_day', ['2026-11-23 00:30', '2026-11-24 00:30']],
    ['friday midnight', 'at.ambiguous_day', ['2026-11-27 00:00', '2026-11-28 00:00']],
    ['tomorrow 9am CST', 'at.ambiguous_zone', ['2026-11-23 09:00 UTC-06:00', '2026-11-23 09:00 UTC+08:00']],
    ['tomorrow 9am IST', 'at.ambiguous_zone', ['2026-11-23 09:00 UTC+05:30', '2026-11-23 09:00 UTC+02:00']],
    ['2027-07-01 9am EST', 'at.zone_season', ['2027-07-01 09:00 UTC-05:00', '2027-07-01 09:00 UTC-04:00']],
    ['2027-07-01 9:00 CET', 'at.zone_season', ['2027-07-01 09:00 UTC+01:00', '2027-07-01 09:00 UTC+02:00']],
  ])('asks what %s means, with readings that it takes', (words, id, readings) => {
    const { remedy, ...found } = fault(words);
    expect(found.id).toBe(id);
    for (const reading of readings) {
      expect(remedy).toContain(reading);
      expect(readWhen(reading, ZONE, NOW)).toBe(
        DateTime.fromSQL(reading.replace('UTC', ''), { zone: ZONE }).toMillis(),
      );
    }
  });

  it.each([
    ['between 3 and 5', 'at.range'],
    ['9-11am', 'at.range'],
    ['9am-5pm', 'at.range'],
    ['9:00 - 11:00', 'at.range'],
    ['9:00-11:00', 'at.range'],
    ['friday 9–11', 'at.range'],
    ['2026-12-24 10:00-12:00', 'at.range'],
    ['2026-12-24 09:00–10:00', 'at.range'],
    ['09:00 -10:00', 'at.range'],
    ['tomorrow 08:00-09:00', 'at.range'],
    ['24.12.2026 08:00-09:00', 'at.range'],
    ['i morgen kl. 08:00-09:00', 'at.range'],
    ['8am-09:00 tomorrow', 'at.range'],
    ['tomorrow 08:00-09', 'at.range'],
    ['tomorrow 22:00-02:00', 'at.range'],
    ['23:00-01:00', 'at.range'],
    ['tomorrow 9:00 10:00', 'at.range'],
    ['mellem 9 og 11', 'at.range'],
    ['von 9 bis 11 Uhr', 'at.range'],
    ['entre las 3 y las 5', 'at.range'],
    ['de 9h à 11h', 'at.range'],
    ['last friday 9:00', 'at.past'],
    ['2 days ago', 'at.past'],
    ['vendredi dernier à 9h', 'at.past'],
    ['friday 24 December 2026 9:00', 'at.weekday'],
    ['tomorrow tuesday 9:00', 'at.weekday'],
    ['2062-12-24 18:00', 'at.too_far'],
    ['in 99999 years', 'at.too_far'],
    ['2026-11-24T09:00-05:00[Europe/Copenhagen]', 'at.zone_conflict'],
    ['24/12/2026', 'at.time_missing'],
    ['tomorrow morning', 'at.time_missing'],
    ['31/02/2027 9:00', 'at.unreadable'],
    ['tomorrow 9:00 XYZ', 'at.unreadable'],
    ['tomorrow 9:00 Europe/Nowhere', 'at.unreadable'],
    ['tomorrow 9am or 10am', 'at.unreadable'],
    ['in 2 hours EST', 'at.unreadable'],
    ['tomorrow morning at 8pm', 'at.unreadable'],
    ['this evening at 2', 'at.unreadable'],
    ['tonight at 3pm', 'at.unreadable'],
    ['tomorrow 2030', 'at.unreadable'],
    ['tomorrow friday monday 9:00', 'at.unreadable'],
    ['every monday 9:00', 'at.unreadable'],
    ['los lunes a las 9', 'at.unreadable'],
    ['the 32nd at 9am', 'at.unreadable'],
    ['friday the 28th at 9am', 'at.weekday'],
    ['half nine tomorrow', 'at.unreadable'],
    ['24 Dec - 26 Dec 9:00', 'at.unreadable'],
    ['9:75', 'at.unreadable'],
    ['tomorrow 2 hours', 'at.unreadable'],
    ['tomorrow 9 hours 30', 'at.unreadable'],
    ['in 1,000 minutes', 'at.unreadable'],
    ['in 1.500 Minuten', 'at.unreadable'],
    ['10,000 seconds from now', 'at.unreadable'],
    ['on kl. 9', 'at.unreadable'],
    ['on. kl. 9', 'at.unreadable'],
    ['9:00 on', 'at.unreadable'],
    ['18:00 the', 'at.unreadable'],
    ["9:00 d'", 'at.unreadable'],
    ['next week at 9', 'at.unreadable'],
  ])('refuses %j as %s, since a part of it would be dropped', (words, id) => {
    expect(fault(words)).toMatchObject({ id, field: 'at' });
  });

  it.each([
    ['torsdag d. 10.12', '2026-12-10 09:00'],
    ['torsdag den 10.12', '2026-12-10 09:00'],
    ['Donnerstag, am 10.12', '2026-12-10 09:00'],
    ['den 10.12', '2026-12-10 09:00'],
    ['fredag 25.12', '2026-12-25 09:00'],
  ])('takes %s for a day, whose time is missing', (words, day) => {
    expect(fault(words)).toMatchObject({ id: 'at.time_missing', remedy: expect.stringContaining(day) });
  });

  it.each([
    ['torsdag 10.12 kl 9', '2026-12-10T09:00+01:00'],
    ['torsdag d. 10.12 kl 9', '2026-12-10T09:00+01:00'],
    ['tirsdag 1.12 kl 14.30', '2026-12-01T14:30+01:00'],
    ['Thu 10.12 9:00', '2026-12-10T09:00+01:00'],
    ['Thursday 10/12 9:00', '2026-12-10T09:00+01:00'],
    ['torsdag 24.12 18.00', '2026-12-24T18:00+01:00'],
    ['torsdag 18.00', '2026-11-26T18:00+01:00'],
    ['torsdag 9.45', '2026-11-26T09:45+01:00'],
  ])('reads %s, of which the weekday tells day and month apart', (words, expected) => {
    expect(readWhen(words, ZONE, NOW)).toBe(DateTime.fromISO(expected).toMillis());
  });

  it.each([
    ['friday 9:00 10.30', 'at.range'],
    ['torsdag 11.12 kl 9', 'at.weekday'],
    ['i morgen d. 24.11 kl 9', 'at.range'],
  ])('refuses %s as %s', (words, id) => {
    expect(fault(words).id).toBe(id);
  });

  it('says which day was meant where a time is missing, and which word was not understood', () => {
    expect(fault('24/12/2026').remedy).toContain('2026-12-24 09:00');
    expect(fault('friday 9:00 SHARP').message).toContain('"SHARP"');
    expect(fault('tomorrow evening').remedy).toContain('2026-11-23 19:00');
  });

  it.each([
    ['in 1,000 minutes', '1,000', ['1000', '1']],
    ['in 1.500 Minuten', '1.500', ['1500', '1.5']],
    ['in 2 hours and 1,250 seconds', '1,250', ['1250', '1.25']],
    ['in 1,125 seconds', '1,125', ['1125']],
    ['in 100,000 seconds', '100,000', ['100']],
  ])('says of %s how its number may be written, and takes each', (words, number, readings) => {
    const { message, remedy } = fault(words);
    expect(message).toContain(`"${number}" in it is not understood`);
    expect(remedy).toBe(`Write ${readings.join(' or ')} for "${number}".`);
    const instants = readings.map((reading) => readWhen(words.replace(number, reading), ZONE, NOW));
    expect(new Set(instants).size).toBe(readings.length);
  });

  it('gives examples where a number is too large to be written otherwise, and reads one that is no thousand', () => {
    expect(fault('in 1,000,000 minutes').remedy).toContain('Write "tomorrow 9:00"');
    expect(readWhen('in 0.125 hours', ZONE, NOW) - NOW).toBe(450_000);
  });

  it('offers "6h30" as a length of time that it takes', () => {
    expect(fault('6h30').remedy).toContain('in 6 hours and 30 min');
    expect(readWhen('in 6 hours and 30 min', ZONE, NOW) - NOW).toBe(6.5 * 3_600_000);
  });

  it('offers a time that is still to come, also of the day that is today', () => {
    for (const words of ['sunday', 'tonight', 'friday']) {
      const [offered = ''] = /\d{4}-\d\d-\d\d \d\d:\d\d/.exec(fault(words).remedy) ?? [];
      expect(readWhen(offered, ZONE, NOW)).toBeGreaterThan(NOW);
    }
  });

  it.each([
    ['America/Adak', '2027-11-07T11:00Z'],
    ['HST', '2031-08-26T18:23:48Z'],
  ])('reads back what it writes in %s, where an offset looks like the end of a stretch', (zone, instant) => {
    const at = DateTime.fromISO(instant).toMillis();
    expect(readWhen(writeWhen(at, zone), zone, NOW)).toBe(at);
  });

  it('asks where "tomorrow" is another day by the clocks that are named', () => {
    expect(fault('tomorrow 9:00 Pacific/Auckland').id).toBe('at.ambiguous_day');
  });

  it.each([
    ['', 'at.unreadable'],
    ['soonish', 'at.unreadable'],
    ['friday 9 or so', 'at.unreadable'],
    ['tomorrow', 'at.time_missing'],
    ['03/04 9:00', 'at.ambiguous_date'],
    ['12-01-2027 9:00', 'at.ambiguous_date'],
    ['5-6-27 09:00', 'at.ambiguous_date'],
    ['5-6 09:00', 'at.ambiguous_date'],
    ['2026-13-40 09:00', 'at.unreadable'],
    ['2026-11-20 09:00', 'at.past'],
    ['2027-03-28 02:30', 'at.skipped'],
    ['2027-10-31 02:30', 'at.twice'],
  ])('refuses %j as %s, with a remedy', (words, id) => {
    expect(faultOf(() => readWhen(words, ZONE, NOW))).toMatchObject({ id, field: 'at', level: 'error' });
    expect(faultOf(() => readWhen(words, ZONE, NOW)).remedy).not.toBe('');
  });

  it('offers no reading that is past', () => {
    const { id, remedy } = fault('05/12/2026 9:00');
    expect([id, remedy]).toEqual(['at.ambiguous_date', 'Write 2026-12-05 09:00.']);
  });

  it('takes the remedies that it offers for a time that comes twice', () => {
    const { remedy } = faultOf(() => readWhen('2027-10-31 02:30', ZONE, NOW));
    const offered = remedy.match(/\d{4}-\d\d-\d\d \d\d:\d\d UTC[+-]\d\d:\d\d/g) ?? [];
    const [first = 0, second = 0] = offered.map((words) => readWhen(words, ZONE, NOW));
    expect(second - first).toBe(3_600_000);
  });

  it('asks of which night "tonight at 2" is said at one at night', () => {
    const night = DateTime.fromISO('2026-11-23T01:00', { zone: ZONE }).toMillis();
    const { id, remedy } = fault('tonight at 2', night);
    expect([id, remedy]).toEqual(['at.ambiguous_day', 'Write 2026-11-23 02:00 or 2026-11-24 02:00.']);
  });

  it('offers by its offset what comes after a time that the clocks of another zone skip', () => {
    const before = DateTime.fromISO('2026-03-07T14:30Z').toMillis();
    const { remedy } = faultOf(() => readWhen('02:30 America/New_York', 'Pacific/Auckland', before));
    expect(remedy).toContain('2026-03-08 03:30 UTC-04:00');
  });

  it('keeps "tomorrow 9:00" at nine when the clocks change overnight', () => {
    const before = DateTime.fromISO('2027-03-27T12:00', { zone: ZONE }).toMillis();
    const read = DateTime.fromMillis(readWhen('tomorrow 9:00', ZONE, before), { zone: ZONE });
    expect(read.toFormat('yyyy-LL-dd HH:mm')).toBe('2027-03-28 09:00');
  });

  it('reads every minute that a zone has as that minute, and asks about the others', () => {
    const zones = fc.constantFrom(
      'Europe/Copenhagen',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kolkata',
    );
    const minutes = fc.integer({ min: 1, max: 2 * 365 * 24 * 60 });
    fc.assert(
      fc.property(zones, minutes, (zone, minute) => {
        const wall = DateTime.fromISO('2026-11-23T00:00', { zone: 'utc' }).plus({ minutes: minute });
        const words = wall.toFormat('yyyy-LL-dd HH:mm');
        try {
          const read = DateTime.fromMillis(readWhen(words, zone, NOW), { zone });
          expect(read.toFormat('yyyy-LL-dd HH:mm')).toBe(words);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          expect(['at.skipped', 'at.twice']).toContain(error.findings[0]?.id);
        }
      }),
    );
  });
});

const UNDERSTOOD = [
  ...['tomorrow 9:00', 'friday 14:30', 'in 2 hours', '2026-11-24 09:00', '24 Dec 2026 6pm UTC'],
  ...['Dec 24 at 6 p.m.', '24.12.2026 18.00', 'i morgen kl. 9', 'morgen um 9 Uhr', 'mañana a las 9'],
  ...['demain à 9h', 'Mon 23 Nov 2026, 09:00 (Europe/Copenhagen)', 'tomorrow evening at 8 Eastern time'],
];

it('understands no phrase in which a word is left over, wherever it stands', () => {
  const strange = fc.oneof(
    fc.constantFrom(
      'not',
      'before',
      'circa',
      'xyz',
      '7x',
      '?',
      '~',
      '5',
      '1999',
      '11:11',
      'or',
      'maybe',
      '&',
    ),
    fc.string({ unit: fc.constantFrom(...'qxjwkv'), minLength: 3, maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...UNDERSTOOD), strange, fc.nat(12), (phrase, word, place) => {
      const words = phrase.split(' ');
      words.splice(place % (words.length + 1), 0, word);
      expect(() => readWhen(words.join(' '), ZONE, NOW)).toThrow(Refusal);
    }),
    { numRuns: 500 },
  );
  for (const phrase of UNDERSTOOD) expect(readWhen(phrase, ZONE, NOW)).toBeGreaterThan(NOW);
});

it('offers readings that it takes, whenever and wherever it is asked', () => {
  const asked = fc.constantFrom(
    ...[
      '03/04/2027 9:00',
      '03/04 9:00',
      'next friday 9:00',
      'next friday',
      '6h',
      '24h',
      '10.12',
      '8.05',
      'friday',
    ],
    ...['friday midnight', 'heute um Mitternacht', 'tomorrow 9am CST', 'tomorrow 9am IST', '9:00 EST'],
    ...['tomorrow night at 2', 'tonight', 'tomorrow', '24/12', 'tomorrow 9:00 Pacific/Auckland', 'evening'],
    ...['at two', 'today at half past eleven', 'friday at twelve', 'at nine CST', 'in one day at two'],
    ...['2026-10-25 02:30', '2027-03-28 02:30', '2026-11-01 01:30', '2:30', '02:30 America/New_York'],
  );
  const zones = fc.constantFrom('Europe/Copenhagen', 'America/New_York', 'Pacific/Auckland', 'Asia/Kolkata');
  const minutes = fc.integer({ min: 0, max: 400 * 24 * 60 });
  fc.assert(
    fc.property(asked, zones, minutes, (words, zone, minute) => {
      const now = DateTime.fromISO('2026-03-01T00:00Z').toMillis() + minute * 60_000;
      const { remedy } = offered(words, zone, now) ?? {};
      for (const [reading] of (remedy ?? '').matchAll(/\d{4}-\d\d-\d\d \d\d:\d\d(?: UTC[+-]\d\d:\d\d)?/g)) {
        const again = offered(reading, zone, now)?.id;
        expect([undefined, 'at.skipped', 'at.twice']).toContain(again);
      }
    }),
    { numRuns: 1_000 },
  );
});

/** What is told of it; undefined: it is read. */
function offered(words: string, zone: string, now: number) {
  try {
    readWhen(words, zone, now);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.findings[0];
    throw error;
  }
}

describe('what is written of an instant', () => {
  const zones = fc.constantFrom(
    ...Intl.supportedValuesOf('timeZone'),
    'UTC',
    'CET',
    'EST',
    'GB',
    'Etc/GMT+5',
  );
  const second = fc.integer({ min: 1, max: 10 * 365 * 24 * 60 * 60 });
  const at = (seconds: number) => NOW + seconds * 1_000;

  it('is read back as the same instant in every zone', () => {
    fc.assert(
      fc.property(zones, zones, second, (zone, readIn, seconds) => {
        expect(readWhen(writeWhen(at(seconds), zone), readIn, NOW)).toBe(at(seconds));
        expect(readWhen(writeInstant(at(seconds), zone), readIn, NOW)).toBe(at(seconds));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['Europe/Copenhagen', '2027-10-31T01:00Z'],
    ['America/New_York', '2027-11-07T06:00Z'],
    ['Australia/Lord_Howe', '2027-04-03T15:00Z'],
    ['America/St_Johns', '2027-11-07T04:30Z'],
    ['CET', '2027-10-31T01:00Z'],
  ])('is read back in %s around the hour that comes twice', (zone, change) => {
    for (let minutes = -180; minutes <= 180; minutes += 15) {
      const instant = DateTime.fromISO(change).toMillis() + minutes * 60_000;
      expect(readWhen(writeWhen(instant, zone), 'UTC', NOW)).toBe(instant);
      expect(readWhen(writeInstant(instant, zone), 'UTC', NOW)).toBe(instant);
    }
  });
});

function fault(words: string, now = NOW) {
  return faultOf(() => readWhen(words, ZONE, now));
}

function faultOf(run: () => unknown) {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal && error.findings[0]) return error.findings[0];
    throw error;
  }
  throw new Error('was not refused');
}
