/** Whether a worker may still send is judged by its own clocks, whichever of them says that more time has passed. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OwnLease, thisMoment } from '../../src/app/deliveries/own-lease.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('nothing is held before it was begun, and then for the length of the lease', () => {
  const lease = new OwnLease(1_000, 3_600_000);
  expect(lease.isSure).toBe(false);
  lease.extend(thisMoment());
  vi.advanceTimersByTime(999);
  expect(lease.isSure).toBe(true);
  vi.advanceTimersByTime(1);
  expect(lease.isSure).toBe(false);
});

test('the lease counts from when it was asked for, however late the answer came', () => {
  const lease = new OwnLease(1_000, 3_600_000);
  const since = thisMoment();
  vi.advanceTimersByTime(1_500);
  lease.extend(since);
  expect(lease.isSure).toBe(false);
});

test('an answer that comes late does not take back what a later one gave', () => {
  const lease = new OwnLease(1_000, 3_600_000);
  const since = thisMoment();
  vi.advanceTimersByTime(800);
  lease.extend(thisMoment());
  lease.extend(since);
  vi.advanceTimersByTime(800);
  expect(lease.isSure).toBe(true);
});

test('whoever lets go holds nothing any more', () => {
  const lease = new OwnLease(1_000, 3_600_000);
  lease.extend(thisMoment());
  lease.release();
  lease.extend(thisMoment());
  expect(lease.isSure).toBe(false);
});

test('a machine that slept, whose steady clock stood still, holds nothing any more', () => {
  const lease = new OwnLease(1_000, 3_600_000);
  lease.extend(thisMoment());
  vi.setSystemTime(Date.now() + 3_600_000);
  expect(lease.isSure).toBe(false);
});

test('a clock that was set back does not make a lease longer', () => {
  const lease = new OwnLease(1_000, 3_600_000);
  lease.extend(thisMoment());
  vi.setSystemTime(Date.now() - 3_600_000);
  expect(lease.isSure).toBe(true);
  vi.advanceTimersByTime(1_000);
  expect(lease.isSure).toBe(false);
});

test('a delivery that has not ended in the longest time hangs, however often the lease was renewed', () => {
  const lease = new OwnLease(1_000, 5_000);
  for (let time = 0; time < 4; time += 1) {
    vi.advanceTimersByTime(1_000);
    lease.extend(thisMoment());
  }
  expect(lease.isOver).toBe(false);
  vi.advanceTimersByTime(1_000);
  expect(lease.isOver).toBe(true);
});
