import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linksIn, withoutLinks } from '../../src/posts/links.ts';

describe('links', () => {
  test.each<[string, string[]]>([
    ['See https://example.org.', ['https://example.org']],
    [
      'See https://example.org/a?b=c#d, and http://example.com!',
      ['https://example.org/a?b=c#d', 'http://example.com'],
    ],
    ['(https://example.org/a)', ['https://example.org/a']],
    ['https://en.example.org/wiki/Kite_(bird)', ['https://en.example.org/wiki/Kite_(bird)']],
    ['(see https://en.example.org/wiki/Kite_(bird))', ['https://en.example.org/wiki/Kite_(bird)']],
    [
      '"https://example.org/q" and “https://example.org/w”',
      ['https://example.org/q', 'https://example.org/w'],
    ],
    ['HTTPS://EXAMPLE.ORG/A', ['HTTPS://EXAMPLE.ORG/A']],
    ['https://münchen.example/straße?', ['https://münchen.example/straße']],
    ['twice https://example.org https://example.org', ['https://example.org']],
    ['http://192.168.0.1:8080/x', ['http://192.168.0.1:8080/x']],
    ['[a](http://b)', ['http://b']],
    ['Mehr unter https://example.org/…', ['https://example.org/']],
    ['例https://example.org/例。次', ['https://example.org/例。次']],
    ['example.org ftp://example.org mailto:a@example.org xhttps://example.org https:// http://?', []],
    ['(https://example.org/a)))).', ['https://example.org/a']],
    ['(https://example.org/a_(b).)', ['https://example.org/a_(b)']],
    ['', []],
  ])('in %j are %j', (text, links) => {
    expect(linksIn(text)).toEqual(links);
  });

  test('are found as they were written, whatever stands around them', () => {
    const path = fc.stringMatching(/^[a-z0-9/_-]{0,12}[a-z0-9]$/);
    const before = fc.constantFrom('', ' ', '(', '“', 'Look: ', '\n');
    const after = fc.constantFrom('', ' ', '.', '), ', '”', '!', '…', '\n', '?!');
    fc.assert(
      fc.property(before, path, after, (head, tail, end) => {
        const link = `https://example.org/${tail}`;
        expect(linksIn(`${head}${link}${end}`)).toEqual([link]);
      }),
    );
  });

  test('can all be opened, and taken out, whatever the text is', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('https://', 'http://', '(', ').', 'a.b', '[::1]'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        for (const link of linksIn(text)) {
          expect(text).toContain(link);
          expect(URL.canParse(link)).toBe(true);
        }
        expect(withoutLinks(text, (address) => address)).toBe(text);
        expect(linksIn(withoutLinks(text, () => ' '))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
