import { describe, expect, test } from 'vitest';
import { type Content, contentHash } from '../../src/posts/content.ts';
import { coverOf, picturesOf, videoOf, withoutCover } from '../../src/posts/cover.ts';
import { difference } from '../../src/posts/difference.ts';

const FACTS = { width: 320, height: 180, duration: 2_000, size: 600_000 };
const FILM = { hash: 'film', alt: 'Kites', video: FACTS };
const [ONE, TWO] = [
  { hash: 'one', alt: 'A kite' },
  { hash: 'two', alt: '' },
];
const of = (...media: Content['media']): Content => ({
  ...{ text: '', variants: {}, targets: ['tube'], media, at: null, campaign: null },
});

describe('the cover of a video', () => {
  test('is the one picture beside it, whichever was given first, and no picture of the post', () => {
    for (const content of [of(FILM, ONE), of(ONE, FILM)]) {
      expect([coverOf(content), videoOf(content)]).toEqual([ONE, FILM]);
      expect([picturesOf(content), withoutCover(content)]).toEqual([[], [FILM]]);
    }
  });

  test('is none without a video, without a picture, or among several of either', () => {
    const without = [of(), of(FILM), of(ONE), of(ONE, TWO), of(FILM, ONE, TWO), of(FILM, FILM, ONE)];
    expect(without.map(coverOf)).toEqual(without.map(() => undefined));
    expect(picturesOf(of(FILM, ONE, TWO))).toEqual([ONE, TWO]);
  });

  test('is approved with the post: another one is another content', () => {
    const hashes = [of(FILM), of(FILM, ONE), of(FILM, TWO), of(FILM, { ...ONE, alt: 'x' })].map(contentHash);
    expect(new Set(hashes).size).toBe(4);
  });

  test('leaves a post with a video alone the hash that it always had', () => {
    expect(contentHash(of(FILM))).toBe(ALONE);
  });

  test('is told where it was added or replaced since the approval', () => {
    expect(difference(of(FILM), of(FILM, ONE), String)).toEqual([
      {
        field: 'media',
        before: 'a video (320 by 180, 0:02, 0.6 MB)',
        after: 'a video (320 by 180, 0:02, 0.6 MB) with a cover',
      },
    ]);
    expect(difference(of(FILM, ONE), of(FILM, TWO), String)).toMatchObject([
      { field: 'media', after: 'the same video with another cover' },
    ]);
  });
});

const ALONE = 'e079913ad22d0fe16fe229166fc2c6415b3a254af8fa313a50b8ed0855df60ed';
