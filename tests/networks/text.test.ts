import { RichText } from '@atproto/api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytes, codePoints, graphemes } from '../../src/networks/text.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme-ascii' }),
  fc
    .array(fc.constantFrom('👨‍👩‍👧‍👦', '🇩🇰', 'e\u0301', '\r\n', '\u200d', 'ก็', '가', ' '), { maxLength: 30 })
    .map((parts) => parts.join('')),
);

describe('counting', () => {
  it("graphemes agrees with Bluesky's own client", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(graphemes(text)).toBe(new RichText({ text }).graphemeLength);
      }),
    );
  });

  it('bytes is the length in UTF-8', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(bytes(text)).toBe(new TextEncoder().encode(text).length);
      }),
    );
  });

  it('code points counts an emoji once, where a string has two units', () => {
    expect(codePoints('😀a')).toBe(2);
  });
});
