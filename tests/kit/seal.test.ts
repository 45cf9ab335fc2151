import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSeal } from '../../src/kit/seal.ts';

const seal = createSeal(randomBytes(32));

describe('a seal', () => {
  test('opens what it sealed, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, context) => {
        expect(seal.open(seal.seal(plain, context), context)).toBe(plain);
      }),
    );
  });

  test('looks different each time, and shows nothing of the secret', () => {
    const sealed = [seal.seal('hunter2', 'web'), seal.seal('hunter2', 'web')];
    expect(sealed[0]).not.toBe(sealed[1]);
    expect(Buffer.from(sealed[0] ?? '', 'base64').toString('latin1')).not.toContain('hunter2');
  });

  test('does not open when any bit was changed', () => {
    const bytes = Buffer.from(seal.seal('a token', 'web'), 'base64');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => seal.open(changed.toString('base64'), 'web')).toThrow();
    }
  });

  test('does not open when it was cut short, at any place', () => {
    const bytes = Buffer.from(seal.seal('a token', 'web'), 'base64');
    for (let length = 0; length < bytes.length; length++)
      expect(() => seal.open(bytes.subarray(0, length).toString('base64'), 'web')).toThrow();
  });

  test("opens what the previous key has sealed, and tells it apart from what today's has", () => {
    const [old, now] = [randomBytes(32), randomBytes(32)];
    const sealed = createSeal(old).seal('a token', 'web');
    const rotated = createSeal(now, old);
    expect(rotated.open(sealed, 'web')).toBe('a token');
    expect(rotated.isCurrent(sealed, 'web')).toBe(false);
    const anew = rotated.seal('a token', 'web');
    expect(rotated.isCurrent(anew, 'web')).toBe(true);
    expect(createSeal(now).open(anew, 'web')).toBe('a token');
    expect(() => createSeal(old).open(anew, 'web')).toThrow();
    expect(() => rotated.open(createSeal(randomBytes(32)).seal('x', 'web'), 'web')).toThrow();
  });

  test('does not open for another target, or with another key', () => {
    const sealed = seal.seal('a token', 'web');
    expect(() => seal.open(sealed, 'bluesky')).toThrow();
    expect(() => createSeal(randomBytes(32)).open(sealed, 'web')).toThrow();
  });
});
