import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { topicFinder } from '../../src/listening/topic.ts';

const find = topicFinder([
  { name: 'delivery', words: ['parcel', 'late delivery'], sources: [] },
  { name: 'price', words: ['C++', 'køb', '50 %'], sources: ['crm'] },
]);

describe('topics', () => {
  it.each([
    ['Where is my PARCEL?', ['delivery']],
    ['#parcel is lost', ['delivery']],
    ['parcels', []],
    ['subparcel', []],
    ['a late   delivery', ['delivery']],
    ['ｐａｒｃｅｌ', ['delivery']],
    ['I write C++ here', ['price']],
    ['Køb nu', ['price']],
    ['forkøb', []],
    ['now 50 % off', ['price']],
    ['nothing', []],
  ])('of "%s" are %j', (text, topics) => {
    expect(find(text, 'crm')).toEqual(topics);
  });

  it('count only where their sources are', () => {
    expect(find('Køb nu', 'bluesky')).toEqual([]);
    expect(find('my parcel', 'bluesky')).toEqual(['delivery']);
  });

  it('take any words as they are written, whatever they hold', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (word) => {
        fc.pre(word.trim() !== '');
        expect(() => topicFinder([{ name: 'any', words: [word], sources: [] }])(word, 'x')).not.toThrow();
      }),
    );
  });
});
