import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Clock, MovableClock, systemClock } from '../../src/kit/clock.ts';

const START = Date.parse('2026-11-22T12:00:00Z');
const DAY = 86_400_000;

beforeEach(() => {
  vi.useFakeTimers({ now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

describe.each<[string, () => Clock]>([
  ['the system clock', () => systemClock],
  ['a movable clock', () => new MovableClock()],
])('%s', (_name, make) => {
  test('runs at its instant, once, and not before', () => {
    const clock = make();
    const run = vi.fn();
    clock.at(START + 5_000, run);
    vi.advanceTimersByTime(4_999);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    vi.advanceTimersByTime(DAY);
    expect(run).toHaveBeenCalledTimes(1);
  });

  test('an instant that has passed is at once', () => {
    const run = vi.fn();
    make().at(START - 1, run);
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledTimes(1);
  });

  test('what is called off does not run', () => {
    const run = vi.fn();
    make().at(START + 10, run)();
    vi.advanceTimersByTime(DAY);
    expect(run).not.toHaveBeenCalled();
  });

  test('waits longer than one timer can, and can be called off after the first of them', () => {
    const clock = make();
    const run = vi.fn();
    const other = vi.fn();
    clock.at(START + 60 * DAY, run);
    const cancel = clock.at(START + 60 * DAY, other);
    vi.advanceTimersByTime(59 * DAY);
    expect(run).not.toHaveBeenCalled();
    cancel();
    vi.advanceTimersByTime(DAY);
    expect(run).toHaveBeenCalledTimes(1);
    expect(other).not.toHaveBeenCalled();
  });
});

describe('a clock that is moved', () => {
  test('runs what fell due on the way, in its order, and leaves the rest', () => {
    const clock = new MovableClock();
    const ran: string[] = [];
    clock.at(START + 3_000, () => ran.push('third'));
    clock.at(START + 1_000, () => ran.push('first'));
    clock.at(START + 9_000, () => ran.push('later'));
    clock.at(START + 2_000, () => ran.push('second'));
    clock.at(START + 2_500, () => ran.push('called off'))();
    clock.moveTo(START + 5_000);
    expect(ran).toEqual(['first', 'second', 'third']);
    expect(clock.now()).toBe(START + 5_000);
    vi.advanceTimersByTime(3_999);
    expect(ran).toHaveLength(3);
    vi.advanceTimersByTime(1);
    expect(ran.at(-1)).toBe('later');
  });

  test('goes on with the system', () => {
    const clock = new MovableClock();
    clock.moveTo(START + DAY);
    vi.advanceTimersByTime(250);
    expect(clock.now()).toBe(START + DAY + 250);
  });

  test('does not run back', () => {
    const clock = new MovableClock();
    expect(() => clock.moveTo(START - 1)).toThrow(RangeError);
    expect(clock.now()).toBe(START);
  });

  test('a timer that is set while others run is not forgotten', () => {
    const clock = new MovableClock();
    const run = vi.fn();
    clock.at(START + 1_000, () => clock.at(START + 2_000, run));
    clock.moveTo(START + 5_000);
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledTimes(1);
  });
});
