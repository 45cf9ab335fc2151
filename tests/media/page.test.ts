import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textOfPage, wordsOfPage } from '../../src/media/page.ts';

describe('what a page says of itself', () => {
  test.each([
    [
      '<head><title>Plain</title><meta property="og:title" content="Shown &amp; told"><meta property="og:description" content="Two lines"><meta property="og:image" content="/kite.jpg"></head>',
      { title: 'Shown & told', description: 'Two lines', picture: '/kite.jpg' },
    ],
    [
      "<META NAME='twitter:title' CONTENT='It&#8217;s here'/><meta name=description content=Short>",
      { title: 'It’s here', description: 'Short' },
    ],
    ['<title lang="da">\n  Nyheder fra&nbsp;Acme\n</title>', { title: 'Nyheder fra Acme', description: '' }],
    [
      '<meta content="First" property="og:title"><meta property="og:title" content="Second">',
      { title: 'First', description: '' },
    ],
    ['<meta property="og:title" content="a > b">', { title: 'a > b', description: '' }],
    [
      '<!-- <title>Old</title> --><script>"<title>No</title>"</script><title>Yes</title>',
      { title: 'Yes', description: '' },
    ],
    ['<svg><title>Menu</title></svg><title>Yes</title>', { title: 'Yes', description: '' }],
    [
      '<template><title>Row</title></template><textarea><title>Typed</title></textarea><TITLE>Yes</TITLE>',
      { title: 'Yes', description: '' },
    ],
    [
      '<title>Sm&oslash;rrebr&oslash;d p&aring; &Oslash;en &ndash; 5&nbsp;&euro; &#128; &#x96; &AMP; &ouml;</title>',
      { title: 'Smørrebrød på Øen – 5 € € – & ö', description: '' },
    ],
    ['<meta property="og:title" content=""><title>Yes</title>', { title: 'Yes', description: '' }],
    ['<p>No head', { title: '', description: '' }],
    [
      '<title>&amp;lt;b&amp;gt; &#0; &unknown;</title>',
      { title: '&lt;b&gt; &#0; &unknown;', description: '' },
    ],
  ])('%s', (html, words) => {
    expect(wordsOfPage(html)).toEqual(words);
  });

  test('is cut where it is long', () => {
    const { title, description } = wordsOfPage(
      `<title>${'a'.repeat(500)}</title><meta name="description" content="${'b '.repeat(500)}">`,
    );
    expect([title.length, title.at(-1)]).toEqual([200, '…']);
    expect(description.length).toBeLessThanOrEqual(300);
  });

  test('is read of anything, however it is made', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (html) => void wordsOfPage(html)));
    // Would take minutes where a tag was looked at more than once.
    for (const part of ['<meta ', '<meta a="', '<!--', '<title>', '<script>', '<', '<meta content="x" '])
      wordsOfPage(part.repeat(300_000 / part.length));
  });
});

test.each([
  [Buffer.from('<title>Grød</title>'), '', 'Grød'],
  [Buffer.from('<title>Gr\xf8d</title>', 'latin1'), 'text/html; charset=ISO-8859-1', 'Grød'],
  [
    Buffer.from('<meta charset="windows-1252"><title>\x93Gr\xf8d\x94</title>', 'latin1'),
    'text/html',
    '“Grød”',
  ],
  [Buffer.from('<title>Grød</title>'), 'text/html; charset=nonsense', 'Grød'],
])('letters are read as they are meant', (bytes, contentType, title) => {
  expect(wordsOfPage(textOfPage(bytes, contentType)).title).toBe(title);
});
