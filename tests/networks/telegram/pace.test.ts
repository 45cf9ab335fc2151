import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Pace } from '../../../src/networks/telegram/pace.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Sends as soon as it may; answers each instant with its messages. */
function run(pace: Pace, wishes: { after: number; messages: number }[]): { at: number; messages: number }[] {
  let now = 0;
  return wishes.map(({ after, messages }) => {
    now += after;
    now += pace.wait(messages, now);
    expect(pace.wait(messages, now)).toBe(0);
    pace.take(messages, now);
    return { at: now, messages };
  });
}

const wishes = fc.array(
  fc.record({ after: fc.integer({ min: 0, max: 5_000 }), messages: fc.integer({ min: 1, max: 10 }) }),
  { maxLength: 60 },
);

it('sends a few at once, then one a second', () => {
  const sent = run(
    new Pace(),
    Array.from({ length: 8 }, () => ({ after: 0, messages: 1 })),
  );
  expect(sent.map(({ at }) => at)).toEqual([0, 0, 0, 0, 0, 1_000, 2_000, 3_000]);
});

it('sends at most twenty messages in any minute to a group, and a channel more', () => {
  const many = Array.from({ length: 30 }, () => ({ after: 0, messages: 1 }));
  expect(run(new Pace(), many).at(-1)?.at).toBeGreaterThanOrEqual(MINUTE);
  const channel = new Pace();
  channel.isChannel = true;
  expect(run(channel, many).at(-1)?.at).toBe(25 * SECOND);
});

it('never goes beyond either, however posts and albums come', () => {
  fc.assert(
    fc.property(wishes, (given) => {
      const sent = run(new Pace(), given);
      for (const { at } of sent) {
        const within = (span: number) =>
          sent
            .filter((one) => one.at <= at && one.at > at - span)
            .reduce((sum, { messages }) => sum + messages, 0);
        expect(within(MINUTE)).toBeLessThanOrEqual(20);
        // Five more than one a second; an album alone may have ten.
        expect(within(20 * SECOND)).toBeLessThanOrEqual(20 + 10);
      }
    }),
  );
});

it('is closed until the instant that Telegram told', () => {
  const pace = new Pace();
  pace.close(7_000);
  pace.close(3_000);
  expect([pace.wait(1, 0), pace.wait(1, 6_999), pace.wait(1, 7_000)]).toEqual([7_000, 1, 0]);
});
