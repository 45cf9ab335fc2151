/** Whether a worker may still send is judged by its own clocks, whichever of them says that more time has passed. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Hold, thisMoment } from '../../src/app/deliveries/hold.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('nothing is held before it was begun, and then for the length of the lease', () => {
  const hold = new Hold(1_000);
  expect(hold.isSure).toBe(false);
  hold.extend(thisMoment());
  vi.advanceTimersByTime(999);
  expect(hold.isSure).toBe(true);
  vi.advanceTimersByTime(1);
  expect(hold.isSure).toBe(false);
});

test('the lease counts from when it was asked for, however late the answer came', () => {
  const hold = new Hold(1_000);
  const since = thisMoment();
  vi.advanceTimersByTime(1_500);
  hold.extend(since);
  expect(hold.isSure).toBe(false);
});

test('an answer that comes late does not take back what a later one gave', () => {
  const hold = new Hold(1_000);
  const since = thisMoment();
  vi.advanceTimersByTime(800);
  hold.extend(thisMoment());
  hold.extend(since);
  vi.advanceTimersByTime(800);
  expect(hold.isSure).toBe(true);
});

test('whoever lets go holds nothing any more', () => {
  const hold = new Hold(1_000);
  hold.extend(thisMoment());
  hold.release();
  expect(hold.isSure).toBe(false);
});

test('a machine that slept, whose steady clock stood still, holds nothing any more', () => {
  const hold = new Hold(1_000);
  hold.extend(thisMoment());
  vi.setSystemTime(Date.now() + 3_600_000);
  expect(hold.isSure).toBe(false);
});

test('a clock that was set back does not make a lease longer', () => {
  const hold = new Hold(1_000);
  hold.extend(thisMoment());
  vi.setSystemTime(Date.now() - 3_600_000);
  expect(hold.isSure).toBe(true);
  vi.advanceTimersByTime(1_000);
  expect(hold.isSure).toBe(false);
});
