import { expect, test } from 'vitest';
import { sameWords, wordsOf } from '../../../src/networks/mastodon/words.ts';

test.each([
  ['<p>Hello &amp; welcome</p>', 'Hello & welcome'],
  ['<p>One<br />two</p><p>three</p>', 'One\ntwo\n\nthree'],
  [
    'See <a href="https://example.org/a/long/path?x=1&amp;y=2" rel="nofollow"><span class="invisible">https://</span><span>example.org/a/lo</span></a>',
    'See https://example.org/a/long/path?x=1&y=2',
  ],
  ['Hi <a class="u-url mention" href="https://pix.example/friend">@friend</a>', 'Hi @friend@pix.example'],
  ['<a href="https://pix.example/tags/cats">#cats</a> &#128570; &#x1F63A;', '#cats 😺 😺'],
  ['“Quoted” — it’s', '"Quoted" - it\'s'],
  ['&lt;b&gt; &amp;amp;', '<b> &amp;'],
  ['', ''],
])('%s is what was written: %s', (html, text) => {
  expect(sameWords(wordsOf(html), text)).toBe(true);
});

test.each([
  ['<p>Hello</p>', 'Hello there'],
  ['<p>For 20 €</p>', 'For 30 €'],
  ['<p>😀</p>', '😡'],
  ['<p>!!</p>', '?!'],
  ['See <a href="https://example.org/1">example.org</a>', 'See https://example.org/2'],
])('%s is not: %s', (html, text) => {
  expect(sameWords(wordsOf(html), text)).toBe(false);
});
