/** How long sources could be read: over the sources of now, with spans that lie upon each other counted once. */
import { describe, expect, it } from 'vitest';
import { isUnread, readableIn } from '../../src/reports/readable.ts';

const WEEK = { from: 1_000, until: 2_000 };

describe('what could be read', () => {
  it('is the time of all sources less that in which each could not be', () => {
    const spans = [
      { source: 'a', from: 0, to: 1_100 },
      { source: 'a', from: 1_050, to: 1_200 },
      { source: 'b', from: 1_900, to: null },
    ];
    expect(readableIn(['a', 'b', 'c'], spans, WEEK)).toEqual({ blind: 300, of: 3_000 });
  });

  it('leaves aside the spans of a source that is not there any more', () => {
    expect(readableIn(['a'], [{ source: 'gone', from: 0, to: null }], WEEK)).toEqual({ blind: 0, of: 1_000 });
  });

  it('is nothing only where every source was away the whole time', () => {
    const away = { source: 'a', from: 0, to: null };
    expect(isUnread(readableIn(['a'], [away], WEEK))).toBe(true);
    expect(isUnread(readableIn(['a', 'b'], [away], WEEK))).toBe(false);
    expect(isUnread(readableIn([], [], WEEK))).toBe(false);
  });
});
