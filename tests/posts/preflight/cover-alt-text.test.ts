import { expect, test } from 'vitest';
import type { MediaUse } from '../../../src/posts/content.ts';
import { rule } from '../../../src/posts/preflight/rules/cover-alt-text.ts';
import { candidate } from './candidate.ts';

const video: MediaUse = {
  ...{ hash: 'v', alt: 'A tour of the garden' },
  video: { width: 1280, height: 720, duration: 5_000, size: 1_000 },
};
const picture = (alt: string): MediaUse => ({ hash: 'p', alt });
const found = (...media: MediaUse[]) => rule.find(candidate({ content: { media } })).map(({ id }) => id);

test('what describes a cover is told to go nowhere', () => {
  expect(found(video, picture('A gate'))).toEqual(['media.cover.alt']);
});

test('a cover without a description, a picture and a video alone are fine', () => {
  expect(found(video, picture(''))).toEqual([]);
  expect(found(picture('A gate'))).toEqual([]);
  expect(found(video)).toEqual([]);
});
