import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partsOf } from '../../src/posts/parts.ts';

describe('the parts of a text', () => {
  test.each<[string, string[]]>([
    ['One post', ['One post']],
    ['  kept as it is \n', ['  kept as it is \n']],
    ['One\n---\nTwo', ['One', 'Two']],
    ['One\n\n --- \n\nTwo\nlines\n---\nThree', ['One', 'Two\nlines', 'Three']],
    ['---\nOne\n---\n---\n', ['One']],
    ['---', ['']],
    ['a --- b\n----\n--', ['a --- b\n----\n--']],
    ['', ['']],
  ])('of %j are %j', (text, parts) => {
    expect(partsOf(text)).toEqual(parts);
  });

  test('are at least one, and hold all words in their order', () => {
    const line = fc.oneof(fc.string(), fc.constant('---'), fc.constant(' --- '));
    const words = (text: string) =>
      text
        .split('\n')
        .filter((one) => one.trim() !== '---')
        .join(' ')
        .replaceAll(/\s+/g, '');
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const parts = partsOf(lines.join('\n'));
        expect(parts.length).toBeGreaterThan(0);
        expect(parts.map(words).join('')).toBe(words(lines.join('\n')));
        if (parts.length > 1) for (const part of parts) expect(part.trim()).toBe(part);
      }),
    );
  });
});

test.each(['—-', '–-', '-—', ' —- '])('a phone makes %j of the border, and it is one still', (border) => {
  expect(partsOf(`one\n${border}\ntwo`)).toEqual(['one', 'two']);
});

test.each(['———', '–––', '―――', '－－－', '\u3000－－－\u3000'])('%j is a border as well', (border) => {
  expect(partsOf(`one\n${border}\ntwo`)).toEqual(['one', 'two']);
});

test.each(['——', '—–—', '————', 'ーーー', '—', '--', '–', '----', '— -', '—- so'])(
  '%j is a line like any other',
  (line) => {
    expect(partsOf(`one\n${line}\ntwo`)).toEqual([`one\n${line}\ntwo`]);
  },
);
