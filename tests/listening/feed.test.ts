import { describe, expect, it } from 'vitest';
import { itemsOfFeed } from '../../src/listening/feed.ts';

const NOW = Date.parse('2026-11-30T09:00:00Z');
const rss = (...items: string[]) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>https://x.example/</link>${items.join('')}</channel></rss>`;
const read = (xml: string | Uint8Array, type = '') =>
  itemsOfFeed(typeof xml === 'string' ? new TextEncoder().encode(xml) : xml, type, NOW);

describe('a feed', () => {
  it('is read into items with their words, links and authors', () => {
    const [one] = read(
      rss(
        '<item><guid>1</guid><title>Acme &amp; we</title><link>/a</link><description><![CDATA[<p>Late <b>again</b></p><script>x</script>]]></description><pubDate>Mon, 30 Nov 2026 08:00:00 GMT</pubDate><author>a@b.c (Ann)</author></item>',
      ),
    );
    expect(one).toMatchObject({
      ...{ id: '1', text: 'Acme & we\n\nLate again', url: 'https://x.example/a', thread: '1' },
      ...{ at: NOW - 3_600_000, author: { name: 'Ann' }, audience: 'public' },
    });
  });

  it('tells entries apart by their links where their guids do not (liferea#1195, FreshRSS#5151, #5909)', () => {
    const entries = ['a', 'b', 'c'].map(
      (name) => `<item><guid>same</guid><title>${name}</title><link>/${name}</link></item>`,
    );
    expect(read(rss(...entries)).map(({ id }) => id)).toEqual([
      'https://x.example/a',
      'https://x.example/b',
      'https://x.example/c',
    ]);
  });

  it('gives entries without a date, or with one to come, the time at which they were seen', () => {
    const [none, later] = read(
      rss(
        '<item><guid>1</guid><title>a</title></item>',
        '<item><guid>2</guid><title>b</title><pubDate>Fri, 30 Nov 2035 08:00:00 GMT</pubDate></item>',
      ),
    );
    expect([none?.at, later?.at]).toEqual([NOW, NOW]);
  });

  it('is read in the encoding that its server or its head names', () => {
    const latin = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
    const item = '<item><guid>1</guid><title>Grüße</title></item>';
    expect(read(latin(rss(item)), 'text/xml; charset=iso-8859-1')[0]?.text).toBe('Grüße');
    const declared = rss(item).replace('version="1.0"', 'version="1.0" encoding="iso-8859-1"');
    expect(read(latin(declared))[0]?.text).toBe('Grüße');
  });

  it('is read by its bytes where they show another encoding than its head names', () => {
    const item = '<item><guid>1</guid><title>Grüße, 🎉</title></item>';
    const named = (encoding: string) =>
      rss(item).replace('version="1.0"', `version="1.0" encoding='${encoding}'`);
    const little = (text: string) => Uint8Array.from(Buffer.from(text, 'utf16le'));
    const big = (text: string) => Uint8Array.from(Buffer.from(text, 'utf16le').swap16());
    const texts = [
      // As programs write it that name what they hold in memory.
      read(named('utf-16')),
      read(named('utf-8'), 'text/xml; charset=utf-16'),
      read(`\ufeff${named('iso-8859-1')}`),
      read(`\n${named('utf-8')}`),
      read(little(`\ufeff${named('utf-16')}`)),
      read(big(`\ufeff${named('utf-16')}`)),
      read(little(named('utf-16'))),
      read(big(named('utf-16be')), 'text/xml'),
    ].map(([one]) => one?.text);
    expect(texts).toEqual(Array(8).fill('Grüße, 🎉'));
  });

  it.each([
    ['en-US', 'en'],
    ['DE', 'de'],
    ['fil', 'fil'],
    ['gsw-CH', 'gsw'],
    ['x-default', undefined],
    ['english', undefined],
  ])('tells its language by the first part of its tag: %s', (tag, language) => {
    const [one] = read(rss(`<language>${tag}</language>`, '<item><guid>1</guid><title>a</title></item>'));
    expect(one?.language).toBe(language);
  });

  it('is cut between characters', () => {
    const text = `${'x'.repeat(1_999)}🎉`;
    const [one] = read(rss(`<item><guid>1</guid><description>${text}</description></item>`));
    expect(one?.text).toBe('x'.repeat(1_999));
  });

  it.each([
    ['<p>One</p><p>two<br/>three</p>', 'One\ntwo\nthree'],
    ['<style>p { x }</style>a<SCRIPT src="x">b</script >c', 'a c'],
    ['<script>a<style>b</script>c</style>d', 'c d'],
    ['1 < 2, and <b>3</b> > 2', '1 < 2, and 3 > 2'],
    ['a\u00a0\u00a0\n\n\u3000b', 'a\nb'],
  ])('is read without its mark-up: %s', (html, text) => {
    expect(
      read(rss(`<item><guid>1</guid><description><![CDATA[${html}]]></description></item>`))[0]?.text,
    ).toBe(text);
  });

  // Each took seconds where the time grew with the square of the length.
  it.each(['<', '<script>', '<style', '\u00a0', '\f', '<a <', '&amp;', '</p>', '<br'])(
    'full of %j is read at once',
    (piece) => {
      const html = piece.repeat(Math.floor(50_000 / piece.length));
      const items = Array.from(
        { length: 20 },
        (_, index) =>
          `<item><guid>${index}</guid><title>a</title><description><![CDATA[${html}]]></description></item>`,
      );
      expect(read(rss(...items))).toHaveLength(20);
    },
  );

  it.each([
    ['<html><body>Not here</body></html>'],
    ['{"a":1}'],
    [''],
    [rss('<item><guid>1</guid><title>Cut off</title></item>').slice(0, 120)],
  ])('that is none, or a part of one, throws: %s', (text) => {
    expect(() => read(text)).toThrow();
  });

  it('does not unfold entities without end, and lets no control characters through', () => {
    const bomb = rss('<item><guid>1</guid><title>&lol;\u0007</title></item>').replace(
      '<rss',
      '<!DOCTYPE rss [<!ENTITY lol "lollollol">]><rss',
    );
    const outcome = (() => {
      try {
        return read(bomb)[0]?.text ?? '';
      } catch {
        return '';
      }
    })();
    expect(outcome.length).toBeLessThan(100);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what must not be there.
    expect(outcome).not.toMatch(/[\u0000-\u0008]/);
  });
});
