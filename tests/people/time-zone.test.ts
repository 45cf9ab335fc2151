import { expect, test } from 'vitest';
import { zoneOf } from '../../src/people/time-zone.ts';

const all = {
  listed: 'Europe/Berlin',
  told: ['America/New_York', 'Asia/Tokyo'],
  stored: 'Europe/Lisbon',
  team: 'Europe/Copenhagen',
};

test('the team file beats the chat, the chat of now what was stored, and that the team', () => {
  expect(zoneOf(all)).toEqual({ zone: 'Europe/Berlin' });
  const unlisted = { ...all, listed: undefined };
  expect(zoneOf(unlisted)).toEqual({ zone: 'America/New_York' });
  expect(zoneOf({ ...unlisted, told: [undefined, 'Asia/Tokyo'] })).toEqual({ zone: 'Asia/Tokyo' });
  expect(zoneOf({ ...unlisted, told: [undefined, ''] })).toEqual({ zone: 'Europe/Lisbon' });
  expect(zoneOf({ ...unlisted, told: [], stored: null })).toEqual({ zone: 'Europe/Copenhagen' });
});

test('a zone that nobody knows gives way to one that is known, else to the team, and is named', () => {
  const unlisted = { ...all, listed: undefined };
  expect(zoneOf({ ...unlisted, told: ['Mars/Olympus', 'Asia/Tokyo'] })).toEqual({ zone: 'Asia/Tokyo' });
  expect(zoneOf({ ...unlisted, told: ['Mars/Olympus'] })).toEqual({
    zone: 'Europe/Copenhagen',
    unknown: 'Mars/Olympus',
  });
  expect(zoneOf({ ...unlisted, told: [], stored: 'Mars/Olympus' })).toEqual({ zone: 'Europe/Copenhagen' });
});
