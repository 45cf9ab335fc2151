import { weightOf as weightThere } from '@bellwether/local-networks/x/text.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cashtagsIn } from '../../../src/networks/x/preflight.ts';
import { writtenIn } from '../../../src/networks/x/shown.ts';
import { comparable, linksIn, weightOf } from '../../../src/networks/x/text.ts';

describe('a text', () => {
  const parts = fc.constantFrom(
    ...['a', 'b ', ' ', '\n', '世', 'é', 'ß', '…', '“', '😀', '👩‍👩‍👧‍👦', '🇩🇰', '#tag ', '@acme ', '$ACME '],
    ...[' https://example.org/path?q=1 ', ' example.com ', ' http://a.dev/x. '],
  );

  it('weighs the same here as there, by two ways of counting', () => {
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 40 }), (chosen) => {
        const text = chosen.join('');
        expect(weightOf(text)).toBe(weightThere(text));
      }),
      { numRuns: 500 },
    );
  });

  it('has links with and without a scheme, and cashtags that are no prices', () => {
    expect(linksIn('See example.org, https://acme.com/a and me@example.org')).toEqual([
      'example.org',
      'https://acme.com/a',
    ]);
    expect(cashtagsIn('$ACME for $20')).toEqual(['$ACME']);
  });

  it('is the same with other blanks, other ways to write é, and a link with its scheme', () => {
    expect(comparable('Café  at example.org/ now\n')).toBe(
      comparable('Cafe\u0301 at http://EXAMPLE.org now'),
    );
    expect(comparable('One')).not.toBe(comparable('Two'));
    expect(comparable('https://example.org/a')).not.toBe(comparable('https://example.org/A'));
  });
});

describe('a post as X gives it back', () => {
  it('is read as it was written', () => {
    const urls = [
      { url: 'https://t.co/a', expanded_url: 'https://example.org/?b=1&c=2' },
      { url: 'https://t.co/b', expanded_url: 'https://x.com/acme/status/17/photo/1' },
    ];
    const text = 'A &amp;amp; B &lt;c&gt; https://t.co/a https://t.co/b';
    expect(writtenIn({ text, entities: { urls } })).toBe('A &amp; B <c> https://example.org/?b=1&c=2');
  });
});
