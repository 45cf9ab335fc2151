import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordKey } from '../../../src/networks/bluesky/record-key.ts';

const instant = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2100-01-01') });
const key = fc.stringMatching(/^[a-z0-9]{1,25}$/);

describe('a record key', () => {
  it('has the form of a TID, and is always the same for one intent', () => {
    fc.assert(
      fc.property(instant, key, (at, name) => {
        expect(recordKey({ key: name, at })).toMatch(
          /^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$/,
        );
        expect(recordKey({ key: name, at })).toBe(recordKey({ key: name, at }));
      }),
    );
  });

  it('sorts by time, whatever the keys are', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 1_000_000 }), key, key, (at, later, one, other) => {
        expect(recordKey({ key: one, at }) < recordKey({ key: other, at: at + later })).toBe(true);
      }),
    );
  });

  it('differs for deliveries of the same millisecond', () => {
    const keys = Array.from({ length: 100 }, (_, index) =>
      recordKey({ key: `delivery${index}`, at: 1_800_000_000_000 }),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });
});
