import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Content, contentHash } from '../../src/posts/content.ts';
import { difference } from '../../src/posts/difference.ts';
import { content } from './arbitrary.ts';

const BASE: Content = {
  text: 'We have recieve news today',
  variants: {},
  targets: ['web'],
  media: [],
  at: null,
  campaign: null,
};
const between = (change: Partial<Content>, base: Partial<Content> = {}) =>
  difference({ ...BASE, ...base }, { ...BASE, ...base, ...change }, String);

describe('the difference', () => {
  test('of a text is the words that changed', () => {
    expect(between({ text: 'We have receive news today' })).toEqual([
      { field: 'text', before: 'recieve', after: 'receive' },
    ]);
  });

  test('of two places far apart is each on its own', () => {
    expect(between({ text: 'We have receive news todai' })).toEqual([
      { field: 'text', before: 'recieve', after: 'receive' },
      { field: 'text', before: 'today', after: 'todai' },
    ]);
  });

  test('of more places than somebody reads in a list is all between the first and the last', () => {
    const before = 'a 1 b 2 c 3 d 4 e 5 f';
    const after = 'a X b X c X d X e X f';
    expect(between({ text: after }, { text: before })).toEqual([
      { field: 'text', before: '1 b 2 c 3 d 4 e 5', after: 'X b X c X d X e X' },
    ]);
  });

  test('of two texts that have nothing in common is both, however long', () => {
    const [before, after] = [1, 2].map((kind) =>
      Array.from({ length: 4_000 }, (_, index) => `w${kind}.${index}`).join(' '),
    ) as [string, string];
    expect(between({ text: after }, { text: before })).toEqual([{ field: 'text', before, after }]);
  });

  test('of words put in or taken out has an empty side', () => {
    expect(between({ text: 'We have recieve good news today' })).toEqual([
      { field: 'text', before: '', after: 'good' },
    ]);
    expect(between({ text: 'We have news today' })).toEqual([
      { field: 'text', before: 'recieve', after: '' },
    ]);
  });

  test('of repeated words loses none', () => {
    expect(between({ text: 'very very good' }, { text: 'very good' })).toEqual([
      { field: 'text', before: '', after: 'very' },
    ]);
  });

  test('names every field', () => {
    const one = { hash: 'aa', alt: 'A door' };
    expect(between({ targets: ['a', 'b'] })).toEqual([{ field: 'targets', before: 'web', after: 'a, b' }]);
    expect(between({ at: 5 })).toEqual([{ field: 'time', before: 'null', after: '5' }]);
    expect(between({ campaign: 'x' })).toEqual([{ field: 'campaign', before: '', after: 'x' }]);
    expect(between({ variants: { web: 'Hi' } })).toEqual([
      { field: 'variants', before: '', after: 'web: Hi' },
    ]);
    expect(between({ media: [one] })).toEqual([{ field: 'media', before: 'no picture', after: '1 picture' }]);
    expect(between({ media: [{ ...one, hash: 'bb' }] }, { media: [one] })).toEqual([
      { field: 'media', before: '1 picture', after: 'another picture' },
    ]);
    expect(between({ media: [{ ...one, alt: 'The door' }] }, { media: [one] })).toEqual([
      { field: 'media', before: 'A door', after: 'The door' },
    ]);
  });

  test('is empty for the same content, and never for another one', () => {
    fc.assert(
      fc.property(content, content, (one, other) => {
        expect(difference(one, one, String)).toEqual([]);
        // What a post corrects stands in its heading.
        fc.pre(contentHash(one) !== contentHash({ ...other, corrects: one.corrects }));
        expect(difference(one, other, String).length).toBeGreaterThan(0);
      }),
    );
  });
});
