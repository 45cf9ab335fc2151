import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escaped, richText } from '../../../src/networks/slack-channel/text.ts';

function partsOf(text: string) {
  const [section] = richText(text).elements;
  return section && 'elements' in section ? section.elements : [];
}

describe('a text for Slack', () => {
  it('makes links of addresses, without the punctuation around them', () => {
    expect(partsOf('see (https://example.org/a_(b)), or https://example.org.')).toEqual([
      { type: 'text', text: 'see (' },
      { type: 'link', url: 'https://example.org/a_(b)' },
      { type: 'text', text: '), or ' },
      { type: 'link', url: 'https://example.org' },
      { type: 'text', text: '.' },
    ]);
  });

  it('is read letter by letter, whatever it holds', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        '<!channel>',
        '*bold*',
        ':smile:',
        'https://a.b/c)',
        'http://',
        '<@U1>',
        'https://x.y.',
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const text = pieces.join('');
        const read = partsOf(text).map((part) =>
          'url' in part ? part.url : 'text' in part ? part.text : '',
        );
        expect(read.join('')).toBe(text);
      }),
    );
  });

  it('holds no sign that Slack would read as markup once escaped', () => {
    expect(escaped('<!channel> & <@U1>')).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;');
  });
});
