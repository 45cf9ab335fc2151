import { describe, expect, it } from 'vitest';
import { retryAfter } from '../../src/networks/retry-after.ts';

const DATE = 'Sun, 22 Nov 2026 12:00:00 GMT';
const at = (headers: Record<string, string>) => retryAfter(new Headers({ date: DATE, ...headers }));

describe('when to come back', () => {
  it('is read from seconds, whole or not', () => {
    expect(at({ 'retry-after': '30' })).toBe(30_000);
    expect(at({ 'retry-after': '0.25' })).toBe(250);
  });

  it('is read from a date, by the clock of the server', () => {
    expect(at({ 'retry-after': 'Sun, 22 Nov 2026 12:02:00 GMT' })).toBe(120_000);
  });

  it("is read from Mastodon's and Bluesky's own headers when nothing is left", () => {
    expect(at({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2026-11-22T12:05:00.000Z' })).toBe(
      300_000,
    );
    const epoch = String(Date.parse(DATE) / 1000 + 90);
    expect(at({ 'ratelimit-remaining': '0', 'ratelimit-reset': epoch })).toBe(90_000);
  });

  it('is not told by headers that only count', () => {
    expect(
      at({ 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': '2026-11-22T12:05:00.000Z' }),
    ).toBeUndefined();
    expect(at({})).toBeUndefined();
  });

  it('is never before now, and never made of rubbish', () => {
    expect(at({ 'retry-after': 'Sun, 22 Nov 2026 11:00:00 GMT' })).toBe(0);
    expect(at({ 'retry-after': 'soon' })).toBeUndefined();
    expect(at({ 'retry-after': '' })).toBeUndefined();
  });

  it('is a span where the number is small, and an instant where it is large, in either header', () => {
    const epoch = String(Date.parse(DATE) / 1000 + 90);
    expect(at({ 'retry-after': epoch })).toBe(90_000);
    expect(at({ 'ratelimit-remaining': '0', 'ratelimit-reset': '50' })).toBe(50_000);
  });
});
