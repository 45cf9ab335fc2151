import { expect, test } from 'vitest';
import { writeDate } from '../../src/page/slack/date.ts';
import { nearTime, relative } from '../../src/page/time.ts';

const ZONE = 'Europe/Copenhagen';
const NOW = Date.parse('2026-11-22T12:00:00Z');
const NINE = Date.parse('2026-11-23T08:00:00Z');

test.each([
  ['{date_short_pretty} at {time}', 'tomorrow at 09:00'],
  ['{date_short}', '23 Nov 2026'],
  ['{date_long}', 'Monday, 23 November 2026'],
  ['{date_num}', '23/11/2026'],
  ['{time_secs}', '09:00:00'],
  ['{unknown} {time}', '{unknown} 09:00'],
])('%s', (pattern, words) => {
  expect(writeDate(pattern, NINE, NOW, ZONE)).toBe(words);
});

test('near times are said by their distance', () => {
  expect(relative(NINE, NOW)).toBe('in 20 hours');
  expect(relative(NOW - 60_000, NOW)).toBe('1 minute ago');
  expect(nearTime(NINE, NOW, ZONE)).toBe('tomorrow 09:00');
  expect(nearTime(NINE, NOW, 'America/New_York')).toBe('tomorrow 03:00');
  expect(nearTime(NOW + 3_600_000, NOW, ZONE)).toBe('14:00');
});
