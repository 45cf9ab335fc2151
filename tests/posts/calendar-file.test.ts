/** Read back by another library than the one that writes it. */
import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { type DatedPost, writeCalendar } from '../../src/posts/calendar-file.ts';

const POST: DatedPost = {
  ...{ id: 12, revision: 3, title: 'Kites; and, more', text: 'First\nsecond, "third"', isSettled: true },
  ...{ at: Date.UTC(2026, 9, 25, 0, 30), changedAt: Date.UTC(2026, 8, 1) },
  url: 'https://social.example/@acme/1',
};

function events(posts: DatedPost[]): InstanceType<typeof ICAL.Event>[] {
  const calendar = new ICAL.Component(ICAL.parse(writeCalendar('Acme', posts)));
  return calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
}

test('a post is an event at its instant, under an id that stays', () => {
  const [event] = events([POST]);
  expect(event?.uid).toBe('post-12@bellwether');
  expect(event?.sequence).toBe(3);
  expect(event?.startDate.toJSDate().getTime()).toBe(POST.at);
  expect(event?.startDate.zone).toBe(ICAL.Timezone.utcTimezone);
  expect([event?.summary, event?.description]).toEqual([POST.title, POST.text]);
  expect(event?.component.getFirstPropertyValue('url')).toBe(POST.url);
});

test('what is not approved yet is tentative', () => {
  const states = events([POST, { ...POST, isSettled: false }]).map((event) =>
    event.component.getFirstPropertyValue('status'),
  );
  expect(states).toEqual(['CONFIRMED', 'TENTATIVE']);
});

test('no line is longer than 75 octets, and any text comes back', () => {
  const text = fc.string({ unit: fc.constantFrom(...';,\\:"\n aæ🪁0') });
  fc.assert(
    fc.property(text, (words) => {
      const written = writeCalendar('Acme', [{ ...POST, text: `x${words}x` }]);
      for (const line of written.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(events([{ ...POST, text: `x${words}x` }])[0]?.description).toBe(`x${words}x`);
    }),
  );
});
